"""Newcomers: who introduced themselves and was not confirmed yet."""

from dataclasses import dataclass

from storage.database import Transaction
from storage.json_text import read_json
from storage.people import BEYOND


@dataclass(frozen=True, slots=True)
class Newcomer:
    person: int
    name: str
    phone: str
    door: str
    since: int
    same: int  #: the person on record whose name they gave, 0 for none


def in_area(tx: Transaction, path: str) -> list[Newcomer]:
    """Those who say that they live in the area of a path, the oldest first."""
    rows = tx.sql.newcomers.in_area(tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND)
    return [
        Newcomer(person, name, phone, door, since, read_json(asked).get("same", 0) if asked else 0)
        for person, name, phone, door, since, asked in rows
    ]
