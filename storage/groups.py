"""Group chats that belong to a village, the list posts kept up to date there, and who wrote there unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.orders import Window
from domain.public_lists import PublicList
from storage import addresses, dues
from storage.addresses import Address
from storage.database import Transaction
from storage.json_text import read_json, write_json

POST = "group_post"
"""The kind of due that brings a list post up to date."""

SOON = 2_000
EVERY = 15_000
"""Milliseconds: the pause after an order before the post is edited, so that several orders are one edit, and the
least pause between two edits. A group takes 20 messages a minute, edits and all."""

PAYLOAD = "group"
"""What a link in a group says when it opens a private chat."""


@dataclass(frozen=True, slots=True)
class Post:
    """The one list post of a window in a group."""

    id: int
    address: Address
    window: int
    delivery: int  #: the newest that sent or edited it, 0 before the first
    shown: str  #: what it says, "" when it is to be posted anew
    renewed: bool  #: it was posted anew since somebody had deleted it
    edited_at: int


def village_of(tx: Transaction, address: Address) -> int:
    """The village whose group a chat is, 0 when it is no village's."""
    found = tx.sql.groups.village(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat
    )
    return int(found or 0)


def bind(tx: Transaction, address: Address, village: int, bound_by: int, now: int) -> bool:
    """Makes a chat a village's group; False when it was somebody's already."""
    bound = tx.sql.groups.bind(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, village=village,
        bound_by=bound_by, now=now,
    )  # fmt: skip
    return bool(bound)


def settle(tx: Transaction, account: str, villages: Mapping[str, int], language: str, now: int) -> None:
    """Makes exactly these chats of an account the groups of their villages, where not their members decide that."""
    for chat, village in list(tx.sql.groups.of_account(tx.connection, tenant=tx.tenant, account=account)):
        if villages.get(chat) != village:
            tx.sql.groups.unbind(tx.connection, tenant=tx.tenant, account=account, chat=chat)
    for chat, village in villages.items():
        addresses.meet(tx, Address(account, chat), language, now)
        bind(tx, Address(account, chat), village, 0, now)


def of_village(tx: Transaction, village: int) -> list[Address]:
    return [Address(*row) for row in tx.sql.groups.of_village(tx.connection, tenant=tx.tenant, village=village)]


def announce(tx: Transaction, address: Address, window: int, now: int) -> None:
    """Has the list of a window posted in a group, below what was written there so far."""
    post = tx.sql.groups.announce(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), account=address.account, chat=address.chat,
        window=window,
    )  # fmt: skip
    dues.set_due(tx, POST, post, now)


def touch(tx: Transaction, window: int, now: int) -> None:
    """What the posts of a window show has changed; they are edited soon."""
    tx.sql.groups.touch(
        tx.connection, tenant=tx.tenant, kind=POST, window=window, soon=now + SOON, every=EVERY
    )


def ended(tx: Transaction, window: int, now: int) -> None:
    """A window is closed or called off: its posts say so soon, those that are only posted anew now and then, too."""
    tx.sql.groups.ended(
        tx.connection, tenant=tx.tenant, kind=POST, window=window, soon=now + SOON, every=EVERY
    )


def post(tx: Transaction, post_id: int) -> Post | None:
    row = tx.sql.groups.post(tx.connection, tenant=tx.tenant, id=post_id)
    if row is None:
        return None
    key, account, chat, window, delivery, shown_now, renewed, edited_at = row
    return Post(key, Address(account, chat), window, delivery, shown_now, bool(renewed), edited_at)


def shown(tx: Transaction, post_id: int, delivery: int, text: str, renewed: bool, now: int) -> None:
    """Notes what a post says from now on, and by which delivery."""
    tx.sql.groups.shown(
        tx.connection, tenant=tx.tenant, id=post_id, delivery=delivery, text=text, renewed=int(renewed), now=now
    )


def posted_in(tx: Transaction, window: int) -> list[Address]:
    """The groups in which a window was posted."""
    rows = tx.sql.groups.posted_in(tx.connection, tenant=tx.tenant, window=window)
    return sorted(Address(*row) for row in rows)


def public_list(tx: Transaction, window: Window) -> PublicList:
    """The doors that have ordered in a window, with what, in order of placing."""
    rows = tx.sql.groups.households(tx.connection, tenant=tx.tenant, window=window.id)
    return PublicList.of(window.items, [(door, item, int(qty), first, home) for home, door, item, qty, first in rows])


def stranger(tx: Transaction, address: Address, sender: str) -> tuple[tuple[int, ...], int]:
    """The sayings that wait until somebody writes in private, and when they were told to, 0 if they were not."""
    row = tx.sql.groups.stranger(
        tx.connection, tenant=tx.tenant, account=address.account, sender=sender, chat=address.chat
    )
    return (tuple(read_json(row[0])), int(row[1])) if row else ((), 0)


def keep_stranger(
    tx: Transaction, address: Address, sender: str, sayings: Sequence[int], told_at: int
) -> None:
    tx.sql.groups.keep_stranger(
        tx.connection, tenant=tx.tenant, account=address.account, sender=sender, chat=address.chat,
        sayings=write_json(list(sayings)), at=told_at,
    )  # fmt: skip


def take_words(tx: Transaction, account: str, sender: str) -> list[int]:
    """What somebody said in groups before they wrote in private, once: the sayings, oldest first."""
    found: list[int] = []
    for chat, kept in list(
        tx.sql.groups.strangers_words(tx.connection, tenant=tx.tenant, account=account, sender=sender)
    ):
        address = Address(account, chat)
        waiting, told_at = tuple(read_json(kept)), stranger(tx, address, sender)[1]
        found += waiting
        if waiting:
            keep_stranger(tx, address, sender, (), told_at)
    return sorted(found)
