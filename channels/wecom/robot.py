"""The webhook robots (消息推送) of groups: each speaks in one group, and nothing that is written there is heard.

https://developer.work.weixin.qq.com/document/path/99110
"""

import asyncio
import base64
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog

from channels.wecom.api import Api
from channels.wecom.failures import Refused, Unanswered, Unsent, failure
from channels.wecom.media import LARGEST, MEGABYTE, PICTURES, body_of
from channels.wecom.robot_words import MARKDOWN_LIMIT, messages
from domain.media_types import name_of
from domain.messages import (
    Delivery,
    FailureKind,
    FileReference,
    Files,
    Limits,
    NotCommitted,
    NotFetched,
    Operation,
    Receipt,
    SendFailure,
)

log = structlog.get_logger()

ACCOUNT = "wecom-robot"
LARGEST_PICTURE = 2 * MEGABYTE
"""Bytes; a larger picture goes out as a file."""
LEAST_FILE = 6
PAUSE = 5.0
"""Seconds until the groups are bound again that could not be."""

Step = Callable[[], Awaitable[dict[str, Any]]]


def chat_of(key: str) -> str:
    """The group that a key speaks in. The key itself is all the right there is: it is written down nowhere."""
    return f"-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


class Robot:
    """All groups with a robot. `begin` makes them the groups of their villages."""

    name = ACCOUNT
    account = ACCOUNT
    open = True
    limits = Limits(text=MARKDOWN_LIMIT, buttons=False, per_group=20, edits=False, hears=False)

    def __init__(self, api: Api, keys: Sequence[str], files: Files, begin: Callable[[], Awaitable[None]]) -> None:
        self._api = api
        self._keys: Mapping[str, str] = {chat_of(key): key for key in keys}
        self._files = files
        self._begin = begin

    async def run(self) -> None:
        while True:
            try:
                return await self._begin()
            except NotCommitted:
                await asyncio.sleep(PAUSE)

    def messages(self, delivery: Delivery, /) -> int:
        return max(len(self._steps("", delivery)), 1)

    async def send(self, deliveries: Sequence[Delivery], /) -> list[Receipt]:
        return [await self._deliver(delivery) for delivery in deliveries]

    async def fetch(self, reference: FileReference, /) -> bytes:
        raise NotFetched(SendFailure(FailureKind.REFUSED, code="a robot hears nothing"))

    async def _deliver(self, delivery: Delivery) -> Receipt:
        """The vendor gives no ids: the parts are ours, so that an edit, which is said anew, counts its own alone."""
        key = self._keys.get(delivery.chat)
        if key is None:
            log.warning("wecom_robot_without_key", chat=delivery.chat, delivery=delivery.id)
            return Receipt(delivery.id, delivery.parts, SendFailure(FailureKind.BLOCKED, code="no key"))
        if delivery.operation is Operation.WITHDRAW:
            return Receipt(delivery.id, delivery.parts, SendFailure(FailureKind.REFUSED, code="stays there"))
        steps = self._steps(key, delivery)
        if not steps:
            return Receipt(delivery.id, failure=SendFailure(FailureKind.REFUSED, code="nothing to say"))
        own = f"{delivery.id}."
        out = [part for part in delivery.parts if part.startswith(own)]
        try:
            for step in steps[len(out) :]:
                await self._api.call_robot("webhook/send", key, await step())
                out.append(f"{own}{len(out) + 1}")
        except (Refused, Unsent, Unanswered) as error:
            return Receipt(delivery.id, tuple(out), self._failure(delivery, error))
        return Receipt(delivery.id, tuple(out))

    def _failure(self, delivery: Delivery, error: Exception) -> SendFailure:
        """Whatever is refused is refused to this group's key: the others' are not concerned."""
        meant = failure(error)
        if isinstance(error, Refused):
            meant = replace(meant, whole_account=False)
            if meant.kind is FailureKind.BLOCKED:
                log.warning("wecom_robot_gone", chat=delivery.chat, delivery=delivery.id, code=meant.code)
        return meant

    def _steps(self, key: str, delivery: Delivery) -> list[Step]:
        """What makes the body of each message: the file first."""
        content = delivery.content
        steps = [_ready(body) for body in messages(content)]
        return [self._shown(key, content.file), *steps] if content.file else steps

    def _shown(self, key: str, file: FileReference) -> Step:
        async def show() -> dict[str, Any]:
            async with self._api.transfers:
                return await hand_over()

        async def hand_over() -> dict[str, Any]:
            kept = await self._files.open(file.reference) if file.kept else None
            if kept is None or not LEAST_FILE <= len(kept) <= LARGEST["file"]:
                raise Refused(40006)
            if file.kind == "photo" and kept.startswith(PICTURES) and len(kept) <= LARGEST_PICTURE:
                # The sum is what the vendor compares the picture with, and keeps no secret.
                told = {"base64": base64.b64encode(kept).decode(), "md5": hashlib.md5(kept).hexdigest()}
                return {"msgtype": "image", "image": told}
            name = name_of(file.kind, file.media_type)
            try:
                media = await self._api.upload_to_robot(key, "file", name, kept, file.media_type)
            except Unanswered:
                raise Unsent("nothing was said yet") from None
            return body_of("file", media)

        return show


def _ready(body: dict[str, Any]) -> Step:
    async def say() -> dict[str, Any]:
        return body

    return say
