"""What can happen to people, accounts and systems."""
