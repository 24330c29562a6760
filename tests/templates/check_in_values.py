"""What the texts about reports of temperatures may be told."""

from datetime import date
from typing import Any

from broadcasts.checking_in import Entry
from handlers.unreported import Home
from storage.check_ins import CheckIn
from tests.templates.health_values import WORKER
from tests.town import NOON

ROW = CheckIn(1, NOON, 3_650, ("cough",), "abnormal", "self", 1, NOON, replaces=2, id=3)
ENTRIES = [
    {
        "entry": Entry("王芳", 1, NOON, 3_680, ("cough", "chills"), ROW),
        "part": "evening",
        "yesterday": True,
        "shown": True,
    },
    {"entry": Entry("李强", 2, NOON, None, ("other",)), "part": "noon", "yesterday": False, "shown": True},
]
SILENT = {"door": "3幢201", "names": ["王芳", "李强"], "reporter": "李小燕", "phone": "13800000001",
          "part": "morning", "chat": False, "told": [WORKER]}  # fmt: skip
PEOPLE = [
    {"name": "王芳", "day": day, "days": 14, "last": date(2026, 12, 13), "over": day > 14, "row": ROW}
    for day in (0, 6, 15)
]
FULL: dict[str, Any] = {
    "check_day": 6, "check_days": 14, "check_part": "morning", "check_names": ["王芳", "李强"],
    "check_example": "36.5 36.8", "check_again": True, "check_kind": "unread", "check_entries": ENTRIES,
    "check_fahrenheit": True, "check_own": True, "check_lacking": ["李小宝"], "check_door": "3幢201",
    "check_who": "孙子", "check_numbers": [3_650, 3_685], "check_symptoms": ["cough"], "check_why": "no_thermometer",
    "workers": ["小陈"], "named": True, "worker": True, "check_people": PEOPLE, "person": WORKER,
    "words": "没有体温计",
    "check_records": [{"name": "王芳", "rows": [{"row": ROW, "on": date(2026, 11, 30), "part": "morning"}]}],
    "check_silent": [SILENT, SILENT], "check_unclear": "眼皮抬不起来",
    "check_homes": [Home("3幢201", ("王芳", "李强"), "13800000001"), Home("3幢202", ("王芳",), "")],
    "check_observed": 9, "check_missing": 3, "check_more": 2, "check_link": "https://a.example/console/observed",
}  # fmt: skip
BARE: dict[str, Any] = {
    **FULL, "check_day": 0, "check_names": ["王芳"], "check_again": False, "check_kind": "named",
    "check_entries": [
        {"entry": Entry("王芳", 1, NOON, 3_680, ()), "part": "noon", "yesterday": False, "shown": False}
    ],
    "check_fahrenheit": False, "check_own": False, "check_lacking": [], "check_door": "", "check_who": "",
    "check_symptoms": [], "check_why": "tries", "workers": [], "named": False, "worker": False, "words": "",
    "check_people": [{**PEOPLE[0], "row": None}], "check_records": [{"name": "王芳", "rows": []}],
    "check_silent": [{**SILENT, "reporter": "", "phone": "", "chat": True, "told": []}],
    "check_homes": [], "check_missing": 0, "check_more": -60,
}  # fmt: skip
