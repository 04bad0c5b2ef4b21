"""Benchmarks a reader can repeat: every figure is a ratio within one run."""
