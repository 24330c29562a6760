"""Results of nucleic tests, each a row of its case; a correction is a row of its own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from domain.nucleic import Result, Test
from storage.database import Transaction
from storage.json_text import write_json


def add(tx: Transaction, test: Test) -> Test:
    """Keeps a result, under its own id where it has one already."""
    kept = replace(test, id=test.id or tx.ids.next())
    tx.sql.nucleic.add(
        tx.connection, tenant=tx.tenant, id=kept.id, observation=kept.observation, day=kept.day.isoformat(),
        result=kept.result.value, said_by=kept.said_by, saying=kept.saying, now=kept.at, replaces=kept.replaces,
        alarm=kept.alarm,
    )  # fmt: skip
    return kept


def of_case(tx: Transaction, observation: int) -> list[Test]:
    """All of a case in the order in which they were said, those that were corrected too."""
    return of_cases(tx, [observation]).get(observation, [])


def of_cases(tx: Transaction, observations: Iterable[int]) -> dict[int, list[Test]]:
    keys = write_json(sorted(set(observations)))
    found: dict[int, list[Test]] = {}
    for row in tx.sql.nucleic.of_cases(tx.connection, tenant=tx.tenant, keys=keys):
        test = _test(*row)
        found.setdefault(test.observation, []).append(test)
    return found


def _test(
    key: int, observation: int, day: str, result: str, said_by: int, at: int, saying: int, replaces: int, alarm: int,
    name: Any,
) -> Test:  # fmt: skip
    return Test(
        observation, date.fromisoformat(day), Result(result), said_by, at, saying, replaces, alarm, key, name or ""
    )
