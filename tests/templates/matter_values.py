"""What texts about complaints and disputes are told: the names that stand in no other."""

from dataclasses import replace
from datetime import date

from domain.matters import Agreement, Entry, Hand, Matter, Meeting, Part, Party, Whole
from domain.people import Person
from tests.town import NOON

MATTER = Matter(
    1, 1, "1/", 1, 12, "complaint", "noise", "楼上半夜装修", 1, 1, 1, (), "answered", NOON, NOON, NOON, None
)
ENTRIES = tuple(
    Entry(kind, "水管老化", 1 + place % 2, "小陈", NOON)
    for place, kind in enumerate(
        ("opened", "taken", "passed", "reported", "answered", "unsatisfied", "named", "accepted", "fact", "meeting",
         "agreement", "kept", "note")
    )
)  # fmt: skip
MEETING = Meeting(1, 1, NOON, "村委会")
AGREEMENT = Agreement("王家赔500元", date(2026, 12, 31), "现金", NOON)
WHOLE = Whole(
    MATTER, (Hand(1, Part.OPENER, "李阿公"), Hand(2, Part.MEDIATOR, "小陈")), ENTRIES,
    (Party(1, "李阿公", "13800000001", "3幢201"), Party(0, "老王")), (MEETING,), AGREEMENT,
)  # fmt: skip
PERSON = Person(1, "李阿公", "13800000001", "zh", "confirmed", 1, "1/", 1, "3幢201", 1, "1/2/")

FULL: dict[str, object] = {
    "matter": MATTER, "whole": WHOLE, "sees": "name", "unnamed": False,
    "opener_known": PERSON, "party_only": False, "link": "http://x",
    "listed": [MATTER], "anonymous": True, "answer_by": NOON, "cut": True, "wanted_part": "meet", "wrong": "time",
    "meeting": MEETING, "unreached": ["老王"], "agreement": AGREEMENT, "look_at": NOON, "kept": "unkept",
    "last": True,
    "party_names": ["李阿公", "老王"], "unknown_names": ["老王"], "about": "漏水", "mine": True, "hours": 3,
    "answer": "已经去看过，停工了",
}  # fmt: skip
BARE: dict[str, object] = FULL | {
    "matter": replace(MATTER, kind="dispute", state="mediating", anonymous=0, opener=0),
    "whole": replace(WHOLE, hands=(), entries=(), parties=(), meetings=(), agreement=None), "sees": "own",
    "unnamed": True,
    "opener_known": None, "party_only": True, "listed": [], "anonymous": False, "cut": False, "wanted_part": "by",
    "wrong": "", "unreached": [], "look_at": None, "kept": "kept", "last": False, "unknown_names": [], "mine": False,
}  # fmt: skip
