"""What the texts about observation may be told."""

from dataclasses import replace
from datetime import date
from typing import Any

from broadcasts.nucleic import Recorded
from broadcasts.observed import Card
from broadcasts.observing import Refusal, Refused
from broadcasts.release_roll import Roll
from broadcasts.releasing import Check
from domain.enrolments import Draft
from domain.grades import Grade
from domain.nucleic import Result, Test
from domain.observation import Observation, Stage, State, Times
from domain.policies import SHIPPED, Counting
from storage.check_ins import CheckIn
from storage.health_alarms import HealthAlarm
from storage.observations import Change
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
DRAFT = Draft("3幢201", 1, (1,), (("小芳", ""),), "contact", "武汉", "2026-11-24")
REFUSED = tuple(Refused(1, "王芳", refusal, case=CASE if refusal == "already" else None) for refusal in Refusal)
KINDS = ("acknowledged", "lasts", "moved", "reporter", "times", "ended", "resumed", "released", "kept")
CHANGES = [Change(1, kind, 9, "小陈", NOON, "核酸未出", {}) for kind in KINDS]
TEST = Test(1, TODAY, Result.NEGATIVE, 9, NOON, name="小陈")
CHECK = Check(CARD, 0, 20, 14, (NOON,) * 6, None, (REPORT,) * 3, 1, (TEST,))
HELD = Check(GRADES[1], 0, 20, 20, (), ALARM, ())
UNTESTED = Check(GRADES[1], 0, 20, 20, (), None, (), 0, (TEST,), (4, 7))
POSITIVE = Check(GRADES[1], 0, 20, 20, (), None, (), 0, (replace(TEST, result=Result.POSITIVE),))

FULL: dict[str, Any] = {
    "observed": [CARD, *GRADES], "reader": 1, "fever": 3730, "change_kind": "lasts", "earlier_case": CASE,
    "check": CHECK, "observation": CASE, "draft": DRAFT, "names": ["王芳"], "new_names": ["小芳"], "hint": ["王芳"],
    "told_first": "identity", "part": "when", "card": CARD, "policy": POLICY, "site": SITE, "reporter": "王芳",
    "reporter_reads": False, "refused": REFUSED, "trouble": None, "unread": ["王芳"], "home": [],
    "held": [("contact", POLICY), ("other", None)], "places": [SITE], "link": "http://village.test/console",
    "symptoms": ["cough", "breathless"], "changed": ["cough"], "ended": False, "several": False,
    "grades": list(Grade), "released_on": TODAY,
    "changes": CHANGES, "read_by": CHANGES[0], "chronic": ["cough", "other"], "number": 12, "name": "王芳",
    "again": True, "act": {"act": "lasts", "more": 3}, "refusal": "below_policy", "why": "核酸未出",
    "roll": Roll((CHECK, CHECK), (HELD, UNTESTED, POSITIVE), 2), "rest": (CHECK,), "out": [CHECK], "unknown": ["#99"],
    "released": [CASE, CASE], "most": 10,
    "recorded": [Recorded(CASE, TODAY, Result.NEGATIVE, state) for state in
                 ("recorded", "corrected", "same", "future", "before", "closed", "not_yours")],
    "positive": False, "cases": [CASE, CASE], "unclear": [("王芳", [CASE, CASE]), ("", [CASE]), ("张三", [])],
    "left": [(CASE, refusal) for refusal in ("alarm", "tests", "early", "closed", "cadre")],
}  # fmt: skip
BARE: dict[str, Any] = FULL | {
    "observed": GRADES[1:2], "reader": 5, "change_kind": "moved",
    "check": Check(GRADES[1], 3, 20, 14, (), ALARM, ()),
    "observation": replace(CASE, state=State.ENDED, ended_at=None), "draft": Draft(door="3幢201", ground="other"),
    "new_names": [], "hint": [], "told_first": "", "part": "who", "policy": None, "site": None,
    "reporter_reads": True, "refused": (), "trouble": "over", "unread": [], "card": GRADES[1],
    "grades": [Grade.HOME], "held": [("contact", POLICY)], "places": [], "link": "", "symptoms": ["cough"],
    "changed": [], "ended": True, "several": True,
    "changes": [], "read_by": None, "chronic": [], "number": 0, "again": False, "refusal": "closed", "why": "",
    "act": {"act": "lasts", "until": "2026-12-20"},
    "roll": Roll((), ()), "rest": (), "out": [], "unknown": [], "released": [CASE], "left": [],
    "recorded": [Recorded(CASE, TODAY, Result.POSITIVE, "recorded")], "positive": True, "cases": [CASE],
    "unclear": [("#12", [])],
}  # fmt: skip
