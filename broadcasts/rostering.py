"""A roster becomes shifts: names are matched to people, what clashes is said, and what is good is saved.

Chat, console and the import of a file use it alike; nothing that is recorded is overwritten.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from domain.areas import Area, contains
from domain.people import Person
from domain.shifts import Plan, Shift, Trouble, Wanted, overlap, wrong_time
from nlu.clean import clean
from nlu.doors import read_door
from storage import audit, people, shifts
from storage.database import Transaction

_NAMED = re.compile(
    r"(?P<name>[^\d(（]+?)\s*(?:[(（](?P<inner>[^()（）]*\d[^()（）]*)[)）]|(?P<mark>(?:尾号|电话)?\d[^()（）]*))?"
)
_TAIL = re.compile(r"(?:尾号|电话|手机)?\s*(\d{3,11})")
MOST_SHOWN = 6
"""People of one name whose doors are listed."""


@dataclass(slots=True)
class Roster:
    """What would become of a roster: shifts to save, lines that are refused, and duties that were there already."""

    plans: list[Plan] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    known: int = 0


@dataclass(slots=True)
class Saved:
    """What became of it."""

    duties: int = 0
    shifts: int = 0
    troubles: list[Trouble] = field(default_factory=list)


def settle(tx: Transaction, area: Area, wanted: Iterable[Wanted], now: int, from_file: bool = False) -> Roster:
    """Reads a roster against the records of an area. `from_file`: what was called off or swapped since stays so, and
    whoever leads a shift goes on leading it."""
    reading = _Reading(tx, area, now, from_file)
    for each in wanted:
        trouble = reading.take(each)
        if trouble is not None:
            reading.roster.troubles.append(replace(trouble, line=each.line))
    return reading.roster


def save(tx: Transaction, area: Area, plans: Sequence[Plan], by: int, now: int) -> Saved:
    """Writes the shifts; who was given another in the same time meanwhile is left out, and said."""
    saved = Saved()
    shifts.hold(tx, (person for plan in plans for person, _ in plan.people))
    for plan in plans:
        post = shifts.ensure_post(tx, area.id, plan.place, by, now)
        shift = shifts.ensure(tx, post, plan.starts_at, plan.ends_at, plan.leader, by, now)
        if plan.leader and shift.leader != plan.leader:
            shifts.lead(tx, shift, plan.leader)
        saved.shifts += 1
        for person, name in plan.people:
            clash = shifts.clash(tx, person, shift.starts_at, shift.ends_at)
            if clash is not None:
                if clash.shift.id != shift.id:
                    saved.troubles.append(Trouble(plan.line, "overlap", name, other=clash.shift))
            elif shifts.add(tx, shift, person, by, now):
                saved.duties += 1
    if saved.duties or saved.shifts:
        audit.note(tx, by, "make_shifts", area.id, now)
    return saved


def find_people(tx: Transaction, area: Area, written: str) -> list[Person]:
    """Whom a roster means by 王强, 王强5678 (the end of a phone) or 王强(3幢201), among the people of an area."""
    named = _NAMED.fullmatch(written.strip())
    if named is None:
        return []
    name, mark = named["name"].strip(), clean(named["inner"] or named["mark"] or "").strip()
    found = [
        person for number, _, _ in people.named(tx, name)
        if (person := people.get(tx, number)) and person.state != "gone" and _belongs(person, area)
    ]  # fmt: skip
    if not mark:
        return found
    tail, door = _TAIL.fullmatch(mark), read_door(mark)
    return [
        person for person in found
        if (tail and person.phone.endswith(tail[1]))
        or (door and (lives := read_door(person.door)) and lives.key == door.key)
    ]  # fmt: skip


def _belongs(person: Person, area: Area) -> bool:
    """Whether somebody lives in an area or has a post there."""
    held = (role.path for role in person.roles)
    return contains(area.path, person.village_path) or any(contains(area.path, path) for path in held)


@dataclass(slots=True)
class _Reading:
    """A roster while it is read: what its earlier lines give somebody stands in the way of later ones."""

    tx: Transaction
    area: Area
    now: int
    from_file: bool
    roster: Roster = field(default_factory=Roster)
    given: dict[int, list[Shift]] = field(default_factory=dict)

    def take(self, each: Wanted) -> Trouble | None:
        """Adds the shift of a line; or says what is wrong with it."""
        wrong = each.trouble or wrong_time(each.starts_at, each.ends_at, self.now)
        chosen = self._choose(each.names) if wrong in ("", "past") else Trouble("", wrong)
        if isinstance(chosen, Trouble):
            return chosen
        leader = chosen.get(each.leader)
        plan = Plan(
            each.place, each.starts_at, each.ends_at, (), leader.id if leader else 0, leader.name if leader else "",
            line=each.line,
        )  # fmt: skip
        post = shifts.post_named(self.tx, self.area.id, each.place)
        recorded = shifts.same(self.tx, post.id, each.starts_at, each.ends_at) if post else None
        led = self._led_otherwise(plan, recorded)
        if led and (self.from_file or recorded is None):
            return Trouble("", "led_by", led)
        added = []
        for person in {person.id: person for person in chosen.values()}.values():
            stands = self._stands(person, recorded, plan)
            if isinstance(stands, Trouble):
                return stands
            if not stands:
                added.append((person.id, person.name))
        if wrong and added:
            return Trouble("", wrong)
        self.roster.known += len({person.id for person in chosen.values()}) - len(added)
        self._keep(replace(plan, people=tuple(added), was=led), recorded)
        return None

    def _keep(self, plan: Plan, recorded: Shift | None) -> None:
        filled_in = recorded is not None and not recorded.leader and plan.leader
        if plan.people or plan.was or filled_in:
            self.roster.plans.append(plan)
        for person, _ in plan.people:
            self.given.setdefault(person, []).append(plan.shift)

    def _choose(self, names: Iterable[str]) -> dict[str, Person] | Trouble:
        """The people of a line, by what was written."""
        chosen: dict[str, Person] = {}
        for name in names:
            found = find_people(self.tx, self.area, name)
            if len(found) != 1:
                doors = tuple(person.door or person.phone[-4:] or "—" for person in found[:MOST_SHOWN])
                return Trouble("", "several" if found else "unknown", name, doors)
            chosen[name] = found[0]
        return chosen

    def _led_otherwise(self, plan: Plan, recorded: Shift | None) -> str:
        """Who leads the shift by the records, or by an earlier line, where this one names another."""
        if not plan.leader:
            return ""
        if recorded is not None and recorded.leader not in (0, plan.leader):
            leader = people.get(self.tx, recorded.leader)
            return leader.name if leader else ""
        return next(
            (
                other.leader_name for other in self.roster.plans
                if other.leader not in (0, plan.leader) and _same(other.shift, plan.shift)
            ),
            "",
        )  # fmt: skip

    def _stands(self, person: Person, recorded: Shift | None, plan: Plan) -> bool | Trouble:
        """Whether somebody is in a shift already; or why they cannot be."""
        before = shifts.planned_before(self.tx, recorded.id, person.id) if recorded else None
        if before is not None and before[1] and (self.from_file or before[0] == person.id):
            return True
        if before is not None and self.from_file:
            return Trouble("", "called_off", person.name)
        for other in self.given.get(person.id, ()):
            if _same(other, plan.shift):
                return True
            if overlap(other, plan.shift):
                return Trouble("", "overlap", person.name, other=other)
        clash = shifts.clash(self.tx, person.id, plan.starts_at, plan.ends_at)
        return Trouble("", "overlap", person.name, other=clash.shift) if clash else False


def _same(one: Shift, other: Shift) -> bool:
    return (one.place, one.starts_at, one.ends_at) == (other.place, other.starts_at, other.ends_at)
