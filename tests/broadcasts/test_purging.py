"""What has had its time is removed, what has not stays, and it is said what was removed."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from broadcasts import purging
from domain.nucleic import Result, Test
from domain.observation import State
from domain.schedules import local_day
from domain.settings import Setting
from domain.spans import DAY
from storage import audit, check_ins, health_alarms, mydata, nucleic, observations, purges, settings
from storage.database import Transaction
from storage.opening import open_database
from tests.console.house import Office
from tests.console.observed import alarm, observe, reports
from tests.console.test_today import records
from tests.town import HOUR, NOON, ZONE, Town


@pytest.fixture
async def office(town: Town) -> Office:
    return await Office(town).build()


async def ended(office: Office, name: str) -> int:
    """Somebody's case with a report, ended now; its id."""
    case = await observe(office, name)
    await reports(office, case, NOON - 4 * HOUR, 3650, symptoms=("cough",))

    def end(tx: Transaction) -> None:
        before = observations.get(tx, case)
        assert before is not None
        after = replace(before, state=State.ENDED, ended_at=office.town.now, ended_by=1)
        assert observations.change(tx, before, after, "ended", 1, "登错了", ZONE, office.town.now)

    await office.database.write(end)
    return case


async def removed_after(office: Office, days: float) -> dict[str, int]:
    """What is removed so many days later, and was announced by a dry run."""
    now = NOON + int(days * DAY)
    announced = await office.database.read(lambda tx: purging.due(tx, ZONE, now))
    removed = await purging.purge(office.database, ZONE, now)
    assert {kind: count for kind, count in announced.items() if kind != "cases"} == {
        kind: count for kind, count in removed.items() if kind != "cases"
    }
    assert not any((await office.database.read(lambda tx: purging.due(tx, ZONE, now))).values())
    return {kind: count for kind, count in removed.items() if count}


async def test_reports_go_before_the_case_and_both_only_after_its_end(office: Office) -> None:
    case, still = await ended(office, "李阿公"), await observe(office, "王阿婆")
    await reports(office, still, NOON - 4 * HOUR)
    assert await removed_after(office, 30) == {}
    assert await removed_after(office, 30.1) == {"reports": 1}
    assert await office.database.read(lambda tx: check_ins.of_case(tx, case)) == []
    assert await office.database.read(lambda tx: observations.get(tx, case)) is not None
    assert await removed_after(office, 90.1) == {"cases": 1}
    assert await office.database.read(lambda tx: observations.get(tx, case)) is None
    assert await office.database.read(lambda tx: observations.changes(tx, case)) == []
    assert len(await office.database.read(lambda tx: check_ins.of_case(tx, still))) == 1


async def test_results_of_tests_go_with_the_reports_and_with_their_case_at_the_latest(office: Office) -> None:
    case, still = await ended(office, "李阿公"), await observe(office, "王阿婆")

    async def tested(key: int) -> None:
        test = Test(key, local_day(NOON, ZONE), Result.NEGATIVE, 1, NOON)
        await office.database.write(lambda tx: nucleic.add(tx, test))

    async def left(key: int) -> int:
        return len(await office.database.read(lambda tx: nucleic.of_case(tx, key)))

    await tested(case)
    await tested(still)
    assert await removed_after(office, 30) == {}
    assert await removed_after(office, 30.1) == {"reports": 1, "tests": 1}
    await tested(case)
    village = office.town.village.id
    await office.database.write(lambda tx: settings.put(tx, Setting.RETAIN_REPORTS, village, "900", NOON, 1, NOON))
    assert await removed_after(office, 90.1) == {"cases": 1}
    assert [await left(key) for key in (case, still)] == [0, 1]


async def test_a_village_sets_its_own_period(office: Office) -> None:
    await ended(office, "李阿公")
    village = office.town.village.id
    await office.database.write(lambda tx: settings.put(tx, Setting.RETAIN_REPORTS, village, "5", NOON, 1, NOON))
    assert await removed_after(office, 6) == {"reports": 1}


async def test_an_alarm_stays_as_long_as_it_is_red(office: Office) -> None:
    key = await alarm(office, "李阿公")
    assert "alarms" not in await removed_after(office, 400)
    await office.database.write(lambda tx: health_alarms.close(tx, key, 1, "doctor", "", NOON))
    assert (await removed_after(office, 400))["alarms"] == 1


async def test_visits_returnees_and_the_words_of_errands_go_and_money_stays(office: Office) -> None:
    def work(tx: Transaction) -> None:
        records(tx, office)
        tx.connection.execute("update errands set state = 'confirmed'")
        tx.connection.execute(
            "insert into advances (tenant, id, errand, person, kind, fen, noted_by, at) "  # noqa: S608
            f"values (1, 1, 1, 1, 'advanced', 500, 1, {NOON})"
        )

    await office.database.write(work)
    assert await removed_after(office, 200) == {"visits": 3, "returnees": 2, "errands": 1}

    def left(tx: Transaction) -> list[tuple[str, int]]:
        query = "select e.words, a.fen from errands e join advances a on a.errand = e.id"
        return [tuple(row) for row in tx.connection.execute(query).fetchall()]

    assert await office.database.read(left) == [("", 500)]


async def test_who_looked_is_kept_for_years_and_the_purge_is_on_record(office: Office) -> None:
    await office.database.write(lambda tx: audit.note(tx, 1, "see_person", office.people["李阿公"], NOON))
    assert await removed_after(office, 1_094) == {}
    assert (await removed_after(office, 1_097))["looks"] >= 1
    newest = await office.database.read(purges.newest)
    assert [each.kind for each in newest] == ["looks"]
    async with office.signed_in("陈主任") as client:
        page = (await client.get("/console/settings")).text
    assert "查看记录 " in page


async def test_words_and_temperatures_have_left_the_file(tmp_path: Path) -> None:
    path = tmp_path / "tongxin.db"
    database = await open_database(f"sqlite:///{path}", lambda: NOON)
    office = await Office(await Town(database, tmp_path / "files").build()).build()
    await alarm(office, "李阿公")
    secret = "只有我知道的病情".encode()

    def confide(tx: Transaction) -> None:
        tx.connection.execute(f"update health_alarms set words = '{secret.decode()}', closed_at = {NOON}")  # noqa: S608

    await database.write(confide)
    await removed_after(office, 100)
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    assert secret not in path.read_bytes()


async def test_a_copy_of_somebodys_data_is_removed_after_a_week(town: Town) -> None:
    await town.says("李阿公", "要一份我的资料")
    sent = (await town.said_to("李阿公"))[-1].file
    assert sent is not None
    purger = purging.Purger(town.database, town.house.files, ZONE, lambda: town.now)
    await purger.look()
    assert town.house.files.open(sent.reference) is not None
    town.now += int(timedelta(days=8).total_seconds() * 1000)
    await purger.look()
    assert town.house.files.open(sent.reference) is None
    assert await town.database.read(lambda tx: mydata.old_copies(tx, town.now)) == []
