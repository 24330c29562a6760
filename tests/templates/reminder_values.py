"""What the texts of reminders may be told."""

from datetime import date
from typing import Any

from broadcasts.escalating import Tried
from broadcasts.rule_drafts import Preview, RuleDraft
from domain.notices import Standing
from domain.rules import USUAL, Late
from domain.schedules import Anchor, Calendar, Relative
from tests.town import NOON

SILENT = [Standing(7, 3, "李阿公", "13800000001", "3幢201", 4, "一网格1组", "sent")]
DAY = date(2026, 11, 30)
EVERYBODY = {"is": "everybody", "name": "前岸村"}
SCHEDULES = (
    Calendar((450, 990), DAY, date(2026, 12, 20)), Calendar((450,), DAY, DAY), Calendar((450,), DAY, every=3),
    *(Calendar((450,), DAY, weekdays=days) for days in ((0, 1, 2, 3, 4), (5, 6), (0, 2))),
    *(Calendar((450,), DAY, monthdays=days) for days in ((31,), (1, 30))),
    *(Relative(anchor, minutes) for anchor in Anchor for minutes in (-90, 120, -1_440)),
    *(Relative(Anchor.OBSERVATION, days=days, at=1_080) for days in (-1, 0, 2)),
)  # fmt: skip
ENTRIES = [
    {"number": number, "on": bool(number % 2), "schedule": schedule, "follow": USUAL, "text": "请量体温",
     "times": [NOON, NOON + 86_400_000]}
    for number, schedule in enumerate(SCHEDULES, 1)
]  # fmt: skip
FULL: dict[str, Any] = {
    "silent": SILENT, "tried": Tried((NOON, NOON + 7_200_000), ((NOON, ("小陈", "小林")),)),
    "preview": Preview(EVERYBODY, 12, (NOON, NOON + 86_400_000)), "now": NOON, "times": (NOON,), "doubt": "hour",
    "rule_draft": RuleDraft(None, SCHEDULES[0], "请量体温", "doors", USUAL, Late.ONCE), "rule_entries": ENTRIES,
    "entry": ENTRIES[0],
}  # fmt: skip
BARE: dict[str, Any] = {
    "silent": [Standing(7, 0, "李阿公", "", "", 0, "", "sent")], "tried": Tried((NOON,)), "now": NOON, "times": (),
    "preview": Preview(EVERYBODY, 0, (), "nobody"), "doubt": "impossible_date", "rule_entries": [],
    "rule_draft": RuleDraft(None, SCHEDULES[-4], "请量体温"), "entry": ENTRIES[1] | {"times": [], "follow": ()},
}  # fmt: skip
