"""Addresses: a chat of a channel's account, bound to the person who reads there."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Transaction
from storage.json_text import write_json


@dataclass(frozen=True, slots=True, order=True)
class Address:
    account: str
    chat: str


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


def of_person(tx: Transaction, person: int) -> list[Address]:
    """Where somebody can be reached, the newest first."""
    rows = tx.sql.addresses.of_person(tx.connection, tenant=tx.tenant, person=person)
    return [Address(account, chat) for account, chat, state in rows if state == "reachable"]


def reached(tx: Transaction, found: Iterable[Address]) -> None:
    """These chats took something just now, whatever was noted before: who blocked the bot has let it in again."""
    tx.sql.addresses.reached(
        tx.connection, [{"tenant": tx.tenant, "account": address.account, "chat": address.chat} for address in found]
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
