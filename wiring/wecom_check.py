"""`check` for WeCom: what each of its doors answers, what to write into which field of its console, what to mend."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

from structlog.testing import capture_logs

from channels.wecom.api import Api
from channels.wecom.app_menu import put_up
from channels.wecom.failures import Refused, Unanswered, Unsent
from channels.wecom.stream_socket import Pace, Socket, Why
from commands.check import Finding
from commands.ground import is_served
from config import PREFIX, Settings
from storage import areas
from storage.database import DatabaseUnavailable
from storage.migrate import MigrationRefused
from storage.opening import read_place
from storage.reading import open_for_reading
from templates.render import Templates
from wiring import wecom_robots
from wiring.given import clock
from wiring.wecom_address import addresses, clock_off
from wiring.wecom_errors import explain

PAGE = 100
"""Accounts of 微信客服 that come in one answer."""
SHOWN = 10
"""Names that are listed of many."""

ROBOT = "WeCom's 智能机器人"
TRIAL = Pace(connect=5.0, answer=5.0)
LOOK = 0.02
"""Seconds between two looks at a connection."""

Failed = (Unsent, Unanswered, Refused)


async def look(settings: Settings, runs: bool, apply: bool) -> list[Finding]:
    """`runs`: the program serves at this moment. `apply`: the app's menu is put up."""
    # What is wrong with the one app is said once, whoever calls in its name.
    return list(dict.fromkeys([finding async for finding in _look(settings, runs, apply)]))


async def _look(settings: Settings, runs: bool, apply: bool) -> AsyncIterator[Finding]:
    if settings.wecom_corp_id:
        api = Api(settings.wecom_api, settings.wecom_corp_id, clock)
        try:
            async for finding in _corp(settings, api, runs):
                yield finding
            if apply and settings.wecom_agent_id:
                yield await _menu(settings, api)
        finally:
            await api.close()
    else:
        yield True, f"WeCom's app and 微信客服 are not set up ({PREFIX}WECOM_CORP_ID is empty)"
    if apply and not settings.wecom_agent_id:
        yield False, f"--apply puts up the menu of WeCom's app, and there is none ({PREFIX}WECOM_AGENT_ID is empty)"
    if settings.wecom_robots:
        yield await _robots(settings)
    if settings.wecom_bot_id:
        yield await _connected(settings, runs)


async def _corp(settings: Settings, api: Api, runs: bool) -> AsyncIterator[Finding]:
    reached = True
    try:
        if settings.wecom_agent_id:
            for finding in _app(await api.get("agent/get", settings.wecom_secret, agentid=settings.wecom_agent_id)):
                yield finding
    except Failed as error:
        reached = isinstance(error, Refused)
        yield False, explain(settings, error, f"{PREFIX}WECOM_SECRET")
    if reached:
        for finding in await _customers(settings, api):
            yield finding
        for finding in await clock_off(settings):
            yield finding
    for finding in await addresses(settings, runs):
        yield finding


def _app(said: dict[str, Any]) -> Iterator[Finding]:
    """https://developer.work.weixin.qq.com/document/path/90227"""
    name = f"WeCom's app {said.get('name', '')}"
    if said.get("close"):
        yield False, f"{name} is switched off: 应用管理, the app, 启用"
        return
    members = len(said.get("allow_userinfos", {}).get("user", ()))
    departments = len(said.get("allow_partys", {}).get("partyid", ()))
    tags = len(said.get("allow_tags", {}).get("tagid", ()))
    if not (members or departments or tags):
        yield False, f"{name} is seen by nobody: 应用管理, the app, 可见范围"
        return
    yield True, f"{name} is known; it is seen by {members} members, {departments} departments and {tags} tags"


async def _menu(settings: Settings, api: Api) -> Finding:
    templates = Templates(settings.zone)
    try:
        await put_up(
            api, settings.wecom_secret, settings.wecom_agent_id,
            lambda name: templates.label(settings.language, name, {}),
        )  # fmt: skip
    except Failed as error:
        return False, f"the menu is not up: {explain(settings, error, f'{PREFIX}WECOM_SECRET')}"
    return True, "the menu of WeCom's app is up; who has the chat open sees it after opening it anew"


