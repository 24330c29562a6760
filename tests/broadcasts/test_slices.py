"""What goes to everybody of a large round goes out in slices: each hears it once, whatever happens in between."""

from collections import Counter

import pytest

from storage import accounts, addresses, orders, people, slices, windows
from storage.addresses import Address
from storage.contents import load
from storage.database import Database, Transaction
from storage.orders import Buyer
from tests.town import ACCOUNT, NOON, Town

BUYERS = 2 * slices.SIZE + 5


async def crowd(town: Town, window: int) -> None:
    """Many people who have ordered."""

    def work(tx: Transaction) -> None:
        item = windows.items(tx, window)[3].id
        for n in range(BUYERS):
            person = people.add(tx, f"村民{n}", town.village.id, NOON, terms=(), confirmed=True)
            addresses.bind(tx, Address(ACCOUNT, f"village {n}"), person, "zh", NOON)
            orders.place(tx, window, Buyer(person, 0, person), {item: 1_000}, {}, NOON)

    await town.database.write(work)


async def heard(town: Town, words: str) -> Counter[str]:
    """How often each chat was told something with these words."""

    def work(tx: Transaction) -> Counter[str]:
        rows = tx.connection.execute("select chat, content from outbox").fetchall()
        return Counter(chat for chat, content in rows if words in load(content).text)

    return await town.database.read(work)


async def test_who_ordered_hears_once_of_the_closing_a_slice_a_tick(town: Town) -> None:
    await crowd(town, await town.opens_window())
    await town.later(9)
    assert sum((await heard(town, "已经截止，您的订单算数")).values()) == slices.SIZE
    for _ in range(3):
        await town.later(0)
    told = await heard(town, "已经截止，您的订单算数")
    assert (len(told), set(told.values())) == (BUYERS, {1})


async def test_everybody_reads_the_posted_account_once(town: Town) -> None:
    window = await town.opens_window()
    await crowd(town, window)
    await town.later(9)
    await town.database.write(lambda tx: accounts.post(tx, window, town.now))
    for _ in range(6):
        await town.later(0)
    told = await heard(town, "结账公布")
    assert (len(told), set(told.values())) == (BUYERS, {1})


async def test_a_slice_that_is_rolled_back_comes_again_and_no_other(database: Database) -> None:
    everybody = range(1, 6)

    async def take() -> tuple[list[int], bool]:
        return await database.write(lambda tx: slices.take(tx, "kind", 1, everybody, NOON, 2))

    def fails(tx: Transaction) -> None:
        slices.take(tx, "kind", 1, everybody, NOON, 2)
        raise RuntimeError

    assert await take() == ([1, 2], False)
    with pytest.raises(RuntimeError):
        await database.write(fails)
    assert await take() == ([3, 4], False)
    assert await take() == ([5], True)
    assert await take() == ([1, 2], False)
