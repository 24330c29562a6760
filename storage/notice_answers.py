"""What people answered to a notice: each choice that was made, and the words that they wrote back to its author."""

from dataclasses import dataclass, replace
from typing import Any

from domain.messages import FileReference
from domain.notices import Broadcast
from storage import sayings
from storage.addresses import Address
from storage.database import Transaction
from storage.ids import first_at
from storage.people import BEYOND


@dataclass(frozen=True, slots=True)
class WroteBack:
    """What somebody wrote back, or sent. `handover`: through which they are answered, 0 while they are not."""

    id: int
    notice: int
    broadcast: int
    person: int
    name: str
    door: str
    account: str
    chat: str
    saying: int
    words: str
    choice: str
    handover: int
    at: int
    read_at: int | None
    files: tuple[FileReference, ...] = ()


def chose(tx: Transaction, broadcast: Broadcast, person: int, address: Address, choice: str, now: int) -> None:
    """Keeps a choice; the ledger has the newest."""
    tx.sql.notice_answers.add(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), notice=broadcast.notice, broadcast=broadcast.id,
        person=person, account=address.account, chat=address.chat, saying=0, handover=0, choice=choice, now=now,
        read_at=now,
    )  # fmt: skip


def wrote(
    tx: Transaction, broadcast: Broadcast, person: int, address: Address, saying: int, handover: int, now: int
) -> int:
    """Keeps that somebody wrote back, for the author's inbox; the id. With a hand-over the author is told of it now,
    so that it is read; without one it waits there."""
    answer = tx.ids.next()
    tx.sql.notice_answers.add(
        tx.connection, tenant=tx.tenant, id=answer, notice=broadcast.notice, broadcast=broadcast.id, person=person,
        account=address.account, chat=address.chat, saying=saying, handover=handover, choice="", now=now,
        read_at=now if handover else None,
    )  # fmt: skip
    return answer


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote back; `reader` is who has read it."""

    id: int
    notice: int
    number: int
    title: str
    person: int
    name: str
    phone: str
    door: str
    text: str
    files: tuple[FileReference, ...]
    at: int
    read_at: int | None
    reader: str


def inbox(tx: Transaction, path: str, notice: int, before: int, count: int) -> list[Written]:
    """What was written back to notices of an area and of its parts, the newest first; notice 0: to any of them."""
    rows = tx.sql.notice_answers.inbox(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, notice=notice, before=before,
        count=count,
    )  # fmt: skip
    return [
        Written(key, of, number, title, person, name, phone, door, text, sayings.files_in(files), at, read_at, reader)
        for key, of, number, title, person, name, phone, door, text, files, at, read_at, reader in rows
    ]


def unread(tx: Transaction, path: str) -> int:
    """How many of them nobody has read, counted up to 100."""
    found = tx.sql.notice_answers.unread(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND
    )
    return int(found)


def place(tx: Transaction, answer: int) -> tuple[int, int, str] | None:
    """(notice, person, path of the notice's area) of what was written back."""
    row = tx.sql.notice_answers.place(tx.connection, tenant=tx.tenant, id=answer)
    return (row[0], row[1], row[4]) if row else None


def read(tx: Transaction, answer: int, reader: int, now: int) -> bool:
    """Somebody has read it; False when one had before."""
    return bool(
        tx.sql.notice_answers.read(tx.connection, tenant=tx.tenant, id=answer, reader=reader, now=now)
    )


def newest_of(tx: Transaction, person: int, since: int) -> tuple[int, int] | None:
    """(broadcast, when) of the newest answer of somebody since a time: a choice, or words."""
    row = tx.sql.notice_answers.newest_of(tx.connection, tenant=tx.tenant, person=person, after=first_at(since))
    return (row[0], row[1]) if row else None


def told_since(tx: Transaction, notice: int, since: int) -> int:
    """How many answers the author got one by one since a time."""
    after = first_at(since)
    return int(tx.sql.notice_answers.told_since(tx.connection, tenant=tx.tenant, notice=notice, after=after))


def count_waiting(tx: Transaction, notice: int) -> int:
    return int(tx.sql.notice_answers.count_waiting(tx.connection, tenant=tx.tenant, notice=notice))


def waiting(tx: Transaction, notice: int, count: int) -> list[WroteBack]:
    """What waits in the author's inbox, the oldest first."""
    rows = tx.sql.notice_answers.waiting(tx.connection, tenant=tx.tenant, notice=notice, count=count)
    return [_wrote_back(row) for row in rows]


def get(tx: Transaction, answer: int) -> WroteBack | None:
    row = tx.sql.notice_answers.by_id(tx.connection, tenant=tx.tenant, id=answer)
    return _wrote_back(row) if row else None


def answered_through(tx: Transaction, answer: int, handover: int) -> None:
    """Its writer is answered through a hand-over."""
    tx.sql.notice_answers.answered_through(tx.connection, tenant=tx.tenant, id=answer, handover=handover)


def _wrote_back(row: Any) -> WroteBack:
    return replace(WroteBack(*row[:-1]), files=sayings.files_in(row[-1]))
