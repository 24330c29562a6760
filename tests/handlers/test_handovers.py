"""A worker takes what was passed on, the others see who, and the person is answered."""

import pytest

from domain.messages import FileReference
from storage import addresses, audit, handovers
from tests.doors import KF, Doors
from tests.town import HOUR, Town


async def test_the_first_press_takes_it_and_everybody_hears_who(town: Town) -> None:
    await town.says("李阿公", "胸口痛")
    pressed = await town.presses("刘医生", "我来处理")
    assert (pressed.toast, pressed.settled) == ("交给您了", True)
    assert "13800000001" in await town.last("刘医生")
    assert await town.last("李阿公") == "村医刘医生接手了，马上联系您。电话 13800000031"
    for other in ("小陈", "小林"):
        assert "刘医生已经接手李阿公的事了" in await town.last(other)


async def test_the_second_press_takes_nothing(town: Town) -> None:
    await town.says("李阿公", "找人")
    await town.presses("小陈", "我来处理")
    assert (await town.presses("小林", "我来处理")).toast == "这个已经选过了"
    assert await town.last("小林") == "小陈已经先接手了，谢谢您。"
    await town.presses("小陈", "我来处理")
    assert await town.last("小陈") == "您已经接手了，不会重复算。"
    assert await town.database.read(lambda tx: handovers.waiting(tx)) == []
    assert "小林" not in "".join((await town.heard("李阿公"))[-1:])


async def test_what_was_taken_on_the_console_is_not_taken_again_in_chat(town: Town) -> None:
    await town.says("李阿公", "找人")

    await town.database.write(
        lambda tx: handovers.take(tx, handovers.waiting(tx)[0].id, town.people["小林"], town.now)
    )
    await town.presses("小陈", "我来处理")
    assert "小林已经先接手了" in await town.last("小陈")


async def test_taking_leaves_an_audit_row(town: Town) -> None:
    await town.says("李阿公", "找人")
    await town.presses("小陈", "我来处理")
    rows = await town.database.read(lambda tx: audit.about(tx, town.people["李阿公"]))
    assert [(actor, action) for actor, _, action, _ in rows] == [(town.people["小陈"], "take_handover")]


async def test_somebody_elses_button_takes_nothing(town: Town) -> None:
    await town.says("李阿公", "找人")
    stolen = await town.button("小陈", "我来处理")
    await town.does(town.update("王阿婆", press=stolen))
    assert len(await town.database.read(lambda tx: handovers.waiting(tx))) == 1


async def test_whoever_holds_no_post_any_more_takes_nothing(town: Town) -> None:
    await town.says("李阿公", "找人")
    await town.database.write(lambda tx: tx.connection.execute("delete from roles where role = 'grid_worker'"))
    await town.presses("小陈", "我来处理")
    assert "不归您处理" in await town.last("小陈")


async def test_an_answer_reaches_the_person_with_the_workers_name(town: Town) -> None:
    await town.says("王阿婆", "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "我下午3点过来")
    assert await town.last("王阿婆") == "网格员小陈：我下午3点过来"
    assert "转给王阿婆了" in await town.last("小陈")


async def test_a_worker_hears_when_their_words_wait_for_the_persons_own(town: Town) -> None:
    person = await Doors(town, "王阿婆").only(KF)
    await person.says(KF, "找人")
    await town.database.write(lambda tx: addresses.hear(tx, person.at(KF), 1, town.now + HOUR, town.now, "zh"))
    await town.database.write(lambda tx: addresses.spend(tx, person.at(KF), town.now))
    await town.presses("小陈", "我来处理")
    assert "还不知道您接手了，请直接打电话" in await town.last("小陈")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "我下午3点过来")
    assert "等下次说话时先发。急的话请打电话 13800000002" in await town.last("小陈")
    assert await person.last(KF) == "网格员小陈：我下午3点过来"


async def test_an_answer_reaches_a_stranger(town: Town) -> None:
    await town.says("阿芳", "找人")
    await town.presses("陈主任", "我来处理")
    await town.presses("陈主任", "给他/她回话")
    await town.says("陈主任", "您住哪里？")
    assert await town.last("阿芳") == "村干部陈主任：您住哪里？"


async def test_only_the_next_text_is_passed_on(town: Town) -> None:
    await town.says("王阿婆", "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "我下午3点过来")
    await town.says("小陈", "今天好忙")
    assert await town.last("王阿婆") == "网格员小陈：我下午3点过来"


async def test_an_answer_may_be_dropped(town: Town) -> None:
    await town.says("王阿婆", "找人")
    await town.presses("小陈", "我来处理")
    before = await town.heard("王阿婆")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "算了")
    assert await town.heard("王阿婆") == before


async def test_a_second_answer_goes_by_the_same_button(town: Town) -> None:
    await town.says("王阿婆", "找人")
    await town.presses("小陈", "我来处理")
    for words in ("我下午过来", "改成明天上午"):
        await town.presses("小陈", "给他/她回话")
        await town.says("小陈", words)
        assert await town.last("王阿婆") == f"网格员小陈：{words}"


