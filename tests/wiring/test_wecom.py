"""Which of WeCom's doors are opened by which settings, and which addresses it may call then."""

from pathlib import Path
from typing import Any

import pytest

from channels.wecom.kf_sync import Sync
from config import Settings
from storage.files import FileStore
from templates.render import Templates
from tests.channels.wecom.house import standing
from tests.fakes.wecom_callbacks import Vendor
from tests.town import Town
from wiring.given import clock
from wiring.vendors import KeptFiles, Ports
from wiring.wecom import wecom

CORP: dict[str, Any] = {"wecom_corp_id": "ww1", "wecom_secret": "s"}
CALLED: dict[str, Any] = {"wecom_token": "t", "wecom_aes_key": "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"}
APP: dict[str, Any] = CORP | {"wecom_agent_id": "1000002"}
KF: dict[str, Any] = CORP | {"wecom_kf_id": "wk1,wk2"}
BOT: dict[str, Any] = {"wecom_bot_id": "aib1", "wecom_bot_secret": "s"}
ROBOT = "wecom-robot"


@pytest.mark.parametrize(
    ("settings", "accounts", "called"),
    [
        ({}, {ROBOT}, set()),
        (APP, {"wecom:ww1:1000002", ROBOT}, set()),
        (APP | CALLED, {"wecom:ww1:1000002", ROBOT}, {"/wecom/callback"}),
        (KF | CALLED, {"wecom-kf:wk1", "wecom-kf:wk2", ROBOT}, {"/wecom/callback", "/wecom/kf"}),
        (BOT, {"wecom-bot:aib1", ROBOT}, set()),
        (
            APP | KF | CALLED | BOT,
            {"wecom:ww1:1000002", "wecom-kf:wk1", "wecom-kf:wk2", "wecom-bot:aib1", ROBOT},
            {"/wecom/callback", "/wecom/kf"},
        ),
    ],
)
async def test_the_settings_open_the_doors(
    town: Town, tmp_path: Path, settings: dict[str, Any], accounts: set[str], called: set[str]
) -> None:
    async def receive(update: Any) -> Any:
        raise AssertionError("nobody writes")

    files = KeptFiles(FileStore(tmp_path))
    given = Settings(**settings)
    ports = Ports(town.database, receive, files, Templates(given.zone), lambda account, chat, claimed: None)
    vendor = wecom(given, ports)
    assert {door.account for door in vendor.doors} == accounts
    assert {route.path for route in vendor.hooks} == called
    await vendor.close()


KF_KEY = "hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo6qRkzLtkkkk"


@pytest.mark.parametrize(
    ("of_its_own", "path", "sealed_with", "fields", "rung"),
    [
        (False, "/wecom/callback", "app", {"Event": "kf_msg_or_event", "OpenKfId": "wk1"}, ["wk1"]),
        (False, "/wecom/kf", "app", {"Event": "kf_msg_or_event", "OpenKfId": "wk2"}, ["wk2"]),
        (False, "/wecom/kf", "app", {"Event": "kf_msg_or_event", "OpenKfId": "wk3"}, []),
        (True, "/wecom/kf", "kf", {"Event": "kf_msg_or_event", "OpenKfId": "wk1"}, ["wk1"]),
        (True, "/wecom/callback", "app", {"Event": "kf_msg_or_event", "OpenKfId": "wk1"}, []),
        (True, "/wecom/kf", "app", {"Event": "kf_msg_or_event", "OpenKfId": "wk1"}, []),
        (True, "/wecom/callback", "kf", {"Event": "kf_msg_or_event", "OpenKfId": "wk1"}, []),
        (True, "/wecom/kf", "kf", {"MsgType": "text", "Content": "你好", "MsgId": "1", "OpenKfId": "wk1"}, []),
        (False, "/wecom/kf", "app", {"MsgType": "text", "Content": "你好", "MsgId": "1"}, []),
    ],
)
async def test_a_bell_is_heard_by_whom_it_rings_for_and_with_their_key_only(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    of_its_own: bool, path: str, sealed_with: str, fields: dict[str, str], rung: list[str],
) -> None:  # fmt: skip
    heard: list[str] = []
    monkeypatch.setattr(Sync, "ring", lambda sync, token: heard.append(sync._open_kfid))

    async def receive(update: Any) -> Any:
        raise AssertionError("nobody of the app speaks at this address")

    own = {"wecom_kf_token": "kt", "wecom_kf_aes_key": KF_KEY} if of_its_own else {}
    given = Settings(**APP | KF | CALLED | own)
    files = KeptFiles(FileStore(tmp_path))
    vendor = wecom(given, Ports(town.database, receive, files, Templates(given.zone), lambda *woken: None))
    keys = {"app": ("t", CALLED["wecom_aes_key"]), "kf": ("kt", KF_KEY)}
    who = {"FromUserName": "lisi", "AgentID": "1000002"} if "MsgType" in fields else {}
    async with standing({hook.path: hook.app for hook in vendor.hooks}) as address:
        token, aes_key = keys[sealed_with]
        caller = Vendor(f"{address}{path}", clock, token, aes_key, "ww1")
        await caller.posts({**who, **fields})
    await vendor.close()
    assert heard == rung


async def test_a_customer_may_be_written_five_times_within_48_hours_of_a_word(town: Town, tmp_path: Path) -> None:
    async def receive(update: Any) -> Any:
        raise AssertionError("nobody writes")

    given, files = Settings(**KF | CALLED), KeptFiles(FileStore(tmp_path))
    vendor = wecom(given, Ports(town.database, receive, files, Templates(given.zone), lambda *woken: None))
    (door,) = (door for door in vendor.doors if door.account == "wecom-kf:wk1")
    allowance = door._allowance  # type: ignore[attr-defined]
    two_days, minute = 48 * 3_600_000, 60_000
    await allowance.hear("wm1", clock() - two_days, "")
    assert not await allowance.spend("wm1")
    await allowance.hear("wm1", clock() - two_days + minute, "")
    assert [await allowance.spend("wm1") for _ in range(6)] == [True] * 5 + [False]
    await vendor.close()


async def test_without_a_callback_nothing_is_sent_that_could_be_pressed(town: Town, tmp_path: Path) -> None:
    async def receive(update: Any) -> Any:
        raise AssertionError("nobody writes")

    for called, members in (({}, 200), (CALLED, 7)):
        given = Settings(**APP | called, wecom_members=members)
        ports = Ports(
            town.database, receive, KeptFiles(FileStore(tmp_path)), Templates(given.zone), lambda *woken: None
        )
        vendor = wecom(given, ports)
        limits = vendor.doors[0].limits
        assert (limits.buttons, limits.sends and limits.sends.messages) == (bool(called), 200 * members)
        await vendor.close()
