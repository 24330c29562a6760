"""How large a notice is printed: the largest letters with which it stays on one sheet, reckoned beforehand."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

from domain.notice_paper import Paper

Row = tuple[str, ...]

_MM = 25.4 / 72
"""A point in millimetres."""

_TITLE_LINE, _LINE = 1.2, 1.5
_ABOVE_TABLE = 5
LONG = "long"
"""The size of what does not fit on one sheet whatever the letters."""


@dataclass(frozen=True, slots=True)
class Format:
    """A sheet as static/paper.css has it: millimetres, and letters in points, the largest first."""

    width: float
    height: float  #: between the margins, without the foot
    title: float
    around_title: float
    between: float  #: between paragraphs
    sizes: tuple[int, ...]  #: of the words; each a class in static/paper.css
    tables: tuple[int, ...]
    cell: tuple[float, float]  #: what a cell has beside its letters, across and down


POSTER = Format(180, 205, 44, 20, 2.5, (38, 32, 28, 24, 21, 19, 17), (17, 14), (5.4, 2.8))
LEAFLET = Format(128.4, 152, 26, 9, 1.6, (20, 17, 15, 14, 13, 12), (13, 12), (4.3, 1.4))


@dataclass(frozen=True, slots=True)
class Layout:
    """Classes of the words ("t24") and of the table ("b17"), and its rows: many buildings stand in two columns."""

    size: str
    table: str
    rows: list[tuple[Row, ...]]


def lay_out(paper: Paper, sheet: Format, headings: Row) -> Layout:
    """The largest words that fit, with the largest table that lets them."""
    left = sheet.height - sheet.around_title - _height([paper.title], sheet.width, sheet.title, _TITLE_LINE, 0)
    folded = [(points, _folded(paper.rows, headings, sheet, points)) for points in sheet.tables]
    for points, (of_table, rows) in product(sheet.sizes, folded):
        words = _height(paper.lines, sheet.width, points, _LINE, sheet.between)
        if words + _table_height(rows, headings, sheet, of_table) <= left:
            return Layout(f"t{points}", f"b{of_table}", rows)
    of_table, rows = folded[-1]
    return Layout(LONG, f"b{of_table}", rows)


def _folded(rows: Sequence[Row], headings: Row, sheet: Format, points: float) -> list[tuple[Row, ...]]:
    """Each row beside the one half a table further down, where that is wide enough and saves something."""
    half = ceil(len(rows) / 2)
    beside = [tuple(rows[at : at + half + 1 : half]) for at in range(half)] if len(rows) > 6 else []
    across = sum(_columns([headings, *part], sheet, points) for part in (rows[:half], rows[half:]))
    return beside if beside and across <= sheet.width else [(row,) for row in rows]


def _columns(rows: Sequence[Row], sheet: Format, points: float) -> float:
    return sum(max(map(_width, column)) * points * _MM + sheet.cell[0] for column in zip(*rows, strict=True))


def _table_height(rows: list[tuple[Row, ...]], headings: Row, sheet: Format, points: float) -> float:
    if not rows:
        return 0
    line = points * _MM * _LINE
    across = [_columns([tuple(cell for row in beside for cell in row)], sheet, points) for beside in rows]
    wraps = [ceil(each / sheet.width) for each in across]
    return _ABOVE_TABLE + line + sheet.cell[1] + sum(count * line + sheet.cell[1] for count in wraps)


def _height(lines: list[str], width: float, points: float, line_height: float, between: float) -> float:
    across = int(width / (points * _MM))
    rows = sum(ceil(_width(line) / across) for line in lines)
    return rows * points * _MM * line_height + len(lines) * between


def _width(line: str) -> float:
    """In Chinese characters; figures take a bit more than half of one, letters about half."""
    return sum(
        1 if unicodedata.east_asian_width(sign) in "WFA" else 0.58 if sign.isdecimal() else 0.53 for sign in line
    )
