"""Questions about office work, one file for each kind of it."""
