"""One window as its board shows it: the goods against their quotas, the orders by door, what is not confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from console.house import Visitor
from domain import cases
from domain.areas import Area, contains
from domain.doors import by_door
from domain.orders import Item, OrderLine, Window, total
from domain.permissions import Action
from storage import areas, baskets, boards, notes, people, windows
from storage.boards import BoardLine
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Ordering:
    """One person's order."""

    person: int
    name: str
    lines: tuple[OrderLine, ...]
    notes: tuple[str, ...] = ()  #: for whoever packs, each with the goods it is about

    @property
    def amount(self) -> int:
        return total(self.lines)

    @property
    def weighed(self) -> bool:
        """Whether the amount is an estimate."""
        return _estimated(self.lines)


@dataclass(frozen=True, slots=True)
class HouseholdOrders:
    """What goes to one door in one bag."""

    key: str
    door: str
    part: str
    orders: tuple[Ordering, ...]

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        return tuple(line for order in self.orders for line in order.lines)

    @property
    def amount(self) -> int:
        return total(self.lines)

    @property
    def weighed(self) -> bool:
        """Whether the amount is an estimate."""
        return _estimated(self.lines)


@dataclass(frozen=True, slots=True)
class Wish:
    """One item of a basket, beside what the same person has ordered of it."""

    item: Item
    quantity: int
    ordered: int


@dataclass(frozen=True, slots=True)
class Basket:
    """What somebody put together and did not confirm: no order. `caller` has phoned, if `phoned_at` is not 0."""

    person: int
    name: str
    phone: str
    door: str
    part: str
    lines: tuple[Wish, ...]
    caller: str = ""
    phoned_at: int = 0


@dataclass(frozen=True, slots=True)
class Goods:
    """An item with what the listed households take of it."""

    item: Item
    quantity: int
    amount: int
    households: int


@dataclass(frozen=True, slots=True)
class Board:
    """`whole`: its reader sees every household of the village, and not only those of some micro-grids. `lapsed`: the
    baskets are those that were left when the window closed."""

    window: Window
    village: Area
    taking: bool
    whole: bool
    households: tuple[HouseholdOrders, ...]
    baskets: tuple[Basket, ...]

    @property
    def lapsed(self) -> bool:
        return self.window.state != "open"

    @property
    def total(self) -> int:
        return total(self._lines())

    @property
    def weighed(self) -> bool:
        """Whether the total is an estimate."""
        return _estimated(self._lines())

    @property
    def to_case(self) -> dict[int, int]:
        """By item how much fills the case that has been begun."""
        begun = [item for item in self.window.items if item.taken]
        return {item.id: more for item in begun if (more := cases.missing(item, item.taken))}

    @property
    def to_minimum(self) -> dict[int, int]:
        """By item how much is missing so that it comes at all."""
        return {item.id: more for item in self.window.items if (more := cases.lacking(item, item.taken))}

    @property
    def goods(self) -> list[Goods]:
        """What the supplier brings. Amounts are sums of the rounded lines, so that they add up to the total."""
        listed = []
        for item in self.window.items:
            bags = [[line for line in bag.lines if line.item.id == item.id] for bag in self.households]
            lines = [line for bag in bags for line in bag]
            listed.append(Goods(item, sum(line.quantity for line in lines), total(lines), sum(map(bool, bags))))
        return listed

    def _lines(self) -> list[OrderLine]:
        return [line for household in self.households for line in household.lines]


def load(tx: Transaction, visitor: Visitor, window: int, now: int) -> Board | None:
    """The board of a window for somebody; None when there is no such window, or none that concerns them."""
    found = windows.get(tx, window)
    village = areas.get(tx, found.village) if found else None
    if found is None or village is None:
        return None
    paths = seen_of(visitor, village.path)
    if not paths:
        return None
    lines = [line for path in paths for line in boards.lines(tx, window, path)]
    return Board(
        found, village, found.taking_orders(now), visitor.may(Action.SEE_ORDERS, village.path),
        _households(found, lines, notes.of_window(tx, window)), _baskets(tx, visitor, found, paths, lines),
    )  # fmt: skip


