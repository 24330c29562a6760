"""Rows become shops, or the items of a list: what is not clear is refused with its row and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.areas import Area
from domain.checklists import Checklist, chosen, tidied, trouble
from domain.schedules import moment
from nlu.shifts import resolve_day
from sheets.refusals import Refusal
from sheets.table import Row
from storage import areas, shops
from storage.database import Transaction

LONGEST = 40
REASONS = {
    "no_name": "there is no name",
    "long_name": "the name is longer than 30 characters",
    "many": "a list has at most 12 items",
    "long_item": "an item is longer than 60 characters",
}


@dataclass(slots=True)
class Outcome:
    """What became of rows."""

    added: int = 0
    known: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, row: int, reason: str) -> None:
        self.refused.append(Refusal(f"row {row}", reason, row))


def take_in(tx: Transaction, rows: Sequence[Row], now: int) -> Outcome:
    """Saves the good rows; a shop that is there stays as it is."""
    outcome = Outcome()
    for row in rows:
        where = _where(tx, row)
        if isinstance(where, str):
            outcome.refuse(row.number, where)
            continue
        area, village = where
        given = {name: " ".join(row.get(name).split()) for name in ("name", "street", "kind", "keeper", "phone")}
        listed = " ".join(row.get("checklist").split())
        place = row.get("place")
        if not given["name"] or not given["street"]:
            outcome.refuse(row.number, "a shop needs its name and its street")
        elif any(len(text) > LONGEST for text in given.values()):
            outcome.refuse(row.number, f"a field is longer than {LONGEST} characters")
        elif place and not (place.isascii() and place.isdecimal() and len(place) < 6):
            outcome.refuse(row.number, "its place along the street is a number, such as 3")
        elif listed and (found := chosen(shops.checklists(tx, area.path, now), listed)) and found.name != listed:
            outcome.refuse(row.number, f"there is no list {listed[:LONGEST]}; import it first, or leave it empty")
        else:
            _, new = shops.add(
                tx, area, village, given["name"], given["street"], 0, now, place=int(place or 0), kind=given["kind"],
                keeper=given["keeper"], phone=given["phone"], checklist=listed,
            )  # fmt: skip
            outcome.added += new
            outcome.known += not new
    return outcome


def take_lists(tx: Transaction, rows: Sequence[Row], zone: ZoneInfo, now: int) -> Outcome:
    """Saves the lists that the rows make up, all rows of one name, day and area together."""
    outcome = Outcome()
    grouped: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows:
        key = (row.get("name"), row.get("since"), row.get("area"), row.get("every"))
        grouped.setdefault(key, []).append(row)
    for (name, since, wanted, every), of_it in grouped.items():
        first = of_it[0].number
        day, area = _day(since, zone, now), _area(tx, wanted)
        items = tidied(row.get("item") for row in of_it)
        wrong = trouble(name, items)
        if day is None:
            outcome.refuse(first, "the day cannot be read; write it such as 2026-12-01")
        elif isinstance(area, str):
            outcome.refuse(first, area)
        elif wrong:
            outcome.refuse(first, REASONS[wrong])
        elif every and not (every.isascii() and every.isdecimal() and 0 < int(every) <= 366):
            outcome.refuse(first, "every so many days is a number from 1 to 366")
        else:
            checklist = Checklist(name, day, items, moment(day, 0, zone), int(every or 0))
            known = any(
                (each.name, each.since, each.items, each.every_days) == (name, day, items, checklist.every_days)
                for each in shops.checklists_of(tx, area.id)
            )
            if not known:
                shops.add_checklist(tx, area.id, checklist, 0, now)
            outcome.added += not known
            outcome.known += known
    return outcome


def _where(tx: Transaction, row: Row) -> tuple[Area, int] | str:
    """The micro-grid of a shop, or its village where none is named."""
    village = _area(tx, row.get("village"), "village")
    if isinstance(village, str):
        return village
    wanted = " ".join(row.get("microgrid").split())
    if not wanted:
        return village, village.id
    within = [area for area in areas.named(tx, wanted) if area.path.startswith(village.path)]
    if len(within) != 1:
        found = f"{len(within)} areas of {village.name} are" if within else f"no area of {village.name} is"
        return f"{found} called {wanted[:LONGEST]}"
    return within[0], village.id


def _area(tx: Transaction, written: str, kind: str = "") -> Area | str:
    """The area of that name; the only village where the file names none."""
    name = " ".join(written.split())
    if not name:
        villages = areas.of_kind(tx, "village")
        return villages[0] if len(villages) == 1 else f"village is missing; there are {len(villages)} villages here"
    found = [area for area in areas.named(tx, name) if kind in ("", area.kind)]
    if len(found) != 1:
        return f"{len(found)} areas are called {name[:LONGEST]}" if found else f"there is no {name[:LONGEST]}"
    return found[0]


def _day(written: str, zone: ZoneInfo, now: int) -> date | None:
    return resolve_day(written.partition(" ")[0].partition("T")[0], datetime.fromtimestamp(now / 1000, zone))
