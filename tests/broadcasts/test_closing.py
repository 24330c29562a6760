"""A window closes at its time: buyers are told, and baskets not confirmed become a list of people to phone."""

from broadcasts.closing import close
from domain.messages import Priority
from domain.orders import Item
from storage import addresses, windows
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, Town

MILK = Item(0, 0, "牛奶", "箱", 5_000)


async def test_buyers_hear_that_their_order_counts_and_where_to_fetch_it(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.later(9)
    told = await town.last("李阿公")
    assert "周六鲜菜团已经截止，您的订单算数" in told
    assert "明天下午" in told
    assert "文化礼堂" in told


async def test_a_basket_that_nobody_confirmed_is_no_order_and_is_listed_to_be_phoned(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.says("王阿婆", "猪肉1斤 豆腐一块")
    await town.later(9)
    assert "没有确认，没有算订单" in await town.last("王阿婆")
    listed = await town.last("陈主任")
    assert "共1份订单" in listed
    assert "3幢202 王阿婆 13800000002：土猪肉1斤、豆腐1块" in listed
    assert "李阿公" not in listed
    assert await town.ordered("王阿婆", window) == {}


async def test_when_everybody_confirmed_the_cadre_hears_that_too(town: Town) -> None:
    await town.opens_window()
    await town.later(9)
    assert "没有漏确认的" in await town.last("陈主任")


async def test_a_dropped_basket_is_not_listed(town: Town) -> None:
    await town.opens_window()
    await town.says("王阿婆", "猪肉1斤")
    await town.says("王阿婆", "不要了")
    await town.later(9)
    assert "王阿婆" not in await town.last("陈主任")


async def test_a_basket_over_two_windows_is_listed_by_each_with_its_own_goods(town: Town) -> None:
    await town.opens_window()
    await town.opens_window(MILK, title="牛奶团", hours=10)
    await town.says("王阿婆", "青菜3斤，牛奶一箱")
    await town.later(9)
    first = await town.last("陈主任")
    await town.later(2)
    second = await town.last("陈主任")
    assert "：青菜3斤" in first
    assert "牛奶" not in first
    assert "牛奶团已经截止" in second
    assert "：牛奶1箱" in second
    assert "青菜" not in second


async def test_who_writes_from_two_apps_is_listed_once(town: Town) -> None:
    await town.opens_window()

    def add_app(tx: Transaction) -> None:
        addresses.bind(tx, Address(ACCOUNT, "平板"), town.people["王阿婆"], "zh", town.now)

    await town.database.write(add_app)
    await town.says("王阿婆", "猪肉1斤")
    await town.says("平板", "猪肉2斤")
    await town.later(9)
    assert "有1户没有确认" in await town.last("陈主任")


async def test_another_window_stays_open(town: Town) -> None:
    await town.opens_window()
    milk = await town.opens_window(MILK, title="牛奶团", hours=10)
    await town.later(9)
    await town.says("李阿公", "牛奶一箱")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", milk) == {"牛奶": 1_000}


async def test_notices_of_closing_yield_to_replies(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.later(9)

    def look(tx: Transaction) -> dict[str, str]:
        rows = tx.connection.execute("select chat, priority from outbox where state = 'queued'").fetchall()
        return dict(tuple(row) for row in rows)

    assert await town.database.read(look) == {"李阿公": Priority.NOTICE, "陈主任": Priority.REMINDER}


async def test_a_window_that_is_closed_already_is_not_closed_again(town: Town) -> None:
    window = await town.opens_window()
    await town.later(9)
    heard = await town.heard("陈主任")
    await town.database.write(lambda tx: close(tx, town.writer, window, town.now))
    assert await town.heard("陈主任") == heard
    assert not await town.database.write(lambda tx: windows.close(tx, window, town.now))
