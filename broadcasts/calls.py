"""One call of a channel: what goes out in it, and what became of each delivery."""

from collections import deque
from collections.abc import Callable

import structlog

from broadcasts.receipts import Verdict, judge
from domain.messages import Channel, FailureKind, Limits, Receipt, SendFailure
from storage.outbox import Claimed, marked_as_repeated

log = structlog.get_logger()


async def send(
    channel: Channel, batch: list[Claimed], repeated_mark: str, clock: Callable[[], int]
) -> list[tuple[Verdict, SendFailure | None]]:
    """Hands a batch to its channel; what has expired meanwhile stays here."""
    now = clock()
    late = {claimed.delivery.id for claimed in batch if claimed.expires_at is not None and claimed.expires_at <= now}
    going = [claimed for claimed in batch if claimed.delivery.id not in late]
    receipts = {receipt.delivery: receipt for receipt in await _receipts(channel, going, repeated_mark)}
    judged: list[tuple[Verdict, SendFailure | None]] = []
    for claimed in batch:
        receipt = receipts.get(claimed.delivery.id)
        if receipt is None:
            judged.append((Verdict(claimed, "expired", claimed.delivery.parts, "expired"), None))
        else:
            judged.append((judge(claimed, receipt, clock()), receipt.failure))
    return judged


async def _receipts(channel: Channel, going: list[Claimed], repeated_mark: str) -> list[Receipt]:
    deliveries = [
        marked_as_repeated(claimed, repeated_mark) if claimed.repeated else claimed.delivery for claimed in going
    ]
    try:
        return await channel.send(deliveries) if deliveries else []
    except Exception:
        log.exception("channel failed", account=channel.account, delivery=deliveries[0].id)
        failure = SendFailure(FailureKind.UNKNOWN, code="channel error")
        return [Receipt(delivery.id, delivery.parts, failure) for delivery in deliveries]


def may_go_together(one: Claimed, other: Claimed) -> bool:
    """Whether two chats get the same in one call: equal words, none of them there in part, neither a repetition."""
    first, second = one.delivery, other.delivery
    return (first.content, first.operation, first.parts, one.repeated) == (
        second.content, second.operation, second.parts, other.repeated
    )  # fmt: skip


def taken(queue: deque[Claimed], limits: Limits) -> list[Claimed]:
    """What goes out of a chat's queue with one call: the first, or all that are alike where a channel joins them.
    What was tried together is tried together again, so that a vendor can tell a repetition."""
    first = queue.popleft()
    batch, alike = [first], (first.delivery.operation, first.attempts)
    while limits.joins and queue and (queue[0].delivery.operation, queue[0].attempts) == alike:
        batch.append(queue.popleft())
    return batch
