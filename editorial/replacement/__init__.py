"""Replace one text everywhere, such as a number that many entries name."""
