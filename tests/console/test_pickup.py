"""Fetching and bringing on the console: slots, ticks, routes, tickets, and what keeps a household at home."""

import re

import httpx
import pytest

from domain.people import Role, Status
from domain.pickups import Bag, Slot
from storage import bags, households, people, slots
from storage.database import Transaction
from tests.console.house import Office, post
from tests.town import HOUR, NOON


async def closed(office: Office, **deliveries: Status) -> int:
    """A window of the whole village, closed: 1幢101 is bag 1, 3幢201 2, 3幢202 3, 10幢301 4."""
    window = await office.opens()
    for who in ("李阿公", "王阿婆", "小陈", "周大爷"):
        await office.orders(who, window, 青菜=1000)
    for who, status in deliveries.items():
        await holds(office, who, status)
    await office.town.later(8)
    await office.town.later(0.01)
    return window


async def holds(office: Office, who: str, status: Status) -> None:
    def work(tx: Transaction) -> None:
        person = people.get(tx, office.people[who])
        assert person is not None
        households.note_status(tx, person.household, status, NOON - 1, None, 0, NOON)

    await office.database.write(work)


async def bag(office: Office, window: int, number: int) -> Bag:
    found = await office.database.read(lambda tx: bags.numbered(tx, window, number))
    assert found is not None
    return found


async def of_window(office: Office, window: int) -> list[Slot]:
    return await office.database.read(lambda tx: slots.of_window(tx, window))


FIELDS = {"place": "文化礼堂", "day": "2026-12-01", "from": "15:00", "to": "16:00", "every": "30", "households": "2"}


async def send(client: httpx.AsyncClient, window: int, tail: str, **fields: str | list[str]) -> httpx.Response:
    page = f"/console/windows/{window}/pickup"
    answer = await post(client, page, f"{page}{tail}", **fields)
    return await client.get(answer.headers["location"]) if answer.status_code == 303 else answer


async def test_a_number_and_enter_tick_a_bag_and_say_what_is_to_be_paid(office: Office) -> None:
    window = await closed(office)
    async with office.signed_in("陈主任") as client:
        said = await send(client, window, "/tick", numbers="2")
        assert "✓ 2号 3幢201：已记下" in said.text
        assert "青菜" not in said.text
        again = await send(client, window, "/tick", numbers="2 9")
        assert "2号 3幢201：之前已经记过，陈主任" in again.text
        assert "没有9号" in again.text
        assert (await bag(office, window, 2)).handed_by == office.people["陈主任"]
        undone = await send(client, window, "/tick", numbers="2", act="undo")
        assert "改回没取" in undone.text
    assert (await bag(office, window, 2)).handed_at == 0


async def test_a_worker_sees_and_ticks_the_bags_of_their_own_micro_grid(office: Office) -> None:
    window = await closed(office)
    async with office.signed_in("老赵") as client:
        page = await client.get(f"/console/windows/{window}/pickup")
        assert "10幢301" in page.text
        assert "3幢201" not in page.text
        assert "加取货时段" not in page.text
        said = await send(client, window, "/tick", numbers="2")
        assert "2号不归您发" in said.text
        assert (await send(client, window, "/slots", **FIELDS)).status_code == 404
    assert (await bag(office, window, 2)).handed_at == 0
    assert await of_window(office, window) == []


async def test_slots_are_added_resized_and_removed(office: Office) -> None:
    window = await office.opens()
    async with office.signed_in("陈主任") as client:
        said = await send(client, window, "/slots", **FIELDS, buildings="3幢、4幢")
        assert "时段加好了" in said.text
        assert "12/1 15:00–15:30 文化礼堂" in said.text
        assert "只限3幢、4幢" in said.text
        first, second = await of_window(office, window)
        await office.database.write(lambda tx: slots.take(tx, first.id, 2))
        assert "去不掉" in (await send(client, window, "/slot", slot=str(first.id), households="1")).text
        await send(client, window, "/slot", slot=str(first.id), households="9")
        await send(client, window, "/slot", slot=str(second.id), act="remove")
    assert [(slot.capacity, slot.taken) for slot in await of_window(office, window)] == [(9, 2)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": ""}, {"day": "2026-11-01"}, {"from": "17:00"}, {"households": "0"}, {"every": "1"}, {"place": " "},
        {"from": "25:00"}, {"households": "-3"}, {"day": "9999-99-99"}, {"every": "5", "to": "23:59"},
    ],
)  # fmt: skip
async def test_slots_that_cannot_be_are_not_added(office: Office, wrong: dict[str, str]) -> None:
    window = await office.opens()
    async with office.signed_in("陈主任") as client:
        said = await send(client, window, "/slots", **(FIELDS | wrong))
        assert "没有加上" in said.text
    assert await of_window(office, window) == []


async def test_a_slot_is_called_on_the_page(office: Office) -> None:
    window = await office.opens()
    async with office.signed_in("陈主任") as client:
        await send(client, window, "/slots", **FIELDS)
        for who in ("李阿公", "王阿婆"):
            await office.orders(who, window, 青菜=1000)
        await office.town.later(8)
        first, _ = await of_window(office, window)
        said = await send(client, window, "/call", slot=str(first.id))
        assert "叫了 1 户" in said.text
        assert "叫过" in said.text
    assert "轮到您了" in await office.town.last("李阿公")
    assert not any("轮到您了" in text for text in await office.town.heard("王阿婆"))


