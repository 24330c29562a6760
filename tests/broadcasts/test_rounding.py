"""At closing orders are brought to what there is: shared, filled up to whole cases, or cancelled below a minimum."""

from domain.orders import Item
from domain.people import Status
from storage import audit, households, orders, people, windows
from storage.database import Transaction
from tests.town import Town

TOFU = Item(0, 0, "豆腐", "块", 0, sharing="equally", to_share=5_000, donor="李大哥")
POTATOES = Item(0, 0, "土豆", "袋", 2_000, case_size=12_000, limit=6_000)
RICE = Item(0, 0, "大米", "袋", 6_000, minimum=10_000)


async def order(town: Town, who: str, text: str, most: str = "") -> None:
    await town.says(who, text)
    await town.presses(who, "确认")
    if most:
        await town.says(who, most)


async def item_now(town: Town, window: int, name: str) -> Item:
    items = await town.database.read(lambda tx: windows.items(tx, window))
    return next(item for item in items if item.name == name)


async def causes(town: Town, window: int) -> set[str]:
    def work(tx: Transaction) -> set[str]:
        return {row[0] for row in tx.connection.execute("select cause from order_lines").fetchall()}

    return await town.database.read(work)


async def test_goods_are_shared_equally_among_households_and_everybody_hears_their_share(town: Town) -> None:
    window = await town.opens_window(TOFU)
    await town.says("王阿婆", "豆腐4块")
    assert "豆腐截止后各户平分，到时告诉您分到多少" in await town.last("王阿婆")
    await town.presses("王阿婆", "确认")
    await order(town, "李阿公", "豆腐3块")
    await order(town, "李阿婆", "豆腐3块")
    await order(town, "小陈", "豆腐1块")
    await town.later(9)
    assert await town.ordered("王阿婆", window) == {"豆腐": 2_000}
    assert await town.ordered("李阿公", window) == {"豆腐": 2_000}
    assert await town.ordered("李阿婆", window) == {}
    assert await town.ordered("小陈", window) == {"豆腐": 1_000}
    assert "豆腐一共5块，各户平分：您要4块，分到2块" in await town.last("王阿婆")
    assert "您订的这次都没有了" in await town.last("李阿婆")
    assert "这次没有分到" in await town.last("李阿婆")
    assert "都分到了" in await town.last("小陈")
    tofu = await item_now(town, window, "豆腐")
    assert (tofu.taken, tofu.quota) == (5_000, 5_000)
    assert "shared" in await causes(town, window)


async def test_elders_come_first(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, "豆腐", "块", 0, sharing="elders", to_share=3_000))

    def note(tx: Transaction) -> None:
        elder = people.get(tx, town.people["王阿婆"])
        assert elder is not None
        households.note_status(tx, elder.household, Status.ELDER, 0, None, 0, town.now)

    await town.database.write(note)
    for who in ("李阿公", "小陈", "王阿婆"):
        await order(town, who, "豆腐2块")
    await town.later(9)
    assert await town.ordered("王阿婆", window) == {"豆腐": 2_000}
    assert await town.ordered("李阿公", window) == {"豆腐": 1_000}
    assert "老人家庭先分" in await town.last("小陈")


async def test_lots_are_drawn_with_a_seed_that_is_kept(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, "豆腐", "块", 0, sharing="lot", to_share=2_000))
    for who in ("李阿公", "小陈", "王阿婆", "小林"):
        await order(town, who, "豆腐1块")
    await town.later(9)
    tofu = await item_now(town, window, "豆腐")
    assert tofu.taken == 2_000
    seeds = await town.database.read(lambda tx: audit.about(tx, tofu.id))
    assert [action.partition(":")[0] for _, _, action, _ in seeds] == ["drew_lots"]


async def test_when_those_who_would_take_more_are_not_enough_the_cadre_chooses(town: Town) -> None:
    window = await town.opens_window(POTATOES)
    await order(town, "李阿公", "土豆4袋", "最多6袋")
    await order(town, "王阿婆", "土豆4袋", "4")
    await order(town, "小陈", "土豆1袋", "不用")
    await town.later(9)
    potatoes = await item_now(town, window, "土豆")
    assert (potatoes.taken, potatoes.bought) == (9_000, None)
    await town.presses("陈主任", "多买一箱")
    potatoes = await item_now(town, window, "土豆")
    assert (potatoes.taken, potatoes.bought, potatoes.quota) == (9_000, 12_000, 12_000)


async def test_a_case_is_filled_evenly_by_those_who_would_take_more_and_no_limit_is_passed(town: Town) -> None:
    window = await town.opens_window(POTATOES)
    await order(town, "李阿公", "土豆4袋", "6")
    await order(town, "王阿婆", "土豆5袋", "6")
    await order(town, "小陈", "土豆1袋", "两袋")
    await town.later(9)
    assert [await town.ordered(who, window) for who in ("李阿公", "王阿婆", "小陈")] == [
        {"土豆": 5_000}, {"土豆": 6_000}, {"土豆": 1_000},
    ]  # fmt: skip
    assert "土豆凑满了整箱，您的从4袋加到5袋" in await town.last("李阿公")
    assert (await item_now(town, window, "土豆")).bought == 12_000
    assert "凑" not in await town.last("陈主任")


