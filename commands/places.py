"""The areas that a slice of rows names: found first, and made only for the rows that are taken."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.areas import Area, contains
from domain.people import Role
from sheets.people import PersonRow
from storage import areas, bulk
from storage.database import Transaction

WHOLE_VILLAGE = frozenset({Role.CADRE, Role.DOCTOR, Role.SUPPLIER})
"""Roles held for the village even where the row names the micro-grid in which somebody lives."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row says that somebody is: the village, and the smallest area named."""

    village: Area
    smallest: Area

    def area_of(self, role: Role) -> int:
        """The area in which a role is held: the smallest, the village, or the town above it."""
        if role is Role.STREET and self.village.kind == "village":
            return self.village.parent or self.village.id
        return self.village.id if role in WHOLE_VILLAGE else self.smallest.id


class Places:
    """Areas by name within one transaction."""

    def __init__(self, tx: Transaction, rows: Iterable[PersonRow]) -> None:
        names = {name for row in rows for name in (row.village, row.grid, row.microgrid) if name}
        self._villages: dict[str, list[Area]] = {}
        self._above: dict[str, list[Area]] = {}
        self._inner: dict[tuple[int, str, str], Area] = {}
        for area in bulk.areas_named(tx, names):
            self._note(area)

    def _note(self, area: Area) -> None:
        if area.kind == "village":
            self._villages.setdefault(area.name, []).append(area)
        elif area.kind in ("district", "town"):
            self._above.setdefault(area.name, []).append(area)
        else:
            self._inner[area.parent, area.kind, area.name] = area

    def refusal(self, row: PersonRow) -> str:
        """Why a row's village cannot be told, or ""."""
        found = len(self._candidates(row))
        return f"{found} places are called {row.village}; this file cannot tell them apart" if found > 1 else ""

    def village(self, row: PersonRow) -> Area | None:
        """The row's village, or the town or district of somebody who works there; None when it is to be made."""
        found = self._candidates(row)
        return found[0] if found else None

    def _candidates(self, row: PersonRow) -> list[Area]:
        works_above = not (row.door or row.grid or row.microgrid)
        return self._villages.get(row.village) or (self._above.get(row.village, []) if works_above else [])

    def inside(self, row: PersonRow, path: str) -> bool:
        """Whether a household recorded in the area of `path` can be the one of this row: one lies in the other."""
        area = self.village(row)
        if area is None or not path:
            return True
        for kind, name in _inner_names(row):
            below = self._inner.get((area.id, kind, name))
            if below is None:
                return contains(path, area.path)
            area = below
        return contains(path, area.path) or contains(area.path, path)

    def ensure(self, tx: Transaction, row: PersonRow) -> Place:
        """The row's areas, made where they are not there yet."""
        village = self.village(row)
        if village is None:
            village = areas.ensure(tx, None, "village", row.village)
            self._note(village)
        area = village
        for kind, name in _inner_names(row):
            below = self._inner.get((area.id, kind, name))
            if below is None:
                below = areas.ensure(tx, area, kind, name)
                self._note(below)
            area = below
        return Place(village, area)


def _inner_names(row: PersonRow) -> list[tuple[str, str]]:
    return [(kind, name) for kind, name in (("grid", row.grid), ("microgrid", row.microgrid)) if name]
