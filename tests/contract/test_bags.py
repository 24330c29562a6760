"""Slots and bags on both engines: no slot is passed, however many choose at once; bags get their numbers once."""

import asyncio
import itertools
from functools import partial

from domain.orders import Item, Window
from domain.pickups import DELIVERY, PICKUP, Bag, Slot
from storage import bags, households, orders, slots, windows
from storage.database import Database, Transaction
from storage.orders import Buyer

NOW = 1_000_000
DOORS = ("10幢101", "3幢202", "3幢201", "12号")

_secrets = itertools.count(1)


def secret() -> str:
    return f"secret{next(_secrets)}"


async def round_of(database: Database, *doors: str) -> tuple[int, list[int]]:
    """A window in which each door has ordered; its id and the households."""

    def work(tx: Transaction) -> tuple[int, list[int]]:
        item = Item(0, 0, "豆腐", "块", 0)
        opened = windows.open_window(tx, Window(0, 0, 1, "团", "open", 1, NOW, NOW + 1, items=(item,)), 0, NOW)
        assert opened is not None
        (tofu,) = windows.items(tx, opened)
        found = [households.ensure(tx, 1, 1, door, door, NOW).id for door in doors]
        for household in found:
            orders.place(tx, opened, Buyer(household, household, household), {tofu.id: 1_000}, {}, NOW)
        return opened, found

    return await database.write(work)


async def cancel(database: Database, window: int, household: int) -> None:
    def work(tx: Transaction) -> None:
        (tofu,) = windows.items(tx, window)
        orders.place(tx, window, Buyer(household, household, household), {tofu.id: 0}, {}, NOW)

    await database.write(work)


async def add_slot(database: Database, window: int, capacity: int, start: int = NOW) -> int:
    return await database.write(lambda tx: slots.add(tx, Slot(0, window, "礼堂", start, start + 1, capacity)))


async def choose(database: Database, window: int, household: int, slot: int) -> bool:
    choosing = partial(bags.settle, window=window, household=household, way=PICKUP, slot=slot, secret=secret())
    return await database.write(partial(choosing, chosen=True))


async def taken(database: Database, window: int) -> list[int]:
    return [slot.taken for slot in await database.read(lambda tx: slots.of_window(tx, window))]


async def listed(database: Database, window: int) -> list[Bag]:
    return await database.read(lambda tx: bags.of_window(tx, window))


async def test_a_slot_takes_so_many_households_and_no_more(database: Database) -> None:
    window, homes = await round_of(database, *(f"{number}号" for number in range(1, 13)))
    slot = await add_slot(database, window, 5)
    got = await asyncio.gather(*(choose(database, window, home, slot) for home in homes))
    assert sum(got) == 5
    assert await taken(database, window) == [5]


async def test_households_that_change_places_crosswise_keep_count(database: Database) -> None:
    window, homes = await round_of(database, *(f"{number}号" for number in range(1, 9)))
    first, second = await add_slot(database, window, 5), await add_slot(database, window, 5)
    for home in homes:
        assert await choose(database, window, home, first if home in homes[:4] else second)
    moves = [choose(database, window, home, second if home in homes[:4] else first) for home in homes]
    await asyncio.gather(*moves)
    stand = [bag.slot for bag in await listed(database, window)]
    assert await taken(database, window) == [stand.count(first), stand.count(second)]
    assert sum(await taken(database, window)) == 8


async def test_two_of_one_household_take_one_place(database: Database) -> None:
    window, (home,) = await round_of(database, "3幢201")
    slot = await add_slot(database, window, 5)
    await asyncio.gather(*(choose(database, window, home, slot) for _ in range(4)))
    assert await taken(database, window) == [1]


async def test_a_full_slot_leaves_the_old_place_as_it_was(database: Database) -> None:
    window, (one, two) = await round_of(database, "1号", "2号")
    early, late = await add_slot(database, window, 1), await add_slot(database, window, 1)
    assert await choose(database, window, one, early)
    assert await choose(database, window, two, late)
    assert not await choose(database, window, one, late)
    assert not await choose(database, window, two, early)
    assert await taken(database, window) == [1, 1]


async def test_bags_are_numbered_by_slot_and_door_and_later_ones_follow(database: Database) -> None:
    window, homes = await round_of(database, *DOORS)
    late, early = await add_slot(database, window, 9, NOW + 9), await add_slot(database, window, 9, NOW)
    for home, slot in zip(homes, (early, late, early, early), strict=True):
        await choose(database, window, home, slot)
    await database.write(lambda tx: bags.number_all(tx, window, secret, NOW))
    numbers = {bag.door: bag.number for bag in await listed(database, window)}
    assert numbers == {"3幢201": 1, "10幢101": 2, "12号": 3, "3幢202": 4}
    assert await database.write(lambda tx: bags.number_all(tx, window, secret, NOW)) == []


async def test_two_who_number_at_once_number_each_bag_once(database: Database) -> None:
    window, _ = await round_of(database, *DOORS)
    given = await asyncio.gather(
        *(database.write(lambda tx: bags.number_all(tx, window, secret, NOW)) for _ in range(4))
    )
    assert sorted(bag.number for some in given for bag in some) == [1, 2, 3, 4]


async def test_a_household_that_cancels_has_no_bag_and_frees_its_place(database: Database) -> None:
    window, (one, two) = await round_of(database, "1号", "2号")
    slot = await add_slot(database, window, 2)
    await choose(database, window, one, slot)
    await choose(database, window, two, slot)
    await cancel(database, window, one)
    await database.write(lambda tx: bags.vacate(tx, window))
    assert await taken(database, window) == [1]
    assert [bag.household for bag in await listed(database, window)] == [two]


async def test_a_bag_is_handed_out_once(database: Database) -> None:
    window, (home,) = await round_of(database, "1号")
    (bag,) = await database.write(lambda tx: bags.number_all(tx, window, secret, NOW))
    done = await asyncio.gather(
        *(database.write(partial(bags.hand_out, bag=bag, person=person, now=NOW)) for person in (7, 8, 9))
    )
    assert sorted(done) == [False, False, True]
    slot = await add_slot(database, window, 2)
    assert not await choose(database, window, home, slot)
    assert await database.write(lambda tx: bags.take_back(tx, bag))
    assert not await database.write(lambda tx: bags.take_back(tx, bag))


async def test_a_route_is_given_to_deliveries_only(database: Database) -> None:
    window, (one, two) = await round_of(database, "1号", "2号")
    deliver = partial(bags.settle, window=window, household=one, way=DELIVERY, slot=0, secret=secret(), chosen=True)
    await database.write(deliver)
    made = await database.write(lambda tx: bags.number_all(tx, window, secret, NOW))
    await database.write(lambda tx: bags.assign(tx, window, {77: made}))
    routes = {bag.household: (bag.volunteer, bag.number) for bag in await listed(database, window)}
    assert routes == {two: (0, 1), one: (77, 2)}


async def test_a_slot_shrinks_no_further_than_what_is_taken(database: Database) -> None:
    window, (one, two) = await round_of(database, "1号", "2号")
    slot = await add_slot(database, window, 9)
    await choose(database, window, one, slot)
    await choose(database, window, two, slot)
    assert not await database.write(lambda tx: slots.resize(tx, slot, 1))
    assert await database.write(lambda tx: slots.resize(tx, slot, 2))
    assert not await database.write(lambda tx: slots.remove(tx, slot))
