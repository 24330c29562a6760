"""What no rule takes for itself: the time, and chance."""

import secrets
import time


def clock() -> int:
    """Now, in epoch milliseconds."""
    return time.time_ns() // 1_000_000


def nonce() -> str:
    """Names the buttons of one reply."""
    return secrets.token_urlsafe(12)


def secret() -> str:
    return secrets.token_hex(20)


def code() -> str:
    """Eight digits, short enough to be typed."""
    return f"{secrets.randbelow(10**8):08}"
