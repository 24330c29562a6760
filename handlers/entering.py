"""«帮12号李阿公也来2斤»: what somebody puts together for another household, which owns the order and is told.

A household must have allowed it, unless its own grid worker writes; if it has not, it is asked first (consents.py).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from broadcasts import audience
from domain.baskets import ENTERING
from domain.people import Person
from domain.replies import YES, Ask, Option, Reply
from domain.slot_questions import FLOW as SLOTS
from handlers.asking import STEP, ask_to_confirm, said_in_full
from handlers.baskets import Shelf, by_item, look, order_values
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say, wait_for
from handlers.homes import homes_behind, homes_meant, is_worker, may_enter, spoken_for
from handlers.taking import ORDERING, attach_notes, read, settle, take
from nlu import phrases
from nlu.errands import Errand, errands
from nlu.offers import Offer
from nlu.orders import understand
from storage import addresses, audit, households, people, questions
from storage.conversations import Conversation
from storage.neighbours import Home

flow = Flow(ENTERING)
"""What is entered for somebody stands beside the writer's own order; neither replaces the other."""

CONSENT = (Option(YES, "agree_once"), Option("always", "agree_always"), Option("no", "no_need"))
AT_DOOR = (Option("yes", "agreed_at_door"), Option("no", "declined_at_door"))
MOST_HOMES = 8


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """An order for one household or, a line each, for several, which are gone through one by one."""
    found = errands(turn.text) or spoken_for(turn)
    offer = load_offer(turn) if found else None
    if offer is None or not offer.windows:
        return None
    errand, later = found[0], "\n".join(each.text for each in found[1:])
    intent = understand(errand.rest, offer.catalog).intent if errand.rest else ""
    if intent not in ORDERING and (errand.rest or not errand.asked):
        return None
    homes = homes_meant(turn, errand)
    writer = turn.known()
    own = writer.household or (writer.orders_for if len(writer.households) == 1 else 0)
    mine = [home for home in homes if home.household.id == own]
    if not errand.asked and not later and (mine or not (is_worker(turn) or (errand.name and homes))):
        return None
    if mine and not later:
        return Outcome(then=errand.rest) if errand.rest else None
    if len(homes) != 1:
        return replace(_which(errand, homes, later), then="" if len(homes) > 1 else later)
    return _for_home(turn, offer, homes[0], errand, later)


@flow.step("home")
def home(turn: Turn) -> Outcome:
    """Which of the households behind one door was meant."""
    homes = [home for home in homes_behind(turn, turn.data["door"]) if str(home.household.id) == turn.answer]
    later = turn.data["errands"]
    if not homes:
        return replace(finish(Reply("orders/left_out", {"name": ""})), then=later)
    errand = Errand(turn.data["door"], turn.data["name"], turn.data["rest"], "", asked=True)
    return _for_home(turn, load_offer(turn), homes[0], errand, later)


@flow.step("enter")
def enter(turn: Turn) -> Outcome:
    """What a worker writes for somebody who said it by voice or telephone: the same words, the same summary."""
    whom = people.get(turn.tx, turn.data["whom"])
    if whom is None or not may_enter(turn.known(), whom):
        return finish(Reply("handovers/not_yours"))
    return _enter_for(turn, whom)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """Whoever entered it confirms it; the order is the person's own, and the person is told."""
    writer, whom = turn.known(), people.get(turn.tx, turn.data["whom"])
    if whom is None or not may_enter(writer, whom):
        return say("handovers/not_yours")
    if turn.answer == "edit":
        return replace(_wait_for_words(whom), answered=False)
    outcome = settle(replace(turn, person=whom), writer)
    here = replace(outcome, replies=tuple(_for(reply, whom) for reply in outcome.replies))
    if turn.answer == YES and outcome.answered:
        audit.note(turn.tx, writer.id, "enter_order", whom.id, turn.now)
        return here.also(*_told(turn, writer, whom, outcome.replies), *_asker(turn, whom))
    return here


@flow.step(STEP)
def fill(turn: Turn) -> Outcome:
    """An answer to what was asked back about it: taken up as if it had been said in full."""
    data = turn.data
    whom = people.get(turn.tx, data["whom"])
    if whom is None or not may_enter(turn.known(), whom):
        return finish(Reply("handovers/not_yours"))
    offer = load_offer(turn)
    text = data["texts"].get(turn.answer, "") if turn.answer else said_in_full(turn.text, data, offer.by_name)
    if not turn.answer and phrases.is_yes(turn.text):
        open_still = any(question.flow == flow.name for question in turn.waiting)
        if open_still and not look(_as(turn, whom), offer).basket:
            return replace(say("orders/say_which", name=data.get("item", "")), understood=False)
        text = "" if open_still else data.get("item", "")
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


def _which(errand: Errand, homes: Sequence[Home], later: str) -> Outcome:
    """Nobody, or several: rooms behind one door are named, and nobody who lives in them."""
    values = {"door": errand.door, "name": errand.name, "several": bool(homes)}
    if not errand.door or not homes:
        return say("entering/unknown", **values)
    rooms = [(home.household.id, home.household.part or home.household.landlord) for home in homes[:MOST_HOMES]]
    options = (*(Option(str(home), room or "whole_home") for home, room in rooms), Option("no", "neither"))
    data = {"door": errand.door, "name": errand.name, "rest": errand.rest, "errands": later}
    ask = Ask(flow.name, "home", options, "household_title", {"door": errand.door}, data=data, beside=True)
    return finish(Reply("entering/which", values, ask))


