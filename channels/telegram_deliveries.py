"""How deliveries go out on Telegram, and what each answer of the vendor means for the outbox."""

import asyncio
from collections.abc import Awaitable, Container, Sequence
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.error import TelegramError

from channels import in_order
from channels.telegram_pieces import Piece, keyboard, pieces
from channels.telegram_request import (
    NOT_THE_VENDOR,
    AiohttpRequest,
    NoAnswer,
    NothingDone,
    NothingSent,
    Refused,
)
from domain.media_types import name_of
from domain.messages import Delivery, FailureKind, FileReference, Files, Operation, Receipt, SendFailure

LARGEST_PHOTO = 10 * 1024 * 1024
"""Bytes; a larger picture goes out as a file."""
VOICE_TYPES = ("audio/ogg", "audio/mpeg", "audio/mp4", "audio/x-m4a")
TICK = [{"type": "emoji", "emoji": "👍"}]
"""A quiet tick under somebody's message; ✅ is none of the signs that the vendor takes."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
"""The vendor fetches a link to preview it; a personal link is nobody else's to open."""


class Deliveries:
    """Sends deliveries side by side, those of one chat one after another."""

    def __init__(self, bot: Bot, request: AiohttpRequest, files: Files, parallel: int, paid: bool) -> None:
        self._bot = bot
        self._request = request
        self._files = files
        self._room = asyncio.Semaphore(parallel)
        self._paid = paid

    async def send(self, deliveries: Sequence[Delivery]) -> list[Receipt]:
        return await in_order.send(deliveries, self._deliver)

    async def _deliver(self, delivery: Delivery) -> Receipt:
        out = list(delivery.parts)
        if not delivery.chat.removeprefix("-").isdecimal():
            return Receipt(delivery.id, failure=SendFailure(FailureKind.BLOCKED, code="not a chat's number"))
        try:
            async with self._room:
                await self._carry_out(delivery, int(delivery.chat), out)
        except TelegramError as error:
            return Receipt(delivery.id, tuple(out), failure(error))
        return Receipt(delivery.id, tuple(out))

    async def _carry_out(self, delivery: Delivery, chat: int, out: list[str]) -> None:
        """Keeps `out` at what is out at each moment, so that a failure half way tells the truth."""
        content = delivery.content
        if content.answers and not content.text:
            await self._tick(chat, int(content.answers))
            return
        planned = [] if delivery.operation is Operation.WITHDRAW else pieces(content)
        if delivery.operation is Operation.EDIT:
            for part, piece in zip(delivery.parts, planned, strict=False):
                await self._edit(chat, int(part), piece)
        if delivery.operation is not Operation.SEND:
            for part in delivery.parts[len(planned) :]:
                await _again(self._bot.delete_message(chat, int(part)), "message to delete not found")
                out.remove(part)
        for piece in planned[len(delivery.parts) :]:
            paid = self._paid and delivery.priority.bulk
            out.append(await self._say(chat, piece, content.answers, paid))

    async def _tick(self, chat: int, message: int) -> None:
        """A tick that cannot be given (the message is gone, the group wants none) is left out."""
        parameters = {"chat_id": chat, "message_id": message, "reaction": TICK}
        try:
            await self._request.call(f"{self._bot.base_url}/setMessageReaction", parameters)
        except Refused as refused:
            if refused.code != 400:
                raise

    async def _say(self, chat: int, piece: Piece, answers: str, paid: bool) -> str:
        if piece.file:
            return await self._show(chat, piece, piece.file, paid)
        # Not Bot.send_message: it builds a whole Message from the answer, most of a send's work, for one number.
        parameters: dict[str, Any] = {"chat_id": chat, "text": piece.text}
        if buttons := keyboard(piece.choices, piece.link):
            parameters["reply_markup"] = buttons
        if answers:
            parameters["reply_parameters"] = {"message_id": int(answers), "allow_sending_without_reply": True}
        if paid:
            parameters["allow_paid_broadcast"] = True
        if "://" in piece.text:
            parameters["link_preview_options"] = NO_PREVIEW.to_dict()
        sent = await self._request.call(f"{self._bot.base_url}/sendMessage", parameters)
        if not isinstance(sent, dict) or "message_id" not in sent:
            raise NoAnswer("answer without a message")
        return str(sent["message_id"])

    async def _show(self, chat: int, piece: Piece, file: FileReference, paid: bool) -> str:
        content: InputFile | str = file.reference
        size = file.size
        if file.kept:
            kept = await self._files.open(file.reference)
            if kept is None:
                raise Refused(400, "file is not kept any more")
            content, size = InputFile(kept, filename=name_of(file.kind, file.media_type)), len(kept)
        said: dict[str, Any] = {"caption": piece.text or None, "reply_markup": _markup(piece)}
        said |= {"allow_paid_broadcast": True} if paid else {}
        if file.kind == "photo" and size <= LARGEST_PHOTO:
            sent = await self._bot.send_photo(chat, content, **said)
        elif file.kind == "voice" and file.media_type.partition(";")[0] in VOICE_TYPES:
            sent = await self._bot.send_voice(chat, content, **said)
        else:
            sent = await self._bot.send_document(chat, content, **said)
        return str(sent.message_id)

    async def _edit(self, chat: int, part: int, piece: Piece) -> None:
        if piece.file:
            call = self._bot.edit_message_caption(chat, part, caption=piece.text, reply_markup=_markup(piece))
        else:
            call = self._bot.edit_message_text(
                piece.text, chat, part, reply_markup=_markup(piece), link_preview_options=NO_PREVIEW
            )
        await _again(call, "message is not modified")


