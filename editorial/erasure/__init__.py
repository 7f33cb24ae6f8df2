"""Erase something from every copy that the desk keeps."""
