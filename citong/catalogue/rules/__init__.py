"""Calculations of the catalogue; pure: values in, values out."""
