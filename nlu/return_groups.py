"""What was said of each return, put together from the pieces of its clauses: 女儿初三 从襄阳 坐高铁 回来."""

import re
from dataclasses import dataclass, field
from datetime import date

from nlu.journeys import Journey, read_journey
from nlu.origins import UNNAMED, Place
from nlu.return_clauses import Atom, find_atoms, rest_of, who_of
from nlu.visit_dates import DateSaid
from nlu.visit_people import names_household, read_returned

_BEFORE_FROM = re.compile(r"(?:从|自|由|打|来自|离开)$")
_BEFORE_AT = re.compile(r"(?:在|住|呆在|待在|留|滞留|困在|还?在外|人在|驻)$")
_BEFORE_TO = re.compile(
    r"(?:去|去了|去过|回|回了|返回|返|到|到了|到过|赴|前往|往|回到|飞|上|来到|来|返程|返校|返岗|返工)$"
)
_BEFORE_VIA = re.compile(r"(?:途经|途径|路过|过境|经过|经停|经|中转|转道|绕道|转)$")
_AFTER_VIA = re.compile(
    r"(?:机场|站|东站|南站|西站|北站)?(?:下飞机|落地|入境|降落|下车|转车|转机|中转|换乘|换车|经停|转站|转)"
)
_DENIED = re.compile(r"(?:没|没有|未|不曾|无|否认)(?:去|到|经|接触|出|往|途|来往|有)?[^，。\s]{0,4}$")
_WITH = re.compile("(?:^|[^上下])[和跟与同]$")
_CONTACT = re.compile(r"接触|遇到|碰到|见过|同乘|密接")
_NATIVE = re.compile(r"(?:人(?![民次一二两三四五\d回到])|籍|户籍|户口|老乡|口音)")
_ALL = re.compile("都|均|日期")
_TOLD = {"place", "back", "date", "waypoint", "outward"}
_LONGEST = 4
"""So many clauses may follow that tell more of the same return."""


@dataclass(slots=True)
class Group:
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

    def waits(self) -> bool:
        """孙子1.22: the place is still to be said, of him and perhaps of others."""
        return self.dated and bool(self.who) and not self.places

    def complete(self) -> bool:
        return bool(self.places) and self.dated and (self.back or self.sure)


@dataclass(slots=True)
class Clause:
    """A clause of the line: its number, its pieces, and what it says besides."""

    number: int
    said: str
    atoms: list[Atom]
    rest: str
    kinds: frozenset[str]


