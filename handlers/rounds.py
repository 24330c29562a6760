"""«每3天开一次», «不再续开»: a window becomes one of a series; the next is proposed when its day has come."""

from dataclasses import replace

from domain.orders import Window
from domain.permissions import Action, scope
from domain.rounds import next_opening
from handlers import which_round
from handlers.flow import Flow, Outcome, Turn, managed_village, say
from nlu.window_changes import read_every
from storage import audit, dues, rounds, windows

flow = Flow("rounds")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """The words, when no window is open (an open one is changed by handlers/changing.py): of the last one."""
    days = read_every(turn.text)
    if days is None or turn.person is None or not scope(turn.person, Action.OPEN_WINDOW):
        return None
    village = managed_village(turn)
    last = windows.latest(turn.tx, village.id, 1) if village else []
    return _repeat(turn, last[0], days) if last else None


@flow.step("every")
def every(turn: Turn) -> Outcome:
    """«每3天», «每周» under «开团了»."""
    found = which_round.asked(turn, Action.OPEN_WINDOW)
    return _repeat(turn, found.window, int(turn.answer)) if found else say("windows/not_allowed")


def _repeat(turn: Turn, window: Window, days: int) -> Outcome:
    rounds.set_every(turn.tx, window.id, days)
    windows.touch(turn.tx, window.id)
    audit.note(turn.tx, turn.known().id, "change_window", window.id, turn.now)
    at = next_opening(window.opened_at, days, turn.house.zone, turn.now) if days else 0
    if days and window.state != "open":
        dues.set_due(turn.tx, rounds.NEXT, window.id, at)
    return replace(say("rounds/every", window=window, days=days, at=at), toast="changed")
