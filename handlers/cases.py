"""«凑满一箱的话，您最多要几袋？» to a buyer, and «多买一箱» or «去掉零头» from the cadre when a case stays open."""

from dataclasses import replace

from broadcasts import rounding
from domain import cases
from domain.replies import Reply
from handlers import which_round
from handlers.fetching import after_order
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from handlers.stretching import at_most, says_at_most
from storage import orders, questions, stretches, waits, windows
from storage.conversations import Conversation

flow = Flow(rounding.FLOW)


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """«凑满一箱我最多要8袋», later than it was asked, or unasked: of the one thing in cases that is ordered."""
    if turn.person is None or not says_at_most(turn.text):
        return None
    offer = load_offer(turn)
    cased = [item for item in offer.items.values() if item.case_size]
    had = {
        item.id: amount for window in {item.window for item in cased}
        for item in cased if (amount := orders.of_person(turn.tx, window, turn.person.id).get(item.id, 0))
    }  # fmt: skip
    named = [item for item in had if offer.items[item].name in turn.text] or list(had)
    if len(named) != 1 or at_most(turn.text, offer.items[named[0]], had[named[0]], offer) is None:
        return None
    return stretch(replace(turn, conversation=replace(turn.conversation, data={"item": named[0]})))


@flow.step("stretch")
def stretch(turn: Turn) -> Outcome:
    """Up to how much somebody would take: by button, or said as an amount."""
    offer = load_offer(turn)
    item = offer.items.get(int(turn.data.get("item", 0)))
    if item is None:
        return finish(Reply("orders/closed"))
    person = turn.known()
    had = orders.of_person(turn.tx, item.window, person.id).get(item.id, 0)
    most = int(turn.answer) if turn.answer else at_most(turn.text, item, had, offer)
    if most is None:
        # Other words: the question stays open beside whatever they are about.
        return Outcome(conversation=Conversation(), then=turn.text)
    most = min(most, had + waits.room(turn.tx, item, person.orders_for))
    stretches.keep_stretch(turn.tx, item.id, person.id, max(most, had), turn.now)
    for asked in turn.waiting if not turn.answer else ():
        if asked.flow == flow.name and asked.data.get("item") == item.id:
            questions.answer(turn.tx, asked.nonce, str(most), turn.now)
    noted = Reply("cases/noted", {"item": item, "quantity": most, "before": had})
    window = offer.window(item.window)
    then = after_order(turn, [window]) if window else ()
    return replace(finish(noted, *then), toast="noted")


@flow.step("choose")
def choose(turn: Turn) -> Outcome:
    """What is done about a case that is not full; whichever cadre is first decides for all."""
    item = windows.item(turn.tx, turn.subject)
    found = which_round.again(turn, item.window) if item else None
    if item is None or found is None or found.window.settled_at:
        return say("shared/press_unknown")
    window = found.window
    orders.lock_window(turn.tx, window.id)
    fresh = windows.item(turn.tx, item.id) or item
    questions.close_about(turn.tx, flow.name, item.id, turn.answer, turn.now)
    over = cases.over(fresh, fresh.taken)
    if not over or fresh.bought is not None:
        return finish(Reply("cases/settled", {"item": item}))
    if turn.answer == "more":
        rest = rounding.buy_more(turn.tx, fresh, turn.now)
        return finish(Reply("cases/more", {"item": item, "total": fresh.taken + rest, "over": rest}))
    told = rounding.drop_rest(turn.tx, fresh, turn.now)
    changed = [
        Reply("cases/changed", {"window": window, "changes": entries}, to=person) for person, entries in told.items()
    ]
    values = {"item": item, "total": fresh.taken - over, "count": len(told)}
    return finish(Reply("cases/less", values), *changed)
