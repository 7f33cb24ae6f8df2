"""One page of help in each language in which this site has no other page."""
