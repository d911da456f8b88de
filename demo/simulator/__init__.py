"""Plays citizens and offices through the verbs of the hall, so that a demonstration looks back on years of work."""
