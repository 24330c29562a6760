"""What a human must hear goes to one at once: dangers, calls for somebody, voice messages, pictures."""

import pytest

from domain.messages import FileReference, Priority
from handlers import COMMANDS
from storage import addresses, handovers, people
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, Town

VOICE = FileReference("voice", "file-1", "audio/ogg", seconds=9)
KEPT_VOICE = FileReference("voice", "a" * 64, "audio/ogg", kept=True)
PHOTO = FileReference("photo", "file-2", "image/jpeg")
RESPONDERS = ("小陈", "小林", "刘医生")


# Danger


async def test_words_of_danger_alarm_workers_and_doctor_ahead_of_everything(town: Town) -> None:
    await town.says("李阿公", "我胸口痛得厉害")
    for who in RESPONDERS:
        alarm = await town.last(who)
        assert "【紧急】" in alarm
        assert "李阿公，3幢201，电话 13800000001" in alarm
        assert "“我胸口痛得厉害”" in alarm
        assert await town.choices(who) == ["我来处理"]
    assert await town.heard("陈主任") == []
    assert {delivery.priority for delivery in town.handed} == {Priority.ALARM}


async def test_the_sender_is_shown_120_and_whom_to_telephone(town: Town) -> None:
    await town.says("李阿公", "喘不上气了")
    answer = await town.last("李阿公")
    assert answer.startswith("请马上打 120")
    assert "小陈 13800000011" in answer


async def test_despair_is_answered_kindly_and_with_a_hotline(town: Town) -> None:
    await town.says("王阿婆", "不想活了")
    answer = await town.last("王阿婆")
    assert "12356" in answer
    assert "120" in answer
    assert "不是您的错" in answer
    assert "别留他/她一个人" in await town.last("小陈")


@pytest.mark.parametrize(("words", "number"), [("家里着火了", "119"), ("有人打人，快来人", "110")])
async def test_other_dangers_show_their_own_number_too(town: Town, words: str, number: str) -> None:
    await town.says("李阿公", words)
    assert "120" in await town.last("李阿公")
    assert number in await town.last("李阿公")


@pytest.mark.parametrize("words", ["笑死我了", "这价格吓死人", "跳楼价，快来抢", "小心摔倒"])
async def test_jokes_and_idioms_do_not_alarm(town: Town, words: str) -> None:
    await town.opens_window()
    await town.says("李阿公", words)
    assert await town.heard("刘医生") == []
    assert "120" not in await town.last("李阿公")


async def test_danger_is_heard_in_the_middle_of_another_conversation(town: Town) -> None:
    await town.says("阿芳", "/start")
    await town.says("阿芳", "奶奶摔倒了")
    assert (await town.last("阿芳")).startswith("请马上打 120")
    await town.says("阿芳", "王芳 3幢202")
    assert "现在就可以订菜" in await town.last("阿芳")


async def test_a_strangers_danger_goes_to_all_workers_of_the_village(town: Town) -> None:
    await town.says("阿芳", "我不想活了", name="芳芳")
    for who in RESPONDERS:
        assert "还没登记的人，账号名“芳芳”" in await town.last(who)
    assert "12356" in await town.last("阿芳")


async def test_without_workers_and_doctors_the_cadres_are_alarmed(town: Town) -> None:
    await town.database.write(lambda tx: tx.connection.execute("delete from roles where role <> 'cadre'"))
    await town.says("李阿公", "胸口痛")
    assert "【紧急】" in await town.last("陈主任")


async def test_a_worker_in_danger_is_not_alarmed_about_themselves(town: Town) -> None:
    await town.says("小陈", "我胸口痛")
    assert not any("【紧急】" in text for text in await town.heard("小陈"))
    assert "【紧急】" in await town.last("小林")


async def test_an_alarm_goes_to_every_address_of_a_worker(town: Town) -> None:
    worker = town.people["小陈"]
    await town.database.write(
        lambda tx: addresses.bind(tx, Address(ACCOUNT, "小陈的平板"), worker, "zh", town.now + 1)
    )
    await town.says("李阿公", "胸口痛")
    assert "【紧急】" in await town.last("小陈")
    assert "【紧急】" in await town.last("小陈的平板")


@pytest.mark.parametrize("words", ["胸口痛得更厉害了", "喘不上气"])
async def test_danger_upon_danger_is_as_urgent_and_one_press_takes_it(town: Town, words: str) -> None:
    await town.says("李阿公", "胸口痛")
    await town.says("李阿公", words)
    assert f"又说：“{words}”" in await town.last("小陈")
    assert "【紧急】" in await town.last("小陈")
    await town.presses("小陈", "我来处理")
    assert await town.database.read(handovers.waiting) == []
    await town.says("李阿公", "气都透不过来")
    assert "又说：“气都透不过来”" in await town.last("小陈")
    assert await town.choices("小陈") == []
    assert "气都透不过来" not in await town.last("小林")
    assert "也转给他们了" in await town.last("李阿公")
    assert "120" in await town.last("李阿公")


