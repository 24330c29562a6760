"""What texts about shops are told: the names that stand in no other."""

from dataclasses import replace
from datetime import date

from domain.shops import Check, Result, Shop
from domain.spans import DAY
from tests.town import NOON

SHOP = Shop(1, 1, 1, "1/", "李记面馆", "东街", 1, "餐饮", "李师傅", "13800000071", "", "open", NOON, NOON - 9 * DAY)
ITEMS = ("门口贴了提示", "有体温计", "三本台账")
RESULTS = {1: Result.OK, 2: Result.BAD, 3: Result.NONE}
CHECK = Check(
    1, 1, "九小行业六项", ITEMS, 1, "小陈", "done", NOON, NOON, "failed", "没登记", 2, NOON, NOON, RESULTS,
    {2: "a" * 64},
)  # fmt: skip

FULL: dict[str, object] = {
    "shop": SHOP, "check": CHECK, "item_number": 2, "next_shop": replace(SHOP, name="奶茶店"), "list_changed": True,
    "said_by": date(2026, 12, 2),
    "due_shops": [SHOP, replace(SHOP, state="stopped", street="", looked_at=None)], "shops_due": 3, "shops_all": 9,
    "now": NOON, "check_ending": "passed", "check_words": "没登记", "failings": ["有体温计"], "like_shops": [SHOP],
    "newly": True, "item_words": "有体温计", "deed": "report",
}  # fmt: skip
BARE: dict[str, object] = FULL | {
    "shop": replace(SHOP, street="", due_at=None, state="moved", looked_at=None), "next_shop": None,
    "check": replace(CHECK, state="open", ending="", note="", second_of=0, right_by=None, results={}, photos={}),
    "item_number": 1, "said_by": None, "list_changed": False, "due_shops": [], "shops_due": 0, "shops_all": 0,
    "check_ending": "closed", "check_words": "", "failings": [], "like_shops": [], "newly": False, "deed": "stop",
}  # fmt: skip
