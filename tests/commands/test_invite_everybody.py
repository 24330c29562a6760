"""`invite --wecom-kf`: a link into WeChat for a village or grid, its code, a poster; and beside a personal link."""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from commands.sample_village import make_village
from console.printing import NoPdf
from storage import areas, links
from storage.database import Database, Transaction
from storage.opening import open_database
from tests.commands.conftest import Done
from tests.fakes.wecom_kf import KFID, WeComKf
from tests.fakes.wecom_server import CORP, SECRET, WeComServer
from tests.town import ZONE

LINK = re.compile(r"^https://work\.weixin\.qq\.com/\S+$", re.MULTILINE)
Invites = Callable[..., Any]


@pytest.fixture
async def server() -> AsyncIterator[WeComServer]:
    async with WeComServer() as vendor:
        WeComKf(vendor)
        yield vendor


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    from commands.house import now

    opened = await open_database(database_url, now)
    await make_village(opened, now(), ZONE)
    yield opened
    await opened.close()


@pytest.fixture
def invites(tongxin: Any, server: WeComServer, database: Database) -> Invites:
    """The command, with a customer service that is set up."""

    async def invite(*arguments: object, **settings: str) -> Done:
        given = {
            "wecom_corp_id": CORP, "wecom_kf_id": KFID, "wecom_kf_secret": SECRET, "wecom_api": server.url,
            "wecom_kf_token": "token", "wecom_kf_aes_key": "k" * 43,
        }  # fmt: skip
        return await asyncio.to_thread(tongxin, "invite", *arguments, **given | settings)

    return invite


async def area(database: Database, name: str) -> int:
    return await database.read(lambda tx: areas.named(tx, name)[0].id)


def carried(stdout: str) -> str:
    """What the chat begins with that a printed link opens."""
    found = LINK.search(stdout)
    assert found is not None, stdout
    (said,) = parse_qs(urlsplit(found[0]).query)["scene_param"]
    assert len(said.encode()) <= 128
    return said


async def test_the_link_carries_the_village_when_there_is_but_one(
    invites: Invites, database: Database, server: WeComServer
) -> None:
    done = await invites("--wecom-kf")
    assert (done.returncode, done.stderr) == (0, "")
    assert carried(done.stdout) == f"area-{await area(database, '前岸村')}"
    assert "as somebody of 前岸村:" in done.stdout
    assert "█" in done.stdout or "▄" in done.stdout
    assert [asked.body["scene"] for asked in server.called("kf/add_contact_way")] == ["poster"]


async def test_of_a_grid_it_says_the_grid(invites: Invites, database: Database) -> None:
    done = await invites("--wecom-kf", "--area", "前岸村/第1微网格")
    assert carried(done.stdout) == f"area-{await area(database, '第1微网格')}"
    assert re.search("somebody of 前岸村/.*第1微网格:", done.stdout)


async def test_a_place_that_cannot_be_told_is_asked_for(invites: Invites, database: Database) -> None:
    unknown = await invites("--wecom-kf", "--area", "后岸村")
    assert unknown.returncode == 1
    assert unknown.stderr == "No areas are called 后岸村; `import people` makes areas.\n"
    other = await database.write(lambda tx: areas.ensure(tx, None, "village", "上岙村").id)
    which = await invites("--wecom-kf")
    assert which.returncode == 1
    assert "2 areas are villages here; name one with --area:" in which.stderr
    assert f"  {other}  上岙村" in which.stderr
    assert carried((await invites("--wecom-kf", "--area", other)).stdout) == f"area-{other}"


async def test_without_a_village_it_is_said_how_one_is_made(invites: Invites, database: Database) -> None:
    def tear_down(tx: Transaction) -> None:
        tx.connection.execute("update areas set kind = 'unit' where kind = 'village'")

    await database.write(tear_down)
    assert (await invites("--wecom-kf")).stderr == "There is no village yet; `import people` makes it.\n"


async def test_without_customer_service_it_is_said_what_to_set(tongxin: Any, database: Database) -> None:
    done = tongxin("invite", "--wecom-kf")
    assert done.returncode == 1
    assert "TONGXIN_WECOM_KF_ID is empty" in done.stderr
    assert "docs/wecom.md" in done.stderr


