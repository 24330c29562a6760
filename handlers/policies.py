"""«/policies», «观察政策»: for how long somebody is observed at present, and the isolation sites."""

from domain.permissions import Action, scope
from domain.policies import Ground, in_force
from domain.replies import Reply
from domain.schedules import local_day
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.observing import asks_policies
from storage import policies, sites

flow = Flow("policies")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    if turn.person is None or not asks_policies(turn.text) or not scope(turn.person, Action.OBSERVE):
        return None
    return show(turn)


@flow.command("policies")
def show(turn: Turn) -> Outcome:
    """What holds today where this worker is; the table is changed on the console."""
    paths = scope(turn.person, Action.OBSERVE)
    if not paths:
        return say("observations/not_allowed")
    table, today = policies.in_area(turn.tx, paths[0]), local_day(turn.now, turn.house.zone)
    found = [(ground.value, in_force(table, ground, today)) for ground in Ground]
    changes = bool(scope(turn.person, Action.CHANGE_SETTINGS))
    values = {
        "held": found, "places": sites.in_reach(turn.tx, paths[0]),
        "link": f"{turn.house.address}/console/policies" if changes else "",
    }  # fmt: skip
    return finish(Reply("observations/policies", values))
