"""What several settings are checked for."""

import re
from urllib.parse import urlsplit

_NO_ADDRESS = re.compile(r"[\s\x00-\x20<>\"'`{}|\\^]")


def checked_address(value: str, schemes: tuple[str, ...] = ("https", "http")) -> str:
    """An address without a slash at its end. Raises ValueError."""
    remedy = f"write one such as {schemes[0]}://tongxin.example"
    if not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
        begins = " or ".join(f"{scheme}://" for scheme in schemes)
        raise ValueError(f"{value!r} is no address; write one that begins with {begins}")
    if _NO_ADDRESS.search(value):
        raise ValueError(f"{value!r} has a blank or a sign in it that no address has; {remedy}")
    try:
        split = urlsplit(value)
        port = split.port
    except ValueError:
        raise ValueError(f"{value!r} has no port from 1 to 65535, or no host; {remedy}") from None
    if not split.hostname or port == 0 or "@" in split.netloc:
        raise ValueError(f"{value!r} names no host; {remedy}")
    if "?" in value or "#" in value:
        raise ValueError(f"{value!r} goes on after the host with ? or #; {remedy}")
    return value.rstrip("/")
