"""What the texts about health alarms may be told."""

from dataclasses import replace
from typing import Any

from domain.people import Person
from storage.health_alarms import HealthAlarm
from tests.town import NOON

WORKER = Person(9, "小陈", "13800000011", "zh", "confirmed", 1, "1/", 0, "", 0, "")
ALARM = HealthAlarm(
    1, 1, 1, 1, 1, 1, "check_in", 1, 3_785, ("cough", "chills"), "38度，有点咳", 1, 0, NOON, NOON, 9, "other",
    "送到卫生院了", "李阿公", "3幢201", "13800000001", 9, "小陈", NOON, "小陈",
)  # fmt: skip
UNNAMED = replace(
    ALARM, person=0, name="", door="", phone="", temperature=None, symptoms=(), taken_by=0, taker="",
    outcome="hospital", note="",
)  # fmt: skip
FULL: dict[str, Any] = {
    "alarm": ALARM, "minutes": 10, "before": [WORKER], "contacts": [WORKER], "workers": ["小陈", "小林"],
    "taker": "小陈", "by": "小陈", "taker_phone": "13800000011",
}  # fmt: skip
BARE: dict[str, Any] = {
    "alarm": UNNAMED, "minutes": 0, "before": [], "contacts": [], "workers": [], "taker": "", "by": "",
    "taker_phone": "",
}  # fmt: skip
