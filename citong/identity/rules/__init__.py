"""What identity calculates and checks; pure: values in, values out."""
