"""WeCom: its app, 微信客服, its group robots and its connected robot, each where its settings are there."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

import structlog
from starlette.routing import Route

from broadcasts.allowances import Allowances
from channels.wecom.api import Api
from channels.wecom.app import SENDS_A_MEMBER, App
from channels.wecom.app_cards import Words
from channels.wecom.callback import Callback, Take
from channels.wecom.kf import BELL, CustomerService, account_of, carrying
from channels.wecom.stream import Stream
from channels.wecom.xml import text
from config import PREFIX, Settings
from domain.messages import Channel, Quota
from domain.spans import DAY, HOUR
from storage import people
from wiring.given import clock
from wiring.vendors import CameBack, DatabaseCursor, DatabaseLease, Ports, Vendor
from wiring.wecom_address import APP_PATH, KF_PATH, envelopes
from wiring.wecom_robots import robot

log = structlog.get_logger()

MESSAGES, OPEN_FOR = 5, 48 * HOUR
"""What 微信客服 lets us say after each word of a customer's.
https://developer.work.weixin.qq.com/document/path/94677"""

LEASE = 30_000
"""Milliseconds for which a connection's process is believed to live since it last said so."""

REMEDY = f"微信客服, API, 回调设置 must name {KF_PATH}; or leave {PREFIX}WECOM_KF_TOKEN and _KF_AES_KEY empty"


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
    account = account_of(open_kfid)
    allowance = Allowances(ports.database, account, MESSAGES, OPEN_FOR, clock, partial(ports.woken, account))
    return CustomerService(
        api, settings.wecom_kf_app[0], open_kfid, ports.receive,
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
    to_customers = partial(_to_customers, customers)
    # What has a key of its own is rung for by nobody who knows another.
    to_either = partial(_to_either, app, None if settings.wecom_kf_token else to_customers)
    takes: dict[str, Take] = {APP_PATH: to_either, KF_PATH: to_customers}
    tolerance = settings.wecom_tolerance * 1000
    return [
        Route(path, Callback(path, envelope, takes[path], clock, tolerance), methods=["GET", "POST"])
        for path, envelope in envelopes(settings).items()
    ]


async def _to_either(app: App | None, customers: Take | None, content: Element) -> None:
    """Without a callback of its own what happens at 微信客服 comes to the app's."""
    if text(content, "Event") != BELL:
        if app is not None:
            await app.take(content)
    elif customers is None:
        log.warning("wecom_kf_rings_at_the_apps_address", remedy=REMEDY)
    else:
        await customers(content)


async def _to_customers(doors: Sequence[CustomerService], content: Element) -> None:
    for door in doors:
        await door.take(content)  # each heeds its own


def _link(customers: Sequence[CustomerService], carried: str) -> str:
    link = next((door.link for door in customers if door.link), "")
    return carrying(link, carried) if link and carried else link


async def _close(closing: Sequence[Callable[[], Coroutine[Any, Any, None]]]) -> None:
    for close in closing:
        await close()
