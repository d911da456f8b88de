"""What can happen to a letter, its template, and the proof that it arrived."""
