"""Doors on both engines: however many workers take one at once, one has it; the list follows from the ledger."""

import asyncio
from functools import partial

import pytest

from domain.knocking import Visit
from domain.notices import Broadcast, Notice, State
from storage import areas, broadcasts, doors, households, leaflets, notices, people, recipients
from storage.database import Database, Transaction

NOW = 1_796_011_200_000
HOUR = 3_600_000


async def one_door(database: Database) -> tuple[int, int]:
    """A household whom a broadcast can only tell in person; both ids."""

    def work(tx: Transaction) -> tuple[int, int]:
        village = areas.ensure(tx, None, "village", "村")
        home = households.ensure(tx, village.id, 0, "3幢201", "3-201", NOW)
        person = people.add(tx, "李阿公", village.id, NOW, terms=(), household=home.id)
        notice = notices.add(tx, Notice(0, village.id, 0, 1, "停水", {"zh": "停水"}, {"area": village.id}), NOW)
        broadcast = Broadcast(tx.ids.next(), notice.id, State.RUNNING, NOW, NOW + HOUR, 1, NOW)
        broadcasts.add(tx, broadcast, "once")
        recipients.freeze(tx, broadcast.id, [(person, home.id)])
        tx.connection.execute("update recipients set way = 'knock'")
        return home.id, broadcast.id

    return await database.write(work)


async def test_of_many_who_take_a_door_at_once_one_has_it(database: Database) -> None:
    home, _ = await one_door(database)

    def take(tx: Transaction, worker: int) -> bool:
        (door,) = doors.at_homes(tx, [home], NOW)
        return doors.claim(tx, door, worker, NOW)

    taken = await asyncio.gather(*(database.write(partial(take, worker=worker)) for worker in range(1, 13)))
    assert sum(taken) == 1
    (door,) = await database.read(lambda tx: doors.at_homes(tx, [home], NOW))
    assert door.taken_by == taken.index(True) + 1


async def test_of_many_who_tell_the_same_person_one_is_recorded(database: Database) -> None:
    home, broadcast = await one_door(database)

    def tell(tx: Transaction, worker: int) -> bool:
        (door,) = doors.at_homes(tx, [home], NOW)
        return recipients.told(tx, broadcast, door.untold[0].person, worker, NOW)

    told = [
        outcome for outcome in await asyncio.gather(
            *(database.write(partial(tell, worker=worker)) for worker in range(1, 9)), return_exceptions=True
        ) if outcome is True
    ]  # fmt: skip
    assert len(told) == 1


@pytest.mark.parametrize(("outcome", "listed"), [(Visit.AWAY, True), (Visit.MOVED, False)])
async def test_a_visit_stays_on_record_and_decides_about_the_list(
    database: Database, outcome: Visit, listed: bool
) -> None:
    home, broadcast = await one_door(database)
    for at in (NOW, NOW + 1):
        await database.write(lambda tx, at=at: doors.visited(tx, broadcast, home, 1, outcome, 7, at))
    found = await database.read(lambda tx: doors.visits(tx, home, 0, [broadcast]))
    assert [visit.at for visit in found] == [NOW, NOW + 1]
    assert bool(await database.read(lambda tx: doors.at_homes(tx, [home], NOW))) is listed


async def test_an_expired_or_cancelled_broadcast_is_on_no_list(database: Database) -> None:
    home, broadcast = await one_door(database)
    assert await database.read(lambda tx: doors.at_homes(tx, [home], NOW))
    assert await database.read(lambda tx: doors.at_homes(tx, [home], NOW + HOUR)) == []
    await database.write(lambda tx: broadcasts.move(tx, broadcast, "cancel", NOW))
    assert await database.read(lambda tx: doors.at_homes(tx, [home], NOW)) == []


async def test_paper_that_was_brought_is_not_given_again(database: Database) -> None:
    home, broadcast = await one_door(database)

    def give(tx: Transaction, to: int) -> int:
        return leaflets.give(tx, broadcast, "leaflet", [(home, "", 1), (0, "东门", 1)], to, 9, NOW)

    assert await database.write(partial(give, to=5)) == 2
    first = await database.read(lambda tx: leaflets.of_person(tx, 5))
    assert await database.write(lambda tx: leaflets.done(tx, first[0].id, 5, NOW))
    assert not await database.write(lambda tx: leaflets.done(tx, first[1].id, 6, NOW)), "it is not theirs to bring"
    assert await database.write(partial(give, to=6)) == 1
    assert await database.read(lambda tx: leaflets.of_person(tx, 5)) == []
    assert [share.done for share in await database.read(lambda tx: leaflets.tally(tx, broadcast))] == [1, 0]
