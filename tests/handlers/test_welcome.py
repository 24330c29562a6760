"""Somebody new says name and door, is let in at once, and what they wrote first is not lost."""

import pytest

from domain.people import Person
from storage import addresses, areas, households, links, people
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, Town


async def at(town: Town, who: str) -> Person | None:
    """Who the chat of somebody belongs to."""
    return await town.database.read(lambda tx: people.at_address(tx, ACCOUNT, who))


async def known(town: Town, who: str) -> Person:
    person = await at(town, who)
    assert person is not None
    return person


async def test_a_stranger_is_told_what_is_kept_and_asked_for_name_and_door(town: Town) -> None:
    await town.says("阿芳", "你好")
    answer = await town.last("阿芳")
    assert "王家村" in answer
    assert "只记您的姓名、门牌、电话" in answer
    assert "群里我不会提" in answer
    assert "李建国 3幢201" in answer
    assert await at(town, "阿芳") is None


async def test_name_and_door_in_one_line_let_somebody_in_provisionally(town: Town) -> None:
    await town.says("阿芳", "/start")
    await town.says("阿芳", "王芳 3幢202 13900000001")
    person = await known(town, "阿芳")
    assert (person.name, person.phone, person.state) == ("王芳", "13900000001", "provisional")
    neighbour = await known(town, "王阿婆")
    assert person.household == neighbour.household
    assert "现在就可以订菜" in await town.last("阿芳")


async def test_name_and_door_may_come_one_after_the_other(town: Town) -> None:
    await town.says("阿芳", "我叫王芳")
    assert "请问您住哪里" in await town.last("阿芳")
    await town.says("阿芳", "3幢202")
    assert (await known(town, "阿芳")).door == "3幢202"


async def test_an_order_written_first_is_taken_up_after_the_introduction(town: Town) -> None:
    window = await town.opens_window()
    await town.says("阿芳", "猪肉2斤")
    assert "您说的“猪肉2斤”我先记着" in await town.last("阿芳")
    await town.says("阿芳", "王芳 3幢202")
    assert "约70元" in await town.last("阿芳")
    await town.presses("阿芳", "确认")
    town.people["阿芳"] = (await known(town, "阿芳")).id
    assert await town.ordered("阿芳", window) == {"土猪肉": 2_000}


async def test_an_order_in_the_introduction_itself_is_taken_up(town: Town) -> None:
    await town.opens_window()
    await town.says("阿芳", "我是3幢202王芳，要猪肉2斤")
    assert "约70元" in await town.last("阿芳")


async def test_a_stranger_who_asks_for_the_menu_gets_it_after_the_introduction(town: Town) -> None:
    await town.opens_window()
    await town.says("阿芳", "菜单")
    assert "姓名和门牌" in await town.last("阿芳")
    await town.says("阿芳", "王芳 3幢202")
    assert "土猪肉" in await town.last("阿芳")


@pytest.mark.parametrize("words", ["苹果", "2 jin pork", "I want pork"])
async def test_a_first_word_that_might_be_a_name_is_kept_as_an_order(town: Town, words: str) -> None:
    await town.says("阿芳", words)
    asked = await town.last("阿芳")
    assert "您的姓名和门牌" in asked or "your name and door" in asked
    assert f"“{words}”" in asked


async def test_a_name_said_first_alone_is_not_taken_up_as_an_order(town: Town) -> None:
    await town.opens_window()
    await town.says("阿芳", "王芳")
    await town.says("阿芳", "3幢202")
    await town.says("阿芳", "王芳")
    assert "现在就可以订菜" in await town.last("阿芳")


async def test_a_greeting_is_no_order_to_be_kept(town: Town) -> None:
    await town.says("阿芳", "你好")
    assert "我先记着" not in await town.last("阿芳")


async def test_words_that_are_no_introduction_are_asked_again_with_an_example(town: Town) -> None:
    await town.says("阿芳", "/start")
    await town.says("阿芳", "这是干什么用的呀")
    assert "请写一句，名字和门牌都要" in await town.last("阿芳")


async def test_after_two_lines_in_vain_a_human_takes_over(town: Town) -> None:
    await town.says("阿芳", "/start")
    await town.says("阿芳", "这是干什么用的呀")
    await town.says("阿芳", "我弄不来这个东西")
    assert "已经转给陈主任" in await town.last("阿芳")
    assert "我弄不来这个东西" in await town.last("陈主任")
    await town.says("阿芳", "王芳 3幢202")
    assert (await known(town, "阿芳")).name == "王芳"


async def test_an_identity_number_is_refused_and_not_kept(town: Town) -> None:
    await town.says("阿芳", "/start")
    await town.says("阿芳", "330327195001011234")
    assert "没有留下" in await town.last("阿芳")

    def kept(tx: Transaction) -> list[tuple[str]]:
        return list(tx.connection.execute("select text from sayings where text like '%330327%'").fetchall())

    assert await town.database.read(kept) == []


async def test_an_unknown_door_makes_a_household_in_the_village(town: Town) -> None:
    await town.says("阿芳", "王芳 9幢901")
    person = await known(town, "阿芳")
    assert (person.door, person.area) == ("9幢901", town.village.id)