async def test_nobody_comes_to_their_own_help(town: Town) -> None:
    await town.says("小陈", "胸口痛")
    own = await town.button("小林", "我来处理")
    assert "我来处理" not in await town.choices("小陈")
    await town.does(town.update("小林", press=own))
    assert "小林接手了" in await town.last("小陈")


FIRST = [("着火了", "119"), ("煤气味道很大", "119"), ("胸口痛", "120"), ("120", "120")]


@pytest.mark.parametrize(("words", "first"), FIRST)
async def test_the_number_to_call_first_is_the_one_for_the_danger(town: Town, words: str, first: str) -> None:
    await town.says("李阿公", words)
    answer = await town.last("李阿公")
    assert answer.index(first) == min(answer.index(number) for number in ("119", "120") if number in answer)
    assert ("先到屋外去" in answer) == (first == "119")


async def test_what_somebody_says_on_reaches_the_worker_who_has_their_call(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "找人")
    await town.presses("小陈", "我来处理")
    await town.says("李阿公", "我要两包盐")
    assert "这次没有“盐”" in (await town.heard("李阿公"))[-2]
    assert "这句也转给小陈了" in await town.last("李阿公")
    assert "又说：“我要两包盐”" in await town.last("小陈")
    for words in ("青菜2斤", "谢谢"):
        await town.says("李阿公", words)
    assert "又说：“我要两包盐”" in await town.last("小陈")


async def test_what_was_not_understood_is_passed_on_with_what_was_said_before_it(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "咕噜咕噜")
    await town.says("李阿公", "嘎嘎嘎")
    assert "原话：“咕噜咕噜／嘎嘎嘎”" in await town.last("小陈")


async def test_a_worker_who_is_not_understood_is_passed_on_to_somebody_else(town: Town) -> None:
    for words in ("咕噜咕噜", "嘎嘎嘎"):
        await town.says("小陈", words)
    assert "转给小林" in await town.last("小陈")
    assert "嘎嘎嘎" in await town.last("小林")


async def test_the_same_danger_later_in_the_day_alarms_again(town: Town) -> None:
    await town.says("李阿公", "胸口痛")
    await town.later(hours=1)
    await town.says("李阿公", "胸口痛")
    assert sum("【紧急】" in text for text in await town.heard("小陈")) == 2


async def test_a_danger_said_in_a_group_is_answered_in_private(town: Town) -> None:
    await town.says("李阿公", "我胸口痛", chat="大群", group=True)
    assert await town.heard("大群") == []
    assert "120" in await town.last("李阿公")
    assert "李阿公，3幢201" in await town.last("小陈")
    assert "在群里说的" in await town.last("小陈")


async def test_a_strangers_danger_in_a_group_gets_a_line_that_says_nothing_of_it(town: Town) -> None:
    await town.says("路人", "我不想活了", chat="大群", group=True)
    assert await town.heard("大群") == ["有急事请直接打 120，也可以私下给我发消息，我帮您找人。"]
    assert "【紧急】" in await town.last("小陈")


# Groups


async def test_talk_in_a_group_is_left_alone(town: Town) -> None:
    for words in ("猪肉2斤", "大家好", "我有点咳嗽", "好"):
        await town.says("李阿公", words, chat="大群", group=True)
    await town.says("李阿公", "改一下", chat="大群", group=True, edited=True)
    assert await town.heard("大群") == []


async def test_a_command_in_a_group_is_asked_in_private(town: Town) -> None:
    await town.says("李阿公", "/orders", chat="大群", group=True)
    assert await town.heard("大群") == ["请私下给我发消息，在群里我不方便说。"]


# Calls for somebody


async def test_a_call_for_somebody_shows_name_and_number_and_passes_the_words_on(town: Town) -> None:
    await town.says("王阿婆", "找网格员，我家水管坏了")
    answer = await town.last("王阿婆")
    assert "小陈 13800000011" in answer
    assert "已经转给小陈、小林" in answer
    assert "“找网格员，我家水管坏了”" in await town.last("小陈")
    assert await town.choices("小陈") == ["我来处理"]


async def test_calling_again_within_minutes_is_the_same_call(town: Town) -> None:
    await town.says("王阿婆", "找人")
    await town.says("王阿婆", "人工")
    assert len(await town.database.read(lambda tx: handovers.waiting(tx))) == 1
    assert "又说：“人工”" in await town.last("小陈")


