"""What a person writes back to a notice is kept with it and reaches its author; nobody else's words are taken."""

from dataclasses import replace

import pytest

from broadcasts.forwarding import forward
from domain.messages import FileReference, Update
from storage import addresses, notice_answers, notices
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, HOUR, Town

PHOTO = FileReference("photo", "b" * 64, "image/jpeg", kept=True)
VOICE = FileReference("voice", "a" * 64, "audio/ogg", kept=True)


async def kept(town: Town) -> list[str]:
    """All words that are kept with the first notice, the newest first."""

    def work(tx: Transaction) -> list[str]:
        notice = notices.numbered(tx, town.village.id, 1)
        assert notice is not None
        return [each.text for each in notice_answers.inbox(tx, town.village.path, notice.id, 2**53, 50)]

    return await town.database.read(work)


async def test_a_question_after_a_notice_goes_to_its_author_who_answers_by_the_bot(town: Town) -> None:
    await town.notifies(town.notice())
    await town.says("李阿公", "几点来水？")
    assert "转给陈主任" in await town.last("李阿公")
    said = await town.last("陈主任")
    assert "李阿公（3幢201）回话" in said
    assert "几点来水？" in said
    await town.presses("陈主任", "给他/她回话")
    await town.says("陈主任", "十二点以前。")
    assert "十二点以前。" in await town.last("李阿公")
    assert await kept(town) == ["几点来水？"]


async def test_a_question_after_the_button_still_goes_there(town: Town) -> None:
    await town.notifies(town.notice())
    await town.presses("李阿公", "收到")
    await town.says("李阿公", "那老人家怎么提水")
    assert "转给陈主任" in await town.last("李阿公")


@pytest.mark.parametrize("words", [
    "收到", "收到了", "收到！", "收到，谢谢", "已收到", "知道了", "好的，收到", "晓得了", "好的", "👌",
    "received", "Got it, thanks",
])  # fmt: skip
async def test_a_notice_is_answered_in_whatever_words_one_says_it(town: Town, words: str) -> None:
    await town.opens_window()
    await town.notifies(town.notice())
    await town.says("李阿公", words)
    assert "记下了，通知1：收到" in await town.last("李阿公")


async def test_a_yes_to_something_else_is_no_answer_to_a_notice(town: Town) -> None:
    await town.notifies(town.notice())
    await town.says("李阿公", "/help")
    await town.says("李阿公", "好的")
    assert "记下了" not in await town.last("李阿公")


async def test_a_basket_is_confirmed_by_a_yes_and_the_notice_above_it_is_not(town: Town) -> None:
    await town.opens_window()
    await town.notifies(town.notice())
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "收到了")
    assert "记下了，通知1：收到" in await town.last("李阿公")
    await town.says("李阿公", "好")
    assert "订好了" in await town.last("李阿公")


@pytest.mark.parametrize("words", ["几点来水？", "那几点来水呢", "家里没水桶怎么办", "When is the water back?"])
async def test_a_question_that_names_nothing_of_the_group_buy_is_about_the_notice(town: Town, words: str) -> None:
    await town.opens_window()
    await town.notifies(town.notice())
    await town.says("李阿公", words)
    assert await kept(town) == [words]


@pytest.mark.parametrize("words", ["几点到货", "什么时候截止", "怎么付钱", "在哪里取", "能送到家吗"])
async def test_a_question_about_the_group_buy_is_not(town: Town, words: str) -> None:
    await town.opens_window()
    await town.notifies(town.notice())
    await town.says("李阿公", words)
    assert await kept(town) == []
    assert "转给陈主任" not in await town.last("李阿公")


async def test_who_writes_on_is_heard_on(town: Town) -> None:
    await town.notifies(town.notice())
    await town.says("李阿公", "几点来水？")
    await town.says("李阿公", "那热水器要关吗")
    assert "热水器要关吗" in await town.last("陈主任")
    assert len(await kept(town)) == 2


