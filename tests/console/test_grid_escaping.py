"""Pages and papers of grid work show words as words, and the red list is a look that is written down."""

import pytest

from domain.areas import ids_of
from storage import people
from storage.database import Transaction
from tests.console.house import Office
from tests.observed import observe
from tests.town import Town

WICKED = '<b onclick="x">{{7*7}}</b>'


@pytest.fixture
async def office(town: Town) -> Office:
    return await Office(town).build()


async def test_words_from_chats_are_never_markup(office: Office) -> None:
    town = office.town
    case = await observe(town, "李阿公")
    await town.says("李阿公", f"38.2 有点咳 {WICKED}")
    await town.says("李阿公", f"代办：去驿站{WICKED}")
    await town.says("李阿公", f"我要反映楼上半夜装修{WICKED}")
    await town.presses("李阿公", "提交")
    await town.presses("陈主任", "我来办 #2")
    await town.says("陈主任", f"加店 {WICKED} {WICKED}")
    await town.says("小陈", f"3幢202 {WICKED} 4口人 有一人从武汉回来 11月22日到 体温都正常")
    await town.presses("小陈", "确认")

    def ids(tx: Transaction) -> dict[str, int]:
        return {
            table: tx.connection.execute(f"select max(id) from {table}").fetchone()[0] or 0  # noqa: S608
            for table in ("errands", "matters", "shops")
        }

    found = await town.database.read(ids)
    pages = [
        "/console/urgent", "/console/observed", f"/console/observed/{case}", f"/console/observed/{case}/notice",
        "/console/errands", f"/console/errands/{found['errands']}", "/console/matters",
        f"/console/matters/{found['matters']}", "/console/shops", f"/console/shops/{found['shops']}",
        "/console/visits", "/console/returnees", "/console/today", "/console/today/returnees",
        "/console/today/errands",
    ]  # fmt: skip
    shown = 0
    async with office.signed_in("陈主任") as client:
        for path in pages:
            answer = await client.get(path)
            assert answer.status_code in (200, 404), path
            assert "<b onclick" not in answer.text, path
            assert "onclick" not in answer.text or "&lt;b onclick" in answer.text, path
            shown += "&lt;b onclick" in answer.text
    assert shown >= 4


async def test_opening_the_red_list_is_written_down_also_where_only_reports_are_missing(office: Office) -> None:
    town = office.town
    await town.says("王阿婆", "代办：去驿站拿个包裹")
    async with office.signed_in("小陈") as client:
        assert (await client.get("/console/urgent")).status_code == 200

    def looks(tx: Transaction) -> list[tuple[int, int]]:
        query = "select actor, subject from audit where action = 'see_urgent'"
        return [(actor, subject) for actor, subject in tx.connection.execute(query).fetchall()]

    worker = await town.database.read(lambda tx: people.get(tx, town.people["小陈"]))
    assert worker is not None
    assert await town.database.read(looks) == [(worker.id, ids_of(worker.roles[0].path)[-1])]
