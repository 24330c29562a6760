"""The customer service before a small house of its own, with the vendor beside it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from channels.wecom.api import Api
from channels.wecom.kf import CustomerService
from domain.messages import Delivery, Receipt
from tests.channels.wecom.house import Allowances, Clock, House, Kept, Returns, running, say
from tests.fakes.wecom_kf import KFID, WeComKf
from tests.fakes.wecom_server import CORP, SECRET, WeComServer

NOW = 1_795_000_000_000
"""2026-11-18."""


class Village:
    """A house with the door for customers, and the vendor that plays its counterpart."""

    def __init__(self, server: WeComServer, clock: Clock) -> None:
        self.server, self.clock = server, clock
        self.kf = WeComKf(server)
        self.house, self.allowances, self.returns = House(), Allowances(), Returns()
        self.api = Api(server.url, CORP, clock)
        self.door = self.opened()

    def opened(self, first_pause: float = 0.02) -> CustomerService:
        """The door, as a process that has just begun has it."""
        door = CustomerService(
            self.api, SECRET, KFID, self.house.receive, self.house, Kept(self.house), self.allowances, self.returns,
            self.clock, first_pause,
        )  # fmt: skip
        self.kf.on_bell = lambda token, open_kfid: asyncio.ensure_future(door.take(bell(token, open_kfid)))
        return door

    async def until(self, *texts: str) -> None:
        await self.server.until(lambda: self.house.texts == list(texts), seconds=5)

    async def known(self, chat: str = "wm1", text: str = "您好") -> None:
        """A customer who has said something just now."""
        self.kf.says(chat, text)
        await self.server.until(lambda: self.allowances.left[chat] == 5, seconds=5)

    def texts(self, chat: str = "wm1") -> list[str]:
        """What a customer reads, each message as one text."""
        return [shown(message) for message in self.kf.heard(chat)]


def shown(message: dict[str, Any]) -> str:
    kind = message["msgtype"]
    if kind == "text":
        return str(message["text"]["content"])
    if kind != "msgmenu":
        return f"({kind})"
    menu = message["msgmenu"]
    items = [next(item[name] for name in ("click", "view") if name in item)["content"] for item in menu["list"]]
    lines = [menu.get("head_content", ""), *(f"[{item}]" for item in items), menu.get("tail_content", "")]
    return "\n".join(filter(None, lines))


def to(text: str, number: int = 1, labels: tuple[str, ...] = (), chat: str = "wm1", **facts: Any) -> Delivery:
    return say(text, chat, number, labels, account=f"wecom-kf:{KFID}", **facts)


def said(receipts: list[Receipt]) -> list[tuple[str, int]]:
    """What became of each delivery, and in how many messages it is out."""
    return [(str(receipt.failure.kind) if receipt.failure else "sent", len(receipt.parts)) for receipt in receipts]


def bell(token: str, open_kfid: str = KFID, event: str = "kf_msg_or_event") -> Element:
    """The opened callback."""
    root = Element("xml")
    named = {"ToUserName": CORP, "MsgType": "event", "Event": event, "Token": token, "OpenKfId": open_kfid}
    for name, value in named.items():
        SubElement(root, name).text = value
    return root


@asynccontextmanager
async def village(works: bool = True) -> AsyncIterator[Village]:
    clock = Clock(NOW)
    async with WeComServer(clock) as server:
        made = Village(server, clock)
        try:
            if works:
                async with running(made.door):
                    await server.until(lambda: made.door.link)
                    yield made
            else:
                yield made
        finally:
            await made.api.close()
