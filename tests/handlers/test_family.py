"""Family elsewhere: whose bag it is, that the household hears of it, and which of several households is meant."""

from storage import addresses, households, people
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, Town

TOFU, GREENS = "豆腐", "青菜"


async def daughter(town: Town, *parents: str) -> int:
    """李小燕 lives in another city and acts for the households of these people."""

    def work(tx: Transaction) -> int:
        person = people.add(tx, "李小燕", town.village.id, town.now, terms=())
        addresses.bind(tx, Address(ACCOUNT, "李小燕"), person, "zh", town.now)
        for name in parents:
            parent = people.get(tx, town.people[name])
            assert parent is not None
            people.let_act_for(tx, person, parent.household, parent.id, town.now)
        return person

    town.people["李小燕"] = await town.database.write(work)
    return town.people["李小燕"]


async def home_of(town: Town, who: str) -> int:
    person = await town.database.read(lambda tx: people.get(tx, town.people[who]))
    assert person is not None
    return person.household


async def test_the_order_is_hers_and_says_whose_bag_it_is_and_the_household_is_told(town: Town) -> None:
    window = await town.opens_window()
    await daughter(town, "李阿公")
    await town.says("李小燕", "青菜2斤")
    assert "这一份是给3幢201的" in await town.last("李小燕")
    assert await town.heard("李阿公") == []
    await town.says("李小燕", "好")
    assert "这一份是给3幢201的" in await town.last("李小燕")
    assert await town.ordered("李小燕", window) == {GREENS: 2_000}
    for parent in ("李阿公", "李阿婆"):
        assert "李小燕帮您登记了" in (await town.heard(parent))[-2]
        assert "青菜 2斤" in await town.last(parent)
        assert await town.ordered(parent, window) == {}
    await town.says("李小燕", "我的订单")
    assert "这一份是给3幢201的" in await town.last("李小燕")


async def test_who_lives_here_is_not_told_whose_bag_it_is(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "青菜2斤")
    assert "这一份是给" not in await town.last("李阿公")


async def test_naming_the_door_of_the_only_household_is_the_same(town: Town) -> None:
    window = await town.opens_window()
    await daughter(town, "李阿公")
    await town.says("李小燕", "帮3幢201李阿公订青菜2斤")
    await town.says("李小燕", "好")
    assert await town.ordered("李小燕", window) == {GREENS: 2_000}


async def test_for_several_households_she_is_asked_which(town: Town) -> None:
    window = await town.opens_window()
    me = await daughter(town, "李阿公", "王阿婆")
    await town.says("李小燕", "青菜2斤")
    assert await town.choices("李小燕") == ["3幢201", "3幢202", "都不是"]
    await town.presses("李小燕", "3幢202")
    assert "王阿婆要的是" in await town.last("李小燕")
    await town.says("李小燕", "再加豆腐一块")
    assert "豆腐 1块" in await town.last("李小燕")
    await town.presses("李小燕", "确认")
    assert await town.ordered("王阿婆", window) == {GREENS: 2_000, TOFU: 1_000}
    assert "李小燕帮您登记了" in (await town.heard("王阿婆"))[-2]
    assert await town.taken(window) == {GREENS: 2_000, TOFU: 1_000}
    home = await home_of(town, "王阿婆")
    told = await town.database.read(lambda tx: households.receivers(tx, home, window))
    assert me in told
    await town.says("李小燕", "我的订单")
    assert "3幢202王阿婆订的是" in await town.last("李小燕")


async def test_neither_of_them_orders_nothing(town: Town) -> None:
    window = await town.opens_window()
    await daughter(town, "李阿公", "王阿婆")
    await town.says("李小燕", "青菜2斤")
    await town.presses("李小燕", "都不是")
    await town.says("李小燕", "好")
    assert await town.taken(window) == {}


async def test_the_household_she_names_is_not_asked_for(town: Town) -> None:
    window = await town.opens_window()
    await daughter(town, "李阿公", "王阿婆")
    await town.says("李小燕", "帮王阿婆订青菜2斤")
    await town.presses("李小燕", "确认")
    assert await town.ordered("王阿婆", window) == {GREENS: 2_000}
