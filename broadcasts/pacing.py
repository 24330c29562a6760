"""How fast the deliveries of one account may follow one another: bulk all together, everything to one chat or group.

All times are epoch milliseconds. A rate is kept by the moment from which the next may go, so that sends are spread
evenly; a quota, such as the minute of a group, is counted exactly.
"""

from collections import deque
from collections.abc import Iterable

from domain.messages import Limits, Quota
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

UNDER_WAY = 2_000
"""Milliseconds that a message may be on its way, longer than another: the vendor counts when it comes in."""

KEPT_CHATS = 4_096
"""Chats whose last moment is remembered before those that it does not hold back any more are forgotten."""


GRAINS = 600
"""Into so many parts a quota of the whole account is cut; what was counted in one is let go of together."""


class Pacing:
    """The pace of one account. Says how long to wait; whoever asks does the waiting."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._each = 1_000 / limits.per_second if limits.per_second else 0.0
        self._each_chat = 1_000 / limits.per_chat if limits.per_chat else 0.0
        self._next_bulk = 0.0
        self._next_in_chat: dict[str, float] = {}
        self._most_chats = KEPT_CHATS
        self._group_quotas = (Quota(limits.per_group, MINUTE),) if limits.per_group else ()
        self._said: dict[str, list[int]] = {}
        self._most_said = KEPT_CHATS
        self._told_to_wait: dict[str, int] = {}
        self._bulk_rests = 0
        self._calls = _Tally(limits.calls) if limits.calls else None
        self._sends = _Tally(limits.sends) if limits.sends else None

    @property
    def longest(self) -> int:
        """Milliseconds for which what was sent counts against a quota."""
        counted = (*self._limits.quotas, self._limits.calls, self._limits.sends)
        return max((quota.milliseconds for quota in counted if quota), default=0)

    def remember(self, said: Iterable[tuple[str, int, int, bool]]) -> None:
        """What chats were sent before this process began, oldest first: (chat, when, in how many messages, whether
        with the same call as the one before)."""
        for chat, at, messages, same in said:
            if self._calls and not same:
                self._calls.add(1, at)
            if self._sends:
                self._sends.add(1, at)
            self.goes(chat, at, messages)

    def account_wait(self, now: int) -> float:
        """Milliseconds until anything more may go at all."""
        return float(max((tally.wait(now) for tally in (self._calls, self._sends) if tally), default=0))

    def calls(self, chats: int, now: int) -> None:
        """One call goes out now, to so many chats."""
        if self._calls:
            self._calls.add(1, now)
        if self._sends:
            self._sends.add(chats, now)

    def bulk_wait(self, now: int) -> float:
        """Milliseconds until more bulk may go."""
        return max(0.0, self._next_bulk - now, self._bulk_rests - now)

    def chat_wait(self, chat: str, bulk: bool, now: int, messages: int = 1) -> float:
        """Milliseconds until this chat may get so many more."""
        exact = self._quota_wait(chat, messages, now)
        if not self._each_chat or self._is_group(chat):
            return exact
        spared = 0.0 if bulk else (BURST - 1) * self._each_chat
        return max(exact, self._next_in_chat.get(chat, 0.0) - now - spared)

    def goes(self, chat: str, now: int, messages: int = 1) -> None:
        """So many messages go to this chat now."""
        if self._each:
            self._next_bulk = min(max(self._next_bulk, now - CATCH_UP) + self._each, now + MOST_OWED)
        if quotas := self._quotas(chat):
            self._forget_said(now)
            said = self._said.setdefault(chat, [])
            said += [now] * messages
            del said[: -max(quota.messages for quota in quotas)]
        if self._each_chat and not self._is_group(chat):
            self._forget_chats(now)
            self._next_in_chat[chat] = max(self._next_in_chat.get(chat, 0.0), now) + self._each_chat

    def told_to_wait(self, chat: str, until: int, now: int) -> None:
        """The vendor wants nothing for this chat before `until`. When it says so for several, it means the whole
        account: then bulk rests until then, and answers go on as a probe."""
        recent = {other: at for other, at in self._told_to_wait.items() if at > now - SHORTLY}
        self._told_to_wait = recent | {chat: now}
        if len(self._told_to_wait) >= SEVERAL:
            self._bulk_rests = max(self._bulk_rests, until)

    def _quota_wait(self, chat: str, messages: int, now: int) -> float:
        said = self._said.get(chat, ())
        waits = [0]
        for quota in self._quotas(chat):
            last = max(quota.messages - messages, 0) + 1
            if len(said) >= last:
                waits.append(said[-last] + quota.milliseconds + UNDER_WAY - now)
        return float(max(waits))

    def _quotas(self, chat: str) -> tuple[Quota, ...]:
        return self._group_quotas if self._is_group(chat) else self._limits.quotas

    def _forget_chats(self, now: int) -> None:
        if len(self._next_in_chat) >= self._most_chats:
            self._next_in_chat = {chat: then for chat, then in self._next_in_chat.items() if then > now}
            self._most_chats = max(KEPT_CHATS, 2 * len(self._next_in_chat))

    def _forget_said(self, now: int) -> None:
        if len(self._said) >= self._most_said:
            longest = max(MINUTE, self.longest) + UNDER_WAY
            self._said = {chat: said for chat, said in self._said.items() if said[-1] + longest > now}
            self._most_said = max(KEPT_CHATS, 2 * len(self._said))

    def _is_group(self, chat: str) -> bool:
        return bool(self._limits.per_group) and chat.startswith(self._limits.group_sign)


class _Tally:
    """What a whole account was sent within the span of a quota."""

    def __init__(self, quota: Quota) -> None:
        self._quota = quota
        self._grain = max(quota.milliseconds // GRAINS, 1)
        self._counted: deque[tuple[int, int]] = deque()  #: (when it is let go of, how many)
        self._total = 0

    def add(self, count: int, now: int) -> None:
        ends = (now // self._grain + 1) * self._grain + self._quota.milliseconds
        self._total += count
        if self._counted and self._counted[-1][0] == ends:
            count += self._counted.pop()[1]
        self._counted.append((ends, count))

    def wait(self, now: int) -> int:
        """Milliseconds until one more may be counted."""
        while self._counted and self._counted[0][0] <= now:
            self._total -= self._counted.popleft()[1]
        return self._counted[0][0] - now if self._total >= self._quota.messages else 0
