"""Visits: what was found at a door, which doors come first today, and what of a report must be asked back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from heapq import nsmallest
from typing import Any

FORGOTTEN = "forgotten_doors"
"""The kind of due that tells workers in the evening which doors with a reason nobody was at."""

MOST_PERSONS = 20
"""Above so many a household's number is asked back: 44 is likelier a slip of the finger than a household."""

_FIGURES = re.compile(r"\d+")


class Result(StrEnum):
    """What a visit came to."""

    OK = "ok"
    ILL = "ill"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    MOVED_OUT = "moved_out"
    LEFT = "left"  #: whoever was there has gone elsewhere


MET = frozenset({Result.OK, Result.ILL, Result.LEFT})
"""Somebody was spoken with."""


class Reason(StrEnum):
    """Why a household comes before others today, the most urgent first."""

    ALARM = "alarm"  #: a fever or a symptom of which nobody has said what was done
    OBSERVED = "observed"
    RETURNEE = "returnee"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    ELDER = "elder"  #: an old person who lives alone


@dataclass(frozen=True, slots=True)
class Home:
    """A household as a round sees it. last_day: of its newest visit, "" for none."""

    household: int
    area: int
    door: str
    part: str = ""
    last_at: int = 0
    last_day: str = ""
    last_result: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def named(self) -> str:
        return f"{self.door}{self.part}"


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says of one door, before it is confirmed. seen: how many visits of the household were known."""

    household: int
    door: str
    words: str
    result: str = Result.OK  #: "" where only who came back was said: it is asked before anything is kept
    seen: int = 0
    who: str = ""
    persons: int | None = None
    temperatures: tuple[int, ...] = ()
    symptoms: tuple[str, ...] = ()
    returnees: tuple[Mapping[str, Any], ...] = ()
    photos: tuple[int, ...] = ()
    place: str = ""
    replaces: int = 0
    sure: bool = False  #: an odd number of persons was confirmed
    doubts: tuple[str, ...] = ()  #: what of it was not clear, and is not kept

    @property
    def odd(self) -> bool:
        """Whether its number of persons is asked back."""
        return self.persons is not None and self.persons > MOST_PERSONS and not self.sure

    @property
    def unsaid(self) -> bool:
        return not self.result

    @property
    def ill(self) -> bool:
        return self.result == Result.ILL

    def kept(self) -> dict[str, Any]:
        """As a question's data keeps it."""
        return asdict(self)

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "Report":
        lists = {name: tuple(kept[name]) for name in ("temperatures", "symptoms", "returnees", "photos", "doubts")}
        return cls(**{**kept, **lists})


def completed(before: Report, after: Report) -> Report:
    """A report with what was said of the same door later: the newer word counts where it says anything."""
    told = after.persons or after.returnees or after.temperatures
    said_more = not after.unsaid and (after.result != Result.OK or before.unsaid or not told)
    return Report(
        before.household, before.door, f"{before.words}，{after.words}",
        after.result if said_more else before.result, before.seen, after.who or before.who,
        before.persons if after.persons is None else after.persons, after.temperatures or before.temperatures,
        after.symptoms or before.symptoms, after.returnees or before.returnees, (*before.photos, *after.photos),
        after.place or before.place, before.replaces, doubts=after.doubts,
    )  # fmt: skip


def round_of(homes: Iterable[Home], today: str, size: int) -> list[Home]:
    """The doors that are still to be seen today: all that have a reason, the most urgent first, then those that
    nobody has been at for the longest, until the day's number is full. Empty homes are left out."""
    homes, empty = list(homes), Result.MOVED_OUT.value
    seen = sum(home.last_day == today for home in homes)
    left = [home for home in homes if home.last_day != today and home.last_result != empty]
    pressing = [home for home in left if home.reasons]
    others = (home for home in left if not home.reasons)
    rest = nsmallest(max(0, size - seen - len(pressing)), others, _longest_unseen)
    return [*sorted(pressing, key=_most_urgent), *rest]


def covered_since(today: str, days: int) -> str:
    """The first day of the last so many, today among them."""
    return (date.fromisoformat(today) - timedelta(days=max(1, days) - 1)).isoformat()


def nearest(door_key: str, others: Sequence[tuple[str, str]], count: int) -> list[str]:
    """Of (key, door) those whose figures are nearest to a door that does not exist: 3-201 to 3-210. Another
    building's are never."""
    wanted = _figures(door_key)
    alike = [(_figures(key), key, door) for key, door in others]
    fitting = [each for each in alike if len(each[0]) == len(wanted) and each[0][:-1] == wanted[:-1]]
    fitting.sort(key=lambda each: (not _slip(each[0][-1], wanted[-1]), abs(each[0][-1] - wanted[-1])))
    return [door for _, _, door in fitting[:count]]


def _slip(one: int, other: int) -> bool:
    """The same figures in another order: 210 for 201."""
    return sorted(str(one)) == sorted(str(other))


def _figures(key: str) -> list[int]:
    return [int(figure) for figure in _FIGURES.findall(key)] or [0]


def _most_urgent(home: Home) -> tuple[int, str, int]:
    return list(Reason).index(min(home.reasons, key=list(Reason).index)), home.last_day, home.household


def _longest_unseen(home: Home) -> tuple[str, int, int]:
    return home.last_day, home.last_at, home.household
