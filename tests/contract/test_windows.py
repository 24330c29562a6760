"""Windows on both engines: opened once each, numbered within their village, closed once."""

import asyncio
from dataclasses import replace
from functools import partial

from domain.orders import Item, Window
from storage import dues, windows
from storage.database import Database

NOW = 1_000_000
CLOSES = 2_000_000
GOODS = (Item(0, 0, "土猪肉", "斤", 3_500, 4_500, 200_000, 4_000, weighed=True, aliases=("猪肉", "五花肉")),
         Item(0, 0, "豆腐", "块", 0, donor="李大哥", spec="嫩"))  # fmt: skip
WINDOW = Window(0, 0, 1, "周六团", "open", 1, NOW, CLOSES, "明天", "文化礼堂", "现金", "陈主任", GOODS)


async def open_window(database: Database, window: Window = WINDOW) -> int | None:
    return await database.write(partial(windows.open_window, window=window, opened_by=7, now=NOW))


async def test_a_window_is_read_as_it_was_opened(database: Database) -> None:
    opened = await open_window(database)
    found = await database.read(partial(windows.get, window=opened))
    assert found is not None
    assert found.number == 1
    assert replace(found, id=0, number=0, items=()) == replace(WINDOW, items=())
    assert [replace(item, id=0, window=0) for item in found.items] == list(GOODS)


async def test_the_same_window_is_not_opened_twice(database: Database) -> None:
    assert await open_window(database) is not None
    assert await open_window(database) is None
    assert len(await database.read(windows.every)) == 1


async def test_of_ten_that_open_the_same_window_at_once_one_does(database: Database) -> None:
    opened = await asyncio.gather(*(open_window(database) for _ in range(10)))
    assert sum(found is not None for found in opened) == 1


async def test_ten_different_windows_opened_at_once_get_ten_numbers(database: Database) -> None:
    opened = await asyncio.gather(*(open_window(database, replace(WINDOW, title=f"团{n}")) for n in range(10)))
    assert None not in opened
    assert sorted(found.number for found in await database.read(windows.every)) == list(range(1, 11))


async def test_numbers_count_within_a_village(database: Database) -> None:
    await open_window(database)
    await open_window(database, replace(WINDOW, village=2))
    latest = [await database.read(partial(windows.latest, village=village)) for village in (1, 2)]
    assert [[window.number for window in found] for found in latest] == [[1], [1]]


async def test_only_open_windows_of_the_village_take_orders_the_next_to_close_first(database: Database) -> None:
    late = await open_window(database, replace(WINDOW, title="晚", closes_at=CLOSES + 5))
    soon = await open_window(database)
    await open_window(database, replace(WINDOW, village=2))
    closed = await open_window(database, replace(WINDOW, title="关"))
    await database.write(partial(windows.close, window=closed, now=NOW))
    found = await database.read(partial(windows.taking_orders, village=1, now=NOW))
    assert [window.id for window in found] == [soon, late]
    assert await database.read(partial(windows.taking_orders, village=1, now=CLOSES + 5)) == []


async def test_a_window_closes_once_and_its_version_tells(database: Database) -> None:
    opened = await open_window(database)
    assert await database.write(partial(windows.close, window=opened, now=NOW))
    assert not await database.write(partial(windows.close, window=opened, now=NOW))
    found = await database.read(partial(windows.get, window=opened))
    assert found is not None
    assert (found.state, found.version) == ("closed", 2)


async def test_of_five_that_take_a_due_at_once_one_fires_it(database: Database) -> None:
    opened = await open_window(database)
    entry = dues.Due(windows.CLOSING, opened, CLOSES)
    assert entry not in await database.read(partial(dues.due, now=CLOSES - 1, count=9))
    assert entry in await database.read(partial(dues.due, now=CLOSES, count=9))
    fired = await asyncio.gather(*(database.write(partial(dues.fire, entry=entry, now=CLOSES)) for _ in range(5)))
    assert sorted(fired) == [False] * 4 + [True]
    assert entry not in await database.read(partial(dues.due, now=CLOSES, count=9))