async def test_the_villages_name_before_the_door_changes_nothing(town: Town) -> None:
    await town.says("阿芳", "王芳 王家村3幢202")
    assert (await known(town, "阿芳")).household == (await known(town, "王阿婆")).household


async def test_a_rented_room_is_a_household_of_its_own_in_the_micro_grid_of_its_house(town: Town) -> None:
    await town.says("小刘", "小刘 3幢202陈老板家三楼")
    person = await known(town, "小刘")
    assert person.household != (await known(town, "王阿婆")).household
    assert person.area == town.microgrid.id


async def rents_out(town: Town, *rooms: str) -> None:
    """A house with a household in each of its rooms."""

    def work(tx: Transaction) -> None:
        for room in rooms:
            households.ensure(tx, town.village.id, town.microgrid.id, "8号", "8", town.now, room, "陈老板")

    await town.database.write(work)


async def test_several_households_behind_a_door_are_offered_by_their_rooms(town: Town) -> None:
    await rents_out(town, "二楼", "三楼")
    await town.says("小刘", "小刘 8号")
    *rooms, another = await town.choices("小刘")
    assert (set(rooms), another) == ({"二楼", "三楼"}, "都不是，另外一间")
    await town.presses("小刘", "三楼")
    found = await town.database.read(lambda tx: households.get(tx, _household(tx, "小刘")))
    assert found is not None
    assert found.part == "三楼"


def _household(tx: Transaction, who: str) -> int:
    person = people.at_address(tx, ACCOUNT, who)
    assert person is not None
    return person.household


async def test_another_room_is_written_and_made(town: Town) -> None:
    await rents_out(town, "二楼", "三楼")
    await town.says("小刘", "小刘 8号")
    await town.presses("小刘", "都不是，另外一间")
    await town.says("小刘", "阁楼")
    found = await town.database.read(lambda tx: households.get(tx, _household(tx, "小刘")))
    assert found is not None
    assert (found.part, found.area) == ("阁楼", town.microgrid.id)


