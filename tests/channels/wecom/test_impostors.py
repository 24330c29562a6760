"""Who tries to act as another, or to stop the house for all: what they send is refused, and the next one is heard."""

import contextlib
from xml.etree.ElementTree import fromstring

import pytest

from channels.wecom import kf_updates
from channels.wecom.app_updates import parse
from channels.wecom.kf_pieces import first_delivery
from channels.wecom.stream_updates import read
from channels.wecom.xml import Unreadable
from tests.channels.wecom.kf_house import Village, village

ACCOUNT = "wecom:ww1:1000002"
KELVIN = "\u212a"  # written small it is a k


def said_to_app(member: str = "lisi", msgid: str = "1", text: str = "你好") -> str:
    return (
        f"<xml><FromUserName>{member}</FromUserName><CreateTime>1700000000</CreateTime><MsgType>text</MsgType>"
        f"<MsgId>{msgid}</MsgId><Content>{text}</Content></xml>"
    )


@pytest.mark.parametrize(
    "member", [f"wang{KELVIN}ai", "lisi|wang", "@all", "lisi ", " lisi", "l\u0456si", "-lisi", "lisi\n", "ｌisi", ""]
)
def test_who_only_looks_like_a_member_is_none(member: str) -> None:
    with pytest.raises(Unreadable):
        parse(fromstring(said_to_app(member)), ACCOUNT)


@pytest.mark.parametrize("msgid", ["9" * 65, "1 2", "你", "1\n", "1|2"])
def test_a_message_number_that_is_none_is_refused(msgid: str) -> None:
    with pytest.raises(Unreadable):
        parse(fromstring(said_to_app(msgid=msgid)), ACCOUNT)


def row(**more: object) -> dict[str, object]:
    return {
        "msgid": "m1", "send_time": 1_700_000_000, "origin": 3, "msgtype": "text", "external_userid": "wm1",
        "text": {"content": "你好"}, **more,
    }  # fmt: skip


@pytest.mark.parametrize("chat", ["-group", "x" * 257, "wm\0", "wm\ud83d", "wm\n1", "", None, 7])
def test_a_customer_whose_id_is_none_is_nobody(chat: object) -> None:
    assert kf_updates.chat(row(external_userid=chat)) == ""
    event = {"event_type": "enter_session", "external_userid": chat}
    assert kf_updates.chat(row(msgtype="event", event=event)) == ""


@pytest.mark.parametrize("msgid", ["x" * 257, "m\0", "m\ud83d", ""])
def test_a_row_whose_id_is_none_is_passed_over(msgid: str) -> None:
    with pytest.raises(kf_updates.Unreadable):
        kf_updates.said(row(msgid=msgid), "wecom-kf:wk1", "")


@pytest.mark.parametrize("param", ["着火了救命", "x%0A/bind%20123456", "a b", "/post", "x" * 129, "%00", "-1\n"])
def test_a_link_puts_no_words_into_anybodys_mouth(param: str) -> None:
    event = {"event_type": "enter_session", "external_userid": "wm1", "scene_param": param}
    entered = kf_updates.entered(row(msgtype="event", event=event), "wecom-kf:wk1")
    assert entered.text == "/start"


def test_a_link_carries_a_village_or_a_secret() -> None:
    for param in ("area-17", "aB3_-" * 25):
        event = {"event_type": "enter_session", "external_userid": "wm1", "scene_param": param}
        assert kf_updates.entered(row(msgtype="event", event=event), "wecom-kf:wk1").text == f"/start {param}"


@pytest.mark.parametrize("degrees", [10**400, "北", None, [], True])
def test_a_place_that_is_none_is_passed_over(degrees: object) -> None:
    place = {"latitude": degrees, "longitude": 120.1}
    with contextlib.suppress(kf_updates.Unreadable):
        kf_updates.said(row(msgtype="location", location=place), "wecom-kf:wk1", "")


def frame(userid: str, **body: object) -> dict[str, object]:
    said = {
        "msgid": "m1", "from": {"userid": userid}, "msgtype": "text", "text": {"content": "你好"},
        "chattype": "single", **body,
    }  # fmt: skip
    return {"cmd": "aibot_msg_callback", "headers": {"req_id": "r1"}, "body": said}


def test_nobodys_own_chat_is_taken_for_a_groups() -> None:
    with pytest.raises(ValueError, match="TypeError"):
        read(frame("-wr1"), "wecom-bot:b", 0)
    group = read(frame("lisi", chattype="group", chatid="wr1"), "wecom-bot:b", 0)
    assert group is not None
    assert (group.update.chat, group.update.group) == ("-wr1", True)


@pytest.mark.parametrize("kind", ["", "Group", None, 2])
def test_what_was_written_in_a_group_is_never_taken_for_private(kind: object) -> None:
    with pytest.raises(ValueError, match="TypeError"):
        read(frame("lisi", chattype=kind, chatid="wr1"), "wecom-bot:b", 0)


@pytest.mark.parametrize("msgid", ["20261129123456789012-1-x", "12", "7-0-zz", "7-", "７-0-" + "a" * 28])
def test_what_another_program_sent_in_the_same_account_is_none_of_our_deliveries(msgid: str) -> None:
    assert first_delivery(msgid) is None


async def test_what_another_program_could_not_send_holds_up_nobody() -> None:
    async with village() as here:
        here.kf.event("msg_send_fail", "wm1", fail_msgid="20261129123456789012-1", fail_type=4, ring=False)
        here.kf.says("wm1", "之后")
        await here.until("之后")
        assert here.returns.all == []


async def test_halves_of_emoji_and_zero_bytes_hold_up_nobody() -> None:
    async with village() as here:
        await broken(here)
        assert here.house.texts == ["a?b", "ab"]


async def broken(here: Village) -> None:
    here.kf.says("wm1", "a\ud83db", ring=False)
    here.kf.says("wm1", "a\0b")
    await here.server.until(lambda: len(here.house.committed) == 2)
