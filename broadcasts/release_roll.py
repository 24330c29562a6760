"""«解除名单»: whose days are over, each with the check of their case, and whom a cadre leaves out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from broadcasts.observed import may_release
from broadcasts.releasing import Check, look
from domain.observation import Observation
from domain.people import Person
from domain.permissions import Action, scope
from domain.replies import NO, YES, Ask, Option, Reply
from domain.spans import DAY
from storage import observations
from storage.database import Transaction

FLOW = "release_roll"
"""The flow that takes 批准解除 for all of them."""

MOST = 100
"""Cases on one list; those who wait longest stand on the first."""


@dataclass(frozen=True, slots=True)
class Roll:
    """`ready`: nothing is in the way; `held`: something is, though their days are over. `more`: for the next list."""

    ready: tuple[Check, ...]
    held: tuple[Check, ...]
    more: int = 0

    def besides(self, dropped: Collection[int]) -> tuple[Check, ...]:
        """Who is released by the one press."""
        return tuple(check for check in self.ready if check.card.case.id not in dropped)


def roll(tx: Transaction, cadre: Person, zone: ZoneInfo, now: int) -> Roll:
    """Whoever waits for this cadre's decision now. The checks are for reading; each is made anew at the press."""
    paths = scope(cadre, Action.RELEASE)
    keys = list(dict.fromkeys(each.observation for path in paths for each in observations.over_in(tx, path, now)))
    mine = [case for case in observations.some(tx, keys) if may_release(tx, cadre, case)]
    mine.sort(key=lambda case: (case.last, case.village, case.area, case.door, case.id))
    return checked(tx, mine, zone, now)


def checked(tx: Transaction, cases: Sequence[Observation], zone: ZoneInfo, now: int) -> Roll:
    """The first of some cases, each with its check."""
    checks = [look(tx, case, zone, now) for case in cases[:MOST]]
    return Roll(
        tuple(check for check in checks if check.ready), tuple(check for check in checks if not check.ready),
        len(cases) - len(checks),
    )  # fmt: skip


def question(found: Roll, dropped: Collection[int] = (), unknown: Collection[str] = ()) -> Reply:
    """The list, with the button for those who are left on it. `unknown`: was to be left out, and is not there."""
    rest = found.besides(dropped)
    wanted = [check.card.case.id for check in rest]
    choices = (Option(YES, "release_these", {"n": len(wanted)}), Option(NO, "release_later"))
    data = {"cases": wanted, "dropped": sorted(dropped)}
    ask = Ask(FLOW, "decide", choices, "release_roll_title", {"n": len(wanted)}, data=data, lasts=DAY)
    out = [check for check in found.ready if check not in rest]
    values = {"roll": found, "rest": rest, "out": out, "unknown": list(unknown)}
    return Reply("observations/release_roll", values, ask if found.ready else None)
