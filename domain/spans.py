"""Spans of time in milliseconds, as all times are."""

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
