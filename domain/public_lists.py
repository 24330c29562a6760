"""接龙: what the doors of a village have ordered in a window, as everybody may read it: doors and goods only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.amounts import format_quantity
from domain.orders import Item, Window
from domain.web_addresses import opens_elsewhere

ROOM = 3_900
"""Code points for the doors and the totals of a list that is to fit into one message of 4,096."""

NEWEST = 30
"""Doors of a list that is too long to be shown whole."""

AROUND = 12
"""Code points that an amount takes at most besides name and number: its unit in any language, the spaces."""

LEFT = 30
"""Code points at most for what is left of an item."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A door with its goods (thousandths), numbered in order of placing."""

    number: int
    door: str
    goods: tuple[tuple[Item, int], ...]

    @property
    def length(self) -> int:
        """At most so many code points, whatever the language."""
        return len(f"{self.number}. {self.door}") + sum(_length(item, amount) for item, amount in self.goods) + 1


@dataclass(frozen=True, slots=True)
class PublicList:
    """All doors of a window, and what they come to."""

    entries: tuple[Entry, ...]
    totals: tuple[tuple[Item, int], ...]

    @classmethod
    def of(cls, items: Sequence[Item], rows: Iterable[tuple[str, int, int, int, int]]) -> "PublicList":
        """From (door, item, thousandths, first order, household): two people of a household are one entry."""
        doors: dict[int, str] = {}
        first: dict[int, int] = {}
        goods: dict[int, dict[int, int]] = {}
        totals: dict[int, int] = {}
        for door, item, amount, order, household in rows:
            doors[household] = door
            first[household] = min(order, first.get(household, order))
            goods.setdefault(household, {})[item] = amount
            totals[item] = totals.get(item, 0) + amount
        placed = sorted(goods, key=lambda household: first[household])
        entries = tuple(
            Entry(number, doors[home], tuple((item, has[item.id]) for item in items if item.id in has))
            for number, (home, has) in enumerate(((home, goods[home]) for home in placed), 1)
        )
        return cls(entries, tuple((item, totals[item.id]) for item in items if item.id in totals))

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries that fit into one message beside the totals: all of them, or else only the newest."""
        room = ROOM - sum(_length(item, amount) + LEFT for item, amount in self.totals)
        if sum(entry.length for entry in self.entries) <= room:
            return self.entries
        newest = self.entries[-NEWEST:]
        while newest and sum(entry.length for entry in newest) > room:
            newest = newest[1:]
        return newest

    def told(self, window: Window, now: int) -> dict[str, Any]:
        """What the texts of a list are told."""
        return {
            "window": window, "doors": self.shown, "households": len(self.entries), "totals": self.totals,
            "taking": window.taking_orders(now),
        }  # fmt: skip


    def copies(self, window: Window, now: int, link: str, bot: str) -> list[tuple[str, dict[str, Any]]]:
        """The texts about a window that are copied into a group which no bot reads: templates and what they are
        told. `link` opens the web chat, if it does for others, `bot` the one at a vendor, "" where there is none."""
        told = self.told(window, now) | {"link": link if opens_elsewhere(link) else "", "bot": bot}
        texts = ("copy_window", "copy_list") if window.taking_orders(now) else ("copy_closed",)
        return [(f"groups/{text}", told) for text in texts]


def _length(item: Item, amount: int) -> int:
    return len(item.name) + len(format_quantity(amount)) + len(item.unit) + AROUND
