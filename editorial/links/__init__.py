"""Finding every link and number of the content, asking for it, and keeping what came of it."""
