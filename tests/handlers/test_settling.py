"""After closing, in chat: arrivals, weights, money, bills and the account, by the words that people use."""

import pytest

from broadcasts.forwarding import forward
from domain.messages import FileReference
from domain.orders import Item
from domain.people import Role
from nlu.names import search_terms
from storage import accounts, addresses, orders, people, windows
from storage.addresses import Address
from storage.database import Transaction
from tests.town import Town


async def closed(town: Town) -> int:
    """李阿公 (bag 1): 2 jin of pork and a tofu; 王阿婆 (bag 2): 3 jin of fish and a box of eggs."""
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤 豆腐1块")
    await town.presses("李阿公", "确认")
    await town.says("王阿婆", "带鱼3斤 鸡蛋1盒")
    await town.presses("王阿婆", "确认")
    await town.later(9)
    return window


async def account(town: Town, window: int) -> accounts.Account:
    def work(tx: Transaction) -> accounts.Account:
        found = windows.get(tx, window)
        assert found
        return accounts.load(tx, found)

    return await town.database.read(work)


async def rests(town: Town, window: int) -> list[int]:
    return sorted(each.rest for each in (await account(town, window)).households)


# Arrival


async def test_a_short_delivery_is_shown_before_it_counts_and_the_buyers_are_told(town: Town) -> None:
    window = await closed(town)
    await town.says("小陈", "带鱼到了2斤")
    assert await town.taken(window) == {"土猪肉": 2_000, "豆腐": 1_000, "带鱼": 3_000, "鸡蛋": 1_000}
    await town.says("陈主任", "带鱼到了2斤")
    assert "少1斤" in await town.last("陈主任")
    await town.presses("陈主任", "按下单先后")
    assert "王阿婆：3斤改成2斤，少收25元" in await town.last("陈主任")
    assert (await town.taken(window))["带鱼"] == 3_000
    await town.presses("陈主任", "确认")
    assert (await town.taken(window))["带鱼"] == 2_000
    assert "带鱼没到齐，您的3斤改成2斤，少收25元" in await town.last("王阿婆")
    assert "1份订单已经减了" in await town.last("陈主任")
    goods = await town.database.read(lambda tx: windows.items(tx, window))
    fish = next(item for item in goods if item.name == "带鱼")
    assert (fish.arrived, fish.quota) == (2_000, 2_000)


async def test_a_short_delivery_may_wait(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "带鱼到了2斤")
    await town.presses("陈主任", "先不")
    assert (await town.taken(window))["带鱼"] == 3_000


async def test_more_than_ordered_is_over(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "带鱼到了5斤")
    assert "多2斤" in await town.last("陈主任")
    found = await account(town, window)
    assert next(sold for sold in found.goods if sold.item.name == "带鱼").left_over == 2_000


async def test_what_is_over_is_offered_to_those_who_wait(town: Town) -> None:
    fish = Item(0, 0, "带鱼", "斤", 2_500, None, 3_000, weighed=True)
    window = await town.opens_window(fish)
    await town.says("王阿婆", "带鱼3斤")
    await town.presses("王阿婆", "确认")
    await town.says("李阿公", "带鱼2斤")
    await town.presses("李阿公", "排队")
    await town.later(9)
    await town.says("陈主任", "带鱼到了5斤")
    assert "会按次序问排队的人" in await town.last("陈主任")
    await town.later(0.01)
    await town.presses("李阿公", "要")
    assert await town.ordered("李阿公", window) == {"带鱼": 2_000}
    assert (await town.taken(window)) == {"带鱼": 5_000}
    assert await rests(town, window) == [5_000, 7_500]


async def test_what_a_short_delivery_showed_is_shown_again_when_it_changed(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "带鱼到了2斤")
    await town.presses("陈主任", "平均减")

    def more(tx: Transaction) -> None:
        line = next(line for line in accounts.lines(tx, window) if line.quantity == 3_000)
        orders.adjust(tx, window, [orders.Change(line.order, line.item, 1_000)], "over", 1, town.now)

    await town.database.write(more)
    await town.presses("陈主任", "确认")
    assert "4斤改成2斤" in await town.last("陈主任")
    assert (await town.taken(window))["带鱼"] == 4_000


