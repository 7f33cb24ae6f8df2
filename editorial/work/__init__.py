"""The work list: what must be checked, mended or arranged, and by whom it can be told."""