async def test_nobody_answers_what_they_have_not_taken(town: Town) -> None:
    await town.says("王阿婆", "找人")
    waiting = await town.database.read(lambda tx: handovers.waiting(tx))
    for words in (f"/answer {waiting[0].id}", "/answer 1", "/answer", "/answer 九"):
        await town.says("小林", words)
        assert "不归您处理，或者您还没有接手" in await town.last("小林")


async def test_a_further_word_of_the_person_goes_to_the_worker_who_has_it(town: Town) -> None:
    await town.says("李阿公", "胸口痛")
    await town.presses("刘医生", "我来处理")
    quiet = await town.heard("小陈")
    await town.says("李阿公", "胸口痛到手臂了")
    assert "胸口痛到手臂了" in await town.last("刘医生")
    assert await town.heard("小陈") == quiet


async def test_a_voice_message_can_be_answered(town: Town) -> None:
    await town.sends("王阿婆", FileReference("voice", "a" * 64, "audio/ogg", kept=True))
    await town.presses("小林", "我来处理")
    assert await town.last("王阿婆") == "网格员小林接手了，会联系您。电话 13800000012"


async def test_a_worker_enters_the_order_of_somebody_who_sent_a_voice_message_and_they_are_told(town: Town) -> None:
    window = await town.opens_window()
    await town.sends("李阿公", FileReference("voice", "file-1", "audio/ogg"))
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "替他/她下单")
    await town.says("小陈", "猪肉2斤")
    assert await town.ordered("李阿公", window) == {}
    await town.presses("小陈", "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}
    assert await town.ordered("小陈", window) == {}
    heard = await town.heard("李阿公")
    assert "小陈帮您登记了" in heard[-2]
    assert "土猪肉 2斤" in heard[-1]


@pytest.mark.parametrize("words", ["给我打电话就行", "1", "菜单", "猪肉2斤", "您要是胸口痛就打120"])
async def test_what_a_worker_writes_to_somebody_is_passed_on_whatever_it_says(town: Town, words: str) -> None:
    await town.opens_window()
    await town.says("王阿婆", "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    others = await town.heard("小林")
    await town.says("小陈", words)
    assert await town.last("王阿婆") == f"网格员小陈：{words}"
    assert await town.heard("小林") == others


async def test_danger_of_a_worker_s_own_is_heard_even_then(town: Town) -> None:
    await town.says("王阿婆", "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "我喘不上气")
    assert "【紧急】" in await town.last("小林")
    assert "120" in await town.last("小陈")


async def test_a_request_for_a_link_is_not_passed_on_to_a_neighbour(town: Town) -> None:
    await town.says("王阿婆", "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    before = await town.heard("王阿婆")
    await town.says("小陈", "登录链接 李阿公")
    assert await town.heard("王阿婆") == before
    assert "李阿公" in await town.last("小陈")


async def test_the_person_answers_the_worker_by_a_button(town: Town) -> None:
    await town.says("王阿婆", "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "您要什么？")
    await town.presses("王阿婆", "给小陈回话")
    await town.says("王阿婆", "两包盐")
    assert "又说：“两包盐”" in await town.last("小陈")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "好，下午带来")
    assert await town.last("王阿婆") == "网格员小陈：好，下午带来"


async def test_a_summary_for_somebody_else_names_them_and_leaves_the_worker_s_own_alone(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "替他/她下单")
    for words in ("鸡蛋", "2"):
        await town.says("小陈", words)
    assert "李阿公要的是：" in await town.last("小陈")
    theirs = await town.button("小陈", "确认")
    await town.says("小陈", "我的订单")
    assert "没有订单" in await town.last("小陈")
    await town.says("小陈", "青菜1斤")
    await town.says("小陈", "确认")
    assert await town.choices("小陈") == ["李阿公的订单：确认", "订单（4.5元）：确认"]
    await town.presses("小陈", "订单（4.5元）：确认")
    assert await town.ordered("小陈", window) == {"青菜": 1_000}
    await town.does(town.update("小陈", press=theirs))
    assert await town.ordered("李阿公", window) == {"鸡蛋": 2_000}


@pytest.mark.parametrize("words", ["不用", "不要了", "不对", "没有"])
async def test_a_no_to_a_worker_s_question_is_an_answer_and_reaches_the_worker(town: Town, words: str) -> None:
    await town.says("王阿婆", "找人")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "要不要送两包盐来？")
    await town.presses("王阿婆", "给小陈回话")
    await town.says("王阿婆", words)
    assert f"又说：“{words}”" in await town.last("小陈")


async def test_i_come_takes_the_one_call_that_is_open_and_asks_which_of_two(town: Town) -> None:
    await town.says("李阿公", "找人")
    await town.says("小陈", "我来")
    assert "交给您了" in await town.last("小陈")
    await town.says("王阿婆", "找人")
    await town.says("李阿公", "胸口痛")
    await town.says("小林", "我来")
    assert "您说的是哪一件" in await town.last("小林")
