"""`check` with WeCom: what is wrong with each of its doors, what to do, and what goes into which field."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse, RedirectResponse

from channels.wecom.callback import Callback
from channels.wecom.envelope import Envelope
from commands.ground import only_one
from config import Settings
from tests.channels.wecom.house import standing
from tests.commands.conftest import Tongxin
from tests.commands.test_check import port, wrong
from tests.fakes.wecom_app import WeComApp
from tests.fakes.wecom_rules import Refusal
from tests.fakes.wecom_server import CORP, SECRET, WeComServer
from tests.fakes.wecom_stream import BOT_ID, WeComStream
from tests.fakes.wecom_stream import SECRET as BOT_SECRET
from wiring.wecom_address import addresses, compared

__all__ = ["port"]

KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
APP = {
    "wecom_corp_id": CORP, "wecom_agent_id": "1000002", "wecom_secret": SECRET, "wecom_token": "QDG6eK",
    "wecom_aes_key": KEY,
}  # fmt: skip


class Vendor(WeComServer):
    """With an app that one member and one department see, and two accounts of 微信客服."""

    def __init__(self) -> None:
        super().__init__()
        self.agent = {
            "agentid": 1000002, "name": "同心", "close": 0, "allow_userinfos": {"user": [{"userid": "chen"}]},
            "allow_partys": {"partyid": [1]}, "allow_tags": {"tagid": []},
        }  # fmt: skip
        self.customers = [
            {"open_kfid": "wkQian", "name": "前岸村同心", "manage_privilege": True},
            {"open_kfid": "wkHou", "name": "后岸村同心", "manage_privilege": False},
        ]
        self.says = ""  #: instead of the words that the server has for a code
        self.app = WeComApp(self, "chen")
        self.add("GET", "agent/get", lambda asked: self.agent, query=("agentid",))
        self.add("POST", "kf/account/list", self.list)

    def list(self, asked: Any) -> dict[str, Any]:
        begin = asked.body["offset"]
        return {"account_list": self.customers[begin : begin + asked.body["limit"]]}

    def refuse(self, path: str, code: int, words: str = "no") -> None:
        def refuse(asked: Any) -> None:
            raise Refusal(code, errmsg=words)

        self.add("GET" if path == "agent/get" else "POST", path, refuse, ("agentid",) if path == "agent/get" else ())


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What WeCom says is the same on every database."""
    return f"sqlite:///{tmp_path / 'tongxin.db'}"


@pytest.fixture
async def vendor() -> AsyncIterator[Vendor]:
    async with Vendor() as server:
        yield server


@pytest.fixture
def checked(tongxin: Tongxin, port: str, vendor: Vendor) -> Any:
    async def check(*arguments: str, **settings: str) -> Any:
        given = APP | {"port": port, "wecom_api": vendor.url, "public_url": "https://tongxin.example"} | settings
        return await asyncio.to_thread(tongxin, "check", *arguments, **given)

    return check


def test_where_wecom_is_not_wanted_nothing_is_wrong(tongxin: Tongxin, port: str) -> None:
    done = tongxin("check", port=port)
    assert (done.returncode, "WeCom's app and 微信客服 are not set up" in done.stdout) == (0, True)


async def test_an_app_that_is_well_is_named_with_whom_it_reaches_and_where_wecom_calls(checked: Any) -> None:
    done = await checked()
    assert (done.returncode, wrong(done)) == (0, []), done.stdout
    assert "WeCom's app 同心 is known; it is seen by 1 members, 1 departments and 0 tags" in done.stdout
    assert "接收消息, 设置API接收: URL https://tongxin.example/wecom/callback" in done.stdout
    assert "start it before pressing 保存" in done.stdout
    assert "this machine's clock agrees with WeCom's" in done.stdout


