"""What cadres and suppliers are told of one another: the sheet after closing, and what the supplier answers."""

from typing import Any

from broadcasts import audience
from domain.accounts import Supply as Wanted
from domain.orders import Window
from domain.people import Person, Role
from domain.replies import YES, Ask, Option, Reply
from storage import areas, bags, people, slots
from storage.database import Transaction

FLOW = "supplying"
"""The flow of what cadres are asked."""

SUPPLIERS = "suppliers"
"""The flow of what suppliers are asked."""

LASTS = 14 * 24 * 3600 * 1000
MOST = 6


def of_village(tx: Transaction, village: int) -> list[Person]:
    """The village's suppliers."""
    area = areas.get(tx, village)
    found = people.holders(tx, area.path, Role.SUPPLIER) if area else []
    known = [people.get(tx, person) for person in found]
    return [person for person in known if person is not None and person.state != "gone"]


def to_send(tx: Transaction, window: Window) -> Ask | None:
    """«发给供应商» under the news that a window has closed; one button a supplier, none without any."""
    found = of_village(tx, window.village)[:MOST]
    if not found:
        return None
    options = tuple(
        Option(str(person.id), "send_sheet" if len(found) == 1 else "send_sheet_to", {"name": person.name})
        for person in found
    )
    return Ask(FLOW, "send", options, "sheet_title", {"title": window.title}, window.id, lasts=LASTS, beside=True)


def lines_for(window: Window, supplier: int, only: bool) -> list[Wanted]:
    """What one supplier is asked for: totals and whole cases. `only`: they are the village's only one, so that all
    that names no other is theirs."""
    items = [item for item in window.items if item.supplier == supplier or (only and not item.supplier)]
    if not items:
        items = [item for item in window.items if not item.supplier]
    return [line for item in items if not item.gift and (line := Wanted(item, item.taken)).to_buy]


def reported(
    tx: Transaction, supply: int, village: int, values: dict[str, Any], options: tuple[str, ...]
) -> list[Reply]:
    """What a supplier has said, to the village's cadres; the first press has it."""
    buttons = tuple(Option(value, f"supply_{value}") for value in options)
    title = {"name": values["supplier"].name}
    ask = Ask(FLOW, "act", buttons, "supplier_title", title, supply, lasts=LASTS, beside=True) if buttons else None
    told = audience.cadres_of(tx, village)
    return [Reply("supplying/reported", values, ask, to=cadre) for cadre in told]


def quoted(tx: Transaction, supply: int, village: int, values: dict[str, Any], usable: bool) -> list[Reply]:
    """A quote, with a button that makes it the draft of a window where it could be read."""
    title = {"name": values["supplier"].name}
    ask = Ask(
        FLOW, "use", (Option(YES, "open_at_quote"),), "supplier_title", title, supply, lasts=LASTS, beside=True
    )
    told = audience.cadres_of(tx, village)
    return [Reply("supplying/quoted", values, ask if usable else None, to=cadre) for cadre in told]


def to_buyers(tx: Transaction, window: Window, template: str, values: dict[str, Any]) -> list[Reply]:
    """News of the goods for everybody who ordered, with their own slot where they have one."""
    times = {slot.id: slot for slot in slots.of_window(tx, window.id)}
    return [
        Reply(template, values | {"window": window, "slot": times.get(bag.slot), "bag": bag}, to=person)
        for bag in bags.of_window(tx, window.id)
        for person in bags.orderers(tx, window.id, bag.household)
    ]
