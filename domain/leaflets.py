"""Rounds of paper: doors that get a leaflet and places that get a poster, each given to somebody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """One leaflet for a door, or one poster for a place."""

    id: int
    broadcast: int
    kind: str  #: leaflet or poster
    household: int
    place: str
    door: str
    door_key: str
    given_to: int
    made_by: int
    done_at: int | None

    @property
    def where(self) -> str:
        return self.door or self.place


@dataclass(frozen=True, slots=True)
class Share:
    """How far somebody is with the paper of one notice."""

    person: int
    name: str
    kind: str
    all: int
    done: int
