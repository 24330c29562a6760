"""A doctor reads the red list, the board and the case on the console, and nothing else; each look is written down."""

from html import unescape

import pytest

from domain.people import Role
from storage import areas, audit, people
from storage.database import Transaction
from tests.console.house import Office, token
from tests.console.observed import alarm, observe


async def test_a_doctor_reads_who_is_ill_and_every_look_is_written_down(office: Office) -> None:
    case = await observe(office, "李阿公")
    await alarm(office, "李阿公", case)
    async with office.signed_in("刘医生") as client:
        home = await client.get("/console")
        assert (home.status_code, home.headers["location"]) == (303, "/console/urgent")
        for path in ("/console/urgent", "/console/observed", f"/console/observed/{case}"):
            page = await client.get(path)
            assert page.status_code == 200
            shown = unescape(page.text)
            assert "李阿公" in shown
            assert "去处理" not in shown
            for link in ("/console/people", "/console/handovers", "/console/notices", "/console/shops", "/take",
                         "/done", "/change", "/notice", "/releases"):  # fmt: skip
                assert link not in shown, (path, link)

    def deeds(tx: Transaction) -> set[str]:
        subjects = (office.people["李阿公"], office.town.village.id)
        return {each[2] for subject in subjects for each in audit.about(tx, subject)}

    found = await office.database.read(deeds)
    assert {"see_case", "see_person", "see_urgent", "see_observed"} <= found, found


@pytest.mark.parametrize("path", ["take", "done"])
async def test_a_doctor_changes_nothing_there(office: Office, path: str) -> None:
    case = await observe(office, "李阿公")
    key = await alarm(office, "李阿公", case)
    async with office.signed_in("刘医生") as client:
        form = {"token": token(await client.get("/console/urgent")), "outcome": "doctor", "act": "end", "why": "好了"}
        assert (await client.post(f"/console/urgent/{key}/{path}", data=form)).status_code == 403
        assert (await client.post(f"/console/observed/{case}/change", data=form)).status_code == 403
        assert (await client.post("/console/leave", data=form)).status_code == 303
        assert (await client.get("/console/urgent")).status_code == 401


async def test_a_positive_test_is_named_on_the_red_list_and_marked_on_the_case(office: Office) -> None:
    case = await observe(office, "李阿公", day=3)
    await office.town.says("小陈", "李阿公 核酸阳性 11月29日")
    async with office.signed_in("刘医生") as client:
        assert "<b>核酸阳性</b>" in (await client.get("/console/urgent")).text
        shown = (await client.get(f"/console/observed/{case}")).text
        assert '<i class="abnormal">▲</i> <b>阳性</b>' in shown


async def test_the_doctor_of_another_village_sees_nobody_of_this_one(office: Office) -> None:
    case = await observe(office, "李阿公")
    await office.settles("外村医生", "12幢104")

    def hire(tx: Transaction) -> None:
        where = areas.ensure(tx, None, "village", "李家村")
        people.give_role(tx, office.people["外村医生"], Role.DOCTOR, where.id)

    await office.database.write(hire)
    async with office.signed_in("外村医生") as client:
        assert (await client.get(f"/console/observed/{case}")).status_code == 404
        for path in ("/console/urgent", "/console/observed"):
            assert "李阿公" not in (await client.get(path)).text


async def test_calls_for_help_stand_on_no_page_of_a_doctor(office: Office) -> None:
    await office.town.says("李阿公", "找人")
    async with office.signed_in("刘医生") as client:
        assert "李阿公" not in (await client.get("/console/urgent")).text
    async with office.signed_in("小陈") as client:
        assert "李阿公" in (await client.get("/console/urgent")).text
