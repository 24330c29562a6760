"""The wire of a channel, played: it records what goes out and answers as it is told."""

import asyncio
from collections.abc import Callable, Sequence

from domain.messages import (
    Content,
    Delivery,
    FailureKind,
    FileReference,
    Limits,
    NotFetched,
    Priority,
    Receipt,
    SendFailure,
)
from storage.outbox import Claimed
from tests.town import ACCOUNT, NOON

Answer = Callable[[Delivery], Receipt]


def taken(delivery: Delivery) -> Receipt:
    """The vendor took it; its parts bear the number of the delivery."""
    return Receipt(delivery.id, (f"part{delivery.id}",))


def refuses(kind: FailureKind, retry_after: float = 0.0, whole_account: bool = False) -> Answer:
    """An answer that is always the same failure."""
    return lambda delivery: Receipt(
        delivery.id, delivery.parts, SendFailure(kind, retry_after, kind.value, whole_account)
    )


class Wire:
    """A channel whose other end is this test. `answer` decides; `gate`, when closed, holds every send back."""

    name = "telegram"

    def __init__(self, limits: Limits | None = None, answer: Answer = taken, account: str = ACCOUNT) -> None:
        self.account = account
        self.limits = limits or Limits(4_096, True)
        self.open = True
        self.answer = answer
        self.tried: list[Delivery] = []
        self.sent: list[Delivery] = []
        self.calls: list[list[int]] = []  #: the deliveries of each call
        self.fetched = 0
        self.files: dict[str, bytes | SendFailure] = {}
        self.gate = asyncio.Event()
        self.gate.set()

    @property
    def texts(self) -> list[str]:
        """What arrived, in the order in which it did."""
        return [delivery.content.text for delivery in self.sent]

    def messages(self, delivery: Delivery, /) -> int:
        return 1 + len(delivery.content.text) // self.limits.text

    async def run(self) -> None:
        """A door that is only called back."""

    async def send(self, deliveries: Sequence[Delivery], /) -> list[Receipt]:
        self.tried += deliveries
        self.calls.append([delivery.id for delivery in deliveries])
        await self.gate.wait()
        await asyncio.sleep(0)
        receipts = [self.answer(delivery) for delivery in deliveries]
        self.sent += [
            delivery for delivery, receipt in zip(deliveries, receipts, strict=True) if receipt.failure is None
        ]
        return receipts

    async def fetch(self, reference: FileReference, /) -> bytes:
        self.fetched += 1
        found = self.files[reference.reference]
        if isinstance(found, SendFailure):
            raise NotFetched(found)
        return found


def delivery(number: int, chat: str = "a", priority: Priority = Priority.REPLY, text: str = "") -> Delivery:
    return Delivery(number, ACCOUNT, chat, Content(text or f"text {number}"), priority=priority)


def claimed(
    number: int, chat: str = "a", priority: Priority = Priority.REPLY, *, at: int = NOON, repeated: bool = False,
    attempts: int = 0, expires_at: int | None = None,
) -> Claimed:  # fmt: skip
    return Claimed(delivery(number, chat, priority), 0, attempts, repeated, expires_at, at, at)


async def until(done: Callable[[], bool], seconds: float = 5.0) -> None:
    """Waits for what other tasks bring about. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.002)
