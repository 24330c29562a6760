"""Conversations: where a chat stands, and the keys of the updates that took effect."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.addresses import Address
from storage.database import Transaction
from storage.json_text import read_json, write_json

TOGETHER = "person"
"""The account under which the one conversation of somebody with several chats stands; the chat is their id."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a chat stands between two turns: a flow's step with its data, or nothing ("", "")."""

    flow: str = ""
    step: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    misunderstood: int = 0  #: how many texts in a row were not understood


def remember(tx: Transaction, account: str, key: str, now: int) -> bool:
    """Notes an update's key; False when it was seen before."""
    return bool(
        tx.sql.conversations.remember(tx.connection, tenant=tx.tenant, account=account, key=key, now=now)
    )


def touch(tx: Transaction, address: Address, now: int) -> Conversation:
    """Locks a chat's row for this turn and loads it."""
    row = tx.sql.conversations.touch(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, now=now
    )
    return _conversation(row[:4])


def of_all_chats(person: int) -> Address:
    """Where the conversation of somebody with several chats stands."""
    return Address(TOGETHER, str(person))


def join(tx: Transaction, address: Address, here: Conversation, person: int, now: int) -> Conversation:
    """The one conversation of somebody with several chats, locked after the row of the chat in which they speak,
    which stood `here`. It begins with where they stood last in any of them, and what a chat still holds of its own
    counts no more."""
    together = of_all_chats(person)
    *row, turns = tx.sql.conversations.touch(
        tx.connection, tenant=tx.tenant, account=together.account, chat=together.chat, now=now
    )
    if not turns:
        row = tx.sql.conversations.left_at(tx.connection, tenant=tx.tenant, person=person) or row
    found = _conversation(row)
    if not turns and found.step:
        save(tx, together, found)
    if here.step:
        save(tx, address, Conversation())
    return found


def _conversation(row: Sequence[Any]) -> Conversation:
    flow, step, data, misunderstood = row
    return Conversation(flow, step, read_json(data) if data != "{}" else {}, misunderstood)


def begun(tx: Transaction, address: Address) -> bool:
    """Whether anybody has ever written in a chat."""
    found = tx.sql.conversations.begun(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat
    )
    return found is not None


def save(tx: Transaction, address: Address, conversation: Conversation) -> None:
    data = write_json(conversation.data) if conversation.data else "{}"
    tx.sql.conversations.save(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, flow=conversation.flow,
        step=conversation.step, data=data, misunderstood=conversation.misunderstood,
    )  # fmt: skip


def load_cursor(tx: Transaction, account: str) -> str:
    """A channel's place in its vendor's stream, "" at first."""
    value = tx.sql.conversations.load_cursor(tx.connection, tenant=tx.tenant, account=account)
    return value or ""


def save_cursor(tx: Transaction, account: str, value: str) -> None:
    tx.sql.conversations.save_cursor(tx.connection, tenant=tx.tenant, account=account, value=value)


def purge_updates(tx: Transaction, before: int, count: int) -> int:
    """Forgets the oldest `count` keys older than `before`, and those of the same millisecond; how many."""
    return int(tx.sql.conversations.purge_updates(tx.connection, tenant=tx.tenant, before=before, count=count))
