"""What texts about visits and returnees are told: the names that stand in no other."""

from dataclasses import replace

from broadcasts.visiting import LeftOut, Line
from domain.policies import SHIPPED
from domain.returnees import Level, Returnee, RiskArea
from domain.visits import Home, Reason, Report, Result
from storage.visits import Coverage, Visit, Worker
from tests.town import NOON

CAME = ({"who": "儿子", "count": 2, "origin": "武汉", "arrived": "2026-11-29", "planned": True},
        {"who": "", "count": 1, "origin": "", "arrived": "", "planned": False})  # fmt: skip
REPORT = Report(
    1, "3幢201", "3幢201 王家 4口人", Result.ILL, 1, "王家", 4, (3790, 3650), ("cough", "fever"), CAME, (1,),
    "30.1, 120.2",
    doubts=("origin", "date", "whether", "persons", "whose", "temperature", "doors"),
)  # fmt: skip
LAST = Visit(1, "2026-11-30", NOON, 1, 1, "小陈", "ok", 4, "都好", 0)
REPORTS = [replace(REPORT, result=result, persons=44 if result == "ok" else None) for result in Result]
HOMES = [Home(1, 1, "3幢201", "三楼", NOON, "2026-11-20", "no_answer", tuple(Reason)), Home(2, 1, "3幢202")]
LEFT_OUT = [
    LeftOut("9幢901", "no_door", ("3幢201", "3幢202")), LeftOut("10幢301", "not_yours", (), "一网格2组", ("老赵",)),
    LeftOut("12号", "several", ("一楼", "三楼")), LeftOut("5幢501", "unclear"), LeftOut("11号", "not_yours"),
]  # fmt: skip
RETURNEE = Returnee(
    1, 1, 1, 1, "王强", "13800000061", 2, "武汉", "2026-11-29", "train", "G1234", "3车12F", "老婆", "green",
    "negative", "2026-11-28", "我昨天从武汉回来了", "high", door="3幢201",
)  # fmt: skip
UNKNOWN = Returnee(2, 1, 1, number=2, state="planned")
SEEN = Coverage(1, 100, 60, 12, 3, 20, [Worker(1, "小陈", 12, NOON)])

FULL: dict[str, object] = {
    "visit_lines": [Line(REPORT, LAST, 2), *(Line(each) for each in REPORTS)], "visits_left_out": LEFT_OUT,
    "reports": [REPORT, *REPORTS], "left_in_all": 18, "walks": True, "homes_left": HOMES, "evening": True,
    "ill": True, "door": "3幢201", "one": True, "again": True, "contacts": [], "taker": "小陈",
    "workers": ["小陈"], "words": "不让登记", "more": 3, "link": "http://village.test", "own": True, "several": True,
    "why": "早就到了",
    "coverage": [{"area": "一网格1组", "seen": SEEN, "days": 7}], "returnee": RETURNEE, "other": UNKNOWN,
    "at_risk": RiskArea("湖北省武汉市", Level.HIGH, "2026-11-01", "2026-12-01"), "policy": SHIPPED[0],
    "said_by": None, "planned": True, "field": "vehicle", "trouble": "long_ago", "said": RETURNEE,
}  # fmt: skip
BARE: dict[str, object] = FULL | {
    "visit_lines": [Line(Report(1, "3幢202", "", Result.OK))], "visits_left_out": LEFT_OUT[:1], "left_in_all": 0,
    "reports": [Report(1, "3幢202", "", Result.OK)], "walks": False, "homes_left": [], "evening": False, "ill": False,
    "coverage": [], "returnee": replace(RETURNEE, state="planned", name="", phone="", door=""), "other": RETURNEE,
    "at_risk": None, "policy": None, "planned": False, "field": "who", "trouble": "", "said": UNKNOWN, "taker": "",
    "workers": [], "again": False, "one": False, "own": False, "several": False, "more": 0, "link": "",
}  # fmt: skip

FIELDS = ("who", "origin", "arrived", "transport", "vehicle", "companions", "code", "test", "tested")
