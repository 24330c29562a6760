"""换手机 gives a code that binds another chat; 登录链接 makes a link with a picture to scan."""

import re
from dataclasses import replace

from domain.people import Role
from storage import areas, audit, links, people
from storage.database import Transaction
from tests.town import ACCOUNT, Town


async def owner(town: Town, chat: str) -> int:
    person = await town.database.read(lambda tx: people.at_address(tx, ACCOUNT, chat))
    return person.id if person else 0


async def code_of(town: Town, who: str) -> str:
    """Asks for a code and reads it off the answer."""
    await town.says(who, "换手机")
    found = re.search(r"绑定 (\d{4} \d{4})", await town.last(who))
    assert found is not None
    return found[1]


async def test_a_code_binds_another_chat_and_the_old_one_is_told(town: Town) -> None:
    code = await code_of(town, "李阿公")
    await town.says("新手机", f"绑定 {code}")
    assert await owner(town, "新手机") == town.people["李阿公"]
    assert "李阿公，好了" in await town.last("新手机")
    assert "另一台设备上登录" in await town.last("李阿公")
    assert await owner(town, "李阿公") == town.people["李阿公"]


async def test_a_stranger_may_send_the_digits_alone(town: Town) -> None:
    code = await code_of(town, "李阿公")
    await town.says("新手机", "你好")
    await town.says("新手机", code)
    assert await owner(town, "新手机") == town.people["李阿公"]


async def test_a_code_works_once(town: Town) -> None:
    code = await code_of(town, "李阿公")
    await town.says("新手机", f"/bind {code}")
    await town.says("别人", f"/bind {code}")
    assert await owner(town, "别人") == 0
    assert "用过了" in await town.last("别人")


async def test_a_code_expires_after_ten_minutes(town: Town) -> None:
    code = await code_of(town, "李阿公")
    await town.later(hours=0.2)
    await town.says("新手机", f"绑定 {code}")
    assert await owner(town, "新手机") == 0


async def test_after_five_wrong_codes_even_the_right_one_is_refused(town: Town) -> None:
    code = await code_of(town, "李阿公")
    for number in range(5):
        await town.says("新手机", f"绑定 9999000{number}")
    await town.says("新手机", f"绑定 {code}")
    assert await owner(town, "新手机") == 0
    assert "请找网格员" in await town.last("新手机")


async def test_one_may_try_again_after_an_hour(town: Town) -> None:
    for number in range(6):
        await town.says("新手机", f"绑定 9999000{number}")
    await town.later(hours=1.1)
    code = await code_of(town, "李阿公")
    await town.says("新手机", f"绑定 {code}")
    assert await owner(town, "新手机") == town.people["李阿公"]


async def test_a_code_in_the_chat_that_made_it_does_nothing(town: Town) -> None:
    code = await code_of(town, "李阿公")
    await town.says("李阿公", f"绑定 {code}")
    assert "不用绑定" in await town.last("李阿公")


async def test_a_chat_that_is_bound_anew_acts_for_its_new_person(town: Town) -> None:
    window = await town.opens_window()
    code = await code_of(town, "李阿公")
    await town.says("王阿婆", f"绑定 {code}")
    await town.says("王阿婆", "青菜1斤")
    await town.presses("王阿婆", "确认")
    assert await town.ordered("李阿公", window) == {"青菜": 1_000}
    assert await town.ordered("王阿婆", window) == {}


async def test_a_stranger_without_a_code_is_told_how_to_get_one(town: Town) -> None:
    await town.says("新手机", "/bind")
    assert "在您已经登记的手机上说“换手机”" in await town.last("新手机")


async def test_a_worker_makes_a_link_with_a_picture(town: Town) -> None:
    await town.says("小陈", "登录链接 王阿婆")
    made = (await town.said_to("小陈"))[-1]
    assert "http://village.test/chat/enter/secret" in made.text
    assert made.file is not None
    picture = town.house.files.open(made.file.reference)
    assert picture is not None
    assert picture.startswith(b"\x89PNG")


async def test_the_link_is_good_for_the_person_it_was_made_for(town: Town) -> None:
    await town.says("小陈", "/invite 王阿婆")
    found = re.search(r"enter/(\S+)", await town.last("小陈"))
    assert found is not None
    person = await town.database.read(lambda tx: links.person_of(tx, found[1], "chat", town.now))
    assert person == town.people["王阿婆"]