async def test_the_rest_of_a_case_is_left_out_from_the_latest_order(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, "苹果", "袋", 4_000, case_size=3_000))
    await order(town, "李阿公", "苹果2袋", "不用")
    await order(town, "王阿婆", "苹果2袋", "不用")
    await town.later(9)
    assert "苹果订了4袋，3袋一箱，多出1袋，还差2袋才满一箱" in await town.last("陈主任")
    press = await town.button("陈主任", "去掉零头")
    await town.does(town.update("陈主任", press=press))
    assert "苹果凑不满整箱，您的从2袋减到1袋" in await town.last("王阿婆")
    await town.does(town.update("陈主任", press=press))
    assert await town.ordered("王阿婆", window) == {"苹果": 1_000}
    assert await town.ordered("李阿公", window) == {"苹果": 2_000}
    assert (await item_now(town, window, "苹果")).bought == 3_000


async def test_what_is_over_of_a_case_goes_to_those_who_come_later(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, "苹果", "袋", 4_000, case_size=3_000))
    await order(town, "李阿公", "苹果2袋", "不用")
    await town.later(9)
    await town.says("王阿婆", "苹果1袋")
    await town.presses("王阿婆", "有了就给我")
    await town.presses("陈主任", "多买一箱")
    assert "按整箱买3袋，多出1袋" in await town.last("陈主任")
    await town.later(0.01)
    assert await town.ordered("王阿婆", window) == {"苹果": 1_000}


async def test_only_who_may_settle_the_window_chooses(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, "苹果", "袋", 4_000, case_size=3_000))
    await order(town, "李阿公", "苹果2袋", "不用")
    await town.later(9)

    def dismiss(tx: Transaction) -> None:
        tx.connection.execute("delete from roles where role = 'cadre'")

    press = await town.button("陈主任", "去掉零头")
    await town.database.write(dismiss)
    await town.does(town.update("陈主任", press=press))
    assert await town.ordered("李阿公", window) == {"苹果": 2_000}


async def test_below_its_minimum_an_item_is_cancelled_and_everybody_told(town: Town) -> None:
    window = await town.opens_window(RICE, Item(0, 0, "青菜", "斤", 450))
    await town.says("李阿公", "菜单")
    assert "满10袋才有，还差10袋" in await town.last("李阿公")
    await order(town, "李阿公", "大米2袋")
    assert "大米满10袋才有，还差8袋" in await town.last("李阿公")
    await order(town, "王阿婆", "大米2袋，青菜1斤")
    await town.later(9)
    assert "您订的这次都没有了" in await town.last("李阿公")
    assert "大米没凑够10袋，这次不送了，您的2袋取消了" in await town.last("王阿婆")
    summary = "".join(await town.heard("陈主任"))
    assert "大米没凑够10袋（只有4袋），取消了" in summary
    assert "一共订了：青菜1斤" in summary
    assert await town.ordered("王阿婆", window) == {"青菜": 1_000}
    assert await town.taken(window) == {"青菜": 1_000}


async def test_an_item_that_reaches_its_minimum_comes(town: Town) -> None:
    window = await town.opens_window(RICE)
    await order(town, "李阿公", "大米10袋")
    await town.later(9)
    assert await town.ordered("李阿公", window) == {"大米": 10_000}


async def test_how_much_one_would_take_is_asked_once_and_other_words_are_heard(town: Town) -> None:
    window = await town.opens_window(POTATOES, Item(0, 0, "青菜", "斤", 450))
    await order(town, "李阿公", "土豆2袋")
    assert "凑满一箱的话，您最多要几袋" in await town.last("李阿公")
    await town.says("李阿公", "青菜1斤")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {"土豆": 2_000, "青菜": 1_000}
    await town.presses("李阿公", "最多4袋")
    assert "最多给您4袋" in await town.last("李阿公")
    await order(town, "李阿公", "土豆改成3袋")
    assert "凑满一箱的话" not in await town.last("李阿公")
    await order(town, "王阿婆", "土豆1袋", "最多20袋")
    assert "最多给您6袋" in await town.last("王阿婆")


async def test_open_offers_end_with_the_window(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, "豆腐", "块", 0, quota=1_000), hours=0.4)
    await order(town, "李阿公", "豆腐1块")
    await town.says("王阿婆", "排队豆腐1块")
    await town.says("李阿公", "取消订单")
    await town.says("李阿公", "好")
    await town.later(0.01)
    assert "轮到您了" in await town.last("王阿婆")
    await town.later(0.5)
    assert await town.taken(window) == {}
    await town.presses("王阿婆", "要")
    assert "轮到您了" in await town.last("王阿婆")
    assert await town.database.read(lambda tx: orders.count(tx, window)) == 0
