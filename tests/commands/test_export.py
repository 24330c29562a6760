"""`export`: orders, people and windows in the shapes that others rely on."""

import csv
import io
import json
import os
import resource
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commands.sample_village import SampleVillage, make_village
from domain.people import Role
from sheets.reading import read_rows
from storage import areas, orders, people, windows
from storage.database import Database, Transaction
from storage.opening import open_database

NOON = 1_796_011_200_000
"""2026-11-30 12:00 in the village."""

MINUTE = 60_000


@pytest.fixture
async def opened(database_url: str) -> Any:
    database = await open_database(database_url, lambda: NOON)
    yield database
    await database.close()


@pytest.fixture
async def village(opened: Database) -> SampleVillage:
    """The sample village, in which 李阿公 ordered pork and tofu, and the cadre ordered and cancelled."""
    made = await make_village(opened, NOON, ZoneInfo("Asia/Shanghai"))
    assert made is not None

    def order(tx: Transaction) -> None:
        items = {item.name: item.id for item in windows.items(tx, made.window)}
        for person, wished, at in (
            (made.villager, {items["土猪肉"]: 2_500, items["豆腐"]: 1_000}, NOON),
            (made.cadre, {items["橙子"]: 3_000}, NOON),
            (made.cadre, {items["橙子"]: 0}, NOON + MINUTE),
        ):
            known = people.get(tx, person)
            assert known is not None
            orders.place(tx, made.window, orders.Buyer(person, known.orders_for, person), wished, {}, at)

    await opened.write(order)
    return made


async def test_orders_leave_with_exact_amounts_and_the_zone_of_the_village(
    tongxin: Any, village: SampleVillage
) -> None:
    done = tongxin("export", "orders", "--window", village.window, "--format", "json")
    first, second = json.loads(done.stdout)
    assert first | {"order": 0} == {
        "order": 0, "window": village.window, "door": "桥头路1号", "person": "李阿公",
        "lines": [
            {"item": "土猪肉", "qty": "2.5", "unit": "斤", "amount": "87.50"},
            {"item": "豆腐", "qty": "1", "unit": "块", "amount": "0.00"},
        ],
        "total": "87.50", "state": "confirmed", "at": "2026-11-30T12:00:00+08:00",
    }  # fmt: skip
    assert (second["state"], second["lines"], second["total"]) == ("cancelled", [], "0.00")
    assert second["at"] == "2026-11-30T12:01:00+08:00"


async def test_orders_are_a_row_a_line_in_csv(tongxin: Any, village: SampleVillage) -> None:
    done = tongxin("export", "orders", "--window", village.window, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.bytes.decode("utf-8-sig"), newline="")))
    assert [(row["person"], row["item"], row["qty"], row["amount"], row["total"], row["state"]) for row in rows] == [
        ("李阿公", "土猪肉", "2.5", "87.50", "87.50", "confirmed"),
        ("李阿公", "豆腐", "1", "0.00", "87.50", "confirmed"),
        ("王国华", "", "", "", "0.00", "cancelled"),
    ]