async def test_a_reply_that_points_at_the_notice_is_about_it_whatever_came_between(town: Town) -> None:
    broadcast = await town.notifies(town.notice())

    def went_out(tx: Transaction) -> None:
        tx.connection.execute(f"update outbox set state = 'sent', parts = '[\"77\"]' where broadcast = {broadcast}")  # noqa: S608

    await town.database.write(went_out)
    await town.says("李阿公", "/help")
    await town.says("李阿公", "这次要停多久", replies_to="77")
    assert "转给陈主任" in await town.last("李阿公")


async def test_words_after_something_else_are_about_no_notice(town: Town) -> None:
    await town.notifies(town.notice())
    await town.says("李阿公", "/help")
    await town.says("李阿公", "几点来水？")
    assert "转给陈主任" not in await town.last("李阿公")


async def test_words_half_a_day_later_are_about_no_notice(town: Town) -> None:
    await town.notifies(town.notice())
    town.now += 13 * HOUR
    await town.says("李阿公", "几点来水？")
    assert await kept(town) == []


@pytest.mark.parametrize("words", ["好的", "谢谢", "👌", "猪肉2斤", "胸口痛", "/help", "找人"])
async def test_words_that_others_take_or_that_ask_nothing_are_not_passed_on(town: Town, words: str) -> None:
    await town.opens_window()
    await town.notifies(town.notice())
    await town.says("李阿公", words)
    assert await kept(town) == []


async def test_what_the_author_says_after_the_own_notice_goes_nowhere(town: Town) -> None:
    await town.notifies(town.notice())
    await town.says("陈主任", "几点来水？")
    assert await kept(town) == []


async def test_when_many_write_at_once_the_author_reads_a_few_and_then_how_many(town: Town) -> None:
    for number in range(10):
        await town.settles(f"村民{number}", f"7幢{101 + number}")
    await town.notifies(town.notice())
    for number in range(10):
        await town.says(f"村民{number}", f"我家{number}楼也停吗，怎么接水")
    heard = [text for text in await town.heard("陈主任") if "回话" in text]
    assert len(heard) == 5
    await town.later(0.05)
    assert "还有5条回话没看" in await town.last("陈主任")
    await town.presses("陈主任", "看回话")
    assert "村民5（7幢106）" in await town.last("陈主任")
    await town.presses("陈主任", "回 村民7")
    await town.says("陈主任", "也停。")
    assert "也停。" in await town.last("村民7")
    await town.says("陈主任", "通知1的回话")
    assert "没有没看的回话" in await town.last("陈主任")
    assert len(await kept(town)) == 10


async def test_a_call_that_a_worker_has_taken_goes_before_a_notice(town: Town) -> None:
    await town.says("李阿公", "找人")
    await town.presses("小陈", "我来处理")
    town.now += HOUR // 2
    await town.notifies(town.notice())
    await town.says("李阿公", "几点来水？")
    town.now += 60_000
    await town.says("李阿公", "/help")
    await town.says("李阿公", "门口那棵树倒了一半")
    assert "门口那棵树" in await town.last("小陈")


async def test_an_author_who_holds_another_post_by_now_reads_nobodys_words(town: Town) -> None:
    await town.notifies(town.notice())
    author = town.people["陈主任"]
    await town.database.write(
        lambda tx: tx.connection.execute(f"delete from roles where person = {author}")  # noqa: S608
    )
    await town.says("李阿公", "我儿子的药吃完了怎么办")
    assert not any("李阿公" in said for said in await town.heard("陈主任"))
    assert await kept(town) == []


async def test_for_an_author_without_a_chat_it_waits_in_the_inbox(town: Town) -> None:
    await town.notifies(town.notice())
    await town.database.write(lambda tx: addresses.mark(tx, Address(ACCOUNT, "陈主任"), reachable=False))
    await town.says("李阿公", "几点来水？")
    assert "转给陈主任" in await town.last("李阿公")
    assert await town.database.read(lambda tx: notice_answers.unread(tx, town.village.path)) == 1


