"""«帮12号李阿公也来2斤»: for a household that allowed it, by its grid worker, or after it has been asked."""

import pytest

from domain.orders import Item
from storage import addresses, audit, households, people
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, Town

PORK, FISH, TOFU, GREENS, EGGS = "土猪肉", "带鱼", "豆腐", "青菜", "鸡蛋"


async def allow(town: Town, helper: str, whom: str) -> None:
    """The household of `whom` lets a neighbour order for it."""

    def work(tx: Transaction) -> None:
        person = people.get(tx, town.people[whom])
        assert person is not None
        people.let_act_for(tx, town.people[helper], person.household, person.id, town.now, neighbour=True)

    await town.database.write(work)


async def silence(town: Town, who: str) -> None:
    """Somebody reads nowhere any more."""

    def work(tx: Transaction) -> None:
        addresses.mark(tx, Address(ACCOUNT, who), False)

    await town.database.write(work)


async def test_a_household_that_allowed_nobody_is_asked_and_nothing_is_recorded_meanwhile(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "帮3幢202王阿婆带猪肉2斤")
    assert "还没有下单" in await town.last("李阿公")
    assert "已经去问对方同不同意" in await town.last("李阿公")
    asked = await town.last("王阿婆")
    assert "邻居李阿公想帮您订菜" in asked
    assert "土猪肉 2斤　约70元" in asked
    assert await town.choices("王阿婆") == ["同意，这次", "以后都同意", "不用"]
    assert await town.taken(window) == {}


async def test_a_household_that_agrees_has_ordered_what_it_read_and_both_are_told(town: Town) -> None:
    window = await town.opens_window()
    await town.says("王阿婆", "豆腐一块")
    await town.says("王阿婆", "好")
    await town.says("李阿公", "帮3幢202王阿婆带猪肉2斤")
    await town.presses("王阿婆", "同意，这次")
    assert await town.ordered("王阿婆", window) == {PORK: 2_000, TOFU: 1_000}
    assert await town.ordered("李阿公", window) == {}
    assert "订好了" in await town.last("王阿婆")
    told = await town.last("李阿公")
    assert "王阿婆同意了，已经订上：土猪肉2斤" in told
    assert "豆腐" not in told
    assert (await town.presses("王阿婆", "同意，这次")).toast == "这个已经选过了"
    assert await town.ordered("王阿婆", window) == {PORK: 2_000, TOFU: 1_000}


async def test_a_household_that_does_not_want_it_has_nothing_and_the_neighbour_hears_so(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "帮3幢202王阿婆带猪肉2斤")
    await town.says("王阿婆", "不用")
    assert "这次不用" in await town.last("李阿公")
    assert await town.taken(window) == {}


async def test_once_allowed_a_neighbour_enters_and_confirms_and_the_household_hears_of_it(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "帮王阿婆订豆腐一块")
    await town.presses("王阿婆", "以后都同意")
    await town.says("李阿公", "帮王阿婆也来鸡蛋一盒")
    assert "王阿婆的订单" in await town.last("李阿公")
    assert await town.ordered("王阿婆", window) == {TOFU: 1_000}
    await town.presses("李阿公", "确认")
    assert await town.ordered("王阿婆", window) == {TOFU: 1_000, EGGS: 1_000}
    heard = await town.heard("王阿婆")
    assert "李阿公帮您登记了" in heard[-2]
    assert "鸡蛋 1盒" in heard[-1]


async def test_a_household_sees_who_may_order_for_it_and_takes_it_back(town: Town) -> None:
    window = await town.opens_window()
    await allow(town, "李阿公", "王阿婆")
    await town.says("王阿婆", "谁能帮我订")
    assert "李阿公" in await town.last("王阿婆")
    await town.says("李阿公", "帮王阿婆订豆腐一块")
    await town.says("王阿婆", "不要让李阿公帮我订了")
    assert "会先来问您" in await town.last("王阿婆")
    await town.presses("李阿公", "确认")
    assert await town.taken(window) == {}
    await town.says("王阿婆", "谁能帮我订")
    assert "没有人能直接帮您家订菜" in await town.last("王阿婆")


async def test_who_gives_a_name_only_does_not_learn_where_somebody_lives(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "帮王阿婆订豆腐一块")
    await town.presses("王阿婆", "不用")
    assert not any("202" in text for text in await town.heard("李阿公"))


async def test_who_gives_a_door_only_does_not_learn_who_lives_there(town: Town) -> None:
    await town.opens_window()
    for words in ("帮3幢202订豆腐一块", "帮3幢202订茄子"):
        await town.says("李阿公", words)
    await town.presses("王阿婆", "同意，这次")
    assert not any("王阿婆" in text for text in await town.heard("李阿公"))