# Weights


async def test_a_weigh_up_is_read_back_and_recorded_after_one_press(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "称重")
    await town.says("陈主任", "1 猪肉 2.15\n2 带鱼 2.9")
    assert "读到2条没问题的" in await town.last("陈主任")
    assert await rests(town, window) == [7_000, 9_500]
    await town.presses("陈主任", "记下2条")
    assert await rests(town, window) == [7_525, 9_250]
    bill = await town.last("李阿公")
    assert "订2斤，实2.15斤" in bill
    assert "还要付75.25元" in bill
    assert "比市场省21.5元" in bill


async def test_twenty_jin_for_two_are_asked_about_and_not_recorded(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "称重\n1 猪肉 20\n2 带鱼 2.9\n9 猪肉 1\n1 鸡蛋 1")
    heard = await town.last("陈主任")
    assert "订了2斤，称了20斤（多太多）" in heard
    assert "9 猪肉 1（没有这个袋号）" in heard
    assert "1 鸡蛋 1（袋里没有鸡蛋）" in heard
    assert await town.choices("陈主任") == ["记下1条", "都对，2条都记", "取消"]
    await town.presses("陈主任", "记下1条")
    assert await rests(town, window) == [7_000, 9_250]


async def test_a_correction_of_a_weight_counts_instead(town: Town) -> None:
    window = await closed(town)
    for said in ("1 猪肉 2.15", "1 猪肉 2.25"):
        await town.says("陈主任", f"称重 {said}")
        await town.presses("陈主任", "记下1条")
    assert await rests(town, window) == [7_875, 9_500]


@pytest.mark.parametrize(
    ("words", "answer"), [("谁没付", "还没付清的"), ("1号付了50 现金", "还差20元"), ("称好了", "称重先到这里")]
)
async def test_a_weigh_up_that_is_open_stands_in_the_way_of_nothing(town: Town, words: str, answer: str) -> None:
    await closed(town)
    await town.says("陈主任", "称重")
    await town.says("陈主任", words)
    assert answer in await town.last("陈主任")


async def test_only_who_settles_weighs(town: Town) -> None:
    window = await closed(town)
    for who in ("李阿公", "小陈"):
        await town.says(who, "称重\n1 猪肉 2.15")
    assert await rests(town, window) == [7_000, 9_500]


# Money


async def test_a_payment_is_noted_and_undone_by_words_and_presses(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "1号付了50 现金")
    assert "还差20元" in await town.last("陈主任")
    await town.says("陈主任", "1号转了20")
    assert "已经结清" in await town.last("陈主任")
    await town.presses("陈主任", "记错了，撤销")
    assert "还差20元" in await town.last("陈主任")
    found = await account(town, window)
    assert (found.cash, found.transfer, found.refunded) == (5_000, 0, 0)


@pytest.mark.parametrize("words", ["撤销", "刚才那笔错了", "记错了"])
async def test_the_payment_noted_last_is_undone_by_words(town: Town, words: str) -> None:
    window = await closed(town)
    await town.says("陈主任", "1号付了50 现金")
    await town.says("陈主任", words)
    assert "撤销" in await town.last("陈主任")
    assert (await account(town, window)).cash == 0
    await town.says("陈主任", words)
    assert (await account(town, window)).cash == 0


async def test_the_word_that_ends_a_weigh_up_may_stand_under_its_last_line(town: Town) -> None:
    await closed(town)
    await town.says("陈主任", "称重\n1 猪肉 2.15\n称好了")
    assert "没有读懂" not in await town.last("陈主任")


