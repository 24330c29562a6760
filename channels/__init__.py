"""Doors into the house, one file a door; they store nothing and know domain.messages only."""
