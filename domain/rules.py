"""Rules that remind: a notice sent again and again, and what of the times that were missed is still worth sending."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.schedules import Schedule
from domain.spans import HOUR, MINUTE

PUNCTUAL = 10 * MINUTE
"""Milliseconds by which a reminder may be behind its time and is not yet late: a restart, a busy minute."""

MOST_STEPS = 5
"""What can follow a reminder: once more, and three levels up."""


class Late(StrEnum):
    """What a time is worth that was missed while the program stood still."""

    ONCE = "once"  #: the newest of them is sent late, as long as its words hold
    SKIP = "skip"


class State(StrEnum):
    ON = "on"
    OFF = "off"
    ENDED = "ended"  #: its last time is over, or another rule has replaced it


class Do(StrEnum):
    """What follows when nobody answers."""

    AGAIN = "again"  #: they are reminded once more
    NEXT = "next"  #: whoever is responsible for them is told, one level up each time


@dataclass(frozen=True, slots=True)
class Follow:
    after: int  #: milliseconds from the reminder
    do: Do


USUAL = (Follow(2 * HOUR, Do.AGAIN), Follow(4 * HOUR, Do.NEXT), Follow(6 * HOUR, Do.NEXT))
"""Reminded once more after two hours, the grid worker told after four and the village's cadre after six."""


@dataclass(frozen=True, slots=True)
class Rule:
    id: int
    area: int  #: where its author leads; its number is of this area
    number: int
    notice: int
    schedule: Schedule
    made_by: int
    condition: str = ""  #: a source of outstanding work: only those who have some are told
    follow: tuple[Follow, ...] = ()
    late: Late = Late.SKIP
    state: State = State.ON
    next_at: int | None = None  #: when it is looked at next
    looked_at: int = 0  #: all its times up to then are dealt with
    replaces: int = 0
    made_at: int = 0


class Outcome(StrEnum):
    SENT = "sent"
    LATE = "late"
    SKIPPED = "skipped"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Fire:
    """One time of a rule. `subject`: the record that a relative time is about (a window, a household), else 0."""

    subject: int
    at: int
    outcome: Outcome = Outcome.SENT

    @property
    def goes_out(self) -> bool:
        return self.outcome in (Outcome.SENT, Outcome.LATE)


def judged(times: Iterable[Fire], now: int, late: Late, lasts: int) -> list[Fire]:
    """What becomes of times that have come. Of several that were missed only the newest is worth sending late, and
    only when nothing newer about the same record goes out on time; `lasts`: milliseconds for which its words hold."""
    found: list[Fire] = []
    served: set[int] = set()
    for time in sorted(times, key=lambda time: (-time.at, time.subject)):
        if now - time.at <= PUNCTUAL:
            outcome = Outcome.SENT
        elif late is Late.ONCE and time.subject not in served and now < time.at + lasts:
            outcome = Outcome.LATE
        else:
            outcome = Outcome.SKIPPED
        if outcome is not Outcome.SKIPPED:
            served.add(time.subject)
        found.append(time if outcome is time.outcome else replace(time, outcome=outcome))
    return found[::-1]
