"""The roster's page: made from pasted lines, called off, checked in; tallies as a page and as files."""

import csv
import io

import httpx

from domain.people import Role
from storage import shifts
from storage.database import Transaction
from tests.console.house import Office, post, token
from tests.town import NOON

LINES = "明天8点到16点东门：王强、李敏，王强带班\n明天20:00-次日8:00东门：王强"
DAY = "/console/roster?from=2026-12-01"


async def gate(office: Office) -> None:
    def work(tx: Transaction) -> None:
        for number, name in enumerate(("王强", "李敏", "张伟"), 61):
            office.town._settle(tx, name, f"5幢{number}1", f"138000000{number}", Role.GUARD, office.town.village)

    await office.database.write(work)


async def read(client: httpx.AsyncClient, text: str) -> httpx.Response:
    return await post(client, "/console/roster", "/console/roster/read", text=text)


async def save(client: httpx.AsyncClient, text: str) -> httpx.Response:
    draft = await read(client, text)
    seen = draft.text.partition('name="seen" value="')[2].partition('"')[0]
    fields = {"token": token(draft), "text": text, "seen": seen}
    return await client.post("/console/roster/save", data=fields)


async def duty(office: Office, name: str) -> int:
    found = await office.database.read(
        lambda tx: shifts.of_person(tx, office.people[name], NOON, NOON + 40 * 3_600_000)
    )
    return found[0].id


async def test_pasted_lines_are_shown_and_saved_only_when_confirmed(office: Office) -> None:
    await gate(office)
    async with office.signed_in("陈主任") as client:
        draft = await read(client, LINES + "\n明天8点到16点南门：刘备")
        assert "12月1日 周二 08:00–16:00" in draft.text
        assert "没有找到“刘备”" in draft.text
        assert "没有排班" in (await client.get(DAY)).text
        saved = await save(client, LINES)
        assert saved.headers["location"].endswith("&from=2026-12-01&done=roster_saved")
        page = (await client.get(DAY)).text
        assert "东门 20:00–次日08:00" in page
        assert 'href="tel:13800000062"' in page
    await office.town.later(0)
    assert any("给您排了班" in text for text in await office.town.heard("李敏"))


async def test_what_changed_since_it_was_shown_is_shown_anew(office: Office) -> None:
    await gate(office)
    async with office.signed_in("陈主任") as client:
        draft = await read(client, LINES)
        seen = draft.text.partition('name="seen" value="')[2].partition('"')[0]
        await save(client, "明天12点到13点南门：李敏")
        fields = {"token": token(draft), "text": LINES, "seen": seen}
        answer = await client.post("/console/roster/save", data=fields)
        assert "刚才班次有变动" in answer.text
        again = await client.post("/console/roster/save", data=fields)
        assert "李敏那时候已经有班（南门）" in again.text


async def test_a_duty_is_called_off_and_a_leader_checks_in_who_has_no_telephone(office: Office) -> None:
    await gate(office)
    async with office.signed_in("陈主任") as client:
        await save(client, LINES)
        number = await duty(office, "李敏")
        gone = await post(client, DAY, f"/console/roster/duties/{number}", act="off")
        assert "done=duty_off" in gone.headers["location"]
        assert any("不用来" in text for text in await office.town.heard("李敏"))
        early = await post(client, DAY, f"/console/roster/duties/{await duty(office, '王强')}", act="came")
        assert "done=duty_changed" in early.headers["location"]
        await office.town.later(19.5)
        came = await post(client, DAY, f"/console/roster/duties/{await duty(office, '王强')}", act="came")
        assert "done=duty_noted" in came.headers["location"]
        assert "07:30 到岗" in (await client.get(DAY)).text
    assert (office.people["陈主任"], "note_duty") in await office.deeds(office.people["王强"])
    assert (office.people["陈主任"], "see_roster") in await office.deeds(office.town.village.id)


async def test_others_neither_see_nor_change_it(office: Office) -> None:
    await gate(office)
    async with office.signed_in("陈主任") as client:
        await save(client, LINES)
        number = await duty(office, "李敏")
    async with office.signed_in("小陈") as client:
        assert (await client.get("/console/roster")).status_code == 404
        assert (await client.get("/console/roster/tallies")).status_code == 404
        assert (await client.get("/console/roster/tallies.csv")).status_code == 404
        assert "/console/roster" not in (await client.get("/console")).text
        for target in (f"duties/{number}", "read", "save"):
            answer = await post(client, "/console", f"/console/roster/{target}", act="off", text=LINES)
            assert answer.status_code == 404


async def test_a_worker_who_leads_a_post_sees_it_and_no_other(office: Office) -> None:
    await gate(office)
    async with office.signed_in("陈主任") as client:
        await save(client, "明天8点到16点东门：李敏、小陈，小陈带班\n明天8点到16点南门：张伟")
    async with office.signed_in("小陈") as client:
        page = (await client.get("/console/roster")).text
        assert "13800000062" in page
        assert "张伟" not in page
        assert "排班</summary>" not in page
        tallies = (await client.get("/console/roster/tallies?last=2026-12-31")).text
        assert "李敏" in tallies
        assert "张伟" not in tallies


async def test_tallies_count_hours_and_name_what_was_missed_on_the_page_and_in_files(office: Office) -> None:
    await gate(office)
    async with office.signed_in("陈主任") as client:
        await save(client, LINES)
        await office.town.later(20)
        await office.town.says("王强", "到岗")
        await office.town.later(20)
        span = "first=2026-12-01&last=2026-12-31"
        page = (await client.get(f"/console/roster/tallies?{span}")).text
        assert "<b>李敏</b> 东门 <span class=\"quiet\">12月1日 周二 08:00–16:00</span>" in page
        answer = await client.get(f"/console/roster/tallies.csv?{span}")
        assert 'filename="tongxin-shifts-2026-12-01-2026-12-31.csv"' in answer.headers["content-disposition"]
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows == [
            ["岗位", "姓名", "值了", "小时", "迟到", "缺", "还没到"],
            ["东门", "王强", "1", "8", "0", "1", "0"],
            ["东门", "李敏", "0", "0", "0", "1", "0"],
        ]
        assert (await client.get(f"/console/roster/tallies.xlsx?{span}")).content.startswith(b"PK")
        assert (await client.get(f"/console/roster/tallies.pdf?{span}")).status_code == 404
    assert (office.people["陈主任"], "export_roster") in await office.deeds(office.town.village.id)


async def test_names_are_text_on_the_page(office: Office) -> None:
    await office.settles("<b>王强</b>", "6幢101")
    async with office.signed_in("陈主任") as client:
        draft = await read(client, "明天8点到16点<i>门：<b>王强</b>")
        assert "<i>" not in draft.text
        assert (await client.get("/console/roster?from=0000-99-99&area=abc")).status_code == 200
