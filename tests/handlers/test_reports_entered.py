"""A grid worker reports for a family: behind a door, by a name, by a line of the list; or nobody is in."""

import pytest

from domain.people import Role
from storage import areas, audit, check_ins, observations, people
from storage.database import Transaction
from tests.observed import measured, observe, reported
from tests.town import HOUR, Town


async def test_numbers_behind_a_door_are_the_familys_in_order(town: Town) -> None:
    await observe(town, "李阿公")
    await observe(town, "李阿婆", reporter="李阿公")
    await town.says("小陈", "3幢201 36.5 36.8")
    assert await reported(town, "李阿公") == [(3_650, (), "ok", "worker")]
    assert await reported(town, "李阿婆") == [(3_680, (), "ok", "worker")]
    assert await town.last("小陈") == "3幢201，第6天，共14天。已记：李阿公 36.5，李阿婆 36.8。"
    seen = await town.database.read(lambda tx: audit.about(tx, town.people["李阿公"]))
    assert ("report_check_in", "小陈") in [(action, name) for _, name, action, _ in seen]


@pytest.mark.parametrize(
    "text", ["李阿公 36.5", "李阿公36.5", "李阿公：36.5", "3幢201 李阿公 36.5", "3-201 李阿公36.5"]
)
async def test_a_name_is_enough(town: Town, text: str) -> None:
    await observe(town, "李阿公")
    await observe(town, "李阿婆", reporter="李阿公")
    await town.says("小陈", text)
    assert await measured(town, "李阿公") == [3_650]
    assert await measured(town, "李阿婆") == []


async def test_a_fever_that_a_worker_reports_alarms_the_others(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("小陈", "3幢201 38.2")
    assert "体温 38.2" in await town.last("小林")
    assert "体温 38.2" in await town.last("刘医生")


async def test_too_few_numbers_are_asked_about_with_names(town: Town) -> None:
    await observe(town, "李阿公")
    await observe(town, "李阿婆", reporter="李阿公")
    await town.says("小陈", "3幢201 36.5")
    assert await measured(town, "李阿公") == []
    await town.presses("小陈", "李阿婆")
    assert await reported(town, "李阿婆") == [(3_650, (), "ok", "worker")]


async def test_another_grids_worker_cannot_report_and_reads_nothing_of_it(town: Town) -> None:
    def move(tx: Transaction) -> None:
        grid = areas.ensure(tx, town.village, "grid", "二网格")
        other = areas.ensure(tx, grid, "microgrid", "二网格1组")
        person = people.add(tx, "小周", town.village.id, town.now, terms=(), confirmed=True)
        people.give_role(tx, person, Role.GRID_WORKER, other.id)
        from storage import addresses
        from storage.addresses import Address
        from tests.town import ACCOUNT

        addresses.bind(tx, Address(ACCOUNT, "小周"), person, "zh", town.now)

    await town.database.write(move)
    await observe(town, "李阿公")
    for text in ("3幢201 36.5", "李阿公 36.5", "3幢201 没人"):
        await town.says("小周", text)
        assert await measured(town, "李阿公") == []
        assert "第6天" not in await town.last("小周")


async def test_two_people_of_one_name_are_told_apart_by_their_doors(town: Town) -> None:
    await observe(town, "李阿公")
    await town.settles("李阿公二", "3幢203")

    def rename(tx: Transaction) -> None:
        people.set_name_phone(tx, town.people["李阿公二"], "李阿公", "")

    await town.database.write(rename)
    await observe(town, "李阿公二")
    await town.says("小陈", "李阿公 36.5")
    assert await measured(town, "李阿公") == []
    assert "请写门牌" in await town.last("小陈")


async def test_nobody_in_is_noted_and_is_no_report(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("小陈", "3幢201 没人")
    assert await reported(town, "李阿公") == [(None, (), "away", "worker")]
    assert "还没报" in await town.last("小陈")

    def missed(tx: Transaction) -> set[int]:
        case = observations.open_of(tx, town.people["李阿公"])
        assert case is not None
        return {slot for slot in check_ins.slots(tx, case.id) if slot > town.now - 6 * HOUR}

    assert await town.database.read(missed) == set()


async def silent(town: Town) -> None:
    """李阿公 and 李阿婆 have been silent since the evening, and the worker has their list."""
    await observe(town, "李阿公")
    await observe(town, "李阿婆", reporter="李阿公")
    for _ in range(9):
        await town.later(1)


async def test_a_silent_family_is_on_the_list_of_the_day_and_numbers_take_it_off(town: Town) -> None:
    await silent(town)
    await town.says("小陈", "今天要做什么")
    assert "没报体温 李阿公、李阿婆 3幢201 13800000001" in await town.last("小陈")
    assert "没报体温的，量好直接写：“1 36.5”" in await town.last("小陈")
    await town.presses("小陈", "李阿公、李阿婆 报了")
    assert any("的体温是多少" in text for text in (await town.heard("小陈"))[-3:])
    await town.says("小陈", "1 36.5 36.8")
    assert await measured(town, "李阿婆") == [3_680]
    await town.says("小陈", "今天要做什么")
    assert "没报体温" not in await town.last("小陈")


async def test_a_worker_sees_to_a_line_and_the_others_read_who(town: Town) -> None:
    await silent(town)
    await town.says("小陈", "今天要做什么")
    await town.says("小陈", "1 我来")
    await town.says("小林", "今天要做什么")
    assert "【小陈在办】" in await town.last("小林")
    await town.says("小林", "1 我来")
    assert any("小陈在办" in text for text in (await town.heard("小林"))[-2:])


async def test_away_on_the_list_is_noted_and_stays(town: Town) -> None:
    await silent(town)
    await town.says("小陈", "今天要做什么")
    await town.says("小陈", "1 不在家")
    assert [each for *_, each, _ in await reported(town, "李阿公")] == ["away"]
    await town.says("小陈", "今天要做什么")
    assert "没报体温" in await town.last("小陈")


async def test_a_line_about_a_household_that_is_not_observed_is_left_to_others(town: Town) -> None:
    await town.says("小陈", "3幢202 36.5")
    assert "已记" not in await town.last("小陈")


async def test_somebody_who_is_not_observed_is_not_recorded_and_the_worker_reads_why(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("小陈", "王阿婆 36.5")
    assert "没有记" in await town.last("小陈")


async def test_what_a_worker_who_reports_has_paid_is_no_temperature(town: Town) -> None:
    await observe(town, "李阿公", reporter="小陈")
    await town.says("小陈", "垫了23.5")
    assert "体温" not in await town.last("小陈")
