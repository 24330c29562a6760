"""What every command says when the database fails under its work."""

import sqlite3
from pathlib import Path

import pytest

from commands import house
from storage.database import DatabaseUnavailable


@pytest.fixture
def engine() -> str:
    return "sqlite"


def test_a_database_that_fails_under_a_command_is_explained(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("TONGXIN_DATABASE", database_url)
    monkeypatch.setenv("TONGXIN_ENV_FILE", "")

    async def fail(given: house.House) -> None:
        raise DatabaseUnavailable("database is locked") from sqlite3.OperationalError("database is locked")

    with pytest.raises(house.typer.Exit):
        house.run(fail)
    assert capsys.readouterr().err.startswith(f"TONGXIN_DATABASE: {tmp_path / 'tongxin.db'} is locked by another")


def test_a_command_that_needs_a_village_makes_none(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("TONGXIN_DATABASE", database_url)
    monkeypatch.setenv("TONGXIN_ENV_FILE", "")
    (tmp_path / "tongxin.db").unlink(missing_ok=True)

    async def do_nothing(given: house.House) -> None: ...

    for access in (house.Access.CHANGE, house.Access.READ):
        with pytest.raises(house.typer.Exit):
            house.run(do_nothing, access)
        assert "there is no village in" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