async def test_deliveries_are_divided_and_printed_without_any_reason(office: Office) -> None:
    window = await closed(office, 李阿公=Status.OBSERVATION, 王阿婆=Status.ELDER)
    async with office.signed_in("陈主任") as client:
        page = await client.get(f"/console/windows/{window}/pickup")
        assert "还没分给谁" in page.text
        await send(client, window, "/divide")
        said = await send(client, window, "/divide", carrier=str(office.people["小陈"]))
        assert "分好了" in said.text
        assert "2户，按这个顺序走" in await office.town.last("小陈")
        printed = (await client.get(f"/console/windows/{window}/pickup/routes")).text
        assert "小陈的送货单" in printed
        for text in (said.text.partition("<main>")[2], printed.partition("<body")[2]):
            assert not re.search("观察|隔离|老人|李阿公|王阿婆", text)


async def test_a_bag_is_brought_after_all_and_its_household_told(office: Office) -> None:
    window = await closed(office)
    async with office.signed_in("陈主任") as client:
        await send(client, window, "/way", number="2", way="delivery")
        await office.town.later(0.01)
        assert "送到您家门口，袋号2" in await office.town.last("李阿公")
        await send(client, window, "/way", number="2", way="pickup")
    assert (await bag(office, window, 2)).way == "pickup"


# The ticket


async def test_a_ticket_shows_its_number_to_everybody_and_the_button_to_whoever_hands_out(office: Office) -> None:
    window = await closed(office)
    secret = (await bag(office, window, 2)).secret
    async with office.browser() as client:
        page = await client.get(f"/console/bags/{secret}")
        assert "请把这个给工作人员看" in page.text
        assert ">2<" in page.text
        assert "3幢201" not in page.text
        assert (await client.post(f"/console/bags/{secret}")).status_code == 401
        assert (await client.get("/console/bags/nonsense")).status_code == 404
    async with office.signed_in("老赵") as client:
        assert "3幢201" not in (await client.get(f"/console/bags/{secret}")).text
        await post(client, "/console", f"/console/bags/{secret}")
    assert (await bag(office, window, 2)).handed_at == 0
    async with office.signed_in("小陈") as client:
        page = await client.get(f"/console/bags/{secret}")
        assert "3幢201" in page.text
        answer = await post(client, f"/console/bags/{secret}", f"/console/bags/{secret}")
        assert "✓ 2号 3幢201：已记下" in (await client.get(answer.headers["location"])).text
        assert "之前已经记过，小陈" in (await client.get(f"/console/bags/{secret}")).text
    assert (await bag(office, window, 2)).handed_by == office.people["小陈"]


async def test_a_post_without_the_form_s_token_ticks_nothing(office: Office) -> None:
    window = await closed(office)
    async with office.signed_in("陈主任") as client:
        answer = await client.post(f"/console/windows/{window}/pickup/tick", data={"numbers": "2"})
        assert answer.status_code == 403
    assert (await bag(office, window, 2)).handed_at == 0


# What keeps a household at home


async def test_a_worker_notes_and_ends_it_and_a_doctor_or_another_grid_s_worker_does_not(office: Office) -> None:
    person = office.people["王阿婆"]

    def held(tx: Transaction) -> list[str]:
        found = people.get(tx, person)
        assert found is not None
        return households.statuses(tx, found.household, office.town.now)

    async with office.signed_in("小陈") as client:
        page = f"/console/people/{person}"
        answer = await post(client, page, f"{page}/status", status="bedridden", act="note", until="2026-12-24")
        shown = (await client.get(answer.headers["location"])).text
        assert "行动不便、卧床" in shown
        assert "到 12月25日 00:00" in shown
        assert await office.database.read(held) == ["bedridden"]
        wrong = await post(client, page, f"{page}/status", status="elder", act="note", until="2026-11-01")
        assert "没有记" in (await client.get(wrong.headers["location"])).text
        await post(client, page, f"{page}/status", status="bedridden", act="end")
        office.town.now += HOUR
        assert await office.database.read(held) == []
        assert (await post(client, page, f"{page}/status", status="observation", act="note")).status_code == 404
    async with office.signed_in("老赵") as client:
        answer = await post(client, "/console", f"/console/people/{person}/status", status="elder", act="note")
        assert answer.status_code == 404


async def test_a_volunteer_has_no_console_and_a_ticket_shows_them_the_number(office: Office) -> None:
    window = await closed(office)
    who, village = office.people["王阿婆"], office.town.village.id
    await office.database.write(lambda tx: people.give_role(tx, who, Role.VOLUNTEER, village))
    secret = (await bag(office, window, 2)).secret
    async with office.browser() as client:
        assert "3幢201" not in (await client.get(f"/console/bags/{secret}")).text
    await office.town.says("王阿婆", "2")
    assert "✓ 2号 3幢201" in await office.town.last("王阿婆")
