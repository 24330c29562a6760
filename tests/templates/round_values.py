"""What the texts about changing a window, its rounds, donors and suppliers may be told."""

from dataclasses import replace
from typing import Any

from broadcasts.changing import Changed
from domain.accounts import Supply as Wanted
from domain.people import Person
from nlu.gifts import Gift as SaidGift
from storage.changes import Buying
from storage.gifts import Gift
from tests.town import GOODS, NOON

ITEMS = tuple(replace(item, id=number) for number, item in enumerate(GOODS, 1))
BUYING = Buying(1, 1, 1, "李阿公", "13800000001", "3幢201", 2_000, 3_500)

GIFT = Gift(1, 1, 1, "豆腐", 80_000, "块", "明早", "李大哥")
SAID = SaidGift("豆腐", 80_000, "块", "明早", False)

WHO = Person(9, "老张", "13800000009", "zh", "confirmed", 1, "1/", 0, "", 0, "")

VALUES: dict[str, Any] = {
    "prices": [(ITEMS[0], 3_800)], "quotas": [(ITEMS[0], 250_000), (ITEMS[1], 5)], "limits": [(ITEMS[0], 2_000)],
    "taken_off": [ITEMS[1]], "added": [ITEMS[3], ITEMS[4]], "closes_at": NOON, "closing": False, "arrives": "明天",
    "place": "礼堂", "every_days": 3, "cancelled": True, "dearer": 2, "unread": ["盐"], "households": 12,
    "low": [(ITEMS[2], 60_000)], "price": 3_800, "amount": 2_000, "line": BUYING,
    "goods": ("猪肉", "鱼"), "suppliers": [WHO], "away": [WHO], "supplier": WHO,
    "wanted": [Wanted(ITEMS[0], 80_000), Wanted(replace(ITEMS[4], case_size=12_000), 30_000)], "reached": True,
    "missing_goods": [{"item": ITEMS[0], "comes": 60_000, "wanted": 80_000}], "arriving": "3点", "arrived": True,
    "confirmed": True, "at": NOON, "effect": Changed(True, (), 2, 3, 4, (BUYING,)), "gift": GIFT,
    "said": SAID, "accepted": True, "shared": True, "handed": 78_000, "gifts": [GIFT],
    "asked_for": [("盐", 7)], "over": 2_000,
}  # fmt: skip
