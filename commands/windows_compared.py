"""What a file says otherwise of a window than the records: told field by field, and not applied.

Orders may stand on the recorded prices and limits; they are changed where those who ordered are told of it.
"""

from collections.abc import Callable, Iterator

from domain.amounts import format_quantity, format_yuan
from domain.orders import Item, Window
from sheets.refusals import Refusal
from sheets.windows import Fields

_TEXTS = ("arrives", "place", "pay", "contact")


def differences(entry: Fields, window: Window, recorded: Window) -> list[Refusal]:
    """What differs between a window of a file and the same one on record."""
    wrong = [
        _differs(entry, name, getattr(recorded, name))
        for name in _TEXTS if getattr(window, name) != getattr(recorded, name)
    ]  # fmt: skip
    before = {item.name: item for item in recorded.items}
    for fields, item in zip(entry.items, window.items, strict=True):
        if item.name in before:
            wrong += _of_item(fields, item, before.pop(item.name))
        else:
            wrong.append(fields.refusal("item", f"the recorded window has no {item.name}; not changed"))
    wrong += [entry.refusal("items", f"{name} of the recorded window is missing; not changed") for name in before]
    return wrong


def _of_item(fields: Fields, item: Item, recorded: Item) -> Iterator[Refusal]:
    shown: dict[str, Callable[[Item], str]] = {
        "unit": lambda each: each.unit,
        "price": lambda each: format_yuan(each.price),
        "market_price": lambda each: "" if each.market_price is None else format_yuan(each.market_price),
        "quota": lambda each: _amount(each.quota),
        "limit": lambda each: _amount(each.limit),
        "aliases": lambda each: ";".join(each.aliases),
        "spec": lambda each: each.spec,
        "weighed": lambda each: "yes" if each.weighed else "no",
        "donor": lambda each: each.donor,
        "case_size": lambda each: _amount(each.case_size),
        "minimum": lambda each: _amount(each.minimum),
        "sharing": lambda each: each.sharing,
        "to_share": lambda each: _amount(each.to_share),
    }
    for name, show in shown.items():
        unsaid = name == "weighed" and not fields.get(name)
        if name == "quota" and recorded.sharing:
            continue  # It has one only since it was shared.
        if show(item) != show(recorded) and not unsaid:
            yield _differs(fields, name, show(recorded))


def _amount(quantity: int | None) -> str:
    return "" if quantity is None else format_quantity(quantity)


def _differs(fields: Fields, name: str, recorded: str) -> Refusal:
    return fields.refusal(name, f"differs from the recorded one, {recorded or 'which is empty'}; not changed")