@pytest.mark.parametrize("kept", [PHOTO, VOICE], ids=["photo", "voice"])
async def test_a_picture_or_voice_that_answers_a_notice_reaches_its_author_whole(
    town: Town, kept: FileReference
) -> None:
    await town.notifies(town.notice())
    await town.sends("李阿公", kept)
    assert "转给陈主任" in await town.last("李阿公")
    told = (await town.said_to("陈主任"))[-1]
    assert "李阿公（3幢201）发来一" in told.text
    assert told.file is not None
    assert told.file.reference == kept.reference
    await town.presses("陈主任", "给他/她回话")
    await town.says("陈主任", "看到了，马上来修。")
    assert "马上来修" in await town.last("李阿公")


async def test_a_voice_that_only_follows_a_notice_reaches_a_worker_too_for_it_may_be_an_order(town: Town) -> None:
    await town.notifies(town.notice())
    await town.sends("李阿公", VOICE)
    assert "发来一段语音" in await town.last("小陈")


async def test_a_picture_that_its_vendor_still_holds_follows_once_it_is_fetched(town: Town) -> None:
    await town.notifies(town.notice())
    held = FileReference("photo", "file-1", "image/jpeg")
    await town.sends("李阿公", held)
    assert (await town.said_to("陈主任"))[-1].file is None

    def fetched(tx: Transaction) -> None:
        (saying,) = tx.connection.execute("select max(id) from sayings").fetchone()
        forward(tx, saying, PHOTO, town.now, town.writer)

    await town.database.write(fetched)
    assert (await town.said_to("陈主任"))[-1].file == PHOTO


async def test_words_under_a_picture_go_with_it(town: Town) -> None:
    await town.notifies(town.notice())
    await town.does(town.update("李阿公", text="我家这根管子也在漏，怎么办", files=(PHOTO,)))
    told = (await town.said_to("陈主任"))[-1]
    assert "管子也在漏" in told.text
    assert told.file == PHOTO


async def test_an_order_under_a_picture_is_taken_as_one(town: Town) -> None:
    await town.opens_window()
    await town.notifies(town.notice())
    await town.does(town.update("李阿公", text="青菜1斤", files=(PHOTO,)))
    assert await town.choices("李阿公") == ["确认", "修改", "取消"]
    assert await kept(town) == []


async def test_when_many_send_at_once_the_pictures_stand_with_what_waits(town: Town) -> None:
    for number in range(6):
        await town.settles(f"村民{number}", f"7幢{101 + number}")
    await town.notifies(town.notice())
    for number in range(6):
        await town.sends(f"村民{number}", PHOTO)
    await town.later(0.05)
    await town.presses("陈主任", "看回话")
    assert "村民5（7幢106）" in await town.last("陈主任")
    assert "〔照片〕" in await town.last("陈主任")
    assert [content.file for content in await town.said_to("陈主任")][-2] == PHOTO


async def test_a_copied_button_speaks_for_whoever_presses_it_and_a_strangers_for_nobody(town: Town) -> None:
    """All copies of a notice carry the same with their buttons, so that it can be read off anybody's."""
    await town.notifies(town.notice())
    press = await town.button("李阿公", "收到")
    stranger = Update(ACCOUNT, "press:9", "999", town.now, sender="999", press=press)
    await town.does(stranger)
    elsewhere = town.update("李阿公", press=press)
    await town.does(replace(elsewhere, key="press:10", account="wecom-kf:wk1"))
    assert await answered(town) == []
    await town.does(town.update("王阿婆", press=press))
    assert await answered(town) == [town.people["王阿婆"]]


async def answered(town: Town) -> list[int]:
    def work(tx: Transaction) -> list[int]:
        found = tx.connection.execute("select person from recipients where answered_at is not null order by person")
        return [person for (person,) in found]

    return await town.database.read(work)
