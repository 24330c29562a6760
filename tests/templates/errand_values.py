"""What the texts about errands may be told."""

from dataclasses import replace
from typing import Any

from domain.errands import Errand, Kind, Money, State
from domain.people import Person
from storage.errands import Ill
from tests.town import NOON

ERRAND = Errand(
    1, 1, 2, 12, 1, 1, 3, 3, Kind.RUBBISH, "去驿站拿个包裹", State.TAKEN, NOON, NOON, NOON, 9, NOON + 1, 0, "door",
    1, 1, "1/2/", "3幢201", "李阿公", "13800000001", "小陈", "13800000011",
)  # fmt: skip
BARE_ERRAND = replace(
    ERRAND, kind=Kind.ERRAND, state=State.OPEN, promised_at=NOON, how="hand", phone="", taker="", taker_phone="",
    asker=1, entered_by=1,
)  # fmt: skip
EVERY = [replace(ERRAND, state=state, kind=kind) for state in State for kind in Kind]
WORKER = Person(9, "小陈", "13800000011", "zh", "confirmed", 1, "1/", 1, "1幢101", 2, "1/2/")

FULL: dict[str, Any] = {
    "errand": ERRAND, "errand_now": NOON, "errand_by": "小林", "errand_said": "少了一瓶", "errand_fen": 2_350,
    "errand_money": Money(2_350, 350), "errand_ill": Ill(1, "李阿婆", True), "errand_told": ["小陈", "小林"],
    "errand_later": NOON + 1, "errand_why": "reopened", "errand_several": True, "errand_door": "12号李阿婆",
    "errand_list": EVERY, "errand_waits": EVERY, "errand_hand": EVERY, "errand_workers": [WORKER], "errand_step": 2,
    "errand_past": True, "errand_morning_at": "09:00", "errand_evening_at": "17:00",
}  # fmt: skip
BARE: dict[str, Any] = FULL | {
    "errand": BARE_ERRAND, "errand_said": "", "errand_money": Money(), "errand_ill": Ill(0, "", False),
    "errand_told": [], "errand_later": 0, "errand_why": "overdue", "errand_several": False,
    "errand_list": [replace(BARE_ERRAND, promised_at=None)],
    "errand_waits": [], "errand_hand": [], "errand_workers": [], "errand_step": 1,
    "errand_past": False,
}  # fmt: skip
