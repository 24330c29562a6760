"""The cadres' pages, and the pages that machines read."""
