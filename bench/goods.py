"""What is on sale in the rush, who buys, and what they write: the same for every program measured."""

from dataclasses import dataclass
from decimal import Decimal

VILLAGE = "石桥村"
FIRST_TELEGRAM_ID = 100_001
PEOPLE_AT_A_DOOR = 2
# Nobody may be refused for stock or limit, since every update measured is to be an order taken.
QUOTA = 50_000_000
HOUSEHOLD_LIMIT = 1_000_000


@dataclass(frozen=True)
class Goods:
    """One item on sale; the price is yuan a unit."""

    name: str
    unit: str
    price: Decimal


@dataclass(frozen=True)
class OrderText:
    """A line as a villager writes it, what it asks for (whole units by item), and its total as it is read."""

    text: str
    wanted: dict[str, int]

    @property
    def total(self) -> str:
        """Yuan without needless decimals; every total here is whole."""
        return str(sum(PRICES[name] * quantity for name, quantity in self.wanted.items()))


CATALOGUE = (
    Goods("猪肉", "斤", Decimal(35)),
    Goods("豆腐", "块", Decimal(3)),
    Goods("带鱼", "斤", Decimal(25)),
    Goods("鸡蛋", "盒", Decimal(18)),
    Goods("白菜", "斤", Decimal(2)),
    Goods("土豆", "斤", Decimal(4)),
)
PRICES = {goods.name: goods.price for goods in CATALOGUE}

ORDER_TEXTS = (
    OrderText("猪肉2斤 豆腐一块", {"猪肉": 2, "豆腐": 1}),
    OrderText("带鱼3斤 鸡蛋两盒", {"带鱼": 3, "鸡蛋": 2}),
    OrderText("白菜5斤 土豆三斤", {"白菜": 5, "土豆": 3}),
    OrderText("豆腐4块 鸡蛋一盒", {"豆腐": 4, "鸡蛋": 1}),
)


def door_of(person: int) -> str:
    """The door of the person with this number, counted from 0."""
    return f"{person // PEOPLE_AT_A_DOOR + 1}号"


def name_of(person: int) -> str:
    """A name of three characters, like most people's, that differs from the neighbours' names."""
    surnames, given = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗郑", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平"
    return surnames[person % 20] + given[person // 20 % 20] + given[person // 400 % 20]
