"""The Telegram door: python-telegram-bot's types and `Bot` over aiohttp, our own webhook and our own long polling."""

import asyncio
import hashlib
import hmac
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog
from starlette.routing import Route
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from channels.telegram_deliveries import Deliveries, failure
from channels.telegram_intake import Intake, Webhook
from channels.telegram_pieces import TEXT_LIMIT, pieces
from channels.telegram_request import ANSWER_SECONDS, LONGEST_ANSWER, AiohttpRequest, Refused
from channels.telegram_updates import ALLOWED_UPDATES
from domain.messages import (
    Cursor,
    Delivery,
    FailureKind,
    FileReference,
    Files,
    Limits,
    NotCommitted,
    NotFetched,
    Receipt,
    Receive,
    SendFailure,
)

log = structlog.get_logger()

MOST_CONNECTIONS = 100
"""Webhook calls at once: each lasts as long as its turn, so the vendor's highest number."""
WEBHOOK_AGAIN_SECONDS = 600
"""How often it is set again: whoever tried the same token elsewhere has removed it, and we would hear nothing."""
REMEDIES = {
    401: "TONGXIN_TELEGRAM_TOKEN is not a valid token any more: ask @BotFather for it",
    404: "TONGXIN_TELEGRAM_TOKEN is malformed, or TONGXIN_TELEGRAM_API is not a Bot API server",
    400: "a setting was refused: TONGXIN_PUBLIC_URL must be an https address on port 443, 80, 88 or 8443",
    409: "another program polls with TONGXIN_TELEGRAM_TOKEN, or has set a webhook: stop it",
}


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: how long a call may last, how long the vendor may hold a poll, the pauses after failures."""

    answer: float = ANSWER_SECONDS
    poll: int = 25
    poll_grace: float = 10.0
    pause: float = 1.0
    longest_pause: float = 60.0


class Telegram:
    """One bot. Polls, or with a public address is called back; `commands` are (name, description) by language;
    `paid`: bulk is sent as paid broadcast."""

    name = "telegram"
    limits = Limits(
        text=TEXT_LIMIT, buttons=True, per_second=30, per_chat=1, per_group=20, parallel=320, parallel_bulk=256
    )
    open = True

    def __init__(
        self,
        token: str,
        api: str,
        public_url: str | None,
        receive: Receive,
        cursor: Cursor,
        files: Files,
        commands: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        pace: Pace | None = None,
        limits: Limits | None = None,
        paid: bool = False,
    ) -> None:
        number, _, rest = token.partition(":")
        if not (number.isdecimal() and rest):
            raise ValueError("TONGXIN_TELEGRAM_TOKEN is not a bot's token: it looks like 123456:ABC...")
        # Its lines at level DEBUG hold the texts of messages.
        logging.getLogger("telegram").setLevel(logging.WARNING)
        api = api.rstrip("/")
        self.account = f"telegram:{number}"
        self.limits = limits or Telegram.limits
        self.link = ""  #: opens a private chat with the bot; known once the vendor has said what it is called
        self._public_url = public_url.rstrip("/") if public_url else None
        self._commands = dict(commands or {})
        self._pace = pace or Pace()
        self._cursor = cursor
        self._offset = 0
        self._request = AiohttpRequest(self.limits.parallel, self._pace.answer)
        self._bot = Bot(
            token, f"{api}/bot", f"{api}/file/bot", request=self._request, get_updates_request=self._request
        )
        self._deliveries = Deliveries(self._bot, self._request, files, self.limits.parallel, paid)
        self._intake = Intake(self.account, receive, self._bot.answer_callback_query)
        self._secret = hmac.new(token.encode(), b"webhook secret", hashlib.sha256).hexdigest()
        self._path = f"/telegram/{hashlib.sha256(token.encode()).hexdigest()[:32]}"

    @property
    def counts(self) -> Counter[str]:
        """What went by unseen: press_answered, press_unanswered, wrong_secret, unreadable, given_up, failed."""
        return self._intake.counts

    def routes(self) -> list[Route]:
        return [Route(self._path, Webhook(self._secret, self._intake), methods=["POST"])]

    async def close(self) -> None:
        await self._intake.finish(seconds=1.0)
        await self._request.shutdown()

    def messages(self, delivery: Delivery, /) -> int:
        return len(pieces(delivery.content))

    async def send(self, deliveries: Sequence[Delivery], /) -> list[Receipt]:
        return await self._deliveries.send(deliveries)

    async def fetch(self, reference: FileReference, /) -> bytes:
        """The bytes of a file that came in. Raises NotFetched, at once for more than the vendor's 20 MB."""
        if reference.size > LONGEST_ANSWER:
            raise NotFetched(SendFailure(FailureKind.REFUSED, code="larger than 20 MB"))
        try:
            file = await self._bot.get_file(reference.reference)
            return bytes(await file.download_as_bytearray(read_timeout=60))
        except TelegramError as error:
            raise NotFetched(failure(error)) from None

    async def run(self) -> None:
        """Serves until cancelled: says where updates go, then polls, unless they come by webhook."""
        pauses = _Pauses(self._pace.pause, self._pace.longest_pause)
        while not await self._attempt(self._introduce, pauses):
            pass
        while not self._public_url:
            await self._attempt(self._poll, pauses)
        while True:
            await asyncio.sleep(WEBHOOK_AGAIN_SECONDS)
            await self._attempt(self._set_webhook, pauses)

    async def _introduce(self) -> None:
        if self._public_url:
            await self._set_webhook()
        else:
            self._offset = int(await self._cursor.load() or 0)
            await self._bot.delete_webhook(drop_pending_updates=False)
        try:
            await self.set_commands()
            me = await self._request.call(f"{self._bot.base_url}/getMe", {})
            self.link = f"https://t.me/{me['username']}"
        except TelegramError as error:
            self._explain("set_commands", error)

    async def _set_webhook(self) -> None:
        await self._bot.set_webhook(
            f"{self._public_url}{self._path}",
            max_connections=MOST_CONNECTIONS,
            allowed_updates=ALLOWED_UPDATES,
            drop_pending_updates=False,
            secret_token=self._secret,
        )

    async def set_commands(self) -> None:
        """The commands in each language; the first language is also everybody else's."""
        for place, (language, commands) in enumerate(self._commands.items()):
            listed = [BotCommand(name, description) for name, description in commands]
            for code in ([None] if place == 0 else []) + [language]:
                await self._bot.set_my_commands(listed, language_code=code)

    async def _poll(self) -> None:
        """Asks for one batch; what the next one starts with is said only when all before it is committed."""
        # Not Bot.get_updates: one update that it cannot read would hide the others, and be written to the log whole.
        payloads = await self._request.call(
            f"{self._bot.base_url}/getUpdates",
            {"offset": self._offset, "timeout": self._pace.poll, "allowed_updates": ALLOWED_UPDATES},
            seconds=self._pace.poll + self._pace.poll_grace,
        )
        if not payloads:
            return
        uncommitted = await self._intake.take_batch(payloads)
        self._offset = payloads[-1]["update_id"] + 1 if uncommitted is None else uncommitted
        await self._cursor.save(str(self._offset))
        if uncommitted is not None:
            raise NotCommitted

    async def _attempt(self, step: Callable[[], Awaitable[None]], pauses: "_Pauses") -> bool:
        """Whether the step went well; if not, says so in the log and pauses, longer each time."""
        at_least = 0.0
        try:
            await step()
        except TelegramError as error:
            self._explain("polling", error)
            at_least = error.retry_after if isinstance(error, Refused) else 0.0
        except NotCommitted:
            log.warning("telegram_not_committed", account=self.account)
        except Exception as error:
            log.error("telegram_failed", account=self.account, reason=type(error).__name__)
        else:
            pauses.reset()
            return True
        self.counts["failed"] += 1
        await pauses.wait(at_least)
        return False

    def _explain(self, doing: str, error: TelegramError) -> None:
        code = error.code if isinstance(error, Refused) else 0
        remedy = REMEDIES.get(code, "trying again by itself")
        log.warning("telegram_failed", account=self.account, doing=doing, code=failure(error).code, remedy=remedy)


class _Pauses:
    """Growing pauses between failures."""

    def __init__(self, first: float, longest: float) -> None:
        self._first = self._next = first
        self._longest = longest

    async def wait(self, at_least: float) -> None:
        await asyncio.sleep(max(self._next, at_least))
        self._next = min(self._next * 2, self._longest)

    def reset(self) -> None:
        self._next = self._first
