"""What can happen to office work, one file for each kind of it."""
