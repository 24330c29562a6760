"""A worker asks what there is to do and ticks it off, by button and by word; the list gets shorter in its place."""

import pytest

from domain.messages import Operation
from domain.outstanding import Deed
from nlu.digest_words import TicksSaid, asks_digest, is_digest, read_ticks, sends_digest
from storage import handovers, outbox, people, recipients
from storage.database import Transaction
from tests.broadcasts.mornings import go_out, half_past_seven, has_mornings
from tests.broadcasts.test_digests import unreachable
from tests.town import Town


async def busy(town: Town) -> int:
    """李阿公 asks for somebody, 王芳 is new, and 3幢201 and 3幢202 are to be told of a notice."""
    await town.says("李阿公", "找网格员")
    await town.says("阿芳", "王芳 3幢202 13900000001")
    await unreachable(town, "王阿婆", "李阿婆", "李阿公")
    return await town.notifies(town.notice())


async def reaches(town: Town, who: str) -> None:
    """What was written to somebody lies in their chat now."""

    def work(tx: Transaction) -> None:
        rows = tx.connection.execute("select id, chat from outbox where state in ('sending', 'queued')").fetchall()
        outbox.sent(tx, [(row, (str(row),)) for row, chat in rows if chat == who], town.now)

    await town.database.write(work)


async def operations(town: Town, who: str) -> list[str]:
    def work(tx: Transaction) -> list[str]:
        rows = tx.connection.execute("select operation, chat from outbox order by id").fetchall()
        return [operation for operation, chat in rows if chat == who]

    return await town.database.read(work)


@pytest.mark.parametrize("asked", ["今天要做什么", "我的清单", "今天还有什么事要办？", "待办", "/today", "my list"])
async def test_a_worker_asks_at_any_time(town: Town, asked: str) -> None:
    await busy(town)
    await town.says("小陈", asked)
    assert "今日清单，要办4件" in await town.last("小陈")


async def test_a_villager_has_no_such_list(town: Town) -> None:
    await town.says("王阿婆", "我的清单")
    assert "今日清单" not in await town.last("王阿婆")
    await town.says("王阿婆", "/today")
    assert "给网格员和村干部用" in await town.last("王阿婆")


async def test_numbers_tick_lines_off_in_words(town: Town) -> None:
    broadcast = await busy(town)
    await town.says("小陈", "今日清单")
    await town.says("小陈", "3和4 办好了")
    assert "✓ 3幢202 办好了。\n✓ 3幢201 办好了。\n还有2件。" in await town.last("小陈")
    assert (await town.database.read(lambda tx: recipients.counts(tx, broadcast)))["told"] == 3


async def test_a_newcomer_is_confirmed_for_all_who_were_asked(town: Town) -> None:
    await busy(town)
    await town.says("小陈", "今日清单")
    await town.presses("小陈", "确认 王芳")
    assert "王芳（3幢202）核对好了" in "".join((await town.heard("小陈"))[-2:])
    assert "小陈核对过了" in await town.last("阿芳")
    assert "小陈已经核对了王芳" in await town.last("小林")
    found = await town.database.read(lambda tx: people.at_address(tx, "telegram:1", "阿芳"))
    assert found is not None
    assert found.state == "confirmed"


async def test_a_newcomer_who_does_not_fit_is_asked(town: Town) -> None:
    await busy(town)
    await town.says("小陈", "今日清单")
    await town.says("小陈", "2 不对")
    assert "先不改什么" in "".join((await town.heard("小陈"))[-2:])
    assert "会联系您问一下" in await town.last("阿芳")


async def test_a_call_is_taken_and_the_person_hears_who_comes(town: Town) -> None:
    await busy(town)
    await town.says("小陈", "今日清单")
    await town.says("小林", "今日清单")
    await town.says("小陈", "1我来")
    waiting = await town.database.read(handovers.waiting)
    assert waiting == []
    assert "小陈" in await town.last("李阿公")
    await town.says("小林", "1 我来")
    assert "李阿公，小陈在办。" in await town.last("小林")


