"""«替他/她下单»: what somebody puts together for another household in its own words, and the household is told."""

from dataclasses import replace

from domain.people import Person
from domain.permissions import Action, concerns
from domain.replies import YES, Reply
from handlers.asking import STEP, ask_to_confirm, said_in_full
from handlers.baskets import ENTERING, look
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say, wait_for
from handlers.slot_asking import FLOW as SLOTS
from handlers.taking import read, settle, take
from nlu import phrases
from storage import audit, people, questions
from storage.conversations import Conversation

flow = Flow(ENTERING)
"""What is entered for somebody stands beside the writer's own order; neither replaces the other."""


@flow.step("enter")
def enter(turn: Turn) -> Outcome:
    """What a worker writes for somebody who said it by voice or telephone: the same words, the same summary."""
    whom = people.get(turn.tx, turn.data["whom"])
    if whom is None or not _may_enter(turn.known(), whom):
        return finish(Reply("handovers/not_yours"))
    return _enter_for(turn, whom)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """Whoever entered it confirms it; the order is the person's own, and the person is told."""
    writer, whom = turn.known(), people.get(turn.tx, turn.data["whom"])
    if whom is None or not _may_enter(writer, whom):
        return say("handovers/not_yours")
    if turn.answer == "edit":
        step = wait_for(flow.name, "enter", Reply("orders/enter_for", {"person": whom}), whom=whom.id)
        return replace(step, answered=False)
    outcome = settle(replace(turn, person=whom), writer)
    here = replace(outcome, replies=tuple(_for(reply, whom) for reply in outcome.replies))
    if turn.answer == YES and outcome.answered:
        audit.note(turn.tx, writer.id, "enter_order", whom.id, turn.now)
        told = tuple(Reply("orders/entered_for_you", {"worker": writer}, to=whom.id) for _ in outcome.replies[:1])
        return here.also(*told, *(replace(reply, to=whom.id) for reply in outcome.replies))
    return here


@flow.step(STEP)
def fill(turn: Turn) -> Outcome:
    """An answer to what was asked back about it: taken up as if it had been said in full."""
    data = turn.data
    whom = people.get(turn.tx, data["whom"])
    if whom is None or not _may_enter(turn.known(), whom):
        return finish(Reply("handovers/not_yours"))
    offer = load_offer(turn)
    text = data["texts"].get(turn.answer, "") if turn.answer else said_in_full(turn.text, data, offer.by_name)
    if not turn.answer and phrases.is_yes(turn.text):
        text = "" if any(question.flow == flow.name for question in turn.waiting) else data.get("item", "")
    if text:
        about = turn.conversation.data.get("about", "") if turn.conversation.step == STEP else ""
        after = {"about": about, "whom": whom.id}
        return Outcome(
            conversation=Conversation(flow.name, "enter", after, turn.conversation.misunderstood), then=text,
            answered=False,
        )  # fmt: skip
    shelf = look(_as(turn, whom), offer)
    if not shelf.basket:
        return finish(Reply("orders/left_out", {"name": data.get("item", "")}))
    outcome = ask_to_confirm(shelf, shelf.basket)
    return replace(outcome, replies=tuple(_for(reply, whom) for reply in outcome.replies))


def _may_enter(writer: Person, whom: Person) -> bool:
    return concerns(writer, Action.TAKE_HANDOVER, whom.area_path or whom.village_path)


def _enter_for(turn: Turn, whom: Person) -> Outcome:
    """A text as somebody else's order; another is asked for while it is none."""
    acting = _as(turn, whom)
    shelf = look(acting, load_offer(turn))
    if phrases.is_yes(turn.text) and shelf.basket:
        outcome: Outcome | None = ask_to_confirm(shelf, shelf.basket)
    else:
        outcome = take(acting, shelf, read(acting, shelf))
    outcome = outcome or say("orders/enter_for", person=whom)
    replies = tuple(_for(reply, whom) for reply in outcome.replies)
    asked = [reply.ask for reply in replies if reply.ask]
    for question in acting.waiting if asked else ():
        questions.supersede_one(turn.tx, question.nonce)
    after = turn.conversation
    if asked:
        waits = outcome.conversation or Conversation()
        about = Conversation(flow.name, STEP, {**waits.data, "whom": whom.id})
        after = about if waits.step == STEP else Conversation()
    return replace(outcome, replies=replies, conversation=after)


def _as(turn: Turn, whom: Person) -> Turn:
    """The turn of somebody who writes for another: the other's order, and what was begun for them here."""
    begun = tuple(question for question in turn.waiting if question.data.get("whom") == whom.id)
    return replace(turn, person=whom, waiting=begun)


def _for(reply: Reply, whom: Person) -> Reply:
    """A reply about somebody else's order names them, and its question stands beside the writer's own."""
    named = replace(reply, values={**reply.values, "whom": whom})
    if reply.ask is None or reply.ask.flow == SLOTS:
        return named
    data = {**reply.ask.data, "whom": whom.id}
    theirs = replace(reply.ask, title="order_for_title", title_values={"name": whom.name}, data=data)
    return replace(named, ask=replace(theirs, flow=flow.name, beside=True))
