"""What is forgotten or has had its time leaves no name, word or picture behind."""

from dataclasses import replace
from datetime import timedelta

from broadcasts import purging
from domain.messages import FileReference
from domain.schedules import local_day
from domain.spans import DAY
from domain.visits import Report, Result
from storage import mydata, people, questions, sayings, visits
from storage.addresses import Address
from storage.database import Transaction
from tests.observed import observe
from tests.town import NOON, ZONE, Town

NAME, PHONE = "欧阳阿福", "13877778888"
ELSEWHERE = {"sayings", "outbox", "bodies", "questions", "addresses", "handovers", "conversations"}
"""Words of others and chats by the vendor's name; words and questions go with their own clock."""


def words_in(tx: Transaction, *wanted: str) -> list[str]:
    """Every column of every table that holds one of these words."""
    if "sqlite" not in type(tx.connection).__module__:
        query = "select table_name from information_schema.tables where table_schema = 'public'"
    else:
        query = "select name from sqlite_master where type = 'table'"
    tables = [name for (name,) in tx.connection.execute(query).fetchall()]
    found = []
    for table in tables:
        rows = tx.connection.execute(f"select * from {table}")  # noqa: S608
        columns = [column[0] for column in rows.description]
        for row in rows.fetchall():
            found += [
                f"{table}.{column}" for column, value in zip(columns, row, strict=True)
                if isinstance(value, str) and any(word in value for word in wanted)
            ]  # fmt: skip
    return sorted(set(found))


async def test_of_somebody_who_is_forgotten_no_record_bears_the_name(town: Town) -> None:
    await town.settles(NAME, "5幢501", PHONE)
    await observe(town, NAME, since=5)
    await town.says(NAME, "38.2 有点咳")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "已送医院")
    await town.says(NAME, f"代办：去驿站拿{NAME}的包裹")
    await town.presses(NAME, "不用办了")
    await town.says(NAME, f"我要反映楼上半夜装修，我是{NAME}，电话{PHONE}")
    await town.presses(NAME, "提交")
    await town.says("小陈", f"5幢501 {NAME}家 2口人 有一人从武汉回来 11月22日到 体温都正常")
    await town.presses("小陈", "确认")
    assert set(await town.database.read(lambda tx: words_in(tx, NAME, PHONE))) - ELSEWHERE

    def forget(tx: Transaction) -> None:
        person = people.get(tx, town.people[NAME])
        assert person is not None
        mydata.forget(tx, person, "（已删除）", town.now)

    await town.database.write(forget)
    left = await town.database.read(lambda tx: words_in(tx, NAME, PHONE))
    assert [column for column in left if column.partition(".")[0] not in ELSEWHERE] == []
    waiting = await town.database.read(
        lambda tx: tx.connection.execute(
            f"select count(*) from questions where chat = '{NAME}' and state = 'open'"  # noqa: S608
        ).fetchone()[0]
    )
    assert waiting == 0


async def test_what_a_question_remembered_goes_a_month_after_nobody_could_answer_it(town: Town) -> None:
    await town.says("李阿公", "我要反映楼上半夜装修，太吵")
    button = await town.button("李阿公", "提交")
    assert await town.database.write(lambda tx: questions.purge(tx, town.now, 100)) == 0
    assert await town.database.write(lambda tx: questions.purge(tx, town.now + 40 * DAY, 100)) > 0
    assert await town.database.read(lambda tx: questions.by_nonce(tx, button.nonce)) is None


async def test_the_pictures_of_a_visit_go_with_it(town: Town) -> None:
    kept = town.house.files.keep(b"door", "image/jpeg", "photo")
    shared = town.house.files.keep(b"both", "image/jpeg", "photo")

    def visit(tx: Transaction, days: int, *photos: FileReference) -> int:
        person = people.get(tx, town.people["李阿公"])
        assert person is not None
        said = [
            sayings.add(tx, Address("telegram:1", "小陈"), 0, f"u{days}{photo.reference[:4]}", "", (photo,), NOON, "")
            for photo in photos
        ]  # fmt: skip
        report = Report(person.household, "3幢201", "都好", Result.OK, visits.standing(tx, person.household)[0])
        day = local_day(NOON, ZONE) - timedelta(days=days)
        return visits.record(tx, replace(report, photos=tuple(said)), day, ZONE, 1, NOON - days * DAY)

    assert await town.database.write(lambda tx: visit(tx, 200, kept, shared))
    assert await town.database.write(lambda tx: visit(tx, 1, shared))
    removed = await purging.purge(town.database, ZONE, NOON)
    assert removed["visits"] == 1
    await town.database.write(lambda tx: sayings.purge(tx, tx.ids.next(), 100, NOON))
    await purging.forget_files(town.database, town.house.files, NOON + 20 * 366 * DAY)
    assert town.house.files.open(kept.reference) is None
    assert town.house.files.open(shared.reference) is not None
