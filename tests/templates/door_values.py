"""What the texts about doors and about who is silent may be told."""

from dataclasses import replace
from typing import Any

from broadcasts.knocking import Ticked, ToSay
from broadcasts.nudging import Nudged
from domain.knocking import Door, Untold, Visit, Visited
from domain.leaflets import Paper, Share
from domain.messages import FileReference
from domain.people import Person
from storage.notice_answers import WroteBack
from storage.nudges import Nudge
from tests.town import ACCOUNT, NOON

DOOR = Door(
    1, 1, 1, "3幢201", "三楼",
    (Untold(1, "停水", 1, "李阿公", "13800000001", "phone"), Untold(2, "核酸", 2, "李阿婆", "", "knock", True)),
    9, "小陈", (Visited(9, "小林", NOON, Visit.AWAY),),
)  # fmt: skip
LISTED = {"door": DOOR, "mine": False, "numbers": [12, 13], "own_words": ["3号楼 8:00 小广场"]}
NUDGE = Nudge(1, 1, "hand", 1, NOON, 5, 12, 7, 2, 3, 4, NOON)

AUTHOR = Person(9, "陈主任", "", "zh", "confirmed", 1, "1/", 0, "", 0, "")
BACK = WroteBack(1, 1, 1, 1, "李阿公", "3幢201", ACCOUNT, "5", 1, "几点来水？", "", 0, NOON, None)

SENT = FileReference("voice", "a" * 64, "audio/ogg", kept=True)

PAPERS = [Paper(number, 1, "leaflet", number, "", f"3幢{number}", f"3-{number}", 9, 1, None) for number in range(99)]

TICKED = [
    Ticked(state, "3幢201", "小陈", NOON, outcome)
    for state in ("told", "away", "moved", "before", "answered", "missing", "not_yours", "yours", "taken",
                  "given_back", "not_claimed")
    for outcome in ("told", "moved")
]  # fmt: skip

NUDGINGS = [
    *(Nudged(refused) for refused in ("not_yours", "over", "not_out")), Nudged("lately", before=NUDGE, hours=4),
    Nudged("", NUDGE, None, 4, ("小陈",)), Nudged("", replace(NUDGE, done_at=None)),
    Nudged("", replace(NUDGE, people=0)), Nudged("", replace(NUDGE, people=0, lately=0, doors=0, unreachable=0)),
]  # fmt: skip

FULL: dict[str, Any] = {
    "papers": PAPERS, "paper_kind": "leaflet", "helper": AUTHOR, "given_papers": 42, "missing_places": ["9号楼"],
    "newly": True, "round_where": ["3号楼"],
    "paper_shares": [Share(9, "小林", "leaflet", 42, 12), Share(9, "小林", "poster", 2, 2)],
    "author": AUTHOR, "wrote_back": [BACK, replace(BACK, door=""), replace(BACK, words="", files=(SENT,))],
    "sent": ["photo"],
    "listed_doors": [LISTED, LISTED | {"mine": True}], "to_say": [ToSay(12, "停水", "明天停水"), ToSay(13, "封路")],
    "ticked_doors": TICKED, "doors_left": 3, "open_notices": [], "nudge_kind": "remind",
    "nudged": Nudged("", NUDGE, None, 4, ("小陈",), ("一网格3组",) * 12),
}  # fmt: skip
BARE: dict[str, Any] = FULL | {
    "papers": PAPERS[:1], "paper_kind": "poster", "given_papers": 0, "missing_places": [], "newly": False,
    "listed_doors": [LISTED | {"door": replace(DOOR, taken_by=0, taker="", visits=(), part=""), "own_words": []}],
    "to_say": [ToSay(12, "停水", "明天停水")], "ticked_doors": TICKED[:1], "doors_left": 0, "nudge_kind": "hand",
}  # fmt: skip
