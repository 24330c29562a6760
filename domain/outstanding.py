"""What is still to be done: a door, a person, words that were passed on; who has taken it, and what ticks it off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of outstanding work, the most urgent first."""

    ALARM = "alarm"  #: a danger that nobody has taken
    HEALTH = "health"  #: a fever or a symptom of which nobody has said what was done
    HANDOVER = "handover"  #: other words that were passed on
    RELEASE = "release"  #: an observation whose days are over
    CHECK_IN = "check_in"  #: a report of temperatures that did not come
    ERRAND = "errand"
    RETURNEE = "returnee"  #: come back, and nobody has decided yet what follows
    VISIT = "visit"  #: a household to look in on
    SHOP = "shop"
    DISPUTE = "dispute"  #: an answer or a look at what was agreed is due
    NEWCOMER = "newcomer"
    PHONE = "phone"  #: to be told of a notice by telephone
    KNOCK = "knock"  #: at their door
    BASKET = "basket"  #: put together, and not confirmed before the window closed


URGENT = frozenset(Kind) - {Kind.VISIT, Kind.NEWCOMER, Kind.PHONE, Kind.KNOCK, Kind.BASKET}
"""What the red list holds: doors to visit and people to tell can wait until they are walked to."""


class Deed(StrEnum):
    """What a worker says of a line."""

    DONE = "done"
    MINE = "mine"  #: they see to it
    BACK = "back"  #: they do not after all
    AWAY = "away"  #: nobody there, or nobody answered: it stays
    MOVED = "moved"
    WRONG = "wrong"


_AT_DOORS = (Deed.DONE, Deed.MINE, Deed.BACK, Deed.AWAY, Deed.MOVED)
DEEDS: Mapping[Kind, tuple[Deed, ...]] = {
    Kind.ALARM: (Deed.DONE, Deed.MINE),
    Kind.HEALTH: (Deed.DONE, Deed.MINE),
    Kind.HANDOVER: (Deed.DONE, Deed.MINE),
    Kind.RELEASE: (Deed.DONE,),
    Kind.CHECK_IN: (Deed.DONE, Deed.MINE, Deed.AWAY),
    Kind.ERRAND: (Deed.DONE, Deed.MINE, Deed.BACK),
    Kind.RETURNEE: (Deed.DONE,),
    Kind.VISIT: (Deed.DONE, Deed.AWAY, Deed.MOVED),
    Kind.SHOP: (Deed.DONE, Deed.AWAY),
    Kind.DISPUTE: (Deed.DONE,),
    Kind.NEWCOMER: (Deed.DONE, Deed.WRONG),
    Kind.PHONE: _AT_DOORS,
    Kind.KNOCK: _AT_DOORS,
    Kind.BASKET: (Deed.DONE,),
}
"""What can be said of each; done is on its button."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be done. `source` and `key` name it; `about`: what of it was listed, so that what comes later is
    not ticked off unread."""

    source: str
    key: str
    kind: Kind
    since: int
    name: str = ""
    door: str = ""
    phone: str = ""
    words: str = ""
    person: int = 0  #: whom it is about: nobody is told to see to themselves
    about: tuple[int, ...] = ()
    taken_by: int = 0
    taker: str = ""
    only: int = 0  #: whose line it is, where not everybody who has the area may know of it
    line: str = field(init=False)  #: by what a list knows it again

    def __post_init__(self) -> None:
        object.__setattr__(self, "line", f"{self.source}/{self.key}")

    @property
    def shown(self) -> str:
        """The few letters that a button has for it."""
        if self.kind is Kind.ERRAND and self.words:
            return f"{self.words.split()[0]} {self.name}"  # a household may wait for several
        if self.kind in (Kind.KNOCK, Kind.PHONE):
            return self.door or self.name
        return self.name or self.door


class State(StrEnum):
    """What became of a line that somebody spoke of."""

    NOTED = "noted"
    BEFORE = "before"  #: somebody else had done it
    TAKEN = "taken"  #: somebody else sees to it
    GONE = "gone"  #: it is done without anybody's doing: answered meanwhile, or no longer so
    NOT_YOURS = "not_yours"
    ASKED = "asked"  #: what was done is still to be said
    NO_SUCH_DEED = "no_such_deed"  #: that cannot be said of it
    NO_SUCH_LINE = "no_such_line"


@dataclass(frozen=True, slots=True)
class Ticked:
    """One line after somebody's word. `by` and `at` (epoch ms, 0 unknown): who had done it before, or sees to it."""

    state: State
    deed: Deed
    shown: str = ""
    by: str = ""
    at: int = 0


_URGENCY = {kind: place for place, kind in enumerate(Kind)}


def in_order(items: Iterable[Item]) -> list[Item]:
    """The most urgent first, and of one kind the oldest."""
    return sorted(items, key=lambda item: (_URGENCY[item.kind], item.since, item.door, item.line))


def read_by(items: Iterable[Item], worker: int) -> list[Item]:
    """What is outstanding somewhere, in its order, as one worker reads it: nobody is told to see to themselves,
    nor of what is another's alone; what another sees to comes last."""
    read = [item for item in items if item.person != worker and item.only in (0, worker)]
    return sorted(read, key=lambda item: item.taken_by not in (0, worker))
