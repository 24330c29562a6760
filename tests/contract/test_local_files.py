"""Shops and files of complaints on both engines: what only one may do is done by one, and no number is shared."""

import asyncio
from datetime import date

from domain.areas import Area
from domain.checklists import Checklist
from domain.errands import Kind as ErrandKind
from domain.matters import Kind, Part
from domain.shops import Check, Result, Shop
from storage import areas, checks, errands, matters, people, shops
from storage.database import Database, Transaction

NOW = 1_796_011_200_000


async def village(database: Database) -> Area:
    def work(tx: Transaction) -> Area:
        made = areas.ensure(tx, None, "village", "王家村")
        shops.add(tx, made, made.id, "李记面馆", "东街", 0, NOW)
        return made

    return await database.write(work)


async def only_shop(database: Database, area: Area) -> Shop:
    (shop,) = await database.read(lambda tx: shops.in_area(tx, area.path))
    return shop


async def test_of_ten_who_begin_a_look_at_once_one_does(database: Database) -> None:
    shop = await only_shop(database, await village(database))

    async def at_it(worker: int) -> Check | None:
        return await database.write(lambda tx: checks.begin(tx, shop, "六项", ("甲",), worker, NOW))

    begun = [check for check in await asyncio.gather(*map(at_it, range(1, 11))) if check]
    assert len(begun) == 1

    async def end(ending: str) -> bool:
        return await database.write(lambda tx: checks.finish(tx, begun[0].id, ending, None, NOW))

    assert sorted(await asyncio.gather(end("passed"), end("stopped"))) == [False, True]


async def test_findings_are_rows_and_the_newest_counts(database: Database) -> None:
    shop = await only_shop(database, await village(database))

    def work(tx: Transaction) -> Check | None:
        check = checks.begin(tx, shop, "六项", ("甲", "乙"), 1, NOW)
        assert check is not None
        for result in (Result.BAD, Result.OK, Result.NONE):
            checks.find(tx, check.id, 1, result, 1, NOW)
        return checks.get(tx, check.id)

    found = await database.write(work)
    assert found is not None
    assert dict(found.results) == {1: Result.NONE}
    rows = await database.read(
        lambda tx: [tuple(row) for row in tx.connection.execute("select result from shop_findings order by id")]
    )
    assert rows == [("bad",), ("ok",), ("na",)]


async def test_a_shop_is_on_the_list_once_and_may_come_back(database: Database) -> None:
    area = await village(database)

    def work(tx: Transaction) -> list[bool]:
        again = shops.add(tx, area, area.id, "李记面馆", "东街", 0, NOW)
        shops.looked(tx, again[0].id, "closed", None, NOW)
        gone = shops.in_area(tx, area.path)
        anew = shops.add(tx, area, area.id, "李记面馆", "东街", 0, NOW)
        return [again[1], bool(gone), anew[1], anew[0].id != again[0].id]

    assert await database.write(work) == [False, False, True, True]


async def test_a_list_holds_from_its_moment_on(database: Database) -> None:
    area = await village(database)
    rows = [Checklist("六项", date(2026, 12, day), (f"第{day}天",), NOW + day, 0) for day in (1, 2)]

    def work(tx: Transaction) -> list[str]:
        for row in rows:
            shops.add_checklist(tx, area.id, row, 0, NOW)
        return [shops.checklists(tx, area.path, NOW + day)[0].items[0] for day in (0, 1, 2, 9)]

    assert (await database.write(work))[1:] == ["第1天", "第2天", "第2天"]


async def test_files_and_errands_of_a_village_share_their_numbers_and_no_two_have_one(database: Database) -> None:
    area = await village(database)

    async def file(_: int) -> int:
        return await database.write(
            lambda tx: matters.add(tx, Kind.COMPLAINT, area.id, 0, "other", "吵", 1, 1, NOW, NOW + 1).number
        )

    numbers = await asyncio.gather(*map(file, range(12)))
    assert sorted(numbers) == list(range(1, 13))

    def errand(tx: Transaction) -> int:
        who = people.add(tx, "李阿公", area.id, NOW, terms=())
        new = errands.New(area.id, area.id, 0, who, who, who, ErrandKind.ERRAND, "拿个包裹")
        return errands.add(tx, new, NOW).number

    assert await database.write(errand) == 13
    assert await file(0) == 14


async def test_of_two_who_turn_a_file_one_is_first_and_a_hand_that_ended_opens_nothing(database: Database) -> None:
    area = await village(database)
    matter = await database.write(
        lambda tx: matters.add(tx, Kind.COMPLAINT, area.id, 0, "other", "吵", 1, 1, NOW, NOW + 1)
    )

    async def turn(state: str) -> bool:
        return await database.write(lambda tx: matters.turn(tx, matter, state, None, NOW))

    assert sorted(await asyncio.gather(turn("taken"), turn("withdrawn"))) == [False, True]

    def hands(tx: Transaction) -> list[list[int]]:
        matters.give(tx, matter.id, [7, 8, 7], Part.ASKED, NOW)
        before = [hand.person for hand in matters.hands(tx, matter.id)]
        matters.take(tx, matter.id, Part.ASKED, NOW)
        matters.give(tx, matter.id, [8], Part.CADRE, NOW)
        return [before, [hand.person for hand in matters.hands(tx, matter.id)],
                *([each.id for each in matters.of_person(tx, person)] for person in (7, 8))]  # fmt: skip

    assert await database.write(hands) == [[7, 8], [8], [], [matter.id]]
