"""How fast the deliveries of one account may follow one another: bulk all together, everything to one chat or group.

All times are epoch milliseconds. A rate is kept by the moment from which the next may go, so that sends are spread
evenly; a minute of a group is counted exactly.
"""

from collections import deque

from domain.messages import Limits
from domain.spans import MINUTE

CATCH_UP = 30.0
"""Milliseconds that bulk may be behind its even spread and make good at once: timers are late by some."""

BURST = 10
"""Answers to one chat that may follow one another at once, where bulk goes one at a time."""

MOST_OWED = 1_000.0
"""Milliseconds for which answers may hold bulk back: they count as well, and in a rush they are many."""

SEVERAL = 3
SHORTLY = 2_000
"""So many chats told to wait within so many milliseconds mean the whole account, which no 429 says of itself."""

KEPT_CHATS = 4_096
"""Chats whose last moment is remembered before those that it does not hold back any more are forgotten."""


class Pacing:
    """The pace of one account. Says how long to wait; whoever asks does the waiting."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._each = 1_000 / limits.per_second if limits.per_second else 0.0
        self._each_chat = 1_000 / limits.per_chat if limits.per_chat else 0.0
        self._next_bulk = 0.0
        self._next_in_chat: dict[str, float] = {}
        self._most_chats = KEPT_CHATS
        self._in_group: dict[str, deque[int]] = {}
        self._told_to_wait: dict[str, int] = {}
        self._bulk_rests = 0

    def bulk_wait(self, now: int) -> float:
        """Milliseconds until more bulk may go."""
        return max(0.0, self._next_bulk - now, self._bulk_rests - now)

    def chat_wait(self, chat: str, bulk: bool, now: int) -> float:
        """Milliseconds until this chat may get something more."""
        if self._is_group(chat):
            said = self._in_group.get(chat)
            return max(0.0, said[0] + MINUTE - now) if said and len(said) == self._limits.per_group else 0.0
        if not self._each_chat:
            return 0.0
        spared = 0.0 if bulk else (BURST - 1) * self._each_chat
        return max(0.0, self._next_in_chat.get(chat, 0.0) - now - spared)

    def goes(self, chat: str, now: int) -> None:
        """Something goes to this chat now."""
        if self._each:
            self._next_bulk = min(max(self._next_bulk, now - CATCH_UP) + self._each, now + MOST_OWED)
        if self._is_group(chat):
            self._in_group.setdefault(chat, deque(maxlen=self._limits.per_group)).append(now)
        elif self._each_chat:
            self._forget_chats(now)
            self._next_in_chat[chat] = max(self._next_in_chat.get(chat, 0.0), now) + self._each_chat

    def told_to_wait(self, chat: str, until: int, now: int) -> None:
        """The vendor wants nothing for this chat before `until`. When it says so for several, it means the whole
        account: then bulk rests until then, and answers go on as a probe."""
        recent = {other: at for other, at in self._told_to_wait.items() if at > now - SHORTLY}
        self._told_to_wait = recent | {chat: now}
        if len(self._told_to_wait) >= SEVERAL:
            self._bulk_rests = max(self._bulk_rests, until)

    def _forget_chats(self, now: int) -> None:
        if len(self._next_in_chat) >= self._most_chats:
            self._next_in_chat = {chat: then for chat, then in self._next_in_chat.items() if then > now}
            self._most_chats = max(KEPT_CHATS, 2 * len(self._next_in_chat))

    def _is_group(self, chat: str) -> bool:
        return bool(self._limits.per_group) and chat.startswith(self._limits.group_sign)
