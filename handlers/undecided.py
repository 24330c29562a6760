"""«再发一次» or «算没告诉»: of whom nobody knows whether their copy of a notice arrived."""

from broadcasts import deciding, sending
from domain.replies import Reply
from handlers.flow import Flow, Outcome, Turn, finish, say
from storage import broadcasts, notices

flow = Flow(deciding.FLOW)


@flow.step("decide")
def decide(turn: Turn) -> Outcome:
    broadcast = broadcasts.get(turn.tx, turn.subject)
    notice = notices.get(turn.tx, broadcast.notice) if broadcast else None
    if broadcast is None or notice is None or not sending.may_manage(turn.tx, turn.known(), notice):
        return say("shared/press_unknown")
    decided = deciding.decide(turn.tx, broadcast, turn.answer, turn.known(), turn.now)
    return finish(Reply("notices/undecided_done", {"notice": notice, "decision": decided}))