async def test_a_stranger_is_never_shown_who_lives_behind_a_door(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢201")
    assert not any("李阿公" in text or "李阿婆" in text for text in await town.heard("阿芳"))


async def test_where_there_are_several_villages_it_is_asked_which(town: Town) -> None:
    other = await town.database.write(lambda tx: areas.ensure(tx, None, "village", "陈家村"))
    await town.says("阿芳", "王芳 5幢505")
    assert await town.choices("阿芳") == ["王家村", "陈家村"]
    await town.says("阿芳", "陈家")
    assert (await known(town, "阿芳")).village == other.id


async def test_whoever_comes_by_a_poster_is_asked_no_village(town: Town) -> None:
    other = await town.database.write(lambda tx: areas.ensure(tx, None, "village", "陈家村"))
    grid = await town.database.write(lambda tx: areas.ensure(tx, other, "grid", "第一网格"))
    await town.says("阿芳", f"/start area-{grid.id}")
    assert "陈家村" in await town.last("阿芳")
    await town.says("阿芳", "王芳")
    await town.says("阿芳", "5幢505")
    assert (await known(town, "阿芳")).village == other.id


@pytest.mark.parametrize("poster", ["area-", "area-99", "area-x", "area-" + "9" * 40])
async def test_a_poster_that_is_not_ours_is_a_beginning_like_any_other(town: Town, poster: str) -> None:
    await town.says("阿芳", f"/start {poster}")
    await town.says("阿芳", "王芳 3幢202")
    assert (await known(town, "阿芳")).village == town.village.id


async def test_without_any_village_a_stranger_is_told_to_ask_a_cadre(town: Town) -> None:
    none = "update areas set kind = 'unit' where kind = 'village'"
    await town.database.write(lambda tx: tx.connection.execute(none))
    await town.says("阿芳", "你好")
    assert "还没有设好" in await town.last("阿芳")


async def test_an_english_app_is_answered_in_english(town: Town) -> None:
    await town.says("Tom", "hello", language="en-GB")
    assert "Please write your name and door" in await town.last("Tom")
    await town.says("Tom", "Tom Smith, Building 3 Room 202", language="en-GB")
    assert (await known(town, "Tom")).language == "en"


async def test_a_known_person_is_greeted(town: Town) -> None:
    await town.says("李阿公", "/start")
    assert (await town.last("李阿公")).startswith("李阿公，您好")


async def test_whoever_comes_by_a_door_that_shuts_is_told_so_once(town: Town) -> None:
    def heard(tx: Transaction) -> None:
        addresses.hear(tx, Address(ACCOUNT, "阿芳"), 5, town.now + 48 * 3_600_000, town.now, "zh")

    await town.database.write(heard)
    await town.says("阿芳", "王芳 3幢202")
    assert "两天没在这里说话" in await town.last("阿芳")
    await town.says("阿强", "王强 3幢202")
    assert "两天没在这里说话" not in await town.last("阿强")


async def test_a_personal_link_binds_the_chat_and_tells_the_old_one(town: Town) -> None:
    await town.database.write(lambda tx: links.add(tx, "S" * 32, "chat", town.people["李阿公"], 0, town.now))
    town.now += 1
    await town.says("新手机", "/start " + "S" * 32)
    assert (await known(town, "新手机")).id == town.people["李阿公"]
    assert "另一台设备上登录" in await town.last("李阿公")


async def test_a_personal_link_works_once(town: Town) -> None:
    await town.database.write(lambda tx: links.add(tx, "S" * 32, "chat", town.people["李阿公"], 0, town.now))
    await town.says("新手机", "/start " + "S" * 32)
    await town.says("别人", "/start " + "S" * 32)
    assert await at(town, "别人") is None
    assert "链接不能用了" in await town.last("别人")


async def test_questions_that_were_open_in_a_chat_do_not_pass_to_its_new_person(town: Town) -> None:
    await town.opens_window()
    await town.says("王阿婆", "青菜1斤")
    await town.database.write(lambda tx: links.add(tx, "S" * 32, "chat", town.people["李阿公"], 0, town.now))
    await town.says("王阿婆", "/start " + "S" * 32)
    await town.presses("王阿婆", "换过去")
    await town.says("王阿婆", "好")
    assert "没有等您确认的" in await town.last("王阿婆")


async def test_somebody_else_s_link_changes_whose_chat_it_is_by_a_press_only(town: Town) -> None:
    await town.database.write(lambda tx: links.add(tx, "S" * 32, "chat", town.people["李阿公"], 0, town.now))
    await town.says("王阿婆", "/start " + "S" * 32)
    assert "要换成李阿公的吗" in await town.last("王阿婆")
    await town.presses("王阿婆", "取消")
    assert (await known(town, "王阿婆")).name == "王阿婆"
    await town.says("王阿婆", "/start " + "S" * 32)
    await town.presses("王阿婆", "换过去")
    assert (await known(town, "王阿婆")).name == "李阿公"


async def test_a_link_that_was_used_while_its_bearer_was_asked_is_gone(town: Town) -> None:
    await town.database.write(lambda tx: links.add(tx, "S" * 32, "chat", town.people["李阿公"], 0, town.now))
    await town.says("王阿婆", "/start " + "S" * 32)
    await town.says("新手机", "/start " + "S" * 32)
    await town.presses("王阿婆", "换过去")
    assert "链接不能用了" in await town.last("王阿婆")
    assert (await known(town, "王阿婆")).name == "王阿婆"


async def test_a_page_of_the_web_chat_is_not_given_to_somebody_else(town: Town) -> None:
    grandpa = town.people["李阿公"]

    def work(tx: Transaction) -> None:
        links.add(tx, "S" * 32, "chat", town.people["陈主任"], 0, town.now)
        addresses.bind(tx, Address("web", str(grandpa)), grandpa, "zh", town.now)

    await town.database.write(work)
    await town.says("李阿公", "/start " + "S" * 32, account="web", chat=str(grandpa))
    person = await town.database.read(lambda tx: people.at_address(tx, "web", str(grandpa)))
    assert person is not None
    assert person.id == grandpa


async def test_a_stranger_who_only_sends_a_sticker_is_asked_too(town: Town) -> None:
    await town.says("阿芳", "😀😀😀")
    assert "姓名和门牌" in await town.last("阿芳")


async def test_who_has_become_known_meanwhile_is_not_asked_who_they_are(town: Town) -> None:
    await town.opens_window()
    await town.says("小芳", "豆腐2块")
    await town.settles("小芳", "3幢203")
    await town.says("小芳", "豆腐2块")
    assert "您要的是：\n· 豆腐 2块" in await town.last("小芳")


@pytest.mark.parametrize("first", ["", "你好"])
async def test_a_press_on_an_apps_menu_is_nobodys_name_and_is_told_how_to_bind(town: Town, first: str) -> None:
    if first:
        await town.says("阿芳", first)
    for entry in ("/round", "/today"):
        await town.says("阿芳", entry)
        assert "round" not in await town.last("阿芳")
    assert "绑定" in await town.last("阿芳")
    await town.says("阿芳", "王芳 3幢202")
    assert (await known(town, "阿芳")).name == "王芳"


async def test_a_greeting_and_a_wish_to_order_are_asked_who_it_is_and_passed_to_nobody(town: Town) -> None:
    for words in ("/start", "你好", "我要订菜", "菜单", "确认", "截止", "不要了", "好"):
        await town.says("阿芳", words)
        assert "转给村里" not in await town.last("阿芳")
    assert "名字和门牌都要" in await town.last("阿芳")


async def test_all_that_is_ordered_before_the_introduction_is_taken_up(town: Town) -> None:
    await town.opens_window()
    for words in ("我要订菜", "猪肉2斤", "你是谁呀", "再来豆腐一块", "王芳 3幢202"):
        await town.says("阿芳", words)
    summary = await town.last("阿芳")
    assert "土猪肉 2斤" in summary
    assert "豆腐 1块" in summary
