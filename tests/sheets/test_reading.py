"""Sheets are read whatever program wrote them, and what cannot be read is refused with the remedy."""

import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter

from sheets import reading, workbook
from sheets.reading import read_rows
from sheets.refusals import SheetRefused
from sheets.table import read_table

COLUMNS = {"name": ("姓名",), "door": ("门牌", "门牌号"), "phone": ("电话",)}


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def book(path: Path, *rows: list[object]) -> Path:
    workbook_ = xlsxwriter.Workbook(path)
    sheet = workbook_.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    workbook_.close()
    return path


def names(path: Path) -> list[str]:
    return [row.get("name") for row in read_table(path, COLUMNS, ("name",)).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_encoding_that_excel_writes(tmp_path: Path, encoding: str) -> None:
    assert names(written(tmp_path / "people.csv", "姓名,门牌\n王建国,3幢201\n", encoding)) == ["王建国"]


def test_tabs_part_columns_as_commas_do(tmp_path: Path) -> None:
    assert names(written(tmp_path / "people.txt", "姓名\t门牌\n王建国\t3幢201\n")) == ["王建国"]


def test_a_heading_is_understood_in_either_language_and_whatever_its_case(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "people.csv", "Name*, 门牌号 ,备注\n王建国,3幢201,x\n"), COLUMNS, ("name",))
    assert table.ignored == ("备注",)
    assert [dict(row.cells) for row in table.rows] == [{"name": "王建国", "door": "3幢201"}]


def test_rows_bear_their_number_in_the_spreadsheet_also_after_empty_ones(tmp_path: Path) -> None:
    path = written(tmp_path / "people.csv", "姓名\n\n王建国\n,\n李阿公\n")
    assert [row.number for row in read_table(path, COLUMNS, ("name",)).rows] == [3, 5]


def test_a_short_row_has_empty_cells_where_it_ends(tmp_path: Path) -> None:
    (row,) = read_table(written(tmp_path / "people.csv", "姓名,门牌\n王建国\n"), COLUMNS, ("name",)).rows
    assert row.get("door") == ""


def test_a_workbook_is_read_as_text_without_a_point_behind_whole_numbers(tmp_path: Path) -> None:
    path = book(tmp_path / "people.xlsx", ["姓名", "电话"], ["王建国", 13800001111], ["李阿公", 4.5])
    assert [row.get("phone") for row in read_table(path, COLUMNS, ("name",)).rows] == ["13800001111", "4.5"]


def test_a_workbook_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    assert names(book(tmp_path / "people.xlsx", ["姓名"], ["王建国"]).rename(tmp_path / "people.csv")) == ["王建国"]


def test_rows_of_a_workbook_are_counted_from_its_first_row_even_if_it_is_empty(tmp_path: Path) -> None:
    rows = list(read_rows(book(tmp_path / "people.xlsx", [], ["姓名"], ["王建国"])).rows)
    assert rows == [[""], ["姓名"], ["王建国"]]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("", "is empty"),
        ("门牌\n3幢201\n", "must be a heading with name"),
        ("姓名,name\na,b\n", "twice"),
    ],
)
def test_a_heading_that_does_not_serve_is_refused(tmp_path: Path, text: str, remedy: str) -> None:
    with pytest.raises(SheetRefused, match=remedy):
        read_table(written(tmp_path / "people.csv", text), COLUMNS, ("name",))


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused, match=r"nobody\.csv cannot be read"):
        read_rows(tmp_path / "nobody.csv")


@pytest.mark.parametrize("content", [b"\xff\x00\x80" * 40, b"\x89PNG\r\n\x1a\n\x00\x00", b"name\n\x00\x01\n"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "people.csv").write_bytes(content)
    with pytest.raises(SheetRefused, match="neither a spreadsheet nor text"):
        read_rows(tmp_path / "people.csv")


def test_a_csv_with_an_endless_cell_is_refused_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path / "people.csv", '姓名\n"' + "王" * 200_000)
    with pytest.raises(SheetRefused, match=r"line 2.*quotation mark"):
        list(read_rows(path).rows)


def test_a_csv_of_too_many_rows_is_refused_before_any_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CSV_ROWS", 10)
    with pytest.raises(SheetRefused, match="has 11 rows; at most 10"):
        read_rows(written(tmp_path / "people.csv", "姓名\n" + "王建国\n" * 11))


