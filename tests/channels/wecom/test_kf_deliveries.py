"""What the house says to customers: five messages for a word, never twice the same, and never into a human's talk."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from channels.wecom.failures import Refused
from channels.wecom.kf import contact_way
from domain.messages import FileReference, NotCommitted, Operation
from tests.channels.wecom.kf_house import Village, said, to, village
from tests.fakes.wecom_kf import HOUR, KFID
from tests.fakes.wecom_server import SECRET

JPEG = b"\xff\xd8\xff" + b"\0" * 20


@pytest.fixture
async def here() -> AsyncIterator[Village]:
    async with village() as here:
        await here.known()
        yield here


async def test_several_replies_go_out_as_one_message(here: Village) -> None:
    receipts = await here.door.send([to("记下了", 1), to("对吗？", 2, ("对", "不对"))])
    assert here.texts() == ["记下了\n\n对吗？\n[对]\n[不对]"]
    assert said(receipts) == [("sent", 1), ("sent", 1)]
    assert receipts[0].parts == receipts[1].parts == (here.kf.heard("wm1")[0]["msgid"],)
    assert here.allowances.left["wm1"] == 4


async def test_the_door_says_what_it_takes(here: Village) -> None:
    limits = here.door.limits
    assert (limits.text, limits.buttons, limits.joins, limits.edits) == (2_048, True, True, False)
    assert here.door.messages(to("好" * 1_000)) == 2
    assert here.door.open


async def test_what_five_messages_do_not_hold_waits_and_says_what_is_out(here: Village) -> None:
    receipts = await here.door.send([to(str(number) + "好" * 600, number) for number in range(1, 7)])
    assert said(receipts) == [("sent", 1)] * 5 + [("spent", 0)]
    long = await here.door.send([to("好" * 4_000, 9)])
    assert said(long) == [("spent", 0)]
    here.kf.says("wm1", "还有呢")
    await here.server.until(lambda: here.allowances.left["wm1"] == 5)
    half = await here.door.send([to("好" * 4_000, 9)])
    assert said(half) == [("spent", 5)]
    here.kf.says("wm1", "还有呢？")
    await here.server.until(lambda: here.allowances.left["wm1"] == 5)
    rest = await here.door.send([to("好" * 4_000, 9, parts=half[0].parts)])
    assert said(rest) == [("sent", 6)]
    assert "".join(here.texts()[5:]).count("好") == 4_000


@pytest.mark.parametrize("code", [95001, 95002, 95013])
async def test_what_the_vendor_says_is_spent_is_noted_and_waits(here: Village, code: int) -> None:
    here.server.fault("refuse", "kf/send_msg", code=code)
    assert said(await here.door.send([to("好")])) == [("spent", 0)]
    assert here.allowances.left["wm1"] == 0


async def test_after_48_hours_the_vendor_says_so(here: Village) -> None:
    here.clock.now += 48 * HOUR
    assert said(await here.door.send([to("好")])) == [("spent", 0)]


async def test_an_answer_that_was_lost_is_found_by_the_msgid(here: Village) -> None:
    here.server.fault("reset after", "kf/send_msg")
    assert said(await here.door.send([to("好")])) == [("unreachable", 0)]
    assert said(await here.door.send([to("好")])) == [("sent", 1)]
    assert (here.texts(), here.allowances.left["wm1"]) == (["好"], 4)


async def test_a_call_that_did_not_arrive_is_made_again_and_counted_once(here: Village) -> None:
    here.server.fault("reset", "kf/send_msg")
    assert said(await here.door.send([to("好")])) == [("unreachable", 0)]
    assert said(await here.door.send([to("好")])) == [("sent", 1)]
    assert (here.texts(), here.allowances.left["wm1"]) == (["好"], 4)


async def test_what_came_back_is_said_once_more_under_another_msgid(here: Village) -> None:
    first = await here.door.send([to("好")])
    again = await here.door.send([to("好")])
    assert said(again) == [("sent", 1)]
    assert first[0].parts != again[0].parts
    assert (here.texts(), here.allowances.left["wm1"]) == (["好", "好"], 3)


async def test_what_the_vendor_never_takes_holds_up_nothing_else(here: Village) -> None:
    gone = FileReference("photo", "f" * 64, "image/jpeg", kept=True)
    receipts = await here.door.send([to("名单", 1, file=gone), to("菜到了", 2)])
    assert said(receipts) == [("refused", 0), ("sent", 1)]
    assert here.texts() == ["菜到了"]
    here.server.fault("refuse", "kf/send_msg", code=40058, times=2)
    assert said(await here.door.send([to("坏", 3)])) == [("refused", 0)]


async def test_a_budget_that_cannot_be_counted_leaves_everything_unsaid(here: Village) -> None:
    async def failing(chat: str) -> bool:
        raise NotCommitted("disk full")

    here.allowances.spend = failing  # type: ignore[method-assign]
    assert said(await here.door.send([to("好")])) == [("unreachable", 0)]
    assert here.texts() == []


@pytest.mark.parametrize(("code", "kind"), [
    (45009, "throttled"), (60020, "misconfigured"), (95000, "misconfigured"), (95017, "misconfigured"),
    (40096, "blocked"), (-1, "unreachable"),
])  # fmt: skip
async def test_a_refusal_means_to_the_outbox_what_it_says(here: Village, code: int, kind: str) -> None:
    here.server.fault("refuse", "kf/send_msg", code=code)
    assert said(await here.door.send([to("一", 1), to("好" * 680, 2)])) == [(kind, 0), (kind, 0)]


async def test_pictures_are_uploaded_once_and_other_files_as_files(here: Village) -> None:
    kept = await here.house.keep(JPEG, "image/jpeg", "photo")
    paper = await here.house.keep(b"%PDF-1.7 paper", "application/pdf", "file")
    voice = await here.house.keep(b"OggS and more", "audio/ogg", "voice")
    await here.door.send([to("名单", 1, file=kept)])
    await here.door.send([to("", 2, file=kept), to("", 3, file=paper)])
    assert here.texts() == ["(image)", "名单", "(image)", "(file)"]
    assert [asked.query["type"] for asked in here.server.called("media/upload")] == ["image", "file"]
    assert [asked.body.name for asked in here.server.called("media/upload")] == ["photo.jpg", "file.pdf"]
    await here.door.send([to("", 4, file=voice)])
    assert here.texts()[-1] == "(file)"


async def test_a_picture_that_the_vendor_forgot_is_uploaded_anew(here: Village) -> None:
    kept = await here.house.keep(JPEG, "image/jpeg", "photo")
    await here.door.send([to("", 1, file=kept)])
    here.kf.media._kept.clear()
    assert said(await here.door.send([to("", 2, file=kept)])) == [("sent", 1)]
    assert here.allowances.left["wm1"] == 3


async def test_nothing_can_be_taken_back_and_what_changes_is_said_anew(here: Village) -> None:
    first = await here.door.send([to("明天到", 1)])
    taken = await here.door.send([to("", 2, operation=Operation.WITHDRAW, parts=first[0].parts)])
    assert said(taken) == [("refused", 1)]
    changed = await here.door.send([to("后天到", 3, operation=Operation.EDIT, parts=first[0].parts)])
    assert here.texts() == ["明天到", "后天到"]
    assert changed[0].parts != first[0].parts


async def test_what_says_nothing_costs_nothing(here: Village) -> None:
    assert said(await here.door.send([to("")])) == [("sent", 0)]
    assert here.allowances.left["wm1"] == 5


async def test_the_link_opens_the_chat_and_may_say_where_it_hung(here: Village) -> None:
    assert here.door.link.startswith("https://work.weixin.qq.com/kf/")
    assert (await contact_way(here.api, SECRET, KFID, "grid-12")).endswith("grid-12")
    with pytest.raises(Refused):
        await contact_way(here.api, SECRET, KFID, "村")


async def test_the_log_names_nobody_and_says_no_words(here: Village) -> None:
    faults: list[dict[str, Any]] = [{"kind": "refuse", "code": 95001}, {"kind": "reset after"}, {"kind": "gateway"}]
    with capture_logs() as logs:
        for number, fault in enumerate(faults, 1):
            here.server.fault(path="kf/send_msg", **fault)
            await here.door.send([to("李阿公发烧", number)])
            here.kf.says("wm1", "李阿公发烧")
            await here.server.until(lambda: here.allowances.left["wm1"] == 5)
        here.kf.fail("1-0-" + "ab" * 14, "wm1", 0)
        await here.server.until(lambda: here.returns.all)
    assert not any(secret in str(logs) for secret in ("李阿公", "wm1", SECRET))
