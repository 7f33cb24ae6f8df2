"""Tools of the house: they build, check and watch the site, and no page imports them."""
