"""What a cadre says of an audience, found in the records: 第三网格, 3号楼, 12期. What is not there, or there several
times, is named with what there is instead, and nothing is addressed."""

import re
from dataclasses import dataclass

from broadcasts.reach import leads
from domain.areas import Area, contains
from domain.audiences import (
    AllOf,
    AnyOf,
    AtDoors,
    Audience,
    AudienceRefused,
    InArea,
    InBuilding,
    Not,
    OrderedIn,
    SilentOn,
    WithStatus,
    from_json,
    parts,
    to_json,
)
from domain.people import Person
from domain.permissions import Action, scope
from nlu.audience_tokens import AreaSaid, BuildingSaid, DoorSaid, Everybody, OrderedSaid, SilentSaid
from nlu.audiences import Both, Either, Except, Said, read_audience
from nlu.doors import with_figures
from storage import areas, audiences, households, notices, windows
from storage.database import Transaction

MOST_NAMED = 30
LONGEST_BEFORE = 24
_NICKNAME = re.compile(r"(?<=..)(?:村|社区|居委会|街道|镇)$")


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing in an audience that the records do not settle.

    what: words (not understood), unclear (could be meant both ways), many (too much at once), elsewhere (a status
    where the author leads nobody), area, grid, microgrid, group, building, door, window, notice, or village (which
    one is meant). several: there is more than one of that name. there: what there is instead.
    """

    what: str
    said: str
    there: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Addressed:
    """An audience, or why there is none yet."""

    audience: Audience | None
    gaps: tuple[Gap, ...] = ()


def address(tx: Transaction, author: Person, text: str) -> Addressed:
    """To whom an author's words say that something goes."""
    base = leads(author)
    read = read_audience(text, _names(tx, base))
    if read.said is None:
        unclear = (Gap("unclear", read.unclear),) if read.unclear else ()
        return Addressed(None, (*(Gap("words", words) for words in read.unknown), *unclear))
    seeking = _Seeking(tx)
    found = seeking.find(read.said, base)
    return Addressed(None, tuple(dict.fromkeys(seeking.gaps))) if seeking.gaps else settled(tx, author, found)


def address_before(tx: Transaction, author: Person, text: str, else_: Addressed) -> tuple[Addressed, str]:
    """三组量体温: the longest beginning that says to whom, and the words behind it; `else_` where there is none."""
    for end in range(min(len(text) - 1, LONGEST_BEFORE), 0, -1):
        found = address(tx, author, text[:end])
        if found.audience is not None and (words := text[end:].strip(" ,，:：")):
            return found, words
    return else_, ""


def settled(tx: Transaction, author: Person, audience: Audience) -> Addressed:
    """An audience that can be kept; one of too many parts or doors is too much to be kept, and said so. Who is under
    observation or bedridden in another village is nobody's to count, not even one door after the other."""
    try:
        kept = from_json(to_json(audience))
    except AudienceRefused:
        return Addressed(None, (Gap("many", ""),))
    if any(isinstance(part, WithStatus) for part in parts(kept)):
        own = scope(author, Action.SEE_PERSON)
        paths = audiences.reached(tx, kept, leads(author))
        if not all(any(contains(area, path) or contains(path, area) for area in own) for path in paths):
            return Addressed(None, (Gap("elsewhere", ""),))
    return Addressed(kept)


def _names(tx: Transaction, base: str) -> set[str]:
    """Areas as they may be called: those within, those above, every village, and all without 村."""
    found = [*areas.within(tx, base), *areas.on_path(tx, base), *areas.of_kind(tx, "village")]
    return {name for area in found for name in (area.name, _NICKNAME.sub("", area.name))}


