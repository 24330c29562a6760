"""`sample`: an invented village that everything can be tried on, and the district's figures."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from broadcasts.outstanding import Outstanding
from commands.sample_district import HOUSEHOLDS, MICROGRIDS, PEOPLE, gather, make_areas
from commands.sample_goods import goods
from commands.sample_people import Gathered
from commands.sample_village import make_village
from domain.people import Role
from nlu.names import search_terms
from storage import households, people, returnees, shifts, windows
from storage.database import Database, Transaction
from storage.ids import Ids
from storage.opening import open_database

NOON = 1_796_011_200_000
DAY = 24 * 3600 * 1000
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
async def opened(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url, lambda: NOON)
    yield database
    await database.close()


async def test_the_village_has_its_households_staff_and_an_open_window(opened: Database) -> None:
    made = await make_village(opened, NOON, SHANGHAI)
    assert made is not None

    def look(tx: Transaction) -> tuple[int, int, Counter[Role], str, int]:
        found = [people.get(tx, entry.id) for entry in people.in_village(tx, made.village, count=500)]
        worker = people.get(tx, made.grid_worker)
        assert worker is not None
        homes = households.in_area(tx, worker.area)
        roles = Counter(held.role for person in found if person for held in person.roles)
        window = windows.get(tx, made.window)
        assert window is not None
        landlords = {home.landlord for home in homes} - {""}
        return len(homes), len(found), roles, landlords.pop(), window.closes_at

    homes, count, roles, landlord, closes_at = await opened.read(look)
    assert homes == 45
    assert 100 <= count <= 120
    assert roles == {Role.GRID_WORKER: 3, Role.CADRE: 2, Role.DOCTOR: 1}
    assert landlord == "陈老板"
    assert closes_at == NOON + 2 * DAY + 8 * 3600 * 1000


async def test_the_gate_is_manned_for_the_next_days_and_once(opened: Database) -> None:
    made = await make_village(opened, NOON, SHANGHAI)
    assert made is not None
    for _ in range(2):
        found = await opened.read(lambda tx: shifts.in_area(tx, made.village, NOON, NOON + 4 * DAY))
        assert {duty.shift.place for duty in found} == {"村口卡口", "文化礼堂采样点"}
        assert len(found) == 17
        assert all(duty.shift.starts_at > NOON for duty in found)
        await make_village(opened, NOON, SHANGHAI)


async def test_the_list_of_the_day_of_its_worker_names_work_that_is_really_there(opened: Database) -> None:
    made = await make_village(opened, NOON, SHANGHAI)
    assert made is not None

    def look(tx: Transaction) -> list[tuple[str, str]]:
        worker = people.get(tx, made.grid_worker)
        assert worker is not None
        return [(item.kind.value, item.name) for item in Outstanding(tx, NOON).of(worker)]

    assert await opened.read(look) == [
        ("handover", "李阿公"), ("visit", ""), ("shop", "李记面馆"), ("shop", "奶茶店"),
    ]  # fmt: skip


async def test_one_family_elsewhere_acts_for_a_household(opened: Database) -> None:
    made = await make_village(opened, NOON, SHANGHAI)
    assert made is not None

    def look(tx: Transaction) -> bool:
        (relative, *_), *others = people.named(tx, "李思远")
        known, old = people.get(tx, relative), people.get(tx, made.villager)
        assert known is not None
        assert old is not None
        return (known.household, known.households, others) == (0, (old.household,), [])

    assert await opened.read(look)


async def test_a_village_made_before_is_found_again(opened: Database) -> None:
    assert await make_village(opened, NOON, SHANGHAI) == await make_village(opened, NOON, SHANGHAI)


async def test_a_village_whose_window_has_closed_gets_a_new_one(opened: Database) -> None:
    made = await make_village(opened, NOON, SHANGHAI)
    later = await make_village(opened, NOON + 5 * DAY, SHANGHAI)
    assert made is not None
    assert later is not None
    assert later.window != made.window


async def test_a_database_with_other_people_is_left_alone(opened: Database, tongxin: Any, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,village,door\n王建国,上岙村,3幢201\n", "utf-8")
    tongxin("import", "people", tmp_path / "people.csv")
    assert await make_village(opened, NOON, SHANGHAI) is None
    assert await opened.read(people.count) == 1


def test_the_command_says_what_it_made_and_the_second_time_that_it_did_nothing(tongxin: Any) -> None:
    first, second = tongxin("sample"), tongxin("sample", "--size", "village")
    assert first.stdout.startswith("前岸村 is there: 45 households, 103 people, one open window (")
    assert (second.returncode, second.stdout.startswith("Nothing was done")) == (0, True)


def test_a_villagers_words_for_the_samples_goods_mean_one_item_each() -> None:
    for words in ("猪肉", "豆腐", "鱼", "蛋", "米", "橙子"):
        assert len([item for item in goods() if words in (item.name, *item.aliases)]) == 1


def test_people_of_a_sample_are_found_as_everybody_else() -> None:
    gathered = Gathered(Ids(0, lambda: NOON))
    home = gathered.home(1, 1, "桥头路12号")
    gathered.lives(home, "陈阿根", "17000007919")
    gathered.lives(home, "林小红")
    found = [frozenset(person.terms) for person in gathered.people]
    assert found == [search_terms("陈阿根", "17000007919", home.door), search_terms("林小红", "", home.door)]


async def test_the_district_has_the_figures_of_a_real_one(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'tongxin.db'}", lambda: NOON)
    try:
        microgrids = await database.write(make_areas)
        slices = gather(database.ids, microgrids)
        first = next(slices)
        await database.write(lambda tx: first.write(tx, NOON))
        counted = await database.read(people.count)
    finally:
        await database.close()
    assert len(microgrids) == MICROGRIDS
    assert len({microgrid.village.id for microgrid in microgrids}) == 45
    assert counted == len(first.people)
    doors = {(home.village, key) for home, key in first.households}
    assert len(doors) == len(first.households)


@pytest.mark.soak
async def test_the_whole_district_adds_up(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'tongxin.db'}", lambda: NOON)
    try:
        microgrids = await database.write(make_areas)
    finally:
        await database.close()
    homes = count = 0
    roles: Counter[Role] = Counter()
    for gathered in gather(database.ids, microgrids):
        homes += len(gathered.households)
        count += len(gathered.people)
        roles.update(role for _, role, _ in gathered.roles)
    assert (homes, count) == (HOUSEHOLDS, PEOPLE)
    assert roles == {Role.GRID_WORKER: 4_815, Role.CADRE: 335, Role.DOCTOR: 45}


async def test_a_place_is_at_risk_so_that_a_return_from_there_proposes_observation(opened: Database) -> None:
    assert await make_village(opened, NOON, SHANGHAI) is not None
    found = await opened.read(lambda tx: returnees.risks(tx, "2026-11-30"))
    assert [place.name for place in found] == ["湖北省武汉市"]
