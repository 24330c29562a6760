"""Addresses: a chat of a channel's account, bound to the person who reads there."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.spans import MINUTE
from storage.database import Transaction
from storage.json_text import write_json

WEB = "web"
PRESENT = 3 * MINUTE
"""Milliseconds after which a page of the web chat that has not been heard of is closed."""


@dataclass(frozen=True, slots=True, order=True)
class Address:
    account: str
    chat: str

    @property
    def kind(self) -> str:
        """Which kind of door it is at: telegram, web, wecom, wecom-kf, ..."""
        return self.account.partition(":")[0]


def bind(tx: Transaction, address: Address, person: int, language: str, now: int) -> None:
    """Binds a chat to a person; who was bound there before no longer is."""
    tx.sql.addresses.bind(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, person=person,
        language=language, now=now,
    )  # fmt: skip


def meet(tx: Transaction, address: Address, language: str, now: int) -> None:
    """Notes a chat in which somebody wrote who is not known yet."""
    tx.sql.addresses.meet(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, language=language, now=now
    )


def language(tx: Transaction, address: Address) -> str:
    """The language of a chat whose person is not known, or ""."""
    row = tx.sql.addresses.get(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat
    )
    return row[2] if row else ""


def set_language(tx: Transaction, address: Address, chosen: str) -> None:
    tx.sql.addresses.set_language(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, language=chosen
    )


def heard_here(tx: Transaction, address: Address, now: int) -> None:
    """Somebody with several chats speaks in this one, where they are written to from now on."""
    tx.sql.addresses.heard_here(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, now=now
    )


def choose(tx: Transaction, person: int, address: Address | None) -> None:
    """Somebody wants to be written to there before all others; None: where they speak last, as ever."""
    account, chat = (address.account, address.chat) if address else ("", "")
    tx.sql.addresses.choose(tx.connection, tenant=tx.tenant, person=person, account=account, chat=chat)


def of_person(tx: Transaction, person: int) -> list[Address]:
    """Where somebody can be reached, the newest first."""
    rows = tx.sql.addresses.of_person(tx.connection, tenant=tx.tenant, person=person)
    return [Address(account, chat) for account, chat, state, _ in rows if state == "reachable"]


def to_write_to(tx: Transaction, person: int, now: int) -> list[Address]:
    """The same in the order in which they are tried: a closed page of the web chat shows its words to nobody, and
    comes last."""
    rows = tx.sql.addresses.of_person(tx.connection, tenant=tx.tenant, person=person)
    reachable = [(account == WEB and seen_at <= now - PRESENT, Address(account, chat))
                 for account, chat, state, seen_at in rows if state == "reachable"]  # fmt: skip
    return [address for closed in (False, True) for found, address in reachable if found is closed]


def every_of(tx: Transaction, person: int) -> list[Address]:
    """All that is bound to somebody, whether it takes anything now or not."""
    rows = tx.sql.addresses.of_person(tx.connection, tenant=tx.tenant, person=person)
    return [Address(account, chat) for account, chat, *_ in rows]


def reached(tx: Transaction, found: Iterable[tuple[str, str]]) -> None:
    """These chats (account, chat) took something just now, whatever was noted before: who blocked the bot has let it
    in again."""
    tx.sql.addresses.reached(
        tx.connection, [{"tenant": tx.tenant, "account": account, "chat": chat} for account, chat in found]
    )


def seen(tx: Transaction, account: str, chats: Iterable[str], now: int) -> None:
    """These chats have a page open now."""
    tx.sql.addresses.seen(tx.connection, tenant=tx.tenant, account=account, keys=write_json(list(chats)), now=now)


def mark(tx: Transaction, address: Address, reachable: bool) -> bool:
    """Notes that a chat takes nothing any more, or answers again; whether that is news."""
    state = "reachable" if reachable else "unreachable"
    changed = tx.sql.addresses.set_state(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, state=state
    )
    return bool(changed)


def hear(tx: Transaction, address: Address, messages: int, until: int, at: int, language: str) -> bool:
    """Somebody's word of `at` lets us say so many messages there until then; False when it was heard before."""
    return bool(tx.sql.addresses.hear(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, messages=messages, until=until,
        at=at, language=language,
    ))  # fmt: skip


def spend(tx: Transaction, address: Address, now: int) -> bool:
    """One of the messages that may be said there; False when there is none left, or its time is over."""
    return bool(tx.sql.addresses.spend(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, now=now
    ))  # fmt: skip


def shut(tx: Transaction, address: Address) -> None:
    """Nothing more may be said there before the next word."""
    tx.sql.addresses.shut(tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat)


def is_rationed(tx: Transaction, address: Address) -> bool:
    """Whether so much only may be said there after each word, and not for long."""
    return bool(tx.sql.addresses.rationed(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat
    ))  # fmt: skip


def close(tx: Transaction, now: int, count: int) -> int:
    """Notes that the time of at most `count` doors is over; how many."""
    return int(tx.sql.addresses.close(tx.connection, tenant=tx.tenant, now=now, count=count))


def closed_of(tx: Transaction, person: int) -> list[Address]:
    """Where somebody could be written to after their next word, at most one."""
    return [Address(*row) for row in tx.sql.addresses.closed_of(tx.connection, tenant=tx.tenant, person=person)]


def awaits_word(tx: Transaction, person: int, now: int) -> bool:
    """Whether somebody reads what is written to them now only after their next word."""
    return not to_write_to(tx, person, now) and bool(closed_of(tx, person))
