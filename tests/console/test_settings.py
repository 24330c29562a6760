"""A cadre changes what a village may change, with the day from which it holds; nobody else does."""

from datetime import datetime, timedelta

import pytest

from console.words import words
from domain.people import Role
from domain.settings import Setting
from storage import areas, people, settings
from storage.database import Transaction
from tests.console.house import Office, post, token
from tests.town import HOUR, ZONE

PAGE = "/console/settings"


async def holds(office: Office, setting: Setting, hours: float = 0) -> str:
    at = office.town.now + int(hours * HOUR)
    return await office.database.read(lambda tx: settings.written(tx, setting, office.town.microgrid.path, at))


async def test_every_setting_is_named_and_has_its_words() -> None:
    for language in ("zh", "en"):
        assert all(f"set_{setting.value}" in words(language) for setting in Setting)


async def test_a_cadre_sets_a_value_and_reads_who_set_it_and_when(office: Office) -> None:
    village = str(office.town.village.id)
    async with office.signed_in("陈主任") as client:
        assert "现在：20000" in (await client.get(PAGE)).text
        fields = {"area": village, "setting": "notice_second_person_above", "value": "500"}
        answer = await post(client, PAGE, PAGE, **fields)
        shown = (await client.get(answer.headers["location"])).text
    assert await holds(office, Setting.NOTICE_SECOND_PERSON_ABOVE) == "500"
    for words_shown in ("已保存。", "现在：500", "11月30日 12:00", "陈主任"):
        assert words_shown in shown
    cadre = office.people["陈主任"]
    assert (cadre, "set_notice_second_person_above") in await office.deeds(office.town.village.id)


async def test_a_value_may_begin_on_a_later_day(office: Office) -> None:
    day = datetime.fromtimestamp(office.town.now / 1000, ZONE).date() + timedelta(days=2)
    fields = {
        "area": str(office.town.village.id),
        "setting": "quiet_from",
        "value": "21:00",
        "since": day.isoformat(),
    }
    async with office.signed_in("陈主任") as client:
        await post(client, PAGE, PAGE, **fields)
        assert "现在：22:00" in (await client.get(PAGE)).text
    assert await holds(office, Setting.QUIET_FROM, 35.9) == "22:00"
    assert await holds(office, Setting.QUIET_FROM, 36) == "21:00"


@pytest.mark.parametrize(
    ("setting", "value", "since", "done"),
    [
        ("quiet_from", "25:00", "", "wrong"), ("failure_share", "0", "", "wrong"), ("failure_share", "", "", "wrong"),
        ("digest_when_nothing", "maybe", "", "wrong"), ("quiet_from", "21:00", "2026-11-29", "day_wrong"),
        ("quiet_from", "21:00", "2026-02-30", "day_wrong"), ("quiet_from", "21:00", "2030-01-01", "day_wrong"),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_not_saved_and_said(
    office: Office, setting: str, value: str, since: str, done: str
) -> None:
    fields = {"area": str(office.town.village.id), "setting": setting, "value": value, "since": since}
    async with office.signed_in("陈主任") as client:
        answer = await post(client, PAGE, PAGE, **fields)
        assert answer.headers["location"].endswith(f"done={done}")
        assert "没有保存" in (await client.get(answer.headers["location"])).text
    assert await holds(office, Setting(setting)) == await holds(office, Setting(setting), -1)
    assert await office.deeds(office.town.village.id) == []


async def test_a_grid_worker_and_another_villages_cadre_change_nothing(office: Office) -> None:
    def hire(tx: Transaction) -> None:
        people.give_role(tx, office.people["小林"], Role.CADRE, areas.ensure(tx, None, "village", "李家村").id)

    await office.database.write(hire)
    fields = {"area": str(office.town.village.id), "setting": "quiet_from", "value": "21:00"}
    async with office.signed_in("小陈") as client:
        assert (await client.get(PAGE)).status_code == 404
        board = await client.get("/console")
        assert PAGE not in board.text
        assert (await client.post(PAGE, data={"token": token(board)} | fields)).status_code == 404
    async with office.signed_in("小林") as client:
        assert "李家村的设置" in (await client.get(PAGE)).text
        assert (await client.get(f"{PAGE}?area={office.town.village.id}")).status_code == 404
        assert (await post(client, PAGE, PAGE, **fields)).status_code == 404
        unknown = {"area": "x", "setting": "nothing", "value": "1"}
        assert (await post(client, PAGE, PAGE, **unknown)).status_code == 404
    assert await holds(office, Setting.QUIET_FROM) == "22:00"


async def test_who_leads_a_district_sets_it_for_all_or_for_one_village(office: Office) -> None:
    def build(tx: Transaction) -> tuple[int, int]:
        district = areas.ensure(tx, None, "district", "滨海")
        east = areas.ensure(tx, district, "village", "东村")
        people.give_role(tx, office.people["小林"], Role.STREET, district.id)
        return district.id, east.id

    district, east = await office.database.write(build)
    async with office.signed_in("小林") as client:
        await post(client, PAGE, PAGE, area=str(district), setting="failure_share", value="9")
        assert "现在：9" in (await client.get(f"{PAGE}?area={east}")).text
        assert "用上一级的" in (await client.get(f"{PAGE}?area={east}")).text
        await post(client, PAGE, PAGE, area=str(east), setting="failure_share", value="7")
        assert "现在：7" in (await client.get(f"{PAGE}?area={east}")).text
