"""What cannot be had: a household's limit over its people and apps, what is sold out, and what has closed."""

from domain.orders import Item
from domain.people import Role
from storage import addresses, people
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, GOODS, Town

PORK, TOFU, GREENS = "土猪肉", "豆腐", "青菜"
SCARCE = Item(0, 0, "冬笋", "斤", 1_200, quota=3_000)


async def test_more_than_a_household_may_have_is_not_taken_and_the_limit_is_said(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉5斤")
    assert "每户限4斤" in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {}


async def test_a_household_s_limit_counts_over_two_people(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉3斤")
    await town.presses("李阿公", "确认")
    await town.says("李阿婆", "猪肉2斤")
    assert "还能订1斤" in await town.last("李阿婆")
    await town.says("李阿婆", "猪肉1斤")
    await town.presses("李阿婆", "确认")
    assert await town.ordered("李阿婆", window) == {PORK: 1_000}
    await town.says("王阿婆", "猪肉4斤")
    await town.presses("王阿婆", "确认")
    assert await town.taken(window) == {PORK: 8_000}


async def test_a_household_that_confirms_twice_at_once_stays_within_its_limit(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉3斤")
    await town.says("李阿婆", "猪肉3斤")
    await town.presses("李阿公", "确认")
    assert (await town.presses("李阿婆", "确认")).toast == "没有订上"
    assert "还能订1斤" in await town.last("李阿婆")
    assert await town.taken(window) == {PORK: 3_000}


async def test_one_person_in_two_apps_has_one_order_and_one_limit(town: Town) -> None:
    window = await town.opens_window()

    def add_app(tx: Transaction) -> None:
        addresses.bind(tx, Address(ACCOUNT, "李阿公的平板"), town.people["李阿公"], "zh", town.now)

    await town.database.write(add_app)
    await town.says("李阿公", "猪肉3斤")
    await town.presses("李阿公", "确认")
    await town.says("李阿公的平板", "再加2斤猪肉")
    assert "每户限4斤" in await town.last("李阿公的平板")
    await town.says("李阿公的平板", "再加1斤猪肉")
    await town.presses("李阿公的平板", "确认")
    assert await town.ordered("李阿公", window) == {PORK: 4_000}


async def test_family_elsewhere_orders_for_the_household_within_its_limit(town: Town) -> None:
    window = await town.opens_window()

    def add_daughter(tx: Transaction) -> None:
        elder = people.get(tx, town.people["李阿公"])
        assert elder is not None
        daughter = people.add(tx, "李小妹", town.village.id, town.now, terms=(), confirmed=True)
        people.give_role(tx, daughter, Role.RELATIVE, town.village.id)
        people.let_act_for(tx, daughter, elder.household, elder.id, town.now)
        addresses.bind(tx, Address(ACCOUNT, "李小妹"), daughter, "zh", town.now)
        town.people["李小妹"] = daughter

    await town.database.write(add_daughter)
    await town.says("李阿公", "猪肉3斤")
    await town.presses("李阿公", "确认")
    await town.says("李小妹", "猪肉2斤 青菜1斤")
    assert "还能订1斤" in await town.last("李小妹")
    await town.presses("李小妹", "确认")
    assert await town.ordered("李小妹", window) == {GREENS: 1_000}


async def test_somebody_without_a_household_is_told_what_to_do(town: Town) -> None:
    window = await town.opens_window()

    def arrive(tx: Transaction) -> None:
        person = people.add(tx, "外来的", town.village.id, town.now, terms=())
        addresses.bind(tx, Address(ACCOUNT, "外来的"), person, "zh", town.now)

    await town.database.write(arrive)
    await town.says("外来的", "猪肉2斤")
    assert "没有登记门牌" in await town.last("外来的")
    assert await town.taken(window) == {}


async def test_too_much_for_the_stock_is_refused_with_what_is_left(town: Town) -> None:
    window = await town.opens_window(SCARCE)
    await town.says("李阿公", "冬笋5斤")
    assert "只剩3斤" in await town.last("李阿公")
    await town.says("李阿公", "冬笋3斤")
    await town.presses("李阿公", "确认")
    await town.says("王阿婆", "冬笋1斤")
    assert "订完了，要排队吗" in await town.last("王阿婆")
    assert await town.taken(window) == {"冬笋": 3_000}


async def test_what_sells_out_before_the_confirmation_is_said_with_what_is_left(town: Town) -> None:
    window = await town.opens_window(SCARCE)
    await town.says("李阿公", "冬笋2斤")
    await town.says("王阿婆", "冬笋2斤")
    await town.presses("王阿婆", "确认")
    assert (await town.presses("李阿公", "确认")).toast == "没有订上"
    assert "没有订上" in await town.last("李阿公")
    assert "只剩1斤" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}


async def test_when_one_of_two_things_sells_out_the_other_is_ordered(town: Town) -> None:
    window = await town.opens_window(SCARCE, *GOODS)
    await town.says("李阿公", "冬笋2斤 青菜1斤")
    await town.says("王阿婆", "冬笋2斤")
    await town.presses("王阿婆", "确认")
    await town.presses("李阿公", "确认")
    answer = await town.last("李阿公")
    assert "订好了" in answer
    assert "青菜 1斤" in answer
    assert "冬笋只剩1斤" in answer
    assert "合计约4.5元" in answer
    assert await town.ordered("李阿公", window) == {GREENS: 1_000}


async def test_more_that_cannot_be_had_leaves_the_order_as_it_was(town: Town) -> None:
    window = await town.opens_window(SCARCE)
    await town.says("李阿公", "冬笋1斤")
    await town.presses("李阿公", "确认")
    await town.says("李阿公", "再加2斤冬笋")
    await town.says("王阿婆", "冬笋1斤")
    await town.presses("王阿婆", "确认")
    await town.presses("李阿公", "确认")
    assert "没有订上" in await town.last("李阿公")
    assert "订单还是" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {"冬笋": 1_000}


async def test_a_window_that_closes_before_the_confirmation_takes_no_order(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.later(9)
    assert (await town.presses("李阿公", "确认")).toast == "已经截止"
    assert "已经截止，没有订上" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}


async def test_the_closing_time_counts_also_before_the_tick_comes(town: Town) -> None:
    window = await town.opens_window(hours=1)
    await town.says("李阿公", "猪肉2斤")
    town.now += 3_600_000
    await town.says("李阿公", "好")
    assert "已经截止，没有订上" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}


async def test_of_two_windows_the_one_that_has_closed_is_said_and_the_other_ordered(town: Town) -> None:
    await town.opens_window(hours=1)
    milk = await town.opens_window(Item(0, 0, "牛奶", "箱", 5_000), title="牛奶团", hours=10)
    await town.says("李阿公", "青菜3斤，牛奶一箱")
    await town.later(2)
    await town.presses("李阿公", "确认")
    assert "有的已经截止" in await town.last("李阿公")
    assert await town.ordered("李阿公", milk) == {"牛奶": 1_000}


async def test_an_order_cannot_be_changed_after_closing(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.later(9)
    for words in ("取消订单", "猪肉改成1斤", "再加1斤猪肉"):
        await town.says("李阿公", words)
    assert await town.ordered("李阿公", window) == {PORK: 2_000}


async def test_a_summary_holds_no_stock(town: Town) -> None:
    window = await town.opens_window(SCARCE)
    await town.says("李阿公", "冬笋3斤")
    await town.says("王阿婆", "冬笋3斤")
    await town.presses("王阿婆", "确认")
    assert await town.ordered("王阿婆", window) == {"冬笋": 3_000}
