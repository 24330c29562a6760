"""From what was said to what is certain: entries against the running order, the limits and one another."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from domain.amounts import FEN, THOUSANDTHS
from nlu.answers import EVERYTHING, Line, Question, Settled
from nlu.catalog import Catalog, CatalogItem
from nlu.corrections import keep_what_alone_is_wanted, standing, without_announcement
from nlu.entries import DROP, LESS, ORDER, SET, Entry, Reading
from nlu.quantities import EXACT, MISSING, VAGUE, Amount
from nlu.spelling import suggestions
from nlu.units import GRAMS, PORTION, convert, plain_unit

LARGEST_UNLIMITED = 1000 * THOUSANDTHS
"""Above a thousand units nobody orders without being asked, limit or not."""


def settle(reading: Reading, catalog: Catalog, order: Mapping[str, int]) -> Settled:
    """All entries of a message turned into lines or questions."""
    return _Settling(catalog, order).run(reading)


class _Settling:
    def __init__(self, catalog: Catalog, order: Mapping[str, int]) -> None:
        self.catalog = catalog
        self.order = order
        self.result = Settled()
        self.amounts: dict[tuple[str, str], int] = {}
        self.changed: dict[str, int] = {}
        self.drops = False
        self.refused: set[tuple[str, str]] = set()

    def run(self, reading: Reading) -> Settled:
        entries, gone = standing(reading, self.order)
        if gone is not None:
            self.ask("needs_confirm", gone)
            self.result.wishes.add("order")
        entries = without_announcement(entries)
        self.drops = any(entry.act == DROP for entry in entries)
        if self.drops or reading.drops_rest:
            keep_what_alone_is_wanted(reading, entries, self.order)
        for entry in entries:
            self._name_running(entry)
        for entry in entries:
            if entry.act != DROP:
                self._wish(entry, reading)
        for entry in entries:
            if entry.act == DROP:
                self._drop(entry)
        self._call_off(reading)
        self._write_lines()
        return self.result

    def _name_running(self, entry: Entry) -> None:
        """改成3斤 and 再来一箱 mean the one item of the running order that they can mean."""
        if entry.doubt != "missing_item" or entry.amount is None or entry.whom:
            return
        if entry.act == ORDER and not entry.more:
            return
        fitting = [
            item for name in self.order if (item := self.catalog.by_name.get(name)) and self._fits(entry, item)
        ]
        if len(fitting) == 1 and (entry.act != ORDER or len(self.order) == 1):
            entry.items, entry.doubt = (fitting[0],), ""

    def _fits(self, entry: Entry, item: CatalogItem) -> bool:
        amount = entry.amount
        return amount is not None and convert(amount.value, amount.unit, item.unit) is not None

    def ask(self, kind: str, entry: Entry, quantity: int | None = None, instead_of: str = "") -> None:
        candidates = tuple(item.name for item in entry.items)
        if not candidates and entry.words and kind == "unknown_item":
            candidates = suggestions(entry.words, self.catalog)
        self.result.questions.append(Question(kind, entry.words, candidates, quantity, instead_of))
        for item in entry.items:
            self.refused.add((entry.whom, item.name))
            if entry.act != ORDER:
                self.amounts.pop((entry.whom, item.name), None)

    def _wish(self, entry: Entry, reading: Reading) -> None:
        """One entry that asks for an amount."""
        if not entry.noted or entry.amount is not None:
            self.result.wishes.add(self._kind(entry))
        if entry.instead_of is not None:
            self._swap(entry, reading)
            return
        quantity = self._quantity(entry)
        if quantity is None:
            return
        item = entry.items[0]
        replaces = entry.act == SET and item.name not in self.order and self.drops
        if entry.act in (SET, LESS) and not replaces:
            self._change(entry, item, quantity)
        else:
            self._order(entry, item, quantity)

    def _kind(self, entry: Entry) -> str:
        if entry.act in (SET, LESS):
            return "change" if self.order or entry.act == SET else "cancel"
        return "add" if entry.more and self.order and not entry.whom else "order"

    def _quantity(self, entry: Entry) -> int | None:
        """Thousandths of the item's unit, or None after asking."""
        amount = entry.amount
        if self._may_be_another(entry):
            entry.doubt = "ambiguous_item"
        if len(entry.items) != 1 or entry.doubt == "ambiguous_item":
            unnamed = "ambiguous_item" if entry.items else "unknown_item"
            self.ask("missing_item" if entry.doubt == "missing_item" else unnamed, entry)
            return None
        if amount is None and entry.times is not None and entry.items[0].name in self.order and not entry.unsure:
            return self._so_many_times(entry, entry.items[0], entry.times)
        if amount is None or amount.sort == MISSING:
            if not (entry.noted and entry.items[0].name in self.order):
                self.ask("needs_confirm" if entry.weak else entry.doubt or "missing_qty", entry)
            return None
        item = entry.items[0]
        quantity = convert(amount.value, amount.unit, item.unit)
        unclear = self._may_be_money(entry, item) or self._may_be_lots(entry, item)
        if amount.sort != EXACT or quantity is None or entry.doubt or entry.unsure or unclear:
            self.ask(entry.doubt or "needs_confirm", entry, None if amount.sort == VAGUE else quantity)
            return None
        return quantity

    def _so_many_times(self, entry: Entry, item: CatalogItem, times: Decimal) -> int | None:
        """番茄翻倍, 大米减半: half of one piece is asked about."""
        whole = plain_unit(item.unit) not in GRAMS
        quantity = self.order[item.name] * times
        if quantity % (THOUSANDTHS if whole else 1):
            self.ask("needs_confirm", entry)
            return None
        return int(quantity)

    def _may_be_another(self, entry: Entry) -> bool:
        """鸡2 where a hen and wings are on offer: with no measure word it may be either."""
        if len(entry.words) != 1 or entry.amount is None or entry.amount.unit:
            return False
        return any(entry.words in item.name and item not in entry.items for item in self.catalog.items)

    def _may_be_lots(self, entry: Entry, item: CatalogItem) -> bool:
        """玉米3根装的来两份: two lots of three, or two."""
        return entry.weak and entry.amount is not None and entry.amount.unit == PORTION != plain_unit(item.unit)

    def _may_be_money(self, entry: Entry, item: CatalogItem) -> bool:
        """香干5块 at 5 yuan a portion may be five pieces or five yuan."""
        amount = entry.amount
        if amount is None or amount.unit != "块" or plain_unit(item.unit) == "块":
            return False
        return amount.value * FEN == item.price

    def _order(self, entry: Entry, item: CatalogItem, quantity: int) -> None:
        key = (entry.whom, item.name)
        running = 0 if entry.whom else self.order.get(item.name, 0)
        if key in self.amounts or key in self.refused:
            if not entry.more or key in self.refused:
                self.amounts.pop(key, None)
                self.ask("needs_confirm", entry)
                return
            quantity += self.amounts.pop(key)
        elif running and (entry.final or self._is_corrected(entry, item, running)):
            self._change(replace(entry, act=SET), item, quantity)
            self.result.wishes.add("change")
            return
        elif running and not entry.more:
            self.ask("needs_confirm", entry, quantity)
            return
        if self._over(item, running + quantity):
            self.ask("over_limit", entry, quantity)
            return
        self.amounts[key] = quantity

    def _is_corrected(self, entry: Entry, item: CatalogItem, running: int) -> bool:
        """Whether the amount that the entry puts right is that of the running order."""
        said = entry.corrects
        return said is not None and running == convert(said.value, said.unit, item.unit)

    def _over(self, item: CatalogItem, total: int) -> bool:
        return total > (item.limit if item.limit is not None else LARGEST_UNLIMITED)

    def _change(self, entry: Entry, item: CatalogItem, quantity: int) -> None:
        """Sets or lessens what the running order has; without it there is nothing to change."""
        had = self.order.get(item.name)
        if had is None or entry.whom or item.name in self.changed or ("", item.name) in self.refused:
            self.ask("needs_confirm", entry, quantity)
            return
        result = quantity if entry.act == SET else had - quantity
        if result < 0 or not _leaves(entry.excess, item, had - quantity):
            self.ask("needs_confirm", entry, quantity)
        elif self._over(item, result):
            self.ask("over_limit", entry, quantity)
        else:
            self.changed[item.name] = result
            if result == 0:
                self.result.wishes.discard("change")
                self.result.wishes.add("cancel")

    def _swap(self, entry: Entry, reading: Reading) -> None:
        """香蕉换成梨: certain if the old thing is in the running order and the new amount is said (or 斤数不变)."""
        old = entry.instead_of
        assert old is not None
        old_item = old.items[0] if len(old.items) == 1 and not old.doubt else None
        if len(entry.items) != 1 or entry.doubt:
            self.ask(entry.doubt or "ambiguous_item", entry)
            return
        item = entry.items[0]
        known = old_item is not None and old_item.name in self.order and item.name not in self.order
        if old_item is None or not known or entry.unsure or not self._is_all(old):
            self.ask("needs_confirm", entry)
            return
        if entry.amount is None and not reading.same_amount:
            self.ask("missing_qty", entry, instead_of=old_item.name)
            return
        if entry.amount is None and reading.same_amount:
            quantity = self.order[old_item.name] if plain_unit(item.unit) == plain_unit(old_item.unit) else None
            if quantity is None:
                self.ask("needs_confirm", entry)
        else:
            quantity = self._quantity(entry)
        if quantity is None:
            return
        if self._over(item, quantity):
            self.ask("over_limit", entry, quantity)
            return
        self.changed[old_item.name], self.changed[item.name] = 0, quantity

    def _is_all(self, entry: Entry) -> bool:
        """Whether what is said of a running item is all of it: 汤圆2袋改水饺2袋 where 2 were ordered."""
        item, amount = entry.items[0], entry.amount
        return amount is None or convert(amount.value, amount.unit, item.unit) == self.order[item.name]

    def _drop(self, entry: Entry) -> None:
        """不要X: gone from the running order; a word beside an order; a doubt when it is all that was said."""
        alone = not (self.amounts or self.changed or self.result.wishes & {"order", "add", "change"})
        in_order = [item for item in entry.items if item.name in self.order]
        certain = not entry.unsure and (not entry.doubt or (entry.doubt == "ambiguous_item" and len(entry.items) > 1))
        asked = any(("", item.name) in self.refused for item in in_order)
        if len(in_order) == 1 and certain and not entry.whom and not asked:
            item = in_order[0]
            if entry.amount is not None and self._quantity(entry) != self.order[item.name]:
                if not self.result.questions:
                    self.ask("needs_confirm", entry)
            else:
                self.changed[item.name] = 0
            self.result.wishes.add("cancel")
        elif in_order:
            self.ask("ambiguous_item" if len(in_order) > 1 else "needs_confirm", entry)
            self.result.wishes.add("cancel")
        elif alone:
            self.ask("needs_confirm", entry)
            self.result.wishes.add("cancel")

    def _call_off(self, reading: Reading) -> None:
        """都不要了, 取消: everything in the running order, if nothing else was meant."""
        if reading.drops_all:
            self.result.wishes.add("cancel")
            if not self.order and self.amounts:
                self.result.wishes.discard("cancel")
            elif not self.order:
                self.result.questions.append(Question("needs_confirm", EVERYTHING))
            elif self.changed or reading.keeps_named or reading.drops_unsure or self.result.questions:
                self.result.questions.append(Question("needs_confirm", EVERYTHING))
                self.changed.clear()
            elif self.amounts:
                self.changed.update(dict.fromkeys(self.order, 0))
            else:
                self.result.lines.append(Line(EVERYTHING, 0, ""))
        elif reading.drops_rest and self.order:
            self.result.wishes.add("cancel")
            if reading.keeps_named and self._keep_only(reading):
                return
            self.result.questions.append(Question("needs_confirm", EVERYTHING))
        elif reading.drops_unnamed and not (self.amounts or self.changed or self.result.wishes):
            self.result.wishes.add("cancel")
            self.result.questions.append(Question("needs_confirm", ""))

    def _keep_only(self, reading: Reading) -> bool:
        """除了鸡蛋都不要了: all but what is named goes, if that is in the running order and nothing else was said."""
        kept = {item.name for entry in reading.open for item in entry.items if not entry.doubt}
        if self.amounts or self.changed or not kept or not kept <= self.order.keys():
            return False
        self.changed.update({name: 0 for name in self.order if name not in kept})
        return True

    def _write_lines(self) -> None:
        changes = bool(self.changed)
        for (whom, name), quantity in self.amounts.items():
            item = self.catalog.by_name[name]
            running = self.order.get(name, 0) if changes and not whom else 0
            self.result.lines.append(Line(name, running + quantity, item.unit, whom))
        for name, quantity in self.changed.items():
            item_or_none = self.catalog.by_name.get(name)
            self.result.lines.append(Line(name, quantity, item_or_none.unit if item_or_none else ""))


def _leaves(excess: Amount | None, item: CatalogItem, difference: int) -> bool:
    """Whether 多写了1斤，应该是2斤 fits what is in the running order, where it was said."""
    return excess is None or convert(excess.value, excess.unit, item.unit) == difference
