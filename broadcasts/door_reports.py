"""Lines about doors become reports about households: a door on no record, or another's, is left out by name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from broadcasts import audience, health
from broadcasts.visiting import LeftOut
from domain.areas import ids_of
from domain.people import Household, Person, Role
from domain.permissions import Action, allowed, scope
from domain.returnees import Code, Test
from domain.schedules import local_day
from domain.visits import Report, Result, nearest
from nlu.doors import Door, find_door
from nlu.own_returns import means_of, read_return
from nlu.visits import VISIT, ReturneeSaid, VisitLine
from storage import areas, households, neighbours, people, visits
from storage.database import Transaction

NEAR = 3
JOINS = "、,，和及 "
SHOWN = 30
CODES = {code.value: code.value for code in Code}
TESTS = {"negative": Test.NEGATIVE.value, "positive": Test.POSITIVE.value, "pending": Test.WAITING.value}
LONGEST = 300
"""Code points of a line that are kept as its words."""


@dataclass(slots=True)
class Settled:
    """Reports for households that the worker sees to, and what was left out."""

    reports: list[Report] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def settle(tx: Transaction, worker: Person, lines: Sequence[VisitLine], zone: ZoneInfo, now: int) -> Settled:
    """Each line against the register. Of two lines about one door the later counts, and one about a single door
    before one about the whole building."""
    settled, village, sent = Settled(), village_of(tx, worker), local_day(now, zone)
    by_home: dict[int, Report] = {}
    for line in sorted(lines, key=lambda line: not line.whole):
        if line.kind != VISIT or (line.door is None and not line.whole) or not (line.result or line.returnees):
            across = "streets" if line.household.endswith("号") else "floors"
            why = across if "doors" in line.doubts else "unclear"
            settled.left_out.append(LeftOut(line.household or line.said[:SHOWN], why))
            continue
        for home in _homes(tx, worker, village, line):
            if isinstance(home, LeftOut):
                settled.left_out.append(home)
            else:
                by_home[home.id] = report_on(tx, home, line, sent, now)
    settled.reports = list(by_home.values())
    settled.left_out += [LeftOut(door.text, "unclear") for door in _passed_over(lines)]
    return settled


def _passed_over(lines: Sequence[VisitLine]) -> list[Door]:
    """Doors of a list that were not read as such (1幢201、中塘1号都正常) are named, since nothing may be lost in
    silence. A bare number may be a day: 22号."""
    read = {line.door.key for line in lines if line.door is not None}
    rests = [line.said.lstrip(JOINS) for line in lines if line.door is not None and line.said[:1] in JOINS]
    found = {door.door.key: door.door for rest in rests if (door := find_door(rest)) is not None and not door.start}
    return [door for key, door in found.items() if key not in read and not key.isdecimal()]


def _homes(tx: Transaction, worker: Person, village: int, line: VisitLine) -> list[Household | LeftOut]:
    """The one household that a line is about, or all of the worker's in a building."""
    if line.door is not None:
        return [find_home(tx, worker, village, line.door, line.name)]
    doors = visits.in_building(tx, village, line.whole)
    homes = [home for key, _ in doors for home in households.at_door(tx, village, key)]
    mine = [home for home in homes if allowed(worker, Action.REPORT_VISIT, households.path(tx, home.id))]
    return list(mine) or [LeftOut(line.whole.rstrip("-"), "no_door")]


def find_home(tx: Transaction, worker: Person, village: int, door: Door, name: str) -> Household | LeftOut:
    """The household behind a door, or why it cannot be had: there is none, it is another's, or there are several."""
    homes = households.at_door(tx, village, door.key)
    if not homes:
        beginning = door.key[: door.key.rfind("-") + 1] or door.key[:1]
        near = nearest(door.key, visits.in_building(tx, village, beginning), NEAR)
        return LeftOut(door.text, "no_door", tuple(near))
    mine = [home for home in homes if allowed(worker, Action.REPORT_VISIT, households.path(tx, home.id))]
    if not mine:
        return _another(tx, door, homes[0])
    if len(mine) > 1 and name:
        called = [home for home in neighbours.at_door(tx, village, door.key) if home.meant(tx, name)]
        fitting = [home.household for home in called if home.household in mine]
        mine = fitting if len(fitting) == 1 else mine
    if len(mine) > 1:
        return LeftOut(door.text, "several", tuple(home.part or home.door for home in mine))
    return mine[0]


def report_on(tx: Transaction, home: Household, line: VisitLine, sent: date, now: int) -> Report:
    """A line as a report about a household. A temperature from the village's own limit on is a fever, whatever else
    was said."""
    fever = health.fever_from(tx, households.path(tx, home.id), now)
    ill = line.abnormal or any(each >= fever for each in line.temperatures)
    came = (*(_came(said, line) for said in line.returnees), *_will_come(line, sent))
    return Report(
        home.id, f"{home.door}{home.part}", line.said[:LONGEST], Result.ILL if ill else line.result,
        visits.standing(tx, home.id)[0], line.name, line.persons, tuple(line.temperatures), tuple(line.symptoms),
        came, doubts=tuple(sorted(line.doubts - {"result"})),
    )  # fmt: skip


def village_of(tx: Transaction, worker: Person) -> int:
    """In which village the doors are that somebody speaks of: where they see to doors, or live."""
    for path in scope(worker, Action.REPORT_VISIT):
        found = [area.id for area in areas.on_path(tx, path) if area.kind == "village"]
        if found:
            return found[-1]
    return worker.village


def _came(said: ReturneeSaid, line: VisitLine) -> dict[str, object]:
    """Somebody who came back. A code and a test are theirs where nobody else can be meant."""
    alone = len(line.returnees) == 1
    return {
        "who": said.who, "origin": said.origin, "arrived": said.arrived.isoformat() if said.arrived else "",
        "count": said.count or 1, "transport": means_of(said.transport), "vehicle": said.number, "seat": said.seat,
        "code": CODES.get(line.code, "") if alone else "", "test": TESTS.get(line.test, "") if alone else "",
        "planned": False,
    }  # fmt: skip


def _will_come(line: VisitLine, sent: date) -> list[dict[str, object]]:
    """Somebody who is still to come on a day that was said: 儿子明天从无锡回."""
    said = read_return(line.said, sent) if "planned" in line.flags and not line.returnees else None
    if said is None or said.arrived is None or said.arrived <= sent:
        return []
    return [{
        "who": "" if said.who == "me" else said.who, "origin": said.origin, "arrived": said.arrived.isoformat(),
        "count": 1 if said.number == line.persons else said.number,
        "transport": said.way.transport, "vehicle": said.way.vehicle, "seat": said.way.seat,
        "code": "", "test": "", "planned": True,
    }]  # fmt: skip


def _another(tx: Transaction, door: Door, home: Household) -> LeftOut:
    path = households.path(tx, home.id)
    area = areas.get(tx, ids_of(path)[-1]) if path else None
    workers = [found for each in audience.responsible(tx, path, Role.GRID_WORKER) if (found := people.get(tx, each))]
    return LeftOut(door.text, "not_yours", (), area.name if area else "", tuple(each.name for each in workers))
