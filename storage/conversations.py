"""Conversations: where a chat stands, and the keys of the updates that took effect."""

from dataclasses import dataclass, field
from typing import Any

from storage.addresses import Address
from storage.database import Transaction
from storage.json_text import read_json, write_json


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
    flow, step, data, misunderstood = tx.sql.conversations.touch(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, now=now
    )
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
