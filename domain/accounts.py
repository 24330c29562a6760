"""One truth of money: what each household of a window ordered, owes and paid, and the closing account over them.

All sums are of whole fen that people have read, so that they add up: a line's value is rounded once, and everything
above it is a sum of lines and payments.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from domain.amounts import THOUSANDTHS, line_amount
from domain.orders import Item

WAYS = ("cash", "transfer")
"""How money passes; the third way of a payment, `carried`, moves a balance between two windows."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a line came to on the scales."""

    quantity: int
    fen: int


@dataclass(frozen=True, slots=True)
class Line:
    """One item of one order. `worth` is the sum of thousandths times the price agreed for them."""

    household: int
    order: int
    person: int
    item: int
    quantity: int
    worth: int
    weight: Weight | None = None

    @property
    def value(self) -> int:
        """Fen for what was ordered, half a fen rounded up; of weighed goods an estimate."""
        return (self.worth + THOUSANDTHS // 2) // THOUSANDTHS

    @property
    def owed(self) -> int:
        return self.value if self.weight is None else self.weight.fen

    @property
    def actual(self) -> int:
        """What the household gets: as weighed, or as ordered."""
        return self.quantity if self.weight is None else self.weight.quantity

    def fen_for(self, weighed: int) -> int:
        """Fen for so many thousandths at the price agreed, half a fen rounded up."""
        whole = self.quantity * THOUSANDTHS
        return (2 * self.worth * weighed + whole) // (2 * whole) if whole else 0


@dataclass(frozen=True, slots=True)
class Paid:
    """Fen that passed between a household and the village in one window: `refunded` and `carried` may be negative."""

    cash: int = 0
    transfer: int = 0
    refunded: int = 0  #: 0 or below: what the household got back
    carried: int = 0  #: above 0 what counts for it here instead of money, below 0 what it owes from elsewhere

    @property
    def received(self) -> int:
        """Money that the village has of it."""
        return self.cash + self.transfer + self.refunded


@dataclass(frozen=True)
class Household:
    """A household's account in one window; its sums are worked out once."""

    id: int
    lines: tuple[Line, ...] = ()
    paid: Paid = Paid()

    @cached_property
    def owed(self) -> int:
        return sum(line.owed for line in self.lines)

    @cached_property
    def rest(self) -> int:
        """What it still has to pay; below 0 what it is to get back."""
        return self.owed - self.paid.received - self.paid.carried

    def unweighed(self, items: Mapping[int, Item]) -> tuple[Line, ...]:
        """Lines whose price is only known after weighing, and that nobody has weighed."""
        return tuple(line for line in self.lines if line.weight is None and by_weight(items.get(line.item)))


@dataclass(frozen=True, slots=True)
class Sold:
    """What became of one item over the whole window, in thousandths."""

    item: Item
    ordered: int
    given_out: int  #: as weighed, or else as ordered
    fen: int
    households: int

    @property
    def came(self) -> int | None:
        """What arrived, or else what was bought; None while nobody knows."""
        return self.item.bought if self.item.arrived is None else self.item.arrived

    @property
    def left_over(self) -> int | None:
        """What nobody took; below 0 what is missing."""
        return None if self.came is None else self.came - self.given_out


@dataclass(frozen=True)
class Account:
    """A window's account: it is what its households' accounts and the expenses come to. Each sum goes over all
    households, so it is worked out once however many people read it."""

    households: tuple[Household, ...]
    goods: tuple[Sold, ...]
    expenses: int = 0

    @cached_property
    def buying(self) -> int:
        """Households that have something ordered; others only have a balance from elsewhere."""
        return sum(bool(each.lines) for each in self.households)

    @cached_property
    def owed(self) -> int:
        return sum(sold.fen for sold in self.goods)

    @cached_property
    def cash(self) -> int:
        return sum(each.paid.cash for each in self.households)

    @cached_property
    def transfer(self) -> int:
        return sum(each.paid.transfer for each in self.households)

    @cached_property
    def refunded(self) -> int:
        return sum(each.paid.refunded for each in self.households)

    @cached_property
    def carried(self) -> int:
        return sum(each.paid.carried for each in self.households)

    @cached_property
    def received(self) -> int:
        return self.cash + self.transfer + self.refunded

    @cached_property
    def outstanding(self) -> int:
        """What households still have to pay."""
        return sum(max(0, each.rest) for each in self.households)

    @cached_property
    def to_pay_back(self) -> int:
        """What is owed to households, as a sum above 0."""
        return sum(max(0, -each.rest) for each in self.households)

    @cached_property
    def rest(self) -> int:
        return self.outstanding - self.to_pay_back

    @cached_property
    def difference(self) -> int:
        """Money that is left with the village after what the round cost it; below 0 what it put in."""
        return self.received - self.expenses


@dataclass(slots=True)
class _Open:
    lines: list[Line] = field(default_factory=list)
    paid: Paid = Paid()


def settle(
    items: Iterable[Item], lines: Iterable[Line], payments: Mapping[int, Paid], expenses: int = 0
) -> Account:
    """The account of a window from its lines and what each household paid."""
    opened: dict[int, _Open] = {}
    for line in lines:
        opened.setdefault(line.household, _Open()).lines.append(line)
    for household, paid in payments.items():
        opened.setdefault(household, _Open()).paid = paid
    households = tuple(Household(key, tuple(each.lines), each.paid) for key, each in opened.items())
    return Account(households, _goods(items, households), expenses)


def _goods(items: Iterable[Item], households: Iterable[Household]) -> tuple[Sold, ...]:
    by_item: dict[int, list[Line]] = {}
    for household in households:
        for line in household.lines:
            by_item.setdefault(line.item, []).append(line)
    return tuple(
        Sold(
            item, sum(line.quantity for line in taken), sum(line.actual for line in taken),
            sum(line.owed for line in taken), len({line.household for line in taken}),
        )
        for item in items for taken in (by_item.get(item.id, []),)
    )  # fmt: skip


def by_weight(item: Item | None) -> bool:
    """Whether an item's price is only known after weighing."""
    return item is not None and item.weighed and item.price > 0


def saved(item: Item, line: Line) -> int:
    """How much less than at the market's price a line cost; 0 when nobody knows that price, or it was no less."""
    if item.market_price is None:
        return 0
    return max(0, line_amount(item.market_price, line.actual) - line.owed)


@dataclass(frozen=True, slots=True)
class Supply:
    """One item as its supplier is asked for it."""

    item: Item
    ordered: int

    @property
    def cases(self) -> int | None:
        """Whole cases that it takes; None when it does not come in cases."""
        return None if self.item.case_size is None else -(-self.ordered // self.item.case_size)

    @property
    def to_buy(self) -> int:
        """What was asked for, or else what the orders and whole cases come to; nothing below the minimum."""
        if self.item.bought is not None:
            return self.item.bought
        if self.item.minimum is not None and self.ordered < self.item.minimum:
            return 0
        return self.ordered if self.cases is None else self.cases * (self.item.case_size or 0)

    @property
    def over(self) -> int:
        """More than was ordered."""
        return max(0, self.to_buy - self.ordered)

    @property
    def short(self) -> int:
        """Less than was ordered."""
        return max(0, self.ordered - self.to_buy)
