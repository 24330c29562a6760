"""Words that are written when a delivery is claimed, so that they say what holds at that moment.

A row of the outbox names its composer and an argument ("reminder:7"). A report that came in a minute ago stops the
reminder: the composer then has nothing to say, and the delivery is cancelled.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import structlog

from domain.messages import Content
from storage import outbox, recipients
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.outbox import Claimed

log = structlog.get_logger()

NOTHING = "nothing outstanding"
FAILED = "not composed"
SLICE = 25
"""Deliveries composed in one transaction: some milliseconds in which nobody's turn can run."""

Composer = Callable[[Transaction, Sequence[Claimed], int, int], Sequence[Content | None]]
"""(transaction, deliveries as they lie there, argument, now): what each says, or None when there is nothing left.
Several at once, since those who share an area share most of the work."""


async def composed(
    database: Database, composers: Mapping[str, Composer], claimed: Sequence[Claimed], clock: Callable[[], int]
) -> list[Claimed]:
    """Claimed deliveries with the words that hold now, without those that have nothing to say."""
    unwritten = [each for each in claimed if each.compose]
    if not unwritten:
        return list(claimed)
    ready = {each.delivery.id: each for each in claimed if not each.compose}
    for start in range(0, len(unwritten), SLICE):
        found = await _slice(database, composers, unwritten[start : start + SLICE], clock)
        ready |= {each.delivery.id: each for each in found}
    return [ready[each.delivery.id] for each in claimed if each.delivery.id in ready]


def compose(
    tx: Transaction, composers: Mapping[str, Composer], claimed: Sequence[Claimed], now: int
) -> list[Claimed]:  # fmt: skip
    """One slice within a transaction. The words are kept, so that the record shows what was sent."""
    said: dict[int, Content | None] = {each.delivery.id: each.delivery.content for each in claimed}
    for named in dict.fromkeys(each.compose for each in claimed if each.compose):
        name, _, argument = named.partition(":")
        own = [each for each in claimed if each.compose == named]
        if name not in composers:
            log.error("no such composer", name=name, deliveries=len(own))
            continue
        contents = composers[name](tx, own, int(argument or 0), now)
        said |= {each.delivery.id: content for each, content in zip(own, contents, strict=True)}
    return [kept for each in claimed if (kept := _kept(tx, each, said[each.delivery.id])) is not None]


def _kept(tx: Transaction, claimed: Claimed, content: Content | None) -> Claimed | None:
    delivery = claimed.delivery
    if content is None:
        outbox.ended(tx, delivery.id, "cancelled", delivery.parts, NOTHING)
        recipients.spared(tx, delivery.id)
        return None
    if content != delivery.content:
        outbox.composed(tx, delivery.id, content)
    return replace(claimed, delivery=replace(delivery, content=content))


async def _slice(
    database: Database, composers: Mapping[str, Composer], claimed: Sequence[Claimed], clock: Callable[[], int]
) -> list[Claimed]:
    """One that fails stands in nobody's way: the others of its slice are composed one by one."""
    try:
        return await database.write(lambda tx: compose(tx, composers, claimed, clock()))
    except DatabaseUnavailable:
        raise
    except Exception:
        if len(claimed) > 1:
            return [found for each in claimed for found in await _slice(database, composers, [each], clock)]
        failed = claimed[0].delivery
        log.exception("not composed", delivery=failed.id)
        end = partial(outbox.ended, delivery=failed.id, state="failed", parts=failed.parts, failure=FAILED)
        await database.write(end)
        return []
