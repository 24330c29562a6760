"""What the texts of notices may be told."""

from typing import Any

from domain.notice_words import Found
from domain.notices import Notice
from domain.people import Person
from domain.placeholders import PLACEHOLDERS, Problem
from tests.town import NOON

KINDS = ("unknown", "no_value", "unclosed", "unopened", "too_long", "empty", "control", "invisible", "direction",
         "no_character", "markup", "private")  # fmt: skip

AUTHOR = Person(9, "陈主任", "", "zh", "confirmed", 1, "1/", 1, "1幢103", 1, "1/2/")
NOTICE = Notice(1, 1, 12, 9, "停水", {"zh": "明天停水"}, {"area": 1})

FULL: dict[str, Any] = {
    "answers": [each.key for each in PLACEHOLDERS], "case": "closed", "by_building": True,
    "author": AUTHOR, "by": AUTHOR, "approved": True, "waits": True, "needs": "size", "reason": "人太多", "at": NOON,
    "deleted": 118, "remain": 2, "aloud": 3,
    "notice": NOTICE, "failed": 12, "of": 200, "emergency": True, "correction": True,
    "text_problems": [
        Found(text, building, Problem(kind, line, 2, "姓明", "姓名", 5_000))
        for kind in KINDS for text, building, line in (("zh", "", 1), ("en:home", "3", 0))
    ],
}  # fmt: skip
BARE: dict[str, Any] = FULL | {
    "emergency": False, "correction": False, "approved": False, "waits": False, "needs": "area", "reason": "",
    "remain": 0, "aloud": 0,
    "answers": [], "case": "open", "by_building": False,
    "text_problems": [Found("zh", "", Problem("markup", 1, 1, "<b>"))],
}  # fmt: skip
