"""What a change would do to first contacts: whom it leaves alone, whom it sends elsewhere."""
