"""«12号 腿脚不便»: a worker says that a household cannot come for its goods; asked back, and kept to themselves."""

from dataclasses import replace

from domain.people import Household, Status
from domain.permissions import Action, allowed, scope
from domain.replies import NO, YES, Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.circumstances import read_circumstance
from storage import audit, households

flow = Flow("circumstances")

ENDED = (Status.ELDER, Status.BEDRIDDEN, Status.INFANT)
"""What 不用送了 ends; an observation has an end of its own."""

MOST = 8


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """A door and why nobody comes from it, from a worker who sees to that door; all else goes on to other flows."""
    if turn.person is None or not scope(turn.person, Action.NOTE_STATUS):
        return None
    said = read_circumstance(turn.text)
    if said is None:
        return None
    if said.status == Status.OBSERVATION:  # which has days and an end of its own
        return Outcome(then=f"登记观察 {turn.text}")
    found = [
        home for home in households.at_door(turn.tx, turn.person.village, said.door.key)
        if allowed(turn.person, Action.NOTE_STATUS, households.path(turn.tx, home.id))
    ][:MOST]  # fmt: skip
    if not found:
        return say("circumstances/no_door", door=said.door.text)
    values = {"door": said.door.text, "status": said.status, "homes": found}
    options: tuple[Option, ...] = (Option(YES, "newcomer_right"), Option(NO, "newcomer_wrong"))
    if len(found) > 1:
        options = (*(Option(str(home.id), home.part or home.door) for home in found), Option(NO, "neither"))
    ask = Ask(
        flow.name, "note", options, "circumstance_title", {"door": said.door.text}, found[0].id,
        {"status": said.status},
    )  # fmt: skip
    return Outcome((Reply("circumstances/asked", values, ask),))


@flow.step("note")
def note(turn: Turn) -> Outcome:
    """«对» or «不对»"""
    subject = turn.subject
    home = households.get(turn.tx, subject if turn.answer == YES else int(turn.answer)) if turn.answer != NO else None
    if home is None:
        return finish(Reply("circumstances/dropped"))
    if not allowed(turn.known(), Action.NOTE_STATUS, households.path(turn.tx, home.id)):
        return say("circumstances/not_yours")
    status = turn.data["status"]
    if status == "over":
        ended = [each for each in ENDED if households.end_status(turn.tx, home.id, each, turn.now)]
        kept_in = Status.OBSERVATION in households.statuses(turn.tx, home.id, turn.now)
        deed, values = "end_status", {"ended": bool(ended), "kept_in": kept_in}
    else:
        if status not in households.statuses(turn.tx, home.id, turn.now):
            households.note_status(turn.tx, home.id, status, turn.now, None, turn.known().id, turn.now)
        deed, values = "note_status", {"ended": False, "kept_in": False}
    audit.note(turn.tx, turn.known().id, deed, home.id, turn.now)
    told = {"door": _named(home), "status": status, **values}
    return replace(finish(Reply("circumstances/noted", told)), toast="slot_taken")


def _named(home: Household) -> str:
    return f"{home.door} {home.part}".strip()
