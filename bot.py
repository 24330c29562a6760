"""Tongxin: the only place where everything meets. Wires the house, and hands the command line to commands/."""

from __future__ import annotations

import os
import secrets
import time
from functools import partial
from typing import TYPE_CHECKING

# pypinyin's phrase dictionary costs 40 MB and is not used.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

import typer

from commands import check, exporting, importing, invite, sample, understand

if TYPE_CHECKING:
    from commands.run import Wired
    from config import Settings
    from storage.database import Database

app = typer.Typer(name="bot.py", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(importing.app)
app.add_typer(exporting.app)
app.command()(sample.sample)
app.command()(invite.invite)
app.command()(check.check)
app.command()(understand.understand)


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
    from pathlib import Path

    from starlette.applications import Starlette

    from broadcasts.clock import Clock
    from broadcasts.closing import close
    from broadcasts.fetcher import Fetcher
    from broadcasts.forwarding import forward
    from broadcasts.outbox import Writer
    from broadcasts.regrets import Regrets
    from broadcasts.sender import Sender
    from channels.web import Web
    from commands.run import DatabaseCursor, KeptFiles, Wired
    from console.console import Console
    from console.vitals import Vitals
    from domain.messages import Channel, Delivery, Handled, Update
    from handlers import COMMANDS, FLOWS
    from handlers.dispatch import Dispatcher
    from handlers.flow import House
    from storage.door import Doorkeeper
    from storage.files import FileStore
    from storage.windows import CLOSING
    from templates.render import Templates

    templates = Templates(settings.zone)
    store = FileStore(Path(settings.files))
    files = KeptFiles(store)
    vitals = Vitals(database, clock)
    writer = Writer(templates, lambda: secrets.token_urlsafe(12))
    house = House(settings.zone, settings.language, settings.address, _secret, _code, store)
    channels: dict[str, Channel] = {}

    async def receive(update: Update) -> Handled:
        return await dispatcher.receive(update)

    secure = settings.address.startswith("https://")
    door = Doorkeeper(database, clock, _secret)
    web = Web(receive, door, files, clock, secure, settings.language)
    channels[web.account] = web
    routes = web.routes()
    closing = []
    if settings.telegram_token:
        from channels.telegram import Telegram

        account = f"telegram:{settings.telegram_token.partition(':')[0]}"
        cursor = DatabaseCursor(database, account)
        telegram = Telegram(
            settings.telegram_token, settings.telegram_api, settings.public_url, receive, cursor, files,
            {language: [(name, templates.label(language, f"command_{name}", {})) for name in COMMANDS]
             for language in ("zh", "en")},
        )  # fmt: skip
        channels[telegram.account] = telegram
        routes = [*telegram.routes(), *routes]
        closing.append(telegram.close)
    sender = Sender(
        database, channels, clock, templates.render(settings.language, "shared/repeated", {}), vitals.send
    )
    beside = {account: channel for account, channel in channels.items() if channel is not web}
    regrets = Regrets(beside, templates, settings.language, clock)

    def hand(deliveries: tuple[Delivery, ...]) -> None:
        sender.hand(deliveries)

    dispatcher = Dispatcher(database, FLOWS, house, writer, hand, clock, vitals.turn, regrets.tell)
    console = Console(
        database, clock, settings.zone, settings.address, secure, settings.language, _secret, writer
    )  # fmt: skip
    ticking = Clock(database, {CLOSING: lambda tx, window, now: close(tx, writer, window, now)}, clock)
    forwarding = partial(forward, writer=writer)
    fetcher = Fetcher(database, channels, files, forwarding, clock)
    site = Starlette(
        routes=[*routes, *console.routes(), *vitals.routes()], exception_handlers=web.exception_handlers()
    )
    running = [sender.run, fetcher.run, *(channel.run for channel in channels.values())]
    return Wired(site, channels, ticking, running, [web.close_streams], closing)


def _secret() -> str:
    return secrets.token_urlsafe(24)


def _code() -> str:
    return f"{secrets.randbelow(10**8):08}"


if __name__ == "__main__":
    app()
