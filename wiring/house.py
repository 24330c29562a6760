"""The whole house over an open database; nothing of it runs yet."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from broadcasts import digests, reminders
from broadcasts.outbox import Writer
from broadcasts.regrets import Regrets
from broadcasts.sender import Sender
from channels.web import Web
from commands.run import Wired
from config import Settings
from console.console import Console
from console.house import House as ConsoleHouse
from console.vitals import Vitals
from domain.messages import Channel, Handled, Update
from handlers import FLOWS
from handlers.dispatch import Dispatcher
from handlers.flow import House
from storage.database import Database
from storage.door import Doorkeeper
from storage.files import FileStore
from storage.outbox import Claimed
from templates.render import Templates
from wiring import beside
from wiring.given import clock, code, nonce, secret
from wiring.telegram import telegram
from wiring.vendors import KeptFiles, Ports
from wiring.wecom import wecom

VENDORS = (telegram, wecom)
"""Each of them opens the doors that the settings name, or none."""


def wire(settings: Settings, database: Database) -> Wired:
    templates = Templates(settings.zone)
    store = FileStore(Path(settings.files))
    vitals = Vitals(database, clock)
    writer = Writer(templates, nonce)

    # What is made further down, for the doors that come first.
    async def receive(update: Update) -> Handled:
        return await dispatcher.receive(update)

    def woken(account: str, chat: str, waited: Sequence[Claimed]) -> None:
        sender.woken(account, chat, waited)

    def bot_link(carried: str = "") -> str:
        return next((link for vendor in vendors if (link := vendor.link(carried))), "")

    ports = Ports(database, receive, KeptFiles(store), templates, woken)
    vendors = [vendor for opened in VENDORS if (vendor := opened(settings, ports))]
    elsewhere = {door.account: door for vendor in vendors for door in vendor.doors}
    web = Web(receive, Doorkeeper(database, clock, secret), ports.files, clock, settings.has_https, settings.language)
    channels: dict[str, Channel] = {web.account: web, **elsewhere}
    paces = {account: door.limits.per_second for account, door in channels.items()}
    sender = Sender(
        database, channels, clock, templates.render(settings.language, "shared/repeated", {}), vitals.send,
        {**reminders.composers(digests.conditions()), **digests.composers(writer)},
    )  # fmt: skip
    # The web page itself keeps and repeats what could not be committed; people elsewhere are told to.
    regrets = Regrets(elsewhere, templates, settings.language, clock)
    house = House(
        settings.zone, settings.language, settings.address, bot_link, secret, code, store, templates, paces,
        beside.unheard(channels),
    )  # fmt: skip
    dispatcher = Dispatcher(database, FLOWS, house, writer, sender.hand, clock, vitals.turn, regrets.tell)
    console = Console(ConsoleHouse(
        database, clock, settings.zone, settings.address, settings.has_https, settings.language, secret, writer,
        bot_link, store, paces,
    ))  # fmt: skip
    hooks = [route for vendor in vendors for route in vendor.hooks]
    routes = [*hooks, *web.routes(), *console.routes(), *vitals.routes()]
    fetcher = beside.fetcher(database, channels, writer, store)
    return Wired(
        site=_site(hooks, Starlette(routes=routes, exception_handlers=web.exception_handlers())),
        clock=beside.ticking(settings, database, writer, channels, store, bot_link),
        running=[sender.run, fetcher.run, *(door.run for door in channels.values())],
        stopping=[web.close_streams],
        closing=[vendor.close for vendor in vendors],
    )


def _site(hooks: Sequence[Route], pages: ASGIApp) -> ASGIApp:
    """The pages; before all that stands around them the vendors' addresses, which are called for every message."""
    called = {route.path: route.app for route in hooks}

    async def site(scope: Scope, receive: Receive, send: Send) -> None:
        hook = called.get(scope.get("path", "")) if scope.get("method") == "POST" else None
        await (hook or pages)(scope, receive, send)

    return site
