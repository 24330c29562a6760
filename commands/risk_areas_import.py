"""Rows become places at risk: what is not clear is refused with its row and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.returnees import Level, RiskArea, plain_place
from sheets.refusals import Refusal
from sheets.table import Row
from sheets.written import read_time
from storage import returnees
from storage.database import Transaction

LONGEST = 60
LEVELS = {
    "high": Level.HIGH, "medium": Level.MEDIUM, "low": Level.LOW, "高": Level.HIGH, "中": Level.MEDIUM,
    "低": Level.LOW, "高风险": Level.HIGH, "中风险": Level.MEDIUM, "低风险": Level.LOW, "高风险区": Level.HIGH,
    "中风险区": Level.MEDIUM, "低风险区": Level.LOW, "高风险地区": Level.HIGH, "中风险地区": Level.MEDIUM,
    "低风险地区": Level.LOW,
}  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What became of rows. ended: places on record that got their last day."""

    added: int = 0
    known: int = 0
    ended: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, row: int, reason: str) -> None:
        self.refused.append(Refusal(f"row {row}", reason, row))


def take_in(tx: Transaction, rows: Sequence[Row], now: int) -> Outcome:
    """Saves the good rows. The same file twice changes nothing; with a last day a place on record ends then."""
    outcome = Outcome()
    for row in rows:
        place = _place(row)
        if isinstance(place, str):
            outcome.refuse(row.number, place)
            continue
        match returnees.add_risk(tx, place, 0, now):
            case "new":
                outcome.added += 1
            case "ended":
                outcome.ended += 1
            case _:
                outcome.known += 1
    return outcome


def _place(row: Row) -> RiskArea | str:
    """The place of a row, or why it is none."""
    name, level = " ".join(row.get("name").split()), LEVELS.get("".join(row.get("level").lower().split()))
    since, until = _day(row.get("since")), _day(row.get("until"))
    if not name or len(name) > LONGEST or len(plain_place(name)) < 2:
        return f"the place needs a name of 2 to {LONGEST} characters, such as 湖北省武汉市"
    if level is None:
        return "the level is high, medium or low (高, 中, 低)"
    if since is None:
        said = row.get("since").strip()
        wrong = f"there is no such day as {said}" if said else "from which day on is missing"
        return f"{wrong}; write it such as 2022-11-01"
    if row.get("until").strip() and until is None:
        return "there is no such last day; write it such as 2022-11-14, or leave it empty"
    if until is not None and until < since:
        return "it ends before it begins"
    return RiskArea(name, level, since.isoformat(), until.isoformat() if until else "")


def _day(written: str) -> date | None:
    """2022-11-01, 2022/11/1, 2022.11.1, 2022年11月1日, or the time that a spreadsheet makes of a day."""
    text = written.strip().replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    parts = text.split("-")
    if len(parts) == 3 and all(part.isascii() and part.isdecimal() for part in parts):
        try:
            day = date(*map(int, parts))
        except ValueError:
            return None
        return day if 2000 <= day.year <= 2200 else None
    found = read_time(written)
    return found.date() if found else None