async def test_doors_are_claimed_given_back_and_kept_when_nobody_is_in(town: Town) -> None:
    await busy(town)
    await town.says("小林", "今日清单")
    await town.says("小陈", "今日清单")
    await town.says("小陈", "4 我来")
    assert "3幢201：您去办，别人也看得到。\n还有4件。" in await town.last("小陈")
    await town.says("小林", "4 我去")
    assert "3幢201，小陈在办。" in await town.last("小林")
    await town.says("小陈", "4 不在家")
    assert "没找到人，记下了，还留在清单上" in await town.last("小陈")
    await town.says("小陈", "4 我来")
    await town.says("小陈", "4 不去了")
    assert "别人可以去" in await town.last("小陈")
    await town.says("小林", "4 我去")
    assert "您去办" in await town.last("小林")


async def test_what_somebody_else_has_done_is_said_and_not_done_again(town: Town) -> None:
    await busy(town)
    await town.says("小陈", "今日清单")
    await town.says("小林", "3-202 说了")
    await town.says("小陈", "3 办好了")
    assert "3幢202，小林" in await town.last("小陈")
    assert "已经办过了" in await town.last("小陈")


async def test_a_number_that_is_not_there_and_a_deed_that_does_not_fit_note_nothing(town: Town) -> None:
    await busy(town)
    await town.says("小陈", "今日清单")
    await town.says("小陈", "9 办好了")
    assert "清单上没有第9条" in await town.last("小陈")
    await town.says("小陈", "2 搬走了")
    assert "不能这样记" in await town.last("小陈")


async def test_without_a_list_such_words_are_not_about_one(town: Town) -> None:
    await busy(town)
    await town.says("小陈", "2 办好了")
    assert "办好了" not in await town.last("小陈")


async def test_the_message_itself_gets_shorter_and_its_numbers_stay(town: Town) -> None:
    await busy(town)
    await has_mornings(town)
    await half_past_seven(town)
    await go_out(town)
    before = len(await town.heard("小陈"))
    assert (await town.presses("小陈", "3幢201 说了")).toast == "记下了"
    assert len(await town.heard("小陈")) == before + 1
    assert (await operations(town, "小陈"))[-1] == Operation.EDIT
    said = await town.last("小陈")
    assert "要办3件" in said
    assert "敲门" not in said
    await reaches(town, "小陈")
    await town.says("小陈", "3 办好了")
    heard = await town.heard("小陈")
    assert "✓ 3幢202 办好了。\n还有2件。" in heard[-2]
    assert "1. 转来的话" in heard[-1]
    assert "2. 新邻居" in heard[-1]
    assert (await operations(town, "小陈"))[-1] == Operation.EDIT


async def test_the_last_tick_leaves_an_empty_list(town: Town) -> None:
    await unreachable(town, "王阿婆")
    await town.notifies(town.notice(audience={"person": town.people["王阿婆"]}))
    await town.says("小陈", "今日清单")
    await town.presses("小陈", "3幢202 打过了")
    assert "都办完了，辛苦。" in await town.last("小陈")


async def test_a_long_list_shows_the_first_and_the_way_to_the_rest(town: Town) -> None:
    for number in range(20):
        await town.settles(f"村民{number}", f"5幢{number + 101}")
        await unreachable(town, f"村民{number}")
    await town.notifies(town.notice())
    await town.says("小陈", "今日清单")
    said = await town.last("小陈")
    assert "要办20件" in said
    assert "15. 敲门" in said
    assert "16. 敲门" not in said
    assert "还有5件" in said
    await town.presses("小陈", "还有5件")
    assert "16. 敲门" in await town.last("小陈")
    await town.says("小陈", "2和17 说了")
    assert "还有18件" in await town.last("小陈")


