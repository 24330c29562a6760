"""Whom an unanswered reminder was passed on to, level by level."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.people import Role
from storage.database import Transaction
from storage.json_text import read_json, write_json


@dataclass(frozen=True, slots=True)
class Escalation:
    """Somebody's silence, passed on to workers (none where nobody of that level could be reached)."""

    person: int
    level: int
    at: int
    told: tuple[int, ...]


def note(tx: Transaction, broadcast: int, passed: Iterable[Escalation]) -> None:
    """Writes down who was told of whom; what stands there stays."""
    rows = [
        {"tenant": tx.tenant, "broadcast": broadcast, "person": each.person, "level": each.level, "now": each.at,
         "told": write_json(each.told)}
        for each in passed
    ]  # fmt: skip
    if rows:
        tx.sql.escalations.note(tx.connection, rows)


def of_broadcast(tx: Transaction, broadcast: int) -> list[Escalation]:
    """Everything that was passed on of a broadcast, person by person, level by level."""
    rows = tx.sql.escalations.of_broadcast(tx.connection, tenant=tx.tenant, broadcast=broadcast)
    return [Escalation(person, level, at, tuple(read_json(told))) for person, level, at, told in rows]


def posts(tx: Transaction, broadcast: int) -> dict[int, list[tuple[Role, str]]]:
    """The posts of those staff who stand in a broadcast's ledger, each with the path of its area."""
    found: dict[int, list[tuple[Role, str]]] = {}
    for person, role, path in tx.sql.escalations.posts(tx.connection, tenant=tx.tenant, broadcast=broadcast):
        found.setdefault(person, []).append((Role(role), path))
    return found
