"""Chats of one account whose deliveries wait in the table: nothing newer may go out to them before."""

from dataclasses import dataclass

FORGOTTEN = 60_000
"""Milliseconds after its end for which a chat's hold is remembered, should another process send what waits there."""


@dataclass(slots=True)
class _Hold:
    until: int
    waiting: int = 0  #: given back to the table and not claimed again


class Holds:
    """Times are epoch milliseconds."""

    def __init__(self) -> None:
        self._chats: dict[str, _Hold] = {}

    def keep_back(self, chat: str, now: int, fresh: bool) -> bool:
        """Whether a delivery that has just come in must wait as well. `fresh` comes from a turn and not from the
        table, and so stands behind all that waits there."""
        hold = self._chats.get(chat)
        if hold is None:
            return False
        if not fresh:
            hold.waiting -= 1
        if hold.until <= now and (hold.waiting <= 0 or now >= hold.until + FORGOTTEN):
            del self._chats[chat]
        return hold.until > now or (fresh and chat in self._chats)

    def begin(self, chat: str, until: int) -> None:
        """Nothing for this chat before `until`."""
        self._chats.setdefault(chat, _Hold(until)).until = until

    def end(self, chat: str, now: int) -> None:
        """The chat is free; what waits for it in the table still goes first."""
        if chat in self._chats:
            self._chats[chat].until = now

    def given_back(self, chat: str, now: int) -> int:
        """One more delivery waits in the table; from when on it may go."""
        hold = self._chats.setdefault(chat, _Hold(now))
        hold.waiting += 1
        return hold.until
