"""What WeCom's app takes back, and what it says anew in place of what it corrects."""

from dataclasses import replace

from domain.messages import (
    FailureKind,
    Operation,
)
from tests.channels.wecom.app_house import Corp, failed
from tests.channels.wecom.house import say
from tests.fakes.wecom_app import MINUTE

JPEG = b"\xff\xd8\xff" + b"picture" * 10
AMR = b"#!AMR\n" + b"voice" * 10
LONG = "".join(f"第{number}户来取菜。\n" for number in range(200))


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
