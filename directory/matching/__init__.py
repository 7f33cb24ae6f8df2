"""The one matcher: which services fit a question, and how many would fit another."""
