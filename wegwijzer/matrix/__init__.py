"""Who does what, when: organizations down, phases across."""
