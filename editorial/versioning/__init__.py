"""Notice every write of content, and keep what an entry was."""
