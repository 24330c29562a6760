"""Who a row of an import is: somebody known, somebody new, or a contradiction to be reported.

Identity: the telegram_id, else phone and name, else door and name. What the records lack is filled in; what the row
says otherwise than the records is a conflict and is not applied.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commands.places import Places
from domain.people import STAFF, Role
from nlu.clean import clean
from nlu.doors import read_door
from nlu.names import search_terms
from sheets.people import PersonRow
from storage import bulk
from storage.bulk import Doorway, Known
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Draft:
    """A row made ready before the transaction: its door understood, its search terms made."""

    row: PersonRow
    door: str
    door_key: str
    landlord: str
    terms: frozenset[str]

    @property
    def elsewhere(self) -> bool:
        """Family elsewhere: the door is of those they act for."""
        return Role.RELATIVE in self.row.roles

    @property
    def staff(self) -> frozenset[Role]:
        return self.row.roles & STAFF


def draft(row: PersonRow) -> Draft:
    """Reads the door of a row; one that is written in no known way counts as it is written."""
    door = read_door(row.door) if row.door else None
    text, key, landlord = (door.text, door.key, door.landlord) if door else (row.door, _plain(row.door), "")
    lived_at = "" if Role.RELATIVE in row.roles else text
    return Draft(row, text, key, landlord, search_terms(row.name, row.phone, lived_at))


def _plain(door: str) -> str:
    return clean(door).replace(" ", "").upper()


class Matching:
    """The people whom a slice of rows may mean, read in a few statements; those added since are noted."""

    def __init__(
        self, tx: Transaction, drafts: Sequence[Draft], places: Places, account: str, moved: bool
    ) -> None:  # fmt: skip
        self._moved = moved
        self._places = places
        self._account = account
        rows = [entry.row for entry in drafts]
        self._chats = bulk.by_chat(tx, account, (row.telegram for row in rows if row.telegram)) if account else {}
        self._bound = {chat: known.id for chat, known in self._chats.items()}
        self._grids: dict[tuple[str, str], tuple[str, str]] = {}
        self._phones: dict[tuple[str, str], list[Known]] = {}
        for found in bulk.by_phone(tx, (row.phone for row in rows if row.phone)).values():
            for known in found:
                self._phones.setdefault((known.phone, known.name), []).append(known)
        self._doors: dict[tuple[str, str, str], list[Known]] = {}
        self._paths: dict[tuple[str, str], str] = {}
        self._read_doors(tx, drafts)
        self._bare: dict[tuple[str, str], list[Known]] = {}
        bare = {row.name for row in rows if _is_bare(row)}
        for known in (known for found in bulk.without_household(tx, account, bare).values() for known in found):
            self._bare.setdefault((known.village, known.name), []).append(known)

    def _read_doors(self, tx: Transaction, drafts: Iterable[Draft]) -> None:
        names: dict[int, str] = {}
        doorways = set()
        for entry in drafts:
            village = self._places.village(entry.row) if entry.door else None
            if village is not None:
                names[village.id] = village.name
                doorways.add(Doorway(village.id, entry.door_key))
        homes = bulk.households_at(tx, doorways)
        behind = {household: doorway for doorway, (household, _) in homes.items()}
        for doorway, (_, path) in homes.items():
            self._paths[names[doorway.village], doorway.door_key] = path
        for household, found in bulk.by_household(tx, behind).items():
            doorway = behind[household]
            for known in found:
                self._doors.setdefault((names[doorway.village], doorway.door_key, known.name), []).append(known)

    def bound(self, entry: Draft) -> int:
        """Who was bound to the row's telegram_id before this slice, 0 for nobody."""
        return self._bound.get(entry.row.telegram, 0)

    def find(self, entry: Draft) -> Known | str | None:
        """Whom a row means: somebody, nobody (they are new), or why it cannot be told."""
        row = entry.row
        if row.telegram in self._chats:
            return self._chats[row.telegram]
        found = self._phones.get((row.phone, row.name), []) if row.phone else []
        if not found and row.door:
            found = self._doors.get((row.village, entry.door_key, row.name), [])
        if not found and _is_bare(row):
            alike = self._bare.get((row.village, row.name), [])
            found = [known for known in alike if not (row.telegram and known.bound)]
        if len(found) > 1:
            return f"{len(found)} people here are called {row.name}; add what tells them apart, such as telegram_id"
        return found[0] if found else None

    def note(self, entry: Draft, known: Known) -> None:
        """A row was taken: later rows of the slice may mean the same person."""
        row = entry.row
        if row.telegram and self._account:
            self._chats[row.telegram] = known
        if row.phone:
            self._phones[row.phone, row.name] = [known]
        if row.door:
            self._doors[row.village, entry.door_key, row.name] = [known]
            self._grids[row.village, entry.door_key] = (row.grid, row.microgrid)
        if _is_bare(row):
            self._bare.setdefault((row.village, row.name), []).append(known)

    def objection(self, entry: Draft, known: Known | None) -> str:
        """What in a row contradicts the records (or itself), or ""."""
        row = entry.row
        if row.door and self._is_in_another_grid(entry):
            return f"door {row.door} is recorded in another grid of {row.village}; not changed"
        if known is None:
            lives_here = not entry.staff
            return "door is missing; whoever is no staff needs one" if lives_here and not row.door else ""
        if known.name != row.name:
            return "this telegram_id is bound to somebody of another name; not changed"
        if row.phone and known.phone and row.phone != known.phone:
            return f"phone differs from the recorded one of {row.name}; not changed"
        if row.language and row.language != known.language:
            return f"language differs from the recorded one of {row.name}, {known.language}; not changed"
        if row.telegram and known.bound and row.telegram not in self._chats:
            return f"telegram_id differs from the recorded one of {row.name}; not changed"
        if known.village != row.village and not (row.door or entry.staff):
            return f"village differs from the recorded one of {row.name}, {known.village}; not changed"
        lives_elsewhere = row.door and known.household and not entry.elsewhere and not self._moved
        if lives_elsewhere and (known.village, known.door_key) != (row.village, entry.door_key):
            return f"door differs from the recorded one, {known.village} {known.door}; not changed"
        return ""

    def _is_in_another_grid(self, entry: Draft) -> bool:
        home = (entry.row.village, entry.door_key)
        noted = self._grids.get(home, ("", ""))
        named = (entry.row.grid, entry.row.microgrid)
        contradicted = any(one and other and one != other for one, other in zip(noted, named, strict=True))
        return contradicted or not self._places.inside(entry.row, self._paths.get(home, ""))


def _is_bare(row: PersonRow) -> bool:
    """Staff of whom neither phone nor door is known: told apart by name and village, and by telegram_id."""
    return not (row.phone or row.door)
