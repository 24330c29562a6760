"""What goes wrong while a notice goes out: nobody is lost, and one bad recipient delays nobody else."""

import asyncio
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.acceptance.house import House, standing
from tests.acceptance.notice import Notice
from tests.acceptance.village import PEOPLE
from tests.fakes.telegram_server import TelegramServer

STRANGERS = 700_000
OTHERS_WAIT = 5.0
"""Seconds that nineteen of twenty others may have their copy later than the pace alone would have it."""

ALWAYS = float("inf")
PER_SECOND = 100
PACED = {"TONGXIN_TELEGRAM_PER_SECOND": str(PER_SECOND)}

FAULTS: dict[str, tuple[dict[str, Any], str, int]] = {
    # what goes wrong with one chat, what becomes of its copy in the end, how many copies it has then
    "reset": ({"kind": "reset", "times": ALWAYS}, "unknown", 0),
    "reset after": ({"kind": "reset after", "times": ALWAYS}, "unknown", 1),
    "hang": ({"kind": "hang", "times": ALWAYS}, "sending", 0),
    "throttle": ({"kind": "throttle", "times": 2, "seconds": 1}, "sent", 1),
    "500": ({"kind": "broken", "times": ALWAYS}, "unknown", 0),
    "HTML": ({"kind": "garbage", "times": ALWAYS}, "unknown", 1),
    "HTML of a portal": ({"kind": "portal", "times": 2}, "sent", 1),
    "HTML of a gateway": ({"kind": "gateway", "times": 2}, "sent", 1),
    "slow drip": ({"kind": "drip", "times": 1, "seconds": 0.01}, "sent", 1),
    "blocked": ({"kind": "refuse", "times": ALWAYS}, "failed", 0),
}


@pytest.mark.parametrize(
    ("people", "of_each"),
    [(300, 1), pytest.param(10_000, 20, id="soak", marks=[pytest.mark.soak, pytest.mark.timeout(400)])],
)
async def test_each_bad_recipient_ends_as_it_must_and_nobody_else_is_lost_or_delayed(
    make_house: Callable[..., House], server: TelegramServer, people: int, of_each: int
) -> None:
    """Every fault at once, each at some chats in the middle of the others."""
    chats = list(range(STRANGERS, STRANGERS + people))
    step = people // (2 * of_each * len(FAULTS))
    places = chats[20::step][: of_each * len(FAULTS)]
    # In turn: three chats that are told to wait shortly after each other would mean the whole bot.
    bad = {name: places[number :: len(FAULTS)] for number, name in enumerate(FAULTS)}
    for name, (fault, _, _) in FAULTS.items():
        for chat in bad[name]:
            server.fault(chat=chat, method="sendMessage", **fault)
    async with standing(make_house(**PACED)) as house:
        notice = Notice(house, server, chats)
        notice.queue()
        await house.start()
        # The short run does not wait until a call that hangs is given up.
        hanging, given_up = (1, "sending") if of_each == 1 else (0, "unknown")
        await server.until(lambda: notice.waiting() == hanging, 60 + people / PER_SECOND)
        states = notice.states()
    for name, (_, state, copies) in FAULTS.items():
        ends = given_up if name == "hang" else state
        assert {(states[chat], notice.copies(chat)) for chat in bad[name]} == {(ends, copies)}, name
    others = [chat for chat in chats if all(chat not in some for some in bad.values())]
    assert Counter((states[chat], notice.copies(chat)) for chat in others) == {("sent", 1): len(others)}
    assert _behind(notice, others) < OTHERS_WAIT


async def test_a_recipient_that_never_works_delays_nobody(
    make_house: Callable[..., House], server: TelegramServer
) -> None:
    chats = list(range(STRANGERS, STRANGERS + 300))
    server.fault("gateway", chat=chats[0], method="sendMessage", times=ALWAYS)
    async with standing(make_house(**PACED)) as house:
        notice = Notice(house, server, chats)
        notice.queue()
        await house.start()
        await server.until(lambda: sum(state == "sent" for state in notice.states().values()) == 299, 30)
    assert _behind(notice, chats[1:]) < OTHERS_WAIT
    assert [chat for chat in chats[1:] if notice.copies(chat) != 1] == []


async def test_a_429_for_all_rests_the_notice_and_not_the_answers(
    make_house: Callable[..., House], server: TelegramServer
) -> None:
    chats = list(range(STRANGERS, STRANGERS + 300))
    async with standing(make_house(**PACED)) as house:
        notice = Notice(house, server, chats)
        await house.start()
        await server.until(lambda: server.updates.webhook["url"])
        notice.queue()
        await server.until(lambda: len(notice.calls()) > 50)
        fault = server.fault("throttle", method="sendMessage", times=ALWAYS, seconds=6)
        await asyncio.sleep(0.5)
        before = len(notice.calls())
        refused = len(server.called("sendMessage"))
        server.says(PEOPLE[0].chat, "猪肉2斤")
        await server.until(lambda: len(server.called("sendMessage")) > refused)
        fault.times = 0
        server.says(PEOPLE[2].chat, "猪肉2斤")
        await server.until(lambda: server.heard(PEOPLE[2].chat))
        assert len(notice.calls()) == before
        await server.until(lambda: server.heard(PEOPLE[0].chat) and not notice.waiting(), 30)
    assert Counter(notice.copies(chat) for chat in chats) == {1: len(chats)}
    assert set(notice.states().values()) == {"sent"}


def _behind(notice: Notice, chats: Sequence[int]) -> float:
    """Seconds that nineteen of twenty chats are at most behind the notice's even pace."""
    reached = notice.reached()
    number = {chat: number for number, chat in enumerate(notice.chats)}
    return statistics.quantiles([reached[chat] - number[chat] / PER_SECOND for chat in chats], n=20)[-1]
