"""However much waits for one chat, no door of WeCom's is given more than the vendor takes."""

import pytest

from broadcasts.pacing import Pacing
from channels.wecom.app import App
from channels.wecom.robot import Robot
from channels.wecom.stream import Stream
from domain.messages import Limits

MINUTE, HOUR = 60_000, 3_600_000


@pytest.mark.parametrize(
    ("limits", "chat", "span", "most"),
    [
        (App.limits, "lisi", MINUTE, 30),
        (App.limits, "lisi", HOUR, 1_000),
        (Stream.limits, "lisi", MINUTE, 30),
        (Stream.limits, "lisi", HOUR, 1_000),
        (Stream.limits, "-wr1", MINUTE, 30),
        (Stream.limits, "-wr1", HOUR, 1_000),
        (Robot.limits, "-0123456789abcdef", MINUTE, 20),
    ],
)
def test_one_chat_never_gets_more_than_the_vendor_takes(limits: Limits, chat: str, span: int, most: int) -> None:
    pacing, now, went = Pacing(limits), 0, list[int]()
    for _ in range(2_100):
        now += int(pacing.chat_wait(chat, bulk=False, now=now))
        pacing.goes(chat, now)
        went.append(now)
    assert all(last - first > span for first, last in zip(went, went[most:], strict=False))
    # And no less: what waits is not held back for nothing.
    assert went[most] - went[0] < span + 10_000
