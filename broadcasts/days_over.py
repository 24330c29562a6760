"""The days of some are over: whoever may release them reads it once a day, however many they are.

One alone comes as its check with its buttons, several as a short list that opens 解除名单. Nobody is released.
"""

from dataclasses import replace
from zoneinfo import ZoneInfo

from broadcasts import audience, release_roll, releasing
from broadcasts.clock import Firing
from broadcasts.observed import may_release, path_of
from broadcasts.outbox import Writer
from domain.messages import Priority
from domain.observation import Observation
from domain.people import Person
from domain.permissions import Action, scope
from domain.replies import YES, Ask, Option, Reply
from domain.spans import DAY
from storage import dues, observations, people
from storage.database import Transaction

DUE = "days_over"
"""The kind of due at which a cadre reads it."""

NAMED = 10
"""How many are named; the list has all."""


def expect(tx: Transaction, case: Observation, at: int) -> None:
    """Its cadres read it at a time, with all others that are over by then."""
    for cadre in audience.cadres(tx, path_of(tx, case)):
        if cadre != case.person:
            dues.bring_forward(tx, DUE, cadre, at)


def firings(writer: Writer) -> dict[str, Firing]:
    return {DUE: lambda tx, cadre, now: tell(tx, writer, cadre, now)}


def tell(tx: Transaction, writer: Writer, cadre: int, now: int) -> None:
    """Computed from the cases as they stand: who was released or goes on longer meanwhile is not named."""
    reader, zone = people.get(tx, cadre), writer.templates.zone
    if reader is None:
        return
    found = _over(tx, reader, now)
    if len(found) == 1:
        reply = releasing.question(tx, found[0], zone, now, cadre)
    elif found:
        reply = _several(tx, found, zone, now, cadre)
    else:
        return
    writer.tell(tx, [replace(reply, priority=Priority.REMINDER)], now)


def _over(tx: Transaction, cadre: Person, now: int) -> list[Observation]:
    """Whose last day was yesterday and who has this cadre for a cadre. After a longer standstill: all who wait."""
    over = {
        each.observation: each.since
        for path in scope(cadre, Action.RELEASE) for each in observations.over_in(tx, path, now)
    }  # fmt: skip
    fresh = [key for key, since in over.items() if since > now - DAY]
    theirs: dict[int, bool] = {}
    found = []
    for case in observations.some(tx, fresh or over):
        if case.area not in theirs:
            theirs[case.area] = cadre.id in audience.cadres(tx, path_of(tx, case))
        if theirs[case.area] and may_release(tx, cadre, case):
            found.append(case)
    return sorted(found, key=lambda case: (case.village, case.area, case.door, case.id))


def _several(tx: Transaction, found: list[Observation], zone: ZoneInfo, now: int, cadre: int) -> Reply:
    roll = release_roll.checked(tx, found, zone, now)
    ask = Ask(release_roll.FLOW, "look", (Option(YES, "release_roll_look"),), "release_roll_title", {"n": len(found)})
    return Reply("observations/several_over", {"roll": roll, "most": NAMED}, ask, to=cadre)
