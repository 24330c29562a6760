"""A supplier's answers: a quote, «确认», «鱼只有80斤，3点到», «到了»; each is kept and goes to the cadres."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from broadcasts import supplying
from domain.orders import Window
from domain.people import Person, Role
from domain.replies import YES, Reply
from domain.spans import DAY
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from nlu.announcements import read_announcement
from nlu.offers import Offer
from nlu.supplies import UNREAD, read_supply
from nlu.supplies import Supply as Reading
from storage import supplies, windows
from storage.supplies import Supply

flow = Flow(supplying.SUPPLIERS)

REMEMBERED = 7 * DAY


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words of a supplier from whom something is awaited; all else they say is heard like anybody's."""
    if turn.person is None or not any(held.role is Role.SUPPLIER for held in turn.person.roles):
        return None
    before = supplies.lately(turn.tx, turn.person.id, turn.now - REMEMBERED)
    awaited = next((one for one in before if one.kind in (supplies.ORDERED, supplies.ASKED, supplies.QUOTED)), None)
    if awaited is None or awaited.kind == supplies.QUOTED:
        return None
    if awaited.kind == supplies.ASKED:
        return _quote(turn, turn.person, awaited)
    window = windows.get(turn.tx, awaited.window)
    return _report(turn, turn.person, window, awaited) if window else None


@flow.step("sheet")
def sheet(turn: Turn) -> Outcome:
    """«确认» or «有缺货» under the sheet."""
    window = windows.get(turn.tx, turn.subject)
    if window is None:
        return say("shared/press_unknown")
    if turn.answer != YES:
        return say("supplying/what_is_missing")
    return _keep(turn, turn.known(), window, Reading(confirmed=True), {})


def _quote(turn: Turn, supplier: Person, asked: Supply) -> Outcome | None:
    """Prices where they can be read, and always the supplier's own words."""
    goods = [str(good) for good in asked.content["goods"]]
    now = datetime.fromtimestamp(turn.now / 1000, turn.house.zone)
    items = [
        item for item in read_announcement(turn.text, now).items
        if item.unit and any(good in item.name or item.name in good for good in goods)
    ]  # fmt: skip
    if not items and not any(good in turn.text for good in goods):
        return None
    content = {"items": [asdict(item) for item in items]}
    quote = Supply(0, 0, asked.village, supplier.id, supplies.QUOTED, content, turn.saying, supplier.id)
    kept = supplies.note(turn.tx, quote, turn.now)
    values = {"supplier": supplier, "text": turn.update.text, "items": items}
    told = supplying.quoted(turn.tx, kept, asked.village, values, bool(items))
    return finish(Reply("supplying/quote_passed", {"items": items}), *told)


def _report(turn: Turn, supplier: Person, window: Window, sheet: Supply) -> Outcome | None:
    """What is short, when it comes, that it is there, that all is well."""
    reading = read_supply(turn.text, Offer.build([window]).catalog)
    if reading.trouble == UNREAD:
        return None
    if reading.trouble:
        buying = bool(turn.known().orders_for and load_offer(turn).windows)
        return None if buying else say("supplying/unclear")
    return _keep(turn, supplier, window, reading, sheet.content["items"])


def _keep(
    turn: Turn, supplier: Person, window: Window, reading: Reading, ordered: dict[str, int]
) -> Outcome:
    """A row for each thing said, and the whole to the cadres with what they can do about it."""
    items = {item.name: item for item in window.items}
    short: list[dict[str, Any]] = []
    for entry in reading.short:
        item = items[entry.item]
        wanted = ordered.get(str(item.id), item.taken)
        comes = max(0, wanted - entry.quantity) if entry.lacking else entry.quantity
        short.append({"item": item, "comes": comes, "wanted": wanted})
    said: dict[str, dict[str, Any]] = {}
    if short:
        said[supplies.SHORT] = {"short": {str(each["item"].id): each["comes"] for each in short}}
    if reading.confirmed:
        said[supplies.CONFIRMED] = {}
    if reading.arrives:
        said[supplies.ARRIVING] = {"arrives": reading.arrives}
    if reading.arrived:
        said[supplies.ARRIVED] = {}
    kept = {
        kind: supplies.note(
            turn.tx, Supply(0, window.id, window.village, supplier.id, kind, content, turn.saying, supplier.id),
            turn.now,
        )
        for kind, content in said.items()
    }  # fmt: skip
    tellable = [kind for kind in (supplies.ARRIVING, supplies.ARRIVED) if kind in kept][:1]
    values = {
        "supplier": supplier, "window": window, "text": turn.update.text, "missing_goods": short,
        "arriving": reading.arrives, "arrived": reading.arrived, "confirmed": reading.confirmed,
        "link": f"{turn.house.address}/console/windows/{window.id}/arrived",
    }  # fmt: skip
    about = kept[tellable[0]] if tellable else next(iter(kept.values()))
    told = supplying.reported(turn.tx, about, window.village, values, tuple(tellable))
    return replace(finish(Reply("supplying/passed", values), *told), toast="passed_to_cadres")
