"""`import risk-areas`, `export visits`, `export returnees`: twice is once, refused rows say why."""

import csv
import io
import json
import time
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.returnees import Returnee
from domain.visits import Report
from storage import households, returnees, visits
from storage.database import Transaction
from storage.opening import open_database

PLACES = """地区,等级,起,止
湖北省武汉市,高风险,2022-11-01,
杭州市萧山区,中,2022年11月3日,2022/11/17
,高,2022-11-01,
宁波,很高,2022-11-01,
温州,低,昨天,
台州,低,2022-11-09,2022-11-01
"""
NOW = int(time.time() * 1000)


def brought(tongxin: Any, tmp_path: Path, text: str) -> Any:
    (tmp_path / "risks.csv").write_text(text, "utf-8")
    return tongxin("import", "risk-areas", tmp_path / "risks.csv")


async def test_places_at_risk_come_in_once_and_refused_rows_say_why(
    tongxin: Any, tmp_path: Path, records: Any
) -> None:
    first = brought(tongxin, tmp_path, PLACES)
    assert first.stdout == "2 places imported, 0 were here already, 0 got their last day, 4 refused.\n"
    for row, why in ((4, "needs a name"), (5, "the level is"), (6, "no such day as 昨天"),
                     (7, "ends before it begins")):  # fmt: skip
        assert f"row {row}: " in first.stderr
        assert why in first.stderr
    again = brought(tongxin, tmp_path, PLACES)
    assert again.stdout == "0 places imported, 2 were here already, 0 got their last day, 4 refused.\n"
    assert await records("select name, level, since, until from risk_areas order by since") == [
        ("湖北省武汉市", "high", "2022-11-01", ""), ("杭州市萧山区", "medium", "2022-11-03", "2022-11-17"),
    ]  # fmt: skip


async def test_a_place_that_is_at_risk_no_more_gets_its_last_day(tongxin: Any, tmp_path: Path, records: Any) -> None:
    brought(tongxin, tmp_path, "name,level,since,until\n武汉,high,2022-11-01,\n")
    done = brought(tongxin, tmp_path, "name,level,since,until\n武汉,high,2022-11-01,2022-11-20\n")
    assert done.stdout == "0 places imported, 0 were here already, 1 got their last day, 0 refused.\n"
    assert await records("select until from risk_areas") == [("2022-11-20",)]


async def kept(database_url: str) -> None:
    """A visit, its correction and a returnee at 3幢201."""
    database = await open_database(database_url, lambda: NOW)

    def work(tx: Transaction) -> None:
        village = next(row[0] for row in tx.connection.execute("select id from areas where kind = 'village'"))
        (home,) = households.at_door(tx, village, "3-201")
        zone, day = ZoneInfo("Asia/Shanghai"), date(2026, 11, 30)
        wrong = Report(home.id, "3幢201", "3幢201 没人", "no_answer")
        first = visits.record(tx, wrong, day, zone, 0, NOW)
        right = Report(home.id, "3幢201", "=3幢201 4口人 36.5", "ok", 1, "王家", 4, (3650,), replaces=first)
        visits.record(tx, right, day, zone, 0, NOW)
        came = Returnee(0, home.id, 0, name="王强", origin="武汉", arrived="2026-11-29", transport="train")
        returnees.add(tx, came, NOW)

    await database.write(work)
    await database.close()


async def test_visits_and_returnees_go_out_in_each_format(
    tongxin: Any, tmp_path: Path, database_url: str
) -> None:
    (tmp_path / "people.csv").write_text("name,phone,village,door\n王芳,13800000061,王家村,3幢201\n", "utf-8")
    assert tongxin("import", "people", tmp_path / "people.csv").returncode == 0
    await kept(database_url)
    first, second = json.loads(tongxin("export", "visits", "--format", "json").stdout)
    assert (first["result"], second["result"], second["replaces"]) == ("no_answer", "ok", first["id"])
    assert (second["village"], second["door"], second["persons"], second["temperatures"]) == (
        "王家村", "3幢201", 4, ["36.5"],
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(tongxin("export", "visits", "--format", "csv").stdout.lstrip("\ufeff"))))
    assert rows[1]["words"].startswith("'=")
    (back,) = json.loads(tongxin("export", "returnees", "--format", "json").stdout)
    assert (back["name"], back["from"], back["arrived"], back["state"]) == ("王强", "武汉", "2026-11-29", "open")
    assert tongxin("export", "returnees", "--out", tmp_path / "back.xlsx").returncode == 0
    assert (tmp_path / "back.xlsx").read_bytes()[:2] == b"PK"
