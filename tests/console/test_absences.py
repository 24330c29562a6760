"""A worker notes on a person's page that their household is away; notes for whoever packs stand on the board."""

from domain.people import Status
from storage import households, people
from tests.console.house import Office, post


async def away(office: Office, who: str) -> bool:
    person = await office.database.read(lambda tx: people.get(tx, office.people[who]))
    assert person is not None
    held = await office.database.read(lambda tx: households.statuses(tx, person.household, office.town.now))
    return Status.AWAY in held


async def test_a_household_is_away_until_a_day_and_back_again(office: Office) -> None:
    page = f"/console/people/{office.people['李阿公']}"
    async with office.signed_in("小陈") as client:
        await post(client, page, f"{page}/away", away="away", until="2026-12-05")
        assert "全家不在，到" in (await client.get(page)).text
        assert await away(office, "李阿婆")
        await post(client, page, f"{page}/away", away="back")
        assert "全家不在，到" not in (await client.get(page)).text
        assert not await away(office, "李阿公")


async def test_a_day_that_has_passed_or_is_none_leaves_it_open(office: Office) -> None:
    page = f"/console/people/{office.people['李阿公']}"
    async with office.signed_in("小陈") as client:
        for day in ("2020-01-01", "明天", ""):
            await post(client, page, f"{page}/away", away="away", until=day)
            assert await away(office, "李阿公")
            assert "全家不在，到" not in (await client.get(page)).text


async def test_nobody_notes_it_of_households_that_are_not_theirs(office: Office) -> None:
    own = f"/console/people/{office.people['李阿公']}"
    async with office.signed_in("小陈") as client:
        refused = await post(client, own, f"/console/people/{office.people['周大爷']}/away", away="away")
    assert refused.status_code == 404
    assert not await away(office, "周大爷")


async def test_notes_stand_on_the_board(office: Office) -> None:
    window = await office.town.opens_window()
    for words in ("猪肉2斤不要肥的，豆腐一块", "好"):
        await office.town.says("李阿公", words)
    async with office.signed_in("陈主任") as client:
        board = (await client.get(f"/console/windows/{window}")).text
    assert "土猪肉：不要肥的" in board
