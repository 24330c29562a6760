"""The self-built app: what members say and press comes in by its callback, what they hear goes out by its calls."""

from collections.abc import AsyncIterator

import pytest

from channels.wecom.api import Api
from channels.wecom.app_menu import MENU, menu, put_up
from domain.messages import (
    Press,
)
from handlers import FLOWS
from templates.render import Templates
from tests.channels.wecom.app_house import Corp, corp
from tests.channels.wecom.house import say
from tests.fakes.wecom_app import AGENT, MINUTE
from tests.fakes.wecom_tokens import CORP, SECRET
from tests.town import ZONE

JPEG = b"\xff\xd8\xff" + b"picture" * 10
AMR = b"#!AMR\n" + b"voice" * 10
LONG = "".join(f"第{number}户来取菜。\n" for number in range(200))


@pytest.fixture
async def wecom() -> AsyncIterator[Corp]:
    async with corp() as opened:
        yield opened


async def test_a_word_is_answered_200_once_its_turn_is_committed(wecom: Corp) -> None:
    await wecom.says(wecom.app.says("WangJian", "猪肉2斤"))
    (update,) = wecom.house.committed
    assert (update.account, update.chat, update.text) == (wecom.door.account, "wangjian", "猪肉2斤")


async def test_what_is_not_committed_is_sent_again_and_has_one_effect(wecom: Corp) -> None:
    wecom.house.refusals["猪肉2斤"] = 2
    said = wecom.app.says("WangJian", "猪肉2斤")
    assert await wecom.vendor.posts(said) == [503, 503, 200]
    await wecom.says(said)
    assert len({update.key for update in wecom.house.begun}) == 1
    assert wecom.house.texts == ["猪肉2斤"]


async def test_what_another_app_was_told_and_what_nobody_said_begins_no_turn(wecom: Corp) -> None:
    await wecom.says(wecom.app.says("lisi", "你好") | {"AgentID": 1_000_009})
    await wecom.says(wecom.app.happens("lisi", "enter_agent"))
    await wecom.says(wecom.app.happens("sys", "low_active_warn"))
    assert wecom.house.begun == []
    assert wecom.door.counts == {"other_app": 1, "passed_over": 1, "warning": 1}


async def test_what_cannot_be_read_is_refused(wecom: Corp) -> None:
    assert set(await wecom.vendor.posts(MsgType="text", Content="好", FromUserName="@all", MsgId=1)) == {400}


async def test_a_question_is_a_card_and_its_press_comes_back(wecom: Corp) -> None:
    await wecom.door.send([say("要确认吗？", "wangjian", labels=("确认", "取消"))])
    await wecom.says(wecom.app.presses("WangJian", "取消"))
    assert [update.press for update in wecom.house.committed] == [Press("nonce", 2)]


@pytest.mark.parametrize(
    "labels", [("要", "不要"), tuple(map(str, range(12))), ("明天上午九点到十一点 礼堂", "后天上午九点到十一点 礼堂")]
)
async def test_a_card_whose_question_is_answered_says_what_was_chosen(wecom: Corp, labels: tuple[str, ...]) -> None:
    wecom.house.settled, wecom.house.toast = True, "记下了"
    await wecom.door.send([say("要哪个？", "wangjian", labels=labels)])
    await wecom.says(wecom.app.presses("WangJian", labels[1]))
    (shown,) = wecom.app.chat("WangJian")
    await wecom.server.until(lambda: shown.done)
    assert shown.done == labels[1]
    with pytest.raises(LookupError):
        wecom.app.presses("WangJian", labels[0])


async def test_a_card_whose_question_is_still_open_stays_as_it_is(wecom: Corp) -> None:
    await wecom.door.send([say("要哪个？", "wangjian", labels=("猪肉", "豆腐"))])
    await wecom.says(wecom.app.presses("WangJian", "豆腐"))
    await wecom.door.close()
    assert wecom.server.called("message/update_template_card") == []


async def test_the_answer_to_a_press_waits_for_no_card(wecom: Corp) -> None:
    wecom.house.settled = True
    wecom.server.fault("slow", "message/update_template_card", seconds=0.2)
    await wecom.door.send([say("要吗？", "wangjian", labels=("要", "不要"))])
    await wecom.says(wecom.app.presses("WangJian", "要"))
    (shown,) = wecom.app.chat("WangJian")
    assert (len(wecom.house.committed), shown.done) == (1, "")
    await wecom.door.close()
    assert shown.done == "要"


async def test_a_card_that_cannot_be_changed_any_more_harms_nothing(wecom: Corp) -> None:
    wecom.house.settled = True
    await wecom.door.send([say("要吗？", "wangjian", labels=("要", "不要"))])
    press = wecom.app.presses("WangJian", "要")
    for _ in range(2):  # the vendor sends it again; its code serves once
        await wecom.says(press)
    wecom.time.now += 72 * 60 * MINUTE
    await wecom.says(wecom.app.happens("WangJian", "template_card_event", EventKey="nonce:1|要", ResponseCode="x"))
    await wecom.door.close()
    assert [update.press for update in wecom.house.committed] == [Press("nonce", 1)] * 2
    assert wecom.door.counts == {"card_changed": 1, "card_not_changed": 2}


async def test_what_came_in_is_fetched_and_passed_on_by_the_id_that_it_came_with(wecom: Corp) -> None:
    media = wecom.server.media.keep(AMR, "audio/amr", "1.amr")
    await wecom.says(wecom.app.sends("lisi", "voice", MediaId=media, Format="amr"))
    (voice,) = wecom.house.committed[0].files
    assert await wecom.door.fetch(voice) == AMR
    await wecom.door.send([say("李四的留言", "sun", file=voice)])
    assert (wecom.app.chat("sun")[0].kind, wecom.app.chat("sun")[0].content) == ("voice", AMR)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_menu_is_taken_and_each_entry_is_a_command_of_the_house(wecom: Corp, language: str) -> None:
    templates = Templates(ZONE)

    def label(name: str) -> str:
        return templates.label(language, name, {})

    api = Api(wecom.server.url, CORP, wecom.time)
    await put_up(api, SECRET, str(AGENT), label)
    await api.close()
    shown = menu(label)
    assert wecom.app.menu == shown
    commands = {f"/{name}" for flow in FLOWS for name in flow.commands}
    assert {words for _, entries in MENU for _, words in entries} <= commands
    assert not any("wecom_menu" in str(button) for button in shown)
