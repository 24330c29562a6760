"""What the texts about weights, money and the account may be told: all of it, and as little as possible."""

from dataclasses import replace
from typing import Any

from domain.accounts import Household, Line, Paid, Supply, Weight, settle
from domain.bills import bill
from domain.orders import Window
from nlu.weigh_ups import TROUBLES, Entry
from nlu.weights import TROUBLES as LINE_TROUBLES
from nlu.weights import Weighed
from storage.arrivals import Share
from storage.payments import Expense
from tests.town import GOODS, NOON

ITEMS = tuple(replace(item, id=number) for number, item in enumerate(GOODS, 1))
ACCOUNT = settle(
    (replace(ITEMS[0], bought=5_000, arrived=4_500), replace(ITEMS[2], arrived=900), *ITEMS[1:2]),
    [Line(1, 1, 1, 1, 4_000, 14_000_000, Weight(4_100, 14_350)), Line(2, 2, 1, 3, 1_000, 0)],
    {1: Paid(10_000, 2_000, -500, 100), 2: Paid(cash=300)}, 20_000,
)  # fmt: skip

WEIGHED = Line(1, 1, 1, 1, 4_000, 14_000_000, Weight(4_100, 14_350))
HOME = Household(1, (WEIGHED, Line(1, 1, 1, 3, 1_000, 0), Line(1, 1, 1, 2, 500, 1_250_000)), Paid(1_000, carried=500))
WINDOW = Window(1, 1, 1, "周六鲜菜团", "closed", 1, NOON, NOON + 1, "明天", "文化礼堂", "现金", "陈主任", ITEMS)
BARE_WINDOW = replace(WINDOW, arrives="", place="", pay="", contact="")
BILL = bill(WINDOW, HOME, 12)
PAID_TOO_MUCH = bill(BARE_WINDOW, Household(1, (WEIGHED,), Paid(20_000, carried=-5)), 0)
SHARES = [Share(WEIGHED, 3_000), Share(WEIGHED, 0)]
ENTRIES = [Entry(12, 1, ITEMS[0], 2_000, quantity, fen, doubt) for quantity, fen, doubt in
           ((2_150, None, ""), (20_000, 7_000, "much"), (100, None, "little"))]  # fmt: skip
UNREAD = [Weighed(12, "猪肉", 2_150, None, "12 猪肉 2.15", trouble)
          for trouble in (*TROUBLES, *LINE_TROUBLES)]  # fmt: skip
SUPPLIES = [
    Supply(replace(ITEMS[4], case_size=12_000), 15_000), Supply(replace(ITEMS[1], minimum=9_000), 3_000),
    Supply(replace(ITEMS[2], bought=500), 900),
]  # fmt: skip

FULL: dict[str, Any] = {
    "account": ACCOUNT, "bill": BILL, "fen": 7_050, "refund": True, "given_back": 300, "way": "cash", "named": True,
    "arrived": 80_000, "too_little": 2_000, "over": 5_000, "share": SHARES[0], "rule": "in_order",
    "rows": [{"door": "3幢201", "name": "李阿公", "share": share, "number": 12, "rest": 5} for share in SHARES],
    "sure": ENTRIES[:1], "doubtful": ENTRIES[1:], "unreadable": UNREAD, "lost": 2, "source": WINDOW, "owed": 500,
    "from_whom": "老周", "topic": "board", "unweighed": 3, "sold": ACCOUNT.goods, "to_bring": SUPPLIES,
    "expenses": [Expense(1, "运费", 20_000, NOON)],
}  # fmt: skip
BARE: dict[str, Any] = {
    "account": settle((), [], {}), "bill": PAID_TOO_MUCH, "fen": 7_050, "refund": False, "given_back": 0,
    "way": "transfer",
    "named": False, "arrived": 0, "too_little": 0, "over": 0, "share": SHARES[1], "rule": "evenly", "rows": [],
    "sure": [], "doubtful": [], "unreadable": [], "lost": 0, "source": BARE_WINDOW, "owed": 0,
    "from_whom": "", "topic": "rounds", "unweighed": 0, "sold": [], "to_bring": SUPPLIES[:1], "expenses": [],
}  # fmt: skip