@dataclass(slots=True)
class Groups:
    """The returns of a line, while it is read clause by clause."""

    sent: date
    told: list[Group] = field(default_factory=list)
    open: Group = field(default_factory=Group)

    def read(self, number: int, said: str, spoken: str, gap: str) -> None:
        """Takes in a clause; `spoken` is the same with its trains and seats."""
        atoms = list(find_atoms(said, self.sent))
        clause = Clause(number, said, atoms, rest_of(said, atoms), frozenset(atom.kind for atom in atoms))
        for atom in atoms:
            self._take(atom, clause)
        self._share(clause)
        self._keep(clause, spoken)
        if self.open.places and "、" in gap and not self.open.back:
            self.open.linked = True

    def finish(self) -> list[Group]:
        """All of them. 儿子从武汉、女儿从杭州 1月22日回来: what is said last holds for those that wait for it."""
        self._next()
        common = next((group for group in self.told if group.common), None)
        for group in self.told:
            if common and group.places and not group.dated:
                group.day, group.dated, group.back = common.day, True, True
        for earlier, later in zip(reversed(self.told[:-1]), reversed(self.told[1:]), strict=True):
            if earlier.linked and earlier.places and not earlier.dated:
                earlier.day, earlier.dated, earlier.vague = later.day, later.dated, later.vague
                earlier.back = earlier.back or later.back
                earlier.blocked, earlier.planned = earlier.blocked or later.blocked, earlier.planned or later.planned
        return self.told

    def _next(self) -> None:
        self.told.append(self.open)
        self.open = Group()

    def _take(self, atom: Atom, clause: Clause) -> None:
        if isinstance(atom.value, Place):
            self._take_place(atom, atom.value, clause)
        elif isinstance(atom.value, DateSaid):
            self._take_date(atom.value, atom.kind, clause)
        elif atom.kind == "back":
            self.open.back = True
        else:
            self._take_no(atom.kind, clause)

    def _take_no(self, kind: str, clause: Clause) -> None:
        """Somebody has not come, or only means to: the one spoken of, or another than who has come."""
        group = self.open
        of_another = group.dated or kind == "plan" or who_of(clause.said)
        if group.complete() or (group.places and group.back and group.at != clause.number and of_another):
            self._next()
        self.open.blocked = self.open.blocked or kind == "not"
        self.open.planned = self.open.planned or kind == "plan"

    def _take_place(self, atom: Atom, place: Place, clause: Clause) -> None:
        before, after, group = clause.said[: atom.start], clause.said[atom.end :], self.open
        if _CONTACT.search(before) or (_WITH.search(before) and not group.places):
            group.blocked = True
            return
        if _BEFORE_VIA.search(before) or _AFTER_VIA.match(after) or _DENIED.search(before):
            return
        is_from = _BEFORE_FROM.search(before) is not None
        to = _BEFORE_TO.search(before) is not None and not is_from
        if to and group.places and (group.sure or group.back):
            group.dated = group.dated and group.at != clause.number
            return
        if group.places:
            if self._joins(place, before, is_from, clause):
                return
            group.linked = not (group.back or group.dated) and (group.sure or group.linked)
            self._next()
        group = self.open
        group.places, group.at, group.sure, group.to = [place], clause.number, is_from, to
        group.away, group.native = _BEFORE_AT.search(before) is not None, _NATIVE.match(after) is not None

    def _joins(self, place: Place, before: str, is_from: bool, clause: Clause) -> bool:
        """Whether a further place belongs to the same return: 从武汉和黄冈, 外地回来的 从厦门."""
        group = self.open
        if group.places[-1].name in UNNAMED and not _BEFORE_AT.search(before):
            group.places, group.at, group.dated = [place], clause.number, False
            return True
        beside = group.at == clause.number and re.search(r"[和及与跟]$", before) is not None
        if is_from or group.back or not (beside or (group.linked and not group.dated)):
            return False
        group.places.append(place)
        group.linked, group.at = group.linked and beside, clause.number
        return True

    def _take_date(self, said: DateSaid, kind: str, clause: Clause) -> None:
        group, has_back = self.open, "back" in clause.kinds
        if said.planned and has_back and group.places and not group.dated:
            group.planned = True
            return
        near = group.at == clause.number or has_back or not clause.rest
        another = group.at != clause.number and any(_is_origin(atom, clause.said) for atom in clause.atoms)
        if group.places and not near and not another:
            return
        if group.places and (group.dated or another or (said.planned and group.back and group.at != clause.number)):
            self._next()
        if group.waits() and who_of(clause.said) not in ("", group.who):
            self._next()
        _put_day(self.open, said, kind)

    def _share(self, clause: Clause) -> None:
        """都是1月22日到: the day of all who wait for one; 都从杭州回: the place of all who have only a day."""
        group = self.open
        if group.places and group.at == clause.number and (_ALL.search(clause.said) or not who_of(clause.said)):
            for earlier in self.told:
                if earlier.waits():
                    earlier.places, earlier.back = list(group.places), True
        if group.dated and "place" not in clause.kinds and _ALL.search(clause.said):
            group.common = not group.places
            for earlier in self.told:
                if earlier.places and not (earlier.dated or earlier.blocked or earlier.planned or earlier.away):
                    earlier.day, earlier.dated, earlier.back = group.day, True, True

    def _keep(self, clause: Clause, spoken: str) -> None:
        """Who and how many, and the words; what waits for a place is dropped once the talk is of something else."""
        group, who, count = self.open, who_of(clause.said), read_returned(clause.said)
        if clause.kinds & _TOLD:
            group.clauses.append(spoken)
            group.who, group.count = group.who or who, group.count or count
        elif group.places and len(group.clauses) <= _LONGEST:
            group.clauses.append(spoken)
            group.count = group.count or (None if clause.rest or names_household(clause.said) else count)
        elif not group.places:
            travels = read_journey(spoken) != Journey()
            self.open = group = Group(who=who, count=count if travels or (who and not clause.rest) else None)
        if not group.places and clause.rest and not group.back:
            self.open = Group(who=group.who if who else "", count=group.count)


def _is_origin(atom: Atom, said: str) -> bool:
    """Whether a place is not one that somebody only went to or passed."""
    before = said[: atom.start]
    passed = _BEFORE_VIA.search(before) or _AFTER_VIA.match(said, atom.end) or _DENIED.search(before)
    return atom.kind == "place" and not passed and _BEFORE_TO.search(before) is None


def _put_day(group: Group, said: DateSaid, kind: str) -> None:
    if said.planned:
        group.planned = True
    elif said.day is None:
        group.vague = True
    elif kind == "outward":
        group.out = said.day
    elif kind == "waypoint":
        group.day = said.day
    elif said.same:
        group.day, group.dated = group.out or group.day or said.day, True
    else:
        group.day, group.dated = said.day, True
