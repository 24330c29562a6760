"""Words that are written when a delivery is claimed, so that they say what holds at that moment.

A row of the outbox names its composer and an argument ("reminder:7"). A report that came in a minute ago stops the
reminder: the composer then has nothing to say, and the delivery is cancelled.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import structlog

from domain.messages import Content, Priority
from storage import outbox, recipients
from storage.database import Transaction
from storage.outbox import Claimed

log = structlog.get_logger()

NOTHING = "nothing outstanding"

Composer = Callable[[Transaction, Claimed, int, int], Content | None]
"""(transaction, the delivery as it lies there, argument, now): what it says, or None when there is nothing left."""


def claim(
    tx: Transaction, composers: Mapping[str, Composer], account: str, priority: Priority, now: int, count: int
) -> list[Claimed]:
    """Takes deliveries of a lane, those that are composed with the words that hold now."""
    found = []
    for claimed in outbox.claim(tx, account, priority, now, count):
        composed = _composed(tx, composers, claimed, now) if claimed.compose else claimed
        if composed is not None:
            found.append(composed)
    return found


def _composed(tx: Transaction, composers: Mapping[str, Composer], claimed: Claimed, now: int) -> Claimed | None:
    name, _, argument = claimed.compose.partition(":")
    composer = composers.get(name)
    if composer is None:
        log.error("no such composer", name=name, delivery=claimed.delivery.id)
        return claimed
    content = composer(tx, claimed, int(argument or 0), now)
    if content is None:
        outbox.ended(tx, claimed.delivery.id, "cancelled", claimed.delivery.parts, NOTHING)
        recipients.spared(tx, claimed.delivery.id)
        return None
    if content != claimed.delivery.content:
        outbox.composed(tx, claimed.delivery.id, content)
    return replace(claimed, delivery=replace(claimed.delivery, content=content))
