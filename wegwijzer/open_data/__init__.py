"""All that is public as open data: Human Services Data Specification (HSDS), in two languages."""
