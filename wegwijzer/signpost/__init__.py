"""A short guided way for someone who does not know what to look for."""
