"""«批准解除», «先不解除»: somebody's days of observation are over, and a cadre decides."""

from dataclasses import replace

from broadcasts import releasing
from broadcasts.observed import may_release
from broadcasts.observing import Done, Refusal
from domain.observation import Observation
from domain.replies import NO, YES, Reply
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from nlu import phrases
from storage import audit, observations

flow = Flow(releasing.FLOW)

LONGEST_REASON = 200


@flow.step("look", again=True)
def look(turn: Turn) -> Outcome:
    """«看核对情况», from the list of the day."""
    case = observations.get(turn.tx, turn.subject)
    if turn.answer != YES:
        return say("observations/kept", name=case.name if case else "", why="")
    return show(turn, case)


@flow.step("decide")
def decide(turn: Turn) -> Outcome:
    """Under the check. Whether they may, and whether nothing is in the way, is looked at now."""
    if turn.answer == NO:
        case = observations.get(turn.tx, turn.subject)
        if case is None or not may_release(turn.tx, turn.known(), case):
            return say("observations/not_yours")
        asked = Reply("observations/ask_why_kept", {"name": case.name})
        return replace(wait_for(flow.name, "why", asked, case=case.id), answered=False)
    done = releasing.release(turn.tx, turn.known(), turn.subject, turn.house.zone, turn.now)
    if done.refusal is not None:
        return _refused(turn, done)
    assert done.case is not None
    link = f"{turn.house.address}/console/observed/{done.case.id}/release"
    shown = Reply("observations/release_done", {"observation": done.case, "link": link})
    return replace(finish(shown, *done.told), toast="noted")


@flow.step("why", verbatim=True)
def why(turn: Turn) -> Outcome:
    """Why somebody is not released yet."""
    if phrases.is_no(turn.text) or not turn.text:
        return finish(Reply("observations/kept", {"name": "", "why": ""}))
    done = releasing.keep(turn.tx, turn.known(), turn.data["case"], turn.text[:LONGEST_REASON], turn.now)
    if done.refusal is not None:
        return _refused(turn, done)
    assert done.case is not None
    return finish(Reply("observations/kept", {"name": done.case.name, "why": turn.text[:LONGEST_REASON]}))


def show(turn: Turn, case: Observation | None) -> Outcome:
    """The check of a case, for whoever may release; a look at somebody's record."""
    if case is None or not may_release(turn.tx, turn.known(), case):
        return say("observations/not_yours")
    audit.note(turn.tx, turn.known().id, "see_observation", case.person, turn.now)
    return finish(releasing.question(turn.tx, case, turn.house.zone, turn.now))


def _refused(turn: Turn, done: Done) -> Outcome:
    """Nothing is changed, and why."""
    if done.case is None or done.refusal in (Refusal.NOT_YOURS, Refusal.CADRE):
        return finish(Reply("observations/not_yours"))
    if done.refusal is Refusal.CLOSED:
        return finish(Reply("observations/closed", {"observation": done.case}))
    return finish(releasing.question(turn.tx, done.case, turn.house.zone, turn.now))
