"""WeCom: its app, 微信客服, its group robots and its connected robot, each where its settings are there."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from starlette.routing import Route

from broadcasts.allowances import Allowances
from channels.wecom.api import Api
from channels.wecom.app import SENDS_A_MEMBER, App
from channels.wecom.app_cards import Words
from channels.wecom.callback import Callback, Take
from channels.wecom.customer_service import CustomerService, carrying
from channels.wecom.envelope import Envelope
from channels.wecom.stream import Stream
from channels.wecom.xml import text
from config import Settings
from domain.messages import Channel, Quota
from domain.spans import DAY, HOUR
from storage import people
from wiring.given import clock
from wiring.vendors import CameBack, DatabaseCursor, DatabaseLease, Ports, Vendor
from wiring.wecom_robots import robot

MESSAGES, OPEN_FOR = 5, 48 * HOUR
"""What 微信客服 lets us say after each word of a customer's.
https://developer.work.weixin.qq.com/document/path/94677"""

LEASE = 30_000
"""Milliseconds for which a connection's process is believed to live since it last said so."""

CUSTOMERS = "kf_msg_or_event"
"""The event that something waits at 微信客服; without a callback of its own it comes to the app's."""


def wecom(settings: Settings, ports: Ports) -> Vendor:
    """The robot's door is there without any key, too: it lets go of the groups of earlier keys."""
    api = Api(settings.wecom_api, settings.wecom_corp_id, clock)
    app = _app(settings, ports, api) if settings.wecom_agent_id else None
    customers = [_customer_service(settings, ports, api, kf) for kf in settings.wecom_kf_ids]
    streams = [_stream(settings, ports)] if settings.wecom_bot_id else []
    doors: list[Channel] = [*([app] if app else []), *customers, *streams, robot(settings, ports, api)]
    closing = [door.close for door in (app, *streams) if door] + [api.close]
    return Vendor(doors, _hooks(settings, app, customers), partial(_close, closing), partial(_link, customers))


def _app(settings: Settings, ports: Ports, api: Api) -> App:
    # Without a callback nobody could press what is on a card.
    limits = replace(
        App.limits, buttons=bool(settings.wecom_token), sends=Quota(settings.wecom_members * SENDS_A_MEMBER, DAY)
    )
    return App(
        api, settings.wecom_corp_id, settings.wecom_agent_id, settings.wecom_secret, ports.receive, ports.files,
        clock, words(ports), limits,
    )  # fmt: skip


def words(ports: Ports) -> Mapping[str, Words]:
    """What stands on a card beside a question, by language."""
    label = ports.templates.label
    return {
        language: Words(label(language, "wecom_choose", {}), label(language, "wecom_submit", {}))
        for language in ("zh", "en")
    }


def _customer_service(settings: Settings, ports: Ports, api: Api, open_kfid: str) -> CustomerService:
    account = f"wecom-kf:{open_kfid}"
    allowance = Allowances(ports.database, account, MESSAGES, OPEN_FOR, clock, partial(ports.woken, account))
    return CustomerService(
        api, settings.wecom_kf_secret or settings.wecom_secret, open_kfid, ports.receive,
        DatabaseCursor(ports.database, account), ports.files, allowance, CameBack(ports.database, account, clock),
        clock,
    )  # fmt: skip


def _stream(settings: Settings, ports: Ports) -> Stream:
    account = f"wecom-bot:{settings.wecom_bot_id}"

    async def known(chat: str) -> bool:
        return await ports.database.read(lambda tx: people.at_address(tx, account, chat)) is not None

    return Stream(
        settings.wecom_bot_url, settings.wecom_bot_id, settings.wecom_bot_secret, ports.receive, ports.files,
        DatabaseLease(ports.database, account, LEASE), clock, known=known,
    )  # fmt: skip


def _hooks(settings: Settings, app: App | None, customers: Sequence[CustomerService]) -> list[Route]:
    """The addresses that WeCom calls."""
    to_customers = partial(_to_customers, {door.account: door for door in customers})
    found = []
    if settings.wecom_token:
        take = partial(_to_either, app.take if app else None, to_customers)
        found.append(_hook(settings, "/wecom/callback", settings.wecom_token, settings.wecom_aes_key, take))
    if customers:
        token = settings.wecom_kf_token or settings.wecom_token
        key = settings.wecom_kf_aes_key or settings.wecom_aes_key
        found.append(_hook(settings, "/wecom/kf", token, key, to_customers))
    return found


def _hook(settings: Settings, path: str, token: str, aes_key: str, take: Take) -> Route:
    envelope = Envelope(token, aes_key, settings.wecom_corp_id)
    callback = Callback(path, envelope, take, clock, settings.wecom_tolerance * 1000)
    return Route(path, callback, methods=["GET", "POST"])


async def _to_either(app: Take | None, customers: Take, content: Element) -> None:
    if text(content, "Event") == CUSTOMERS:
        await customers(content)
    elif app is not None:
        await app(content)


async def _to_customers(doors: Mapping[str, CustomerService], content: Element) -> None:
    door = doors.get(f"wecom-kf:{text(content, 'OpenKfId')}")
    if door is not None:
        await door.take(content)


def _link(customers: Sequence[CustomerService], carried: str) -> str:
    link = next((door.link for door in customers if door.link), "")
    return carrying(link, carried) if link and carried else link


async def _close(closing: Sequence[Callable[[], Coroutine[Any, Any, None]]]) -> None:
    for close in closing:
        await close()
