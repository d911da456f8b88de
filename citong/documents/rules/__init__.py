"""What letters are called, what they must say, how their words come onto the paper; pure: values in, values out."""
