"""«新邻居 小刘 说住 3幢201，对吗？»: one of the micro-grid's workers presses 对 or 不对, for all who were asked."""

from broadcasts import confirming
from domain.people import Person
from handlers.flow import Flow, Outcome, Turn, say
from storage import addresses, handovers, people
from storage.addresses import Address

flow = Flow(confirming.FLOW)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«对», «不对», and after a word with them «问清了，是对的» or «给他/她回话»."""
    newcomer = people.get(turn.tx, turn.subject)
    if newcomer is None or not confirming.may_confirm(turn.person, newcomer):
        return say("newcomers/not_yours")
    if newcomer.state != "provisional":
        return say("newcomers/settled", person=newcomer)
    same = turn.data.get("same", 0)
    match turn.answer:
        case "right":
            told = confirming.right(turn.tx, turn.known(), newcomer, same, turn.now)
            return Outcome(told, toast="newcomer_confirmed") if told else say("newcomers/not_yours")
        case "wrong":
            told = confirming.wrong(turn.tx, turn.known(), newcomer, same, turn.now)
            return Outcome(told, toast="newcomer_doubted")
    return _write(turn, newcomer)


def _write(turn: Turn, newcomer: Person) -> Outcome:
    """The worker writes to them in this chat; the words go by way of a hand-over that is the worker's."""
    chats = addresses.of_person(turn.tx, newcomer.id)
    where = chats[0] if chats else Address("", "")
    handover = handovers.add(turn.tx, "asked", newcomer.id, where, turn.saying, turn.now)
    handovers.take(turn.tx, handover, turn.known().id, turn.now)
    return Outcome(then=f"/answer {handover}", answered=False)
