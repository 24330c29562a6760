"""«我来处理»: a worker takes what was passed on, the others see who, the person hears who comes, and is answered."""

from dataclasses import replace

from broadcasts import passing_on
from broadcasts.callers import to_caller
from domain.people import Person
from domain.replies import NO, Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, finish, heard_by, say, wait_for
from nlu import requests
from storage import addresses, handovers, people, questions
from storage.conversations import Conversation
from storage.handovers import Handover

flow = Flow(passing_on.FLOW)

CALLED_OFF = frozenset(("取消", "算了", "算了吧", "不发了", "cancel"))
"""Instead of what is to be passed on. A 不用 or 不要 may be the very answer."""


@flow.step("take", again=True)
def take(turn: Turn) -> Outcome:
    """The first press has it; whoever presses later reads who that was."""
    taken = passing_on.take(turn.tx, turn.known(), turn.subject, turn.now)
    match taken.state:
        case "yours":
            return Outcome(taken.told, toast="taken", settled=True)
        case "taken":
            own = taken.taker is not None and taken.taker.id == turn.known().id
            return replace(say("handovers/taken_before", worker=taken.taker, own=own), toast="press_done")
    return say("handovers/not_yours")


@flow.step("write")
def write(turn: Turn) -> Outcome:
    """«给他/她回话»: the next text goes to the person; «替他/她下单»: it is read as their order."""
    handover = _own(turn, turn.subject)
    person = people.get(turn.tx, handover.person) if handover else None
    if turn.answer == "order" and person is not None:
        entering = wait_for("entering", "enter", Reply("orders/enter_for", {"person": person}), whom=person.id)
        return replace(entering, answered=False)
    return replace(_begin(turn, turn.subject), answered=False)


@flow.command("answer")
def answer(turn: Turn) -> Outcome:
    """The same by the number of a hand-over that one has taken."""
    number = turn.argument
    return _begin(turn, int(number) if number.isascii() and number.isdigit() and len(number) < 17 else 0)


@flow.step("reply", verbatim=True)
def reply(turn: Turn) -> Outcome:
    """What the worker writes, to whoever called."""
    handover = _own(turn, turn.data["handover"])
    if handover is None:
        return finish(Reply("handovers/not_yours"))
    aside = _instead_of_words(turn)
    if aside is not None:
        return aside
    worker = turn.known()
    person = people.get(turn.tx, handover.person)
    values = {"worker": worker, "post": passing_on.post(worker), "text": turn.update.text}
    back = Ask(
        flow.name, "back", (Option("back", "answer_worker", {"name": worker.name}),), "answer_title",
        {"name": worker.name}, handover.id, lasts=passing_on.LASTS, beside=True,
    )  # fmt: skip
    passed = to_caller(turn.tx, handover, Reply("handovers/from_worker", values, back))
    waits = passed.to and addresses.awaits_word(turn.tx, passed.to, turn.now)
    return finish(Reply("handovers/passed", {"person": person, "waits": bool(waits)}), passed)


@flow.step("back", again=True)
def back(turn: Turn) -> Outcome:
    """«给网格员回话» under what a worker wrote."""
    handover = handovers.get(turn.tx, turn.subject)
    worker = people.get(turn.tx, handover.taken_by) if handover else None
    if handover is None or worker is None:
        return say("handovers/not_yours")
    return _wait_for_words(turn, "return", worker, handover.id)


@flow.step("return", verbatim=True)
def answer_back(turn: Turn) -> Outcome:
    """What the person writes, to the worker who has taken their call."""
    handover = handovers.get(turn.tx, turn.data["handover"])
    worker = people.get(turn.tx, handover.taken_by) if handover else None
    if handover is None or worker is None or not (turn.elsewhere or handover.account == turn.address.account):
        return finish(Reply("handovers/not_yours"))
    aside = _instead_of_words(turn)
    if aside is not None:
        return aside
    return finish(Reply("handovers/passed", {"person": worker, "waits": False}), heard_by(turn, handover))


@flow.step("drop")
def drop(turn: Turn) -> Outcome:
    """«取消» instead of an answer."""
    return finish(Reply("handovers/dropped"))


def _instead_of_words(turn: Turn) -> Outcome | None:
    """What is not to be passed on: a file, «算了», and a worker's request for a link."""
    if turn.update.files and not turn.text:
        return say("handovers/only_words")
    for question in turn.waiting:
        if question.flow == flow.name and question.step == "drop":
            questions.answer(turn.tx, question.nonce, "sent", turn.now)
    if turn.text.lower() in CALLED_OFF:
        return finish(Reply("handovers/dropped"))
    if requests.link_for(turn.text) is not None:
        return Outcome(conversation=Conversation(), then=turn.text)
    return None


def _begin(turn: Turn, number: int) -> Outcome:
    handover = _own(turn, number)
    if handover is None:
        return say("handovers/not_yours")
    return _wait_for_words(turn, "reply", people.get(turn.tx, handover.person), number)


def _wait_for_words(turn: Turn, step: str, reader: Person | None, handover: int) -> Outcome:
    title = {"name": reader.name if reader else ""}
    ask = Ask(flow.name, "drop", (Option(NO, "cancel"),), "answer_title", title, beside=True)
    return wait_for(flow.name, step, Reply("handovers/write", {"person": reader}, ask), handover=handover)


def _own(turn: Turn, number: int) -> Handover | None:
    """A hand-over that this worker has taken."""
    handover = handovers.get(turn.tx, number)
    mine = handover is not None and turn.person is not None and handover.taken_by == turn.person.id
    return handover if mine else None
