"""`export checkins`: every report with its names, corrected ones marked, exact temperatures."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commands.sample_village import make_village
from domain.grades import Grade
from domain.observation import Observation, Stage
from domain.policies import Counting
from storage import check_ins, observations, people
from storage.check_ins import CheckIn
from storage.database import Transaction
from storage.opening import open_database

NOON = 1_796_011_200_000
ZONE = ZoneInfo("Asia/Shanghai")
SLOT = NOON - 4 * 3_600_000
"""8:00 of that day."""


@pytest.fixture
async def reported(database_url: str) -> None:
    """李阿公 reported 38.5 and corrected it to 36.55."""
    database = await open_database(database_url, lambda: NOON)
    made = await make_village(database, NOON, ZONE)
    assert made is not None

    def work(tx: Transaction) -> None:
        person = people.get(tx, made.villager)
        assert person is not None
        case = observations.add(tx, Observation(
            0, person.id, person.household, person.village, person.area, "contact", "", None, Counting.FROM_START,
            "14", (Stage(Grade.HOME, date(2026, 11, 25), 14),), person.id, made.grid_worker, SLOT - 1,
        ), ZONE)  # fmt: skip
        assert case is not None
        first = check_ins.add(
            tx, CheckIn(case.id, SLOT, 3_850, ("cough", "chills"), "abnormal", "self", person.id, NOON)
        )
        check_ins.add(
            tx, CheckIn(case.id, SLOT, 3_655, (), "ok", "worker", made.grid_worker, NOON + 60_000, replaces=first.id)
        )

    await database.write(work)
    await database.close()


async def test_reports_leave_with_their_names_and_what_corrected_them(tongxin: Any, reported: None) -> None:
    *_, first, second = json.loads(tongxin("export", "checkins").stdout)
    assert first["person"] == "李阿公"
    assert first["observation"] == second["observation"] > 0
    assert first["for"] == "2026-11-30T08:00:00+08:00"
    assert (first["temperature"], first["symptoms"], first["result"]) == ("38.5", ["cough", "chills"], "abnormal")
    assert (second["temperature"], second["source"], second["replaces"]) == ("36.55", "worker", first["id"])
    assert (first["replaced_by"], second["replaced_by"]) == (second["id"], None)


async def test_reports_are_rows_of_a_sheet(tongxin: Any, reported: None, tmp_path: Path) -> None:
    text = tongxin("export", "checkins", "--format", "csv").stdout.lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["temperature"], row["symptoms"]) for row in rows[-2:]] == [("38.5", "cough;chills"), ("36.55", "")]
    assert tongxin("export", "checkins", "--out", tmp_path / "checkins.xlsx").returncode == 0
    assert (tmp_path / "checkins.xlsx").read_bytes()[:2] == b"PK"


async def test_nothing_reported_is_an_empty_list(tongxin: Any, database_url: str) -> None:
    database = await open_database(database_url, lambda: NOON)
    await database.close()
    assert json.loads(tongxin("export", "checkins").stdout) == []
