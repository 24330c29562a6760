"""Rules of the village: standard library only, no clock, no I/O."""