@pytest.mark.parametrize(("code", "said"), [
    (60020, "企业可信IP"), (40001, "TONGXIN_WECOM_KF_SECRET"), (48002, "可调用接口的应用"),
    (95000, "WeCom answers 95000"),
])  # fmt: skip
async def test_what_the_vendor_refuses_is_said_with_what_to_do(
    invites: Invites, server: WeComServer, code: int, said: str, tmp_path: Path
) -> None:
    server.fault("refuse", "kf/add_contact_way", code=code, times=9)
    done = await invites("--wecom-kf", "--poster", tmp_path / "poster.html")
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert SECRET not in done.stderr
    assert "poster.html" not in os.listdir(tmp_path)


async def test_a_wrong_account_and_a_vendor_that_is_away_are_said_plainly(invites: Invites) -> None:
    assert "WeCom answers 40035" in (await invites("--wecom-kf", wecom_kf_id="wkOther")).stderr
    assert "does not answer" in (await invites("--wecom-kf", wecom_api="http://127.0.0.1:9")).stderr


async def test_the_poster_is_one_page_that_needs_nothing_else(invites: Invites, tmp_path: Path) -> None:
    done = await invites("--wecom-kf", "--area", "第1微网格", "--poster", tmp_path / "poster.html")
    assert f"{tmp_path / 'poster.html'} is written; print it from the browser, on A4." in done.stdout
    page = (tmp_path / "poster.html").read_text("utf-8")
    assert "<h1>前岸村</h1>" in page
    assert "第1微网格" in page
    assert "打开微信，点右上角“＋”，再点“扫一扫”" in page
    assert "In WeChat tap ＋" in page
    assert re.findall(r'(?:src|href)="(.{10})', page) == ["data:image"]


@pytest.mark.parametrize(
    ("name", "beginning"), [("code.png", b"\x89PNG"), ("code.svg", b"<?xml"), ("A.SVG", b"<?xml")]
)
async def test_the_bare_code_is_a_picture(invites: Invites, tmp_path: Path, name: str, beginning: bytes) -> None:
    assert (await invites("--wecom-kf", "--poster", tmp_path / name)).returncode == 0
    assert (tmp_path / name).read_bytes().startswith(beginning)


async def test_without_weasyprint_the_page_is_proposed(
    invites: Invites, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def missing(html: str, style: str) -> bytes:
        raise NoPdf(missing=True)

    monkeypatch.setattr("console.printing.pdf", missing)
    done = await invites("--wecom-kf", "--poster", tmp_path / "poster.pdf")
    assert done.returncode == 1
    assert "needs WeasyPrint" in done.stderr
    assert ".html" in done.stderr


@pytest.mark.parametrize(("arguments", "said"), [
    (("--wecom-kf", "--name", "李阿公"), "for everybody of an area"),
    (("--wecom-kf", "--role", "villager", "--area", "前岸村"), "for everybody of an area"),
    (("--wecom-kf", "--console"), "for everybody of an area"),
    (("--wecom-kf", "--poster", "poster.doc"), "must end in one of .html, .pdf, .png, .svg"),
    (("--name", "李阿公", "--poster", "poster.html"), "name --wecom-kf as well"),
])  # fmt: skip
async def test_what_does_not_go_together_is_refused(invites: Invites, arguments: tuple[str, ...], said: str) -> None:
    done = await invites(*arguments)
    assert done.returncode == 2
    assert said in re.sub(r"[│\s]+", " ", done.stderr)


async def test_a_poster_that_cannot_be_written_is_said_so(invites: Invites, tmp_path: Path) -> None:
    done = await invites("--wecom-kf", "--poster", tmp_path / "nowhere" / "poster.html")
    assert done.returncode == 1
    assert "poster.html cannot be written" in done.stderr


async def test_beside_a_personal_link_stands_the_same_for_wechat(invites: Invites, database: Database) -> None:
    from commands.house import now

    done = await invites("--name", "李阿公")
    assert done.returncode == 0
    secret = carried(done.stdout)
    assert f"/chat/enter/{secret}\n" in done.stdout
    assert await database.read(lambda tx: links.person_of(tx, secret, "chat", now()))
    console = await invites("--role", "cadre", "--area", "前岸村", "--console")
    assert not LINK.search(console.stdout)


async def test_where_the_vendor_refuses_the_personal_link_is_there_all_the_same(
    invites: Invites, server: WeComServer
) -> None:
    server.fault("refuse", "kf/add_contact_way", code=60020, times=9)
    done = await invites("--name", "李阿公")
    assert done.returncode == 0
    assert "/chat/enter/" in done.stdout
    assert "企业可信IP" in done.stderr
