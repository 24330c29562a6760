"""«通知1怎么样了», «撤回通知1», «更正通知1：…»: notices on their way, in words and by buttons."""


import pytest

from broadcasts import pausing
from domain.messages import Priority
from domain.notices import DIGEST
from domain.settings import Setting
from storage import broadcasts, notices, outbox, settings
from storage.database import Transaction
from tests.town import ACCOUNT, Town

CADRE = "陈主任"
CUT = "发通知：明天8点到12点停水。"


@pytest.fixture
async def cut(town: Town) -> Town:
    """A notice is on its way to the village: copies lie ready."""
    await town.says(CADRE, CUT)
    await town.presses(CADRE, "发送")
    await town.later(0)
    return town


async def goes_out(town: Town, count: int = 100) -> None:
    def work(tx: Transaction) -> None:
        for claimed in outbox.claim(tx, ACCOUNT, Priority.NOTICE, town.now, count):
            delivery = claimed.delivery
            outbox.sent(tx, [(delivery.id, delivery.parts or (f"part {delivery.id}",))], town.now)

    await town.database.write(work)


async def state(town: Town, number: int = 1) -> str:
    def work(tx: Transaction) -> str:
        notice = notices.numbered(tx, town.village.id, number)
        assert notice is not None
        return broadcasts.of_notice(tx, notice.id)[-1].state.value

    return await town.database.read(work)


async def test_how_it_stands_is_said_in_plain_words(cut: Town) -> None:
    await goes_out(cut, 5)
    await cut.does(cut.update("李阿公", press=await cut.button("李阿公", "收到")))
    for words in ("通知1怎么样了", "通知进度", "进度", "how is notice 1?"):
        await cut.says(CADRE, words)
        said = await cut.last(CADRE)
        assert "正在发，一共7人" in said, words
        assert "回了的1人" in said
        assert "还在排队的2人" in said
        assert "/console/notices/" in said


@pytest.mark.parametrize("said", ["谁没回", "还有谁没收到？", "通知1哪些人没回", "刚才的通知怎么样了"])
async def test_who_has_not_answered_is_named_in_chat(cut: Town, said: str) -> None:
    await cut.opens_window()
    await cut.later(0)
    await cut.says("李阿公", "收到")
    await cut.says(CADRE, said)
    silent = (await cut.last(CADRE)).partition("没回的：")[2].partition("\n")[0]
    assert "王阿婆" in silent
    assert "李阿公" not in silent


async def test_progress_of_a_group_buy_is_still_that(town: Town) -> None:
    await town.opens_window()
    await town.says(CADRE, "进度")
    assert "/console/windows/" in await town.last(CADRE)


async def test_paused_and_resumed_in_words(cut: Town) -> None:
    await cut.says(CADRE, "通知1先别发了")
    assert "先停下了" in await cut.last(CADRE)
    assert await state(cut) == "paused"
    await cut.says(CADRE, "继续发通知1")
    assert await state(cut) == "running"
    await cut.says(CADRE, "继续发通知1")
    assert "正在发，没有动它" in await cut.last(CADRE)


async def test_the_rest_is_called_off_after_a_question(cut: Town) -> None:
    await goes_out(cut, 3)
    await cut.says(CADRE, "通知1剩下的不发了")
    assert await state(cut) == "running"
    await cut.presses(CADRE, "剩下的不发了")
    assert await state(cut) == "cancelled"
    await cut.says(CADRE, "通知1怎么样了")
    assert "没有发的4人" in await cut.last(CADRE)


async def test_a_question_can_be_answered_with_no(cut: Town) -> None:
    await cut.says(CADRE, "撤回通知1")
    await cut.says(CADRE, "不要")
    assert "不动它" in await cut.last(CADRE)
    assert await state(cut) == "running"


async def test_taken_back(cut: Town) -> None:
    await goes_out(cut, 3)
    await cut.says(CADRE, "撤回通知1")
    await cut.presses(CADRE, "撤回")
    await cut.later(0)
    await goes_out(cut)
    await cut.later(0)
    assert "3份已经从对方聊天里删掉" in await cut.last(CADRE)
    await cut.says(CADRE, "撤回通知1")
    await cut.says(CADRE, "好")
    assert "已经撤回过了" in await cut.last(CADRE)
    await cut.says(CADRE, "更正通知1：后天停水。")
    assert "已经撤回过了" in await cut.last(CADRE)


async def test_buttons_under_how_it_stands(cut: Town) -> None:
    await cut.says(CADRE, "通知1怎么样了")
    await cut.presses(CADRE, "先停一下")
    assert await state(cut) == "paused"
    await cut.says(CADRE, "通知1怎么样了")
    await cut.presses(CADRE, "接着发")
    assert await state(cut) == "running"
    await cut.presses(CADRE, "撤回")
    assert "要撤回吗" in await cut.last(CADRE)


@pytest.mark.parametrize("said", ["更正通知1：8点改成9点", "更正通知1：明天9点到12点停水。"])
async def test_corrected_in_words(cut: Town, said: str) -> None:
    await goes_out(cut, 3)
    await cut.says(CADRE, said)
    shown = await cut.last(CADRE)
    assert "这是更正" in shown
    assert "明天9点到12点停水" in shown
    await cut.says(CADRE, "给3号楼")
    assert "不能换人" in await cut.last(CADRE)
    await cut.presses(CADRE, "发送")
    await cut.later(0)
    last = await cut.last("李阿公")
    assert "【更正】" in last
    assert "9点" in last
    assert await state(cut, 1) == "cancelled"


async def test_corrected_step_by_step(cut: Town) -> None:
    await cut.says(CADRE, "更正通知1")
    assert "要改成什么" in await cut.last(CADRE)
    await cut.says(CADRE, "后天停水。")
    await cut.presses(CADRE, "发送")
    await cut.later(0)
    assert "后天停水。" in await cut.last("王阿婆")


async def test_a_notice_that_there_is_not(cut: Town) -> None:
    for words in ("撤回通知9", "更正通知9：明天", "通知9怎么样了"):
        await cut.says(CADRE, words)
        assert "没有通知9" in await cut.last(CADRE), words


async def test_nobody_else_hears_how_a_notice_stands(cut: Town) -> None:
    for who in ("李阿公", "小陈"):
        await cut.says(who, "撤回通知1")
        assert "撤回吗" not in await cut.last(who)
    assert await state(cut) == "running"


async def test_a_broadcast_that_paused_by_itself_is_resumed_or_ended_by_its_author(town: Town) -> None:

    broadcast = await town.notifies(town.notice())

    def fails(tx: Transaction) -> None:
        for claimed in outbox.claim(tx, ACCOUNT, Priority.NOTICE, town.now, 100):
            outbox.ended(tx, claimed.delivery.id, "failed", (), "400 bad")
        notice, found = notices.latest(tx, town.village.id, 1)[0], broadcasts.get(tx, broadcast)
        assert found is not None

        settings.put(tx, Setting.FAILURE_WINDOW, town.village.id, "20", 0, 0, town.now)
        assert pausing.pause_if_failing(tx, town.writer, found, notice, town.village.path, town.now)

    await town.database.write(fails)
    await town.presses(CADRE, "接着发")
    assert "接着发了" in await town.last(CADRE)




async def test_words_without_a_number_are_about_no_list_of_the_day(town: Town) -> None:
    await town.notifies(town.notice())
    await town.notifies(town.notice(title="今日清单", template=DIGEST, choices=()))
    await town.says("陈主任", "谁没回")
    assert "今日清单" not in await town.last("陈主任")
    assert "通知1" in await town.last("陈主任")
