"""A round after its closing for the pages of settling: households, slots, bags, notes, weights and payments."""

from dataclasses import replace

from domain.orders import Item
from domain.pickups import Slot
from domain.weighing import Weighing
from storage import accounts, bags, notes, payments, slots, weights, windows
from storage.database import Transaction
from tests.console.house import Office
from tests.town import GOODS, HOUR, NOON

ROUND = (
    GOODS[0],
    replace(GOODS[1], minimum=1_000),
    GOODS[2],
    Item(0, 0, "=鸡蛋", "盒", 2000, None, 20_000, None, spec="30枚", case_size=12_000),
)
"""The last name is one that a spreadsheet would run, if it were let."""


async def closed_round(office: Office) -> int:
    """Four households have ordered, the window is closed, and so the bags are numbered."""
    await office.settles("赵奶奶", "2幢101")
    window = await office.opens(*ROUND)
    await office.orders("李阿公", window, 土猪肉=2_000, 豆腐=1_000)
    await office.orders("李阿婆", window, 土猪肉=1_000)
    await office.orders("王阿婆", window, 带鱼=1_500, **{"=鸡蛋": 2_000})
    await office.orders("周大爷", window, 土猪肉=2_500, **{"=鸡蛋": 1_000})
    await office.orders("赵奶奶", window, 豆腐=2_000)
    await office.database.write(lambda tx: _pack(tx, office, window))
    await office.town.later(9)
    return window


def _pack(tx: Transaction, office: Office, window: int) -> None:
    day = NOON + 24 * HOUR
    hall = slots.add(tx, Slot(0, window, "文化礼堂", day, day + HOUR, 9))
    gate = slots.add(tx, Slot(0, window, "村口", day + HOUR, day + 2 * HOUR, 9))
    given = {"2幢101": ("delivery", 0), "3幢201": ("pickup", hall), "3幢202": ("pickup", hall),
             "10幢301": ("pickup", gate)}  # fmt: skip
    for bag in accounts.bags(tx, window).values():
        bags.settle(tx, window, bag.household, *given[bag.door], f"secret {bag.door}", chosen=True)
    buyers = {buyer.name: buyer.order for buyer in accounts.buyers(tx, window)}
    items = {item.name: item.id for item in windows.items(tx, window)}
    notes.note(tx, buyers["李阿公"], items["土猪肉"], "不要肥的", 1, office.town.now)
    notes.note(tx, buyers["周大爷"], notes.WHOLE_ORDER, "放门口", 1, office.town.now)


async def household(office: Office, window: int, number: int) -> int:
    """The household of a bag."""
    found = await office.database.read(lambda tx: bags.numbered(tx, window, number))
    assert found
    return found.household


async def weighs(office: Office, window: int, number: int, quantity: int) -> None:
    """The first thing in a bag comes to so much."""
    home = await household(office, window, number)

    def work(tx: Transaction) -> None:
        line = accounts.of_household(tx, window, home).lines[0]
        weights.record(tx, window, [Weighing(line, quantity, line.fen_for(quantity))], 1, office.town.now)

    await office.database.write(work)


async def pays(office: Office, window: int, number: int, fen: int, way: str = "cash") -> None:
    home = await household(office, window, number)
    await office.database.write(lambda tx: payments.pay(tx, window, home, fen, way, 1, office.town.now))
