"""How customers' words come in: the vendor rings, the house fetches what is new and goes on once it is committed.

`kf/sync_msg`, https://developer.work.weixin.qq.com/document/path/94670: the bell's token is good for ten minutes,
without one calls are few; three days are kept; there may be more although few or no rows came.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from channels.wecom.api import Api
from channels.wecom.failures import Refused, Unanswered, Unsent, failure
from channels.wecom.kf_updates import Row, Unreadable, chat
from domain.messages import Cursor, NotCommitted
from domain.spans import MINUTE

log = structlog.get_logger()

LIMIT = 1_000
TOKEN_LASTS = 9 * MINUTE
"""Milliseconds, less than the vendor's ten minutes."""
STALE_TOKEN = 95007
QUIET = 30 * 60.0
"""Seconds without a bell after which it is looked whether one was lost."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
MOST_STANDING = 5
"""Pages in a row that get nowhere, or back, though more is said to come; then there is a pause."""
MOST_TRIES = 5
"""Of a row that fails for another reason than NotCommitted; then it is given up, lest all others wait."""


class Sync:
    """Fetches for one account. `prepare` is shown each page before its rows are taken; `take` returns once a row is
    committed."""

    def __init__(
        self, api: Api, secret: str, open_kfid: str, cursor: Cursor, clock: Callable[[], int],
        prepare: Callable[[list[Row]], Awaitable[None]],
        take: Callable[[Row], Awaitable[None]], first_pause: float = FIRST_PAUSE,
    ) -> None:  # fmt: skip
        self._api = api
        self._secret = secret
        self._open_kfid = open_kfid
        self._cursor = cursor
        self._clock = clock
        self._prepare = prepare
        self._take = take
        self._first_pause = first_pause
        self._bell = asyncio.Event()
        self._token, self._token_until = "", 0
        self._tries: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()  #: given_up, failed

    def ring(self, token: str) -> None:
        """Something is new; a bell while it is fetched makes it go round once more."""
        self._token, self._token_until = token, self._clock() + TOKEN_LASTS
        self._bell.set()

    async def run(self) -> None:
        """Fetches what came while nobody listened, then whenever the bell rings, until cancelled."""
        pause = self._first_pause
        while True:
            self._bell.clear()
            at_least = await self._attempt()
            if at_least is None:
                pause = self._first_pause
                await self._rung(QUIET)
                continue
            self.counts["failed"] += 1
            if at_least and not self._token:
                await self._rung(at_least)  # with a token more calls are allowed
                continue
            await asyncio.sleep(max(pause, at_least))
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _attempt(self) -> float | None:
        """None when all was fetched; else for how many seconds nothing is asked for at least."""
        try:
            await self._fetch()
            return None
        except NotCommitted:
            log.warning("wecom_kf_not_committed", account=self._open_kfid)
        except (Unsent, Unanswered, Refused) as error:
            failed = failure(error)
            log.warning("wecom_kf_not_fetched", account=self._open_kfid, code=failed.code)
            return failed.retry_after
        except Exception as error:
            log.error("wecom_kf_failed", account=self._open_kfid, reason=type(error).__name__)
        return 0.0

    async def _rung(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            return

    async def _fetch(self) -> None:
        cursor = await self._cursor.load()
        standing, passed = 0, {cursor}
        while standing < MOST_STANDING:
            page = await self._page(cursor)
            await self._take_page([row for row in page.get("msg_list") or [] if isinstance(row, dict)])
            before, cursor = cursor, str(page.get("next_cursor") or cursor)
            if cursor != before:
                await self._cursor.save(cursor)
            if not page.get("has_more"):
                return
            standing = standing + 1 if cursor in passed else 0
            passed.add(cursor)
        raise Unanswered("more is said to come, and does not")

    async def _page(self, cursor: str) -> dict[str, Any]:
        asked = {"open_kfid": self._open_kfid, "limit": LIMIT, "voice_format": 0}
        asked |= {"cursor": cursor} if cursor else {}
        if self._clock() >= self._token_until:
            self._token = ""
        if token := self._token:
            try:
                return await self._api.post("kf/sync_msg", self._secret, {**asked, "token": token})
            except Refused as refused:
                if refused.code != STALE_TOKEN:
                    raise
            if self._token == token:
                self._token = ""
        return await self._api.post("kf/sync_msg", self._secret, asked)

    async def _take_page(self, rows: list[Row]) -> None:
        """Takes a page, customers side by side, each of them in order. Raises NotCommitted."""
        await self._prepare(rows)
        chats: dict[str, list[Row]] = {}
        for row in rows:
            if whom := chat(row):
                chats.setdefault(whom, []).append(row)
        if not all(await asyncio.gather(*map(self._take_in_order, chats.values()))):
            raise NotCommitted

    async def _take_in_order(self, rows: list[Row]) -> bool:
        for row in rows:
            msgid = str(row.get("msgid"))[:64]
            try:
                await self._take(row)
            except (NotCommitted, Unsent, Unanswered):
                return False
            except Exception as error:
                self._tries[msgid] += 1
                last = self._tries[msgid] >= MOST_TRIES or isinstance(error, Unreadable)
                log.error(
                    "wecom_kf_row_failed", account=self._open_kfid, msgid=msgid, given_up=last,
                    reason=type(error).__name__,
                )  # fmt: skip
                if not last:
                    return False
                self.counts["given_up"] += 1
            self._tries.pop(msgid, None)
        return True