async def test_no_secret_is_printed(checked: Any) -> None:
    done = await checked(wecom_secret="not-the-right-one-at-all")
    assert [line for line in wrong(done) if "40001: TONGXIN_WECOM_SECRET is not the Secret" in line], done.stdout
    for secret in ("not-the-right-one-at-all", KEY, "QDG6eK"):
        assert secret not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (40013, "copy TONGXIN_WECOM_CORP_ID again (我的企业"),
        (40056, "copy TONGXIN_WECOM_AGENT_ID again"),
        (42001, "the token of TONGXIN_WECOM_SECRET has expired at once"),
        (45009, "wait a minute and try again"),
        (60011, "the app of TONGXIN_WECOM_SECRET has no right to this"),
        (301002, "TONGXIN_WECOM_AGENT_ID and TONGXIN_WECOM_SECRET are of two apps"),
        (-1, "it is busy"),
    ],
)
async def test_what_wecom_refuses_is_told_with_the_remedy(
    checked: Any, vendor: Vendor, code: int, remedy: str
) -> None:
    vendor.refuse("agent/get", code)
    done = await checked()
    said = f"WeCom answers {code}: "
    assert [line for line in wrong(done) if line.startswith(said) and remedy in line], done.stdout


async def test_a_machine_that_is_not_trusted_reads_its_own_address_and_what_comes_first(
    checked: Any, vendor: Vendor
) -> None:
    words = "not allow to access from your ip, hint: [17118957226], from ip: 203.0.113.7, more info at x"
    vendor.refuse("agent/get", 60020, words)
    (line,) = [line for line in wrong(await checked()) if "60020" in line]
    assert "calls from 203.0.113.7: write that into 应用管理, the app, 企业可信IP" in line
    assert "接收消息" in line
    assert "可信域名" in line


async def test_what_hinders_both_doors_of_an_app_is_told_once(checked: Any, vendor: Vendor) -> None:
    vendor.trusted = False
    assert len([line for line in wrong(await checked(wecom_kf_id="wkQian")) if "60020" in line]) == 1


async def test_a_code_that_is_not_known_here_is_told_with_where_to_look(checked: Any, vendor: Vendor) -> None:
    vendor.refuse("agent/get", 99999, "no such luck, hint: [123], from ip: 203.0.113.7")
    (line,) = [line for line in wrong(await checked()) if "99999" in line]
    assert "(no such luck)" in line
    assert "devtool/query?e=99999" in line


async def test_an_app_that_is_switched_off_or_seen_by_nobody_is_told(checked: Any, vendor: Vendor) -> None:
    vendor.agent["close"] = 1
    assert [line for line in wrong(await checked()) if "同心 is switched off" in line]
    vendor.agent |= {"close": 0, "allow_userinfos": {}, "allow_partys": {}}
    assert [line for line in wrong(await checked()) if "同心 is seen by nobody: 应用管理, the app, 可见范围" in line]


@pytest.mark.parametrize("kind", ["garbage", "reset", "gateway"])
async def test_nonsense_instead_of_wecom_is_told_once(checked: Any, vendor: Vendor, kind: Any) -> None:
    vendor.fault(kind, times=99)
    done = await checked()
    assert len([line for line in wrong(done) if line.startswith("WeCom: ")]) == 1, done.stdout


async def test_a_network_that_is_away_is_told_once(tongxin: Tongxin, port: str) -> None:
    settings = APP | {"port": port, "wecom_api": "http://127.0.0.1:1", "public_url": "https://tongxin.example"}
    done = await asyncio.to_thread(tongxin, "check", **settings)
    (line,) = wrong(done)
    assert line.startswith("WeCom: http://127.0.0.1:1 does not answer (ClientConnectorError); is the network up")


async def test_the_menu_is_put_up_only_when_it_is_asked_for(checked: Any, vendor: Vendor) -> None:
    await checked()
    assert vendor.app.menu == []
    done = await checked("--apply")
    assert (done.returncode, "the menu of WeCom's app is up" in done.stdout) == (0, True), done.stdout
    assert [button["name"] for button in vendor.app.menu] == ["走访", "村里的事", "我的"]


