"""Somebody who is to be observed, as far as a worker has said it: kept with the question that shows it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from domain.grades import Grade
from domain.policies import Counting, Policy, Span

UNKNOWN = -1
"""The site of somebody who goes to one, and nobody knows which yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything as JSON has it; days are text. `new`: who is to be put on the register first, as (name, phone).
    `policy`: the one chosen, "" while the one in force is proposed; `days`: an own number of days in place of it.
    `asking`: what a text is the answer to."""

    door: str = ""
    household: int = 0
    persons: tuple[int, ...] = ()
    new: tuple[tuple[str, str], ...] = ()
    ground: str = ""
    origin: str = ""
    exposed: str = ""
    arrived: str = ""
    start: str = ""
    policy: str = ""
    days: tuple[int, ...] = ()
    grade: str = ""
    times: tuple[int, ...] = ()
    reporter: int = 0
    site: int = 0
    asking: str = ""
    returnee: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Draft":
        """Of what a question remembers; what else it remembers is left out."""
        known = {each.name: kept[each.name] for each in fields(cls) if each.name in kept}
        known |= {name: tuple(known.get(name, ())) for name in ("persons", "days", "times")}
        return cls(**known | {"new": tuple((name, phone) for name, phone in known.get("new", ()))})

    def counting(self, policy: Policy | None) -> Counting:
        """As was said, else as the policy has it."""
        if self.start and not self.exposed:
            return Counting.FROM_START
        return policy.counting if policy is not None else Counting.FROM_START

    def begins(self, policy: Policy | None) -> tuple[date | None, date | None]:
        """(first day, last exposure): whoever came back was last exposed on the day on which they came."""
        if self.counting(policy) is Counting.AFTER_EXPOSURE:
            exposed = self.exposed or self.arrived
            day = date.fromisoformat(exposed) if exposed else None
            return day, day
        start = self.start or self.arrived or self.exposed
        exposed = self.exposed
        return (
            date.fromisoformat(start) if start else None, date.fromisoformat(exposed) if exposed else None
        )

    def spans(self, policy: Policy | None) -> tuple[Span, ...]:
        """The days that were said, in the grades of the policy as far as it has so many; else those of the policy."""
        if not self.days:
            return policy.spans if policy is not None else ()
        grades = [Grade(self.grade)] if self.grade else [span.grade for span in policy.spans] if policy else []
        if policy is not None and len(self.days) == 1 and not self.grade:
            # One number is one place: at home, unless all of it is elsewhere.
            grades = [grades[0] if len(grades) == 1 else Grade.HOME]
        if len(self.days) == 2 and len(grades) < 2:
            grades = [Grade.CENTRAL, Grade.HOME_MONITORING]
        return tuple(Span(grade, days) for grade, days in zip(grades or [Grade.HOME], self.days, strict=False))
