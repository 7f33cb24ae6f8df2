"""What happens to every request and response, one subject a module."""
