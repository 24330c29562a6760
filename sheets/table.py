"""A table read from a file: its heading understood in English or Chinese, its rows as text by column."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sheets.reading import Rows, read_rows
from sheets.refusals import SheetRefused

Columns = Mapping[str, tuple[str, ...]]
"""A column's name with what else it may be called in a heading."""

_ASIDE = re.compile(r"[（(](?:元|人民币|必填|选填|可选|可不填)[）)]$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the heading. `number` is the row's number in the spreadsheet, the heading's being 1."""

    number: int
    cells: Mapping[str, str]  #: by column, without blanks around; a column that is not there is ""

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    rows: Iterator[Row]  #: read as it is iterated; empty rows are left out
    estimate: int  #: about how many rows there are
    ignored: tuple[str, ...]  #: headings that mean nothing here


def read_table(path: Path, columns: Columns, required: tuple[str, ...]) -> Table:
    """A csv, xlsx or xls file whose first row is a heading. Raises SheetRefused, also while it is iterated."""
    read = read_rows(path)
    heading = next(read.rows, None)
    if heading is None:
        raise SheetRefused(f"{path.name} is empty; its first row must be a heading: {_listed(columns)}")
    names = {_plain(alias): name for name, aliases in columns.items() for alias in (name, *aliases)}
    places: dict[str, int] = {}
    ignored = []
    for place, cell in enumerate(heading):
        name = names.get(_plain(cell))
        if name in places:
            raise SheetRefused(f"{path.name}: the heading has the column {name} twice; leave one of them out")
        if name is not None:
            places[name] = place
        elif cell.strip():
            ignored.append(cell.strip()[:40])
    missing = [name for name in required if name not in places]
    if missing:
        raise SheetRefused(
            f"{path.name}: the first row must be a heading with {', '.join(missing)}; "
            f"the columns that are read are {_listed(columns)}"
        )
    return Table(_rows(read, places), max(0, read.estimate - 1), tuple(ignored))


def _rows(read: Rows, places: Mapping[str, int]) -> Iterator[Row]:
    wanted = list(places.items())
    for number, cells in enumerate(read.rows, start=2):
        row = {name: cells[place].strip() for name, place in wanted if place < len(cells)}
        if any(row.values()):
            yield Row(number, row)


def _plain(heading: str) -> str:
    """A heading without what does not matter: case, blanks, underscores, a star for "required", a unit (元)."""
    plain = "".join(character for character in heading.casefold() if character not in " _-*:：\t\u3000\ufeff")
    return _ASIDE.sub("", plain)


def _listed(columns: Columns) -> str:
    """The columns with their Chinese names: name (姓名/名字), village (村/村社)."""
    return ", ".join(
        f"{name} ({'/'.join(alias for alias in aliases if not alias.isascii())})" for name, aliases in columns.items()
    )