class _Seeking:
    """One look through the records; `gaps` gathers what was not found."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.gaps: list[Gap] = []
        self._buildings: dict[int, dict[str, str]] = {}

    def find(self, said: Said, within: str) -> Audience:
        """What words mean in the area of a path."""
        match said:
            case Everybody(village):
                found = self._village(within) if village else None
                return InArea(found.id) if found else AllOf(())
            case AreaSaid():
                area = self._area(said, within)
                return InArea(area.id) if area else AllOf(())
            case BuildingSaid(building):
                return self._building(building, within)
            case DoorSaid(text, key):
                return self._door(text, key, within)
            case OrderedSaid(number):
                return self._window(number, within)
            case SilentSaid(number):
                return self._notice(number, within)
            case Both(parts):
                return self._both(parts, within)
            case Either(parts):
                return _either([self.find(part, within) for part in parts])
            case Except(part):
                return Not(self.find(part, within))
            case _:
                return said

    def _both(self, parts: tuple[Said, ...], within: str) -> Audience:
        """一网格2组 is the second group of the first grid, and 李家村的3号楼 is in that village: the last says it."""
        wanted: list[Audience] = []
        outer: Area | None = None
        for part in parts:
            if not isinstance(part, AreaSaid):
                meant = self.find(part, within)
                plain = isinstance(meant, AllOf) and not any(isinstance(each, Not) for each in meant.parts)
                wanted += meant.parts if isinstance(meant, AllOf) and plain else (meant,)
            elif area := self._area(part, within):
                outer, within = area, area.path
        if outer and not (outer.kind == "village" and any(map(_lies_in_a_village, wanted))):
            wanted = list(dict.fromkeys([InArea(outer.id), *wanted]))
        return AllOf(tuple(wanted)) if len(wanted) != 1 or isinstance(wanted[0], Not) else wanted[0]

    def _village(self, path: str) -> Area | None:
        found = [area for area in areas.on_path(self.tx, path) if area.kind == "village"]
        inside = [] if found else [area for area in areas.within(self.tx, path) if area.kind == "village"]
        if not found and len(inside) != 1:
            self._miss("village", "", [area.name for area in inside])
        return next(iter([*found, *(inside if len(inside) == 1 else [])]), None)

    def _area(self, said: AreaSaid, within: str) -> Area | None:
        if said.name:
            return self._named(said.name, within)
        kinds = (said.kind,) if said.kind else ("unit", "grid", "microgrid")
        there = [area for area in areas.within(self.tx, within) if area.kind in kinds]
        there = there if said.kind else [area for area in there if area.name.endswith("组")]
        found = [area for area in there if _number(area.name) == said.number]
        if len(found) != 1:
            names = [self._called(area) for area in found] or [area.name for area in there]
            self._miss(said.kind or "group", str(said.number), names, bool(found))
        return found[0] if len(found) == 1 else None

    def _named(self, name: str, within: str) -> Area | None:
        inside = areas.within(self.tx, within)
        for found in (
            [area for area in inside if area.name == name],
            areas.named(self.tx, name),
            [area for area in inside if _NICKNAME.sub("", area.name) == name],
            [area for area in areas.of_kind(self.tx, "village") if _NICKNAME.sub("", area.name) == name],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                self._miss("area", name, [self._called(area) for area in found], several=True)
                return None
        self._miss("area", name, [])
        return None

    def _called(self, area: Area) -> str:
        above = areas.get(self.tx, area.parent)
        return f"{above.name}{area.name}" if above else area.name

    def _building(self, building: str, within: str) -> Audience:
        village = self._village(within)
        if village is None:
            return AllOf(())
        if village.id not in self._buildings:
            self._buildings[village.id] = audiences.buildings(self.tx, village.id)
        there = self._buildings[village.id]
        # A unit of it (3-2) is not in the list, and somebody lives there or not.
        if building not in there and not audiences.people(self.tx, InBuilding(village.id, building), "", 0):
            alike = [called for key, called in there.items() if key.endswith(building) and not key[0].isdecimal()]
            self._miss("building", building, alike or list(there.values()), len(alike) > 1)
        return InBuilding(village.id, building)

    def _door(self, text: str, key: str, within: str) -> Audience:
        village = self._village(within)
        found = households.at_door(self.tx, village.id, key) if village else []
        if village and not found:
            self._miss("door", text, [])
        return AtDoors(tuple(household.id for household in found))

    def _window(self, number: int, within: str) -> Audience:
        village = self._village(within)
        there = windows.latest(self.tx, village.id, 1_000) if village else []
        found = next((window for window in there if window.number == number), None)
        if village and not found:
            self._miss("window", str(number or ""), [f"{each.number} {each.title}" for each in there[:5]])
        return OrderedIn(found.id if found else 0)

    def _notice(self, number: int, within: str) -> Audience:
        """Numbered where the author leads, else in the nearest area up that has some."""
        for area in reversed(areas.on_path(self.tx, within)):
            found = notices.numbered(self.tx, area.id, number)
            if found:
                return SilentOn(found.id)
        lead = areas.on_path(self.tx, within)[-1:]
        there = [each for area in lead for each in notices.latest(self.tx, area.id, 5)]
        self._miss("notice", str(number or ""), [f"{each.number} {each.title}".strip() for each in there])
        return SilentOn(0)

    def _miss(self, what: str, said: str, there: list[str], several: bool = False) -> None:
        self.gaps.append(Gap(what, said, tuple(there[:MOST_NAMED]), several))


def _lies_in_a_village(audience: Audience) -> bool:
    if isinstance(audience, AnyOf):
        return bool(audience.parts) and all(map(_lies_in_a_village, audience.parts))
    return isinstance(audience, InBuilding | AtDoors)


def _either(parts: list[Audience]) -> Audience:
    """Of one of them; doors of a typed list are one list."""
    doors = [part.households for part in parts if isinstance(part, AtDoors)]
    others = [part for part in parts if not isinstance(part, AtDoors)]
    if not doors:
        return AnyOf(tuple(others))
    listed = AtDoors(tuple(dict.fromkeys(household for each in doors for household in each)))
    return AnyOf((*others, listed)) if others else listed


def _number(name: str) -> int:
    """2 of 微网格2, 第二网格 and 一网格2组; 0 of a name without one."""
    figures = re.findall(r"\d+", with_figures(name))
    return int(figures[-1]) if figures else 0
