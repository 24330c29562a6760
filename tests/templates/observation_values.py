"""What the texts about observation may be told."""

from dataclasses import replace
from datetime import date
from typing import Any

from broadcasts.observed import Card
from broadcasts.releasing import Check
from domain.grades import Grade
from domain.observation import Observation, Stage, State, Times
from domain.policies import SHIPPED, Counting
from storage.check_ins import CheckIn
from storage.health_alarms import HealthAlarm
from storage.sites import Site
from tests.town import NOON

TODAY = date(2026, 11, 30)
SITE = Site(3, 1, "新城宾馆", "新城路1号", "13800000071", 0)
STAGES = (
    Stage(Grade.CENTRAL, date(2026, 11, 25), 7, SITE.id), Stage(Grade.HOME_MONITORING, date(2026, 12, 2), 3),
)  # fmt: skip
CASE = Observation(
    1, 1, 1, 1, 1, "contact", "武汉", date(2026, 11, 24), Counting.AFTER_EXPOSURE, "contact_20220628", STAGES, 1, 2,
    NOON, State.RELEASED, (Times(TODAY, (480, 1080)),), ended_at=NOON, number=12, name="王芳", door="3幢201",
    phone="13800000001",
)  # fmt: skip
POLICY = next(policy for policy in SHIPPED if policy.key == CASE.policy)
CARD = Card(CASE, TODAY, "王芳", POLICY, {SITE.id: SITE})
GRADES = [
    replace(CARD, case=replace(CASE, stages=(Stage(grade, date(2026, 11, 25), 14),)), policy=None, sites={})
    for grade in Grade
]  # fmt: skip
ALARM = HealthAlarm(
    1, 1, 1, 1, 1, 1, "check_in", 1, 3780, ("cough",), "", 1, 0, NOON, None, 0, "", "", "王芳", "3幢201", "", 0, "",
    None, "",
)  # fmt: skip
REPORT = CheckIn(1, NOON, 3650, (), "ok", "self", 1, NOON)
CHECK = Check(CARD, 0, 20, 14, (NOON,) * 6, None, (REPORT,) * 3, 1)

FULL: dict[str, Any] = {
    "observed": [CARD, *GRADES], "reader": 1, "fever": 3730, "change_kind": "lasts", "earlier_case": CASE,
    "check": CHECK, "observation": CASE,
}  # fmt: skip
BARE: dict[str, Any] = FULL | {
    "observed": GRADES[1:2], "reader": 5, "change_kind": "moved",
    "check": Check(GRADES[1], 3, 20, 14, (), ALARM, ()),
    "observation": replace(CASE, state=State.ENDED, ended_at=None),
}  # fmt: skip