async def test_a_menu_that_cannot_be_put_up_is_told(checked: Any, vendor: Vendor) -> None:
    vendor.fault("refuse", "menu/create", code=48002)
    assert [
        line for line in wrong(await checked("--apply")) if line.startswith("the menu is not up: WeCom answers 48002")
    ]


def test_a_menu_without_an_app_is_told(tongxin: Tongxin, port: str) -> None:
    (line,) = wrong(tongxin("check", "--apply", port=port))
    assert line.startswith("--apply puts up the menu of WeCom's app, and there is none")


async def test_accounts_of_the_customer_service_are_listed_until_one_is_chosen(checked: Any) -> None:
    done = await checked()
    assert "write those to serve into TONGXIN_WECOM_KF_ID: wkQian (前岸村同心), wkHou (后岸村同心)" in done.stdout


async def test_an_account_that_is_served_says_where_its_callback_goes(checked: Any) -> None:
    done = await checked(wecom_kf_id="wkQian")
    assert (done.returncode, "微信客服 前岸村同心 (wkQian) is served" in done.stdout) == (0, True), done.stdout
    assert "URL https://tongxin.example/wecom/kf" in done.stdout


async def test_a_wrong_account_reads_the_right_ones_and_one_that_is_not_handed_over_where_to_do_it(
    checked: Any,
) -> None:
    lines = wrong(await checked(wecom_kf_id="wkQain,wkHou"))
    assert [line for line in lines if "knows no account wkQain; its accounts are wkQian (前岸村同心)" in line]
    assert [line for line in lines if "后岸村同心 (wkHou) may not be managed by this app" in line]


async def test_an_app_that_may_not_serve_customers_reads_where_to_allow_it(checked: Any, vendor: Vendor) -> None:
    vendor.refuse("kf/account/list", 48002)
    (line,) = wrong(await checked(wecom_kf_id="wkQian"))
    assert "48002: the app of TONGXIN_WECOM_SECRET may not call this" in line
    assert "可调用接口的应用" in line
    assert wrong(await checked()) == [], "unless nobody wants it to"


async def test_all_accounts_are_read_though_they_come_in_pages(checked: Any, vendor: Vendor) -> None:
    vendor.customers = [{"open_kfid": f"wk{number}", "name": "村"} for number in range(205)]
    assert wrong(await checked(wecom_kf_id="wk204")) == []


def test_robots_are_named_after_villages_that_are_there(tongxin: Tongxin, port: str) -> None:
    robots = {"port": port, "wecom_robot_keys": "前岸村=693axxx6-7aoc-4bc4"}
    assert "are tried by the first post" in tongxin("check", **robots).stdout, "before the first start"
    tongxin("sample")
    assert wrong(tongxin("check", **robots)) == []
    (line,) = wrong(tongxin("check", **robots | {"wecom_robot_keys": "北岸村=693axxx6-7aoc-4bc4"}))
    assert line.startswith("group robot of 北岸村: TONGXIN_WECOM_ROBOT_KEYS must give each village a key of its own")
    assert line.endswith("; there are 前岸村")


@pytest.mark.parametrize(
    ("secret", "wrong_lines"),
    [(BOT_SECRET, []), ("another-secret", ["it refuses TONGXIN_WECOM_BOT_ID and TONGXIN_WECOM_BOT_SECRET"])],
)
async def test_a_connected_robot_is_tried_while_no_bot_runs(
    tongxin: Tongxin, port: str, secret: str, wrong_lines: list[str]
) -> None:
    async with WeComStream() as vendor:
        robot = {"port": port, "wecom_bot_id": BOT_ID, "wecom_bot_secret": secret, "wecom_bot_url": vendor.url}
        done = await asyncio.to_thread(tongxin, "check", **robot)
        assert ("can be connected" in done.stdout) == (not wrong_lines), done.stdout
        assert {line.split()[0] for line in done.stdout.splitlines()} <= {"ok", "wrong"}
        assert [line for line in wrong(done) if any(said in line for said in wrong_lines)] == wrong(done)
        assert "another-secret" not in done.stdout


