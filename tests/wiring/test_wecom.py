"""Which of WeCom's doors are opened by which settings, and which addresses it may call then."""

from pathlib import Path
from typing import Any

import pytest

from config import Settings
from storage.files import FileStore
from templates.render import Templates
from tests.town import Town
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
