"""Cells that a spreadsheet program would take for a formula, made harmless and back."""

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell begins with that Excel, LibreOffice or WPS may run; the full-width signs count too (OWASP)."""

_GUARD = "'"


def guarded(text: str) -> str:
    """The text with an apostrophe in front when a spreadsheet program would run it."""
    return _GUARD + text if text.startswith(FORMULA_BEGINS) else text


def unguarded(text: str) -> str:
    """The text as it was before it was guarded, so that an export can be imported."""
    return text[1:] if text.startswith(_GUARD) and text[1:].startswith(FORMULA_BEGINS) else text
