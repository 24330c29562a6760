"""How the tables of sentences say what is expected, and what was understood in the same form."""

from collections.abc import Mapping

from domain.amounts import format_quantity, parse_quantity
from nlu.orders import Context, Understood

INTENTS = ("order", "add", "change", "cancel", "ask_price", "ask_status", "list", "help", "other")


def context_of(order: str = "", last: str = "") -> Context:
    """ "猪肉 2, 排骨 1" as the running order, likewise the last one."""
    return Context(_amounts(order), _amounts(last))


def _amounts(text: str) -> Mapping[str, int]:
    found = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, quantity = part.rsplit(" ", 1)
        found[name] = parse_quantity(quantity) or 0
    return found


def expected(text: str) -> tuple[str, list[str], bool]:
    """(intent, lines as "item amount", whether a question is due) of an expectation."""
    asks = text.endswith("?")
    first, _, rest = text.rstrip("? ").partition(" ")
    intent, lines = (first, rest) if first in INTENTS else ("order", text.rstrip("? "))
    return intent, sorted(filter(None, (line.strip() for line in lines.split(",")))), asks


def summary(understood: Understood) -> tuple[str, list[str], bool]:
    """What was understood in the form of `expected`; a line for another household is "item@who amount"."""
    lines = []
    for line in understood.lines:
        whom = f"@{line.whom}" if line.whom else ""
        lines.append(f"{line.item}{whom} {format_quantity(line.quantity)}")
    return understood.intent, sorted(lines), bool(understood.flags)
