"""Fills an empty hall with what a demonstration needs; loading again changes nothing."""
