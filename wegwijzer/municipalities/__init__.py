"""Every municipality with who is there for its people."""
