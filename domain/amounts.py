"""Money in integer fen and quantities in integer thousandths of an item's unit, with exact arithmetic."""

import re
from decimal import Decimal, InvalidOperation

THOUSANDTHS = 1000
FEN = 100
LARGEST = 10**12
"""Above this no amount is read: neither a price, nor a quantity, nor a sum comes near it."""

_DECIMAL = re.compile(r"\d{1,9}(?:\.\d{1,6})?\Z", re.ASCII)


def line_amount(price: int, quantity: int) -> int:
    """The fen for a line: price in fen a unit times quantity in thousandths, half a fen rounded up."""
    return (price * quantity + THOUSANDTHS // 2) // THOUSANDTHS


def parse_fen(text: str) -> int | None:
    """Fen from a plain decimal string of yuan ("35", "4.50"), or None when it is not one or finer than a fen."""
    return _parse(text, FEN)


def parse_quantity(text: str) -> int | None:
    """Thousandths from a plain decimal string ("2", "0.5"), or None when it is not one or finer than that."""
    return _parse(text, THOUSANDTHS)


def _parse(text: str, scale: int) -> int | None:
    text = text.strip()
    if not _DECIMAL.match(text):
        return None
    try:
        scaled = Decimal(text) * scale
    except InvalidOperation:
        return None
    return int(scaled) if scaled == scaled.to_integral_value() else None


def format_quantity(quantity: int) -> str:
    """A quantity in thousandths as the shortest decimal string: 2500 is "2.5", 2000 is "2"."""
    whole, rest = divmod(abs(quantity), THOUSANDTHS)
    sign = "-" if quantity < 0 else ""
    return f"{sign}{whole}.{rest:03d}".rstrip("0") if rest else f"{sign}{whole}"


def format_fen(fen: int) -> str:
    """Fen as yuan with two decimals, as in exported sheets: 7000 is "70.00"."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), FEN)
    return f"{sign}{whole}.{rest:02d}"


def format_yuan(fen: int) -> str:
    """Fen as people write yuan: 7000 is "70", 450 is "4.5", 405 is "4.05"."""
    return format_fen(fen).rstrip("0").rstrip(".")
