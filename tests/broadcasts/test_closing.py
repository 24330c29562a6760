"""A window closes at its time: buyers are told, and baskets not confirmed become a list of people to phone."""

from broadcasts.closing import close
from domain.messages import Priority
from domain.orders import Item
from storage import addresses, baskets, orders, people, windows
from storage.addresses import Address
from storage.database import Transaction
from storage.orders import Buyer
from storage.questions import Question, ask
from tests.town import ACCOUNT, HOUR, Town

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


async def kept(town: Town, window: int) -> list[tuple[str, list[int]]]:
    """Who is to be phoned about a window, with the amounts."""

    def look(tx: Transaction) -> list[tuple[str, list[int]]]:
        return [(entry.name, list(entry.wished.values())) for entry in baskets.of_window(tx, window, "")]

    return await town.database.read(look)


async def test_the_list_of_people_to_phone_outlasts_a_late_press_and_another_order(town: Town) -> None:
    window = await town.opens_window()
    await town.opens_window(MILK, title="牛奶团", hours=10)
    await town.says("王阿婆", "猪肉1斤")
    await town.says("李阿婆", "青菜3斤")
    await town.later(9)
    await town.presses("王阿婆", "确认")
    await town.says("李阿婆", "牛奶一箱")
    assert "截止" in await town.last("王阿婆")
    assert await kept(town, window) == [("李阿婆", [3_000]), ("王阿婆", [1_000])]


