"""Sold out gives a place in line; what becomes free is offered in order, for half an hour, and never to two."""

from broadcasts.offering import LASTS
from domain.orders import Item
from storage import audit, waits, windows
from storage.database import Transaction
from tests.town import HOUR, Town

TOFU = Item(0, 0, "豆腐", "块", 0, quota=2_000, limit=2_000, donor="李大哥")
GREENS = Item(0, 0, "青菜", "斤", 450, weighed=True)
SOON = 0.01
HALF_AN_HOUR = LASTS / HOUR


async def sold_out(town: Town, *more: Item, hours: float = 8) -> int:
    """A window in which 李阿公 has all the tofu."""
    window = await town.opens_window(TOFU, GREENS, *more, hours=hours)
    await town.says("李阿公", "豆腐2块")
    await town.presses("李阿公", "确认")
    return window


async def gives_back(town: Town, *left: str) -> None:
    await town.says("李阿公", left[0] if left else "取消订单")
    await town.says("李阿公", "好")
    await town.later(SOON)


async def test_what_is_sold_out_gives_a_place_by_button_number_or_words(town: Town) -> None:
    await sold_out(town)
    await town.says("王阿婆", "豆腐1块")
    assert await town.last("王阿婆") == "豆腐订完了，要排队吗？有人退了就轮到您。"
    assert await town.choices("王阿婆") == ["排队", "有了就给我", "不用"]
    await town.presses("王阿婆", "排队")
    assert "豆腐1块在排队，您是第一个" in await town.last("王阿婆")
    await town.says("小陈", "豆腐1块")
    assert "前面还有1户" in await town.last("小陈")
    await town.says("小陈", "好")
    assert "豆腐1块在排队，前面还有1户" in await town.last("小陈")
    await town.says("小林", "豆腐2块")
    await town.says("小林", "2")
    assert "豆腐2块在排队，前面还有2户，有了直接给您记上" in await town.last("小林")
    await town.says("刘医生", "帮我排队豆腐1块")
    assert "前面还有3户" in await town.last("刘医生")
    await town.says("陈主任", "豆腐1块")
    await town.presses("陈主任", "不用")
    assert await town.database.read(lambda tx: waits.places(tx, town.people["陈主任"])) == []


async def test_an_offer_is_taken_by_one_press_and_twice_is_once(town: Town) -> None:
    window = await sold_out(town)
    await town.says("王阿婆", "排队豆腐1块")
    await gives_back(town, "豆腐改成1块")
    assert "轮到您了：豆腐1块，免费（李大哥送）。要吗？" in await town.last("王阿婆")
    press = await town.button("王阿婆", "要")
    assert (await town.presses("王阿婆", "要")).toast == "订好了"
    assert "豆腐1块给您记上了" in await town.last("王阿婆")
    await town.does(town.update("王阿婆", press=press))
    assert "已经给您记上了，不用再按" in await town.last("王阿婆")
    assert await town.ordered("王阿婆", window) == {"豆腐": 1_000}
    assert await town.taken(window) == {"豆腐": 2_000}


async def test_a_plain_yes_takes_an_offer_when_nothing_else_is_asked(town: Town) -> None:
    window = await sold_out(town)
    await town.says("王阿婆", "豆腐1块")
    await town.presses("王阿婆", "排队")
    await gives_back(town)
    await town.says("王阿婆", "要")
    assert await town.ordered("王阿婆", window) == {"豆腐": 1_000}


async def test_a_late_press_hears_that_it_went_to_the_next_and_stands_in_line_again(town: Town) -> None:
    window = await sold_out(town)
    for who in ("王阿婆", "小陈"):
        await town.says(who, "排队豆腐1块")
    await gives_back(town, "豆腐改成1块")
    await town.later(HALF_AN_HOUR)
    assert "到时间了，已经给了后面的人" in await town.last("王阿婆")
    assert "轮到您了" in await town.last("小陈")
    await town.presses("王阿婆", "要")
    told = await town.heard("王阿婆")
    assert "过了时间，已经给了后面的人" in told[-2]
    assert "豆腐1块在排队，前面还有1户" in told[-1]
    assert await town.ordered("王阿婆", window) == {}
    await town.presses("小陈", "不要了")
    assert "轮到您了" in await town.last("王阿婆")