async def test_whoever_reads_on_reads_each_line_once_to_the_end(town: Town) -> None:
    for number in range(40):
        await town.settles(f"村民{number}", f"5幢{number + 101}")
        await unreachable(town, f"村民{number}")
    await town.notifies(town.notice())
    await town.says("小陈", "今日清单")
    await town.presses("小陈", "还有25件")
    assert "30. 敲门" in await town.last("小陈")
    await town.presses("小陈", "还有10件")
    said = await town.last("小陈")
    assert "31. 敲门" in said
    assert "40. 敲门" in said
    assert "还有" not in said


async def test_a_press_twice_says_what_was_done(town: Town) -> None:
    await busy(town)
    await town.says("小陈", "今日清单")
    button = await town.button("小陈", "3幢201 说了")
    await town.does(town.update("小陈", press=button))
    await town.does(town.update("小陈", press=button))
    assert "3幢201，小陈" in await town.last("小陈")
    assert "已经办过了" in await town.last("小陈")


async def test_a_cadre_telephones_whoever_left_a_basket(town: Town) -> None:
    await town.opens_window(hours=1)
    await town.says("李阿公", "猪肉2斤")
    await town.later(1.1)
    await town.says("陈主任", "今日清单")
    assert "订单没确认 李阿公 3幢201" in await town.last("陈主任")
    await town.says("小陈", "今日清单")
    assert "订单没确认" not in await town.last("小陈")
    await town.says("陈主任", "1 打过了")
    assert "✓ 李阿公 办好了" in await town.last("陈主任")


@pytest.mark.parametrize(("said", "meant"), [
    ("2 办好了", TicksSaid((2,), Deed.DONE)), ("2我来", TicksSaid((2,), Deed.MINE)),
    ("第三条我去", TicksSaid((3,), Deed.MINE)), ("1、2、5 说了", TicksSaid((1, 2, 5), Deed.DONE)),
    ("4 没人", TicksSaid((4,), Deed.AWAY)), ("4 打不通", TicksSaid((4,), Deed.AWAY)),
    ("6不去了", TicksSaid((6,), Deed.BACK)), ("2 搬走了", TicksSaid((2,), Deed.MOVED)),
    ("2 不对", TicksSaid((2,), Deed.WRONG)), ("2 done", TicksSaid((2,), Deed.DONE)),
    ("3 no answer", TicksSaid((3,), Deed.AWAY)), ("12号好了", TicksSaid((12,), Deed.DONE)),
    ("2", None), ("2斤猪肉", None), ("3幢201 说了", None), ("2 好", None), ("我来", None), ("2盒鸡蛋我来拿", None),
])  # fmt: skip
def test_what_is_said_of_lines(said: str, meant: TicksSaid | None) -> None:
    assert read_ticks(said) == meant


@pytest.mark.parametrize("said", ["今天有什么菜", "今天吃什么", "我的订单", "清单", "还有什么菜"])
def test_what_is_no_question_for_the_list(said: str) -> None:
    assert not asks_digest(said)


def test_what_a_rule_may_send() -> None:
    assert is_digest("今日清单")
    assert is_digest("发今日清单。")
    assert not is_digest("请看今日清单")
    assert sends_digest("给网格员发今日清单") == "给网格员"
    assert sends_digest("三组") is None


async def test_the_red_list_alone_holds_what_is_urgent_and_no_door_to_walk_to(town: Town) -> None:
    await town.says("小陈", "红名单")
    assert await town.last("小陈") == "眼下没有急事。"
    await busy(town)
    for words in ("红名单", "急事", "有什么急事？"):
        await town.says("小陈", words)
        said = await town.last("小陈")
        assert said.startswith("急事1件：转来的话1条")
        assert "敲门" not in said
        assert "王芳" not in said
    await town.says("李阿公", "红名单")
    assert "急事" not in await town.last("李阿公")