async def test_who_only_wanted_to_cancel_is_not_phoned(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.says("李阿公", "取消订单")
    await town.says("王阿婆", "猪肉2斤 豆腐一块")
    await town.presses("王阿婆", "确认")
    await town.says("王阿婆", "猪肉不要了，青菜3斤")
    await town.later(9)
    listed = await town.last("陈主任")
    assert "有1户没有确认" in listed
    assert listed.endswith("王阿婆 13800000002：青菜3斤")
    assert "猪肉" not in listed.partition("没有确认")[2]
    assert await kept(town, window) == [("王阿婆", [3_000])]


async def test_a_basket_that_equals_the_order_is_nothing_to_phone_about(town: Town) -> None:
    window = await town.opens_window()

    def enter(tx: Transaction) -> None:
        person = people.get(tx, town.people["王阿婆"])
        assert person is not None
        pork = next(item.id for item in windows.items(tx, window))
        orders.place(tx, window, Buyer(person.id, person.household, person.id), {pork: 2_000}, {}, town.now)

    await town.says("王阿婆", "猪肉2斤")
    await town.database.write(enter)
    await town.later(9)
    assert await kept(town, window) == []


async def test_what_a_worker_put_together_for_somebody_is_theirs(town: Town) -> None:
    window = await town.opens_window()

    def enter(tx: Transaction) -> None:
        pork = next(item.id for item in windows.items(tx, window))
        asked = Question(
            "nonce", ACCOUNT, "小陈", town.people["小陈"], "orders", "confirm", window, "订单", (("yes", "确认"),),
            {"wished": {str(pork): 2_000}, "whom": town.people["王阿婆"]}, expires_at=town.now + 72 * HOUR,
        )  # fmt: skip
        ask(tx, asked, town.now)

    await town.database.write(enter)
    await town.later(9)
    assert await kept(town, window) == [("王阿婆", [2_000])]
    assert "王阿婆 13800000002：土猪肉2斤" in await town.last("陈主任")


async def test_whoever_was_phoned_first_stays_written_down(town: Town) -> None:
    window = await town.opens_window()
    await town.says("王阿婆", "猪肉1斤")
    await town.later(9)
    whom, first, second = (town.people[name] for name in ("王阿婆", "陈主任", "小陈"))

    def work(tx: Transaction) -> tuple[bool, bool]:
        return (
            baskets.phone(tx, window, whom, first, town.now),
            baskets.phone(tx, window, whom, second, town.now + 1),
        )

    assert await town.database.write(work) == (True, False)
    (entry,) = await town.database.read(lambda tx: baskets.of_window(tx, window, ""))
    assert (entry.caller, entry.phoned_at) == ("陈主任", town.now)


async def test_who_has_not_confirmed_hears_that_the_window_closes_soon_and_a_yes_still_orders(town: Town) -> None:
    window = await town.opens_window(hours=30)
    await town.says("王阿婆", "猪肉1斤 豆腐一块")
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    confirmed = await town.heard("李阿公")
    for hours in (6.5, 22, 1.4):
        before = len(await town.heard("王阿婆"))
        await town.later(hours)
        (told,) = (await town.heard("王阿婆"))[before:]
        assert "就截止了，您的这份还没确认：\n· 土猪肉 1斤\n· 豆腐 1块" in told
    assert await town.heard("李阿公") == confirmed
    await town.says("王阿婆", "好")
    assert await town.ordered("王阿婆", window) == {"土猪肉": 1_000, "豆腐": 1_000}


async def test_the_reminder_has_the_buttons_of_the_basket_also_of_a_window_that_was_prolonged(town: Town) -> None:
    window = await town.opens_window(hours=30)
    await town.says("王阿婆", "猪肉1斤")
    summary = await town.button("王阿婆", "确认")
    later = town.now + 150 * HOUR

    def prolong(tx: Transaction) -> None:
        tx.connection.execute(f"update windows set closes_at = {later} where id = {window}")  # noqa: S608
        windows.set_closing_dues(tx, window, later, town.now)

    await town.database.write(prolong)
    await town.later(127)
    assert "要的话，请按“确认”" in await town.last("王阿婆")
    assert await town.choices("王阿婆") == ["确认", "修改", "取消"]
    assert await town.button("王阿婆", "确认") == summary, "one question under both, so that 好 means one"
    await town.presses("王阿婆", "确认")
    assert await town.ordered("王阿婆", window) == {"土猪肉": 1_000}
    await town.does(town.update("王阿婆", press=summary))
    assert "确认" in await town.last("王阿婆")


async def test_whoever_reads_in_that_chat_by_now_is_reminded_of_nothing(town: Town) -> None:
    await town.opens_window(hours=3)
    await town.says("王阿婆", "猪肉1斤")
    before = len(await town.heard("王阿婆"))
    await town.database.write(
        lambda tx: addresses.bind(tx, Address(ACCOUNT, "王阿婆"), town.people["李阿婆"], "zh", town.now)
    )
    await town.later(1.5)
    assert len(await town.heard("王阿婆")) == before


async def test_what_is_still_asked_about_is_reminded_of_in_words(town: Town) -> None:
    await town.opens_window(hours=3)
    await town.says("王阿婆", "猪肉1斤 豆腐")
    await town.later(1.5)
    assert "请在前面按“确认”" in await town.last("王阿婆")


async def test_reminders_that_are_due_together_after_a_pause_are_one(town: Town) -> None:
    await town.opens_window(hours=30)
    await town.says("王阿婆", "猪肉1斤")
    before = len(await town.heard("王阿婆"))
    await town.later(29)
    assert len(await town.heard("王阿婆")) == before + 1


async def test_after_its_closing_nobody_is_reminded_of_a_window(town: Town) -> None:
    await town.opens_window(hours=30)
    await town.says("王阿婆", "猪肉1斤")
    await town.later(31)
    assert not any("就截止了" in text for text in await town.heard("王阿婆"))


async def test_a_reminder_is_not_sent_after_the_closing(town: Town) -> None:
    await town.opens_window(hours=3)
    await town.says("王阿婆", "猪肉1斤")
    await town.later(1.5)

    def expiries(tx: Transaction) -> list[int]:
        return [row[0] for row in tx.connection.execute("select expires_at from outbox where priority = 'reminder'")]

    assert await town.database.read(expiries) == [town.now + 90 * 60_000]
