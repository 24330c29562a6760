"""What a village can order now: the items of its open windows under one catalog, built once and kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.orders import Item, Window
from nlu.catalog import Catalog, CatalogItem


@dataclass(frozen=True, slots=True)
class Offer:
    """Open windows with their items. Names are unique: an item that two windows offer bears its window's title,
    and its bare name fits both, so that it is asked about."""

    windows: tuple[Window, ...]
    catalog: Catalog
    items: dict[int, Item]
    by_name: dict[str, Item]
    called: dict[int, tuple[str, ...]]
    """The words of two characters and more that mean an item and nothing else on offer: 猪肉 where there is 土猪肉."""

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
        return cls(tuple(windows), catalog, items, by_name, called)

    def window(self, window: int) -> Window | None:
        """An open window by its id."""
        return next((found for found in self.windows if found.id == window), None)
