"""The ledger of a broadcast: one row for each person, frozen when it was launched, and where each of them stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.notices import Standing, Way
from storage.addresses import PRESENT, WEB, Address
from storage.database import Transaction
from storage.json_text import write_json
from storage.people import BEYOND

SLICE = 5_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody whose way is to be decided: what their words need, and where they can be reached now."""

    person: int
    household: int
    name: str
    language: str
    phone: str
    door: str
    village: str
    grid: str
    microgrid: str
    address: Address | None  #: the newest that takes something
    present: bool  #: and somebody is there: a closed page of the web chat shows its words to nobody
    nonce: str = ""  #: what the buttons of an earlier copy carry
    tried: str = ""  #: the account to which that went


@dataclass(frozen=True, slots=True)
class Copy:
    """One person's copy on its way into the outbox, or the reason why there is none (address None)."""

    person: int
    way: Way
    delivery: int = 0
    address: Address | None = None
    content: str = ""  #: as storage.contents.dump writes it, or the nonce when the words stand in a body
    body: int = 0
    nonce: str = ""
    parts: str = "[]"
    replaces: int = 0  #: the delivery that it changes or takes back


def freeze(tx: Transaction, broadcast: int, people: Sequence[tuple[int, int]]) -> None:
    """Writes (person, household) into the ledger; who stands there stays as they are."""
    if people:
        tx.sql.recipients.freeze(tx.connection, tenant=tx.tenant, broadcast=broadcast, rows=write_json(list(people)))


def waiting(tx: Transaction, broadcast: int, now: int, count: int) -> list[Waiting]:
    """The next whose way is to be decided, in order of their ids: where somebody is; of several such places one where
    no copy has been yet; of several of these the newest."""
    rows = tx.sql.recipients.waiting(tx.connection, tenant=tx.tenant, broadcast=broadcast, count=count)
    found: dict[int, Waiting] = {}
    best: dict[int, tuple[bool, bool]] = {}
    for *person, nonce, tried, account, chat, seen_at in rows:
        present = account is not None and (account != WEB or seen_at > now - PRESENT)
        rank = present, account != tried
        if person[0] not in found or rank > best[person[0]]:
            address = Address(account, chat) if account is not None else None
            found[person[0]] = _waiting(person, address, present, nonce, tried)
            best[person[0]] = rank
    return list(found.values())


def _waiting(person: list[Any], address: Address | None, present: bool, nonce: str, tried: str) -> Waiting:
    key, household, name, language, phone, door, village, grid, microgrid = person
    return Waiting(
        key, household, name, language, phone, door or "", village, grid or "", microgrid or "", address, present,
        nonce, tried,
    )  # fmt: skip


def settle(
    tx: Transaction,
    broadcast: int,
    copies: Iterable[Copy],
    now: int,
    *,
    priority: str,
    operation: str,
    expires_at: int,
    compose: str = "",
) -> list[int]:
    """Decides the way of people who wait, and writes their copies into the outbox; the people of whom another process
    had not decided before."""
    wanted = list(copies)
    rows = write_json([(copy.person, copy.way.value, copy.delivery, copy.nonce) for copy in wanted])
    taken = {
        person for (person,) in tx.sql.recipients.settle(
            tx.connection, tenant=tx.tenant, broadcast=broadcast, rows=rows)
    }  # fmt: skip
    written = [
        (copy.delivery, copy.address.account, copy.address.chat, copy.person, copy.content, copy.body, copy.parts,
         copy.replaces)
        for copy in wanted if copy.address is not None and copy.person in taken
    ]  # fmt: skip
    if written:
        tx.sql.recipients.add_copies(
            tx.connection, tenant=tx.tenant, broadcast=broadcast, rows=write_json(written), priority=priority,
            operation=operation, compose=compose, now=now, expires_at=expires_at,
        )  # fmt: skip
    return sorted(taken)


def is_all_settled(tx: Transaction, broadcast: int) -> bool:
    """Whether nobody of the ledger waits and no copy is on its way."""
    return not tx.sql.recipients.any_waiting(
        tx.connection, tenant=tx.tenant, broadcast=broadcast
    ) and not tx.sql.recipients.any_under_way(tx.connection, tenant=tx.tenant, broadcast=broadcast)


def under_way(tx: Transaction, broadcast: int, most: int) -> int:
    """How many copies are queued, counted up to `most`."""
    return int(tx.sql.recipients.under_way(tx.connection, tenant=tx.tenant, broadcast=broadcast, most=most))


def end_waiting(tx: Transaction, broadcast: int, way: Way, count: int) -> int:
    """So many of those who still wait are told nothing any more: the rest was called off, or its words have expired;
    how many there were."""
    return int(
        tx.sql.recipients.end_waiting(
            tx.connection, tenant=tx.tenant, broadcast=broadcast, way=way.value, count=count
        )
    )


def call_off(tx: Transaction, broadcast: int) -> int:
    """Copies that are queued are not sent; how many."""
    return int(tx.sql.recipients.call_off(tx.connection, tenant=tx.tenant, broadcast=broadcast))


def wait_again(tx: Transaction, broadcast: int, people: Iterable[int]) -> int:
    """These are told once more, in whatever way reaches them then; how many."""
    return int(
        tx.sql.recipients.wait_again(
            tx.connection, tenant=tx.tenant, broadcast=broadcast, rows=write_json(sorted(people))
        )
    )