async def test_what_a_neighbour_has_asked_one_to_order_is_for_them(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "王阿婆托我订猪肉2斤")
    assert "邻居李阿公想帮您订菜" in await town.last("王阿婆")
    assert await town.taken(window) == {}


async def test_a_neighbour_learns_nothing_of_a_household_s_order_or_limits_before_it_agrees(town: Town) -> None:
    window = await town.opens_window()
    await town.says("王阿婆", "猪肉4斤")
    await town.says("王阿婆", "好")
    await town.says("李阿公", "帮3幢202王阿婆带猪肉2斤")
    await town.presses("王阿婆", "同意，这次")
    assert "每户限4斤" in await town.last("王阿婆")
    assert not any("4斤" in text or "限" in text for text in await town.heard("李阿公"))
    assert "没有订上" in await town.last("李阿公")
    assert await town.ordered("王阿婆", window) == {PORK: 4_000}


async def test_what_is_unclear_is_said_in_full_before_a_household_is_asked(town: Town) -> None:
    await town.opens_window()
    for words in ("帮3幢202王阿婆订茄子", "帮3幢202王阿婆带点猪肉", "帮3幢202王阿婆"):
        await town.says("李阿公", words)
        assert "请一句话说全" in await town.last("李阿公")
    await town.says("李阿公", "帮3幢202王阿婆把猪肉退了")
    assert "请本人自己说" in await town.last("李阿公")
    assert await town.heard("王阿婆") == []


