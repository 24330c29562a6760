"""For how long somebody is observed, and how: a table with dates, since the rules change often.

What ships is the nation's table; a village adds rows of its own (storage/policies.py), the nearest area up counts.
A change holds for whoever is enrolled from then on: a running case keeps what it was enrolled with until a human
changes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.grades import Grade

MOST_DAYS = 60


class Ground(StrEnum):
    """Why somebody is observed."""

    CONTACT = "contact"  #: 密接
    SECOND_CONTACT = "second_contact"  #: 次密接
    RETURNEE_HIGH = "returnee_high"  #: come from a place of high risk
    RETURNEE_MEDIUM = "returnee_medium"
    RETURNEE_LOW = "returnee_low"
    ABROAD = "abroad"  #: come from abroad
    DISCHARGED = "discharged"  #: 出院
    OTHER = "other"


class Counting(StrEnum):
    """Which day is the first."""

    AFTER_EXPOSURE = "after_exposure"  #: the day after the last exposure
    FROM_START = "from_start"  #: the day on which it began


@dataclass(frozen=True, slots=True)
class Span:
    """So many whole days in one grade."""

    grade: Grade
    days: int


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds from `since` to `until` (both included, None: until further notice) for a ground."""

    key: str
    ground: Ground
    spans: tuple[Span, ...]
    counting: Counting
    since: date
    until: date | None = None
    source: str = ""
    tests: tuple[int, ...] = ()  #: days of the course on which a nucleic test is asked for

    @property
    def days(self) -> int:
        return sum(span.days for span in self.spans)

    @property
    def shown(self) -> str:
        """As people call it: 14, 14+7, 5+3."""
        return "+".join(str(span.days) for span in self.spans)

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


def _spans(*spans: tuple[Grade, int]) -> tuple[Span, ...]:
    return tuple(Span(grade, days) for grade, days in spans)


_C, _H, _HM, _M = Grade.CENTRAL, Grade.HOME, Grade.HOME_MONITORING, Grade.MONITORING
_FIRST, _EIGHTH, _NINTH, _TWENTY = date(2020, 1, 25), date(2021, 5, 14), date(2022, 6, 28), date(2022, 11, 11)
_EXPOSED, _START = Counting.AFTER_EXPOSURE, Counting.FROM_START

_TESTS: dict[tuple[date, tuple[Span, ...]], tuple[int, ...]] = {
    (_NINTH, _spans((_C, 7), (_HM, 3))): (1, 2, 3, 5, 7, 10),
    (_NINTH, _spans((_H, 7))): (1, 4, 7),
}
"""On days 1, 2, 3, 5 and 7 at the site and on day 3 at home; at home on days 1, 4 and 7."""

SHIPPED: tuple[Policy, ...] = tuple(
    Policy(
        f"{ground}_{since:%Y%m%d}", ground, spans, counting, since, source=source,
        tests=_TESTS.get((since, spans), ()),
    )
    for ground, since, spans, counting, source in (
        (Ground.CONTACT, _FIRST, _spans((_H, 14)), _EXPOSED, "肺炎机制发〔2020〕5号"),
        (Ground.RETURNEE_HIGH, _FIRST, _spans((_H, 14)), _EXPOSED, "肺炎机制发〔2020〕5号"),
        (Ground.RETURNEE_MEDIUM, _FIRST, _spans((_M, 14)), _EXPOSED, "肺炎机制发〔2020〕5号"),
        (Ground.RETURNEE_LOW, _FIRST, _spans((_M, 14)), _START, "肺炎机制发〔2020〕5号"),
        (Ground.ABROAD, _FIRST, _spans((_H, 14)), _START, "肺炎机制发〔2020〕5号"),
        (Ground.SECOND_CONTACT, _FIRST, _spans((_H, 14)), _EXPOSED, "肺炎机制发〔2020〕5号"),
        (Ground.DISCHARGED, _FIRST, _spans((_H, 14)), _START, "肺炎机制发〔2020〕5号"),
        (Ground.CONTACT, _EIGHTH, _spans((_C, 14), (_H, 7)), _EXPOSED, "新冠肺炎防控方案（第八版）"),
        (Ground.ABROAD, _EIGHTH, _spans((_C, 14), (_H, 7)), _START, "新冠肺炎防控方案（第八版）"),
        (Ground.CONTACT, _NINTH, _spans((_C, 7), (_HM, 3)), _EXPOSED, "新冠肺炎防控方案（第九版）"),
        (Ground.SECOND_CONTACT, _NINTH, _spans((_H, 7)), _EXPOSED, "新冠肺炎防控方案（第九版）"),
        (Ground.RETURNEE_HIGH, _NINTH, _spans((_C, 7)), _EXPOSED, "新冠肺炎防控方案（第九版）"),
        (Ground.RETURNEE_MEDIUM, _NINTH, _spans((_H, 7)), _EXPOSED, "新冠肺炎防控方案（第九版）"),
        (Ground.RETURNEE_LOW, _NINTH, _spans((_M, 3)), _START, "新冠肺炎防控方案（第九版）"),
        (Ground.ABROAD, _NINTH, _spans((_C, 7), (_HM, 3)), _START, "新冠肺炎防控方案（第九版）"),
        (Ground.CONTACT, _TWENTY, _spans((_C, 5), (_HM, 3)), _EXPOSED, "优化防控工作二十条措施"),
        (Ground.RETURNEE_HIGH, _TWENTY, _spans((_H, 7)), _EXPOSED, "优化防控工作二十条措施"),
        (Ground.ABROAD, _TWENTY, _spans((_C, 5), (_HM, 3)), _START, "优化防控工作二十条措施"),
        (Ground.OTHER, _FIRST, _spans((_H, 14)), _START, ""),
    )
)  # fmt: skip


def in_force(policies: Iterable[Policy], ground: Ground, on: date) -> Policy | None:
    """What holds for a ground on a day: of several the newest, of the same day the later in the list (an area's own
    rows come after those of the areas above it)."""
    found = [policy for policy in policies if policy.ground is ground and policy.holds(on)]
    return max(enumerate(found), key=lambda entry: (entry[1].since, entry[0]))[1] if found else None


def proposed(policies: Iterable[Policy], level: str, on: date) -> Policy | None:
    """What is proposed for somebody who came from a place at risk: its level is high, medium, low or abroad."""
    grounds = {
        "high": Ground.RETURNEE_HIGH, "medium": Ground.RETURNEE_MEDIUM, "low": Ground.RETURNEE_LOW,
        "abroad": Ground.ABROAD,
    }  # fmt: skip
    return in_force(policies, grounds[level], on) if level in grounds else None
