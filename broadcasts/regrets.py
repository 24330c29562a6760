"""What a person is told when the database takes nothing: beside the outbox, once a minute a chat at most; whom to
call in danger, each time."""

import asyncio
from collections.abc import Callable, Mapping

import structlog

from domain.hotlines import numbers
from domain.messages import Channel, Content, Delivery, Update
from nlu import dangers
from templates.render import Templates

log = structlog.get_logger()

PAUSE = 60_000
REMEMBERED = 10_000
"""Chats that are remembered; beyond that all are forgotten, which costs somebody a second line."""


class Regrets:
    """Lines that no table keeps, because there is none to keep them in."""

    def __init__(
        self, channels: Mapping[str, Channel], templates: Templates, language: str, clock: Callable[[], int]
    ) -> None:
        self._channels = channels
        self._templates = templates
        self._language = language
        self._clock = clock
        self._told: dict[tuple[str, str], int] = {}
        self._sending: set[asyncio.Task[None]] = set()

    def tell(self, update: Update) -> None:
        """Sends the line to the chat of an update that could not be committed."""
        channel = self._channels.get(update.account)
        now = self._clock()
        chat = (update.account, update.chat)
        danger = dangers.danger(update.text)
        if channel is None or (danger is None and now - self._told.get(chat, -PAUSE) < PAUSE):
            return
        if len(self._told) >= REMEMBERED:
            self._told.clear()
        self._told[chat] = now
        template = "shared/try_again" if danger is None else "help/danger_unrecorded"
        values = {"kind": danger, "numbers": numbers(danger) if danger else ()}
        text = self._templates.render(self._language, template, values)
        task = asyncio.create_task(self._send(channel, update, text))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, channel: Channel, update: Update, text: str) -> None:
        receipts = await channel.send([Delivery(0, update.account, update.chat, Content(text))])
        failure = receipts[0].failure
        if failure is not None:
            log.info("regret not sent", account=update.account, code=failure.code)
