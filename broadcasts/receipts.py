"""What a receipt means for the outbox: out, once more later, or ended; noted in batches."""

from collections.abc import Sequence
from dataclasses import dataclass

from broadcasts import falling_over
from broadcasts.outbox import WORD_AWAITED
from domain.messages import FailureKind, Operation, Priority, Receipt
from storage import addresses, not_taken, outbox, recipients
from storage.addresses import Address
from storage.database import Transaction
from storage.outbox import Claimed

FIRST_PAUSE = 2_000
LONGEST_PAUSE = 120_000
GIVE_UP = 24 * 3600 * 1000
"""Milliseconds: the pause after a first failure, its bound, and when a delivery that cannot be sent is given up."""

THROTTLED_PAUSE = 1_000
MISCONFIGURED_PAUSE = 60_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happens next with a claimed delivery. state: sent, queued (again at `due`), failed or unknown."""

    claimed: Claimed
    state: str
    parts: tuple[str, ...]
    failure: str = ""
    due: int = 0
    counted: bool = True
    unreachable: bool = False  #: the address takes nothing any more
    spent: bool = False  #: the address takes nothing before its own next word


def judge(claimed: Claimed, receipt: Receipt, now: int) -> Verdict:
    """The verdict on a receipt; the times it names are epoch milliseconds."""
    failure = receipt.failure
    if failure is None:
        return Verdict(claimed, "sent", receipt.parts)
    code = failure.code or failure.kind.value
    kept = outbox.UNCERTAIN if claimed.repeated else code
    match failure.kind:
        case FailureKind.THROTTLED:
            pause = max(int(failure.retry_after * 1000), THROTTLED_PAUSE)
            return Verdict(claimed, "queued", receipt.parts, kept, now + pause, counted=False)
        case FailureKind.UNREACHABLE if now - claimed.created_at < GIVE_UP:
            return Verdict(claimed, "queued", receipt.parts, kept, now + _pause(claimed))
        case FailureKind.MISCONFIGURED if now - claimed.created_at < GIVE_UP:
            return Verdict(claimed, "queued", receipt.parts, kept, now + MISCONFIGURED_PAUSE)
        case FailureKind.UNKNOWN:
            if outbox.may_repeat(claimed.delivery.priority, claimed.repeated, claimed.attempts):
                return Verdict(claimed, "queued", receipt.parts, outbox.UNCERTAIN, now + _pause(claimed))
            return Verdict(claimed, "unknown", receipt.parts, code)
        case FailureKind.SPENT if claimed.delivery.priority.bulk:
            return Verdict(claimed, "failed", receipt.parts, code, spent=True)
        case FailureKind.SPENT:
            return Verdict(claimed, "queued", receipt.parts, kept, outbox.NEVER, counted=False)
        case FailureKind.BLOCKED:
            return Verdict(claimed, "failed", receipt.parts, code, unreachable=True)
        case _:
            return Verdict(claimed, "failed", receipt.parts, code)


def _pause(claimed: Claimed) -> int:
    return min(FIRST_PAUSE << min(claimed.attempts, 10), LONGEST_PAUSE)


def came_back(tx: Transaction, account: str, delivery: int, code: str, now: int) -> None:
    """A vendor says afterwards that something did not arrive: whoever asked hears it with their next word, who was
    told something is told it in another way."""
    for found, priority in not_taken.in_the_same_message(tx, account, delivery):
        if priority.bulk:
            not_taken.lost(tx, found, code)
            recipients.unreached(tx, found)
            falling_over.onward(tx, found, now, waits=True)
        else:
            not_taken.await_word(tx, found, (), code, now + WORD_AWAITED)


def note(tx: Transaction, verdicts: Sequence[Verdict], now: int) -> None:
    """Writes verdicts into the outbox, and marks addresses that take nothing any more, or do again."""
    taken = [(verdict.claimed.delivery, verdict.parts) for verdict in verdicts if verdict.state == "sent"]
    outbox.sent(tx, [(delivery.id, parts) for delivery, parts in taken], now)
    # In one order, so that two processes never wait for each other.
    addresses.reached(tx, sorted({(delivery.account, delivery.chat) for delivery, _ in taken}))
    for verdict in verdicts:
        delivery = verdict.claimed.delivery
        if verdict.state == "queued" and verdict.due == outbox.NEVER:
            not_taken.await_word(tx, delivery.id, verdict.parts, verdict.failure, now + WORD_AWAITED)
        elif verdict.state == "queued":
            outbox.again(tx, delivery.id, verdict.parts, verdict.due, verdict.failure, counted=verdict.counted)
        elif verdict.state != "sent":
            outbox.ended(tx, delivery.id, verdict.state, verdict.parts, verdict.failure)
            # Whoever's copy could not be changed has one, and is told anew (feeding.py).
            sends = delivery.operation is Operation.SEND
            if verdict.state == "failed" and sends and not (verdict.unreachable or verdict.spent):
                recipients.refused(tx, delivery.id)
        if verdict.unreachable or verdict.spent:
            addresses.mark(tx, Address(delivery.account, delivery.chat), reachable=False)
            recipients.unreached(tx, delivery.id)
            if delivery.priority is not Priority.ALARM:  # which went to all their doors
                falling_over.onward(tx, delivery.id, now, waits=verdict.spent)