async def test_a_press_after_its_time_and_before_the_tick_is_late_as_well(town: Town) -> None:
    window = await sold_out(town)
    for who in ("王阿婆", "小陈"):
        await town.says(who, "排队豆腐1块")
    await gives_back(town, "豆腐改成1块")
    town.now += LASTS
    await town.presses("王阿婆", "要")
    assert await town.ordered("王阿婆", window) == {}
    assert "轮到您了" in await town.last("小陈")
    await town.presses("小陈", "要")
    assert await town.ordered("小陈", window) == {"豆腐": 1_000}


async def test_when_nobody_else_waited_a_late_press_finds_it_still_there(town: Town) -> None:
    window = await sold_out(town)
    await town.says("王阿婆", "排队豆腐1块")
    await gives_back(town)
    await town.later(HALF_AN_HOUR)
    await town.presses("王阿婆", "要")
    assert "不过现在还有" in (await town.heard("王阿婆"))[-2]
    await town.says("王阿婆", "好")
    assert await town.ordered("王阿婆", window) == {"豆腐": 1_000}


async def test_when_there_is_some_it_is_given_without_a_press(town: Town) -> None:
    window = await sold_out(town)
    await town.says("王阿婆", "排队豆腐1块")
    await town.says("王阿婆", "有了就给我")
    assert "有了直接给您记上" in await town.last("王阿婆")
    await gives_back(town)
    assert "豆腐1块给您记上了" in await town.last("王阿婆")
    assert await town.ordered("王阿婆", window) == {"豆腐": 1_000}


async def test_whoever_says_so_under_an_offer_has_it(town: Town) -> None:
    window = await sold_out(town)
    await town.says("王阿婆", "排队豆腐1块")
    await gives_back(town)
    await town.says("王阿婆", "有了就给我")
    assert await town.ordered("王阿婆", window) == {"豆腐": 1_000}


async def test_nobody_who_comes_later_passes_those_who_wait(town: Town) -> None:
    window = await sold_out(town)
    await town.says("王阿婆", "排队豆腐2块")
    await town.says("李阿公", "豆腐改成1块")
    await town.says("李阿公", "好")
    await town.says("小陈", "豆腐1块")
    assert "前面还有1户" in await town.last("小陈")
    await town.later(SOON)
    await town.presses("王阿婆", "要")
    assert await town.ordered("小陈", window) == {}
    assert "豆腐1块在排队，您是第一个" in await _places(town, "王阿婆")


async def test_part_of_what_is_wanted_can_be_had_and_the_rest_waited_for(town: Town) -> None:
    window = await town.opens_window(TOFU, GREENS)
    await town.says("李阿公", "豆腐1块")
    await town.presses("李阿公", "确认")
    await town.says("王阿婆", "青菜1斤，豆腐2块")
    assert "只剩1块" in await town.last("王阿婆")
    await town.says("王阿婆", "好")
    await town.says("王阿婆", "豆腐2块")
    assert await town.choices("王阿婆") == ["要1块", "排队等2块", "不要这样"]
    await town.presses("王阿婆", "排队等2块")
    assert "还差的1块接着给您排" in await town.last("王阿婆")
    await town.says("王阿婆", "要")
    assert await town.ordered("王阿婆", window) == {"青菜": 1_000, "豆腐": 1_000}
    await gives_back(town)
    await town.says("王阿婆", "要")
    assert (await town.ordered("王阿婆", window))["豆腐"] == 2_000


async def test_no_longer_waiting_gives_the_place_to_the_next(town: Town) -> None:
    await sold_out(town)
    for who in ("王阿婆", "小陈"):
        await town.says(who, "排队豆腐1块")
    await gives_back(town, "豆腐改成1块")
    await town.says("王阿婆", "不等了")
    assert await town.last("王阿婆") == "好的，豆腐不给您排了。"
    assert "轮到您了" in await town.last("小陈")
    await town.presses("王阿婆", "要")
    assert "您前面说不要了" in await town.last("王阿婆")
    await town.says("王阿婆", "不等了")
    assert await town.last("王阿婆") == "您现在没有在排队。"


async def test_of_several_places_it_is_asked_which_one_is_left(town: Town) -> None:
    await sold_out(town, Item(0, 0, "鸡蛋", "盒", 2_000, quota=0))
    await town.says("王阿婆", "排队豆腐1块")
    await town.says("王阿婆", "排队鸡蛋1盒")
    await town.says("王阿婆", "不等了")
    assert await town.choices("王阿婆") == ["豆腐", "鸡蛋", "都不等了", "接着等"]
    await town.presses("王阿婆", "鸡蛋")
    places = await town.database.read(lambda tx: waits.places(tx, town.people["王阿婆"]))
    assert [place.quantity for place in places] == [1_000]
    assert "豆腐1块在排队" in await _places(town, "王阿婆")


