"""What is measured: every script prints one table."""
