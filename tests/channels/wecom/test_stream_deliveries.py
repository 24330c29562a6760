"""What goes out over the long connection, and what each end of it means to the outbox."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from channels.wecom.api import TRANSFERS
from channels.wecom.stream import Stream
from domain.messages import FailureKind, FileReference, Link, Operation
from tests.channels.wecom.house import running
from tests.channels.wecom.stream_house import QUICK, StreamHouse, door, say
from tests.fakes.wecom_stream import WeComStream


@pytest.fixture(autouse=True)
def known(server: WeComStream) -> None:
    server.conversations.known |= {"wang", "li", "wrG"}


@pytest_asyncio.fixture
async def stream(server: WeComStream, house: StreamHouse) -> AsyncIterator[Stream]:
    async with running(door(house, server, pace=replace(QUICK, answer=0.2))) as started:
        await server.until(lambda: started.open)
        yield started


async def test_a_text_arrives_as_it_was_written(server: WeComStream, stream: Stream) -> None:
    text = "# 不是标题\n1. 猪肉\n- 白菜\n看 https://a.example/x_y_z?k=_1_ 再说"
    (receipt,) = await stream.send([say(text)])
    assert (receipt.failure, len(receipt.parts)) == (None, 1)
    assert server.heard("wang") == [text]
    (frame,) = server.asked("aibot_send_msg")
    assert (frame["body"]["chatid"], frame["body"]["chat_type"]) == ("wang", 1)


async def test_in_a_group_it_goes_to_the_groups_id(server: WeComStream, stream: Stream) -> None:
    await stream.send([say("接龙开始", chat="-wrG")])
    assert server.heard("wrG") == ["接龙开始"]
    assert server.asked("aibot_send_msg")[0]["body"]["chat_type"] == 2


async def test_a_quiet_tick_is_left_out(server: WeComStream, stream: Stream) -> None:
    (receipt,) = await stream.send([say("", chat="-wrG", answers="msg-1")])
    assert (receipt.failure, server.heard("wrG")) == (None, [])
    assert stream.messages(say("", chat="-wrG", answers="msg-1")) == 1


async def test_what_a_button_opens_stands_on_the_card(server: WeComStream, stream: Stream) -> None:
    link = Link("打开", "https://a.example/x")
    await stream.send([say("要看吗？", labels=("不看",), link=link), say("请看", number=2, link=link)])
    (card,) = server.cards("wang")
    assert card["horizontal_content_list"][0]["url"] == "https://a.example/x"
    assert server.heard("wang")[1] == "请看\n[打开](https://a.example/x)"


async def test_pictures_and_files_go_out_in_pieces(server: WeComStream, stream: Stream, house: StreamHouse) -> None:
    picture = await house.keep(b"\xff\xd8\xff" + b"p" * 1_200_000, "image/jpeg", "photo")
    document = await house.keep(b"%PDF-1.7", "application/pdf", "file")
    receipts = await stream.send([say("通知", file=picture), say("", number=2, file=document)])
    assert [receipt.failure for receipt in receipts] == [None, None]
    assert server.heard("wang") == ["<image media-1>", "通知", "<file media-2>"]
    assert [(kind, name) for kind, name, _ in server.uploads.media.values()] == [
        ("image", "photo.jpg"), ("file", "file.pdf"),
    ]  # fmt: skip
    assert len(server.asked("aibot_upload_media_chunk")) == 4


async def test_a_file_that_is_kept_no_more_is_refused(server: WeComStream, stream: Stream) -> None:
    (receipt,) = await stream.send([say("通知", file=FileReference("photo", "0" * 64, kept=True))])
    assert receipt.failure is not None
    assert receipt.failure.kind is FailureKind.REFUSED


async def test_who_never_wrote_takes_nothing(server: WeComStream, stream: Stream) -> None:
    (receipt,) = await stream.send([say("你好", chat="stranger")])
    assert receipt.failure is not None
    assert (receipt.failure.kind, receipt.failure.whole_account) == (FailureKind.BLOCKED, False)


async def test_the_thirty_first_in_a_minute_waits(server: WeComStream, stream: Stream) -> None:
    receipts = await stream.send([say(str(number), number=number) for number in range(32)])
    assert [receipt.failure for receipt in receipts[:30]] == [None] * 30
    for receipt in receipts[30:]:
        assert receipt.failure is not None
        assert receipt.failure.kind is FailureKind.THROTTLED
    assert len(server.refused) == 1
    assert (await stream.send([say("别人", chat="li")]))[0].failure is None


async def test_an_answer_that_never_comes_leaves_it_unknown_and_the_rest_waits(
    server: WeComStream, stream: Stream
) -> None:
    server.withheld["aibot_send_msg"] = 1
    first, second = await stream.send([say("一"), say("二", number=2)])
    assert first.failure is not None
    assert second.failure is not None
    assert (first.failure.kind, second.failure.kind) == (FailureKind.UNKNOWN, FailureKind.UNREACHABLE)
    assert server.heard("wang") == ["一"]


async def test_a_lost_frame_is_of_unknown_fate(server: WeComStream, stream: Stream) -> None:
    server.lost["aibot_send_msg"] = 1
    (receipt,) = await stream.send([say("一")])
    assert receipt.failure is not None
    assert receipt.failure.kind is FailureKind.UNKNOWN
    assert (await stream.send([say("二")]))[0].failure is None


@pytest.mark.parametrize("code", [1000, 1006])
async def test_when_the_connection_ends_before_the_answer_it_may_be_out(
    server: WeComStream, stream: Stream, code: int
) -> None:
    server.withheld["aibot_send_msg"] = 1
    sending = asyncio.create_task(stream.send([say("一")]))
    await server.until(lambda: server.heard("wang"))
    await server.close(code)
    (receipt,) = await sending
    assert receipt.failure is not None
    assert receipt.failure.kind is FailureKind.UNKNOWN


async def test_between_two_connections_nothing_is_sent(server: WeComStream, stream: Stream) -> None:
    server.busy = 1_000_000
    await server.close(1011)
    await server.until(lambda: not stream.open)
    (receipt,) = await stream.send([say("一")])
    assert receipt.failure is not None
    assert (receipt.failure.kind, receipt.failure.whole_account) == (FailureKind.UNREACHABLE, True)
    server.busy = 0
    await server.until(lambda: stream.open)
    assert (await stream.send([say("一")]))[0].failure is None


async def test_a_long_text_goes_on_where_it_stopped(server: WeComStream, stream: Stream) -> None:
    text = "今天的菜到了。\n" * 300
    (whole,) = await stream.send([say(text)])
    assert len(whole.parts) == 2
    (rest,) = await stream.send([say(text, chat="li", parts=whole.parts[:1])])
    assert server.heard("li") == server.heard("wang")[1:]
    assert rest.parts[0] == whole.parts[0]


async def test_other_words_are_said_anew_and_nothing_can_be_taken_back(server: WeComStream, stream: Stream) -> None:
    (said,) = await stream.send([say("旧")])
    (anew,) = await stream.send([say("新", operation=Operation.EDIT, parts=said.parts)])
    assert (anew.failure, len(anew.parts)) == (None, 1)
    assert anew.parts != said.parts
    (back,) = await stream.send([say("新", operation=Operation.WITHDRAW, parts=anew.parts)])
    assert back.failure is not None
    assert (back.failure.kind, back.parts) == (FailureKind.REFUSED, anew.parts)
    assert server.heard("wang") == ["旧", "新"]


async def test_half_an_emoji_is_a_question_mark(server: WeComStream, stream: Stream) -> None:
    (receipt,) = await stream.send([say("好\ud83d")])
    assert (receipt.failure, server.heard("wang")) == (None, ["好?"])


async def test_many_files_are_not_held_in_memory_at_once(
    server: WeComStream, stream: Stream, house: StreamHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = [0]
    kept, finish = stream._deliveries._files, server.uploads._finish

    async def open_counted(sha256: str) -> bytes | None:
        held.append(held[-1] + 1)
        return await house.content(sha256)

    def finish_counted(body: Any) -> Any:
        held.append(held[-1] - 1)
        return finish(body)

    monkeypatch.setattr(kept, "open", open_counted)
    server.uploads._finish = finish_counted  # type: ignore[method-assign]
    chats = [f"u{number}" for number in range(25)]
    server.conversations.known |= set(chats)
    files = [await house.keep(f"%PDF-{chat}".encode(), "application/pdf", "file") for chat in chats]
    receipts = await stream.send([say("", chat, at, file=files[at]) for at, chat in enumerate(chats)])
    assert [receipt.failure for receipt in receipts] == [None] * 25
    assert 1 < max(held) <= TRANSFERS
