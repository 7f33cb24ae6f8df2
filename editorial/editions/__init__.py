"""Numbered files that hold everything public and nothing else; the public site reads them."""
