"""The verbs of a whole 一件事: handed in once, collected once, decided member by member, delivered at once."""
