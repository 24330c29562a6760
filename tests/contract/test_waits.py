"""The queue for what is sold out, on both engines: nobody is passed, nothing is given twice, nothing lies about."""

import asyncio
import random
from functools import partial

import pytest

from broadcasts import offering
from domain.orders import Item, Placed, Window
from domain.replies import Reply
from storage import dues, orders, waits, windows
from storage.database import Database, Transaction
from storage.orders import Buyer
from storage.waits import Wait

NOW = 1_000_000
CLOSES = NOW + 8 * 3_600_000
TOFU = "豆腐"


async def open_window(database: Database, quota: int | None, limit: int | None = None, title: str = "团") -> Item:
    goods = (Item(0, 0, TOFU, "块", 0, quota=quota, limit=limit),)
    window = Window(0, 0, 1, title, "open", 1, NOW, CLOSES, items=goods)
    opened = await database.write(lambda tx: windows.open_window(tx, window, 0, NOW))
    assert opened is not None
    return (await database.read(lambda tx: windows.items(tx, opened)))[0]


async def place(database: Database, item: Item, person: int, quantity: int) -> Placed:
    limits = {} if item.limit is None else {item.id: item.limit}
    buyer = Buyer(person, person, person)
    return await database.write(
        partial(orders.place, window=item.window, buyer=buyer, wished={item.id: quantity}, limits=limits, now=NOW)
    )


async def join(database: Database, item: Item, person: int, quantity: int, **more: int) -> Wait | None:
    buyer = Buyer(person, more.get("household", person), person)
    given = bool(more.get("given"))
    return await database.write(partial(waits.join, item=item, buyer=buyer, quantity=quantity, given=given,
                                        closed=False, now=NOW))  # fmt: skip


async def offer(database: Database, item: Item, now: int = NOW) -> list[Reply]:
    return await database.write(partial(offering.offer, item=item.id, now=now))


async def accept(database: Database, wait: int, offered_at: int = NOW, now: int = NOW) -> bool:
    def work(tx: Transaction) -> bool:
        place = waits.get(tx, wait)
        assert place is not None
        return offering.accept(tx, place, offered_at, now)

    return await database.write(work)


async def leave(database: Database, wait: int, now: int = NOW) -> list[Reply]:
    def work(tx: Transaction) -> list[Reply]:
        place = waits.get(tx, wait)
        assert place is not None
        return offering.leave(tx, place, now)

    return await database.write(work)


async def states(database: Database, item: Item) -> list[tuple[int, str, int, int]]:
    """(person, state, still wanted, offered) of everybody who ever waited, in line."""

    def work(tx: Transaction) -> list[tuple[int, str, int, int]]:
        rows = tx.connection.execute("select person, state, qty, offered, id from waits order by id").fetchall()
        return [tuple(row[:4]) for row in rows]

    return await database.read(work)


async def look(database: Database, item: Item) -> Item:
    """The item now; its stock and its queue are what their rows say."""

    def work(tx: Transaction) -> Item:
        found = windows.item(tx, item.id)
        assert found is not None
        run = tx.connection.execute
        lines = run(f"select coalesce(sum(qty), 0) from order_lines where item = {item.id}").fetchone()[0]  # noqa: S608
        where = f"item = {item.id} and state in ('waiting', 'offered')"
        offered, count = run(f"select coalesce(sum(offered), 0), count(*) from waits where {where}").fetchone()  # noqa: S608
        allowed = run(f"select coalesce(sum(taken), 0) from allowances where item = {item.id}").fetchone()[0]  # noqa: S608
        assert found.taken == lines + offered == allowed
        assert found.waiting == count
        return found

    return await database.read(work)


async def test_nobody_waits_for_what_can_be_ordered(database: Database) -> None:
    tofu = await open_window(database, quota=3_000)
    await place(database, tofu, 1, 2_000)
    assert await join(database, tofu, 2, 1_000) is None
    assert (await look(database, tofu)).waiting == 0
    wanted = await join(database, tofu, 2, 2_000)
    assert wanted is not None
    assert wanted.quantity == 2_000
    assert (await look(database, tofu)).waiting == 1


async def test_who_joins_twice_has_one_place_with_what_was_said_last(database: Database) -> None:
    tofu = await open_window(database, quota=0)
    first = await join(database, tofu, 2, 2_000)
    await join(database, tofu, 3, 1_000)
    again = await join(database, tofu, 2, 1_000, given=1)
    assert first is not None
    assert again is not None
    assert (again.id, again.quantity, again.given) == (first.id, 1_000, True)
    assert (await look(database, tofu)).waiting == 2


