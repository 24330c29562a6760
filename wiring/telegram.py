"""Telegram: one bot, if a token is set."""

from dataclasses import replace
from functools import partial

from channels.telegram import Telegram
from config import Settings
from handlers import COMMANDS
from wiring.vendors import DatabaseCursor, Ports, Vendor


def telegram(settings: Settings, ports: Ports) -> Vendor | None:
    if not settings.telegram_token:
        return None
    commands = {
        language: [(name, ports.templates.label(language, f"command_{name}", {})) for name in COMMANDS]
        for language in ("zh", "en")
    }
    limits = replace(
        Telegram.limits, per_second=settings.telegram_bulk, per_chat=settings.telegram_per_chat,
        per_group=settings.telegram_per_group,
    )  # fmt: skip
    cursor = DatabaseCursor(ports.database, f"telegram:{settings.telegram_token.partition(':')[0]}")
    door = Telegram(
        settings.telegram_token, settings.telegram_api, settings.public_url, ports.receive, cursor, ports.files,
        commands, limits=limits, paid=settings.telegram_paid_broadcast,
    )  # fmt: skip
    return Vendor([door], door.routes(), door.close, partial(_link, door))


def _link(door: Telegram, carried: str) -> str:
    return f"{door.link}?start={carried}" if door.link and carried else door.link
