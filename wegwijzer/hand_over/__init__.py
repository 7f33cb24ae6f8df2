"""One sheet of paper with contacts, in Dutch beside another language, for somebody to take away."""
