"""Doors at which a notice is still to be told in person: who lives there, who goes, and who was there."""

from dataclasses import dataclass
from enum import StrEnum


class Visit(StrEnum):
    """What became of it when somebody was at a door."""

    TOLD = "told"
    AWAY = "away"  #: nobody opened: the door stays on the list
    MOVED = "moved"  #: they live there no more: it does not


@dataclass(frozen=True, slots=True)
class Untold:
    """Somebody who is still to be told of one broadcast in person, or by telephone."""

    broadcast: int
    title: str
    person: int
    name: str
    phone: str
    way: str
    shut: bool = False  #: they may be written to only after their next word


@dataclass(frozen=True, slots=True)
class Visited:
    """That somebody was at a door."""

    by: int
    name: str
    at: int
    outcome: Visit


@dataclass(frozen=True, slots=True)
class Door:
    """A household that is to be told, with all that it is to be told of."""

    household: int
    village: int
    area: int  #: its micro-grid, 0 when none is known
    door: str
    part: str
    untold: tuple[Untold, ...]
    taken_by: int = 0  #: who goes there, 0: nobody yet
    taker: str = ""
    visits: tuple[Visited, ...] = ()

    @property
    def named(self) -> str:
        """The door, and the room or household where it holds several."""
        return f"{self.door} {self.part}".strip()

    @property
    def broadcasts(self) -> tuple[int, ...]:
        return tuple(sorted({each.broadcast for each in self.untold}))

    @property
    def people(self) -> tuple[Untold, ...]:
        """Who lives there, each once."""
        return tuple({each.person: each for each in reversed(self.untold)}.values())[::-1]
