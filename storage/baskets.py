"""Baskets: what somebody has put together and not confirmed. No orders; when the window has closed, people to phone.

While a window takes orders a basket is only the question under a summary. Written down at closing, it is a lapsed
basket, and outlasts that question, which a late 确认 or another order answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.baskets import ENTERING, FLOW
from storage import questions
from storage.database import Transaction
from storage.json_text import read_json, write_json
from storage.people import BEYOND
from storage.questions import Question

FLOWS = (FLOW, ENTERING)
"""The flows whose open questions carry baskets."""


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A lapsed basket with whom to phone about it, and who has; `phoned_at` is 0 while nobody has."""

    person: int
    name: str
    phone: str
    door: str
    part: str
    wished: dict[int, int]  #: thousandths by item
    phoned_by: int
    caller: str
    phoned_at: int


@dataclass(frozen=True, slots=True)
class ToPhone:
    """Somebody whose basket was left, and whom nobody has phoned yet."""

    window: int
    person: int
    name: str
    phone: str
    door: str
    title: str  #: the window's
    at: int


def asked_about(tx: Transaction, window: int) -> list[Question]:
    """The open questions that carry baskets of a window."""
    return [question for flow in FLOWS for question in questions.open_about(tx, flow, window)]


def waiting(tx: Transaction, window: int) -> dict[int, dict[int, int]]:
    """What each person has put together in a window's open questions (thousandths by item), from all their chats.

    What a worker put together for somebody is theirs.
    """
    wishes: dict[int, dict[int, int]] = {}
    for question in asked_about(tx, window):
        wished = wishes.setdefault(question.data.get("whom", question.person), {})
        wished |= _amounts(question.data.get("wished", {}))
    return wishes


def keep(tx: Transaction, window: int, person: int, household: int, wished: Mapping[int, int], now: int) -> None:
    """Writes down what a person wished and did not confirm."""
    tx.sql.baskets.keep(
        tx.connection, tenant=tx.tenant, window=window, person=person, household=household,
        wished=write_json({str(item): quantity for item, quantity in wished.items()}), now=now,
    )  # fmt: skip


def of_window(tx: Transaction, window: int, path: str) -> list[Lapsed]:
    """The lapsed baskets of households in the area of `path` ("" is everywhere)."""
    rows = tx.sql.baskets.of_window(
        tx.connection, tenant=tx.tenant, window=window, path_low=path, path_high=path + BEYOND
    )
    return [
        Lapsed(person, name, phone, door, part, _amounts(read_json(wished)), phoned_by, caller, phoned_at)
        for person, name, phone, door, part, wished, phoned_by, caller, phoned_at in rows
    ]


def to_phone(tx: Transaction, path: str, since: int) -> list[ToPhone]:
    """Whom to phone about windows of the area of a path that closed since a time (epoch ms)."""
    rows = tx.sql.baskets.to_phone(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, since=since
    )
    return [ToPhone(*row) for row in rows]


def path_of(tx: Transaction, window: int, person: int) -> str | None:
    """The path of the area that a person's lapsed basket belongs to; None when there is no such basket."""
    found = tx.sql.baskets.path_of(tx.connection, tenant=tx.tenant, window=window, person=person)
    return str(found) if found is not None else None


def phone(tx: Transaction, window: int, person: int, caller: int, now: int) -> bool:
    """Notes that somebody phoned about a basket; False when somebody had already."""
    return bool(
        tx.sql.baskets.phone(tx.connection, tenant=tx.tenant, window=window, person=person, caller=caller, now=now)
    )


def _amounts(wished: Mapping[str, int]) -> dict[int, int]:
    return {int(item): quantity for item, quantity in wished.items()}