def test_a_workbook_of_too_many_rows_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "people.xlsx", ["姓名"], *([["王建国"]] * (workbook.ROWS + 1)))
    with pytest.raises(SheetRefused, match=r"has 5,001 rows.*save it as csv"):
        read_rows(path)


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600])
def test_a_damaged_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "people.xlsx").write_bytes(content)
    with pytest.raises(SheetRefused, match=r"damaged|no workbook"):
        read_rows(tmp_path / "people.xlsx")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "people.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(SheetRefused, match="no workbook"):
        read_rows(tmp_path / "people.xlsx")


def test_a_bomb_is_refused_while_it_is_inflated(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 30_000_000)
    with pytest.raises(SheetRefused, match="inflates to more than 20 MB"):
        read_rows(tmp_path / "bomb.xlsx")


def test_a_bomb_that_lies_about_its_size_stays_within_the_memory_of_its_own_process(tmp_path: Path) -> None:
    path = book(tmp_path / "bomb.xlsx", ["姓名"], ["王建国"])
    _swell(path, "xl/worksheets/sheet1.xml", 600_000_000)
    before = _largest_child()
    with pytest.raises(SheetRefused, match="no workbook that can be read"):
        read_rows(path)
    assert _largest_child() - before < 600_000


def test_two_cells_far_apart_do_not_fill_the_memory(tmp_path: Path) -> None:
    workbook_ = xlsxwriter.Workbook(tmp_path / "far.xlsx")
    sheet = workbook_.add_worksheet()
    sheet.write(0, 0, "姓名")
    sheet.write(1_048_575, 16_383, "x")
    workbook_.close()
    with pytest.raises(SheetRefused, match="far larger than it seems"):
        read_rows(tmp_path / "far.xlsx")


def test_a_row_of_thousands_of_columns_under_many_rows_does_not_fill_the_memory(tmp_path: Path) -> None:
    workbook_ = xlsxwriter.Workbook(tmp_path / "wide.xlsx")
    sheet = workbook_.add_worksheet()
    sheet.write(0, 0, "姓名")
    sheet.write(4_999, 16_383, "x")
    workbook_.close()
    with pytest.raises(SheetRefused, match="far larger than it seems"):
        read_rows(tmp_path / "wide.xlsx")


def test_entities_of_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    path = book(tmp_path / "people.xlsx", ["姓名"], ["王建国"])
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    _replace(path, "xl/sharedStrings.xml", lambda text: evil + text.split("?>", 1)[1].replace("王建国", "&a;"))
    hostname = Path("/etc/hostname").read_text().strip()
    try:
        rows = list(read_rows(path).rows)
    except SheetRefused:
        rows = []
    assert hostname not in str(rows)


def _replace(path: Path, member: str, change: object) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members[member].decode()).encode()  # type: ignore[operator]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _swell(path: Path, member: str, size: int) -> None:
    """Replaces a member by much more than its entry says: 1,000 bytes, with the checksum of those."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    head = members[member].split(b"<sheetData>")[0] + b"<sheetData>"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(head) + b"".join(packer.compress(b"<row/>" * 100_000) for _ in range(size // 600_000))
    packed += packer.flush()
    members[member] = b"x" * len(packed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    raw = bytearray(path.read_bytes())
    shown = (head + b"<row/>" * 1000)[:1000]
    fields = struct.pack("<III", zlib.crc32(shown), len(packed), len(shown))
    for signature, method_at, fields_at, name_at in ((b"PK\x03\x04", 8, 14, 30), (b"PK\x01\x02", 10, 16, 46)):
        at = raw.find(signature)
        while raw[at + name_at : at + name_at + len(member)] != member.encode():
            at = raw.find(signature, at + 4)
        raw[at + method_at : at + method_at + 2] = struct.pack("<H", 8)
        raw[at + fields_at : at + fields_at + 12] = fields
        if signature == b"PK\x03\x04":
            data = at + name_at + len(member)
            raw[data : data + len(packed)] = packed
    path.write_bytes(raw)


def _largest_child() -> int:
    """The most memory that a finished child of this process has held, in KB."""
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def test_reading_a_workbook_asks_nothing_of_the_environment() -> None:
    child = Path(workbook.__file__).with_name("workbook_process.py")
    done = subprocess.run([sys.executable, "-I", str(child), "nowhere.xlsx", "10"], capture_output=True, check=False)
    assert (done.returncode, b"no workbook" in done.stdout) == (3, True)
