"""`export errands`: what was wanted, who did it, and what it cost, in each format; nobody's health."""

import csv
import io
import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from domain.errands import Kind
from sheets.reading import read_rows
from storage import advances, areas, errands, households, people
from storage.database import Database, Transaction
from storage.errands import New
from storage.opening import open_database

NOON = 1_796_011_200_000


@pytest.fixture
async def opened(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url, lambda: NOON)
    yield database
    await database.close()


def run_errands(tx: Transaction) -> None:
    village = areas.ensure(tx, None, "village", "王家村")
    grid = areas.ensure(tx, village, "microgrid", "一网格1组")
    home = households.ensure(tx, village.id, grid.id, "3幢201", "3-201", NOON)
    who, worker = (people.add(tx, name, village.id, NOON, terms=(), household=home.id) for name in ("李阿公", "小陈"))
    for kind, words in ((Kind.ERRAND, "=去驿站拿个包裹"), (Kind.MEDICINE, "一盒退烧药")):
        kept = errands.add(tx, New(village.id, grid.id, home.id, who, who, worker, kind, words), NOON)
        errands.take(tx, kept.id, worker, NOON)
        errands.promise(tx, kept.id, worker, NOON + 3_600_000, NOON)
        advances.advance(tx, kept.id, worker, 2_350, worker, NOON)
        errands.note_ill(tx, kept.id, who, True, who, NOON)
    errands.done(tx, kept.id, worker, "door", NOON + 60_000)


async def test_errands_go_out_in_each_format(tongxin: Any, opened: Database, tmp_path: Path) -> None:
    await opened.write(run_errands)
    first, second = json.loads(tongxin("export", "errands", "--format", "json").stdout)
    assert first | {"id": 0} == {
        "id": 0, "village": "王家村", "number": 1, "area": "一网格1组", "door": "3幢201", "person": "李阿公",
        "kind": "errand", "words": "=去驿站拿个包裹", "state": "taken", "asked_at": "2026-11-30T12:00:00+08:00",
        "entered_by": "小陈", "taken_by": "小陈", "promised_at": "2026-11-30T13:00:00+08:00",
        "since": "2026-11-30T12:00:00+08:00", "how": "", "reopened": 0, "advanced": "23.50", "repaid": "0.00",
    }  # fmt: skip
    assert (second["state"], second["how"], second["since"]) == ("done", "door", "2026-11-30T12:01:00+08:00")
    written = tongxin("export", "errands", "--format", "csv").stdout.lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert [row["words"] for row in rows] == ["'=去驿站拿个包裹", "一盒退烧药"]
    assert list(rows[0]) == list(first)
    assert tongxin("export", "errands", "--out", tmp_path / "errands.xlsx").returncode == 0
    assert len(list(read_rows(tmp_path / "errands.xlsx").rows)) == 3


async def test_more_errands_than_a_slice_all_go_out(tongxin: Any, opened: Database) -> None:
    await opened.write(run_errands)

    def many(tx: Transaction) -> None:
        of = errands.every(tx, 0, 1)[0]
        new = New(of.village, of.area, of.household, of.person, of.asker, of.person, Kind.ERRAND, "拿快递")
        for _ in range(1_100):
            errands.add(tx, new, NOON)

    await opened.write(partial(many))
    assert len(json.loads(tongxin("export", "errands", "--format", "json").stdout)) == 1_102


async def test_without_errands_the_export_has_only_its_heading(tongxin: Any, opened: Database) -> None:
    assert json.loads(tongxin("export", "errands", "--format", "json").stdout) == []
    assert tongxin("export", "errands").stdout.count("\n") == 1
