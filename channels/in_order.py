"""Deliveries of many chats side by side, those of one chat one after another."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from domain.messages import Delivery, FailureKind, Receipt, SendFailure

WAITS = SendFailure(FailureKind.UNREACHABLE, code="waits for an earlier one")

Deliver = Callable[[Delivery], Awaitable[Receipt]]


async def send(deliveries: Sequence[Delivery], deliver: Deliver) -> list[Receipt]:
    if len(deliveries) == 1:
        return [await deliver(deliveries[0])]
    chats: dict[str, list[Delivery]] = {}
    for delivery in deliveries:
        chats.setdefault(delivery.chat, []).append(delivery)
    sent = await asyncio.gather(*(_send_to_one(chat, deliver) for chat in chats.values()))
    receipts = {receipt.delivery: receipt for chat in sent for receipt in chat}
    return [receipts[delivery.id] for delivery in deliveries]


async def _send_to_one(deliveries: list[Delivery], deliver: Deliver) -> list[Receipt]:
    receipts: list[Receipt] = []
    holding: SendFailure | None = None
    for delivery in deliveries:
        receipt = Receipt(delivery.id, delivery.parts, holding) if holding else await deliver(delivery)
        receipts.append(receipt)
        holding = holding or held_up(receipt)
    return receipts


def held_up(receipt: Receipt) -> SendFailure | None:
    """How what follows in the chat fails, too: behind a delivery that is to be tried again it waits, lest the chat be
    out of order. None where it may go on."""
    failed = receipt.failure
    if failed is None or failed.kind is FailureKind.REFUSED:
        return None
    return WAITS if failed.kind is FailureKind.UNKNOWN else failed
