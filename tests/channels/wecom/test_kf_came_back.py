"""What the vendor took and did not bring: it is told to the house once, and the chat is shut where it must be."""

from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from domain.messages import NotCommitted
from tests.channels.wecom.kf_house import Village, said, to, village


@pytest.fixture
async def here() -> AsyncIterator[Village]:
    async with village() as here:
        yield here


async def test_a_message_that_did_not_arrive_is_told_once(here: Village) -> None:
    await here.known()
    await here.door.send([to("今天的菜", number=7), to("到了", number=8)])
    msgid = here.kf.heard("wm1")[0]["msgid"]
    here.house.refusals["又来"] = 2  # the page is fetched three times
    here.kf.fail(msgid, "wm1", 6)
    here.kf.says("wm1", "又来", ring=False)
    here.kf.bell()
    await here.until("您好", "又来")
    assert here.returns.all == [(7, "fail_type 6"), (8, "fail_type 6")]
    assert here.allowances.left["wm1"] == 5  # the word came later


async def test_what_did_not_arrive_of_an_earlier_process_is_told_of_its_first_delivery(here: Village) -> None:
    await here.known()
    here.kf.fail("9007199254740991-0-abcdef0123456", "wm1", 4)
    here.kf.fail("somebody-elses", "wm1", 0)
    await here.server.until(lambda: here.returns.all)
    assert here.returns.all == [(9007199254740991, "fail_type 4")]
    assert here.allowances.left["wm1"] == 0


async def test_a_return_that_could_not_be_noted_is_told_again(here: Village) -> None:
    called: list[int] = []

    async def failing(delivery: int, code: str, /) -> None:
        called.append(delivery)
        if len(called) < 3:
            raise NotCommitted

    here.door._returned = failing
    here.kf.fail("5-0-" + "ab" * 14, "wm1", 0)
    await here.server.until(lambda: len(called) == 3)
    await here.server.until(lambda: here.house.cursor == "cur-1")


async def test_what_fails_late_was_not_said(here: Village) -> None:
    await here.known()
    here.kf.fails_late = True
    here.kf.customer("wm1").left = 0
    assert said(await here.door.send([to("好", 7)])) == [("sent", 1)]
    await here.server.until(lambda: here.returns.all == [(7, "fail_type 6")])
    assert here.allowances.left["wm1"] == 0


async def test_a_fault_of_ours_holds_up_nobody_for_long_and_says_its_kind(here: Village) -> None:
    async def broken(delivery: int, code: str, /) -> None:
        raise TypeError("a bug")

    here.door._returned = broken
    with capture_logs() as logs:
        here.kf.fail("5-0-" + "ab" * 14, "wm1", 0)
        here.kf.says("wm2", "你好")
        await here.until("你好")
        await here.server.until(lambda: here.door.counts["given_up"] == 1)
    assert {entry.get("reason") for entry in logs if entry["event"] == "wecom_kf_row_failed"} == {"TypeError"}