def seen_of(visitor: Visitor, village_path: str) -> tuple[str, ...]:
    """The paths in a village whose orders somebody sees; "" for all, which is more than the village where family
    elsewhere orders."""
    if visitor.may(Action.SEE_ORDERS, village_path):
        return ("",)
    return tuple(path for path in visitor.scope(Action.SEE_ORDERS) if contains(village_path, path))


def _households(
    window: Window, lines: Iterable[BoardLine], noted: Mapping[tuple[int, int], str]
) -> tuple[HouseholdOrders, ...]:
    items = {item.id: item for item in window.items}
    orders: dict[int, list[BoardLine]] = {}
    for line in lines:
        orders.setdefault(line.order, []).append(line)
    bags: dict[str, list[list[BoardLine]]] = {}
    for order in orders.values():
        first = order[0]
        key = str(first.household) if first.household else f"person-{first.person}"
        bags.setdefault(key, []).append(order)
    households = [
        HouseholdOrders(
            key, bag[0][0].door, bag[0][0].part,
            tuple(
                Ordering(order[0].person, order[0].name, _lines(items, order), _notes(items, order, noted))
                for order in bag
            ),
        )
        for key, bag in bags.items()
    ]  # fmt: skip
    return tuple(sorted(households, key=lambda bag: (by_door(bag.door), bag.part, bag.key)))


def _baskets(
    tx: Transaction, visitor: Visitor, window: Window, paths: Iterable[str], lines: Iterable[BoardLine]
) -> tuple[Basket, ...]:
    """Baskets in the open questions, or those that were written down when the window closed."""
    ordered = {(line.person, line.item): line.quantity for line in lines}
    if window.state == "open":
        found = _open_baskets(tx, visitor, window, ordered)
    else:
        found = [
            Basket(
                each.person, each.name, each.phone, each.door, each.part,
                _wishes(window, each.person, each.wished, ordered), each.caller, each.phoned_at,
            )
            for path in paths for each in baskets.of_window(tx, window.id, path)
        ]  # fmt: skip
    listed = [basket for basket in found if basket.lines]
    return tuple(sorted(listed, key=lambda basket: (by_door(basket.door), basket.part, basket.person)))


def _open_baskets(
    tx: Transaction, visitor: Visitor, window: Window, ordered: Mapping[tuple[int, int], int]
) -> list[Basket]:
    found = []
    for person_id, wished in baskets.waiting(tx, window.id).items():
        person = people.get(tx, person_id)
        if person and visitor.may(Action.SEE_ORDERS, person.area_path or person.village_path):
            lines = _wishes(window, person.id, wished, ordered)
            found.append(Basket(person.id, person.name, person.phone, person.door, "", lines))
    return found


def _wishes(
    window: Window, person: int, wished: Mapping[int, int], ordered: Mapping[tuple[int, int], int]
) -> tuple[Wish, ...]:
    """What is wished otherwise than ordered; goods only to be cancelled are nothing to phone about."""
    wishes = (Wish(item, wished.get(item.id, 0), ordered.get((person, item.id), 0)) for item in window.items)
    return tuple(wish for wish in wishes if 0 < wish.quantity != wish.ordered)


def _notes(
    items: Mapping[int, Item], order: list[BoardLine], noted: Mapping[tuple[int, int], str]
) -> tuple[str, ...]:
    """What stands about an order and the goods that are in it."""
    number, there = order[0].order, [line.item for line in order]
    found = [(noted.get((number, item), ""), items[item].name) for item in there if item in items]
    whole = noted.get((number, notes.WHOLE_ORDER), "")
    return (*(f"{name}：{words}" for words, name in found if words), *([whole] if whole else []))


def _estimated(lines: Iterable[OrderLine]) -> bool:
    return any(line.item.weighed and line.item.price for line in lines)


def _lines(items: dict[int, Item], order: Iterable[BoardLine]) -> tuple[OrderLine, ...]:
    """The lines in the window's order of items; nothing of what the window does not have."""
    ordered = {line.item: line for line in order}
    found = [(item, ordered[key]) for key, item in items.items() if key in ordered]
    return tuple(OrderLine(item, line.quantity, line.price) for item, line in found)
