"""What only one process may do: who has the lease, who takes it over, and what tells an earlier holder apart."""

import asyncio
from dataclasses import replace

from storage import leases
from storage.database import Database, Transaction
from storage.ids import Ids
from tests.town import NOON

NAME = "wecom-bot:1"


def process(tx: Transaction, number: int) -> Transaction:
    return replace(tx, ids=Ids(number, lambda: NOON))


async def holds(database: Database, number: int, milliseconds: int = 60_000) -> int | None:
    return await database.write(lambda tx: leases.hold(process(tx, number), NAME, milliseconds))


async def test_one_holds_it_and_keeps_its_number_while_it_renews(database: Database) -> None:
    assert [await holds(database, 1) for _ in range(3)] == [1, 1, 1]
    assert await holds(database, 2) is None


async def test_of_many_who_want_it_at_once_one_has_it(database: Database) -> None:
    found = await asyncio.gather(*(holds(database, number) for number in range(1, 9)))
    assert [fence for fence in found if fence is not None] == [1]


async def test_another_takes_it_over_at_its_end_with_a_higher_number(database: Database) -> None:
    assert await holds(database, 1, milliseconds=-1) == 1
    assert await holds(database, 2) == 2
    assert await holds(database, 1) is None


async def test_what_is_let_go_of_need_not_be_waited_for(database: Database) -> None:
    await holds(database, 1)
    await database.write(lambda tx: leases.release(process(tx, 2), NAME))
    assert await holds(database, 2) is None
    await database.write(lambda tx: leases.release(process(tx, 1), NAME))
    assert await holds(database, 2) == 2


async def test_the_only_process_waits_for_none_that_was_killed(database: Database) -> None:
    await holds(database, 1)
    await database.write(leases.release_all)
    assert await holds(database, 2) == 2
