"""Benchmarks: ratios within one run, for an absolute time says more of the machine than of us."""
