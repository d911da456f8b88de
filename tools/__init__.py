"""What is needed beside the hall itself now and then."""
