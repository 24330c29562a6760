"""Errands for people who cannot go out: where one stands, until when it is to be done, and what is owed for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.schedules import moment
from domain.spans import DAY, HOUR


class State(StrEnum):
    OPEN = "open"  #: nobody has it
    TAKEN = "taken"
    DONE = "done"  #: says who had it; whoever asked has not answered yet
    CONFIRMED = "confirmed"
    UNANSWERED = "unanswered"  #: said to be done, and nobody ever answered
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """What sort of errand it is decides who may take it."""

    ERRAND = "errand"
    PRIVATE = "private"  #: its words speak of health or of observation
    MEDICINE = "medicine"  #: for a cold or a fever
    RUBBISH = "rubbish"  #: from an observed home


GOING_ON = (State.OPEN, State.TAKEN, State.DONE)
OVER = (State.DONE, State.CONFIRMED, State.UNANSWERED)
"""States out of which 没办好 opens it again."""

UNPROMISED = 2 * HOUR
"""Milliseconds after which an errand is expected to be done whose taker named no time."""

FARTHEST = 7 * DAY
"""A promise beyond that is a slip of the pen."""

REMEMBERED = 7 * DAY
"""Milliseconds for which somebody may still say 没办好 of what is over, and its money can be noted."""

LATE_PHOTO = HOUR // 2
"""Milliseconds for which a photo still belongs to what was just done."""

MOST_FEN = 5_000_00
"""Money beyond that is asked about: nobody lays out so much for a neighbour's shopping."""

HIGHEST = 2
"""How far a late one climbs: to the other workers, and to the cadres."""


@dataclass(frozen=True, slots=True)
class Errand:
    id: int
    village: int
    area: int
    number: int  #: in its village
    household: int
    person: int  #: whom it is for
    asker: int  #: who is asked about it
    entered_by: int
    kind: Kind
    words: str
    state: State
    state_at: int
    asked_at: int
    offered_at: int | None
    taken_by: int
    promised_at: int | None
    passed_to: int
    how: str
    late: int
    reopened: int
    path: str = ""  #: of its area
    door: str = ""
    name: str = ""
    phone: str = ""
    taker: str = ""
    taker_phone: str = ""

    @property
    def entered(self) -> bool:
        """Whether somebody of another household entered it."""
        return self.entered_by != self.person

    @property
    def expected_at(self) -> int:
        """When it is to be done, of one that is taken."""
        return self.promised_at or self.state_at + UNPROMISED

    def concerns(self, person: int) -> bool:
        """Whether it is somebody's own: theirs, asked or entered by them."""
        return person in (self.person, self.asker, self.entered_by)


@dataclass(frozen=True, slots=True)
class Patience:
    """A village's settings, in milliseconds."""

    untaken: int  #: until one that nobody has taken climbs
    overdue: int  #: after the promised time
    unanswered: int  #: until one that is done counts as unanswered


def attend_at(errand: Errand, patience: Patience) -> int | None:
    """When an errand that was offered must be looked at again; None when nothing more happens by itself."""
    climbs = errand.late < HIGHEST
    match errand.state:
        case State.OPEN:
            return errand.state_at + patience.untaken * (errand.late + 1) if climbs else None
        case State.TAKEN:
            return errand.expected_at + patience.overdue * (errand.late + 1) if climbs else None
        case State.DONE:
            return errand.state_at + patience.unanswered
    return None


@dataclass(frozen=True, slots=True)
class Money:
    """What somebody laid out for an errand, and what they got back."""

    advanced: int = 0
    repaid: int = 0

    @property
    def owed(self) -> int:
        return self.advanced - self.repaid


SOON, AFTERNOON, EVENING, MORNING = CHOICES = ("soon", "afternoon", "evening", "morning")
_ENDS = {AFTERNOON: (0, 18 * 60), EVENING: (0, 21 * 60), MORNING: (1, 12 * 60)}
"""The day from today, and the minute at which it ends, of a promise that names a part of a day."""


def promised(choice: str, now: int, zone: ZoneInfo) -> int:
    """The time by which a promise given with a button is to be kept (epoch ms)."""
    if choice == SOON:
        return now + HOUR
    days, minute = _ENDS[choice]
    today = datetime.fromtimestamp(now / 1000, zone).date()
    return moment(today + timedelta(days=days), minute, zone)


def choices(now: int, zone: ZoneInfo) -> tuple[str, ...]:
    """The promises that can still be given at this hour."""
    return tuple(each for each in CHOICES if promised(each, now, zone) >= now + HOUR)