async def test_my_order_shows_the_place_in_line(town: Town) -> None:
    await sold_out(town)
    await town.says("王阿婆", "青菜1斤")
    await town.says("王阿婆", "好")
    await town.says("王阿婆", "排队豆腐1块")
    await town.says("王阿婆", "我的订单")
    told = await town.last("王阿婆")
    assert "青菜 1斤" in told
    assert "豆腐1块在排队，您是第一个" in told


async def test_a_household_waits_for_no_more_than_its_limit(town: Town) -> None:
    await sold_out(town)
    await town.says("李阿婆", "排队豆腐1块")
    assert await town.last("李阿婆") == "豆腐每户限2块，您家已经够了，就不排了。"


async def test_a_raised_quota_is_offered_to_the_queue(town: Town) -> None:
    window = await sold_out(town)
    await town.says("王阿婆", "排队豆腐1块")

    def raise_quota(tx: Transaction) -> None:
        (tofu, *_) = windows.items(tx, window)
        assert windows.set_quota(tx, tofu.id, 1_000, town.now) == 2_000
        assert windows.set_quota(tx, tofu.id, 3_000, town.now) is None

    await town.database.write(raise_quota)
    await town.later(SOON)
    assert "轮到您了" in await town.last("王阿婆")


async def test_a_basket_that_was_asked_about_is_still_to_be_confirmed(town: Town) -> None:
    window = await sold_out(town)
    await town.says("王阿婆", "青菜1斤，豆腐")
    await town.says("王阿婆", "1块")
    assert "豆腐已经订完了，这样没有记。要排队的话，说“排队豆腐1块”" in await town.last("王阿婆")
    await town.says("王阿婆", "排队豆腐1块")
    await town.says("王阿婆", "确认")
    assert await town.ordered("王阿婆", window) == {"青菜": 1_000}


async def test_who_comes_after_closing_queues_for_what_may_be_over(town: Town) -> None:
    window = await sold_out(town)
    await town.later(9)
    await town.says("王阿婆", "豆腐1块")
    assert "豆腐已经截止了。说不定有多出来的，要排队吗？" in await town.last("王阿婆")
    await town.presses("王阿婆", "有了就给我")
    assert "豆腐1块在排队，您是第一个，有了直接给您记上" in await town.last("王阿婆")

    def buys_more(tx: Transaction) -> None:
        (tofu, *_) = windows.items(tx, window)
        windows.set_bought(tx, tofu.id, 3_000, town.now)

    await town.database.write(buys_more)
    await town.later(SOON)
    assert await town.ordered("王阿婆", window) == {"豆腐": 1_000}


async def test_a_worker_puts_somebody_in_line_and_it_is_noted(town: Town) -> None:
    await sold_out(town)
    await town.says("王阿婆", "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "替他/她下单")
    await town.says("小陈", "排队豆腐1块")
    assert "给王阿婆排上了" in await town.last("小陈")
    places = await town.database.read(lambda tx: waits.places(tx, town.people["王阿婆"]))
    assert [place.entered_by for place in places] == [town.people["小陈"]]
    seen = await town.database.read(lambda tx: audit.about(tx, town.people["王阿婆"]))
    assert "enter_wait" in [action for _, _, action, _ in seen]
    await gives_back(town)
    assert "轮到您了" in await town.last("王阿婆")


async def test_nobody_presses_for_another(town: Town) -> None:
    await sold_out(town)
    await town.says("王阿婆", "排队豆腐1块")
    await gives_back(town)
    press = await town.button("王阿婆", "要")
    await town.does(town.update("小陈", press=press))
    assert "用不了" in await town.last("小陈")


async def _places(town: Town, who: str) -> str:
    await town.says(who, "排到几了")
    return await town.last(who)


async def test_a_place_for_the_only_thing_sold_out_is_asked_for_by_its_amount(town: Town) -> None:
    await sold_out(town)
    await town.says("王阿婆", "排队")
    assert await town.choices("王阿婆") == ["1块", "2块", "不要这样"]
    await town.says("王阿婆", "要")
    assert "豆腐要多少" in await town.last("王阿婆")
    await town.says("王阿婆", "1")
    assert "豆腐1块在排队" in await town.last("王阿婆")


async def test_who_asks_for_what_is_sold_out_reads_how_to_wait(town: Town) -> None:
    await sold_out(town)
    await town.says("王阿婆", "有豆腐了吗")
    assert "要排队等，说“排队豆腐2块”" in await town.last("王阿婆")
