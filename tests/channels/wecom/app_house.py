"""The self-built app before a small house, its corp played by the server that its calls go to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from channels.wecom.api import Api
from channels.wecom.app import App
from channels.wecom.app_cards import Words
from channels.wecom.callback import Callback
from channels.wecom.envelope import Envelope
from domain.messages import FailureKind, Receipt, Receive
from tests.channels.wecom.house import Clock, House, Kept, standing
from tests.fakes.wecom_app import AGENT, WeComApp
from tests.fakes.wecom_callbacks import AES_KEY, TOKEN, Vendor
from tests.fakes.wecom_server import CORP, SECRET, WeComServer

NOW = 1_700_000_000_000
WORDS = {"zh": Words("请选择", "确定"), "en": Words("Please choose", "OK")}


@dataclass
class Corp:
    """The vendor's side and ours."""

    time: Clock
    server: WeComServer
    app: WeComApp
    house: House
    door: App
    vendor: Vendor

    async def says(self, fields: dict[str, Any]) -> None:
        """Something that a member did, which is to be answered 200 at once."""
        assert await self.vendor.posts(fields) == [200]


@asynccontextmanager
async def corp(called: bool = True, receive: Receive | None = None, **facts: Any) -> AsyncIterator[Corp]:
    """A corp of four members, with its app; `called`: with its callback, too; `receive`: another house; `facts` of
    the door."""
    time = Clock(NOW)
    house = House()
    async with WeComServer(time) as server:
        app = WeComApp(server, "WangJian", "lisi", "zhao.6", "sun")
        api = Api(server.url, CORP, time)
        door = App(api, CORP, str(AGENT), SECRET, receive or house.receive, Kept(house), time, WORDS, **facts)
        callback = Callback(door.account, Envelope(TOKEN, AES_KEY, CORP), door.take, time, 600_000)
        ends = {"/wecom/callback": callback}
        try:
            async with standing(ends) if called else nullcontext("") as address:
                yield Corp(time, server, app, house, door, Vendor(f"{address}/wecom/callback", time))
        finally:
            await door.close()
            await api.close()


def failed(receipt: Receipt) -> FailureKind | None:
    return receipt.failure.kind if receipt.failure else None
