"""What visitors and organizations tell the editors."""
