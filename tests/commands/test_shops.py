"""`import shops`, `import checklists`, `export checks`: refused rows say why, twice is once."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from storage import areas, checks, shops
from storage.database import Transaction
from storage.opening import open_database

PEOPLE = """name,phone,village,grid,microgrid,door,roles
小陈,13800000061,上岙村,一网格,1组,3幢201,网格员
周三多,,下岙村,,,1号,
"""
SHOPS = """店名,街道,顺序,行业,店主,电话,检查表,村,微网格
李记面馆,东街,1,餐饮,李师傅,13800000071,,上岙村,1组
奶茶店,东街,2,餐饮,,,复工企业六个一,上岙村,1组
五金店,北街,,,,,,上岙村,
"""


@pytest.fixture
def village(tongxin: Any, tmp_path: Path) -> Any:
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    assert tongxin("import", "people", tmp_path / "people.csv").returncode == 0
    return tongxin


def brought(tongxin: Any, tmp_path: Path, noun: str, text: str) -> Any:
    (tmp_path / f"{noun}.csv").write_text(text, "utf-8")
    return tongxin("import", noun, tmp_path / f"{noun}.csv")


async def test_shops_come_in_once(village: Any, tmp_path: Path, records: Any) -> None:
    first = brought(village, tmp_path, "shops", SHOPS)
    assert first.stdout == "3 shops imported, 0 were here already, 0 rows refused.\n"
    again = brought(village, tmp_path, "shops", SHOPS)
    assert again.stdout == "0 shops imported, 3 were here already, 0 rows refused.\n"
    rows = await records("select name, street, place, checklist from shops order by street, place")
    assert ("奶茶店", "东街", 2, "复工企业六个一") in rows
    assert ("五金店", "北街", 1, "") in rows


def test_a_row_that_is_not_clear_is_refused_with_what_to_do(village: Any, tmp_path: Path) -> None:
    wrong = """name,street,place,checklist,village,microgrid
,东街,,,上岙村,
面馆,,,,上岙村,
面馆,东街,三,,上岙村,
面馆,东街,,没有的表,上岙村,
面馆,东街,,,,
面馆,东街,,,中岙村,
面馆,东街,,,上岙村,9组
"""
    done = brought(village, tmp_path, "shops", wrong)
    assert done.returncode == 1
    assert "row 2: a shop needs its name and its street" in done.stderr
    assert "row 4: its place along the street is a number" in done.stderr
    assert "row 5: there is no list 没有的表" in done.stderr
    assert "row 6: village is missing; there are 2 villages here" in done.stderr
    assert "row 7: there is no 中岙村" in done.stderr
    assert "row 8: no area of 上岙村 is called 9组" in done.stderr
    assert done.stdout == "0 shops imported, 0 were here already, 7 rows refused.\n"


async def test_lists_come_in_an_item_a_row(village: Any, tmp_path: Path, records: Any) -> None:
    lists = """检查表,起,项,几天一次,范围
餐饮三项,2026-12-01,有台账,3,上岙村
餐饮三项,2026-12-01,测体温,3,上岙村
另一张,哪天,有台账,,上岙村
"""
    done = brought(village, tmp_path, "checklists", lists)
    assert done.stdout == "1 lists imported, 0 were here already, 1 refused.\n"
    assert "row 4: the day cannot be read" in done.stderr
    again = brought(village, tmp_path, "checklists", lists)
    assert again.stdout == "0 lists imported, 1 were here already, 1 refused.\n"
    (row,) = await records("select name, since, items, every_days from checklists")
    assert row == ("餐饮三项", "2026-12-01", '["有台账","测体温"]', 3)


async def test_what_was_found_goes_out_in_every_format(village: Any, tmp_path: Path, database_url: str) -> None:
    brought(village, tmp_path, "shops", SHOPS)
    from domain.shops import Result

    database = await open_database(database_url, lambda: 1_796_011_200_000)

    def look(tx: Transaction) -> None:
        place = next(area for area in areas.of_kind(tx, "village") if area.name == "上岙村")
        shop = next(each for each in shops.in_area(tx, place.path) if each.name == "李记面馆")
        begun = checks.begin(tx, shop, "六项", ("台账", "=测温"), 0, 1_796_011_200_000, note="=1+1")
        assert begun is not None
        checks.find(tx, begun.id, 1, Result.OK, 0, 1_796_011_200_000)
        checks.find(tx, begun.id, 2, Result.BAD, 0, 1_796_011_200_000)
        checks.finish(tx, begun.id, "failed", 1_796_054_400_000, 1_796_011_260_000)

    await database.write(look)
    await database.close()
    (found,) = json.loads(village("export", "checks").stdout)
    assert found["shop"] == "李记面馆"
    assert found["failings"] == ["=测温"]
    assert found["put_right_by"] == "2026-11-30"
    assert found["ended"] == "2026-11-30T12:01:00+08:00"
    (row,) = csv.DictReader(io.StringIO(village("export", "checks", "--format", "csv").stdout.lstrip("\ufeff")))
    assert row["note"].startswith("'")
    assert row["failed"] == "1"
    assert village("export", "checks", "--out", tmp_path / "checks.xlsx").returncode == 0
    assert (tmp_path / "checks.xlsx").read_bytes()[:2] == b"PK"
