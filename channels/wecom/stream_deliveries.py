"""How deliveries go out over the long connection: chats side by side, each in order, every message answered."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import count

from channels import in_order
from channels.wecom.api import TRANSFERS
from channels.wecom.failures import Refused, Unanswered, Unsent, failure
from channels.wecom.media import GONE, body_of
from channels.wecom.stream_files import upload
from channels.wecom.stream_pieces import Json, Piece, body, pieces, welcome
from channels.wecom.stream_socket import Socket
from channels.wecom.stream_turns import Welcomes
from domain.messages import Delivery, FailureKind, Files, Operation, Receipt, SendFailure

SEND = "aibot_send_msg"
WELCOME = "aibot_respond_welcome_msg"
NO_RECALL = SendFailure(FailureKind.REFUSED, code="cannot be recalled")
NOT_HANDED_OVER = SendFailure(FailureKind.UNREACHABLE, code="file not handed over")


class NothingSaid(Exception):
    """A file did not get there whole, so that nobody has seen anything of it: it may be handed over again."""


class Deliveries:
    def __init__(self, socket: Socket, files: Files, welcomes: Welcomes, clock: Callable[[], int]) -> None:
        self._socket = socket
        self._files = files
        self._welcomes = welcomes
        self._numbers = count(clock())
        self._transfers = asyncio.Semaphore(TRANSFERS)

    async def send(self, deliveries: Sequence[Delivery]) -> list[Receipt]:
        return await in_order.send(deliveries, self._deliver)

    async def _deliver(self, delivery: Delivery) -> Receipt:
        """Nothing lies changed where it lies: other words are said anew, and what was said stays."""
        if delivery.operation is Operation.WITHDRAW:
            return Receipt(delivery.id, delivery.parts, NO_RECALL)
        anew = delivery.operation is Operation.EDIT
        out = [] if anew else list(delivery.parts)
        try:
            for piece in pieces(delivery.content)[len(out) :]:
                out.append(await self._say(delivery, piece))
        except (Unsent, Unanswered, Refused) as error:
            return Receipt(delivery.id, tuple(out) or delivery.parts, failure(error))
        except NothingSaid:
            return Receipt(delivery.id, tuple(out) or delivery.parts, NOT_HANDED_OVER)
        return Receipt(delivery.id, tuple(out))

    async def _say(self, delivery: Delivery, piece: Piece) -> str:
        """Says one message; what it is known by. The vendor names no id of what is pushed: it is ours."""
        task = f"{delivery.id}-{next(self._numbers)}"
        chat = delivery.chat
        if piece.file:
            message = await self._media(piece)
        elif (req_id := self._welcomes.take(chat)) and await self._greet(req_id, welcome(piece, task)):
            return task
        else:
            message = body(piece, task)
        await self._socket.ask(SEND, {"chatid": chat.removeprefix("-"), "chat_type": _kind(chat), **message})
        return task

    async def _greet(self, req_id: str, message: Json) -> bool:
        """Whether it was in time to be the answer to somebody's coming in; else it is to be pushed."""
        try:
            await self._socket.ask(WELCOME, message, req_id)
        except Refused:
            return False
        return True

    async def _media(self, piece: Piece) -> Json:
        file = piece.file
        async with self._transfers:
            content = await self._files.open(file.reference) if file and file.kept else None
            if file is None or content is None:
                raise Refused(GONE)
            try:
                kind, media = await upload(self._socket, file, content)
            except Unanswered:
                raise NothingSaid from None
        return body_of(kind, media)


def _kind(chat: str) -> int:
    """1: a person, 2: a group."""
    return 2 if chat.startswith("-") else 1
