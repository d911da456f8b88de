"""The commands ./run, ./test and ./check: from a bare Python to an open hall. Standard library only."""
