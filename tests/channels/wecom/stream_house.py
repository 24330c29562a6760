"""A Stream before a small house of its own, quick enough for tests."""

from dataclasses import replace
from typing import Any

from channels.wecom.stream import Stream
from channels.wecom.stream_socket import Pace
from domain.messages import Choice, Content, Delivery, Handled, Press, Update
from tests.channels.wecom.house import House, Kept, Lease
from tests.fakes.wecom_stream import BOT_ID, SECRET, WeComStream

ACCOUNT = f"wecom-bot:{BOT_ID}"
QUICK = Pace(
    connect=2, answer=2, ping=5, close=0.1, hold=0.02, finish=1, pause=0.01, longest_pause=0.05,
    kicked=0.02, longest_kicked=0.1, refused=0.02, longest_refused=0.1, again=(0.01, 0.01, 0.02),
)  # fmt: skip


class StreamHouse(House):
    """Says of presses whether they settle their question; replies at once where a test gave it words."""

    def __init__(self) -> None:
        super().__init__()
        self.settled = True
        self.replies: list[str] = []
        self.door: Stream | None = None

    async def receive(self, update: Update, /) -> Handled:
        handled = await super().receive(update)
        if self.replies and self.door and not handled.duplicate:
            await self.door.send([say(self.replies.pop(0), update.chat)])
        return replace(handled, settled=self.settled and update.press is not None)


def door(house: StreamHouse, server: WeComStream, lease: Lease | None = None, **facts: Any) -> Stream:
    facts = {"secret": SECRET, "pace": QUICK, "jitter": lambda: 0.0, "clock": lambda: 1_700_000_000_000} | facts
    secret, clock = facts.pop("secret"), facts.pop("clock")
    made = Stream(server.url, BOT_ID, secret, house.receive, Kept(house), lease or Lease(), clock, **facts)
    house.door = made
    return made


def say(text: str, chat: str = "wang", number: int = 1, labels: tuple[str, ...] = (), **facts: Any) -> Delivery:
    choices = tuple(Choice(label, Press("nonce", at)) for at, label in enumerate(labels, start=1))
    answers, link = facts.pop("answers", ""), facts.pop("link", None)
    content = Content(text, choices, facts.pop("file", None), answers, link)
    return Delivery(number, ACCOUNT, chat, content, **facts)
