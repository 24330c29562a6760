"""Sheets that leave the house: nothing in them runs, and what left can come back."""

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.cells import FORMULA_BEGINS, guarded, unguarded
from sheets.reading import read_rows
from sheets.writing import Cell, Format, JsonWriter, TooManyRows, XlsxWriter, open_sheet

EVIL = '=HYPERLINK("http://evil.test","看")'


def sheet(kind: Format, *rows: list[Cell]) -> bytes:
    target = io.BytesIO()
    writer = open_sheet(kind, target, ["name", "amount"])
    for row in rows:
        writer.write(row)
    writer.close()
    return target.getvalue()


@pytest.mark.parametrize("begin", FORMULA_BEGINS)
def test_a_cell_that_would_run_is_guarded_in_csv(begin: str) -> None:
    text = sheet(Format.CSV, [f"{begin}1+1", "x"]).decode("utf-8-sig")
    assert next(iter(list(csv.reader(io.StringIO(text, newline="")))[1])) == f"'{begin}1+1"


def test_a_csv_opens_in_excel_as_chinese() -> None:
    assert sheet(Format.CSV, ["王建国", "1"]).startswith(b"\xef\xbb\xbfname,amount\r\n")


@given(st.text(max_size=20))
def test_a_guarded_cell_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text or text.startswith("'")


@given(st.text(max_size=20))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not guarded(text).startswith(FORMULA_BEGINS)


def test_a_formula_stays_text_in_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(sheet(Format.XLSX, [EVIL, "http://evil.test"]))
    assert list(read_rows(path).rows)[1] == [EVIL, "http://evil.test"]
    assert b"<f>" not in _member(path, "xl/worksheets/sheet1.xml")
    assert b"<hyperlink" not in _member(path, "xl/worksheets/sheet1.xml").lower()


def test_amounts_are_numbers_in_xlsx_and_plain_decimals_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(sheet(Format.XLSX, ["王建国", Decimal("70.50")]))
    assert b"<v>70.5</v>" in _member(path, "xl/worksheets/sheet1.xml")
    assert b",70.50\r\n" in sheet(Format.CSV, ["王建国", Decimal("70.50")])


def test_a_long_id_keeps_every_digit_in_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(sheet(Format.XLSX, [2**53 - 1, ""]))
    assert list(read_rows(path).rows)[1][0] == str(2**53 - 1)


def test_more_rows_than_xlsx_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheets.writing.XLSX_ROWS", 2)
    writer = XlsxWriter(io.BytesIO(), ["name"])
    writer.write(["a"])
    writer.write(["b"])
    with pytest.raises(TooManyRows, match="write csv instead"):
        writer.write(["c"])
    writer.close()


@pytest.mark.parametrize("records", [[], [{"name": "王建国"}], [{"a": 1}, {"b": [EVIL]}]])
def test_json_is_a_list_of_the_records(records: list[dict[str, object]]) -> None:
    target = io.BytesIO()
    writer = JsonWriter(target)
    for record in records:
        writer.write(record)
    writer.close()
    assert json.loads(target.getvalue()) == records


def _member(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)
