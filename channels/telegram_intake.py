"""How updates come in from Telegram: by webhook or polling, acknowledged only once their turn is committed."""

import asyncio
import hmac
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import structlog
from starlette.types import Receive as ReadBody
from starlette.types import Scope
from starlette.types import Send as Respond
from telegram.error import TelegramError

from channels.telegram_updates import parse
from domain.messages import Handled, NotCommitted, Receive, Update

log = structlog.get_logger()

SECRET_HEADER = b"x-telegram-bot-api-secret-token"
LONGEST_BODY = 1024 * 1024
MOST_PRESSES = 1_000
"""Answers to presses under way at once; a press beyond is done but shows no toast."""
MOST_TRIES = 5
"""Of an update that fails for another reason than NotCommitted; then it is given up, lest all others wait."""
TOAST_LIMIT = 200


class Intake:
    """Takes payloads to the house, in order for each person, and answers presses ahead of everything else."""

    def __init__(self, account: str, receive: Receive, answer_press: Callable[[str, str], Awaitable[Any]]) -> None:
        self._account = account
        self._receive = receive
        self._answer_press = answer_press
        self._answers: set[asyncio.Task[None]] = set()
        self._tries: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    def read(self, payload: Mapping[str, Any]) -> Update | None:
        """The update in a payload; what cannot be read is logged by its number and passed over."""
        try:
            return parse(dict(payload), self._account, int(time.time() * 1000))
        except ValueError as error:
            number = payload.get("update_id") if isinstance(payload.get("update_id"), int) else None
            log.error("telegram_update_unreadable", account=self._account, update=number, reason=str(error))
            self.counts["unreadable"] += 1
            return None

    async def take(self, payload: Mapping[str, Any], update: Update) -> None:
        """Returns when the update's turn is committed. Raises NotCommitted."""
        handled = await self._receive(update)
        if update.press is not None:
            self._answer(payload["callback_query"]["id"], handled)

    async def take_batch(self, payloads: Iterable[Mapping[str, Any]]) -> int | None:
        """Takes a batch, people side by side; the lowest number among the updates not committed, or None."""
        people: dict[str, list[tuple[Mapping[str, Any], Update]]] = {}
        for payload in payloads:
            if update := self.read(payload):
                people.setdefault(update.sender or update.chat, []).append((payload, update))
        failed = await asyncio.gather(*map(self._take_in_order, people.values()))
        return min((number for number in failed if number is not None), default=None)

    async def _take_in_order(self, updates: list[tuple[Mapping[str, Any], Update]]) -> int | None:
        for payload, update in updates:
            try:
                await self.take(payload, update)
            except NotCommitted:
                return int(payload["update_id"])
            except Exception as error:
                self._tries[update.key] += 1
                last = self._tries[update.key] >= MOST_TRIES
                log.error(
                    "telegram_update_failed", account=self._account, update=update.key, given_up=last,
                    reason=type(error).__name__,
                )  # fmt: skip
                if not last:
                    return int(payload["update_id"])
                self.counts["given_up"] += 1
            self._tries.pop(update.key, None)
        return None

    def _answer(self, query: str, handled: Handled) -> None:
        if len(self._answers) >= MOST_PRESSES:
            self.counts["press_unanswered"] += 1
            return
        task = asyncio.create_task(self._answered(query, handled.toast[:TOAST_LIMIT]))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answered(self, query: str, toast: str) -> None:
        try:
            await self._answer_press(query, toast)
            self.counts["press_answered"] += 1
        except TelegramError:
            # Mostly "query is too old": the vendor forgets a press after 150 s. What it asked for is done.
            self.counts["press_unanswered"] += 1

    async def finish(self, seconds: float) -> None:
        """Gives answers under way a moment, then drops them."""
        if self._answers:
            _, late = await asyncio.wait(self._answers, timeout=seconds)
            for task in late:
                task.cancel()


class Webhook:
    """The ASGI end that the vendor calls: 200 once committed, 503 when it was not, so that it is sent again."""

    def __init__(self, secret: str, intake: Intake) -> None:
        self._secret = secret.encode()
        self._intake = intake

    async def __call__(self, scope: Scope, read_body: ReadBody, respond: Respond) -> None:
        status = await self._status(scope, read_body)
        headers = [(b"content-length", b"0")] + ([(b"retry-after", b"2")] if status == 503 else [])
        await respond({"type": "http.response.start", "status": status, "headers": headers})
        await respond({"type": "http.response.body", "body": b""})

    async def _status(self, scope: Scope, read_body: ReadBody) -> int:
        given = next((value for name, value in scope["headers"] if name == SECRET_HEADER), b"")
        if not hmac.compare_digest(given, self._secret):
            self._intake.counts["wrong_secret"] += 1
            return 403
        body = await _body(read_body)
        if body is None:
            return 413
        try:
            payload = json.loads(body)
        except ValueError:
            payload = None
        if not isinstance(payload, dict) or not isinstance(payload.get("update_id"), int):
            return 400
        update = self._intake.read(payload)
        try:
            if update is not None:
                await self._intake.take(payload, update)
        except NotCommitted:
            return 503
        return 200


async def _body(read_body: ReadBody) -> bytes | None:
    """The whole body, or None when it is too long."""
    body = bytearray()
    while True:
        event = await read_body()
        body += event.get("body", b"")
        if len(body) > LONGEST_BODY:
            return None
        if not event.get("more_body", False):
            return bytes(body)
