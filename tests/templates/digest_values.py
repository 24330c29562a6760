"""What the texts of the list of the day may be told."""

from typing import Any

from domain.outstanding import Deed, Item, Kind, State, Ticked
from tests.town import NOON

LINES = [
    (number, Item("doors", "1", kind, NOON, "李阿公", "3幢201", "13800000001", words, taken_by=9, taker="小林"), mine)
    for mine in (False, True)
    for number, (kind, words) in enumerate(((kind, words) for kind in Kind for words in ("停水", "same", "voice")), 1)
]  # fmt: skip
TICKED = [Ticked(state, deed, "3幢201", "小陈", NOON) for state in State for deed in Deed]

FULL: dict[str, Any] = {
    "day_lines": LINES, "day_counts": [(kind.value, 2) for kind in Kind], "day_total": 12, "day_more": 3,
    "day_door": 2, "day_report": 3, "day_urgent": True,
    "ticked_lines": TICKED, "day_left": 3, "day_text": "Today's list",
}  # fmt: skip
BARE: dict[str, Any] = {
    "day_text": "Today's list",
    "day_lines": [(1, Item("doors", "1", kind, NOON), False) for kind in Kind],
    "day_counts": [], "day_total": 0, "day_more": 0, "day_door": 0, "day_report": 0, "day_urgent": False,
    "ticked_lines": [Ticked(State.BEFORE, Deed.DONE)], "day_left": 0,
}  # fmt: skip
