"""A household's bill for one window: what it ordered and got, at what price, and what is still to be paid."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.accounts import Household, Paid, by_weight, saved
from domain.orders import Item, Window


@dataclass(frozen=True, slots=True)
class BillLine:
    """One item over all orders of the household. `estimated`: nobody has weighed all of it yet."""

    item: Item
    quantity: int
    actual: int
    fen: int
    saved: int  #: against the market's price, 0 when that is not known
    weighed: bool
    estimated: bool


@dataclass(frozen=True, slots=True)
class Bill:
    window: Window
    number: int  #: of the bag, 0 when it has none
    lines: tuple[BillLine, ...]
    owed: int
    paid: Paid
    rest: int  #: still to be paid; below 0 to be got back
    household: int = 0

    @property
    def estimated(self) -> bool:
        return any(line.estimated for line in self.lines)

    @property
    def saved(self) -> int:
        return sum(line.saved for line in self.lines)


def bill(window: Window, household: Household, number: int) -> Bill:
    """The lines in the window's order of items."""
    items: Mapping[int, Item] = {item.id: item for item in window.items}
    missing = {line.item for line in household.unweighed(items)}
    lines = []
    for item in window.items:
        taken = [line for line in household.lines if line.item == item.id]
        if taken:
            lines.append(
                BillLine(
                    item, sum(line.quantity for line in taken), sum(line.actual for line in taken),
                    sum(line.owed for line in taken), sum(saved(item, line) for line in taken),
                    any(line.weight for line in taken), item.id in missing,
                )
            )  # fmt: skip
    return Bill(
        window, number, tuple(lines), household.owed, household.paid, household.rest, household.id
    )


def is_settled_by_weight(window: Window, household: Household) -> bool:
    """Whether everything of a household that is sold by weight has been weighed, and something of it is."""
    items = {item.id: item for item in window.items}
    sold_by_weight = [line for line in household.lines if by_weight(items.get(line.item))]
    return bool(sold_by_weight) and not household.unweighed(items)
