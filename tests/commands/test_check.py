"""`check`: what is wrong and what to do about it."""

import asyncio
import resource
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.telegram_server import TOKEN, Fault, TelegramServer


@pytest.fixture
def port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    return str(number)


def wrong(done: Any) -> list[str]:
    return [line.removeprefix("wrong  ") for line in done.stdout.splitlines() if line.startswith("wrong")]


def test_a_house_that_is_well_has_nothing_wrong(tongxin: Any, port: str) -> None:
    tongxin("sample")
    done = tongxin("check", port=port)
    assert (done.returncode, wrong(done)) == (0, [])
    assert "schema is as this program wants it" in done.stdout
    assert f"127.0.0.1:{port} is free" in done.stdout


def test_before_the_first_start_nothing_is_wrong_and_nothing_is_made(tongxin: Any, port: str, tmp_path: Path) -> None:
    done = tongxin("check", database=f"sqlite:///{tmp_path / 'new' / 'tongxin.db'}", port=port)
    assert (done.returncode, "is not there yet" in done.stdout) == (0, True)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("setting", "value", "reason"),
    [
        ("database", "mysql://x", "TONGXIN_DATABASE: 'mysql://x' names no database; write sqlite:///"),
        ("port", "70000", "TONGXIN_PORT: '70000' is no port"),
        ("timezone", "Mars/Olympus", "TONGXIN_TIMEZONE: 'Mars/Olympus' is no time zone"),
        ("port", "abc", "TONGXIN_PORT: 'abc' is no port; write a number from 1 to 65535"),
        ("telegram_tokn", "1", "TONGXIN_TELEGRAM_TOKN is no setting; do you mean TONGXIN_TELEGRAM_TOKEN?"),
        ("files", "/proc/files", "TONGXIN_FILES: /proc/files takes no files"),
        ("database", "postgresql://nobody@127.0.0.1:1/none", "TONGXIN_DATABASE: PostgreSQL does not answer"),
    ],
)
def test_a_wrong_setting_is_named_with_the_remedy(tongxin: Any, setting: str, value: str, reason: str) -> None:
    done = tongxin("check", **{setting: value})
    assert done.returncode == 1
    assert [line for line in wrong(done) if line.startswith(reason)], done.stdout


def test_all_is_said_in_one_stream_in_its_order(tongxin: Any, port: str) -> None:
    done = tongxin("check", port=port, telegram_tokn="1")
    assert done.stderr == ""
    assert [line.split()[0] for line in done.stdout.splitlines()[:2]] == ["ok", "wrong"]


def test_a_port_that_another_program_has_is_named(tongxin: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        number = other.getsockname()[1]
        other.settimeout(0)
        done = tongxin("check", port=str(number))
    assert [line for line in wrong(done) if line.startswith(f"127.0.0.1:{number} cannot be used")]


def test_a_disk_without_room_is_tried_and_named(tongxin: Any, port: str) -> None:
    tongxin("sample")
    with without_room():
        done = tongxin("check", port=port)
    named = {line.partition(":")[0] for line in wrong(done)}
    assert "TONGXIN_FILES" in named
    assert done.returncode == 1


def test_a_database_on_a_disk_without_room_is_named(tongxin: Any, port: str, tmp_path: Path) -> None:
    tongxin("sample", database=f"sqlite:///{tmp_path / 'full.db'}")
    with without_room():
        done = tongxin("check", database=f"sqlite:///{tmp_path / 'full.db'}", port=port)
    assert [line for line in wrong(done) if line.startswith("TONGXIN_DATABASE") and "disk" in line], done.stdout


def test_a_bot_of_another_database_on_the_port_is_no_running_bot(tongxin: Any, tmp_path: Path) -> None:
    with answering(b"# HELP tongxin_turns Turns by outcome") as number:
        done = tongxin("check", database=f"sqlite:///{tmp_path / 'other.db'}", port=str(number))
    assert [line for line in wrong(done) if "a bot of another database" in line], done.stdout


def test_another_program_that_answers_politely_is_no_running_bot(tongxin: Any) -> None:
    with answering(b'{"status": "ok"}') as number:
        done = tongxin("check", port=str(number))
    assert [line for line in wrong(done) if "another program has the port" in line], done.stdout


@contextmanager
def without_room() -> Iterator[None]:
    """No file of this process can be written, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def answering(body: bytes) -> Iterator[int]:
    """A server that answers everything with one text; its port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


def test_a_file_that_is_no_database_is_named(tongxin: Any, port: str, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("these are my notes " * 100)
    done = tongxin("check", database=f"sqlite:///{tmp_path / 'notes.db'}", port=port)
    assert [line for line in wrong(done) if "notes.db is no database" in line]


def test_a_damaged_database_is_named(tongxin: Any, port: str, tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    tongxin("sample", database=f"sqlite:///{path}")
    sqlite3.connect(path).execute("pragma wal_checkpoint(truncate)").connection.close()
    content = bytearray(path.read_bytes())
    content[20 * 4096 : 24 * 4096] = b"\xff" * 4 * 4096
    path.write_bytes(content)
    done = tongxin("check", database=f"sqlite:///{path}", port=port)
    assert (done.returncode, any("damaged" in line or "malformed" in line for line in wrong(done))) == (1, True)


def test_a_schema_from_the_future_asks_for_a_newer_program(tongxin: Any, port: str, tmp_path: Path) -> None:
    path = tmp_path / "future.db"
    tongxin("sample", database=f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("insert into schema_versions values (9999, 'later', 'x', 0)")
    connection.close()
    done = tongxin("check", database=f"sqlite:///{path}", port=port)
    assert [line for line in wrong(done) if "start a newer program" in line]


async def telegram(tongxin: Any, port: str, server: TelegramServer, **settings: str) -> Any:
    given = {"port": port, "telegram_token": TOKEN, "telegram_api": server.url} | settings
    return await asyncio.to_thread(tongxin, "check", **given)


async def test_a_bot_that_telegram_knows_is_named(tongxin: Any, port: str) -> None:
    async with TelegramServer() as server:
        done = await telegram(tongxin, port, server)
    assert (done.returncode, "Telegram knows the bot @" in done.stdout) == (0, True), done.stderr


async def test_a_token_that_telegram_refuses_is_explained_and_not_printed(tongxin: Any, port: str) -> None:
    async with TelegramServer() as server:
        done = await telegram(tongxin, port, server, telegram_token="99:not-the-right-one")
    (line,) = wrong(done)
    assert "copy it again from @BotFather" in line
    assert "not-the-right-one" not in done.stdout + done.stderr


@pytest.mark.parametrize("kind", ["broken", "garbage", "portal", "reset"])
async def test_a_vendor_that_answers_nonsense_is_explained(tongxin: Any, port: str, kind: Any) -> None:
    async with TelegramServer() as server:
        server.faults.append(Fault(kind, "getMe", times=3))
        done = await telegram(tongxin, port, server)
    assert [line for line in wrong(done) if line.startswith("Telegram")], done.stdout


def test_a_vendor_that_cannot_be_reached_is_explained_without_the_token(tongxin: Any, port: str) -> None:
    done = tongxin("check", port=port, telegram_token=TOKEN, telegram_api="http://127.0.0.1:1")
    (line,) = wrong(done)
    assert line.startswith("Telegram: http://127.0.0.1:1 does not answer (ClientConnectorError)")
    assert TOKEN.partition(":")[2] not in done.stdout + done.stderr
