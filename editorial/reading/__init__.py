"""What is read: an edition or the database, and what is kept in memory of either."""
