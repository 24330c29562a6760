"""What the doors read alike of what comes in."""

from domain.messages import PLACE, Press

NOT_OURS = Press(nonce="", number=0)
"""A press on a button that is not ours, or no longer: no stored nonce is empty, so the house says it is outdated."""

LATEST = 10**11
"""Seconds since 1970; a date beyond is none."""


def place(latitude: float, longitude: float) -> str:
    """A place that somebody shared, as words; degrees, to about a metre."""
    return f"{PLACE} {latitude:.5f}, {longitude:.5f}"