async def test_a_stranger_who_calls_is_given_the_cadres(town: Town) -> None:
    await town.says("阿芳", "找人")
    assert "陈主任 13800000021" in await town.last("阿芳")
    assert "还没登记的人" in await town.last("陈主任")


async def test_a_call_in_the_middle_of_an_order_leaves_the_order_open(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "青菜1斤")
    await town.says("李阿公", "找人")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {"青菜": 1_000}


async def test_words_not_understood_twice_go_to_a_worker(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "哗啦啦乒乓球台咕噜")
    await town.says("李阿公", "哗啦啦乒乓球台咕噜")
    assert "已经转给小陈、小林" in await town.last("李阿公")
    assert "我两次没看懂" in await town.last("小陈")


# Voice messages, pictures, other files


async def test_a_voice_message_goes_to_the_workers_and_the_person_is_told(town: Town) -> None:
    await town.sends("王阿婆", KEPT_VOICE)
    assert "已经转给小陈、小林" in await town.last("王阿婆")
    heard = (await town.said_to("小陈"))[-1]
    assert "发来一段语音" in heard.text
    assert heard.file is not None
    assert heard.file.reference == KEPT_VOICE.reference


async def test_a_voice_message_that_the_vendor_still_holds_is_announced_first(town: Town) -> None:
    await town.sends("王阿婆", VOICE)
    heard = (await town.said_to("小陈"))[-1]
    assert "语音随后发给您" in heard.text
    assert heard.file is None


async def test_a_strangers_voice_message_is_not_lost(town: Town) -> None:
    await town.sends("阿芳", KEPT_VOICE)
    assert (await town.said_to("陈主任"))[-1].file is not None
    assert "姓名和门牌" in await town.last("阿芳")


async def test_a_picture_is_passed_on_if_the_person_wishes(town: Town) -> None:
    await town.sends("王阿婆", FileReference("photo", "b" * 64, "image/jpeg", kept=True))
    assert await town.heard("小陈") == []
    await town.presses("王阿婆", "转给网格员")
    shown = (await town.said_to("小陈"))[-1]
    assert "发来一张照片" in shown.text
    assert shown.file is not None


async def test_a_picture_that_is_not_to_be_passed_on_stays(town: Town) -> None:
    await town.sends("王阿婆", PHOTO)
    await town.presses("王阿婆", "不用")
    assert await town.heard("小陈") == []


async def test_words_under_a_picture_are_read(town: Town) -> None:
    await town.opens_window()
    await town.does(town.update("王阿婆", text="青菜1斤", files=(PHOTO,)))
    assert await town.choices("王阿婆") == ["确认", "修改", "取消"]


async def test_a_file_that_cannot_be_read_gets_a_kind_line(town: Town) -> None:
    await town.sends("王阿婆", FileReference("file", "file-3", "application/pdf"))
    assert "我打不开" in await town.last("王阿婆")


# /help


async def test_help_says_what_one_can_do_by_role(town: Town) -> None:
    await town.says("李阿公", "/help")
    assert "工作人员" not in await town.last("李阿公")
    await town.says("小陈", "怎么用")
    assert "登录链接 李阿公" in await town.last("小陈")
    assert "开团" not in await town.last("小陈")
    await town.says("陈主任", "/help")
    assert "开团" in await town.last("陈主任")


async def test_help_for_a_stranger_begins_with_the_introduction(town: Town) -> None:
    await town.says("阿芳", "/help")
    assert "姓名和门牌" in await town.last("阿芳")


async def test_words_about_ones_health_reach_the_grid_worker_and_are_no_order(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "37.8度，有点咳嗽")
    assert "37.8度，有点咳嗽" in await town.last("小陈")
    assert await town.ordered("李阿公", window) == {}


async def test_family_elsewhere_is_alarmed_with_the_household(town: Town) -> None:
    daughter, father = town.people["王阿婆"], town.people["李阿公"]

    def agree(tx: Transaction) -> None:
        person = people.get(tx, father)
        assert person is not None
        people.let_act_for(tx, daughter, person.household, father, town.now)

    await town.database.write(agree)
    await town.says("李阿公", "胸口痛得厉害")
    assert "李阿公刚才说：“胸口痛得厉害”" in await town.last("王阿婆")
    assert await town.choices("王阿婆") == []


# The vendor's menu


async def test_each_command_of_the_vendors_menu_is_named_and_answered(town: Town) -> None:
    for command in COMMANDS:
        for language in ("zh", "en"):
            assert town.house.templates.label(language, f"command_{command}", {})
        await town.says("李阿公", f"/{command}")
        assert "没看懂" not in await town.last("李阿公"), command


async def test_a_worker_is_not_told_that_they_hear_their_own_voice(town: Town) -> None:
    await town.sends("小陈", VOICE)
    answer = await town.last("小陈")
    assert "小林" in answer
    assert "小陈" not in answer
