"""Tools of the house, for whoever builds and checks it; nothing here runs in production."""
