"""An immutable picture of all that is published, from which pages are answered."""
