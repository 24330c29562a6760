"""Shops along the streets of a worker: which is next, what was found in it, and when it is looked at again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.spans import DAY, HOUR

HELD = 3 * HOUR
"""Milliseconds after which a check that somebody left half done keeps nobody else from the shop."""

FARTHEST_DAYS = 60
"""Whoever has longer than that to put something right has a slip of the pen, or no deadline at all."""

LATE_PHOTO = HOUR // 2
"""Milliseconds for which a picture still belongs to the check that was just ended."""


class Result(StrEnum):
    OK = "ok"
    BAD = "bad"
    NONE = "na"  #: does not apply to this shop


class Ending(StrEnum):
    """What a check came to."""

    PASSED = "passed"
    FAILED = "failed"
    STOPPED = "stopped"  #: 停业: told to close until it is put right
    SHUT = "shut"  #: nobody there today
    MOVED = "moved"
    CLOSED = "closed"  #: for good


GONE = (Ending.MOVED, Ending.CLOSED)
OPEN = (Ending.FAILED, Ending.STOPPED)
"""Endings after which something is still to be put right."""


@dataclass(frozen=True, slots=True)
class Shop:
    id: int
    village: int
    area: int
    path: str  #: of its area
    name: str
    street: str
    place: int  #: in the order in which one walks along the street
    kind: str = ""
    keeper: str = ""
    phone: str = ""
    checklist: str = ""
    state: str = "open"  #: open, stopped, moved, closed
    due_at: int | None = None  #: epoch ms: when it is to be looked at next
    looked_at: int | None = None  #: when it was looked at last

    def due(self, now: int) -> bool:
        return self.due_at is not None and self.due_at <= now

    def days_since(self, now: int) -> int | None:
        """Whole days since the last look; None when there was none."""
        return (now - self.looked_at) // DAY if self.looked_at is not None else None


@dataclass(frozen=True, slots=True)
class Check:
    """One look at a shop. `items` are those of the list as it stood when the check began; of a second look only
    those that were to be put right."""

    id: int
    shop: int
    list_name: str
    items: tuple[str, ...]
    worker: int
    worker_name: str
    state: str  #: open, done, dropped
    started_at: int
    ended_at: int | None = None
    ending: str = ""
    note: str = ""
    second_of: int = 0
    right_by: int | None = None  #: epoch ms: the end of the day by which it is put right
    reported_at: int | None = None
    results: Mapping[int, Result] = field(default_factory=dict)  #: by the item's number, from 1
    photos: Mapping[int, str] = field(default_factory=dict)  #: "" where somebody said that there is none

    @property
    def unanswered(self) -> list[int]:
        return [number for number in range(1, len(self.items) + 1) if number not in self.results]

    @property
    def failed(self) -> list[int]:
        return [number for number in sorted(self.results) if self.results[number] is Result.BAD]

    @property
    def without_photo(self) -> list[int]:
        return [number for number in self.failed if number not in self.photos]

    @property
    def failings(self) -> list[str]:
        return [self.items[number - 1] for number in self.failed]

    @property
    def stage(self) -> str:
        """What is asked next: item, photo, right_by; "" when nothing is."""
        if self.unanswered:
            return "item"
        if self.without_photo:
            return "photo"
        return "right_by" if self.failed and self.right_by is None else ""

    @property
    def tells(self) -> bool:
        """Whether anything of it is to be put right, and was not seen right since."""
        return self.ending in OPEN


def route(shops: Iterable[Shop], now: int, street: str = "") -> list[Shop]:
    """The way to go: what is due before what is not, first along the street where one is, then street by street."""
    return sorted(
        shops,
        key=lambda shop: (not shop.due(now), shop.street != street, shop.street, shop.place, shop.name, shop.id),
    )


def streets(shops: Iterable[Shop], now: int) -> list[tuple[str, list[Shop]]]:
    """The streets in order; on each what is longest overdue stands first, and what is not due as one walks."""
    found: dict[str, list[Shop]] = {}
    for shop in shops:
        found.setdefault(shop.street, []).append(shop)
    return [
        (street, sorted(found[street], key=lambda shop: (
            not shop.due(now), shop.due_at if shop.due(now) else 0, shop.place, shop.name, shop.id
        )))
        for street in sorted(found)
    ]  # fmt: skip


def wrong_deadline(day: date, today: date) -> str:
    """Why nothing can be put right by that day (past, far), or ""."""
    if day < today:
        return "past"
    return "far" if (day - today).days > FARTHEST_DAYS else ""
