"""What a village can order now: the items of its open windows under one catalog, built once and kept."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.orders import Item, Window
from nlu.catalog import Catalog, CatalogItem
from nlu.units import COUNTED, GRAMS

LONGEST_PLAIN = 200

_AMOUNT = (
    r"(?:\d{1,3}(?:\.\d{1,2})?|[半一二两三四五六七八九十]{1,3}) ?"
    rf"(?:(?:{'|'.join(sorted((*GRAMS, *COUNTED), key=len, reverse=True))})半?)?"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """Open windows with their items. Names are unique: an item that two windows offer bears its window's title,
    and its bare name fits both, so that it is asked about."""

    windows: tuple[Window, ...]
    catalog: Catalog
    items: dict[int, Item]
    by_name: dict[str, Item]
    called: dict[int, tuple[str, ...]]
    """The words of two characters and more that mean an item and nothing else on offer: 猪肉 where there is
    土猪肉."""
    plain: re.Pattern[str]

    @classmethod
    def build(cls, windows: Sequence[Window]) -> "Offer":
        counts = Counter(item.name for window in windows for item in window.items)
        by_name: dict[str, Item] = {}
        entries = []
        for window in windows:
            for item in window.items:
                shared = counts[item.name] > 1
                name = f"{item.name}（{window.title}）" if shared else item.name
                aliases = (*item.aliases, item.name) if shared else item.aliases
                by_name[name] = replace(item, name=name)
                entries.append(CatalogItem(name, item.unit, item.price, item.limit, aliases, item.spec))
        items = {item.id: item for item in by_name.values()}
        catalog = Catalog.build(entries)
        words = catalog.meaning()
        called = {item.id: words.get(name, (name,)) for name, item in by_name.items()}
        return cls(tuple(windows), catalog, items, by_name, called, _plain(called.values()))

    def is_plain(self, text: str) -> bool:
        """Whether a text is goods and amounts and nothing else, so that it cannot be anything but an order."""
        return len(text) <= LONGEST_PLAIN and self.plain.fullmatch(text) is not None

    def window(self, window: int) -> Window | None:
        """An open window by its id."""
        return next((found for found in self.windows if found.id == window), None)


def _plain(called: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    names = sorted((name for names in called for name in names), key=len, reverse=True)
    if not names:
        return re.compile("(?!)")
    name = "|".join(map(re.escape, names))
    return re.compile(rf"(?:我?要|来|订)?(?:(?:(?:{name}) ?{_AMOUNT}|{_AMOUNT} ?(?:{name}))[ ,，、;；\n]*)+")
