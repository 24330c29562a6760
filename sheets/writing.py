"""Sheets written a row at a time: csv, xlsx and JSON, none of which runs what a villager typed into a name."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any, Protocol

from sheets.cells import guarded

Cell = str | int | Decimal
"""Text, or a number; in JSON a Decimal is its string, so that no amount passes through binary fractions."""

XLSX_ROWS = 1_000_000


class Format(StrEnum):
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class SheetWriter(Protocol):
    """Takes rows in the order of its heading; nothing is complete before close."""

    def write(self, row: Sequence[Cell]) -> None: ...
    def close(self) -> None: ...


class CsvWriter:
    """csv that Excel opens in Chinese: UTF-8 with a mark, cells guarded against being run as formulas."""

    def __init__(self, target: IO[bytes], heading: Sequence[str]) -> None:
        self._text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._text)
        self._csv.writerow(heading)

    def write(self, row: Sequence[Cell]) -> None:
        self._csv.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])

    def close(self) -> None:
        self._text.flush()
        self._text.detach()


class XlsxWriter:
    """xlsx of one sheet, written row by row so that it needs little memory; text stays text, Decimals are numbers."""

    def __init__(self, target: IO[bytes], heading: Sequence[str]) -> None:
        import xlsxwriter

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(target, options | {"strings_to_numbers": False})
        self._sheet = self._book.add_worksheet()
        self._bold = self._book.add_format({"bold": True})
        self._money = self._book.add_format({"num_format": "0.00"})
        self._row = 0
        self._sheet.freeze_panes(1, 0)
        for column, name in enumerate(heading):
            self._sheet.set_column(column, column, 16)
            self._sheet.write_string(0, column, name, self._bold)

    def write(self, row: Sequence[Cell]) -> None:
        self._row += 1
        if self._row > XLSX_ROWS:
            raise TooManyRows(f"xlsx takes {XLSX_ROWS:,} rows; write csv instead")
        for column, cell in enumerate(row):
            if isinstance(cell, Decimal):
                cents = self._money if cell.as_tuple().exponent == -2 else None
                self._sheet.write_number(self._row, column, float(cell), cents)
            elif cell != "":
                self._sheet.write_string(self._row, column, str(cell))

    def close(self) -> None:
        self._book.close()


class TooManyRows(Exception):
    """More rows than the format takes; the message says what to do."""


class JsonWriter:
    """A JSON list with an object a line."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._begun = False

    def write(self, record: Mapping[str, Any]) -> None:
        self._target.write(b",\n" if self._begun else b"[\n")
        self._begun = True
        self._target.write(json.dumps(record, ensure_ascii=False).encode())

    def close(self) -> None:
        self._target.write(b"\n]\n" if self._begun else b"[]\n")


def open_sheet(kind: Format, target: IO[bytes], heading: Sequence[str]) -> SheetWriter:
    """A writer of rows: csv or xlsx."""
    return XlsxWriter(target, heading) if kind is Format.XLSX else CsvWriter(target, heading)
