"""Where: places as people name them, and municipalities that merge."""
