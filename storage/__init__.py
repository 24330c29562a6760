"""Records on SQLite and PostgreSQL: the seam, the queries, one file a noun."""
