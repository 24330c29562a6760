"""What a cadre is reminded of when a window is drafted: gifts that wait for one, and what people asked for."""

from typing import Any

from storage import gifts, windows, wishes
from storage.database import Transaction


def reminders(tx: Transaction, village: int, now: int) -> dict[str, Any]:
    """As the draft's template shows them: gifts, and the names asked for in the last window with their households."""
    last = windows.latest(tx, village, 1)
    wished = wishes.counted(tx, village, last[0].id) if last else []
    return {"gifts": gifts.unplaced(tx, village, now), "asked_for": wished}