async def test_while_somebody_waits_a_plain_order_takes_nothing(database: Database) -> None:
    tofu = await open_window(database, quota=2_000)
    await place(database, tofu, 1, 2_000)
    await join(database, tofu, 2, 1_000)
    await place(database, tofu, 1, 0)
    assert (await place(database, tofu, 3, 1_000)).sold_out
    assert dues.Due(dues.OFFERS, tofu.id, NOW) in await database.read(partial(dues.due, now=NOW, count=9))


async def test_what_is_free_is_offered_in_order_and_held_back(database: Database) -> None:
    tofu = await open_window(database, quota=3_000)
    await place(database, tofu, 1, 3_000)
    for person, quantity in ((2, 2_000), (3, 2_000), (4, 1_000)):
        await join(database, tofu, person, quantity)
    await place(database, tofu, 1, 0)
    replies = await offer(database, tofu)
    assert [(reply.to, reply.values["quantity"]) for reply in replies] == [(2, 2_000), (3, 1_000)]
    assert (await look(database, tofu)).taken == 3_000
    assert await offer(database, tofu) == []


async def test_what_is_taken_is_an_order_and_who_lacks_some_stays_first(database: Database) -> None:
    tofu = await open_window(database, quota=1_000)
    await place(database, tofu, 1, 1_000)
    first = await join(database, tofu, 2, 2_000)
    await join(database, tofu, 3, 1_000)
    assert first is not None
    await place(database, tofu, 1, 0)
    await offer(database, tofu)
    assert await accept(database, first.id)
    assert not await accept(database, first.id)
    assert await database.read(partial(orders.of_person, window=tofu.window, person=2)) == {tofu.id: 1_000}
    assert await states(database, tofu) == [(2, "waiting", 1_000, 0), (3, "waiting", 1_000, 0)]
    await database.write(lambda tx: windows.set_quota(tx, tofu.id, 2_000, NOW))
    assert [reply.to for reply in await offer(database, tofu, NOW + 1)] == [2]
    assert not await accept(database, first.id, offered_at=NOW, now=NOW + 2)
    assert await accept(database, first.id, offered_at=NOW + 1, now=NOW + 2)
    assert (await states(database, tofu))[0] == (2, "served", 0, 0)


async def test_an_offer_that_nobody_answers_goes_to_the_next_and_cannot_be_taken_any_more(database: Database) -> None:
    tofu = await open_window(database, quota=1_000)
    await place(database, tofu, 1, 1_000)
    first = await join(database, tofu, 2, 1_000)
    await join(database, tofu, 3, 1_000)
    assert first is not None
    await place(database, tofu, 1, 0)
    await offer(database, tofu)
    late = NOW + offering.LASTS
    assert not await accept(database, first.id, now=late)
    early = await database.write(partial(offering.lapse, wait_id=first.id, now=late - 1))
    assert early == []
    told = await database.write(partial(offering.lapse, wait_id=first.id, now=late))
    assert [(reply.template, reply.to) for reply in told] == [("waitlist/lapsed", 2), ("waitlist/offered", 3)]
    assert (await look(database, tofu)).taken == 1_000
    assert [state for _, state, *_ in await states(database, tofu)] == ["lapsed", "offered"]


async def test_who_leaves_gives_what_was_held_back_to_the_next(database: Database) -> None:
    tofu = await open_window(database, quota=1_000)
    await place(database, tofu, 1, 1_000)
    first = await join(database, tofu, 2, 1_000)
    await join(database, tofu, 3, 1_000, given=1)
    assert first is not None
    await place(database, tofu, 1, 0)
    await offer(database, tofu)
    assert [(reply.template, reply.to) for reply in await leave(database, first.id)] == [("waitlist/given", 3)]
    assert await leave(database, first.id) == []
    assert await database.read(partial(orders.of_person, window=tofu.window, person=3)) == {tofu.id: 1_000}
    assert (await look(database, tofu)).waiting == 0


async def test_a_household_that_has_all_it_may_is_not_offered_more(database: Database) -> None:
    tofu = await open_window(database, quota=3_000, limit=2_000)
    await place(database, tofu, 1, 2_000)
    await place(database, tofu, 9, 1_000)
    await join(database, tofu, 2, 2_000, household=2, given=1)
    await join(database, tofu, 3, 2_000, household=2)
    await place(database, tofu, 1, 0)
    await place(database, tofu, 9, 0)
    told = await offer(database, tofu)
    assert [(reply.template, reply.to) for reply in told] == [("waitlist/given", 2), ("waitlist/no_room", 3)]
    assert (await look(database, tofu)).taken == 2_000


