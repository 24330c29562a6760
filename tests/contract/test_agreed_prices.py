"""A buyer's price is the one they agreed to, on both engines, whatever an item costs others by now."""

import asyncio
from functools import partial

from broadcasts.changing import change_window
from domain.orders import Item, Placed, Window
from domain.window_changes import WindowChange
from storage import areas, boards, exports, orders, people, windows
from storage.database import Database, Transaction
from storage.orders import PRICE, Buyer, Change

NOW, CLOSES = 1_000_000, 2_000_000


async def open_window(database: Database) -> tuple[int, int]:
    goods = (Item(0, 0, "土猪肉", "斤", 3500, quota=100_000),)
    window = Window(0, 0, 1, "周六团", "open", 1, NOW, CLOSES, items=goods)
    opened = await database.write(lambda tx: windows.open_window(tx, window, 0, NOW))
    assert opened is not None
    return opened, (await database.read(lambda tx: windows.items(tx, opened)))[0].id


async def place(database: Database, window: int, wished: dict[int, int], version: int = 0) -> Placed:
    placing = partial(
        orders.place, window=window, buyer=Buyer(7, 7, 7), wished=wished, limits={}, now=NOW, version=version
    )
    return await database.write(placing)


async def reprice(database: Database, item: int, price: int) -> None:
    await database.write(lambda tx: windows.set_price(tx, item, price))


async def stands(database: Database, window: int) -> dict[int, tuple[int, int]]:
    return await database.read(lambda tx: orders.standing(tx, window, 7))


async def test_a_new_price_changes_nobody_s_order(database: Database) -> None:
    window, pork = await open_window(database)
    await place(database, window, {pork: 2_000})
    await reprice(database, pork, 3_800)
    assert await stands(database, window) == {pork: (2_000, 3_500)}


async def test_what_is_confirmed_anew_is_at_the_price_of_that_moment(database: Database) -> None:
    window, pork = await open_window(database)
    for price, wished in ((3_500, 2_000), (3_800, 2_000), (3_600, 1_000), (3_700, 3_000)):
        await reprice(database, pork, price)
        await place(database, window, {pork: wished})
        assert await stands(database, window) == {pork: (wished, price)}
    (item,) = await database.read(lambda tx: windows.items(tx, window))
    assert item.taken == 3_000


async def test_what_is_given_back_is_so_at_the_price_agreed_to(database: Database) -> None:
    window, pork = await open_window(database)
    await place(database, window, {pork: 2_000})
    await reprice(database, pork, 3_800)
    await place(database, window, {pork: 0})

    def lines(tx: Transaction) -> list[tuple[int, int]]:
        return list(tx.connection.execute("select qty, price from order_lines order by id").fetchall())

    assert await database.read(lines) == [(2_000, 3_500), (-2_000, 3_500)]


async def test_the_round_changes_an_amount_at_the_price_agreed_to(database: Database) -> None:
    window, pork = await open_window(database)
    await place(database, window, {pork: 2_000})
    await reprice(database, pork, 3_800)

    def less(tx: Transaction) -> None:
        order = orders.hold(tx, window, Buyer(7, 7, 7), NOW)
        orders.adjust(tx, window, [Change(order, pork, -500)], "short", 0, NOW)

    await database.write(less)
    assert await stands(database, window) == {pork: (1_500, 3_500)}


async def test_a_yes_renews_the_price_once(database: Database) -> None:
    window, pork = await open_window(database)
    await place(database, window, {pork: 2_000})
    await reprice(database, pork, 3_800)

    def renew(tx: Transaction) -> list[int]:
        order = orders.hold(tx, window, Buyer(7, 7, 7), NOW)
        return orders.renew(tx, order, [pork], 7, NOW)

    assert await database.write(renew) == [pork]
    assert await database.write(renew) == []
    assert await stands(database, window) == {pork: (2_000, 3_800)}


async def test_a_window_that_changed_since_it_was_read_takes_nothing(database: Database) -> None:
    window, pork = await open_window(database)
    await database.write(lambda tx: windows.touch(tx, window))
    assert (await place(database, window, {pork: 2_000}, version=1)).outdated == (pork,)
    assert await stands(database, window) == {}
    assert (await place(database, window, {pork: 2_000}, version=2)).taken == (pork,)


async def test_every_list_tells_the_same_price(database: Database) -> None:
    window, pork = await open_window(database)
    village = await database.write(lambda tx: areas.ensure(tx, None, "village", "王家村"))
    person = await database.write(lambda tx: people.add(tx, "李阿公", village.id, NOW, terms=()))
    buying = partial(orders.place, window=window, wished={pork: 1_333}, limits={}, now=NOW)
    await database.write(lambda tx: buying(tx, buyer=Buyer(person, 7, person)))
    await reprice(database, pork, 3_800)

    def look(tx: Transaction) -> tuple[int, ...]:
        (listed,) = orders.in_window(tx, window)
        (exported,) = exports.orders(tx, window, 0, 10)
        (past,) = boards.of_person(tx, 1, person)
        (line,) = boards.lines(tx, window, village.path)
        return listed.prices[pork], exported.prices[pork], past.price, line.price

    assert PRICE == "price"
    assert await database.read(look) == (3_500,) * 4


async def test_a_price_that_rises_while_people_order_is_agreed_to_by_nobody_who_read_the_old_one(
    database: Database,
) -> None:
    window, pork = await open_window(database)

    def raised(tx: Transaction) -> bool:
        return change_window(tx, window, WindowChange(prices={pork: 3_800}), 0, NOW).done

    placing = [
        database.write(
            partial(
                orders.place, window=window, buyer=Buyer(person, person, person), wished={pork: 1_000}, limits={},
                now=NOW, version=1,
            )
        )
        for person in range(1, 31)
    ]  # fmt: skip
    placed = await asyncio.gather(*placing[:15], database.write(raised), *placing[15:])
    assert placed[15] is True
    results = [result for result in placed if isinstance(result, Placed)]

    def look(tx: Transaction) -> list[int]:
        return [price for person in range(1, 31) for _, price in orders.standing(tx, window, person).values()]

    prices = await database.read(look)
    assert len(prices) == sum(bool(result.taken) for result in results)
    assert set(prices) <= {3_500}
    assert all(bool(result.taken) != bool(result.outdated) for result in results)