def test_a_connected_robot_that_a_bot_serves_is_left_to_it(tongxin: Tongxin, port: str, tmp_path: Path) -> None:
    tongxin("sample")
    robot = {"port": port, "wecom_bot_id": BOT_ID, "wecom_bot_secret": "s", "wecom_bot_url": "ws://127.0.0.1:1"}
    with only_one(Settings(database=f"sqlite:///{tmp_path / 'tongxin.db'}")):
        done = tongxin("check", **robot)
    assert "is not tried beside a bot" in done.stdout
    (line,) = wrong(tongxin("check", **robot))
    assert "ws://127.0.0.1:1 does not answer (ClientConnectorError)" in line


async def test_a_house_that_wecom_cannot_reach_is_told_so(tongxin: Tongxin, port: str) -> None:
    for address in ("", "http://192.168.1.5:8080", "http://localhost:8080"):
        settings = APP | {"port": port, "wecom_api": "https://wecom.invalid", "public_url": address}
        done = await asyncio.to_thread(tongxin, "check", **settings)
        assert [line for line in wrong(done) if line.startswith("TONGXIN_PUBLIC_URL")], done.stdout


async def test_an_app_without_a_callback_is_told_what_it_lacks(checked: Any) -> None:
    done = await checked(wecom_token="", wecom_aes_key="")
    assert [line for line in wrong(done) if "set TONGXIN_WECOM_TOKEN and TONGXIN_WECOM_AES_KEY" in line]


async def tried(callback: Any) -> list[tuple[bool, str]]:
    async with standing({"/wecom/callback": callback}) as url:
        settings = Settings(**APP, wecom_api="http://127.0.0.1:1", public_url=url)  # type: ignore[arg-type]
        return await addresses(settings, runs=True)


def callback(token: str = "QDG6eK") -> Callback:
    async def take(content: Any) -> None:
        raise AssertionError("nothing is taken by a check")

    return Callback("a", Envelope(token, KEY, CORP), take, lambda: int(time.time() * 1000), 600_000)


async def test_the_address_is_tried_as_the_console_tries_it() -> None:
    (_, _), (is_well, line) = await tried(callback())
    assert (is_well, "answers as WeCom wants it" in line) == (True, True)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (callback("another"), "403: the running program has another Token"),
        (RedirectResponse("https://www.tongxin.example", 301), "301: it sends one elsewhere"),
        (PlainTextResponse("not found", 404), "404: the running program does not serve it (start it again)"),
        (PlainTextResponse("bad gateway", 502), "502: the proxy in front does not reach the program"),
        (PlainTextResponse("welcome"), "200: something else answers there"),
    ],
)
async def test_an_address_that_would_not_be_saved_is_explained(other: Any, why: str) -> None:
    (_, _), (is_well, line) = await tried(other)
    assert not is_well
    assert why in line


async def test_an_address_that_cannot_be_reached_is_explained() -> None:
    settings = Settings(**APP, wecom_api="http://127.0.0.1:1", public_url="http://127.0.0.1:1")  # type: ignore[arg-type]
    (_, _), (is_well, line) = await addresses(settings, runs=True)
    assert (is_well, "cannot be reached from here (ClientConnectorError)" in line) == (False, True)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (299, "agrees with WeCom's"),
        (-301, "is 301 s behind WeCom's: its calls will soon be refused"),
        (4_000, "is 4000 s ahead of WeCom's: its calls are refused"),
    ],
)
def test_a_clock_that_goes_wrong_is_told_before_calls_are_refused(ahead: float, said: str) -> None:
    is_well, line = compared(ahead, 600)
    assert (is_well, said in line) == (abs(ahead) < 300, True), line
