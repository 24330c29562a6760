"""How fast the local Bot API server lets a bot write: what comes faster is refused with 429, as at the vendor's."""

import math
from collections import deque
from typing import Any

from tests.fakes.telegram_rules import Refusal

MINUTE = 60.0
PAID = 1_000.0
TOGETHER = 0.4
"""Seconds of the bot's pace that may come at once: answers go as they come, and a network presses calls together."""


class Bucket:
    """So many at once, and after that so many a second."""

    def __init__(self, rate: float, most: float) -> None:
        self._rate, self._most = rate, most
        self._left, self._at = most, 0.0

    def take(self, now: float) -> float:
        """0 when one is taken, else the seconds until one may be."""
        self._left = min(self._most, self._left + self._rate * (now - self._at))
        self._at = now
        if self._left < 1:
            return (1 - self._left) / self._rate
        self._left -= 1
        return 0.0


class Pace:
    """Messages of a bot: so many a second in all, one a second for a chat after a short burst, so many a minute for a
    group. What is refused counts for nothing."""

    def __init__(self, per_second: float = 30, burst_in_chat: int = 12, per_group: int = 20) -> None:
        self._all = Bucket(per_second, max(2.0, per_second * TOGETHER))
        self._paid = Bucket(PAID, PAID * TOGETHER)
        self._burst_in_chat, self._per_group = burst_in_chat, per_group
        self._chats: dict[int, Bucket] = {}
        self._groups: dict[int, deque[float]] = {}
        self.refused = 0

    def check(self, method: str, parameters: dict[str, Any], now: float) -> None:
        """Raises Refusal for what comes too fast. `now` is time.monotonic()."""
        if not method.startswith(("send", "edit")):
            return
        chat = parameters["chat_id"]
        wait = self._group_wait(chat, now) if chat < 0 else self._chat(chat).take(now)
        wait = wait or (self._paid if parameters.get("allow_paid_broadcast") else self._all).take(now)
        if wait:
            self.refused += 1
            seconds = math.ceil(wait)
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", seconds)
        if chat < 0:
            self._groups[chat].append(now)

    def _chat(self, chat: int) -> Bucket:
        return self._chats.setdefault(chat, Bucket(1.0, self._burst_in_chat))

    def _group_wait(self, chat: int, now: float) -> float:
        said = self._groups.setdefault(chat, deque(maxlen=self._per_group))
        return max(0.0, said[0] + MINUTE - now) if len(said) == self._per_group else 0.0
