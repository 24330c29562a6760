"""Placing orders on both engines: limits and stock hold, and what is given back can be had again."""

import asyncio
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.orders import Item, Placed, Short, Window
from storage import orders, windows
from storage.database import Database, Transaction
from storage.orders import Buyer

NOW = 1_000_000
CLOSES = 2_000_000
PORK, TOFU = "土猪肉", "豆腐"


async def open_window(
    database: Database, quota: int | None = None, limit: int | None = None
) -> tuple[int, list[int]]:
    goods = (
        Item(0, 0, PORK, "斤", 3500, quota=quota, limit=limit, weighed=True),
        Item(0, 0, TOFU, "块", 0, quota=quota, limit=limit),
    )
    window = Window(0, 0, 1, "周六团", "open", 1, NOW, CLOSES, items=goods)
    opened = await database.write(lambda tx: windows.open_window(tx, window, 0, NOW))
    assert opened is not None
    items = await database.read(lambda tx: windows.items(tx, opened))
    return opened, [item.id for item in items]


async def place(
    database: Database, window: int, person: int, wished: dict[int, int], household: int = 0, limit: int | None = None
) -> Placed:
    buyer = Buyer(person, household or person, person)
    limits = dict.fromkeys(wished, limit) if limit is not None else {}
    placing = partial(orders.place, window=window, buyer=buyer, wished=wished, limits=limits, now=NOW)
    return await database.write(placing)


async def stock(database: Database, window: int) -> list[int]:
    return [item.taken for item in await database.read(lambda tx: windows.items(tx, window))]


async def test_an_order_takes_stock(database: Database) -> None:
    window, (pork, tofu) = await open_window(database, quota=10_000)
    placed = await place(database, window, 7, {pork: 2_500, tofu: 1_000})
    assert placed == Placed((pork, tofu), (), (), ())
    assert await stock(database, window) == [2_500, 1_000]


async def test_what_is_taken_out_can_be_had_by_others(database: Database) -> None:
    window, (pork, _) = await open_window(database, quota=2_000)
    await place(database, window, 7, {pork: 2_000})
    assert (await place(database, window, 8, {pork: 1_000})).sold_out == (Short(pork, 0),)
    await place(database, window, 7, {pork: 500})
    assert (await place(database, window, 8, {pork: 1_000})).taken == (pork,)


async def test_an_item_that_is_sold_out_leaves_the_others_ordered(database: Database) -> None:
    window, (pork, tofu) = await open_window(database, quota=1_000)
    await place(database, window, 7, {tofu: 1_000})
    placed = await place(database, window, 8, {pork: 1_000, tofu: 1_000})
    assert placed.taken == (pork,)
    assert placed.sold_out == (Short(tofu, 0),)


async def test_a_refused_item_takes_nothing_of_the_household_s_limit(database: Database) -> None:
    window, (pork, _) = await open_window(database, quota=1_000, limit=2_000)
    await place(database, window, 7, {pork: 2_000}, household=5, limit=2_000)
    assert await database.read(lambda tx: orders.household_taken(tx, pork, 5)) == 0


async def test_a_household_s_limit_counts_over_its_people(database: Database) -> None:
    window, (pork, _) = await open_window(database, limit=4_000)
    await place(database, window, 7, {pork: 3_000}, household=5, limit=4_000)
    second = await place(database, window, 8, {pork: 2_000}, household=5, limit=4_000)
    assert second.over_limit == (Short(pork, 1_000),)
    neighbour = await place(database, window, 9, {pork: 2_000}, household=6, limit=4_000)
    assert neighbour.taken == (pork,)


async def test_an_order_without_lines_left_is_cancelled(database: Database) -> None:
    window, (pork, _) = await open_window(database)
    await place(database, window, 7, {pork: 1_000})
    await place(database, window, 7, {pork: 0})
    assert await database.read(lambda tx: orders.count(tx, window)) == 0
    await place(database, window, 7, {pork: 1_000})
    assert await database.read(lambda tx: orders.count(tx, window)) == 1


async def test_a_closed_window_takes_no_order(database: Database) -> None:
    window, (pork, _) = await open_window(database)
    await database.write(lambda tx: windows.close(tx, window, NOW))
    assert (await place(database, window, 7, {pork: 1_000})).closed == (pork,)


async def test_fifty_buyers_of_the_last_twenty_get_exactly_twenty(database: Database) -> None:
    window, (pork, _) = await open_window(database, quota=20_000)
    placed = await asyncio.gather(*(place(database, window, person, {pork: 1_000}) for person in range(1, 51)))
    assert sum(pork in result.taken for result in placed) == 20
    assert await stock(database, window) == [20_000, 0]


async def test_two_of_a_household_at_once_do_not_pass_its_limit(database: Database) -> None:
    window, (pork, _) = await open_window(database, limit=4_000)
    for household in range(1, 21):
        pair = [place(database, window, household * 100 + n, {pork: 3_000}, household, 4_000) for n in (1, 2)]
        placed = await asyncio.gather(*pair)
        assert sum(pork in result.taken for result in placed) == 1


async def test_two_items_wanted_in_either_order_do_not_deadlock(database: Database) -> None:
    window, (pork, tofu) = await open_window(database)
    wishes = [{pork: 1_000, tofu: 1_000}, {tofu: 1_000, pork: 1_000}]
    await asyncio.gather(*(place(database, window, person, wishes[person % 2]) for person in range(1, 61)))
    assert await stock(database, window) == [60_000, 60_000]


async def test_an_order_and_the_closing_of_its_window_do_not_pass_each_other(database: Database) -> None:
    window, (pork, _) = await open_window(database)

    def close(tx: Transaction) -> int:
        windows.close(tx, window, NOW)
        return orders.count(tx, window)

    places = [place(database, window, person, {pork: 1_000}) for person in range(1, 21)]
    results = await asyncio.gather(*places[:10], database.write(close), *places[10:])
    counted = results[10]
    accepted = sum(isinstance(result, Placed) and not result.closed for result in results)
    assert counted == accepted


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 1), st.integers(0, 3_000)), max_size=25))
async def test_stock_equals_the_orders_whatever_people_do(
    database: Database, actions: list[tuple[int, int, int]]
) -> None:
    quota, limit = 5_000, 3_000
    await database.write(_clear)
    window, items = await open_window(database, quota=quota, limit=limit)
    await asyncio.gather(
        *(
            place(database, window, person, {items[which]: amount}, household=1 + person % 2, limit=limit)
            for person, which, amount in actions
        )
    )
    held = [await database.read(partial(orders.of_person, window=window, person=person)) for person in range(1, 5)]
    for taken, item in zip(await stock(database, window), items, strict=True):
        assert taken == sum(order.get(item, 0) for order in held)
        assert 0 <= taken <= quota
        for household in (1, 2):
            people = [order.get(item, 0) for person, order in enumerate(held, 1) if 1 + person % 2 == household]
            assert sum(people) <= limit


def _clear(tx: Transaction) -> None:
    for table in ("windows", "items", "orders", "order_lines", "allowances", "dues"):
        tx.connection.execute(f"delete from {table}")  # noqa: S608 - the names stand above


