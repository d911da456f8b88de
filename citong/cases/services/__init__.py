"""What can happen to a case, in the order in which it usually happens."""
