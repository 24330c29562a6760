"""The self-built app: what members say and press comes in by its callback, what they hear goes out by its calls."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from channels.wecom.api import Api
from channels.wecom.app import App
from channels.wecom.app_menu import MENU, menu, put_up
from domain.messages import (
    Content,
    Delivery,
    FailureKind,
    FileReference,
    Link,
    NotFetched,
    Operation,
    Press,
    Priority,
    Receipt,
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


@pytest.fixture
async def sending() -> AsyncIterator[Corp]:
    """One that nobody calls."""
    async with corp(called=False) as opened:
        yield opened


def failed(receipt: Receipt) -> FailureKind | None:
    return receipt.failure.kind if receipt.failure else None


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


async def test_a_text_arrives_and_its_receipt_bears_the_vendors_id(sending: Corp) -> None:
    (receipt,) = await sending.door.send([say("您好，<豆腐> & 猪肉", "wangjian", 77)])
    (shown,) = sending.app.chat("WangJian")
    assert shown.text == "您好，<豆腐> & 猪肉"
    assert (receipt.delivery, receipt.parts, receipt.failure) == (77, (shown.msgid,), None)


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


async def test_whom_the_vendor_does_not_reach_it_may_name_in_any_case(sending: Corp) -> None:
    answer = {"msgid": "m1", "invaliduser": "LiSi|Nobody", "unlicenseduser": "SUN"}
    sending.server.add("POST", "message/send", lambda asked: answer)
    receipts = await sending.door.send(
        [say("停水", chat, at) for at, chat in enumerate(("lisi", "sun", "zhao.6"), 1)]
    )
    assert [receipt.failure and receipt.failure.code for receipt in receipts] == [
        "invaliduser",
        "unlicenseduser",
        None,
    ]


async def test_a_long_text_arrives_whole_with_its_question_last(sending: Corp) -> None:
    delivery = say(f"{LONG}要改吗？", "wangjian", labels=("改", "不改"))
    (receipt,) = await sending.door.send([delivery])
    heard = sending.app.heard("WangJian")
    assert len(receipt.parts) == len(heard) == sending.door.messages(delivery) == 4
    assert "\n".join(heard) == f"{LONG}要改吗？"
    assert (sending.app.chat("WangJian")[-1].kind, sending.app.faults) == ("template_card", [])


async def test_equal_parts_of_one_text_all_arrive(sending: Corp) -> None:
    text = "好" * 682 * 3
    (receipt,) = await sending.door.send([say(text, "wangjian")])
    assert len(receipt.parts) == 3
    assert "".join(sending.app.heard("WangJian")) == text


async def test_parts_that_are_out_are_not_sent_again(sending: Corp) -> None:
    sending.server.fault("refuse", "message/send", fits=lambda asked: "第199户" in asked.body["text"]["content"])
    (half,) = await sending.door.send([say(LONG, "wangjian")])
    assert (failed(half), len(half.parts)) == (FailureKind.THROTTLED, len(sending.app.heard("WangJian")))
    (whole,) = await sending.door.send([say(LONG, "wangjian", parts=half.parts)])
    assert (whole.failure, whole.parts[: len(half.parts)]) == (None, half.parts)
    assert "\n".join(sending.app.heard("WangJian")) == LONG


async def test_equal_words_to_many_are_one_call_with_a_receipt_for_each(sending: Corp) -> None:
    sending.app.unlicensed = {"zhao.6"}
    chats = ("wangjian", "lisi", "zhao.6", "gone", "@all", "sun")
    receipts = await sending.door.send([
        say("停水通知", chat, number, priority=Priority.NOTICE) for number, chat in enumerate(chats)
    ])  # fmt: skip
    assert len(sending.server.called("message/send")) == 1
    assert [receipt.failure and receipt.failure.code for receipt in receipts] == [
        None, None, "unlicenseduser", "invaliduser", "not a member's id", None,
    ]  # fmt: skip
    assert {failed(receipt) for receipt in receipts[2:5]} == {FailureKind.BLOCKED}
    assert len({receipt.parts for receipt in receipts if not receipt.failure}) == 1
    assert [sending.app.heard(chat) for chat in ("lisi", "zhao.6", "sun")] == [["停水通知"], [], ["停水通知"]]


async def test_an_id_written_in_capitals_is_the_same_member(sending: Corp) -> None:
    (receipt,) = await sending.door.send([say("好", "WangJian")])
    (gone,) = await sending.door.send([say("好", "GoneAway", 2), say("好", "lisi", 3)][:1])
    assert (receipt.failure, failed(gone)) == (None, FailureKind.BLOCKED)
    receipts = await sending.door.send([say("停水", "GoneAway", 4), say("停水", "LiSi", 5)])
    assert [failed(receipt) for receipt in receipts] == [FailureKind.BLOCKED, None]


async def test_two_thousand_members_are_two_calls(sending: Corp) -> None:
    chats = [f"m{number}" for number in range(2_000)]
    sending.app.members |= dict(zip(chats, chats, strict=True))
    sending.app.most_sends = 2_000
    receipts = await sending.door.send([say("停水通知", chat, number) for number, chat in enumerate(chats)])
    assert (len(sending.server.called("message/send")), {receipt.failure for receipt in receipts}) == (2, {None})
    assert all(sending.app.heard(chat) == ["停水通知"] for chat in chats)


async def test_different_words_go_out_side_by_side_and_a_chat_keeps_its_order(sending: Corp) -> None:
    receipts = await sending.door.send([
        say(words, chat, number)
        for number, (chat, words) in enumerate([
            ("lisi", "一"), ("sun", "一"), ("lisi", "二"), ("sun", "三"), ("lisi", "三"),
        ])
    ])  # fmt: skip
    assert [receipt.delivery for receipt in receipts] == [0, 1, 2, 3, 4]
    assert (sending.app.heard("lisi"), sending.app.heard("sun")) == (["一", "二", "三"], ["一", "三"])


async def test_behind_what_is_to_be_tried_again_the_chat_waits(sending: Corp) -> None:
    sending.server.fault("refuse", "message/send", code=-1)
    receipts = await sending.door.send([say("一", "lisi", 1), say("二", "lisi", 2)])
    assert [failed(receipt) for receipt in receipts] == [FailureKind.UNREACHABLE] * 2
    assert sending.app.heard("lisi") == []


@pytest.mark.parametrize("kind", ["reset after", "garbage"])
@pytest.mark.parametrize("labels", [(), ("要", "不要")])
async def test_a_call_without_an_answer_is_made_once_more_and_nobody_hears_it_twice(
    sending: Corp, kind: Any, labels: tuple[str, ...]
) -> None:
    sending.server.fault(kind, "message/send")
    (receipt,) = await sending.door.send([say("要吗？", "lisi", labels=labels)])
    assert (receipt.failure, sending.app.heard("lisi")) == (None, ["要吗？"])
    assert sending.app.dropped == {"lisi": 1}


async def test_what_stays_without_an_answer_is_in_doubt(sending: Corp) -> None:
    sending.server.fault("reset after", "message/send")
    sending.server.fault("refuse", "message/send", code=40058, fits=lambda asked: bool(sending.app.heard("lisi")))
    (receipt,) = await sending.door.send([say("好", "lisi")])
    assert (failed(receipt), sending.app.heard("lisi")) == (FailureKind.UNKNOWN, ["好"])


async def test_the_same_words_said_again_are_heard_again(sending: Corp) -> None:
    for number in range(20):
        await sending.door.send([say("好的", "lisi", 10_000 + number)])
    assert len(sending.app.heard("lisi")) == 20


async def test_what_is_repeated_and_marked_so_arrives_with_its_card(sending: Corp) -> None:
    asked = say("要吗？", "lisi", 5, labels=("要", "不要"))
    marked = replace(asked, content=replace(asked.content, text=f"（可能重复）\n{asked.content.text}"))
    for delivery in (asked, marked):
        assert (await sending.door.send([delivery]))[0].failure is None
    assert len(sending.app.heard("lisi")) == 2


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (45009, FailureKind.THROTTLED), (60020, FailureKind.MISCONFIGURED), (81013, FailureKind.BLOCKED),
        (40058, FailureKind.REFUSED),
    ],
)  # fmt: skip
async def test_a_refusal_is_what_its_code_means(sending: Corp, code: int, kind: FailureKind) -> None:
    sending.server.fault("refuse", "message/send", code=code)
    (receipt,) = await sending.door.send([say("好", "lisi")])
    assert (failed(receipt), receipt.failure and receipt.failure.code) == (kind, str(code))


async def test_a_token_that_ended_early_costs_nobody_a_word(sending: Corp) -> None:
    await sending.door.send([say("一", "lisi", 1)])
    sending.server.tokens.expire(40014)
    assert (await sending.door.send([say("二", "lisi", 2)]))[0].failure is None
    assert sending.app.heard("lisi") == ["一", "二"]


async def test_a_picture_for_many_is_handed_over_once_in_three_days(sending: Corp) -> None:
    picture = await sending.house.keep(JPEG, "image/jpeg", "photo")
    for number, words in enumerate(("药盒", "药盒", "菜单")):
        await asyncio.gather(*(
            sending.door.send([say(f"{words}{chat}", chat, number * 10 + place, file=picture)])
            for place, chat in enumerate(("lisi", "sun"))
        ))  # fmt: skip
    assert [shown.kind for shown in sending.app.chat("lisi")] == ["image", "text"] * 3
    assert sending.app.chat("sun")[0].content == JPEG
    assert len(sending.server.called("media/upload")) == 1
    sending.time.now += 72 * 60 * MINUTE
    assert (await sending.door.send([say("", "lisi", 99, file=picture)]))[0].failure is None
    assert len(sending.server.called("media/upload")) == 2


async def test_a_picture_that_the_vendor_lost_is_handed_over_again(sending: Corp) -> None:
    picture = await sending.house.keep(JPEG, "image/jpeg", "photo")
    await sending.door.send([say("", "lisi", 1, file=picture)])
    sending.server.fault("refuse", "message/send", code=40007)
    assert (await sending.door.send([say("", "lisi", 2, file=picture)]))[0].failure is None
    assert len(sending.server.called("media/upload")) == 2


@pytest.mark.parametrize(
    ("kind", "media_type", "content", "arrives_as"),
    [
        ("voice", "audio/amr", AMR, "voice"),
        ("voice", "audio/ogg", b"OggS" * 10, "file"),
        ("photo", "image/webp", b"RIFF" * 10, "file"),
        ("file", "application/pdf", b"%PDF-1.7 ...", "file"),
        ("file", "", b"who knows what", "file"),
    ],
)
async def test_voices_and_files_arrive_as_what_the_vendor_can_play(
    sending: Corp, kind: str, media_type: str, content: bytes, arrives_as: str
) -> None:
    (receipt,) = await sending.door.send([say("", "lisi", file=await sending.house.keep(content, media_type, kind))])
    (shown,) = sending.app.chat("lisi")
    assert (receipt.parts, shown.kind, shown.content) == ((shown.msgid,), arrives_as, content)


async def test_a_file_that_is_gone_or_too_large_is_refused_and_an_upload_without_an_answer_is_tried_again(
    sending: Corp,
) -> None:
    gone = FileReference("photo", "0" * 64, "image/jpeg", 5, kept=True)
    large = await sending.house.keep(b"x" * (20 * 1024 * 1024 + 1), "video/mp4", "file")
    for file in (gone, large):
        (receipt,) = await sending.door.send([say("", "lisi", file=file)])
        assert failed(receipt) is FailureKind.REFUSED
    sending.server.fault("reset after", "media/upload")
    picture = await sending.house.keep(JPEG, "image/jpeg", "photo")
    assert failed((await sending.door.send([say("", "lisi", file=picture)]))[0]) is FailureKind.UNREACHABLE
    assert (await sending.door.send([say("", "lisi", file=picture)]))[0].failure is None


async def test_what_came_in_is_fetched_and_passed_on_by_the_id_that_it_came_with(wecom: Corp) -> None:
    media = wecom.server.media.keep(AMR, "audio/amr", "1.amr")
    await wecom.says(wecom.app.sends("lisi", "voice", MediaId=media, Format="amr"))
    (voice,) = wecom.house.committed[0].files
    assert await wecom.door.fetch(voice) == AMR
    await wecom.door.send([say("李四的留言", "sun", file=voice)])
    assert (wecom.app.chat("sun")[0].kind, wecom.app.chat("sun")[0].content) == ("voice", AMR)


async def test_what_the_vendor_keeps_no_more_is_not_fetched(sending: Corp) -> None:
    with pytest.raises(NotFetched) as raised:
        await sending.door.fetch(FileReference("photo", "gone"))
    assert raised.value.failure.kind is FailureKind.REFUSED


async def test_a_withdrawal_takes_a_message_from_everybody_within_a_day(sending: Corp) -> None:
    sent = await sending.door.send([say("错了", chat, number) for number, chat in enumerate(("lisi", "sun"))])
    undo = [
        say("", chat, 10 + number, operation=Operation.WITHDRAW, parts=sent[0].parts)
        for number, chat in enumerate(("lisi", "sun"))
    ]
    receipts = await sending.door.send(undo)
    assert [(receipt.parts, receipt.failure) for receipt in receipts] == [((), None)] * 2
    assert (sending.app.heard("lisi"), len(sending.server.called("message/recall"))) == ([], 1)
    (late,) = await sending.door.send([say("错了", "lisi", 20)])
    sending.time.now += 24 * 60 * MINUTE
    late_undo = say("", "lisi", 21, operation=Operation.WITHDRAW, parts=late.parts)
    (receipt,) = await sending.door.send([late_undo])
    assert (failed(receipt), receipt.parts) == (FailureKind.REFUSED, late.parts)


async def test_what_lies_before_many_is_taken_back_once_however_many_calls_ask_for_it(sending: Corp) -> None:
    sent = await sending.door.send(
        [say("停水", chat, number) for number, chat in enumerate(("lisi", "sun", "zhao.6"))]
    )
    parts = sent[0].parts
    first = [
        say("", "lisi", 10, operation=Operation.WITHDRAW, parts=parts),
        say("更正：停电", "sun", 11, operation=Operation.EDIT, parts=parts),
    ]
    later = say("", "zhao.6", 12, operation=Operation.WITHDRAW, parts=parts)
    receipts = [*await sending.door.send(first), *await sending.door.send([later])]
    assert [receipt.failure for receipt in receipts] == [None] * 3
    assert len(sending.server.called("message/recall")) == 1
    assert [sending.app.heard(chat) for chat in ("lisi", "sun", "zhao.6")] == [[], ["更正：停电"], []]


async def test_a_correction_is_said_anew_in_place_of_what_it_corrects(sending: Corp) -> None:
    (sent,) = await sending.door.send([say("一共35元，对吗？", "lisi", 1, labels=("对", "不对"))])
    edit = say("一共40元，对吗？", "lisi", 2, labels=("对", "不对"), operation=Operation.EDIT, parts=sent.parts)
    (edited,) = await sending.door.send([edit])
    assert sending.app.heard("lisi") == ["一共40元，对吗？"]
    assert edited.parts == (sending.app.chat("lisi")[0].msgid,)
    sending.time.now += 24 * 60 * MINUTE
    (again,) = await sending.door.send([say("已取消", "lisi", 3, operation=Operation.EDIT, parts=edited.parts)])
    assert (again.failure, sending.app.heard("lisi")) == (None, ["一共40元，对吗？", "已取消"])


async def test_a_correction_that_failed_half_way_ends_as_one_message(sending: Corp) -> None:
    (sent,) = await sending.door.send([say("旧", "lisi", 1)])
    sending.server.fault("refuse", "message/send")
    edit = say("新", "lisi", 2, operation=Operation.EDIT, parts=sent.parts)
    (half,) = await sending.door.send([edit])
    assert (failed(half), half.parts) == (FailureKind.THROTTLED, ())
    (whole,) = await sending.door.send([replace(edit, parts=half.parts)])
    assert (whole.failure, sending.app.heard("lisi")) == (None, ["新"])


async def test_nothing_is_said_anew_while_what_it_corrects_may_yet_be_recalled(sending: Corp) -> None:
    (sent,) = await sending.door.send([say("旧", "lisi", 1)])
    edit = say("新", "lisi", 2, operation=Operation.EDIT, parts=sent.parts)
    for fault, kind in (("refuse", FailureKind.THROTTLED), ("gateway", FailureKind.UNREACHABLE)):
        sending.server.fault(fault, "message/recall")  # type: ignore[arg-type]
        (receipt,) = await sending.door.send([edit])
        assert (failed(receipt), receipt.parts, sending.app.heard("lisi")) == (kind, sent.parts, ["旧"])


async def test_a_recall_without_an_answer_is_tried_again(sending: Corp) -> None:
    (sent,) = await sending.door.send([say("旧", "lisi", 1)])
    sending.server.fault("reset", "message/recall")
    undo = say("", "lisi", 2, operation=Operation.WITHDRAW, parts=sent.parts)
    assert failed((await sending.door.send([undo]))[0]) is FailureKind.UNREACHABLE
    assert (await sending.door.send([undo]))[0].failure is None


async def test_a_link_is_plain_and_an_empty_word_nothing(sending: Corp) -> None:
    await sending.door.send([say("登录：", "lisi", link=Link("打开网页", "https://example.org/i/1"))])
    assert sending.app.heard("lisi") == ["登录：\n打开网页\nhttps://example.org/i/1"]
    (nothing,) = await sending.door.send([Delivery(9, sending.door.account, "lisi", Content("", answers="5"))])
    assert (nothing.parts, nothing.failure) == ((), None)


async def test_an_app_without_a_callback_sends_no_cards() -> None:
    async with corp(called=False, limits=replace(App.limits, buttons=False)) as quiet:
        quiet.app.callback = False
        (receipt,) = await quiet.door.send([say("要吗？", "lisi", labels=("要", "不要"))])
        assert (receipt.failure, quiet.app.heard("lisi")) == (None, ["要吗？\n1. 要\n2. 不要"])


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_menu_is_taken_and_each_entry_is_a_command_of_the_house(sending: Corp, language: str) -> None:
    templates = Templates(ZONE)

    def label(name: str) -> str:
        return templates.label(language, name, {})

    api = Api(sending.server.url, CORP, sending.time)
    await put_up(api, SECRET, str(AGENT), label)
    await api.close()
    shown = menu(label)
    assert sending.app.menu == shown
    commands = {f"/{name}" for flow in FLOWS for name in flow.commands}
    assert {words for _, entries in MENU for _, words in entries} <= commands
    assert not any("wecom_menu" in str(button) for button in shown)
