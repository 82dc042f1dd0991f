"""What the benchmarks share: figures, workers, a server, the machine."""
