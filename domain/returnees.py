"""Who came back, from where, when and how; whether two reports may be of one person; whether a place was at risk."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from domain.names import may_be_called

ARRIVAL = "returnee_due"
"""The kind of due that asks, on its day, whether somebody who was to come has come."""

SAME_DAYS = 3
"""Days between two arrivals that may be one."""

LONG_AGO = 365
"""Days back beyond which a date of arrival is asked back."""

WATCHED_DAYS = 14
"""Days after an arrival in which a household is looked in on first."""

RELATIONS = frozenset({
    "儿子", "女儿", "儿媳", "媳妇", "女婿", "孙子", "孙女", "外孙", "外孙女", "老公", "老婆", "丈夫", "妻子", "爱人",
    "爸爸", "妈妈", "父亲", "母亲", "爷爷", "奶奶", "哥哥", "弟弟", "姐姐", "妹妹", "小孩", "孩子", "侄子", "侄女",
    "外甥", "亲戚", "表弟", "表哥", "表姐", "表妹", "一家", "全家", "两口子", "夫妻",
})  # fmt: skip
"""What somebody of a household is called instead of by name."""

_ENDINGS = re.compile(r"(?:壮族|回族|维吾尔|特别)?(?:自治[区州县]|行政区|省|市|地区|区|县|街道|镇|乡)$")


class State(StrEnum):
    PLANNED = "planned"  #: has not come yet
    OPEN = "open"  #: has come, and nobody has decided what follows
    OBSERVED = "observed"
    NOT_NEEDED = "not_needed"
    NOT_COMING = "not_coming"
    REPLACED = "replaced"  #: corrected or completed by a later row
    SAME = "same"  #: a human found that another row is of the same person


ALIVE = frozenset({State.PLANNED, State.OPEN, State.OBSERVED, State.NOT_NEEDED})


class Transport(StrEnum):
    TRAIN = "train"
    PLANE = "plane"
    CAR = "car"
    BUS = "bus"
    BOAT = "boat"
    OTHER = "other"


NUMBERED = frozenset({Transport.TRAIN, Transport.PLANE, Transport.CAR, Transport.BUS, Transport.BOAT})
"""What has a number, a flight or a plate by which fellow travellers are found."""


class Code(StrEnum):
    """Colours of the health code. Which of them a place has is a setting; without a code there is NONE."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"
    ORANGE = "orange"
    NONE = "none"


class Test(StrEnum):
    __test__ = False  # no test of ours

    NEGATIVE = "negative"
    POSITIVE = "positive"
    WAITING = "waiting"
    NONE = "none"


class Level(StrEnum):
    """How much a place is at risk, the worst first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class RiskArea:
    """A place at risk from a day to another, both included; until "" while it is."""

    name: str
    level: Level
    since: str
    until: str = ""

    def holds(self, day: str) -> bool:
        return self.since <= day and (not self.until or day <= self.until)


@dataclass(frozen=True, slots=True)
class Returnee:
    """One report of one person, or of a few who came together."""

    id: int
    household: int
    area: int
    person: int = 0
    name: str = ""  #: as they were called
    phone: str = ""
    number: int = 1
    origin: str = ""
    arrived: str = ""  #: the day, "" where nobody said
    transport: str = ""
    vehicle: str = ""  #: train, flight, plate
    seat: str = ""
    companions: str = ""
    code: str = ""
    test: str = ""
    tested: str = ""
    words: str = ""
    risk: str = ""
    state: str = State.OPEN
    why: str = ""
    visit: int = 0
    replaces: int = 0
    same_as: int = 0
    said_by: int = 0
    said_at: int = 0
    door: str = ""

    @property
    def shown(self) -> str:
        return self.name or self.door

    @property
    def alive(self) -> bool:
        return self.state in ALIVE


FIELDS = ("who", "origin", "arrived", "transport", "vehicle", "companions", "code", "test", "tested")
"""What is asked step by step, in this order."""

NEEDED = frozenset({"who", "origin", "arrived"})
"""Without these a report cannot be kept; the others may be passed over."""

AHEAD = frozenset({"code", "test", "tested"})
"""What is not asked of somebody who is still to come."""


def missing(said: Mapping[str, Any], today: str) -> str:
    """The first field that nobody has spoken of yet, "" when all is said. A field that was passed over is there."""
    planned = said.get("arrived", "") > today
    left_out = AHEAD if planned else frozenset()
    if said.get("transport", "") not in NUMBERED:
        left_out |= {"vehicle"}
    if said.get("test", "") not in (Test.NEGATIVE, Test.POSITIVE):
        left_out |= {"tested"}
    return next((field for field in FIELDS if field not in said and field not in left_out), "")


def day_trouble(arrived: date, today: date) -> str:
    """What is odd about a day of arrival: "long_ago", or "far" for a plan of more than a month ahead; "" nothing."""
    if arrived < today - timedelta(days=LONG_AGO):
        return "long_ago"
    return "far" if arrived > today + timedelta(days=31) else ""


def state_at(arrived: str, today: str) -> State:
    """Whoever is to come later is planned."""
    return State.PLANNED if arrived > today else State.OPEN


def may_be_same(one: Returnee, other: Returnee) -> bool:
    """Whether two reports may be of one person: the same telephone, or, in one household, names that may be one and
    arrivals within three days. A human decides."""
    if one.id == other.id or not (one.alive and other.alive):
        return False
    if one.phone and one.phone == other.phone:
        return True
    if one.household != other.household or not _days_fit(one.arrived, other.arrived):
        return False
    if one.person and other.person:
        return one.person == other.person
    return alike(one.name, other.name) and _places_fit(one.origin, other.origin)


def alike(one: str, other: str) -> bool:
    """Whether two names may be of one person. A relation (儿子) may be anybody of the household."""
    if not one or not other or one == other or one in other or other in one:
        return True
    if one in RELATIONS or other in RELATIONS:
        return not (one in RELATIONS and other in RELATIONS)
    return may_be_called(one, other) or may_be_called(other, one)


def worst(places: Iterable[RiskArea], origin: str, arrived: str, province: str = "") -> RiskArea | None:
    """The place at risk that an origin is, may lie in or has in it, on the day of arrival or within the fortnight
    before; of several the one of the highest level. A province at risk is all of it."""
    if not origin or not arrived:
        return None
    from_day = (date.fromisoformat(arrived) - timedelta(days=WATCHED_DAYS)).isoformat()
    fitting = [
        place for place in places
        if place.since <= arrived and (not place.until or place.until >= from_day)
        and (_places_fit(place.name, origin) or (province and plain_place(place.name) == plain_place(province)))
    ]  # fmt: skip
    levels = list(Level)
    return min(fitting, key=lambda place: (levels.index(place.level), -len(place.name)), default=None)


def plain_place(name: str) -> str:
    """A place without blanks and without the kind of the smallest part: 湖北省武汉市 is 湖北武汉."""
    text = "".join(name.split())
    parts = re.split(r"(?<=[省市])(?=..)|(?<=自治[区州])(?=..)", text)
    return "".join(_bare(part) for part in parts)


def _bare(part: str) -> str:
    bare = _ENDINGS.sub("", part)
    return bare if len(bare) >= 2 else part


def _places_fit(one: str, other: str) -> bool:
    """Whether one place is the other, or may have it in it: 武汉 and 湖北省武汉市江汉区."""
    first, second = plain_place(one), plain_place(other)
    return not first or not second or first in second or second in first


def _days_fit(one: str, other: str) -> bool:
    if not one or not other:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= SAME_DAYS
