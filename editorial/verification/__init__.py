"""Who checked a fact, when and how, and what visitors report about it."""
