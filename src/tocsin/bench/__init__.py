"""Benchmarks: ratios to a named baseline of the same run, turn by turn."""
