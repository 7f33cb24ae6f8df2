"""The one document form of an entry: read, check, compare, describe and apply it."""
