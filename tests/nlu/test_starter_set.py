"""The starter set of utterances beside the project, where it is there: no line is recorded that nobody asked for."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.amounts import parse_fen, parse_quantity
from nlu.catalog import Catalog, CatalogItem
from nlu.orders import Context, Understood, understand

UTTERANCES = Path(__file__).parents[3] / "shared" / "data" / "utterances"

pytestmark = pytest.mark.skipif(not UTTERANCES.exists(), reason="the starter utterances are not beside the project")


@pytest.fixture(scope="module")
def answers() -> list[tuple[dict[str, Any], Understood]]:
    catalogs = json.loads((UTTERANCES / "catalogs.json").read_text("utf-8"))
    built = {name: Catalog.build(map(_item, window["items"])) for name, window in catalogs.items()}
    lines = (UTTERANCES / "orders.jsonl").read_text("utf-8").splitlines()
    cases = [json.loads(line) for line in lines if line.strip()]
    return [(case, understand(case["text"], built[case["catalog"]], _context(case))) for case in cases]


def _item(row: dict[str, Any]) -> CatalogItem:
    price = parse_fen(row["price"])
    assert price is not None
    return CatalogItem(row["item"], row["unit"], price, parse_quantity(row["max"]), tuple(row["aliases"]))


def _context(case: dict[str, Any]) -> Context:
    given = case.get("context", {})
    order, last = ({row["item"]: _quantity(row) for row in given.get(key, [])} for key in ("order", "last"))
    return Context(order, last)


def _quantity(row: dict[str, Any]) -> int:
    quantity = parse_quantity(row["qty"])
    assert quantity is not None
    return quantity


def _lines(case: dict[str, Any]) -> set[tuple[str, int, str]]:
    return {(row["item"], _quantity(row), row["unit"]) for row in case["lines"]}


def test_no_line_is_recorded_that_was_not_asked_for(answers: list[tuple[dict[str, Any], Understood]]) -> None:
    wrong = [
        case["text"]
        for case, understood in answers
        if {(line.item, line.quantity, line.unit) for line in understood.lines} - _lines(case)
    ]
    assert wrong == []


def test_every_intent_and_line_is_found_and_every_question_due_is_asked(
    answers: list[tuple[dict[str, Any], Understood]],
) -> None:
    missed = [
        case["text"]
        for case, understood in answers
        if (understood.intent, bool(understood.flags)) != (case["intent"], bool(case["flags"]))
        or {(line.item, line.quantity, line.unit) for line in understood.lines} != _lines(case)
    ]
    assert missed == []
