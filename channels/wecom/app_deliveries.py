"""How deliveries go out through WeCom's app: equal words to many in one call, each member's in a receipt of its own.

The vendor drops a request that it had already (duplicate check). So a call that was not answered is made once more at
once, exactly as it was: what was taken the first time is not said twice, and nothing stays in doubt. But it compares
whole requests, and people are told the same words again: help, or a 好的. So each delivery brings an interval of its
own, which makes its request differ from that of the others, and of each of its own messages; none is longer than the
half hour that the vendor has by default. What the outbox repeats later is marked as repeated, and so passes.
"""

import asyncio
import zlib
from collections import deque
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from channels.in_order import held_up
from channels.wecom.api import Api
from channels.wecom.app_cards import Words, card
from channels.wecom.app_pieces import Piece, language, pieces
from channels.wecom.app_updates import MEMBER
from channels.wecom.failures import BUSY, Refused, Unanswered, Unsent, failure
from channels.wecom.lately import Lately
from channels.wecom.media import Media
from domain.messages import Delivery, FailureKind, Operation, Receipt, SendFailure

MOST_RECIPIENTS = 1_000
SHORTEST_INTERVAL, INTERVALS = 60, 1_740
"""Seconds: longer than both calls may last; and how many more an interval may have."""
PLANNED = 256
"""Contents of which it is remembered in which messages they go out."""
NOT_A_MEMBER = SendFailure(FailureKind.BLOCKED, code="not a member's id")


class Deliveries:
    """Sends for one app. `agent`: its number; `cards`: it may send interactive ones."""

    def __init__(
        self, api: Api, secret: str, agent: int, media: Media, words: Mapping[str, Words], cards: bool
    ) -> None:
        self._api = api
        self._secret = secret
        self._agent = agent
        self._media = media
        self._words = words
        # Counted before it is sent, and many read alike.
        self._pieces = lru_cache(maxsize=PLANNED)(lambda content: pieces(content, cards, words))
        self._recalls: Lately[asyncio.Task[dict[str, Any]]] = Lately()

    def messages(self, delivery: Delivery) -> int:
        withdrawn = delivery.operation is Operation.WITHDRAW
        return 1 if withdrawn else max(1, len(self._pieces(delivery.content)))

    async def send(self, deliveries: Sequence[Delivery]) -> list[Receipt]:
        """Those of one chat one after another; behind what is to be tried again the rest of its chat waits."""
        chats: dict[str, deque[Delivery]] = {}
        for delivery in deliveries:
            chats.setdefault(delivery.chat, deque()).append(delivery)
        receipts: dict[int, Receipt] = {}
        while chats:
            first = [queue.popleft() for queue in chats.values()]
            for done in await asyncio.gather(*map(self._together, _alike(first))):
                receipts |= {receipt.delivery: receipt for receipt in done}
            for delivery in first:
                if holding := held_up(receipts[delivery.id]):
                    receipts |= {each.id: Receipt(each.id, each.parts, holding) for each in chats[delivery.chat]}
                    del chats[delivery.chat]
                elif not chats[delivery.chat]:
                    del chats[delivery.chat]
        return [receipts[delivery.id] for delivery in deliveries]

    async def _together(self, batch: list[Delivery]) -> list[Receipt]:
        """Equal deliveries to different chats."""
        valid = [delivery for delivery in batch if MEMBER.fullmatch(delivery.chat.lower())]
        call = _Call(valid)
        if valid:
            try:
                await self._carry_out(call)
            except (Refused, Unsent, Unanswered) as error:
                call.fails(failure(error))
        done = call.receipts()
        return [done.get(delivery.id, Receipt(delivery.id, delivery.parts, NOT_A_MEMBER)) for delivery in batch]

    async def _carry_out(self, call: "_Call") -> None:
        delivery = call.first
        if delivery.operation is not Operation.SEND:
            for part in delivery.parts:
                await self._recall(part, must=delivery.operation is Operation.WITHDRAW)
                call.out.remove(part)
        if delivery.operation is Operation.WITHDRAW:
            return
        planned = self._pieces(delivery.content)
        for number, piece in enumerate(planned[len(call.out) :], len(call.out)):
            if not call.chats:
                return
            said = await self._say(call, piece, number)
            call.out.append(str(said["msgid"]))
            for why in ("invaliduser", "unlicenseduser"):
                if said.get(why):
                    call.misses(set(str(said[why]).lower().split("|")), why)

    async def _recall(self, part: str, must: bool) -> None:
        """Once, however many calls ask for it: one message lies before many. What cannot be taken back any more
        (after 24 hours) stays where it is, if new words follow it."""
        task = self._recalls.get(part)
        if task is None:
            task = asyncio.create_task(self._api.post("message/recall", self._secret, {"msgid": part}))
            self._recalls.note(part, task)
        try:
            await asyncio.shield(task)
        except Unanswered:
            self._recalls.forget(part)
            raise Refused(BUSY, said="no answer to a recall") from None  # it may be repeated
        except (Unsent, Refused) as error:
            self._recalls.forget(part)
            if must or failure(error).kind is not FailureKind.REFUSED:
                raise

    async def _say(self, call: "_Call", piece: Piece, number: int) -> dict[str, Any]:
        if piece.file is None:
            return await self._post(call, self._body(call, piece, number), number)
        return await self._media.show(piece.file, lambda body: self._post(call, body, number))

    def _body(self, call: "_Call", piece: Piece, number: int) -> dict[str, Any]:
        if piece.form is None or piece.head is None:
            return {"msgtype": "text", "text": {"content": piece.text}}
        content = call.first.content
        task = f"{call.first.id}-{number}-{call.mark:08x}"
        shown = card(piece.head, piece.form, content.choices, task, self._words[language(content)])
        return {"msgtype": "template_card", "template_card": shown}

    async def _post(self, call: "_Call", body: Mapping[str, Any], number: int) -> dict[str, Any]:
        interval = SHORTEST_INTERVAL + (zlib.crc32(str(call.first.id).encode()) + number) % INTERVALS
        request = {
            "touser": "|".join(call.chats), "agentid": self._agent, **body, "enable_duplicate_check": 1,
            "duplicate_check_interval": interval,
        }  # fmt: skip
        try:
            return await self._checked(request)
        except Unanswered as doubtful:
            try:
                return await self._checked(request)
            except (Unsent, Refused):
                # That says nothing of the first call, least of all that a card's task is there already.
                raise doubtful from None

    async def _checked(self, request: Mapping[str, Any]) -> dict[str, Any]:
        said = await self._api.post("message/send", self._secret, request)
        if not said.get("msgid"):
            raise Unanswered("answer without a message")
        return said


