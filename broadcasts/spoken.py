"""An audience with the names of what is in it, for the texts that say to whom something goes (notices/audience)."""

from typing import Any

from domain.areas import ids_of
from domain.audiences import (
    AllOf,
    AnyOf,
    AtDoors,
    Audience,
    InArea,
    InBuilding,
    Not,
    OnePerson,
    OrderedIn,
    SilentOn,
    WithRole,
    WithStatus,
)
from domain.audiences import parts as parts_of
from domain.doors import by_door
from storage import areas, audiences, households, notices, people, windows
from storage.database import Transaction

MOST_DOORS = 10

Spoken = dict[str, Any]
"""One part: "is" names its kind; "all" has what is wanted and what is taken away, "any" has parts."""


def spoken(tx: Transaction, audience: Audience, base: str) -> Spoken:
    """`base` is where the author leads: who is in no place by name is there."""
    villages = {part.village for part in parts_of(audience) if isinstance(part, InBuilding)}
    return _spoken(tx, audience, base, {village: audiences.buildings(tx, village) for village in villages})


def _spoken(tx: Transaction, audience: Audience, base: str, buildings: dict[int, dict[str, str]]) -> Spoken:
    match audience:
        case AllOf(parts):
            return _all(tx, parts, base, buildings)
        case AnyOf(parts):
            return {
                "is": "any" if parts else "nobody",
                "parts": [_spoken(tx, part, base, buildings) for part in parts],
            }
        case Not(_):
            return _all(tx, (audience,), base, buildings)
        case InArea(area):
            return {"is": "area", "name": _area(tx, area)}
        case InBuilding(village, building):
            called = buildings[village].get(building, building)
            return {"is": "building", "name": called, "village": _elsewhere(tx, village, base)}
        case WithRole(role, area):
            return {"is": "role", "role": role.value, "area": _area(tx, area) if area else ""}
        case WithStatus(status):
            return {"is": "status", "status": status.value}
        case OrderedIn(window):
            ordered = windows.get(tx, window)
            return {"is": "ordered", "number": ordered.number if ordered else 0}
        case SilentOn(notice):
            silent = notices.get(tx, notice)
            return {"is": "silent", "number": silent.number if silent else 0}
        case AtDoors(listed):
            return _doors(tx, listed)
        case OnePerson(person):
            found = people.get(tx, person)
            return {"is": "person", "name": found.name if found else "", "door": found.door if found else ""}


def _all(tx: Transaction, parts: tuple[Audience, ...], base: str, buildings: dict[int, dict[str, str]]) -> Spoken:
    """Places first, as they are said: of building 3 the old, without those under observation."""
    wanted = [_spoken(tx, part, base, buildings) for part in parts if not isinstance(part, Not)]
    wanted = wanted or [{"is": "everybody", "name": _area(tx, ids_of(base)[-1]) if base else ""}]
    return {
        "is": "all",
        "places": [part for part in wanted if _is_place(part)],
        "qualities": [part for part in wanted if not _is_place(part)],
        "unwanted": [_spoken(tx, part.part, base, buildings) for part in parts if isinstance(part, Not)],
    }


def _is_place(part: Spoken) -> bool:
    if part["is"] == "any":
        return all(map(_is_place, part["parts"]))
    return part["is"] in ("everybody", "area", "building", "doors")


def _area(tx: Transaction, area: int) -> str:
    found = areas.get(tx, area)
    return found.name if found else ""


def _elsewhere(tx: Transaction, village: int, base: str) -> str:
    """The name of a village that is not the author's, so that its building 3 is not taken for their own."""
    return "" if f"/{village}/" in f"/{base}" else _area(tx, village)


def _doors(tx: Transaction, listed: tuple[int, ...]) -> Spoken:
    found = [households.get(tx, household) for household in listed]
    doors = sorted({household.door for household in found if household}, key=by_door)
    return {"is": "doors", "doors": doors[:MOST_DOORS], "count": len(doors)}
