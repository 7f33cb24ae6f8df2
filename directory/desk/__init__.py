"""What the editors' desk must know of the directory."""
