"""«解除名单»: everybody whose days are over on one list; some are left out, one press releases the rest."""

from collections.abc import Iterable
from dataclasses import replace

from broadcasts import release_roll, releasing
from broadcasts.release_roll import Roll
from domain.names import may_be_called
from domain.observation import Observation
from domain.permissions import Action, scope
from domain.replies import NO, Reply
from domain.schedules import local_day
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.doors import read_door
from nlu.releases import asks_release_roll, read_left_out
from storage import audit
from storage.questions import Question

flow = Flow(release_roll.FLOW)


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """The list; and under it who is to be left out, or taken in again."""
    if turn.person is None or not scope(turn.person, Action.RELEASE):
        return None
    if asks_release_roll(turn.text):
        return show(turn)
    listed = _listed(turn)
    said = read_left_out(turn.text) if listed else None
    if listed is None or said is None:
        return None
    found = _look(turn)
    dropped, unknown = set(listed.data["dropped"]), []
    for word in said.whom:
        meant = _meant(word, (check.card.case for check in found.ready))
        # Several may be left out by one name, but nobody is released because somebody else was meant.
        if not meant or (said.back and len(meant) > 1):
            unknown.append(word)
        elif said.back:
            dropped -= meant
        else:
            dropped |= meant
    if len(unknown) == len(said.whom) and not any(word.startswith("#") or read_door(word) for word in unknown):
        return None
    return finish(release_roll.question(found, dropped, unknown))


@flow.step("look", again=True)
@flow.command("releases")
def show(turn: Turn) -> Outcome:
    """A look at the record of everybody on it."""
    if turn.person is None or not scope(turn.person, Action.RELEASE):
        return say("observations/cadre_releases")
    return finish(release_roll.question(_look(turn)))


@flow.step("decide")
def decide(turn: Turn) -> Outcome:
    """Whether they may, and whether nothing is in the way, is looked at now and for each of them."""
    if turn.answer == NO:
        return finish(Reply("observations/kept", {"name": "", "why": ""}))
    cadre, zone = turn.known(), turn.house.zone
    many = releasing.release_many(turn.tx, cadre, turn.data["cases"], zone, turn.now)
    if not (many.released or many.refused):
        return say("observations/not_yours")
    day = local_day(turn.now, zone).isoformat()
    values = {
        "released": many.released, "left": many.refused,
        "link": f"{turn.house.address}/console/observed/released?day={day}",
    }  # fmt: skip
    return replace(finish(Reply("observations/release_roll_done", values), *many.told), toast="noted")


def _look(turn: Turn) -> Roll:
    found = release_roll.roll(turn.tx, turn.known(), turn.house.zone, turn.now)
    for check in (*found.ready, *found.held):
        audit.note(turn.tx, turn.known().id, "see_observation", check.card.case.person, turn.now)
    return found


def _listed(turn: Turn) -> Question | None:
    found = [asked for asked in turn.waiting if (asked.flow, asked.step) == (flow.name, "decide")]
    return found[-1] if found else None


def _meant(word: str, cases: Iterable[Observation]) -> set[int]:
    """Whose case is meant by its number, a door or a name."""
    door = read_door(word)
    return {
        case.id for case in cases
        if word == f"#{case.number}" or may_be_called(case.name, word)
        or (door is not None and (read := read_door(case.door)) is not None and read.key == door.key)
    }  # fmt: skip
