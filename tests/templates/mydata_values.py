"""What the texts about somebody's own data may be told."""

from domain.people import Person
from storage.mydata import Look
from tests.town import NOON

_PERSON = Person(1, "李阿公", "13800000001", "zh", "provisional", 1, "1/", 1, "3幢201", 1, "1/2/")
_CASE = {"name": "李阿公", "first": "2026-11-20", "last": "2026-12-03", "state": "open", "reports": [{}, {}],
         "tests": [{}]}
_KEPT: dict[str, object] = {
    "name": "李阿公", "phone": "13800000001", "door": "3幢201", "areas": ["王家村", "一网格1组"],
    "household": ["李阿公", "李阿婆"], "chats": ["telegram"], "messages": 3, "orders": 4, "errands": [{}],
    "visits": [{}], "observations": [_CASE], "alarms": [{}], "returns": [{}], "matters": [{}],
}  # fmt: skip
_NOTHING = {name: type(value)() for name, value in _KEPT.items()}  # type: ignore[call-arg]

FULL: dict[str, object] = {
    "kept": _KEPT, "looks": [Look(1, "小陈", "grid_worker", "see_person", NOON)], "most": 1, "words": "电话错了",
    "person": _PERSON, "workers": ["小陈"], "worker": _PERSON, "number": 247077273600022, "reason": "observed",
}  # fmt: skip
BARE: dict[str, object] = {"kept": _NOTHING, "looks": [], "most": 20, "workers": [], "reason": "observed"}
