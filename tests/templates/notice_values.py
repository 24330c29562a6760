"""What the texts of notices may be told."""

from datetime import date
from typing import Any

from broadcasts.deciding import Decided
from domain.drafts import Draft
from domain.notice_words import Found
from domain.notices import Broadcast, Notice, Standing, State
from domain.people import Person
from domain.placeholders import PLACEHOLDERS, Problem
from domain.reach import Named, Reach
from domain.schedules import Calendar
from nlu.by_building import LineDoubt
from tests.town import NOON

KINDS = ("unknown", "no_value", "unclosed", "unopened", "too_long", "empty", "control", "invisible", "direction",
         "no_character", "markup", "private")  # fmt: skip

AUTHOR = Person(9, "陈主任", "", "zh", "confirmed", 1, "1/", 1, "1幢103", 1, "1/2/")
STATES = ("answered", "told", "read", "delivered", "sent", "queued", "sending", "waiting", "phone", "knock", "failed",
          "unknown", "expired", "cancelled")  # fmt: skip
NOTICE = Notice(1, 1, 12, 9, "停水", {"zh": "明天停水"}, {"area": 1})

BROADCAST = Broadcast(1, 1, State.RUNNING, NOON, NOON, 9, NOON, people=7)
FOUND = Reach(7, 4, {"telegram:1": 4}, 2, 1, 1, (Named(1, "李阿公", "3幢201"),))
LINE_DOUBTS = [
    LineDoubt(2, "3号楼", kind)
    for kind in ("no_building", "no_time", "bad_time", "no_place", "twice", "too_many", "too_long")
]

FULL: dict[str, Any] = {
    "not_found": [], "cadres": [AUTHOR], "number": 12, "named": ["停水"], "question": "几点？ When?", "why": "hour",
    "unread": LINE_DOUBTS, "most": 6, "longest": 20, "confirmers": [AUTHOR], "broadcast": BROADCAST, "later": True,
    "board": "http://village.test/console/notices/1", "what": "cancel", "done": True, "state": "running", "out": True,
    "states": dict.fromkeys(STATES, 2), "counted": True, "chosen": [("能来", 2), ("不能来", 1)], "at_doors": (2, 4),
    "approved_by": AUTHOR, "taken_back": True, "orders": True, "notice_draft": Draft({"area": 1}, {"zh": "停水"}),
    "found": FOUND, "confirm_names": ["赵书记"], "minutes": 5, "quiet": NOON, "read_by": "1幢101", "most_named": 10,
    "silent_people": [Standing(7, 1, "李阿公", "", "3幢201", 1, "1组", "sent")] * 11,
    "unread_by": 3, "lacks_text": "en", "times": [NOON, NOON],
    "repeats": Calendar((450,), date(2026, 11, 29), date(2026, 12, 20)),
    "kinds": [("telegram", 3), ("web", 1)], "without": ["5号楼"] * 7,
    "has_file": True, "expires": NOON, "shown_buttons": ["收到"],
    "answers": [each.key for each in PLACEHOLDERS], "case": "closed", "by_building": True,
    "author": AUTHOR, "by": AUTHOR, "approved": True, "waits": True, "needs": "size", "reason": "人太多", "at": NOON,
    "deleted": 118, "remain": 2, "aloud": 3,
    "unsure": [Standing(7 + place, 1, "李阿公", "", "3幢201", 1, "1组", "unknown") for place in range(12)],
    "decision": Decided("again", 12),
    "notice": NOTICE, "failed": 12, "of": 200, "emergency": True, "correction": True,
    "text_problems": [
        Found(text, building, Problem(kind, line, 2, "姓明", "姓名", 5_000))
        for kind in KINDS for text, building, line in (("zh", "", 1), ("en:home", "3", 0))
    ],
}  # fmt: skip
BARE: dict[str, Any] = FULL | {
    "not_found": [], "cadres": [], "confirmers": [], "later": False, "done": False, "out": False, "counted": False,
    "at_doors": None, "approved_by": None, "taken_back": False, "orders": False, "found": Reach(),
    "confirm_names": [], "minutes": 0, "quiet": 0, "read_by": "", "repeats": None, "silent_people": [],
    "unread_by": 0, "times": [], "has_file": False,
    "kinds": [], "without": [], "shown_buttons": [],
    "emergency": False, "correction": False, "approved": False, "waits": False, "needs": "often",
    "reason": "", "remain": 0, "aloud": 0,
    "unsure": FULL["unsure"][:1], "decision": Decided("over"),
    "answers": [], "case": "open", "by_building": False,
    "text_problems": [Found("zh", "", Problem("markup", 1, 1, "<b>"))],
}  # fmt: skip
