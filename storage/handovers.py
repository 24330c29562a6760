"""What was passed on to a human: a call for help, a voice message, words that were not understood, a danger."""

from dataclasses import dataclass

from storage.addresses import Address
from storage.database import Transaction
from storage.ids import first_at
from storage.people import BEYOND


@dataclass(frozen=True, slots=True)
class Handover:
    id: int
    kind: str  #: asked, voice, misunderstood, notice (written back to one), or danger:<which>
    person: int
    account: str
    chat: str
    saying: int
    at: int
    taken_by: int


@dataclass(frozen=True, slots=True)
class Open:
    """What nobody has taken yet, with whoever it came from and what they said."""

    id: int
    kind: str
    person: int
    name: str
    phone: str
    door: str
    words: str
    at: int


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


def latest(tx: Transaction, kind: str, address: Address, person: int, since: int) -> Handover | None:
    """The newest of a kind that came from a chat, or from its person (0: nobody known), after a time (epoch ms)."""
    row = tx.sql.handovers.latest(
        tx.connection, tenant=tx.tenant, kind=kind, account=address.account, chat=address.chat,
        person=person, after=first_at(since), since=since,
    )  # fmt: skip
    return Handover(*row) if row else None


def latest_danger(tx: Transaction, address: Address, person: int, since: int) -> Handover | None:
    """The newest danger, of whatever kind, that a chat or its person spoke of after a time (epoch ms)."""
    row = tx.sql.handovers.latest_danger(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, person=person,
        after=first_at(since), since=since,
    )  # fmt: skip
    return Handover(*row) if row else None


def open_dangers(tx: Transaction, since: int, count: int) -> list[Handover]:
    """Dangers since a time (epoch ms) that nobody has taken, the oldest first."""
    rows = tx.sql.handovers.open_dangers(tx.connection, tenant=tx.tenant, after=first_at(since), count=count)
    return [Handover(*row) for row in rows]


def talking(tx: Transaction, address: Address, person: int, since: int) -> Handover | None:
    """The newest call from a chat or its person after a time (epoch ms) that a worker has taken."""
    row = tx.sql.handovers.talking(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, person=person,
        after=first_at(since),
    )  # fmt: skip
    return Handover(*row) if row else None


def of_saying(tx: Transaction, saying: int) -> list[Handover]:
    """Through which hand-overs a saying was passed on."""
    return [Handover(*row) for row in tx.sql.handovers.of_saying(tx.connection, tenant=tx.tenant, saying=saying)]


def waiting(tx: Transaction, count: int = 200) -> list[Handover]:
    """What nobody has taken yet, the oldest first."""
    return [Handover(*row) for row in tx.sql.handovers.open(tx.connection, tenant=tx.tenant, count=count)]


def open_in(tx: Transaction, path: str, since: int) -> list[Open]:
    """What nobody has taken, of people of the area of a path since a time (epoch ms), the oldest first; for the
    largest area also of people of whom nobody knows where they live."""
    rows = tx.sql.handovers.open_in(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, root=int(path.count("/") == 1),
        after=first_at(since),
    )  # fmt: skip
    return [Open(*row) for row in rows]
