"""The day's figures: each counts exactly what its list shows."""

import re

import pytest

from storage.database import Transaction
from storage.tallies import FIGURES
from tests.console.house import Office
from tests.console.observed import alarm, observe
from tests.town import HOUR, NOON

YESTERDAY = NOON - 24 * HOUR


def records(tx: Transaction, office: Office) -> None:
    """A visit, its correction and one of yesterday, returnees, an errand and a check of a shop."""
    area, home = office.town.microgrid.id, 0
    home = tx.connection.execute("select min(id) from households").fetchone()[0]
    run = tx.connection.execute
    for key, nth, day, at, replaces in ((1, 1, "2026-11-29", YESTERDAY, 0), (2, 2, "2026-11-30", NOON, 0),
                                        (3, 3, "2026-11-30", NOON, 2)):  # fmt: skip
        run(
            "insert into visits (tenant, id, household, area, day, at, nth, visitor, result, replaces) values "  # noqa: S608
            f"(1, {key}, {home}, {area}, '{day}', {at}, {nth}, {office.people['小陈']}, 'ok', {replaces})"
        )
    for key, state, at in ((1, "open", NOON), (2, "observed", YESTERDAY), (3, "planned", NOON), (4, "same", NOON)):
        run(
            "insert into returnees (tenant, id, household, area, name, origin, state, said_by, said_at) values "  # noqa: S608
            f"(1, {key}, {home}, {area}, '王五', '武汉', '{state}', 1, {at})"
        )
    run(
        "insert into errands (tenant, id, village, area, number, household, person, asker, entered_by, kind, words, "  # noqa: S608
        f"state_at, asked_at) values (1, 1, {office.town.village.id}, {area}, 1, {home}, 1, 1, 1, "
        f"'errand', '买盐', {NOON}, {NOON})"
    )
    run(
        "insert into shops (tenant, id, village, area, name, street, place, kind, keeper, phone, checklist, made_by, "  # noqa: S608
        f"made_at) values (1, 1, {office.town.village.id}, {area}, '利民超市', '东街', 1, '', '', '', '', 1, {NOON})"
    )
    run(
        "insert into shop_checks (tenant, id, shop, list_name, items, worker, state, started_at, ended_at, ending) "  # noqa: S608
        f"values (1, 1, 1, '', '[]', 1, 'done', {NOON}, {NOON}, 'passed')"
    )
    run(
        "insert into matters (tenant, id, village, area, number, kind, topic, words, opener, entered_by, state, "  # noqa: S608
        f"opened_at, answer_by) values (1, 1, {office.town.village.id}, {area}, 1, 'complaint', '', '隔壁太吵', 1, "
        f"1, 'open', {NOON}, {NOON})"
    )


@pytest.fixture
async def busy(office: Office) -> Office:
    await observe(office, "王阿婆", day=2)
    await alarm(office, "李阿公", await observe(office, "李阿公"))
    await office.database.write(lambda tx: records(tx, office))
    return office


def open_now(page: str) -> dict[str, int]:
    """What is shown as not over of each figure of which something can be."""
    found = re.findall(r'today/(\w+)\?[^"]+&amp;open=1">现有 ([\d,]+)</a>', page)
    return {name: int(count) for name, count in found}


def shown(page: str) -> dict[str, tuple[int, int]]:
    """What new and in all is shown of each figure."""
    found = re.findall(r'today/(\w+)\?[^"]+"><b>当天新增 ([\d,]+)</b></a>\s*<a[^>]+>累计 ([\d,]+)', page)
    return {name: (int(new), int(every)) for name, new, every in found}


async def test_new_and_in_all_are_counted_from_the_records(busy: Office) -> None:
    async with busy.signed_in("陈主任") as client:
        today = shown((await client.get("/console/today")).text)
        before = shown((await client.get("/console/today?day=2026-11-29")).text)
    assert today["observed"] == (1, 2)
    assert today["alarms"] == (1, 1)
    assert (today["visits"], before["visits"]) == ((1, 2), (1, 1))
    assert (today["doors"], before["doors"]) == ((0, 1), (1, 1))
    assert (today["returnees"], before["returnees"]) == ((1, 2), (1, 1))
    assert today["errands"] == today["checks"] == today["disputes"] == (1, 1)
    assert today["persons"] == (9, 9)
    assert today["households"] == (8, 8)
    assert before["persons"] == (0, 0)


async def test_each_number_opens_a_list_of_as_many_lines(busy: Office) -> None:
    async with busy.signed_in("陈主任") as client:
        for area in (busy.town.village.id, busy.town.microgrid.id):
            for day in ("2026-11-29", "2026-11-30"):
                figures = shown((await client.get(f"/console/today?area={area}&day={day}")).text)
                assert set(figures) == set(FIGURES)
                for name, counts in figures.items():
                    for count, every in zip(counts, ("", "&all=1"), strict=True):
                        page = (await client.get(f"/console/today/{name}?area={area}&day={day}{every}")).text
                        lines = page.partition('<ul class="list">')[2].count("<li>")
                        assert lines == count, (area, day, name, every)
        assert "隔壁太吵" not in page
    deeds = await busy.deeds(busy.town.village.id)
    assert (busy.people["陈主任"], "list_alarms") in deeds


async def test_workers_have_no_figures_and_others_villages_neither(busy: Office) -> None:
    async with busy.signed_in("小陈") as client:
        assert (await client.get("/console/today")).status_code == 404
        assert (await client.get(f"/console/today/persons?area={busy.town.microgrid.id}")).status_code == 404
        assert "/console/today" not in (await client.get("/console")).text


async def test_a_cadre_asks_in_chat_and_nobody_else_is_told(busy: Office) -> None:
    await busy.town.says("陈主任", "今天的数字")
    told = await busy.town.last("陈主任")
    assert "王家村 11月30日" in told
    assert "观察 1 / 2，现有 2" in told
    assert "居家医学观察 2" in told
    await busy.town.says("陈主任", "/tally 昨天")
    assert "王家村 11月29日" in await busy.town.last("陈主任")
    for who in ("小陈", "李阿公"):
        await busy.town.says(who, "/tally")
        assert "给村干部看的" in await busy.town.last(who)


async def test_what_is_not_over_opens_its_list_too(busy: Office) -> None:
    async with busy.signed_in("陈主任") as client:
        counts = open_now((await client.get("/console/today")).text)
        assert counts == {"returnees": 1, "observed": 2, "alarms": 1, "errands": 1, "disputes": 1}
        for name, count in counts.items():
            page = (await client.get(f"/console/today/{name}?open=1")).text
            assert page.partition('<ul class="list">')[2].count("<li>") == count, name
            assert "现有</h1>" in page


async def test_a_returnee_who_stands_for_several_says_for_how_many(busy: Office) -> None:
    await busy.database.write(lambda tx: tx.connection.execute("update returnees set number_of = 3 where id = 1"))
    async with busy.signed_in("陈主任") as client:
        assert shown((await client.get("/console/today")).text)["returnees"] == (3, 4)
        assert "武汉 ×3" in (await client.get("/console/today/returnees")).text
