"""The midnights of an observation: another stage begins, or its last day is over.

The household's status follows at midnight. People are told after the quiet hours; nobody is released.
"""

from dataclasses import replace

from broadcasts import days_over
from broadcasts.clock import Firing
from broadcasts.observed import TURN, follow, path_of, told
from broadcasts.outbox import Writer
from domain import observation
from domain.messages import Priority
from domain.observation import State
from domain.schedules import local_day
from storage import dues, observations, settings
from storage.database import Transaction

TELL = "observation_told"
"""The kind of due at which that is told."""


def firings(writer: Writer) -> dict[str, Firing]:
    return {
        TURN: lambda tx, case, now: turn(tx, writer, case, now),
        TELL: lambda tx, case, now: tell(tx, writer, case, now),
    }


def turn(tx: Transaction, writer: Writer, observation_id: int, now: int) -> None:
    """Everything is computed from the case as it stands: a course that was changed meanwhile begins no stage."""
    zone, case = writer.templates.zone, observations.get(tx, observation_id)
    if case is None or case.state is not State.OPEN:
        return
    follow(tx, case, 0, zone, now)
    later = settings.quiet_ends(tx, path_of(tx, case), zone, now)
    if observation.is_complete(case, zone, now):
        days_over.expect(tx, case, later or now)
    if later:
        dues.set_due(tx, TELL, case.id, later)
    else:
        tell(tx, writer, case.id, now)


def tell(tx: Transaction, writer: Writer, observation_id: int, now: int) -> None:
    """The person reads what holds from today on."""
    zone, case = writer.templates.zone, observations.get(tx, observation_id)
    if case is None or case.state is not State.OPEN:
        return
    if observation.is_complete(case, zone, now):
        replies = told(tx, [case], "observations/over", zone, now, 0)
    elif case.stage_on(local_day(now, zone)) != case.stages[0]:
        replies = told(tx, [case], "observations/stage", zone, now, 0)
    else:
        return
    writer.tell(tx, (replace(reply, priority=Priority.REMINDER) for reply in replies), now)
