"""What stops the start is said in one plain line, and the program ends with 1."""

import os
import shutil
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.acceptance.house import House, on_telegram, standing
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.wecom_server import CORP, WeComServer

WRONG_SETTINGS = [
    ("TONGXIN_PORT", "eighty"),
    ("TONGXIN_HOST", "203.0.113.7"),
    ("TONGXIN_FILES", "/proc/xx"),
    ("TONGXIN_DATABASE", "sqlite:////proc/xx/tongxin.db"),
]
"""One of each kind; what each setting is told stands in tests/test_config.py and tests/commands/test_ground.py."""


@pytest.mark.parametrize(("name", "value"), WRONG_SETTINGS)
async def test_a_wrong_setting_is_named(name: str, value: str, tmp_path: Path) -> None:
    assert name in await _refusal(House(tmp_path, **{name: value}))


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    house = House(tmp_path)
    with socket.create_server(("127.0.0.1", house.port)):
        line = await _refusal(house)
    assert str(house.port) in line
    assert "TONGXIN_PORT" in line


async def test_a_database_newer_than_the_program_is_not_touched(tmp_path: Path, migrated_file: Path) -> None:
    house = House(tmp_path)
    shutil.copy(migrated_file, house.database)
    with closing(sqlite3.connect(house.database)) as connection, connection:
        connection.execute("insert into schema_versions values (9999, 'future', '', 0)")
    assert "newer program" in await _refusal(house)


async def test_a_second_bot_on_the_same_file_is_refused(tmp_path: Path) -> None:
    first, second = House(tmp_path), House(tmp_path)
    async with standing(first):
        await first.start()
        line = await _refusal(second)
        assert await first.health() == 200
    assert "TONGXIN_DATABASE" in line


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    place = tmp_path / "data" / "tongxin.db"
    assert str(place) in await _refusal(House(tmp_path, TONGXIN_DATABASE=f"sqlite:///{place}"))


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("skipped for want of a user for whom a folder can be closed: root writes everywhere")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    place = closed / "tongxin.db"
    assert str(place) in await _refusal(House(tmp_path, TONGXIN_DATABASE=f"sqlite:///{place}"))


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.database.write_text("these are somebody's notes, and no database at all\n" * 100)
    assert str(house.database) in await _refusal(house)


async def test_a_name_that_means_nothing_and_what_vendors_refuse_are_told_in_a_line_each_and_the_web_chat_served(
    tmp_path: Path,
) -> None:
    async with TelegramServer() as server, WeComServer() as corp:
        wrong = on_telegram(server) | {"TONGXIN_TELEGRAM_TOKEN": "99:not-the-right-one"}
        app = {"CORP_ID": CORP, "AGENT_ID": "1000002", "SECRET": "not-the-right-one", "API": corp.url}
        wrong |= {f"TONGXIN_WECOM_{name}": value for name, value in app.items()}
        house = House(tmp_path, TONGXIN_LANGUGE="en", **wrong)
        async with standing(house):
            await house.start()
            await server.until(lambda: "TONGXIN_WECOM_TOKEN" in "".join(plain_lines(house)))
            assert await house.health() == 200
            name, line, secret, callback = plain_lines(house)
    assert name == "TONGXIN_LANGUGE is no setting; do you mean TONGXIN_LANGUAGE?"
    assert line.startswith("Telegram refuses TONGXIN_TELEGRAM_TOKEN (401): copy it again from @BotFather")
    assert secret.startswith("WeCom answers 40001: TONGXIN_WECOM_SECRET is not the Secret of this corp's app")
    assert callback.startswith("nobody can write to WeCom's app")
    assert "not-the-right-one" not in house.log


def plain_lines(house: House) -> list[str]:
    """What a person reads on the terminal."""
    return [line for line in house.log.splitlines() if not line.startswith("{")]


async def test_a_server_that_does_not_answer_is_named_and_a_password_never_printed(tmp_path: Path) -> None:
    line = await _refusal(House(tmp_path, TONGXIN_DATABASE="postgresql://nobody:geheim@127.0.0.1:1/none"))
    assert "TONGXIN_DATABASE" in line
    assert "nobody:***@127.0.0.1" in line
    assert "geheim" not in line


async def _refusal(house: House) -> str:
    """The one line that a start which is refused leaves."""
    done = await house.command("run")
    lines = done.stderr.strip().splitlines()
    assert (done.returncode, len(lines)) == (1, 1), done.stderr
    return lines[0]
