"""«隔壁王阿婆想帮您订菜，同意吗？»: what a household allows its neighbours, and takes back again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.baskets import confirmation
from domain.names import may_be_called
from domain.orders import Placed
from domain.people import Person
from domain.permissions import Action, concerns
from domain.replies import NO, Reply
from handlers.baskets import by_item, look, notes_of, order_values, place
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from handlers.taking import keep_notes, report
from nlu.consents import asks_who, grants, withdraws
from nlu.offers import Offer
from storage import audit, people, questions

flow = Flow("consents")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """«谁能帮我订», «不要让王阿婆帮我订了»"""
    person = turn.known()
    if not person.household:
        return None
    if asks_who(turn.text):
        return say("entering/who_may", people=_acting(turn, person))
    if granted := grants(turn.text):
        return say("entering/how_to_allow", name=granted, person=person)
    name = withdraws(turn.text)
    if not name:
        return None
    stopped = [helper for helper in _acting(turn, person) if may_be_called(helper.name, name)]
    for helper in stopped if len(stopped) == 1 else ():
        people.stop_acting(turn.tx, helper.id, person.household)
        audit.note(turn.tx, person.id, "withdraw_consent", helper.id, turn.now)
    return say("entering/withdrawn", people=stopped, name=name)


@flow.step("agree")
def agree(turn: Turn) -> Outcome:
    """The household's own press confirms exactly what it has read; who wanted to help hears of it."""
    person, helper = turn.known(), people.get(turn.tx, turn.data["helper"])
    if helper is None or not person.household or turn.answer == NO:
        told = (_declined(turn),) if helper else ()
        return replace(finish(Reply("entering/not_now"), *told), toast="dropped")
    offer = load_offer(turn)
    wish = by_item(turn.data["amounts"])
    if any(offer.items[item].price != price for item, price in by_item(turn.data["prices"]).items()
           if item in offer.items):  # fmt: skip
        return _ask_anew(turn, offer, wish)
    before = look(turn, offer).ordered
    whole = {item: before.get(item, 0) + amount for item, amount in wish.items()}
    placed = place(turn, offer, whole, person)
    if any(result.outdated for result in placed):
        return _ask_anew(turn, load_offer(turn), wish)
    if turn.answer == "always":
        people.let_act_for(turn.tx, helper.id, person.household, person.id, turn.now, neighbour=True)
    keep_notes(turn, offer, by_item(turn.data["notes"]), person)
    outcome = report(turn, offer, whole, placed)
    values = {"who": turn.data["who"], "always": turn.answer == "always"}
    values |= _placed(offer, wish, placed)
    return outcome.also(Reply("entering/agreed", values, to=helper.id))


@flow.step("door")
def door(turn: Turn) -> Outcome:
    """A grid worker has asked at the door; what they confirm then is entered by them."""
    worker, whom = turn.known(), people.get(turn.tx, turn.data["whom"])
    if whom is None or not concerns(worker, Action.TAKE_HANDOVER, whom.area_path or whom.village_path):
        return say("handovers/not_yours")
    for question in questions.open_about(turn.tx, flow.name, turn.subject):
        if question.step == "door" and question.data.get("helper") == turn.data["helper"]:
            questions.supersede_one(turn.tx, question.nonce)
    if turn.answer == NO:
        return finish(Reply("entering/noted"), _declined(turn))
    offer = load_offer(turn)
    acting = replace(turn, person=whom, waiting=())
    shelf = look(acting, offer)
    wish = {
        item: shelf.ordered.get(item, 0) + amount
        for item, amount in by_item(turn.data["amounts"]).items() if item in offer.items
    }  # fmt: skip
    if not wish:
        return finish(Reply("orders/closed"))
    notes = shelf.notes | notes_of(turn.question)
    asked = confirmation(offer.windows, offer.items, shelf.ordered, shelf.agreed, wish, notes)
    assert asked.ask is not None
    data = {**asked.ask.data, "whom": whom.id, "helper": turn.data["helper"], "who": turn.data["who"]}
    theirs = replace(
        asked.ask, flow="entering", title="order_for_title", title_values={"name": whom.name}, data=data, beside=True
    )
    return finish(replace(asked, values={**asked.values, "whom": whom}, ask=theirs))


def _declined(turn: Turn) -> Reply:
    """What the neighbour hears, of a household as they named it."""
    return Reply("entering/declined", {"who": turn.data["who"]}, to=turn.data["helper"])


def _ask_anew(turn: Turn, offer: Offer, wish: Mapping[int, int]) -> Outcome:
    """A price has changed since the household was asked: it has to read the new one first."""
    question = turn.question
    assert question is not None
    now = {item: offer.items[item].price for item in wish if item in offer.items}
    data = {**question.data, "amounts": {item: wish[item] for item in now}, "prices": now}
    questions.move(turn.tx, question.nonce, question.subject, data)
    values = order_values(offer, {item: wish[item] for item in now}, {})
    return replace(say("entering/price_changed", **values), answered=False)


def _placed(offer: Offer, wish: Mapping[int, int], placed: Sequence[Placed]) -> dict[str, object]:
    """What the neighbour hears of it: what of their own words stands now, and no more of the household's order."""
    taken = {item for result in placed for item in result.taken}
    values = order_values(offer, {item: amount for item, amount in wish.items() if item in taken}, {})
    return {"lines": values["lines"], "partly": len(taken) < len(wish)}


def _acting(turn: Turn, person: Person) -> list[Person]:
    found = (people.get(turn.tx, helper) for helper in people.acting(turn.tx, person.household))
    return [helper for helper in found if helper is not None]
