"""What was passed on to a human: a call for help, a voice message, words that were not understood, a danger."""

from dataclasses import dataclass

from storage.addresses import Address
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Handover:
    id: int
    kind: str  #: asked, voice, misunderstood, or danger:<which>
    person: int
    account: str
    chat: str
    saying: int
    at: int
    taken_by: int


def add(tx: Transaction, kind: str, person: int, address: Address, saying: int, now: int) -> int:
    handover = tx.ids.next()
    tx.sql.handovers.add(
        tx.connection, tenant=tx.tenant, id=handover, kind=kind, person=person, account=address.account,
        chat=address.chat, saying=saying, now=now,
    )  # fmt: skip
    return handover


def take(tx: Transaction, handover: int, worker: int, now: int) -> bool:
    """A worker takes it on; False when another did."""
    return bool(
        tx.sql.handovers.take(tx.connection, tenant=tx.tenant, id=handover, worker=worker, now=now)
    )


def get(tx: Transaction, handover: int) -> Handover | None:
    row = tx.sql.handovers.by_id(tx.connection, tenant=tx.tenant, id=handover)
    return Handover(*row) if row else None


def waiting(tx: Transaction, count: int = 200) -> list[Handover]:
    """What nobody has taken yet, the oldest first."""
    return [Handover(*row) for row in tx.sql.handovers.open(tx.connection, tenant=tx.tenant, count=count)]
