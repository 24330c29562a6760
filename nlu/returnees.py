"""Who has come back, from where and when: 孝感1月20日回来1人; 女婿初三从襄阳回来. Whoever is still away, passes
through or only means to come is none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from nlu.journeys import Journey, read_journey, without_journey
from nlu.origins import UNNAMED, Place
from nlu.return_clauses import Atom, find_atoms, rest_of, who_of
from nlu.visit_dates import DateSaid
from nlu.visit_people import read_returned

_GAP = r"[\s，。；,;！!?？、()\n:：]"
_CLAUSE = re.compile(rf"(?P<said>(?:(?!{_GAP}).)+)(?P<gap>{_GAP}*)")
_BEFORE_FROM = re.compile(r"(?:从|自|由|打|来自|离开)$")
_BEFORE_AT = re.compile(r"(?:在|住|呆在|待在|留|滞留|困在|还?在外|人在|驻)$")
_BEFORE_TO = re.compile(
    r"(?:去|去了|去过|回|回了|返回|返|到|到了|到过|赴|前往|往|回到|飞|上|来到|来|返程|返校|返岗|返工)$"
)
_BEFORE_VIA = re.compile(r"(?:途经|途径|路过|过境|经过|经停|经|中转|转道|绕道|转)$")
_AFTER_VIA = re.compile(r"(?:机场|站|东站|南站|西站|北站)?(?:转车|转机|中转|换乘|换车|经停|转站|转)")
_DENIED = re.compile(r"(?:没|没有|未|不曾|无|否认)(?:去|到|经|接触|出|往|途|来往|有)?[^，。\s]{0,4}$")
_WITH = re.compile("(?:^|[^上下])[和跟与同]$")
_CONTACT = re.compile(r"接触|遇到|碰到|见过|同乘|密接")
_CAME = re.compile("[回返]")
_ALL = re.compile("都|均|日期")
_NATIVE = re.compile(r"(?:人(?![民次一二两三四五\d回到])|籍|户籍|户口|老乡|口音)")


@dataclass(frozen=True, slots=True)
class ReturneeSaid:
    """Somebody who has come back. What was not said is empty or None."""

    origin: str  #: as written, without the province: 六安
    province: str  #: of the origin, empty when it is abroad or only 外地
    arrived: date | None
    count: int | None
    who: str  #: 女婿, 两口子
    transport: str = ""
    number: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """`doubts`: origin (somebody came back, it is not clear from where), date, whether (it is not clear that they
    did); `left`: somebody went away again; `planned`: somebody is still to come."""

    people: tuple[ReturneeSaid, ...] = ()
    doubts: frozenset[str] = frozenset()
    left: bool = False
    planned: bool = False


@dataclass(slots=True)
class _Group:
    """What was said of one return so far. `at`: the number of the clause of its place; `sure`: 从 stands before it;
    `common`: its day is said of all (都是初二回)."""

    places: list[Place] = field(default_factory=list)
    at: int = -1
    day: date | None = None
    out: date | None = None
    dated: bool = False
    vague: bool = False
    back: bool = False
    sure: bool = False
    away: bool = False
    to: bool = False
    native: bool = False
    blocked: bool = False
    planned: bool = False
    linked: bool = False
    common: bool = False
    who: str = ""
    count: int | None = None
    clauses: list[str] = field(default_factory=list)

    def complete(self) -> bool:
        return bool(self.places) and self.dated and (self.back or self.sure)


def read_returnees(cleaned: str, sent: date) -> Returned:
    """All returns that a cleaned text tells of; its door should be blanked out before."""
    text = without_journey(cleaned)
    groups: list[_Group] = []
    group = _Group()
    for number, match in enumerate(_CLAUSE.finditer(text)):
        group = _read_clause(match, number, group, groups, cleaned, text, sent)
    groups.append(group)
    _share(groups)
    return _told([group for group in groups if group.places or group.back], cleaned)


def _read_clause(
    match: re.Match[str], number: int, group: _Group, groups: list[_Group], cleaned: str, text: str, sent: date
) -> _Group:
    said = match["said"]
    atoms = list(find_atoms(said, sent))
    rest = rest_of(said, atoms)
    has_back = any(atom.kind == "back" for atom in atoms)
    who = who_of(said)
    for atom in atoms:
        group = _take(atom, group, groups, number, said, rest, has_back)
    kinds = {atom.kind for atom in atoms}
    if group.dated and "place" not in kinds and _ALL.search(said):
        group.common = not group.places
        for earlier in groups:
            if earlier.places and not (earlier.dated or earlier.blocked or earlier.planned or earlier.away):
                earlier.day, earlier.dated, earlier.back = group.day, True, True
    if kinds & {"place", "back", "date", "waypoint", "outward"}:
        group.clauses.append(cleaned[match.start("said") : match.end("said")])
        group.who = group.who or who
        group.count = group.count or read_returned(said)
    elif group.places and not _is_closed(group):
        group.clauses.append(cleaned[match.start("said") : match.end("said")])
        if not rest:
            group.count = group.count or read_returned(said)
    elif not group.places:
        travels = read_journey(cleaned[match.start("said") : match.end("said")]) != Journey()
        group = _Group(who=who, count=read_returned(said) if travels or (who and not rest) else None)
    if not group.places and rest and not group.back:
        group = _Group(who=group.who if who else "", count=group.count)
    if group.places and "、" in match["gap"] and not group.back:
        group.linked = True
    return group


def _is_closed(group: _Group) -> bool:
    return len(group.clauses) > 4


def _take(
    atom: Atom, group: _Group, groups: list[_Group], number: int, said: str, rest: str, has_back: bool
) -> _Group:
    if isinstance(atom.value, Place):
        return _take_place(atom, atom.value, group, groups, number, said)
    if isinstance(atom.value, DateSaid):
        return _take_date(atom.value, group, groups, number, rest, has_back, atom.kind)
    if atom.kind in ("not", "plan"):
        of_another = group.dated or atom.kind == "plan" or who_of(said)
        if group.complete() or (group.places and group.back and group.at != number and of_another):
            groups.append(group)
            group = _Group()
        group.blocked = group.blocked or atom.kind == "not"
        group.planned = group.planned or atom.kind == "plan"
    elif atom.kind == "back":
        group.back = True
    return group


def _take_place(atom: Atom, place: Place, group: _Group, groups: list[_Group], number: int, said: str) -> _Group:
    before, after = said[: atom.start], said[atom.end :]
    if _CONTACT.search(before) or (_WITH.search(before) and not group.places):
        group.blocked = True
        return group
    if _BEFORE_VIA.search(before) or _AFTER_VIA.match(after) or _DENIED.search(before):
        return group
    is_from = bool(_BEFORE_FROM.search(before))
    to = bool(_BEFORE_TO.search(before)) and not is_from
    if to and group.places and (group.sure or group.back):
        group.dated = group.dated and group.at != number
        return group
    if group.places:
        if group.places[-1].name in UNNAMED and not _BEFORE_AT.search(before):
            group.places, group.at, group.dated = [place], number, False
            return group
        joined = group.at == number and re.search(r"[和及与跟]$", before) and not group.back
        if joined and not is_from:
            group.places.append(place)
            return group
        if group.linked and not is_from and not group.dated and not group.back:
            group.places.append(place)
            group.linked, group.at = False, number
            return group
        group.linked = not (group.back or group.dated) and (group.sure or group.linked)
        groups.append(group)
        group = _Group()
    group.places, group.at, group.sure, group.to = [place], number, is_from, to
    group.away = bool(_BEFORE_AT.search(before))
    group.native = bool(_NATIVE.match(after))
    return group


def _take_date(
    said: DateSaid, group: _Group, groups: list[_Group], number: int, rest: str, has_back: bool, sort: str
) -> _Group:
    if said.planned and has_back and group.places and not group.dated:
        group.planned = True
        return group
    near = group.at == number or has_back or not rest
    if group.places and (group.dated or not near or (said.planned and group.back and group.at != number)):
        if not near:
            return group
        groups.append(group)
        group = _Group()
    if said.planned:
        group.planned = True
    elif said.day is None:
        group.vague = True
    elif sort == "outward":
        group.out = said.day
    elif sort == "waypoint":
        group.day = said.day
    elif said.same:
        group.day, group.dated = group.out or group.day or said.day, True
    else:
        group.day, group.dated = said.day, True
    return group


def _share(groups: list[_Group]) -> None:
    """儿子从武汉、女儿从杭州 1月22日回来: what is said last holds for those before it that wait for it."""
    common = next((group for group in groups if group.common), None)
    for group in groups:
        if common and group.places and not group.dated:
            group.day, group.dated, group.back = common.day, True, True
    for earlier, later in zip(reversed(groups[:-1]), reversed(groups[1:]), strict=True):
        if earlier.linked and earlier.places and not earlier.dated:
            earlier.day, earlier.dated, earlier.vague = later.day, later.dated, later.vague
            earlier.back = earlier.back or later.back
            earlier.blocked, earlier.planned = earlier.blocked or later.blocked, earlier.planned or later.planned


def _told(groups: list[_Group], cleaned: str) -> Returned:
    people: list[ReturneeSaid] = []
    doubts: set[str] = set()
    left = planned = False
    for group in groups:
        planned = planned or group.planned
        if group.blocked or group.planned:
            continue
        if not group.places:
            doubts |= {"origin"} if group.back and group.dated else set()
            continue
        if group.to and not group.back:
            left = True
            continue
        if group.places[0].name in UNNAMED and not group.dated and not any(map(_CAME.search, group.clauses)):
            doubts.add("whether")
            continue
        if not (group.back or group.sure) and any(other.to for other in groups):
            doubts.add("whether")
            continue
        if group.back or group.sure or (group.dated and not group.away and not group.native):
            people += _returnees(group, cleaned, len(groups) == 1)
            doubts |= {"date"} if group.vague and not group.dated else set()
        elif not group.away and not group.native:
            doubts.add("whether")
    unique = list(dict.fromkeys(people))
    return Returned(tuple(unique), frozenset(doubts), left, planned)


def _returnees(group: _Group, cleaned: str, alone: bool) -> Iterator[ReturneeSaid]:
    journey = read_journey(cleaned if alone else " ".join(group.clauses))
    for place in group.places:
        yield ReturneeSaid(
            place.name, place.province, group.day, group.count if len(group.places) == 1 else None, group.who,
            journey.means, journey.number, journey.seat,
        )  # fmt: skip
