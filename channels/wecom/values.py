"""Ids and words out of the vendor's JSON, as a database can keep them."""

from typing import Any

LONGEST_ID = 256


def identifier(value: Any) -> str:
    """It becomes a key, an address and part of a log line. Raises TypeError for what cannot be one."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID or not value.isprintable():
        raise TypeError("not an identifier")
    return value


def words(value: Any) -> str:
    """What was written, without what no database keeps: halves of emoji and zero bytes. Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value.replace("\0", "").encode("utf-8", "replace").decode()
