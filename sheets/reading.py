"""Rows of text from csv, xlsx and xls files, told apart by what is in them and not by their names."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sheets.cells import unguarded
from sheets.refusals import SheetRefused

CSV_BYTES = 200_000_000
CSV_ROWS = 600_000

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Rows:
    rows: Iterator[list[str]]  #: every row of the first sheet, the empty ones too; may raise SheetRefused
    estimate: int  #: about how many there are


def read_rows(path: Path) -> Rows:
    """The rows of a file. Raises SheetRefused."""
    try:
        with path.open("rb") as file:
            beginning = file.read(8)
    except OSError as error:
        raise SheetRefused(f"{path} cannot be read: {error.strerror}") from None
    if beginning.startswith((_ZIP, _OLE)):
        from sheets.workbook import read_workbook

        rows = read_workbook(path, zipped=beginning.startswith(_ZIP))
        return Rows(iter(rows), len(rows))
    return _read_csv(path)


def _read_csv(path: Path) -> Rows:
    if path.stat().st_size > CSV_BYTES:
        raise SheetRefused(f"{path.name} is larger than {CSV_BYTES // 1_000_000} MB; split it into several files")
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        heading = file.readline(_CHUNK)
        lines = 1 + sum(1 for _ in file)
    if lines > CSV_ROWS + 1:
        raise SheetRefused(f"{path.name} has {lines - 1:,} rows; at most {CSV_ROWS:,} are read: split it")
    tabs = "\t" in heading and "," not in heading
    return Rows(_csv_rows(path, encoding, "\t" if tabs else ","), lines)


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            for cells in reader:
                yield [unguarded(cell) for cell in cells]
        except csv.Error as error:
            raise SheetRefused(
                f"{path.name}, line {reader.line_num}: this is no csv ({error}); is a quotation mark not closed?"
            ) from None


def _encoding(path: Path) -> str:
    """UTF-8 with or without a mark, UTF-16 with one (Excel's "Unicode text"), or GB18030 (Excel's csv in China)."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            candidates = ["utf-16"]
        else:
            candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        if _decodes(path, encoding):
            return encoding
    raise SheetRefused(f"{path.name} is neither a spreadsheet nor text; save it as xlsx, or as csv in UTF-8")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                if "\x00" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