def _markup(piece: Piece) -> InlineKeyboardMarkup | None:
    rows = keyboard(piece.choices, piece.link)
    return InlineKeyboardMarkup.de_json(rows) if rows else None


async def _again(call: Awaitable[Any], already: str) -> None:
    """Awaits a call that may be repeated: `already` in a refusal means done, and no answer means not yet done."""
    try:
        await call
    except Refused as refused:
        if already not in refused.description:
            raise
    except NoAnswer as unknown:
        raise NothingDone(unknown.message) from None


REFUSALS: tuple[tuple[Container[int], str, FailureKind, bool], ...] = (
    # statuses, words of the description, kind, whether it concerns the whole account; the first that fits counts
    ((429,), "", FailureKind.THROTTLED, False),
    ((401, 404, 421), "", FailureKind.MISCONFIGURED, True),
    (range(300, 500), NOT_THE_VENDOR, FailureKind.UNREACHABLE, True),
    ((403,), "", FailureKind.BLOCKED, False),
    ((400,), "chat not found", FailureKind.BLOCKED, False),
    ((400,), "user not found", FailureKind.BLOCKED, False),
    ((400,), "user is deactivated", FailureKind.BLOCKED, False),
    ((400,), "PEER_ID_INVALID", FailureKind.BLOCKED, False),
    ((400,), "group chat was upgraded", FailureKind.BLOCKED, False),
    ((400,), "rights to send", FailureKind.BLOCKED, False),
    (range(300, 500), "", FailureKind.REFUSED, False),
    # A gateway with no server behind it: an outage of an hour must not leave an hour of replies in doubt.
    ((502, 503), "", FailureKind.UNREACHABLE, True),
    # The server gave up on a call that it had begun, or a gateway on waiting for it: it may be out.
    (range(500, 600), "", FailureKind.UNKNOWN, False),
)


def failure(error: TelegramError) -> SendFailure:
    """What an error means for the outbox."""
    match error:
        case Refused(code=status, description=description):
            for statuses, words, kind, whole_account in REFUSALS:
                if status in statuses and words in description:
                    return SendFailure(kind, error.retry_after, _code(status, description), whole_account)
        case NothingDone():
            whole_account = isinstance(error, NothingSent)
            return SendFailure(FailureKind.UNREACHABLE, code=error.message, whole_account=whole_account)
    return SendFailure(FailureKind.UNKNOWN, code=str(error.message)[:40])


def _code(status: int, description: str) -> str:
    """The vendor's words up to where they could begin to quote ours."""
    words = ":".join(description.split(":")[:2]).partition('"')[0]
    return f"{status} {words}"[:80].strip()
