"""«每次都给我来猪肉2斤»: wishes for every round, asked again each time; «我的长期订单», «不用每次都订了»."""

from dataclasses import replace

from domain.replies import NO, YES, Ask, Option, Reply
from handlers.baskets import look
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from nlu.offers import Offer
from nlu.orders import understand
from nlu.repeats import asks_standing, standing_wish, stops_standing
from storage import standing, windows
from storage.standing import Wish

flow = Flow("standing")

ANSWERS = (Option(YES, "fine"), Option(NO, "no_need"))


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """A wish is asked back before it is kept."""
    person = turn.known()
    if asks_standing(turn.text):
        return say("standing/mine", wishes=standing.of_person(turn.tx, person.id))
    if stops_standing(turn.text):
        return _stop(turn)
    words = standing_wish(turn.text)
    offer = _offer(turn) if words else None
    if words is None or offer is None:
        return None
    if not person.orders_for:
        return say("orders/no_household")
    understood = understand(words, offer.catalog)
    if understood.intent not in ("order", "add", "change"):
        return None
    mine = [line for line in understood.lines if line.quantity and not line.whom]
    if understood.questions or not mine or len(mine) < len(understood.lines):
        return say("standing/say_all")
    wishes = [
        {"item": offer.by_name[line.item].name, "quantity": line.quantity, "unit": line.unit,
         "note": understood.note if len(mine) == 1 else ""}
        for line in mine
    ]  # fmt: skip
    data = {"wishes": wishes, "words": words}
    ask = Ask(flow.name, "keep", ANSWERS, "standing_title", data=data)
    return finish(Reply("standing/ask", {"wishes": wishes}, ask))


@flow.step("keep")
def keep(turn: Turn) -> Outcome:
    """«好»: kept from now on; what is on offer now is put together at once."""
    person = turn.known()
    if turn.answer == NO:
        return replace(finish(Reply("standing/not_kept")), toast="dropped")
    for said in turn.data["wishes"]:
        entry = Wish(0, person.id, person.orders_for, said["item"], said["quantity"], said["unit"], said["note"])
        standing.wish(turn.tx, entry, person.village, person.id, turn.now)
    offer = load_offer(turn)
    open_now = bool(offer.windows) and not look(turn, offer).view
    kept = finish(Reply("standing/kept", {"wishes": turn.data["wishes"]}))
    return replace(kept, then=turn.data["words"] if open_now else "", toast="kept_standing")


def _stop(turn: Turn) -> Outcome | None:
    """All of them, or those that are named; where there is none it is about something else, if it names goods."""
    wishes = standing.of_person(turn.tx, turn.known().id)
    named = [wish for wish in wishes if wish.item in turn.text]
    offer = load_offer(turn)
    others = [item for item in offer.items.values() if any(n in turn.text for n in (item.name, *item.aliases))]
    named += [wish for wish in wishes if wish not in named and any(wish.item == item.name for item in others)]
    if others and not named:
        return None
    ended = named or wishes
    for wish in ended:
        standing.end(turn.tx, wish.id, turn.now)
    left = [wish for wish in wishes if wish not in ended]
    return say("standing/ended", stopped=ended, wishes=left)


def _offer(turn: Turn) -> Offer | None:
    """What the words can be about: what is on offer, or between two windows what was on offer the last time."""
    offer = load_offer(turn)
    if offer.windows:
        return offer
    last = windows.latest(turn.tx, turn.known().village, 1)
    return Offer.build([replace(last[0], items=windows.items(turn.tx, last[0].id))]) if last else None
