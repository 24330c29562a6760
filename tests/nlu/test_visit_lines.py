"""Hundreds of lines of grid workers, in two halves written at different times: hardly a wrong record."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from commands.understood import visit_keys

HALVES = ("visits_tuned.jsonl", "visits_later.jsonl")
"""The second was written after the words had been settled on the first."""

LEAST_RETURNEES, LEAST_CAUGHT, MOST_WRONG = 0.9, 0.95, 0.02


@cache
def read(name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    cases = [json.loads(line) for line in lines if line.strip()]
    return [(case, visit_keys(case)) for case in cases]


def origins(rows: list[dict[str, Any]]) -> Counter[tuple[str, str | None]]:
    return Counter((row["from"], row["date"]) for row in rows)


def household(text: str | None) -> str | None:
    return re.sub(r"\s", "", text) if text else None


@pytest.mark.parametrize("name", HALVES)
def test_returns_are_found_with_place_and_day_and_hardly_one_is_invented(name: str) -> None:
    pairs = [(origins(case["returnees"]), origins(found["returnees"])) for case, found in read(name)]
    hits = sum((wanted & got).total() for wanted, got in pairs)
    assert hits >= LEAST_RETURNEES * sum(got.total() for _, got in pairs)
    assert hits >= LEAST_RETURNEES * sum(wanted.total() for wanted, _ in pairs)


@pytest.mark.parametrize("name", HALVES)
def test_nearly_everything_abnormal_is_caught(name: str) -> None:
    abnormal = [found["abnormal"] for case, found in read(name) if case["abnormal"]]
    assert sum(abnormal) >= LEAST_CAUGHT * len(abnormal)


@pytest.mark.parametrize("name", HALVES)
def test_hardly_a_household_a_size_or_a_return_is_recorded_that_was_not_said(name: str) -> None:
    rows = read(name)
    wrong = [
        case["text"]
        for case, found in rows
        if (found["household"] and household(found["household"]) != household(case["household"]))
        or (found["persons"] is not None and found["persons"] != case["persons"])
        or origins(found["returnees"]) - origins(case["returnees"])
    ]
    assert len(wrong) <= MOST_WRONG * len(rows), wrong
