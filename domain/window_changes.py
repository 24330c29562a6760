"""What is to be another way in a window that is open."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from domain.orders import Item, Window


@dataclass(frozen=True, slots=True)
class WindowChange:
    """Prices, quotas and limits by item; empty and 0 where nothing changes. Times are epoch milliseconds."""

    prices: Mapping[int, int] = field(default_factory=dict)
    quotas: Mapping[int, int] = field(default_factory=dict)
    limits: Mapping[int, int] = field(default_factory=dict)
    off: tuple[int, ...] = ()  #: items that are taken off
    added: tuple[Item, ...] = ()
    closes_at: int = 0
    arrives: str = ""
    place: str = ""
    every_days: int | None = None  #: 0: no further round by itself
    cancelled: bool = False

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "WindowChange":
        by_item: dict[str, Any] = {
            name: {int(item): value for item, value in data[name].items()} for name in _BY_ITEM
        }
        added = tuple(Item(**entry | {"aliases": tuple(entry["aliases"])}) for entry in data["added"])
        rest = {name: data[name] for name in ("closes_at", "arrives", "place", "every_days", "cancelled")}
        return cls(**by_item, off=tuple(data["off"]), added=added, **rest)

    @property
    def gives_back(self) -> bool:
        """Whether orders are cancelled by it, which is asked a second time."""
        return self.cancelled or bool(self.off)

    def needed(self, window: Window, now: int) -> "WindowChange":
        """Without what is so already."""
        items = {item.id: item for item in window.items}
        closes_at = self.closes_at if self.closes_at != window.closes_at else 0
        return WindowChange(
            {item: price for item, price in self.prices.items() if items[item].price != price},
            {item: quota for item, quota in self.quotas.items() if _there(items[item]) != quota},
            {item: limit for item, limit in self.limits.items() if items[item].limit != limit},
            self.off, self.added, closes_at,
            self.arrives if self.arrives != window.arrives else "", self.place if self.place != window.place else "",
            self.every_days if self.every_days != window.every_days else None, self.cancelled,
        )  # fmt: skip

    def too_low(self, window: Window) -> tuple[Item, ...]:
        """Items of which more is taken than there would be; goods to be shared may be fewer than are wished for."""
        found = [item for item in window.items if not item.sharing]
        return tuple(item for item in found if self.quotas.get(item.id, item.taken) < item.taken)

    def described(self, window: Window) -> dict[str, Any]:
        """What pages and templates show of it: items with their new values."""
        return {
            "prices": [(item, self.prices[item.id]) for item in window.items if item.id in self.prices],
            "quotas": [(item, self.quotas[item.id]) for item in window.items if item.id in self.quotas],
            "limits": [(item, self.limits[item.id]) for item in window.items if item.id in self.limits],
            "taken_off": [item for item in window.items if item.id in self.off],
            "added": list(self.added), "closes_at": self.closes_at, "arrives": self.arrives, "place": self.place,
            "every_days": self.every_days, "cancelled": self.cancelled,
        }  # fmt: skip


def _there(item: Item) -> int | None:
    """How much of an item there is: its quota, or what is to be shared."""
    return item.to_share if item.sharing else item.quota


_BY_ITEM = ("prices", "quotas", "limits")

NOTHING = WindowChange()
