"""Baskets: the priced summary of what somebody wishes, as a question. What it would come to is carried by the
question and is no order before 确认."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from domain.amounts import format_yuan
from domain.orders import Item, OrderLine, Window, total
from domain.replies import KEEP, NO, YES, Ask, Option, Reply

FLOW = "orders"
"""The flow whose open questions carry baskets."""

CONFIRM = "confirm"
"""Its step whose questions stand under a summary."""

ENTERING = "entering"
"""The flow of baskets that somebody puts together for somebody else."""

Past = tuple[str, str, int, int | None]
"""The name of the goods, their unit, the thousandths wished, and the price then (None where nobody knows)."""

WHOLE_ORDER = 0
"""In place of an item: a note is about the whole order."""

NOTHING_SAID: Mapping[str, Any] = MappingProxyType(
    {
        "short": (), "others": (), "questions": (), "repriced": (), "gone": (), "standing": False, "outdated": False,
        "for_home": "", "unsaid": "",
    }
)  # fmt: skip

ANSWERS = (Option(YES, "confirm"), Option("edit", "edit"), Option(NO, "cancel"))
CANCELLING = (Option(YES, "cancel_all"), Option(KEEP, "keep_order"))
"""Under «全部取消吗？» a plain 不要了 or 取消 may mean either, so neither answer is a plain no."""


@dataclass(frozen=True, slots=True)
class Again:
    """An earlier wish against what is on offer now: what fits, what of it has another price now, what is gone."""

    wish: dict[int, int]  #: thousandths by item
    repriced: tuple[Mapping[str, Any], ...]  #: the item as it is now, and the price before
    gone: tuple[str, ...]


def again(past: Iterable[Past], items: Iterable[Item]) -> Again:
    """What was wished by name, of the goods on offer now: the same name (or one it is known by) and the same unit."""
    offered = list(items)
    wish: dict[int, int] = {}
    repriced, gone = [], []
    for name, unit, amount, price in past:
        fitting = [item for item in offered if name in (item.name, *item.aliases) and item.unit == unit]
        item = next((item for item in fitting if item.name == name), fitting[0] if len(fitting) == 1 else None)
        if item is None:
            gone.append(name)
            continue
        wish[item.id] = wish.get(item.id, 0) + amount
        if price is not None and price != item.price:
            repriced.append({"item": item, "before": price})
    return Again(wish, tuple(repriced), tuple(gone))


def order_values(
    windows: Iterable[Window], items: Mapping[int, Item], amounts: Mapping[int, int], agreed: Mapping[int, int],
    notes: Mapping[int, str],
) -> dict[str, Any]:  # fmt: skip
    """What templates show of an order: lines, the total in fen, whether it is still to be weighed, its notes.
    `agreed`: the prices of what is ordered already; all else is at the price of this moment."""
    lines = [OrderLine(items[item], amount, agreed.get(item)) for item, amount in amounts.items() if item in items]
    fen = total(lines)
    return {
        "lines": lines,
        "total": fen,
        "total_yuan": format_yuan(fen),
        "weighed": any(line.item.weighed for line in lines),
        "windows": [window for window in windows if any(line.item.window == window.id for line in lines)],
        "notes": [
            {"item": items.get(item), "words": words}
            for item, words in notes.items()
            if words and (item == WHOLE_ORDER or amounts.get(item))
        ],
    }


def confirmation(
    windows: Iterable[Window], items: Mapping[int, Item], ordered: Mapping[int, int], agreed: Mapping[int, int],
    changed: Mapping[int, int], notes: Mapping[int, str], errands: str = "", **said: Any,
) -> Reply:  # fmt: skip
    """The summary with 确认: what stands (at the prices agreed), changed as wished (thousandths by item).

    `errands`: what else was said, to be taken up after the answer. `said`: what could not be taken into it, and why
    it is asked (`outdated`: a price has changed since it was shown; `standing`: it is asked anew each round), as the
    template puts it.
    """
    offered = tuple(windows)
    lines = [
        {"item": items[item], "line": OrderLine(items[item], amount), "before": ordered.get(item, 0),
         "agreed": agreed.get(item)}
        for item, amount in changed.items()
    ]  # fmt: skip
    after = {item: amount for item, amount in {**ordered, **changed}.items() if amount > 0}
    as_agreed = {item: price for item, price in agreed.items() if item not in changed}
    values = order_values(offered, items, after, as_agreed, notes) | dict(NOTHING_SAID) | said
    values |= {"changed": lines, "first": not ordered, "errands": errands}
    concerned = [window.id for window in offered if any(items[item].window == window.id for item in changed)]
    answers, title = (ANSWERS, "order_title") if after else (CANCELLING, "cancelling_title")
    prices = {item: items[item].price for item, amount in changed.items() if amount}
    carried: dict[str, Any] = {"wished": dict(changed), "windows": concerned[1:], "prices": prices}
    carried |= {"notes": dict(notes), "errands": errands}
    until = max(window.closes_at for window in offered if window.id in concerned)
    ask = Ask(FLOW, CONFIRM, answers, title, {"total": values["total_yuan"]}, concerned[0], carried, until=until)
    return Reply("orders/summary", values, ask)
