"""«收到» under the notice of an observation: from the person, or from whoever reports for them."""

from dataclasses import replace

from broadcasts import observing
from broadcasts.observed import FLOW
from broadcasts.observing import Refusal
from domain.replies import Reply
from handlers.flow import Flow, Outcome, Turn, finish, say

flow = Flow(FLOW)


@flow.step("acknowledge")
def acknowledge(turn: Turn) -> Outcome:
    done = [observing.acknowledge(turn.tx, case, turn.known(), turn.now) for case in turn.data["cases"]]
    if all(each.refusal is Refusal.NOT_YOURS for each in done):
        return say("observations/not_yours")
    return replace(finish(Reply("observations/acknowledged")), toast="noted")
