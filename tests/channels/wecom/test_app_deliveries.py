"""The self-built app's calls: whom a message reaches, in how many, and what becomes of whom it does not reach."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from channels.wecom.app import App
from domain.messages import (
    Content,
    Delivery,
    FailureKind,
    FileReference,
    Link,
    NotFetched,
    Priority,
)
from tests.channels.wecom.app_house import Corp, corp, failed
from tests.channels.wecom.house import say
from tests.fakes.wecom_app import MINUTE

JPEG = b"\xff\xd8\xff" + b"picture" * 10
AMR = b"#!AMR\n" + b"voice" * 10
LONG = "".join(f"第{number}户来取菜。\n" for number in range(200))


async def test_a_text_arrives_and_its_receipt_bears_the_vendors_id(sending: Corp) -> None:
    (receipt,) = await sending.door.send([say("您好，<豆腐> & 猪肉", "wangjian", 77)])
    (shown,) = sending.app.chat("WangJian")
    assert shown.text == "您好，<豆腐> & 猪肉"
    assert (receipt.delivery, receipt.parts, receipt.failure) == (77, (shown.msgid,), None)


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


async def test_what_the_vendor_keeps_no_more_is_not_fetched(sending: Corp) -> None:
    with pytest.raises(NotFetched) as raised:
        await sending.door.fetch(FileReference("photo", "gone"))
    assert raised.value.failure.kind is FailureKind.REFUSED


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
