"""Tongxin: the only place where everything meets. Wires the house, and hands the command line to commands/."""

from __future__ import annotations

import os
import secrets
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

# pypinyin's phrase dictionary costs 40 MB and is not used.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

import typer

from commands import check, exporting, importing, invite, purge, sample, understand
from commands.plain_errors import PlainErrors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.routing import Route
    from starlette.types import ASGIApp, Scope, Send
    from starlette.types import Receive as ReadBody

    from broadcasts.clock import Clock
    from broadcasts.fetcher import Fetcher
    from broadcasts.outbox import Writer
    from channels.telegram import Telegram
    from channels.web import Web
    from commands.run import Wired
    from config import Settings
    from console.console import Console
    from domain.messages import Channel, Files, Receive
    from storage.database import Database
    from storage.files import FileStore
    from templates.render import Templates

app = typer.Typer(
    name="bot.py", cls=PlainErrors, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
app.add_typer(importing.app)
app.add_typer(exporting.app)
app.command()(sample.sample)
app.command()(invite.invite)
app.command()(check.check)
app.command()(understand.understand)
app.command()(purge.purge)


def clock() -> int:
    """Now, in epoch milliseconds."""
    return time.time_ns() // 1_000_000


@app.command()
def run(
    demo: bool = typer.Option(False, "--demo", help="Make the sample village first, and print links into it."),
) -> None:
    """Serve the village: web chat, console, and the channels that are set up."""
    from commands.run import serve

    serve(wire, clock, demo)


def wire(settings: Settings, database: Database) -> Wired:
    """The whole house over an open database; nothing of it runs yet."""
    from starlette.applications import Starlette

    from broadcasts import digests, reminders
    from broadcasts.outbox import Writer
    from broadcasts.regrets import Regrets
    from broadcasts.sender import Sender
    from commands.run import KeptFiles, Wired
    from console.vitals import Vitals
    from domain.messages import Delivery, Handled, Update
    from handlers import FLOWS
    from handlers.dispatch import Dispatcher
    from handlers.flow import House
    from storage.files import FileStore
    from templates.render import Templates

    templates = Templates(settings.zone)
    store = FileStore(Path(settings.files))
    vitals = Vitals(database, clock)
    writer = Writer(templates, _nonce)

    async def receive(update: Update) -> Handled:
        return await dispatcher.receive(update)

    def hand(deliveries: tuple[Delivery, ...]) -> None:
        sender.hand(deliveries)

    files = KeptFiles(store)
    web = _web(settings, database, receive, files)
    vendors = [_telegram(settings, database, receive, files, templates)] if settings.telegram_token else []
    doors: list[Channel] = [web, *vendors]

    def bot_link() -> str:
        return next((vendor.link for vendor in vendors if vendor.link), "")

    channels = {door.account: door for door in doors}
    sender = Sender(
        database, channels, clock, templates.render(settings.language, "shared/repeated", {}), vitals.send,
        {**reminders.composers(digests.conditions()), **digests.composers(writer)},
    )  # fmt: skip
    # The web page itself keeps and repeats what could not be committed; people elsewhere are told to.
    regrets = Regrets({vendor.account: vendor for vendor in vendors}, templates, settings.language, clock)
    paces = {account: door.limits.per_second for account, door in channels.items()}
    house = House(
        settings.zone, settings.language, settings.address, bot_link, _secret, _code, store, templates, paces
    )
    dispatcher = Dispatcher(database, FLOWS, house, writer, hand, clock, vitals.turn, regrets.tell)
    ticking, fetcher = _beside(settings, database, writer, channels, store)
    pages = [*_console(settings, database, writer, bot_link, store, channels).routes(), *vitals.routes()]
    hooks = [route for vendor in vendors for route in vendor.routes()]
    routes = [*hooks, *web.routes(), *pages]
    return Wired(
        site=_site(hooks, Starlette(routes=routes, exception_handlers=web.exception_handlers())),
        channels=channels,
        clock=ticking,
        running=[sender.run, fetcher.run, *(door.run for door in doors)],
        stopping=[web.close_streams],
        closing=[vendor.close for vendor in vendors],
    )


def _site(hooks: Sequence[Route], pages: ASGIApp) -> ASGIApp:
    """The pages; before all that stands around them the vendors' addresses, which are called for every message."""
    called = {route.path: route.app for route in hooks}

    async def site(scope: Scope, receive: ReadBody, send: Send) -> None:
        hook = called.get(scope.get("path", "")) if scope.get("method") == "POST" else None
        await (hook or pages)(scope, receive, send)

    return site


def _web(settings: Settings, database: Database, receive: Receive, files: Files) -> Web:
    from channels.web import Web
    from storage.door import Doorkeeper

    door = Doorkeeper(database, clock, _secret)
    return Web(receive, door, files, clock, _has_https(settings), settings.language)


def _telegram(
    settings: Settings, database: Database, receive: Receive, files: Files, templates: Templates
) -> Telegram:
    from channels.telegram import Telegram
    from commands.run import DatabaseCursor
    from handlers import COMMANDS

    cursor = DatabaseCursor(database, f"telegram:{settings.telegram_token.partition(':')[0]}")
    commands = {
        language: [(name, templates.label(language, f"command_{name}", {})) for name in COMMANDS]
        for language in ("zh", "en")
    }
    limits = replace(
        Telegram.limits, per_second=settings.telegram_bulk, per_chat=settings.telegram_per_chat,
        per_group=settings.telegram_per_group,
    )  # fmt: skip
    return Telegram(
        settings.telegram_token, settings.telegram_api, settings.public_url, receive, cursor, files, commands,
        limits=limits, paid=settings.telegram_paid_broadcast,
    )  # fmt: skip


def _console(
    settings: Settings,
    database: Database,
    writer: Writer,
    bot_link: Callable[[], str],
    files: FileStore,
    channels: Mapping[str, Channel],
) -> Console:
    from console.console import Console

    return Console(
        database, clock, settings.zone, settings.address, _has_https(settings), settings.language, _secret, writer,
        bot_link, files, {account: channel.limits.per_second for account, channel in channels.items()},
    )  # fmt: skip


def _beside(
    settings: Settings, database: Database, writer: Writer, channels: Mapping[str, Channel], store: FileStore
) -> tuple[Clock, Fetcher]:
    """What works by itself while people write: the tick, and the fetching of files."""
    from broadcasts.clock import Clock
    from broadcasts.feeding import Feeder
    from broadcasts.fetcher import Fetcher
    from broadcasts.firings import firings
    from broadcasts.forwarding import forward
    from broadcasts.mornings import Mornings
    from broadcasts.nudging import Nudger
    from broadcasts.purging import Purger
    from broadcasts.reading_back import Previewer
    from broadcasts.reminders import Reminders
    from commands.run import KeptFiles

    pace = sum(channel.limits.per_second for channel in channels.values())
    feeder = Feeder(database, writer, clock, pace)
    nudger = Nudger(database, writer, clock)
    reminders = Reminders(database, settings.zone, clock)
    paces = {account: channel.limits.per_second for account, channel in channels.items()}
    previewer = Previewer(database, writer, paces, clock)
    fires = firings(writer, store, settings.address)
    mornings = Mornings(database, settings.zone, clock)
    purger = Purger(database, store, settings.zone, clock)
    beside = (mornings.look, reminders.tick, nudger.go_on, feeder.feed, previewer.show, purger.look)
    ticking = Clock(database, fires, writer, clock, beside)
    return ticking, Fetcher(database, channels, KeptFiles(store), partial(forward, writer=writer), clock)


def _has_https(settings: Settings) -> bool:
    return settings.address.startswith("https://")


def _nonce() -> str:
    return secrets.token_urlsafe(12)


def _secret() -> str:
    return secrets.token_hex(20)


def _code() -> str:
    return f"{secrets.randbelow(10**8):08}"


if __name__ == "__main__":
    app()