async def test_orders_are_a_row_a_line_in_xlsx(tongxin: Any, village: SampleVillage, tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"
    done = tongxin("export", "orders", "--window", village.window, "--format", "xlsx", "--out", path)
    assert (done.returncode, done.stdout) == (0, "")
    heading, first, *_ = read_rows(path).rows
    assert dict(zip(heading, first, strict=True))["amount"] == "87.5"
    assert [name for name in os.listdir(tmp_path) if name.startswith(".orders")] == []


async def test_an_xlsx_may_go_into_a_pipe(tongxin: Any, village: SampleVillage, tmp_path: Path) -> None:
    path = tmp_path / "piped.xlsx"
    path.write_bytes(tongxin("export", "orders", "--window", village.window, "--format", "xlsx").bytes)
    assert len(list(read_rows(path).rows)) == 4


@pytest.mark.parametrize("arguments", [(), ("--window", "7")])
async def test_without_a_window_that_is_there_the_windows_are_listed(
    tongxin: Any, village: SampleVillage, arguments: tuple[str, ...]
) -> None:
    done = tongxin("export", "orders", *arguments)
    assert done.returncode == 1
    assert f"{village.window}  前岸村 前岸村鲜菜团购, open, closes 2026-12-02 20:00" in done.stderr


async def test_with_no_window_at_all_that_is_said(tongxin: Any, opened: Database) -> None:
    assert "There is no window at all yet." in tongxin("export", "orders").stderr


async def test_a_file_that_cannot_be_written_is_named(tongxin: Any, village: SampleVillage) -> None:
    done = tongxin("export", "people", "--out", "/nowhere/people.csv")
    assert (done.returncode, done.stderr) == (1, "/nowhere/people.csv cannot be written: No such file or directory\n")


@pytest.mark.parametrize("kind", ["orders", "people", "windows"])
def test_a_database_that_is_not_there_is_said_and_not_made(tongxin: Any, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "none.db"
    done = tongxin("export", kind, database=f"sqlite:///{path}")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"TONGXIN_DATABASE: there is no village in {path} yet")
    assert not path.parent.exists()


@pytest.mark.parametrize(("name", "begins"), [("p.xlsx", b"PK"), ("p.json", b"["), ("p.csv", b"\xef\xbb\xbfname")])
async def test_the_format_is_told_by_the_files_name(
    tongxin: Any, village: SampleVillage, tmp_path: Path, name: str, begins: bytes
) -> None:
    tongxin("export", "people", "--out", tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begins)


async def test_an_export_needs_no_room_on_the_disk(tongxin: Any, tmp_path: Path) -> None:
    """Nor a bot that is up: without one, SQLite would make two files beside the database only to look."""
    database = f"sqlite:///{tmp_path / 'full.db'}"
    tongxin("sample", database=database)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limit[1]))
    try:
        done = tongxin("export", "people", database=database)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert (done.returncode, done.stderr) == (0, "")
    assert "李阿公" in done.stdout


async def test_an_export_of_people_is_known_again_by_the_import(
    tongxin: Any, village: SampleVillage, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    tongxin("export", "people", "--format", "csv", "--out", path)
    done = tongxin("import", "people", path)
    assert (done.stdout, done.stderr) == ("0 people imported, 103 were here already, 0 rows refused.\n", "")


@pytest.mark.parametrize("format", ["csv", "xlsx"])
async def test_an_export_of_people_makes_the_same_village_elsewhere(
    tongxin: Any, village: SampleVillage, opened: Database, tmp_path: Path, format: str
) -> None:
    def give_more(tx: Transaction) -> None:
        other = areas.ensure(
            tx, areas.ensure(tx, areas.get(tx, village.village), "grid", "第二网格"), "microgrid", "二甲"
        )
        people.give_role(tx, village.grid_worker, Role.GRID_WORKER, other.id)

    await opened.write(give_more)
    path, again = tmp_path / f"people.{format}", tmp_path / "again.csv"
    tongxin("export", "people", "--format", format, "--out", path)
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    done = tongxin("import", "people", path, database=elsewhere)
    assert done.stdout.endswith(
        "who was here already, is grid_worker in 二甲 from now on\n"
        "103 people imported, 1 were here already, 0 rows refused.\n"
        "Filled in for people who were here already: 1 role.\n"
    )
    tongxin("export", "people", "--out", again, database=elsewhere)
    tongxin("export", "people", "--format", "csv", "--out", path)
    assert sorted(again.read_text("utf-8-sig").splitlines()) == sorted(path.read_text("utf-8-sig").splitlines())


async def test_a_name_that_a_spreadsheet_would_run_is_guarded_and_comes_back(
    tongxin: Any, opened: Database, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,village,door\n=1+1,上岙村,3幢201\n", "utf-8")
    assert tongxin("import", "people", path).returncode == 0
    tongxin("export", "people", "--out", path)
    assert "'=1+1" in path.read_text("utf-8-sig")
    assert tongxin("import", "people", path).stdout == "0 people imported, 1 were here already, 0 rows refused.\n"


async def test_windows_leave_in_a_sheet_with_a_row_an_item(tongxin: Any, village: SampleVillage) -> None:
    done = tongxin("export", "windows", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.bytes.decode("utf-8-sig"), newline="")))
    assert [(row["item"], row["price"], row["taken"]) for row in rows][:3] == [
        ("土猪肉", "35", "2.5"), ("带鱼", "25", "0"), ("豆腐", "0", "1"),
    ]  # fmt: skip
    assert {row["id"] for row in rows} == {str(village.window)}
