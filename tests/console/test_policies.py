"""The table of policies and the sites: rows with dates, ended rows stay; only a cadre changes them."""

from html import unescape

import pytest

from domain.policies import Ground, in_force
from domain.schedules import local_day
from storage import policies, sites
from tests.console.house import Office, post, token
from tests.town import ZONE

PAGE = "/console/policies"
ROW = {
    "act": "policy", "ground": "returnee_low", "grade0": "home", "days0": "7", "grade1": "home_monitoring",
    "days1": "3", "counting": "from_start", "since": "2026-11-30", "until": "", "source": "县里通知",
}  # fmt: skip


async def in_force_now(office: Office, ground: Ground = Ground.RETURNEE_LOW) -> str:
    path, today = office.town.microgrid.path, local_day(office.town.now, ZONE)
    found = await office.database.read(lambda tx: in_force(policies.in_area(tx, path), ground, today))
    return found.shown if found else ""


async def test_a_row_is_added_holds_and_is_ended_and_stays_to_be_read(office: Office) -> None:
    village = str(office.town.village.id)
    assert await in_force_now(office) == "3"
    async with office.signed_in("陈主任") as client:
        answer = await post(client, PAGE, PAGE, area=village, **ROW)
        shown = unescape((await client.get(answer.headers["location"])).text)
        assert "已保存。" in shown
        assert "县里通知" in shown
        assert await in_force_now(office) == "7+3"
        (row,) = await office.database.read(lambda tx: policies.history(tx, office.town.village.id))
        await post(client, PAGE, PAGE, area=village, act="end", row=str(row.id))
        shown = unescape((await client.get(PAGE)).text)
    assert await in_force_now(office) == "3"
    assert "起不用了" in shown
    assert (office.people["陈主任"], "end_policy") in await office.deeds(office.town.village.id)


@pytest.mark.parametrize(
    "wrong",
    [{"days0": "0"}, {"days0": "58"}, {"days0": "-3"}, {"days0": "", "days1": ""}, {"since": "2026-02-29"},
     {"until": "2026-11-01"}, {"ground": "moon"}, {"grade0": "nowhere"}, {"counting": "backwards"}],
    ids=str,
)  # fmt: skip
async def test_a_row_that_cannot_be_is_not_saved(office: Office, wrong: dict[str, str]) -> None:
    async with office.signed_in("陈主任") as client:
        answer = await post(client, PAGE, PAGE, area=str(office.town.village.id), **(ROW | wrong))
        assert "没有保存" in (await client.get(answer.headers["location"])).text
    assert await in_force_now(office) == "3"


async def test_a_site_is_added_with_whoever_reports_there_and_closed(office: Office) -> None:
    village = str(office.town.village.id)
    fields = {"name": "新城宾馆", "address": "新城路1号", "phone": "0577-1234567", "keeper": "刘医生"}
    async with office.signed_in("陈主任") as client:
        answer = await post(client, PAGE, PAGE, area=village, act="site", **(fields | {"keeper": "没有的人"}))
        assert "没有找到报体温的这个人" in (await client.get(answer.headers["location"])).text
        await post(client, PAGE, PAGE, area=village, act="site", **fields)
        shown = unescape((await client.get(PAGE)).text)
        assert "新城宾馆" in shown
        assert "刘医生统一报" in shown
        (site,) = await office.database.read(lambda tx: sites.in_reach(tx, office.town.microgrid.path))
        assert site.keeper == office.people["刘医生"]
        await post(client, PAGE, PAGE, area=village, act="close", site=str(site.id))
        assert "停用了" in (await client.get(PAGE)).text
        await post(client, PAGE, PAGE, area=village, act="site", **fields)
    assert await office.database.read(lambda tx: sites.in_reach(tx, office.town.microgrid.path))


async def test_a_grid_worker_neither_sees_nor_changes_it(office: Office) -> None:
    async with office.signed_in("小陈") as client:
        assert (await client.get(PAGE)).status_code == 404
        held = token(await client.get("/console"))
        fields = {"token": held, "area": str(office.town.village.id), **ROW}
        assert (await client.post(PAGE, data=fields)).status_code == 404
    assert await in_force_now(office) == "3"
