"""Spreadsheets in and out, with their limits. Knows nothing of the database."""
