"""The list of services: its filters, its URL, its options and its results."""
