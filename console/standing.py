"""A window after its closing as the pages for packing and settling show it, read in a handful of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request

from console.house import LARGEST_ID, House, Visitor, number
from domain.accounts import Account, Line, Supply, by_weight
from domain.accounts import Household as Owing
from domain.areas import Area
from domain.doors import by_door
from domain.orders import Item, Window
from domain.permissions import Action
from domain.pickups import DELIVERY, PICKUP, Bag, Slot
from storage import accounts, areas, audit, notes, people, slots, windows
from storage.accounts import Buyer
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Goods:
    """One item in a bag, over all orders of the household, with what its buyers wish of it."""

    item: Item
    quantity: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """One household's bag: what goes into it, and for whom."""

    bag: Bag
    buyers: tuple[Buyer, ...]
    goods: tuple[Goods, ...]
    notes: tuple[str, ...]  #: about the whole order
    owing: Owing

    @property
    def names(self) -> str:
        return "、".join(dict.fromkeys(buyer.name for buyer in self.buyers))


@dataclass(frozen=True, slots=True)
class Pile:
    """The bags of one slot; `slot` None: those for the door (`delivery`), or those that have no slot."""

    slot: Slot | None
    delivery: bool
    bags: tuple[Packed, ...]


@dataclass(frozen=True)
class Standing:
    window: Window
    village: Area
    account: Account
    bags: dict[int, Bag]
    buyers: tuple[Buyer, ...]
    notes: dict[tuple[int, int], str]
    slots: tuple[Slot, ...]
    suppliers: dict[int, str]

    @cached_property
    def items(self) -> dict[int, Item]:
        return {item.id: item for item in self.window.items}

    @cached_property
    def packed(self) -> tuple[Packed, ...]:
        """Every household's bag, by number and then by door."""
        buyers: dict[int, list[Buyer]] = {}
        for buyer in self.buyers:
            buyers.setdefault(buyer.household, []).append(buyer)
        found = [
            Packed(
                self.bags.get(owing.id, Bag(self.window.id, owing.id, 0, "", "", PICKUP, 0, False)),
                tuple(buyers.get(owing.id, ())), self._goods(owing.lines), self._about(owing.lines), owing,
            )
            for owing in self.account.households
        ]  # fmt: skip
        return tuple(sorted(found, key=_in_order))

    @property
    def piles(self) -> list[Pile]:
        """What is packed together: slot by slot, then the bags for the door by their routes, then those without."""
        goods = [each for each in self.packed if each.goods]
        piles = [
            Pile(slot, False, tuple(each for each in goods if each.bag.slot == slot.id and not _to_door(each)))
            for slot in self.slots
        ]
        route = sorted(filter(_to_door, goods), key=lambda each: (each.bag.volunteer, each.bag.place_in_route))
        taken = {each.bag.household for pile in piles for each in pile.bags}
        others = tuple(each for each in goods if not _to_door(each) and each.bag.household not in taken)
        return [pile for pile in (*piles, Pile(None, True, tuple(route)), Pile(None, False, others)) if pile.bags]

    @property
    def unpaid(self) -> list[Packed]:
        """Households that still have something to pay."""
        return [each for each in self.packed if each.owing.rest > 0]

    @property
    def supply(self) -> dict[int, list[Supply]]:
        """What each supplier is asked for, by the supplier (0: nobody is named); what nobody ordered is left out."""
        found: dict[int, list[Supply]] = {}
        for sold in filter(lambda sold: sold.ordered, self.account.goods):
            found.setdefault(sold.item.supplier, []).append(Supply(sold.item, sold.ordered))
        return found

    @property
    def weighed(self) -> list[Packed]:
        """Bags with something in them that is sold by weight."""
        return [each for each in self.packed if any(by_weight(goods.item) for goods in each.goods)]

    def _goods(self, lines: Iterable[Line]) -> tuple[Goods, ...]:
        """In the window's order of items."""
        amounts: dict[int, int] = {}
        said: dict[int, list[str]] = {}
        for line in lines:
            amounts[line.item] = amounts.get(line.item, 0) + line.quantity
            if note := self.notes.get((line.order, line.item)):
                said.setdefault(line.item, []).append(note)
        return tuple(
            Goods(item, amounts[key], tuple(said.get(key, ()))) for key, item in self.items.items() if key in amounts
        )

    def _about(self, lines: Iterable[Line]) -> tuple[str, ...]:
        orders = dict.fromkeys(line.order for line in lines)
        return tuple(note for order in orders if (note := self.notes.get((order, notes.WHOLE_ORDER))))


def _in_order(packed: Packed) -> tuple[int, list[tuple[int, str]], str]:
    bag = packed.bag
    return bag.number or LARGEST_ID, by_door(bag.door), bag.part


def _to_door(packed: Packed) -> bool:
    return packed.bag.way == DELIVERY


async def look(
    house: House, request: Request, visitor: Visitor, deed: str, action: Action = Action.SETTLE_WINDOW
) -> Standing | None:
    """The window of an address, once the look at it is written down; None for those who may not see all of it."""
    window, now = number(request.path_params["window"]), house.clock()
    found = await house.database.read(lambda tx: load(tx, window))
    if found is None or not visitor.may(action, found.village.path):
        return None
    await house.database.write(lambda tx: audit.note(tx, visitor.person.id, deed, window, now))
    return found


def load(tx: Transaction, window: int) -> Standing | None:
    """Everything about a window at one moment."""
    found = windows.get(tx, window)
    village = areas.get(tx, found.village) if found else None
    if found is None or village is None:
        return None
    suppliers = {item.supplier for item in found.items if item.supplier}
    named = {key: person.name for key in suppliers if (person := people.get(tx, key)) is not None}
    return Standing(
        found, village, accounts.load(tx, found), accounts.bags(tx, window), tuple(accounts.buyers(tx, window)),
        notes.of_window(tx, window), tuple(slots.of_window(tx, window)), named,
    )  # fmt: skip
