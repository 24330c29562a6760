"""Who is found, who is seen by whom, and links for others."""

import re

from domain.people import Role
from storage import links, people
from tests.console.house import Office, post
from tests.console.observed import observe

_LINK = re.compile(r'value="http://village\.test/(chat|console)/enter/([^"]+)"')


async def test_a_cadre_finds_people_by_name_initials_door_and_phone(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        for query in ("周大爷", "zdy", "10幢301", "0051"):
            assert "周大爷" in (await client.get("/console/people", params={"q": query})).text, query
        nobody = await client.get("/console/people", params={"q": "😀"})
    assert "没有找到" in nobody.text


async def test_people_are_found_by_room_by_a_piece_of_the_street_and_by_two_words(office: Office) -> None:
    await office.settles("李阿公", "桥头路1号")
    await office.settles("张三", "桥头路12号")
    async with office.signed_in("陈主任") as client:
        for query, found, left_out in (
            ("201", ("3幢201",), ("桥头路",)),
            ("301", ("周大爷",), ("李阿公",)),
            ("桥头 1号", ("桥头路1号",), ("张三", "3幢")),
            ("桥头路", ("桥头路1号", "桥头路12号"), ("3幢",)),
            ("李阿公 桥头路", ("桥头路1号",), ("张三", "3幢201")),
            ("lag 桥头", ("桥头路1号",), ("张三", "3幢201")),
        ):
            text = (await client.get("/console/people", params={"q": query})).text
            listed = text[text.index('<ul class="list people">') :]
            assert all(each in listed for each in found), query
            assert not any(each in listed for each in left_out), query
        nobody = (await client.get("/console/people", params={"q": "张三 3幢"})).text
        assert "没有找到" in nobody


async def test_a_grid_worker_neither_finds_nor_opens_people_of_another_micro_grid(office: Office) -> None:
    stranger = office.people["周大爷"]
    async with office.signed_in("小陈") as client:
        assert "李阿公" in (await client.get("/console/people")).text
        assert "周大爷" not in (await client.get("/console/people", params={"q": "zdy"})).text
        assert (await client.get(f"/console/people/{stranger}")).status_code == 404
        assert (await client.get(f"/console/people?area={office.other.id}")).status_code == 404
        assert (await client.get(f"/console/people?area={office.town.village.id}")).status_code == 404
        confirmed = await post(client, "/console", f"/console/people/{stranger}/confirm")
        linked = await post(client, "/console", f"/console/people/{stranger}/link/chat")
        assert (confirmed.status_code, linked.status_code) == (404, 404)
    assert not await office.deeds(stranger)


async def test_a_look_at_a_person_is_written_down_once_a_sitting(office: Office) -> None:
    person, worker = office.people["李阿公"], office.people["小陈"]
    async with office.signed_in("小陈") as client:
        await client.get(f"/console/people/{person}")
        await client.get(f"/console/people/{person}")
        assert await office.deeds(person) == [(worker, "see_person")]
        office.town.now += 3_600_000
        page = await client.get(f"/console/people/{person}")
    assert await office.deeds(person) == [(worker, "see_person")] * 2
    assert "小陈 · 看过" in page.text


async def test_a_persons_page_has_the_phone_to_press_and_the_orders_but_no_chat_number(office: Office) -> None:
    window = await office.opens()
    await office.orders("李阿公", window, 土猪肉=2500)
    async with office.signed_in("小陈") as client:
        text = (await client.get(f"/console/people/{office.people['李阿公']}")).text
    assert 'href="tel:13800000001"' in text
    assert "土猪肉 2.5斤" in text
    assert "Telegram · 正常" in text
    assert "telegram:1" not in text


async def test_a_newcomer_is_confirmed_by_one_press(office: Office) -> None:
    newcomer = await office.settles("新来的", "9幢101", confirmed=False)
    page = f"/console/people/{newcomer}"
    async with office.signed_in("小陈") as client:
        assert "待确认" in (await client.get(page)).text
        done = await post(client, page, f"{page}/confirm")
        assert "已确认" in (await client.get(done.headers["location"])).text
    assert (office.people["小陈"], "confirm_person") in await office.deeds(newcomer)


async def test_who_is_confirmed_here_is_told_in_chat_and_nobody_is_asked_any_longer(office: Office) -> None:
    await office.town.says("小吴", "吴小妹 3幢202")
    found = await office.database.read(lambda tx: people.named(tx, "吴小妹"))
    page = f"/console/people/{found[0][0]}"
    async with office.signed_in("小陈") as client:
        await post(client, page, f"{page}/confirm")
    assert "小陈核对过了" in await office.town.last("小吴")
    await office.town.presses("小陈", "对")
    assert "已经" in await office.town.last("小陈")


async def test_a_chat_link_is_made_with_a_code_and_works(office: Office) -> None:
    page = f"/console/people/{office.people['李阿公']}"
    async with office.signed_in("小陈") as client:
        made = await post(client, page, f"{page}/link/chat")
    found = _LINK.search(made.text)
    assert found
    assert found[1] == "chat"
    assert "<svg" in made.text
    person = await office.database.read(lambda tx: links.person_of(tx, found[2], "chat", office.town.now))
    assert person == office.people["李阿公"]


async def test_a_console_link_is_made_by_a_cadre_for_a_grid_worker(office: Office) -> None:
    page = f"/console/people/{office.people['小陈']}"
    async with office.signed_in("陈主任") as client:
        made = await post(client, page, f"{page}/link/console")
        found = _LINK.search(made.text)
        assert found
        async with office.browser() as other:
            assert (await other.post(f"/console/enter/{found[2]}")).status_code == 303


async def test_nobody_makes_a_link_into_rights_that_they_do_not_have(office: Office) -> None:
    async with office.signed_in("小陈") as client:
        for name in ("陈主任", "小林"):
            page = f"/console/people/{office.people[name]}"
            assert "/link/" not in (await client.get(page)).text
            for purpose in ("chat", "console"):
                assert (await post(client, page, f"{page}/link/{purpose}")).status_code == 404
    await office.settles("街道王", "2幢102", role=Role.STREET, where=office.town.village)
    async with office.signed_in("陈主任") as client:
        page = f"/console/people/{office.people['李阿公']}"
        assert (await post(client, page, f"{page}/link/console")).status_code == 404
        assert (await post(client, page, f"{page}/link/bind")).status_code == 404


async def test_a_village_is_listed_by_door_in_pages(office: Office) -> None:
    for number in range(105):
        await office.settles(f"住户{number}", f"{20 + number}幢101")
    async with office.signed_in("陈主任") as client:
        first = (await client.get("/console/people")).text
        second = (await client.get(f"/console/people?area={office.town.village.id}&page=1")).text
    assert first.index("李阿公") < first.index("周大爷") < first.index("住户5<")
    assert "下一页" in first
    assert "住户104" not in first
    assert "住户104" in second
    assert "李阿公" not in second


async def test_the_page_of_somebody_observed_leads_to_their_case(office: Office) -> None:
    case, link = await observe(office, "李阿公"), "/console/observed/{}"
    async with office.signed_in("小陈") as client:
        assert link.format(case) in (await client.get(f"/console/people/{office.people['李阿公']}")).text
        assert "/console/observed/" not in (await client.get(f"/console/people/{office.people['李阿婆']}")).text
