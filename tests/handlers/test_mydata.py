"""What is kept about somebody is told to them and nobody else, who looked too; it is put right, and deleted."""

import json

import pytest

from domain.people import Role
from storage import addresses, people, register
from storage.database import Transaction
from tests.console.house import Office
from tests.console.observed import alarm, observe, reports
from tests.doors import KF, WEB, Doors
from tests.town import HOUR, NOON, Town


@pytest.fixture
async def office(town: Town) -> Office:
    return await Office(town).build()


async def test_somebody_hears_what_is_kept_about_them(town: Town) -> None:
    await town.says("李阿公", "我的资料")
    told = await town.last("李阿公")
    for kept in ("姓名 李阿公，电话 13800000001", "王家村 一网格 一网格1组 3幢201", "李阿公、李阿婆", "订单 0 次"):
        assert kept in told, kept
    assert await town.choices("李阿公") == ["谁看过", "给我一份", "有错要改", "要删除"]


async def test_the_health_of_the_household_is_told_to_its_reporter_alone(office: Office) -> None:
    case = await observe(office, "李阿婆", reporter="李阿公")
    await reports(office, case, NOON - 4 * HOUR, 3680)
    town = office.town
    await town.says("李阿公", "/mydata")
    assert "观察 李阿婆 2026-11-30 到 2026-12-13，观察中，报告 1 次" in await town.last("李阿公")
    await town.settles("孙子", "3幢201")
    await town.says("孙子", "我的资料")
    assert "观察" not in await town.last("孙子")
    await town.presses("孙子", "给我一份")
    assert "3680" not in str(await town.said_to("孙子"))


async def test_who_looked_is_told_with_name_and_post(office: Office) -> None:
    case = await observe(office, "李阿公")
    town = office.town
    async with office.signed_in("陈主任") as client:
        await client.get(f"/console/observed/{case}")
    async with office.signed_in("小陈") as client:
        await client.get("/console/observed")
    await town.says("李阿公", "谁看过我的资料")
    told = await town.last("李阿公")
    assert "村干部 陈主任：看过您的观察记录" in told
    assert "网格员 小陈：看过观察名单" in told
    await town.says("王阿婆", "谁看过我的资料")
    assert "还没有工作人员看过" in await town.last("王阿婆")


async def test_a_copy_is_a_file_with_everything(town: Town) -> None:
    await town.database.write(lambda tx: register.look(tx, town.people["小陈"], town.people["李阿公"], NOON))
    await town.says("李阿公", "要一份我的资料")
    sent = (await town.said_to("李阿公"))[-1]
    assert sent.file is not None
    content = town.house.files.open(sent.file.reference)
    assert content is not None
    copy = json.loads(content)
    assert copy["phone"] == "13800000001"
    assert [look["name"] for look in copy["looks"]] == ["小陈"]


async def test_a_correction_goes_to_the_worker_and_the_answer_comes_back(town: Town) -> None:
    await town.says("李阿公", "我的资料有错")
    await town.says("李阿公", "电话错了，是13900000001")
    assert "已经转给小陈" in await town.last("李阿公")
    assert "原话：“电话错了，是13900000001”" in await town.last("小陈")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "改好了")
    assert "小陈：改好了" in await town.last("李阿公")


async def test_a_correction_that_is_called_off_reaches_nobody(town: Town) -> None:
    await town.says("李阿公", "我的资料有错")
    before = await town.heard("小陈")
    await town.presses("李阿公", "取消")
    assert "什么都没动" in await town.last("李阿公")
    assert await town.heard("小陈") == before


async def test_a_cadre_deletes_and_the_records_stay_without_a_name(town: Town) -> None:
    window = await town.opens_window(hours=1)
    await town.says("王阿婆", "猪肉2斤")
    await town.presses("王阿婆", "确认")
    await town.says("王阿婆", "删除我的资料")
    assert "还有订的货没到" in await town.last("王阿婆")
    await town.later(2)
    await town.says("王阿婆", "删除我的资料")
    await town.presses("王阿婆", "确定删除")
    assert "要求删除资料：王阿婆" in await town.last("陈主任")
    await town.presses("陈主任", "删除")
    assert "王阿婆 的资料已经删除，凭证号" in await town.last("陈主任")
    assert "您的资料已经删除" in await town.last("王阿婆")

    def left(tx: Transaction) -> tuple[str, str, str, int]:
        person = people.get(tx, town.people["王阿婆"])
        assert person is not None
        query = "select count(*) from terms where person = {}".format(int(person.id))  # noqa: S608, UP032
        found = tx.connection.execute(query).fetchone()[0]
        return person.name, person.phone, person.state, found

    assert await town.database.read(left) == ("（已删除）", "", "gone", 0)
    assert await town.ordered("王阿婆", window) == {"土猪肉": 2_000}
    await town.says("王阿婆", "我的资料")
    assert "13800000002" not in await town.last("王阿婆")


async def test_nothing_is_deleted_during_an_observation_or_while_red(office: Office) -> None:
    town = office.town
    await observe(office, "李阿公")
    await town.says("李阿公", "删除我的资料")
    assert "还在观察期" in await town.last("李阿公")
    await town.says("王阿婆", "删除我的资料")
    await town.presses("王阿婆", "确定删除")
    await alarm(office, "王阿婆")
    await town.presses("陈主任", "删除")
    assert "没有删除 王阿婆 的资料（有警报没处理完）" in await town.last("陈主任")
    assert "还没有删" in await town.last("王阿婆")


async def test_only_a_cadre_of_the_place_decides(office: Office) -> None:
    town = office.town
    await town.says("王阿婆", "删除我的资料")
    await town.presses("王阿婆", "确定删除")
    button = await town.button("陈主任", "删除")

    def dismiss(tx: Transaction) -> None:
        tx.connection.execute("delete from roles where role = 'cadre'")
        people.give_role(tx, town.people["陈主任"], Role.CADRE, office.other.id)

    await office.database.write(dismiss)
    await town.does(town.update("陈主任", press=button))
    assert "不归您办" in await town.last("陈主任")


async def test_what_was_said_at_a_door_that_is_shut_is_deleted_too(town: Town) -> None:
    elder = await Doors(town, "王阿婆").opens(KF, WEB)
    await elder.says(KF, "我腰不好，走不动")
    await town.database.write(lambda tx: addresses.mark(tx, elder.at(KF), reachable=False))
    await elder.says(WEB, "删除我的资料")
    await elder.presses(WEB, "确定删除")
    await elder.says(WEB, "我的资料有错")
    await town.presses("陈主任", "删除")

    def left(tx: Transaction) -> tuple[int, int]:
        run = tx.connection.execute
        said = run("select count(*) from sayings where text like '%腰不好%'").fetchone()[0]
        return said, run("select count(*) from conversations where account = 'person' and step <> ''").fetchone()[0]

    assert await town.database.read(left) == (0, 0)
