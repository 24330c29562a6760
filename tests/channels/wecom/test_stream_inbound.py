"""What people do over the long connection: committed before it is answered, in order, once."""

import asyncio
import contextlib
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.wecom.stream import Stream
from channels.wecom.stream_updates import mentions, read
from domain.messages import LONGEST_TEXT, FailureKind, NotFetched, Press
from tests.channels.wecom.house import running
from tests.channels.wecom.stream_house import ACCOUNT, QUICK, StreamHouse, door, say
from tests.fakes.wecom_stream import WeComStream

KINDS = ["text", "image", "mixed", "voice", "file", "video", "event", "other"]
NAMES = [
    *KINDS, "content", "url", "aeskey", "msg_item", "msgtype", "msgid", "from", "userid", "chattype", "chatid",
    "create_time", "eventtype", "event_key", "task_id", "template_card_event", "group",
]  # fmt: skip


async def test_what_a_member_writes_is_an_update_of_their_chat(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    msgid = await server.says("wang", " 猪肉2斤 ", create_time=1_600_000_000)
    await server.until(lambda: house.committed)
    (update,) = house.committed
    assert (update.account, update.key, update.chat, update.sender) == (ACCOUNT, f"msg:{msgid}", "wang", "wang")
    assert (update.text, update.at, update.group, update.message) == ("猪肉2斤", 1_600_000_000_000, False, "")


async def test_in_a_group_the_bots_name_is_left_out_and_everybody_elses_stays(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    for text in ("@同心\u2005青菜1斤", "豆腐2块 @同心", "@王大妈 白菜1棵 @同心", "a@b.c @同心 蛋"):
        await server.says("wang", text, chatid="wrGROUP")
    await server.until(lambda: len(house.texts) == 4)
    assert house.texts == ["青菜1斤", "豆腐2块", "@王大妈 白菜1棵", "a@b.c 蛋"]
    assert {(update.chat, update.group, update.sender) for update in house.committed} == {("-wrGROUP", True, "wang")}
    assert all(update.message for update in house.committed)


async def test_as_long_as_nobody_knows_the_bots_name_no_one_of_two_is_left_out(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    await server.says("wang", "@王大妈 白菜1棵 @同心", chatid="wrGROUP")
    await server.until(lambda: house.texts)
    assert house.texts == ["@王大妈 白菜1棵 @同心"]


async def test_a_frame_that_comes_twice_has_one_effect(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    for _ in range(2):
        await server.says("wang", "猪肉2斤", msgid="m1")
    await server.until(lambda: len(house.begun) == 2)
    assert house.texts == ["猪肉2斤"]


async def test_voice_is_the_words_that_were_heard_and_a_quotation_is_not_theirs(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    quote = {"msgtype": "text", "text": {"content": "牛肉3斤"}}
    await server.sends("wang", "voice", {"content": "体温三十六度五"}, quote=quote)
    await server.until(lambda: house.texts == ["体温三十六度五"])


async def test_pictures_and_files_are_fetched_and_opened(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    contents = [b"\xff\xd8picture", b"x" * 32, b"%PDF" * 100]
    items = [
        {"msgtype": "text", "text": {"content": "门口的情况"}},
        *({"msgtype": "image", "image": server.keeps(content)} for content in contents[:2]),
    ]
    await server.sends("wang", "mixed", {"msg_item": items})
    await server.sends("wang", "file", server.keeps(contents[2]))
    await server.until(lambda: len(house.committed) == 2)
    references = [file for update in house.committed for file in update.files]
    assert [file.kind for file in references] == ["photo", "photo", "file"]
    assert house.texts == ["门口的情况", ""]
    assert [await stream.fetch(file) for file in references] == contents


async def test_what_can_be_fetched_no_more_says_so(server: WeComStream, house: StreamHouse) -> None:
    now = 1_700_000_000_000
    async with running(door(house, server, clock=lambda: now)) as stream:
        await server.until(lambda: stream.open)
        await server.sends("wang", "image", server.keeps(b"picture"))
        await server.until(lambda: house.committed)
        (file,) = house.committed[0].files
        damaged = replace(file, reference=file.reference.replace(" AAEC", " AAED"))
        gone = replace(file, reference=file.reference.replace("/file/", "/gone/"))
        for wanted, code in ((damaged, "damaged"), (gone, "HTTP 404")):
            with pytest.raises(NotFetched) as caught:
                await stream.fetch(wanted)
            assert (caught.value.failure.kind, caught.value.failure.code) == (FailureKind.REFUSED, code)
        now += 300_000
        with pytest.raises(NotFetched) as caught:
            await stream.fetch(file)
        assert caught.value.failure == replace(caught.value.failure, kind=FailureKind.REFUSED)


async def test_what_is_not_committed_is_tried_again_before_what_the_same_person_did_next(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    house.refusals["一"] = 2
    await server.says("wang", "一")
    await server.says("wang", "二")
    await server.says("li", "三")
    await server.until(lambda: len(house.texts) == 3)
    assert house.texts == ["三", "一", "二"]


async def test_what_is_never_committed_is_given_up_and_others_go_on(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    house.refusals["一"] = 99
    await server.says("wang", "一")
    await server.says("wang", "二")
    await server.until(lambda: house.texts == ["二"])
    assert (stream.counts["given_up"], len(house.begun)) == (1, 5)


async def test_who_comes_in_first_is_greeted_as_an_answer_to_that(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    house.replies = ["您好，请问怎么称呼？_1_"]
    await server.enters("new")
    await server.until(lambda: server.heard("new") == ["您好，请问怎么称呼？_1_"])
    assert house.texts == ["/start"]
    assert re.fullmatch("enter:[0-9a-f]{16}", house.committed[0].key)  # who it was cannot be read from it
    await server.enters("new")
    await server.until(lambda: len(house.begun) == 2)
    assert len(server.heard("new")) == 1


async def test_who_is_known_comes_in_without_a_word(server: WeComStream, house: StreamHouse) -> None:
    async def known(chat: str) -> bool:
        if chat == "nobody":
            raise OSError("database away")
        return chat == "wang"

    async with running(door(house, server, known=known)) as stream:
        await server.until(lambda: stream.open)
        for chat in ("wang", "nobody", "new"):
            await server.enters(chat)
        await server.until(lambda: house.committed)
    assert [update.chat for update in house.begun] == ["new"]


async def test_a_greeting_that_comes_too_late_is_pushed(server: WeComStream, house: StreamHouse) -> None:
    server.patience = -1
    async with running(door(house, server)) as stream:
        await server.until(lambda: stream.open)
        house.replies = ["您好"]
        server.conversations.known.add("new")
        await server.enters("new")
        await server.until(lambda: server.heard("new"))
    assert (server.refused[0]["errcode"], len(server.asked("aibot_send_msg"))) == (846_605, 1)


async def test_a_press_is_committed_and_then_its_card_says_what_was_chosen(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    await server.says("wang", "猪肉2斤")
    await stream.send([say("猪肉2斤，38元。\n要确认吗？", labels=("确认", "取消"))])
    house.open.clear()
    await server.presses("wang", "确认")
    await server.until(lambda: len(house.begun) == 2)
    assert not server.asked("aibot_respond_update_msg")
    house.open.set()
    await server.until(lambda: server.asked("aibot_respond_update_msg"))
    assert house.committed[-1].press == Press("nonce", 1)
    assert house.committed[-1].key.startswith("event:msg-")
    assert server.heard("wang") == ["猪肉2斤，38元。\n要确认吗？\n[✅ 确认]"]
    await server.presses("wang", "✅ 确认")
    await server.until(lambda: len(house.committed) == 3)
    assert house.committed[-1].press == Press("nonce", 1)
    await server.until(lambda: len(server.asked("aibot_respond_update_msg")) == 2)
    assert server.heard("wang") == ["猪肉2斤，38元。\n要确认吗？\n[✅ 确认]"]


async def test_a_card_whose_question_is_not_settled_stays_usable(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    house.settled = False
    await server.says("wang", "你好")
    await stream.send([say("要确认吗？", labels=("确认", "取消"))])
    await server.presses("wang", "确认")
    await server.until(lambda: len(house.committed) == 2)
    await asyncio.sleep(0.02)
    assert server.heard("wang") == ["要确认吗？\n[确认]\n[取消]"]


async def test_in_a_group_only_the_card_of_whoever_pressed_changes(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    await server.says("wang", "@同心 接龙", chatid="wrG")
    await stream.send([say("都收到了吗？", chat="-wrG", labels=("收到",))])
    await server.presses("li", "收到", chatid="wrG")
    await server.until(lambda: server.asked("aibot_respond_update_msg"))
    assert server.asked("aibot_respond_update_msg")[0]["body"]["userids"] == ["li"]
    assert (house.committed[-1].chat, house.committed[-1].sender) == ("-wrG", "li")


async def test_a_turn_that_takes_too_long_leaves_the_card_as_it_is(server: WeComStream, house: StreamHouse) -> None:
    async with running(door(house, server, pace=replace(QUICK, respond=0))) as stream:
        await server.until(lambda: stream.open)
        await server.says("wang", "你好")
        await stream.send([say("要确认吗？", labels=("确认",))])
        await server.presses("wang", "确认")
        await server.until(lambda: len(house.committed) == 2)
        await asyncio.sleep(0.02)
    assert not server.asked("aibot_respond_update_msg")


@pytest.mark.parametrize("flat", [False, True])
async def test_a_button_that_is_none_of_ours_says_so(
    server: WeComStream, stream: Stream, house: StreamHouse, flat: bool
) -> None:
    house.settled = False
    await server.presses_key("wang", "什么|别的", "task-1", flat=flat)
    await server.until(lambda: house.committed)
    assert house.committed[0].press == Press("", 0)


async def test_other_events_mean_nothing(server: WeComStream, stream: Stream, house: StreamHouse) -> None:
    body = {"msgid": "m", "from": {"userid": "wang"}, "event": {"eventtype": "feedback_event"}}
    await server.push("aibot_event_callback", body)
    await server.sends("wang", "sticker", {"id": 1})
    await server.says("wang", "   ")
    await server.says("wang", "长" * (LONGEST_TEXT + 5))
    await server.until(lambda: house.committed)
    (update,) = house.committed
    assert (len(update.text), update.cut) == (LONGEST_TEXT, True)
    assert not stream.counts


async def test_what_no_database_keeps_is_left_out(server: WeComStream, stream: Stream, house: StreamHouse) -> None:
    await server.says("wang", "猪\0肉\ud83d2斤")
    await server.says("wa\0ng", "白菜")
    await server.until(lambda: stream.counts["unreadable"])
    assert house.texts == ["猪肉?2斤"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=12,
)


@given(
    cmd=st.sampled_from(["aibot_msg_callback", "aibot_event_callback"]),
    body=JSON,
    kind=st.sampled_from(KINDS),
    sound=st.booleans(),
)
def test_a_frame_is_read_passed_over_or_refused_whatever_it_holds(
    cmd: str, body: Any, kind: str, sound: bool
) -> None:
    if sound and isinstance(body, dict):
        body |= {"msgid": "m1", "from": {"userid": "wang"}, "msgtype": kind, "event": body.get("event", body)}
    frame = {"cmd": cmd, "headers": {"req_id": "r1"}, "body": body}
    mentions(frame)
    with contextlib.suppress(ValueError):
        taken = read(frame, ACCOUNT, 1_700_000_000_000)
        assert taken is None or taken.update.chat


async def test_stopping_lets_the_turns_under_way_end_and_answers_them(
    server: WeComStream, house: StreamHouse
) -> None:
    house.open.clear()
    house.replies = ["已记下。"]
    async with running(door(house, server)) as stream:
        await server.until(lambda: stream.open)
        await server.says("wang", "猪肉2斤")
        await server.until(lambda: house.begun)
        asyncio.get_running_loop().call_later(0.03, house.open.set)
    assert (house.texts, server.heard("wang")) == (["猪肉2斤"], ["已记下。"])
