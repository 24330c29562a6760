"""A weigh-up as it was typed, held against the bags: what is plausible, what must be asked, what reads in no way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.accounts import Household, Line, by_weight
from domain.amounts import THOUSANDTHS
from domain.orders import Item
from domain.weighing import doubt, weigh
from nlu.catalog import Catalog
from nlu.tokens import ITEM, tokenize
from nlu.units import convert
from nlu.unknown import resolve_unknown
from nlu.weights import Weighed

NO_BAG, NOT_IN_BAG, WHICH, NOT_BY_WEIGHT = TROUBLES = ("no_bag", "not_in_bag", "which_item", "not_by_weight")
"""Beside the troubles of a line itself: no such bag; nothing of that in it; not certain what was weighed; something
that is not sold by weight."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in one bag. `doubt`: why it is asked about before it counts, "" when it is plausible."""

    number: int
    household: int
    item: Item
    ordered: int
    quantity: int
    fen: int | None  #: as it was given, None: at the price agreed
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """`unread`: lines that cannot be recorded as they are, each with the trouble."""

    entries: tuple[Entry, ...]
    unread: tuple[Weighed, ...]

    @property
    def sure(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if not entry.doubt)

    @property
    def doubtful(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.doubt)


def review(
    found: Iterable[Weighed], bags: Mapping[int, Household], items: Mapping[int, Item], catalog: Catalog
) -> Review:
    """`bags` has each bag's household by its number; the catalog is that of the window's items."""
    read = list(found)
    counts: dict[int, int] = {}
    for weighed in read:
        counts[weighed.number] = counts.get(weighed.number, 0) + 1
    entries: list[Entry] = []
    unread: list[Weighed] = []
    for weighed in read:
        entry = _entry(weighed, bags.get(weighed.number), items, catalog, counts[weighed.number])
        if isinstance(entry, Entry):
            entries.append(entry)
        else:
            unread.append(replace(weighed, trouble=entry))
    return Review(tuple(entries), tuple(unread))


def checked(number: int, household: Household, item: Item, quantity: int | None, fen: int | None) -> Entry | str:
    """What was weighed of an item in a bag, with its doubt; or why it cannot be."""
    lines = [line for line in household.lines if line.item == item.id]
    if not lines:
        return NOT_IN_BAG
    if not by_weight(item):
        return NOT_BY_WEIGHT
    ordered = sum(line.quantity for line in lines)
    weighed = ordered if quantity is None else quantity
    asked = doubt(ordered, weighed) or (_price_doubt(lines, weighed, fen) if fen is not None else "")
    return Entry(number, household.id, item, ordered, weighed, fen, asked)


def _entry(
    weighed: Weighed, household: Household | None, items: Mapping[int, Item], catalog: Catalog, count: int
) -> Entry | str:
    if weighed.trouble:
        return weighed.trouble
    if household is None:
        return NO_BAG
    item = _item(weighed, household, items, catalog, count)
    if isinstance(item, str):
        return item
    quantity = None
    if weighed.quantity is not None:
        quantity = convert(Decimal(weighed.quantity) / THOUSANDTHS, "斤", item.unit)
        if quantity is None:
            return NOT_BY_WEIGHT
    return checked(weighed.number, household, item, quantity, weighed.fen)


def _item(
    weighed: Weighed, household: Household, items: Mapping[int, Item], catalog: Catalog, count: int
) -> Item | str:
    """What a line names; without a name, what there is to weigh in the bag, in the window's order."""
    inside = dict.fromkeys(line.item for line in household.lines)
    if weighed.item:
        named = named_items(weighed.item, catalog)
        fitting = [items[key] for key in inside if items[key].name in named]
        if len(fitting) == 1:
            return fitting[0]
        return WHICH if fitting or not named else NOT_IN_BAG
    to_weigh = [item for key, item in items.items() if key in inside and by_weight(item)]
    return to_weigh[weighed.place] if len(to_weigh) == count else WHICH


def named_items(text: str, catalog: Catalog) -> set[str]:
    """The names of the items on offer that a word may mean."""
    tokens = resolve_unknown(tokenize(text, catalog), catalog)
    return {item.name for token in tokens if token.kind == ITEM for item in token.items}


def _price_doubt(lines: list[Line], weighed: int, fen: int) -> str:
    expected = sum(weighing.fen for weighing in weigh(lines, weighed, None))
    return doubt(expected, fen)