async def test_how_it_was_paid_is_asked_when_nobody_said(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "1号付清了")
    assert await rests(town, window) == [7_000, 9_500]
    await town.presses("陈主任", "转账")
    assert (await account(town, window)).transfer == 7_000


async def test_more_than_is_due_is_asked_about(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "1号付了700 现金")
    assert "只差70元" in await town.last("陈主任")
    await town.presses("陈主任", "先不")
    assert await rests(town, window) == [7_000, 9_500]


async def test_a_refund_is_money_back(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "1号付了75 现金")
    await town.presses("陈主任", "就是这么多")
    await town.says("陈主任", "退1号5元 现金")
    found = await account(town, window)
    assert (found.cash, found.refunded, found.received) == (7_500, -500, 7_000)


async def test_a_villagers_word_is_no_payment_until_a_cadre_has_seen_it(town: Town) -> None:
    window = await closed(town)
    await town.says("李阿公", "已转账70")
    assert "请村干部核对" in await town.last("李阿公")
    assert await rests(town, window) == [7_000, 9_500]
    assert "李阿公" in await town.last("陈主任")
    press = await town.button("陈主任", "收到了")
    for _ in range(2):
        await town.does(town.update("陈主任", press=press))
    assert await rests(town, window) == [0, 9_500]
    assert "收到您的70元" in await town.last("李阿公")


async def test_a_payment_that_nobody_saw_is_told_to_the_payer(town: Town) -> None:
    window = await closed(town)
    await town.says("李阿公", "已转账70")
    await town.presses("陈主任", "没看到")
    assert await rests(town, window) == [7_000, 9_500]
    assert "没有看到" in await town.last("李阿公")


@pytest.mark.parametrize(
    "words", ["1号付了50 现金", "付供应商15000", "退1号5元 现金", "结账", "谁没付", "供应商单", "结转"]
)
async def test_a_villager_settles_nothing(town: Town, words: str) -> None:
    window = await closed(town)
    before = await account(town, window)
    await town.says("李阿公", words)
    await town.says("小陈", words)
    assert await account(town, window) == before


async def test_who_asks_gets_the_bill_with_the_code_to_pay_by(town: Town) -> None:
    await closed(town)
    code = FileReference("photo", "a" * 64, "image/jpeg", kept=True)
    await town.does(town.update("陈主任", files=(code,), text="收款码"))
    assert "收款码换好了" in await town.last("陈主任")
    for words in ("怎么付", "付款码", "我还欠多少", "我的账单"):
        await town.says("李阿公", words)
        last = (await town.said_to("李阿公"))[-1]
        assert "还要付约70元" in last.text
        assert last.file == code


async def test_a_code_that_telegram_still_holds_is_shown_once_it_is_fetched(town: Town) -> None:
    await closed(town)
    await town.does(town.update("陈主任", files=(FileReference("photo", "file-1"),), text="收款码"))
    await town.says("李阿公", "付款码")
    assert (await town.said_to("李阿公"))[-1].file is None

    def arrives(tx: Transaction) -> None:
        (saying,) = tx.connection.execute("select max(id) from sayings where text = '收款码'").fetchone()
        forward(tx, saying, FileReference("photo", "c" * 64, kept=True), town.now, town.writer)

    await town.database.write(arrives)
    await town.says("李阿公", "付款码")
    shown = (await town.said_to("李阿公"))[-1].file
    assert shown
    assert shown.reference == "c" * 64


async def test_a_picture_without_the_words_goes_to_a_human_as_before(town: Town) -> None:
    await closed(town)
    await town.sends("陈主任", FileReference("photo", "b" * 64, "image/jpeg", kept=True))
    assert "收款码" not in await town.last("陈主任")