def spared(tx: Transaction, delivery: int) -> None:
    """When its turn came there was nothing left to remind of: its reader is not silent, but told nothing."""
    tx.sql.recipients.spared(tx.connection, tenant=tx.tenant, delivery=delivery)


def unreached(tx: Transaction, delivery: int) -> None:
    """The address of a copy takes nothing any more: its reader is telephoned or knocked for."""
    tx.sql.recipients.unreached(tx.connection, tenant=tx.tenant, delivery=delivery)


def refused(tx: Transaction, delivery: int) -> None:
    """A copy will never be taken: its reader is told in person, or by a further one."""
    tx.sql.recipients.refused(tx.connection, tenant=tx.tenant, delivery=delivery)


def answer(tx: Transaction, broadcast: int, person: int, value: str, now: int) -> bool:
    """Keeps what somebody chose; False when it was that already."""
    return bool(
        tx.sql.recipients.answer(
            tx.connection, tenant=tx.tenant, broadcast=broadcast, person=person, answer=value, now=now
        )
    )


def told(tx: Transaction, broadcast: int, person: int, by: int, now: int) -> bool:
    """A worker has told somebody in person; False when one had before."""
    return bool(
        tx.sql.recipients.told(tx.connection, tenant=tx.tenant, broadcast=broadcast, person=person, by=by, now=now)
    )


def standing(tx: Transaction, broadcast: int, person: int) -> Standing | None:
    row = tx.sql.recipients.standing(tx.connection, tenant=tx.tenant, broadcast=broadcast, person=person)
    return Standing(*row) if row else None


def counts(tx: Transaction, broadcast: int) -> dict[str, int]:
    """How many people stand in each state."""
    return dict(tx.sql.recipients.counts(tx.connection, tenant=tx.tenant, broadcast=broadcast))


def choices(tx: Transaction, broadcast: int) -> dict[str, int]:
    """How many people chose each answer."""
    return dict(tx.sql.recipients.choices(tx.connection, tenant=tx.tenant, broadcast=broadcast))


def households_answered(tx: Transaction, broadcast: int) -> tuple[int, int]:
    """(households of which somebody answered or was told, all households); who lives in none counts as one."""
    answered, everybody = tx.sql.recipients.households(tx.connection, tenant=tx.tenant, broadcast=broadcast)
    return int(answered or 0), int(everybody or 0)


def silent(
    tx: Transaction, broadcast: int, counted: str, path_low: str = "", path_high: str = BEYOND, count: int = 5000
) -> list[Standing]:
    """Who has neither answered nor been told in person, in the area between two paths, by micro-grid and door. Where
    households count, one answer spares everybody behind the door."""
    rows = tx.sql.recipients.silent(
        tx.connection, tenant=tx.tenant, broadcast=broadcast, by_household=int(counted == "household"),
        path_low=path_low, path_high=path_high, count=count,
    )  # fmt: skip
    return [Standing(*row) for row in rows]


def tried_in_vain(tx: Transaction, broadcast: int, count: int) -> int:
    """Of the newest `count` copies that are done with, how many failed by the channel's fault or are unknown."""
    return int(tx.sql.recipients.tried(tx.connection, tenant=tx.tenant, broadcast=broadcast, count=count) or 0)


def with_copies(tx: Transaction, broadcast: int) -> list[tuple[int, int]]:
    """(person, household) of whoever has a copy that can be taken back."""
    return _paged(tx, tx.sql.recipients.with_copies, broadcast)


def everybody(tx: Transaction, broadcast: int) -> list[tuple[int, int]]:
    """(person, household) of the whole ledger."""
    return _paged(tx, tx.sql.recipients.everybody, broadcast)


def _paged(tx: Transaction, query: Any, broadcast: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while rows := list(query(
        tx.connection, tenant=tx.tenant, broadcast=broadcast, after=found[-1][0] if found else 0, count=SLICE
    )):  # fmt: skip
        found += [(person, household) for person, household in rows]
    return found


@dataclass(frozen=True, slots=True)
class Earlier:
    """A copy of an earlier broadcast, as it lies in somebody's chat."""

    delivery: int  #: the one that brought it there first
    address: Address
    parts: str  #: the vendor's ids, as JSON
    out: bool  #: else it is on its way, and cannot be changed yet


def earlier_copies(tx: Transaction, broadcast: int, people: Iterable[int]) -> dict[int, Earlier]:
    """By person: what of an earlier broadcast is out, or on its way."""
    rows = tx.sql.recipients.earlier_copies(
        tx.connection, tenant=tx.tenant, broadcast=broadcast, rows=write_json(sorted(people))
    )
    return {
        person: Earlier(replaces or delivery, Address(account, chat), parts, state not in ("queued", "sending"))
        for person, delivery, replaces, account, chat, parts, state in rows
    }


def not_changed(tx: Transaction, broadcast: int, count: int) -> list[int]:
    """Whose copy of an earlier broadcast a correction could not change, and who is still to be told in a message of
    its own."""
    rows = tx.sql.recipients.not_changed(tx.connection, tenant=tx.tenant, broadcast=broadcast, count=count)
    return [person for (person,) in rows]