class _Call:
    """Equal deliveries under way: who still gets what follows, and what is out."""

    def __init__(self, batch: Sequence[Delivery]) -> None:
        self._batch = batch
        self.chats = [delivery.chat for delivery in batch]
        self.out = list(batch[0].parts) if batch else []
        self._missed: dict[str, Receipt] = {}
        self._failure: SendFailure | None = None

    @property
    def first(self) -> Delivery:
        return self._batch[0]

    @property
    def mark(self) -> int:
        """Differs where a delivery is said anew in other words (marked as repeated), or after others were recalled:
        the vendor takes each card's task once."""
        said = (self.first.content.text, self.first.parts if self.first.operation is Operation.EDIT else ())
        return zlib.crc32(repr(said).encode())

    def fails(self, failed: SendFailure) -> None:
        self._failure = failed

    def misses(self, members: set[str], why: str) -> None:
        """These members, whom the vendor names in small letters, got nothing, for a reason of their own."""
        for delivery in self._batch:
            if delivery.chat.lower() in members:
                blocked = SendFailure(FailureKind.BLOCKED, code=why)
                self._missed.setdefault(delivery.chat, Receipt(delivery.id, delivery.parts, blocked))
        self.chats = [chat for chat in self.chats if chat not in self._missed]

    def receipts(self) -> dict[int, Receipt]:
        return {
            each.id: self._missed.get(each.chat) or Receipt(each.id, tuple(self.out), self._failure)
            for each in self._batch
        }


def _alike(deliveries: Sequence[Delivery]) -> list[list[Delivery]]:
    """Deliveries to different chats, by what they say and do; no more in one than a call takes."""
    found: dict[Any, list[Delivery]] = {}
    for delivery in deliveries:
        found.setdefault((delivery.content, delivery.operation, delivery.parts), []).append(delivery)
    return [
        alike[start : start + MOST_RECIPIENTS]
        for alike in found.values() for start in range(0, len(alike), MOST_RECIPIENTS)
    ]  # fmt: skip