async def _customers(settings: Settings, api: Api) -> list[Finding]:
    """The accounts of 微信客服 against those of the settings."""
    secret, named = settings.wecom_kf_app
    try:
        accounts = await _accounts(api, secret)
    except Failed as error:
        if settings.wecom_kf_ids or settings.wecom_kf_secret:
            return [(False, explain(settings, error, named))]
        return [(True, f"微信客服 is not set up ({PREFIX}WECOM_KF_ID is empty)")]
    there = {str(account.get("open_kfid", "")): account for account in accounts}
    listed = ", ".join(f"{key} ({account.get('name', '')})" for key, account in list(there.items())[:SHOWN])
    if not settings.wecom_kf_ids:
        if not there:
            return [(True, f"微信客服 has no account that this app may serve ({PREFIX}WECOM_KF_ID is empty)")]
        return [
            (True, f"微信客服 is not set up; of its accounts write those to serve into {PREFIX}WECOM_KF_ID: {listed}")
        ]
    return [_customer(key, there, listed) for key in settings.wecom_kf_ids]


def _customer(key: str, there: dict[str, dict[str, Any]], listed: str) -> Finding:
    account = there.get(key)
    if account is None:
        known = f"its accounts are {listed}" if listed else "it has none that this app may see (可调用接口的应用)"
        return False, f"{PREFIX}WECOM_KF_ID: 微信客服 knows no account {key}; {known}"
    if not account.get("manage_privilege", True):
        return False, (
            f"微信客服 {account.get('name', '')} ({key}) may not be managed by this app: 微信客服, API, "
            "通过API管理微信客服账号, 企业内部开发, the app, 可管理的客服账号"
        )
    return True, f"微信客服 {account.get('name', '')} ({key}) is served"


async def _accounts(api: Api, secret: str) -> list[dict[str, Any]]:
    """https://developer.work.weixin.qq.com/document/path/94661"""
    found: list[dict[str, Any]] = []
    while True:
        said = await api.post("kf/account/list", secret, {"offset": len(found), "limit": PAGE})
        page = said.get("account_list", [])
        found += page
        if len(page) < PAGE:
            return found


async def _robots(settings: Settings) -> Finding:
    """They cannot be tried without posting into a group: only whether each is a village's."""
    well = True, f"WeCom's group robots of {', '.join(settings.wecom_robots)} are tried by the first post"
    try:
        database = await open_for_reading(settings.database, clock)
    except (DatabaseUnavailable, MigrationRefused):
        return well
    try:
        unclear = await database.read(lambda tx: wecom_robots.read(tx, settings.wecom_robots)[1])
        there = await database.read(lambda tx: [area.name for area in areas.of_kind(tx, "village")])
    finally:
        await database.close()
    if not unclear:
        return well
    known = f"there are {', '.join(there[:SHOWN])}" if there else "there is none yet (`import people` makes them)"
    return False, f"group robot of {', '.join(unclear)}: {wecom_robots.REMEDY}; {known}"


async def _connected(settings: Settings, runs: bool) -> Finding:
    """Whether the long connection comes about: tried while no bot runs here, since it would end that bot's."""
    place = read_place(settings.database)
    if runs or place.engine != "sqlite" or is_served(place):
        return True, f"{ROBOT} is not tried beside a bot, whose log says whether it is connected (wecom_stream_open)"
    socket = Socket(settings.wecom_bot_url, TRIAL, lambda frame: None, clock)
    with capture_logs():  # a check says its findings, and nothing else
        serving = asyncio.create_task(socket.serve(settings.wecom_bot_id, settings.wecom_bot_secret))
        while not (serving.done() or socket.subscribed):
            await asyncio.wait([serving], timeout=LOOK)
        if not serving.done():
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
            return True, f"{ROBOT} can be connected"
    ended = serving.result()
    if ended.why is Why.REFUSED:
        why = f"it refuses {PREFIX}WECOM_BOT_ID and {PREFIX}WECOM_BOT_SECRET ({ended.code}); copy both again from"
        return False, f"{ROBOT}: {why} the page of the robot, API模式, 使用长连接"
    why = (
        f"{settings.wecom_bot_url} does not answer ({ended.code}); is the network up, is a proxy needed (HTTPS_PROXY)"
    )
    return False, f"{ROBOT}: {why}, is {PREFIX}WECOM_BOT_URL right?"
