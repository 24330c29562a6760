"""How an audience can be told, before a notice is sent to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

OUTSIDE, MANY, OFTEN = "area", "size", "often"
"""Why a second person must confirm: people outside the author's area, or more than a village has set."""


@dataclass(frozen=True, slots=True)
class Named:
    """One of the audience, as an example for whoever sends."""

    person: int
    name: str
    door: str


@dataclass(frozen=True, slots=True)
class Reach:
    """`chat` counts people by the account in which they would be written to: each once, where they were last."""

    people: int = 0
    households: int = 0
    chat: Mapping[str, int] | None = None
    phone: int = 0  #: have a telephone and no chat
    knock: int = 0  #: have neither
    doors: int = 0  #: households of those
    names: tuple[Named, ...] = ()

    @property
    def by_kind(self) -> dict[str, int]:
        """In chat, by kind of channel: all bots on Telegram are one."""
        counted: dict[str, int] = {}
        for account, count in (self.chat or {}).items():
            kind = account.partition(":")[0]
            counted[kind] = counted.get(kind, 0) + count
        return counted

    @property
    def in_chat(self) -> int:
        return sum((self.chat or {}).values())

    def seconds(self, paces: Mapping[str, float]) -> dict[str, int]:
        """How long each account takes; `paces` are deliveries a second, by account or by kind of channel. One without
        a pace takes none."""
        taken = {}
        for account, count in (self.chat or {}).items():
            pace = paces.get(account) or paces.get(account.partition(":")[0])
            taken[account] = ceil(count / pace) if pace else 0
        return taken


def second_person(outside: bool, people: int, above: int) -> str:
    """Why a second person must confirm before it goes out, "" when nobody need."""
    if outside:
        return OUTSIDE
    return MANY if people > above else ""
