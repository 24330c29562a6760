"""What the texts about weights, money and the account may be told: all of it, and as little as possible."""

from dataclasses import replace
from typing import Any

from domain.accounts import Line, Paid, Weight, settle
from tests.town import GOODS

ITEMS = tuple(replace(item, id=number) for number, item in enumerate(GOODS, 1))
ACCOUNT = settle(
    (replace(ITEMS[0], bought=5_000, arrived=4_500), replace(ITEMS[2], arrived=900), *ITEMS[1:2]),
    [Line(1, 1, 1, 1, 4_000, 14_000_000, Weight(4_100, 14_350)), Line(2, 2, 1, 3, 1_000, 0)],
    {1: Paid(10_000, 2_000, -500, 100), 2: Paid(cash=300)}, 20_000,
)  # fmt: skip

FULL: dict[str, Any] = {"account": ACCOUNT}
BARE: dict[str, Any] = {"account": settle((), [], {})}
