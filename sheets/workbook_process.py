"""Run as a process: prints the rows of a workbook's first sheet, a JSON list of texts a line. Exit code 3: refused,
with the reason printed. Its memory and time are limited before the file is opened; whatever else happens is the
file's own fault and ends this process only."""

import json
import resource
import sys
from datetime import date, datetime
from typing import Any

MEMORY = 512 * 1024 * 1024
SECONDS = 20
REFUSED = 3


def main(path: str, most_rows: int) -> int:
    """Prints at most `most_rows` rows; the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(path)
        if not workbook.sheet_names:
            return _refuse("has no sheet")
        sheet = workbook.get_sheet_by_index(0)
    except python_calamine.PasswordError:
        return _refuse("is protected by a password; save a copy without it")
    except (python_calamine.CalamineError, OSError, ValueError):
        return _refuse("is no workbook that can be read; save it as xlsx or csv")
    last_row = sheet.end[0] if sheet.end else 0
    if last_row >= most_rows:
        return _refuse(f"has {last_row:,} rows, a workbook may have {most_rows - 1:,}: save it as csv")
    for row in sheet.to_python(skip_empty_area=False):
        print(json.dumps([_text(cell) for cell in row]))
    return 0


def _refuse(reason: str) -> int:
    print(reason)
    return REFUSED


def _text(cell: Any) -> str:
    """A cell as somebody would write it: whole numbers without a point, times in ISO 8601."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