async def test_family_elsewhere_who_ordered_gets_the_bill(town: Town) -> None:
    await town.opens_window()

    def daughter(tx: Transaction) -> None:
        terms = search_terms("李女儿", "", "")
        person = people.add(tx, "李女儿", town.village.id, town.now, terms=terms, confirmed=True)
        home = people.get(tx, town.people["李阿公"])
        assert home
        people.give_role(tx, person, Role.RELATIVE, town.village.id)
        people.let_act_for(tx, person, home.household, home.id, town.now)
        addresses.bind(tx, Address("telegram:1", "李女儿"), person, "zh", town.now)
        town.people["李女儿"] = person

    await town.database.write(daughter)
    await town.says("李女儿", "猪肉2斤")
    await town.presses("李女儿", "确认")
    await town.later(9)
    await town.says("陈主任", "称重 1 猪肉 2.15")
    await town.presses("陈主任", "记下1条")
    assert "还要付75.25元" in await town.last("李女儿")
    assert not [text for text in await town.heard("李阿公") if "账单" in text]


# Reminders and the account


async def test_who_owes_is_reminded_in_private_once_a_day(town: Town) -> None:
    await closed(town)
    await town.says("陈主任", "1号付清了 现金")
    for _ in range(2):
        await town.says("陈主任", "谁没付")
        assert "2号 3幢202" in await town.last("陈主任")
        assert "3幢201" not in await town.last("陈主任")
        await town.presses("陈主任", "提醒这些人")
        await town.later(0.1)
    reminders = [text for text in await town.heard("王阿婆") if "提醒一下" in text]
    assert len(reminders) == 1
    assert "95元" in reminders[0]
    assert not [text for text in await town.heard("李阿公") if "提醒一下" in text]
    await town.later(24)
    await town.says("陈主任", "提醒欠款")
    await town.later(0.1)
    assert len([text for text in await town.heard("王阿婆") if "提醒一下" in text]) == 2


async def test_the_account_adds_up_and_is_posted_without_names_doors_or_debts(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "1号付清了 现金")
    await town.says("陈主任", "付供应商100")
    assert "支出合计100元" in await town.last("陈主任")
    await town.says("陈主任", "结账")
    whole, public = (await town.heard("陈主任"))[-2:]
    assert "还有2袋没称完" in whole
    assert "应收165元" in whole
    assert "村里垫30元" in whole
    await town.presses("陈主任", "发布")
    await town.later(0.1)
    assert public in await town.heard("王阿婆")
    for word in ("王阿婆", "李阿公", "3幢", "号袋"):
        assert word not in public
    assert [text for text in await town.heard("王阿婆") if "还要付" in text]
    found = await town.database.read(lambda tx: windows.get(tx, window))
    assert found
    assert found.settled_at


async def test_who_pays_after_the_account_is_posted_is_noted_without_naming_the_round(town: Town) -> None:
    window = await closed(town)
    await town.says("陈主任", "结账")
    await town.presses("陈主任", "发布")
    await town.says("陈主任", "谁没付")
    assert "还没付清的" in await town.last("陈主任")
    await town.says("陈主任", "1号付清了 现金")
    assert "已经结清" in await town.last("陈主任")
    assert (await account(town, window)).cash == 7_000


async def test_what_is_left_open_is_carried_into_the_next_round(town: Town) -> None:
    first = await closed(town)
    await town.says("陈主任", "1号付了80 现金")
    await town.presses("陈主任", "就是这么多")
    await town.says("陈主任", "结账")
    await town.presses("陈主任", "发布")
    second = await town.opens_window(title="周日团")
    await town.says("王阿婆", "鸡蛋1盒")
    await town.presses("王阿婆", "确认")
    await town.later(9)
    await town.says("陈主任", "结转")
    assert "欠95元，要退10元" in await town.last("陈主任")
    assert await rests(town, first) == [0, 0]
    assert await rests(town, second) == [-1_000, 11_500]
    await town.says("王阿婆", "我的账单")
    assert "上期没结清转来95元" in await town.last("王阿婆")
    await town.says("陈主任", "结转")
    assert "没有要结转的" in await town.last("陈主任")