def _for_home(turn: Turn, offer: Offer, home: Home, errand: Errand, later: str) -> Outcome:
    writer, whom = turn.known(), home.meant(turn.tx, errand.name)
    if whom is None:
        return replace(_which(errand, (), later), then=later)
    said = replace(turn, text=_also(turn, offer, errand.rest))
    if home.household.id == writer.household:
        return _enter_for(said, writer, later)
    if may_enter(writer, whom):
        return _enter_for(said, whom, later) if errand.rest else _wait_for_words(whom)
    return replace(_ask_leave(said, offer, home, whom, errand.door + errand.name), then=later)


def _also(turn: Turn, offer: Offer, rest: str) -> str:
    """也来2斤 after one's own order of one thing is that thing."""
    if "也" not in rest or understand(rest, offer.catalog).lines:
        return rest
    view = look(turn, offer).view
    return f"{offer.items[next(iter(view))].name}{rest}" if len(view) == 1 else rest


def _ask_leave(turn: Turn, offer: Offer, home: Home, whom: Person, who: str) -> Outcome:
    """Nothing is recorded: the household is asked in its chat, or its grid worker asks at the door. `who`: as the
    writer named them, who learns neither the name behind a door nor the door of a name."""
    writer, household = turn.known(), home.household
    understood = understand(turn.text, offer.catalog)
    if understood.intent not in ("order", "add") or understood.questions or not understood.lines:
        return say("entering/say_all", who=who, own=understood.intent in ("change", "cancel"))
    amounts: dict[int, int] = {}
    for line in understood.lines:
        item = offer.by_name[line.item].id
        amounts[item] = amounts.get(item, 0) + line.quantity
    shelf = Shelf(offer, {}, amounts)
    notes = attach_notes(shelf, amounts, turn.text, understood.note)
    reading = [person.id for person in home.people if addresses.of_person(turn.tx, person.id)]
    asked = whom.id if whom.id in reading else next(iter(reading), 0)
    told = [asked] if asked else audience.helpers(turn.tx, whom.area_path or whom.village_path)
    told = [person for person in told if person != writer.id]
    values = order_values(offer, amounts, {}, notes) | {"writer": writer, "person": whom, "who": who}
    if not told:
        return say("entering/not_reached", **values)
    data: dict[str, Any] = {
        "helper": writer.id, "who": who, "whom": asked or whom.id, "amounts": amounts, "notes": notes,
        "prices": {item: offer.items[item].price for item in amounts},
    }  # fmt: skip
    if _withdraw(turn, household.id, writer.id, amounts):
        return finish(Reply("entering/waits", values | {"at_door": not asked}))
    step, options, title = ("agree", CONSENT, "consent_title") if asked else ("door", AT_DOOR, "order_for_title")
    name = writer.name if asked else whom.name
    lasts = max(window.closes_at for window in offer.windows) - turn.now
    ask = Ask("consents", step, options, title, {"name": name}, household.id, data, lasts, beside=True)
    put = (Reply("entering/ask" if asked else "entering/ask_at_door", values, ask, to=person) for person in told)
    return finish(Reply("entering/waits", values | {"at_door": not asked}), *put)


def _withdraw(turn: Turn, household: int, writer: int, amounts: dict[int, int]) -> bool:
    """What the same writer asked before is asked anew, and not twice; whether the very same is asked already."""
    asked = [each for each in questions.open_about(turn.tx, "consents", household) if each.data["helper"] == writer]
    if any(by_item(question.data["amounts"]) == amounts for question in asked):
        return True
    for question in asked:
        questions.supersede_one(turn.tx, question.nonce)
    return False


def _asker(turn: Turn, whom: Person) -> tuple[Reply, ...]:
    """Who had asked for it, where a worker then asked at the door."""
    helper = turn.data.get("helper", 0)
    if not helper:
        return ()
    return (Reply("entering/entered_at_door", {"who": turn.data["who"]}, to=helper),)


def _wait_for_words(whom: Person) -> Outcome:
    return wait_for(flow.name, "enter", Reply("orders/enter_for", {"person": whom}), whom=whom.id)


def _told(turn: Turn, writer: Person, whom: Person, replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """The household hears what was entered for it: whom it is for, or whoever of them reads somewhere."""
    reading = addresses.of_person(turn.tx, whom.id)
    others = [] if reading else households.reachable(turn.tx, whom.orders_for)[:1]
    return tuple(
        told
        for to in ([whom.id] if reading else others)
        if to != writer.id
        for told in (
            Reply("orders/entered_for_you", {"worker": writer}, to=to), *(replace(reply, to=to) for reply in replies)
        )
    )  # fmt: skip


def _enter_for(turn: Turn, whom: Person, later: str = "") -> Outcome:
    """A text as somebody else's order; another is asked for while it is none."""
    acting = _as(turn, whom)
    shelf = look(acting, load_offer(turn))
    shelf = replace(shelf, errands="\n".join(filter(None, (later, shelf.errands))))
    if phrases.is_yes(turn.text) and shelf.basket:
        outcome: Outcome | None = ask_to_confirm(shelf, shelf.basket)
    else:
        outcome = take(acting, shelf, read(acting, shelf))
    outcome = outcome or say("orders/enter_for", person=whom)
    if outcome.then:  # not an order, whatever it says
        outcome = say("orders/enter_for", person=whom)
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
    if reply.to:
        return reply
    named = replace(reply, values={**reply.values, "whom": whom})
    if reply.ask is None or reply.ask.flow == SLOTS:
        return named
    data = {**reply.ask.data, "whom": whom.id}
    theirs = replace(reply.ask, title="order_for_title", title_values={"name": whom.name}, data=data)
    return replace(named, ask=replace(theirs, flow=flow.name, beside=True))
