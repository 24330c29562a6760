"""Eleven hundred messages by many hands: none records a line that was not asked for, and few ask without need."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from nlu.catalog import Catalog, CatalogItem
from nlu.orders import Understood, understand
from tests.nlu.expectations import context_of

HEARD = Path(__file__).with_name("heard.txt")
MOST_NEEDLESS = 0.08
LEAST_FOUND = 0.95

Lines = dict[str, Decimal]


def _read() -> tuple[dict[str, Catalog], list[list[str]]]:
    windows: dict[str, list[CatalogItem]] = {}
    cases: list[list[str]] = []
    key = ""
    for line in HEARD.read_text("utf-8").splitlines():
        if line.startswith("= "):
            key = line[2:]
        elif key == "cases":
            cases.append((line + "|||||").split("|")[:6])
        elif not line.startswith("#"):
            name, unit, yuan, limit, aliases = line.split("|")
            item = CatalogItem(
                name, unit, int(Decimal(yuan) * 100), int(limit) * 1000, tuple(filter(None, aliases.split(",")))
            )
            windows.setdefault(key, []).append(item)
    return {key: Catalog.build(items) for key, items in windows.items()}, cases


WINDOWS, CASES = _read()


def _amounts(text: str) -> Lines:
    pairs = (part.rsplit(" ", 1) for part in filter(None, text.replace("\\n", "\n").split(", ")))
    return {name: Decimal(amount) for name, amount in pairs}


def _left(lines: Lines, intent: str, order: Lines) -> Lines:
    """What the lines leave behind, as the scorer compares it: an order and more of it come on top of what runs."""
    if "*" in lines:
        return dict.fromkeys(order, Decimal(0)) or lines
    on_top = intent in ("order", "add")
    result = {name: amount + (order.get(name, Decimal(0)) if on_top else 0) for name, amount in lines.items()}
    return {name: amount for name, amount in result.items() if on_top or amount != order.get(name, Decimal(0))}


def _answer(case: list[str]) -> tuple[Lines, Lines, bool, bool]:
    """(expected, recorded, whether a question is due, whether one was asked) of a case."""
    window, text, wanted, intent, due, running = case
    understood = understand(text.replace("\\n", "\n"), WINDOWS[window], context_of(running))
    order = _amounts(running)
    expected = {name.partition("@")[0] + ("@" if "@" in name else ""): n for name, n in _amounts(wanted).items()}
    return (
        _left(expected, intent, order),
        _left(_recorded(understood), understood.intent, order),
        due == "?",
        bool(understood.questions),
    )


def _recorded(understood: Understood) -> Lines:
    """An amount for somebody else is one for somebody else, however they are named."""
    return {
        line.item + ("@" if line.whom else ""): Decimal(line.quantity) / 1000 for line in understood.lines
    }  # fmt: skip


@cache
def answers() -> list[tuple[list[str], Lines, Lines, bool, bool]]:
    return [(case, *_answer(case)) for case in CASES]


def test_no_line_is_recorded_that_was_not_asked_for() -> None:
    def amounts(lines: Lines) -> set[tuple[str, Decimal]]:
        return {(name.rstrip("@"), amount) for name, amount in lines.items()}

    assert [row for row, expected, recorded, _, _ in answers() if amounts(recorded) - amounts(expected)] == []


def test_few_questions_are_asked_without_need() -> None:
    clear = [asked for _, _, _, due, asked in answers() if not due]
    assert sum(clear) <= MOST_NEEDLESS * len(clear)


def test_nearly_every_line_is_found() -> None:
    wanted = sum(len(expected) for _, expected, _, _, _ in answers())
    found = sum(len(expected.items() & recorded.items()) for _, expected, recorded, _, _ in answers())
    recorded = sum(len(recorded) for _, _, recorded, _, _ in answers())
    assert 2 * found >= LEAST_FOUND * (wanted + recorded)


def test_most_of_what_must_be_asked_is_asked() -> None:
    due = [asked for _, _, _, is_due, asked in answers() if is_due]
    assert sum(due) >= 0.9 * len(due)
