"""Whatever comes, how often and in which order: the same state with ample stock, the same totals with scarce stock,
money exact, stock conserved."""

import asyncio
import random
import re
from dataclasses import replace
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.messages import Update
from domain.orders import Item
from handlers import FLOWS
from handlers.dispatch import Dispatcher
from storage import orders, windows
from storage.database import Database, Transaction
from tests.town import GOODS, HOUR, Town

PEOPLE = ("李阿公", "李阿婆", "王阿婆", "小陈", "小林")
LIMITED = tuple(GOODS)
AMPLE = tuple(replace(item, quota=None, limit=None) for item in GOODS)
SCARCE = (Item(0, 0, "冬笋", "斤", 1_200, quota=3_000),)
WORDS = {"土猪肉": "斤", "带鱼": "斤", "豆腐": "块", "青菜": "斤", "鸡蛋": "盒"}

ordering = st.builds(
    lambda name, count: f"{name}{count}{WORDS[name]}", st.sampled_from(sorted(WORDS)), st.integers(1, 4)
)
adding = st.builds(lambda what: f"再加{what}", ordering)
dropping = st.builds(lambda name: f"不要{name}了", st.sampled_from(sorted(WORDS)))
settling = st.sampled_from(["好", "好", "好", "不要", "取消订单", "确认取消", "菜单", "1"])
spoken = st.one_of(ordering, adding, dropping, settling, settling)

few = partial(settings, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def empty(town: Town) -> None:
    """Everything of earlier examples is gone; the people stay."""

    def work(tx: Transaction) -> None:
        for table in ("windows", "items", "orders", "order_lines", "allowances", "dues", "questions", "outbox",
                      "conversations", "updates", "handovers", "sayings"):  # fmt: skip
            tx.connection.execute(f"delete from {table}")  # noqa: S608 - names of this list only

    await town.database.write(work)
    town.house.offers.clear()
    town.now += HOUR


async def orders_of_all(town: Town, window: int) -> dict[str, dict[str, int]]:
    return {who: await town.ordered(who, window) for who in PEOPLE}


async def deliver(town: Town, scripts: dict[str, list[Update]], seed: int) -> None:
    """Each update once or several times; one person's first copies in order, people at once and in any order."""
    chance = random.Random(seed)
    queues = {who: list(updates) for who, updates in scripts.items() if updates}
    sent: list[Update] = []
    while queues:
        news = [queues[who].pop(0) for who in chance.sample(sorted(queues), chance.randint(1, len(queues)))]
        sent += news
        copies = [*news, *chance.choices(sent, k=chance.randint(0, 3 * len(news)))]
        await asyncio.gather(*(town.does(copy) for copy in copies))
        queues = {who: left for who, left in queues.items() if left}


def scripts_of(town: Town, said: dict[str, list[str]]) -> dict[str, list[Update]]:
    return {who: [town.update(who, text=text) for text in texts] for who, texts in said.items()}


@few(max_examples=15)
@given(st.fixed_dictionaries({who: st.lists(spoken, max_size=5) for who in PEOPLE}), st.integers(0, 99))
async def test_any_delivery_gives_the_same_orders_with_ample_stock(
    town: Town, said: dict[str, list[str]], seed: int
) -> None:
    await empty(town)
    window = await town.opens_window(*AMPLE)
    for update in [update for updates in scripts_of(town, said).values() for update in updates]:
        await town.does(update)
    plainly = await orders_of_all(town, window)
    await empty(town)
    window = await town.opens_window(*AMPLE)
    await deliver(town, scripts_of(town, said), seed)
    assert await orders_of_all(town, window) == plainly


@few(max_examples=15)
@given(st.lists(st.integers(1, 2), min_size=5, max_size=5), st.integers(0, 99), st.integers(0, 99))
async def test_any_delivery_gives_the_same_totals_with_scarce_stock(
    town: Town, wished: list[int], one: int, other: int
) -> None:
    totals = []
    for seed in (one, other):
        await empty(town)
        window = await town.opens_window(*SCARCE)
        said = {who: ["冬笋1斤", "好"] for who, _ in zip(PEOPLE, wished, strict=True)}
        await deliver(town, scripts_of(town, said), seed)
        totals.append(await town.taken(window))
    assert totals == [{"冬笋": 3_000}] * 2


@few(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), spoken), max_size=20), st.integers(0, 20))
async def test_stock_is_conserved_and_limits_hold_whatever_people_say_and_whenever_it_closes(
    town: Town, said: list[tuple[str, str]], closing: int
) -> None:
    await empty(town)
    window = await town.opens_window(*LIMITED)
    turns = [town.says(who, text) for who, text in said]
    await asyncio.gather(*turns[:closing])
    before = asyncio.gather(*turns[closing:])
    await town.later(8)
    await before
    held = await orders_of_all(town, window)
    lines = await town.database.read(partial(_lines, window=window))
    assert await town.taken(window) == lines
    for item in LIMITED:
        taken = sum(order.get(item.name, 0) for order in held.values())
        assert taken == lines.get(item.name, 0)
        assert 0 <= taken <= (item.quota or taken)
        of_the_lis = held["李阿公"].get(item.name, 0) + held["李阿婆"].get(item.name, 0)
        assert of_the_lis <= (item.limit or of_the_lis)


def _lines(tx: Transaction, window: int) -> dict[str, int]:
    """What all orders of a window come to, from their lines."""
    names = {item.id: item.name for item in windows.items(tx, window)}
    found: dict[str, int] = {}
    for order in orders.in_window(tx, window):
        for item, amount in order.lines:
            found[names[item]] = found.get(names[item], 0) + amount
    return found


@few(max_examples=12)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(WORDS)), st.integers(1, 999_999), st.integers(1, 40)),
        min_size=1, max_size=5, unique_by=lambda line: line[0],
    )
)  # fmt: skip
async def test_the_total_that_is_shown_is_the_sum_of_the_lines_that_are_shown(
    town: Town, lines: list[tuple[str, int, int]]
) -> None:
    await empty(town)
    await town.opens_window(*(Item(0, 0, name, "斤", price) for name, price, _ in lines))
    await town.says("李阿公", "，".join(f"{name}{tenths / 10:g}斤" for name, _, tenths in lines))
    shown = await town.last("李阿公")
    amounts = [_fen(found) for found in re.findall(r"　([\d.]+)元", shown)]
    total = re.search(r"合计([\d.]+)元|不用付钱", shown)
    assert total is not None
    assert len(amounts) == len(lines)
    assert _fen(total[1] or "0") == sum(amounts)


def _fen(yuan: str) -> int:
    whole, _, rest = yuan.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0"))


async def test_two_bots_on_one_database_take_each_update_once(town: Town, database: Database) -> None:
    """Two dispatchers, as two processes would be: half of the copies go to each."""
    window = await town.opens_window(*AMPLE)
    other = Dispatcher(
        database, FLOWS, town.house, town.writer, town.handed.extend, lambda: town.now, lambda *_: None,
        lambda _: None,
    )  # fmt: skip
    for text in ("青菜1斤", "好", "再加1斤青菜", "好"):
        update = town.update("李阿公", text=text)
        handled = await asyncio.gather(town.does(update), other.receive(update), other.receive(update))
        assert [one.duplicate for one in handled].count(False) == 1
    assert await town.ordered("李阿公", window) == {"青菜": 2_000}
