"""一件事: several items for one occasion. What a package says, and what follows from it; values in, values out."""
