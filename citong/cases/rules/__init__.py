"""Calculations of law about cases; pure: values in, values out."""
