"""English order lines are read like Chinese ones; what is not wholly known stays as it was written."""

import pytest

from nlu.english import in_chinese
from nlu.orders import Context, understand
from tests.nlu.windows import VILLAGE

LINES = [
    ("2 jin pork", {"土猪肉": 2_000}),
    ("pork 2 jin, tofu 1", {"土猪肉": 2_000, "豆腐": 1_000}),
    ("I'd like two jin of pork and one tofu, please", {"土猪肉": 2_000, "豆腐": 1_000}),
    ("2kg pork", {"土猪肉": 4_000}),
    ("half a jin of ribbonfish", {"带鱼": 500}),
    ("two boxes of eggs, 3 jin greens", {"鸡蛋": 2_000, "青菜": 3_000}),
]


@pytest.mark.parametrize(("line", "lines"), LINES, ids=[line for line, _ in LINES])
def test_an_english_line_is_an_order(line: str, lines: dict[str, int]) -> None:
    understood = understand(line, VILLAGE)
    assert {found.item: found.quantity for found in understood.lines} == lines
    assert understood.intent == "order"


@pytest.mark.parametrize(
    ("line", "intent", "amount"),
    [("add 1 jin pork", "add", 1_000), ("change pork to 3 jin", "change", 3_000), ("no pork", "cancel", 0)],
)
def test_a_running_order_is_changed_in_english(line: str, intent: str, amount: int) -> None:
    understood = understand(line, VILLAGE, Context({"土猪肉": 2_000}))
    assert (understood.intent, [found.quantity for found in understood.lines]) == (intent, [amount])


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("how do I pay?", "help"), ("When does it close", "help"), ("where do I pick it up?", "help"),
        ("how much is pork?", "ask_price"), ("do you have salt", "list"),
    ],
)  # fmt: skip
def test_an_english_question_is_a_question(line: str, intent: str) -> None:
    assert understand(line, VILLAGE).intent == intent


ELSE = ["my neighbour bought 2 jin pork", "zhurou 2jin", "hello", "猪肉2斤", "pork loin 2 jin"]


@pytest.mark.parametrize("line", ELSE)
def test_what_is_not_wholly_known_stays_as_it_was_written(line: str) -> None:
    assert in_chinese(line) == line