async def test_a_quota_goes_not_below_what_is_taken_and_a_higher_one_is_offered(database: Database) -> None:
    tofu = await open_window(database, quota=3_000)
    await place(database, tofu, 1, 3_000)
    assert await database.write(lambda tx: windows.set_quota(tx, tofu.id, 2_000, NOW)) == 3_000
    await join(database, tofu, 2, 1_000)
    assert await database.write(lambda tx: windows.set_quota(tx, tofu.id, 4_000, NOW)) is None
    assert [reply.to for reply in await offer(database, tofu)] == [2]
    assert await database.write(lambda tx: windows.set_quota(tx, tofu.id, 3_000, NOW)) == 4_000
    window = await database.read(partial(windows.get, window=tofu.window))
    assert window is not None
    assert window.version == 2


async def test_after_closing_only_what_is_known_to_be_over_is_offered(database: Database) -> None:
    tofu = await open_window(database, quota=5_000)
    await place(database, tofu, 1, 5_000)
    await join(database, tofu, 2, 2_000)
    await database.write(lambda tx: windows.close(tx, tofu.window, CLOSES))
    assert not await database.write(lambda tx: windows.set_bought(tx, tofu.id, 4_000, CLOSES))
    assert await offer(database, tofu, CLOSES) == []
    assert await database.write(lambda tx: windows.set_bought(tx, tofu.id, 6_000, CLOSES))
    (told,) = await offer(database, tofu, CLOSES)
    assert (told.to, told.values["quantity"], told.values["until"]) == (2, 1_000, CLOSES + offering.LASTS)


async def test_two_ticks_at_once_offer_each_thing_once_and_strictly_in_order(database: Database) -> None:
    for number in range(5):
        tofu = await open_window(database, quota=6_000, title=f"团{number}")
        await place(database, tofu, 1, 6_000)
        for person in range(2, 12):
            await join(database, tofu, person, 1_000, given=person % 2)
        await place(database, tofu, 1, 0)
        several = await asyncio.gather(*(offer(database, tofu) for _ in range(4)))
        assert sorted(reply.to for replies in several for reply in replies) == [2, 3, 4, 5, 6, 7]
        assert (await look(database, tofu)).taken == 6_000


async def test_whatever_happens_at_once_stock_and_queue_are_what_their_rows_say(database: Database) -> None:
    chance = random.Random(5)
    tofu = await open_window(database, quota=6_000, limit=3_000)

    def act(person: int) -> asyncio.Future[object]:
        async def work() -> object:
            found = await database.read(lambda tx: waits.of_person(tx, tofu.id, person))
            match chance.randrange(7):
                case 0 | 1:
                    return await place(database, tofu, person, chance.randrange(4) * 1_000)
                case 2 | 3:
                    return await join(database, tofu, person, 1_000, given=chance.randrange(2))
                case 4:
                    return await offer(database, tofu)
                case 5 if found is not None:
                    return await accept(database, found.id)
                case _ if found is not None:
                    return await leave(database, found.id)
            return None

        return asyncio.ensure_future(work())

    for _ in range(12):
        await asyncio.gather(*(act(chance.randrange(1, 9)) for _ in range(24)))
        assert (await look(database, tofu)).taken <= 6_000


async def scramble(database: Database, number: int) -> None:
    """Fifty want one each of the last twenty; then five give theirs back."""
    tofu = await open_window(database, quota=20_000, title=f"第{number}次")
    placed = await asyncio.gather(*(place(database, tofu, person, 1_000) for person in range(1, 51)))
    lucky = [person for person, result in enumerate(placed, 1) if tofu.id in result.taken]
    assert len(lucky) == 20
    others = [person for person in range(1, 51) if person not in lucky]
    joined = await asyncio.gather(*(join(database, tofu, person, 1_000, given=person % 2) for person in others))
    line = sorted((wait.id, wait.person) for wait in joined if wait is not None)
    assert len(line) == 30
    given_back = [place(database, tofu, person, 0) for person in lucky[:5]]
    told = await asyncio.gather(*(offer(database, tofu) for _ in range(3)), *given_back)
    rest = await offer(database, tofu)
    served = sorted(reply.to for replies in (*told[:3], rest) for reply in replies if isinstance(reply, Reply))
    assert served == sorted(person for _, person in line[:5])
    assert (await look(database, tofu)).taken == 20_000


async def test_fifty_for_the_last_twenty_and_the_others_stand_in_line(database: Database) -> None:
    for number in range(3):
        await scramble(database, number)


@pytest.mark.soak
async def test_fifty_for_the_last_twenty_a_hundred_times(database: Database) -> None:
    for number in range(100):
        await scramble(database, number)