async def test_with_two_rounds_waiting_the_cadre_is_asked_which(town: Town) -> None:
    first = await closed(town)
    second = await town.opens_window(title="周日团")
    await town.says("王阿婆", "鸡蛋1盒")
    await town.presses("王阿婆", "确认")
    await town.later(9)
    await town.says("陈主任", "1号付了20 现金")
    assert await town.choices("陈主任") == ["第2期 周日团", "第1期 周六鲜菜团"]
    await town.presses("陈主任", "第2期 周日团")
    assert (await account(town, second)).cash == 2_000, await town.heard("陈主任")
    await town.says("陈主任", "第1期 1号付了30 现金")
    assert (await account(town, first)).cash == 3_000


async def test_the_suppliers_sheet_is_text_for_the_cadre(town: Town) -> None:
    await closed(town)
    await town.says("陈主任", "供应商单")
    sheet = await town.last("陈主任")
    assert "土猪肉：2斤" in sheet
    assert "鸡蛋（30枚）：1盒" in sheet
    for word in ("李阿公", "3幢"):
        assert word not in sheet


async def test_every_deed_of_staff_is_written_down(town: Town) -> None:
    window = await closed(town)
    for words in ("结账", "谁没付", "供应商单", "1号付了50 现金", "付运费20", "提醒欠款"):
        await town.says("陈主任", words)

    def work(tx: Transaction) -> set[str]:
        return {row[0] for row in tx.connection.execute(f"select action from audit where subject = {window}")}  # noqa: S608

    deeds = await town.database.read(work)
    assert deeds >= {
        "see_account", "see_unpaid", "see_supplier", "enter_payment", "enter_expense", "remind_payment"
    }  # fmt: skip


# What buyers say of it


async def test_who_says_twice_to_have_paid_asks_the_cadre_once(town: Town) -> None:
    window = await closed(town)
    await town.says("李阿公", "已经付了70")
    asked = len(await town.heard("陈主任"))
    for words in ("微信付过了", "已转账70"):
        await town.says("李阿公", words)
        assert "已经请村干部核对" in await town.last("李阿公")
    assert len(await town.heard("陈主任")) == asked
    await town.says("李阿公", "转了50")
    assert len(await town.heard("陈主任")) == asked + 1
    await town.presses("陈主任", "收到了")
    assert await rests(town, window) == [2_000, 9_500]


async def test_cash_is_claimed_asked_and_noted_as_cash(town: Town) -> None:
    await closed(town)
    await town.says("王阿婆", "付了现金20")
    assert "说付了现金20元" in await town.last("陈主任")
    await town.presses("陈主任", "没看到")
    assert "现金是交给谁的" in await town.last("王阿婆")
    await town.says("王阿婆", "付了现金20")
    await town.presses("陈主任", "收到了")
    assert "现金" in await town.last("陈主任")


@pytest.mark.parametrize(
    "words", ["多少钱", "一共多少钱", "收据", "发票有吗", "能付现金吗", "微信可以吗", "什么时候退钱"]
)
async def test_after_closing_these_words_show_the_bill(town: Town, words: str) -> None:
    await closed(town)
    await town.says("王阿婆", words)
    assert "周六鲜菜团的账单" in await town.last("王阿婆")


@pytest.mark.parametrize(
    "words",
    ["少了一盒鸡蛋", "带鱼坏了", "我的菜怎么还没送来", "给错了", "鸡蛋碎了2个", "带鱼不新鲜能退吗", "斤两不够"],
)
async def test_what_is_wrong_with_a_bag_reaches_a_worker_at_once(town: Town, words: str) -> None:
    await closed(town)
    await town.says("王阿婆", words)
    assert "您的话我已经转给小陈、小林" in await town.last("王阿婆")
    assert f"原话：“{words}”" in await town.last("小陈")
    window = await town.opens_window()
    await town.says("李阿公", words)
    assert "您的话我已经转给小陈、小林" in await town.last("李阿公")
    assert await town.taken(window) == {}
