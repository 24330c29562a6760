"""Which round a cadre speaks of after closing: the only one, the one they name, or the one they choose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.areas import Area
from domain.orders import Window
from domain.permissions import Action, allowed, scope
from domain.replies import Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, finish, managed_village, say
from nlu.settlements import named_round
from storage import accounts, areas, windows

flow = Flow("which_round")

LATEST = 20


@dataclass(frozen=True, slots=True)
class Round:
    window: Window
    village: Area


def settles(turn: Turn) -> bool:
    """Whether somebody settles rounds at all."""
    return bool(scope(turn.person, Action.SETTLE_WINDOW))


def find(turn: Turn) -> Round | Outcome:
    """The round that the text is about: of those that wait for their account, or else the last one whose account is
    posted (people pay after that, too); or any that is named by its number."""
    village = managed_village(turn)
    if village is None:
        return say("accounts/no_round")
    number, said = named_round(turn.text)
    waiting = [] if number else accounts.settling(turn.tx, village.id)
    if len(waiting) > 1:
        return _ask_which(waiting, said)
    if waiting:
        return Round(waiting[0], village)
    found = [each for each in windows.latest(turn.tx, village.id, LATEST)
             if (each.number == number if number else each.settled_at)]  # fmt: skip
    window = windows.get(turn.tx, found[0].id) if found else None
    return Round(window, village) if window else say("accounts/no_round")


def asked(turn: Turn, action: Action = Action.SETTLE_WINDOW) -> Round | None:
    """The round that the question is about, if whoever answers may do that in its village."""
    return again(turn, turn.subject, action)


def again(turn: Turn, window: int, action: Action = Action.SETTLE_WINDOW) -> Round | None:
    """A round that was meant before, if whoever speaks may do that in its village still."""
    found = windows.get(turn.tx, window)
    village = areas.get(turn.tx, found.village) if found else None
    if found is None or village is None or not allowed(turn.person, action, village.path):
        return None
    return Round(found, village)


@flow.step("round")
def chosen(turn: Turn) -> Outcome:
    """The words again, with the round that was chosen before them."""
    return replace(finish(), then=f"第{turn.answer}期 {turn.data['text']}")


def _ask_which(waiting: Sequence[Window], text: str) -> Outcome:
    options = tuple(
        Option(str(window.number), "round_number", {"number": window.number, "title": window.title})
        for window in waiting
    )
    ask = Ask(flow.name, "round", options, "round_title", data={"text": text})
    return Outcome((Reply("accounts/which_round", {"windows": list(waiting)}, ask),))
