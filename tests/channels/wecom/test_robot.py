"""A webhook robot says in its group what is to be said there, as it was written, and its key to nobody."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.wecom.api import Api
from channels.wecom.robot import ACCOUNT, Robot, chat_of
from channels.wecom.robot_words import MARKDOWN_LIMIT, TEXT_LIMIT, messages
from domain.messages import (
    Content,
    Delivery,
    FailureKind,
    FileReference,
    Link,
    NotCommitted,
    NotFetched,
    Operation,
    Receipt,
    SendFailure,
)
from tests.channels.wecom.house import House, Kept, say
from tests.fakes.wecom_robot import WeComRobots, shown
from tests.fakes.wecom_server import CORP, WeComServer

KEY, OTHER = "693a91f6-7e0c-4f2d-9c43-0a1b2c3d4e5f", "e7f2aa10-0000-4bbb-8ccc-112233445566"
JPEG = b"\xff\xd8\xff" + b"\0" * 20
SIGNS = "*粗* _斜_ `码` # 一 > 二 [点这里](http://x.cn) <font color='info'>绿</font> <@zhangsan>"


class Wired:
    """A robot in two groups, before a vendor of its own."""

    def __init__(self, server: WeComServer) -> None:
        self.server, self.robots, self.house = server, WeComRobots(server, KEY, OTHER), House()
        self.begun = 0
        self.uncommitted = 0
        self.api = Api(server.url, CORP, server.clock)
        self.robot = Robot(self.api, (KEY, OTHER), Kept(self.house), self._begin)

    async def _begin(self) -> None:
        self.begun += 1
        if self.begun <= self.uncommitted:
            raise NotCommitted

    async def says(self, text: str, key: str = KEY, **facts: Any) -> Receipt:
        return await self.sends(say(text, chat_of(key), account=ACCOUNT, **facts))

    async def sends(self, delivery: Delivery) -> Receipt:
        (receipt,) = await self.robot.send([delivery])
        return receipt


@pytest.fixture
async def wired() -> AsyncIterator[Wired]:
    async with WeComServer() as server:
        made = Wired(server)
        yield made
        await made.api.close()


async def test_words_stand_in_the_group_of_their_key_as_they_were_written(wired: Wired) -> None:
    receipt = await wired.says("【周六鲜菜团】今天20:00截止\n1. 土猪肉　35元/斤")
    assert (receipt.failure, receipt.parts) == (None, ("1.1",))
    assert wired.robots.texts(KEY) == ["【周六鲜菜团】今天20:00截止\n1. 土猪肉　35元/斤"]
    assert wired.robots.texts(OTHER) == []


async def test_a_link_stands_under_the_words(wired: Wired) -> None:
    link = Link("订菜", "https://village.test/chat")
    await wired.says("开团了", link=link)
    await wired.says("菜" * 700, link=link)
    assert wired.robots.texts(KEY) == ["开团了\n订菜：https://village.test/chat", "菜" * 700 + "\n订菜"]
    assert wired.robots.groups[KEY][1]["markdown"]["content"].endswith("\n[订菜](https://village.test/chat)")


async def test_nothing_is_offered_that_nobody_can_press(wired: Wired) -> None:
    await wired.says("群里要不要也发一下？", labels=("发到群里", "复制到微信群"))
    assert wired.robots.texts(KEY) == ["群里要不要也发一下？"]


async def test_what_people_wrote_is_no_markup(wired: Wired) -> None:
    await wired.says(SIGNS)
    await wired.says("\n".join([SIGNS] * 30))
    assert {message["msgtype"] for message in wired.robots.groups[KEY]} == {"text", "markdown"}
    first, *_ = wired.robots.texts(KEY)
    assert first == SIGNS.replace("<@", "＜@")


async def test_an_address_in_a_long_text_leads_where_it_led(wired: Wired) -> None:
    await wired.says("菜" * 700 + " 看 https://village.test/chat?who=a_b*c(1)d，谢谢。http://x.cn/a.")
    said = wired.robots.groups[KEY][0]["markdown"]["content"]
    assert "](https://village.test/chat?who=a%5Fb%2Ac%281%29d)，谢谢。[http://x.cn/a](http://x.cn/a)." in said


async def test_a_long_list_goes_out_in_few_messages_and_none_of_its_lines_is_cut(wired: Wired) -> None:
    lines = [f"{number}. {number // 40 + 1}幢{number} 土猪肉2斤 豆腐1块" for number in range(1, 200)]
    receipt = await wired.says("\n".join(lines))
    assert receipt.parts == ("1.1", "1.2")
    assert "\n".join(wired.robots.texts(KEY)).split("\n") == lines
    assert wired.robot.messages(say("\n".join(lines), chat_of(KEY))) == 2


texts = st.text(st.sampled_from("菜2斤 \n。*_`#<>[]()@:/.~\U0001f96c") | st.characters(codec="utf-8"), max_size=1_500)


@settings(max_examples=60, deadline=None)
@given(texts, st.sampled_from(["", "订菜", "a_b*[]"]))
def test_every_message_fits_and_has_no_markup_of_peoples_own(text: str, label: str) -> None:
    link = Link(label, "https://village.test/chat?a_b=(1)") if label else None
    for message in messages(Content(text, link=link)):
        content = message[message["msgtype"]]["content"]
        limit = {"text": TEXT_LIMIT, "markdown": MARKDOWN_LIMIT}[message["msgtype"]]
        assert content.strip()
        assert len(content.encode()) <= limit
        shown(message)


async def test_more_than_twenty_a_minute_wait_and_the_other_groups_do_not(wired: Wired) -> None:
    for number in range(20):
        assert (await wired.says("好", number=number + 1)).failure is None
    refused = (await wired.says("好")).failure
    assert refused is not None
    assert (refused.kind, refused.retry_after, refused.whole_account) == (FailureKind.THROTTLED, 60, False)
    assert (await wired.says("好", key=OTHER)).failure is None
    assert wired.robot.limits.per_group == 20


async def test_where_the_robot_was_taken_out_or_has_no_key_nothing_is_tried_again(
    wired: Wired, capsys: pytest.CaptureFixture[str]
) -> None:
    del wired.robots.groups[KEY]
    assert (await wired.says("好")).failure == SendFailure(FailureKind.BLOCKED, code="93000")
    assert (await wired.says("好", key="another")).failure == SendFailure(FailureKind.BLOCKED, code="no key")
    logged = capsys.readouterr().out
    assert chat_of(KEY) in logged
    assert chat_of("another") in logged


async def test_the_key_is_in_no_log_no_failure_and_no_part(
    wired: Wired, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    receipts = [await wired.says("好")]
    for kind in ("reset", "reset after", "garbage", "gateway"):
        wired.server.fault(kind)
        receipts.append(await wired.says("好"))
    wired.server.fault("refuse", code=93000)
    receipts.append(await wired.says("好"))
    told = f"{receipts}{capsys.readouterr()}{caplog.text}{chat_of(KEY)}"
    assert KEY not in told
    assert KEY[:8] not in told


async def test_a_message_whose_fate_is_not_known_is_not_called_refused(wired: Wired) -> None:
    wired.server.fault("reset after")
    assert kind(await wired.says("好")) is FailureKind.UNKNOWN
    wired.server.fault("gateway")
    assert kind(await wired.says("好")) is FailureKind.UNREACHABLE
    wired.server.fault("refuse", code=-1)
    assert kind(await wired.says("好")) is FailureKind.UNREACHABLE


async def test_after_a_failure_half_way_only_the_rest_is_sent(wired: Wired) -> None:
    delivery = say("\n".join(["青菜2斤"] * 600), chat_of(KEY), account=ACCOUNT)
    wired.server.fault("gateway", fits=lambda asked: len(wired.robots.groups[KEY]) == 1)
    stopped = await wired.sends(delivery)
    assert (stopped.parts, kind(stopped)) == (("1.1",), FailureKind.UNREACHABLE)
    done = await wired.sends(replace(delivery, parts=stopped.parts))
    assert (done.parts, done.failure) == (("1.1", "1.2"), None)
    assert "\n".join(wired.robots.texts(KEY)) == delivery.content.text


async def test_what_cannot_be_edited_is_said_anew_and_nothing_can_be_taken_back(wired: Wired) -> None:
    said = await wired.says("一")
    edited = await wired.says("二", number=2, operation=Operation.EDIT, parts=said.parts)
    assert edited.parts == ("2.1",)
    assert wired.robots.texts(KEY) == ["一", "二"]
    withdrawn = await wired.says("二", number=3, operation=Operation.WITHDRAW, parts=edited.parts)
    assert (kind(withdrawn), withdrawn.parts) == (FailureKind.REFUSED, edited.parts)
    assert len(wired.robots.texts(KEY)) == 2


async def test_a_picture_is_shown_above_its_words_and_what_is_none_goes_out_as_a_file(wired: Wired) -> None:
    kept = await wired.house.keep(JPEG, "image/jpeg", "photo")
    large = await wired.house.keep(b"\xff\xd8\xff" + b"\1" * (2 * 1024 * 1024), "image/jpeg", "photo")
    paper = await wired.house.keep(b"%PDF-1.7 ...", "application/pdf", "file")
    for number, file in enumerate((kept, large, paper), 1):
        assert (await wired.says("看这里", number=number, file=file)).parts == (f"{number}.1", f"{number}.2")
    kinds = [message["msgtype"] for message in wired.robots.groups[KEY]]
    assert kinds == ["image", "text", "file", "text", "file", "text"]


async def test_a_file_that_does_not_fit_or_is_gone_is_refused_and_a_lost_upload_tried_again(wired: Wired) -> None:
    gone = FileReference("photo", "0" * 64, "image/jpeg", 3, kept=True)
    tiny = await wired.house.keep(b"abc", "text/plain", "file")
    for file in (gone, tiny):
        assert kind(await wired.says("看", file=file)) is FailureKind.REFUSED
    paper = await wired.house.keep(b"%PDF-1.7 ...", "application/pdf", "file")
    wired.server.fault("reset after", "webhook/upload_media")
    assert kind(await wired.says("看", file=paper)) is FailureKind.UNREACHABLE
    assert wired.robots.groups[KEY] == []


async def test_nothing_to_say_and_nothing_to_hear(wired: Wired) -> None:
    assert kind(await wired.says(" \n")) is FailureKind.REFUSED
    with pytest.raises(NotFetched):
        await wired.robot.fetch(FileReference("photo", "x"))
    assert not wired.robot.limits.hears


async def test_the_groups_are_bound_at_the_start_and_again_when_that_was_not_committed(
    wired: Wired, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.wecom.robot.PAUSE", 0.001)
    wired.uncommitted = 2
    await wired.robot.run()
    assert wired.begun == 3


def kind(receipt: Receipt) -> FailureKind | None:
    return receipt.failure.kind if receipt.failure else None
