"""Each figure that we state about speed, reproducible by one command: benchmarks/submit and benchmarks/read."""