async def test_the_same_for_a_neighbour_is_what_one_has_ordered_oneself(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉1斤")
    await town.says("李阿公", "帮3幢202王阿婆也来2斤")
    assert "土猪肉 2斤" in await town.last("王阿婆")


async def test_a_door_or_name_that_nobody_has_is_said(town: Town) -> None:
    window = await town.opens_window()
    for words in ("帮12号李阿公来2斤猪肉", "帮3幢202赵阿公来2斤猪肉", "帮赵建国来2斤猪肉"):
        await town.says("李阿公", words)
        assert "没有找到" in await town.last("李阿公")
    assert await town.taken(window) == {}


async def test_rooms_behind_one_door_are_asked_about(town: Town) -> None:
    window = await town.opens_window()

    def let_rooms(tx: Transaction) -> None:
        for room in ("东屋", "西屋"):
            home = households.ensure(tx, town.village.id, town.microgrid.id, "9号", "9", town.now, room)
            person = people.add(tx, f"租客{room}", town.village.id, town.now, terms=(), household=home.id)
            addresses.bind(tx, Address(ACCOUNT, f"租客{room}"), person, "zh", town.now)
            town.people[f"租客{room}"] = person

    await town.database.write(let_rooms)
    await town.says("李阿公", "帮9号带豆腐一块")
    assert await town.choices("李阿公") == ["东屋", "西屋", "都不是"]
    await town.presses("李阿公", "西屋")
    await town.presses("租客西屋", "同意，这次")
    assert await town.ordered("租客西屋", window) == {TOFU: 1_000}
    assert await town.heard("租客东屋") == []


async def test_who_cannot_be_reached_is_asked_by_the_grid_worker_at_the_door(town: Town) -> None:
    window = await town.opens_window()
    await silence(town, "王阿婆")
    await town.says("李阿公", "帮3幢202王阿婆带猪肉2斤")
    assert "已经请网格员去问" in await town.last("李阿公")
    assert "3幢202的王阿婆" in await town.last("小陈")
    assert await town.choices("小陈") == ["问过了，同意", "对方不要"]
    await town.presses("小陈", "问过了，同意")
    assert await town.taken(window) == {}
    await town.presses("小陈", "确认")
    assert await town.ordered("王阿婆", window) == {PORK: 2_000}
    assert "登记好" in await town.last("李阿公")
    assert (await town.presses("小林", "对方不要")).toast == "请看下面最新的一条"


async def test_an_agreement_after_the_window_has_closed_orders_nothing(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "帮3幢202王阿婆带猪肉2斤")
    button = await town.button("王阿婆", "同意，这次")
    await town.later(9)
    await town.does(town.update("王阿婆", press=button))
    assert await town.taken(window) == {}


@pytest.mark.parametrize(
    "words",
    [
        "3幢202王阿婆 青菜1斤", "帮3幢202王阿婆订青菜1斤", "3幢202 青菜1斤", "王阿婆要青菜1斤",
        "3幢202 王阿婆 电话订的 青菜1斤", "王阿婆 3幢202：青菜1斤",
    ],
)  # fmt: skip
async def test_a_grid_worker_enters_what_was_said_at_the_door_in_the_same_words(town: Town, words: str) -> None:
    window = await town.opens_window()
    await town.says("小陈", words)
    assert "王阿婆要的是" in await town.last("小陈")
    await town.presses("小陈", "确认")
    assert await town.ordered("王阿婆", window) == {GREENS: 1_000}
    assert await town.ordered("小陈", window) == {}
    assert "小陈帮您登记了" in (await town.heard("王阿婆"))[-2]


async def test_several_households_are_gone_through_one_by_one(town: Town) -> None:
    window = await town.opens_window()
    await town.says("小陈", "3幢202王阿婆 青菜1斤\n8幢808 鸡蛋一盒\n3幢201李阿婆 豆腐一块\n谢谢")
    assert "王阿婆要的是" in await town.last("小陈")
    await town.presses("小陈", "修改")
    await town.says("小陈", "青菜2斤")
    await town.presses("小陈", "改成2斤")
    await town.says("小陈", "好")
    heard = await town.heard("小陈")
    assert "没有找到“8幢808”" in heard[-2]
    assert "李阿婆要的是" in heard[-1]
    await town.says("小陈", "好")
    assert await town.ordered("王阿婆", window) == {GREENS: 2_000}
    assert await town.ordered("李阿婆", window) == {TOFU: 1_000}
    assert await town.ordered("小陈", window) == {}


async def test_a_worker_s_own_order_stays_their_own(town: Town) -> None:
    window = await town.opens_window()
    for words in ("青菜1斤", "1幢101小陈 鸡蛋一盒"):
        await town.says("小陈", words)
        assert "您" in await town.last("小陈")
        await town.says("小陈", "好")
    assert await town.ordered("小陈", window) == {GREENS: 1_000, EGGS: 1_000}


async def test_what_is_for_a_neighbour_in_the_same_breath_comes_after_one_s_own(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "青菜2斤，帮3幢202王阿婆带鸡蛋一盒")
    assert "青菜 2斤" in await town.last("李阿公")
    assert "鸡蛋" not in await town.last("李阿公")
    await town.says("李阿公", "青菜改成3斤")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {GREENS: 3_000}
    assert "鸡蛋 1盒" in await town.last("王阿婆")
    await town.presses("王阿婆", "同意，这次")
    assert await town.ordered("王阿婆", window) == {EGGS: 1_000}


async def test_one_of_the_same_household_is_not_asked(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿婆", "帮李阿公订豆腐一块")
    await town.says("李阿婆", "好")
    assert await town.ordered("李阿婆", window) == {TOFU: 1_000}
    assert await town.heard("李阿公") == []


async def test_help_for_a_neighbour_that_is_no_order_is_heard_as_what_it_is(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "帮王阿婆叫个医生")
    assert "帮王阿婆叫个医生" in await town.last("小陈")
    assert await town.heard("王阿婆") == []


async def test_a_new_price_is_read_before_an_agreement_counts(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, EGGS, "盒", 2_000))
    await town.says("李阿公", "帮3幢202王阿婆带鸡蛋一盒")

    def dearer(tx: Transaction) -> None:
        tx.connection.execute("update items set price = 2200")
        tx.connection.execute("update windows set version = version + 1")

    await town.database.write(dearer)
    await town.presses("王阿婆", "同意，这次")
    assert "价钱变了" in await town.last("王阿婆")
    assert await town.taken(window) == {}
    await town.presses("王阿婆", "同意，这次")
    assert await town.ordered("王阿婆", window) == {EGGS: 1_000}


async def test_a_plain_yes_agrees_this_once(town: Town) -> None:
    window = await town.opens_window()
    for words in ("同意", "好的"):
        await town.says("李阿公", "帮3幢202王阿婆带猪肉1斤")
        await town.says("王阿婆", words)
        assert "王阿婆同意了" in await town.last("李阿公")
    assert await town.ordered("王阿婆", window) == {PORK: 2_000}
    await town.says("李阿公", "帮3幢202王阿婆带鸡蛋1盒")
    assert "已经去问对方同不同意" in await town.last("李阿公")


async def test_who_asks_for_the_very_same_again_does_not_ask_the_household_twice(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "帮3幢202王阿婆带猪肉2斤")
    await town.says("李阿公", "帮王阿婆带猪肉2斤")
    assert "已经去问对方同不同意" in await town.last("李阿公")
    assert len(await town.heard("王阿婆")) == 1
    await town.says("李阿公", "帮王阿婆带猪肉3斤")
    assert len(await town.heard("王阿婆")) == 2
    await town.says("王阿婆", "好")
    assert "土猪肉3斤" in await town.last("李阿公")


@pytest.mark.parametrize(
    "words", ["小芳 豆腐2块", "电话里小芳说要豆腐两块", "小芳家：豆腐2块", "小芳要豆腐2块", "帮小芳订2块豆腐"]
)
async def test_what_a_worker_writes_behind_a_name_is_never_the_workers_own(town: Town, words: str) -> None:
    window = await town.opens_window()
    await town.settles("小芳", "3幢203")
    await town.says("小陈", words)
    assert "小芳要的是" in await town.last("小陈")
    await town.says("小陈", "好")
    assert await town.ordered("小芳", window) == {TOFU: 2_000}
    assert await town.ordered("小陈", window) == {}


async def test_a_bare_room_number_is_no_order_of_the_workers_own(town: Town) -> None:
    window = await town.opens_window()
    await town.says("小陈", "鸡蛋1盒")
    await town.says("小陈", "好")
    for words in ("203 鸡蛋2盒", "203的鸡蛋不要了"):
        await town.says("小陈", words)
        assert "没有找到“203”这一户" in await town.last("小陈")
    assert await town.ordered("小陈", window) == {EGGS: 1_000}


async def test_who_lives_in_that_room_orders_for_themselves(town: Town) -> None:
    window = await town.opens_window()
    await town.says("王阿婆", "202 鸡蛋1盒")
    await town.says("王阿婆", "好")
    await town.says("李阿公", "李阿公 豆腐1块")
    await town.says("李阿公", "好")
    assert await town.ordered("王阿婆", window) == {EGGS: 1_000}
    assert await town.ordered("李阿公", window) == {TOFU: 1_000}


@pytest.mark.parametrize("words", ["李阿公的鸡蛋不要了", "帮李阿公取消鸡蛋", "李阿公 鸡蛋不要了"])
async def test_what_is_taken_back_for_somebody_by_name_is_theirs(town: Town, words: str) -> None:
    await town.opens_window()
    await allow(town, "王阿婆", "李阿公")
    for who in ("王阿婆", "李阿公"):
        await town.says(who, "鸡蛋1盒 豆腐1块")
        await town.says(who, "好")
    await town.says("王阿婆", words)
    assert "李阿公的订单改好以后" in await town.last("王阿婆")
    assert "鸡蛋原来1盒，现在不要了" in await town.last("王阿婆")


async def test_a_worker_cancels_somebodys_order_by_name(town: Town) -> None:
    window = await town.opens_window()
    await town.settles("小芳", "3幢203")
    for who in ("小芳", "小陈"):
        await town.says(who, "鸡蛋1盒")
        await town.says(who, "好")
    await town.says("小陈", "帮小芳取消订单")
    await town.says("小陈", "好")
    assert await town.ordered("小芳", window) == {}
    assert await town.ordered("小陈", window) == {EGGS: 1_000}


async def test_who_addresses_the_cadre_by_name_orders_for_themselves(town: Town) -> None:
    window = await town.opens_window()
    await town.says("王阿婆", "陈主任 豆腐2块")
    await town.says("王阿婆", "好")
    assert await town.ordered("王阿婆", window) == {TOFU: 2_000}


@pytest.mark.parametrize("words", ["小芳订了什么", "3幢203订了啥", "3幢203的订单", "小芳家的订单"])
async def test_a_worker_reads_somebodys_order_and_the_look_is_on_record(town: Town, words: str) -> None:
    await town.opens_window()
    await town.settles("小芳", "3幢203")
    await town.says("小陈", words)
    assert "现在没有订单" in await town.last("小陈")
    for who, order in (("小芳", "鸡蛋1盒"), ("小陈", "豆腐1块")):
        await town.says(who, order)
        await town.says(who, "好")
    await town.says("小陈", words)
    assert "3幢203小芳订的是：\n· 鸡蛋 1盒" in await town.last("小陈")
    looks = await town.database.read(lambda tx: audit.about(tx, town.people["小芳"]))
    assert [(who, deed) for who, _, deed, _ in looks] == [(town.people["小陈"], "see_order")] * 2
    await town.says("王阿婆", words)
    assert "只有他家自己和网格员看得到" in await town.last("王阿婆")
    await town.says("小芳", words)
    assert "您订的是" in await town.last("小芳")


async def test_a_household_that_would_allow_somebody_reads_how(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "以后让王阿婆帮我订菜")
    assert "请王阿婆跟我说“帮李阿公订豆腐1块”" in await town.last("李阿公")


async def test_leave_is_taken_back_with_the_name_first(town: Town) -> None:
    await town.opens_window()
    await allow(town, "王阿婆", "李阿公")
    await town.says("李阿公", "王阿婆不用帮我订了")
    assert "以后王阿婆要帮您订，会先来问您" in await town.last("李阿公")