async def test_a_link_leaves_an_audit_row_and_its_person_is_told(town: Town) -> None:
    await town.says("小陈", "登录链接 王阿婆")
    rows = await town.database.read(lambda tx: audit.about(tx, town.people["王阿婆"]))
    assert [(actor, action) for actor, _, action, _ in rows] == [(town.people["小陈"], "make_chat_link")]
    assert "小陈给您做了一个网页聊天的登录链接" in await town.last("王阿婆")


async def test_of_several_people_the_worker_chooses(town: Town) -> None:
    await town.says("小陈", "登录链接 3幢201")
    assert await town.choices("小陈") == ["李阿公 3幢201", "李阿婆 3幢201"]
    await town.says("小陈", "2")
    assert "李阿婆（3幢201）的登录链接" in await town.last("小陈")


async def test_the_name_may_come_afterwards_and_be_written_again(town: Town) -> None:
    await town.says("小陈", "登录链接")
    await town.says("小陈", "没有这个人")
    assert "没找到" in await town.last("小陈")
    await town.says("小陈", "王阿婆")
    assert "王阿婆（3幢202）的登录链接" in await town.last("小陈")


async def test_a_villager_makes_no_links(town: Town) -> None:
    await town.says("王阿婆", "登录链接 李阿公")
    assert "登录链接由网格员来做" in await town.last("王阿婆")
    assert not any("/chat/enter/" in text for text in await town.heard("王阿婆"))


async def test_a_worker_makes_no_link_that_signs_in_as_a_cadre(town: Town) -> None:
    await town.says("小陈", "登录链接 陈主任")
    assert "做不了" in await town.last("小陈")
    assert await town.heard("陈主任") == []


async def test_a_cadre_makes_a_link_for_a_worker(town: Town) -> None:
    await town.says("陈主任", "登录链接 小陈")
    assert "/chat/enter/" in await town.last("陈主任")


async def test_another_phone_of_somebody_on_the_web_is_opened_by_a_link_of_their_own(town: Town) -> None:
    await town.says("李阿公", "换手机")
    found = re.search(r"/chat/enter/(\S+)", await town.last("李阿公"))
    assert found is not None
    person = await town.database.read(lambda tx: links.person_of(tx, found[1], "chat", town.now))
    assert person == town.people["李阿公"]
    await town.later(hours=0.2)
    assert await town.database.read(lambda tx: links.person_of(tx, found[1], "chat", town.now)) is None


async def test_somebody_new_who_stands_before_a_worker_is_registered_with_a_link(town: Town) -> None:
    await town.says("小陈", "登录链接 王小明 3幢301")
    assert "没找到王小明" in await town.last("小陈")
    await town.presses("小陈", "登记")
    assert "王小明（3幢301）的登录链接" in await town.last("小陈")
    ((person, _, _),) = await town.database.read(lambda tx: people.named(tx, "王小明"))
    found = await town.database.read(lambda tx: people.get(tx, person))
    assert found is not None
    assert (found.state, found.door, found.area_path) == ("confirmed", "3幢301", town.microgrid.path)


async def test_a_worker_who_mistypes_a_name_may_ask_again_or_leave_it(town: Town) -> None:
    await town.says("小陈", "登录链接 王小名")
    assert "没找到“王小名”" in await town.last("小陈")
    await town.says("小陈", "登录链接 李阿公")
    assert "李阿公（3幢201）的登录链接" in await town.last("小陈")
    await town.says("小陈", "登录链接 王小名")
    await town.says("小陈", "算了")
    assert "不做了" in await town.last("小陈")


async def test_a_villager_registers_nobody(town: Town) -> None:
    await town.says("李阿公", "登录链接 王小明 3幢301")
    assert await town.choices("李阿公") == []
    assert await town.database.read(lambda tx: people.named(tx, "王小明")) == []


async def test_who_is_a_worker_elsewhere_by_now_registers_nobody_here(town: Town) -> None:
    await town.says("小陈", "登录链接 王小明 3幢301")

    def move(tx: Transaction) -> None:
        elsewhere = areas.ensure(tx, None, "village", "别村")
        tx.connection.execute(f"delete from roles where person = {town.people['小陈']}")  # noqa: S608 - a number
        people.give_role(tx, town.people["小陈"], Role.GRID_WORKER, elsewhere.id)

    await town.database.write(move)
    await town.presses("小陈", "登记")
    assert await town.database.read(lambda tx: people.named(tx, "王小明")) == []


async def test_without_a_public_address_only_the_code_leads_to_another_telephone(town: Town) -> None:
    town.dispatcher._house = replace(town.house, address="http://127.0.0.1:8080")
    await town.says("李阿公", "换手机")
    assert "绑定" in await town.last("李阿公")
    assert "127.0.0.1" not in await town.last("李阿公")
