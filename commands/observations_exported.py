"""Cases of observation as records and rows for an export."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sheets.writing import Cell
from storage.observed import Exported

HEADING = (
    "id", "village", "number", "area", "door", "name", "phone", "ground", "came_from", "exposed", "counting",
    "policy", "course", "first", "last", "days", "state", "reporter", "enrolled", "enrolled_by", "acknowledged",
    "ended", "ended_by", "reports", "abnormal", "tests",
)  # fmt: skip


def record(entry: Exported, zone: ZoneInfo) -> dict[str, Any]:
    """`course`: each stage as grade and days."""
    case = entry.case
    return {
        "id": case.id, "village": entry.village, "number": case.number, "area": entry.area, "door": case.door,
        "name": case.name, "phone": case.phone, "ground": case.ground, "came_from": case.came_from,
        "exposed": case.exposed.isoformat() if case.exposed else "", "counting": case.counting.value,
        "policy": case.policy, "course": [f"{stage.grade.value} {stage.days}" for stage in case.stages],
        "first": case.first.isoformat(), "last": case.last.isoformat(), "days": case.days, "state": case.state.value,
        "reporter": entry.reporter, "enrolled": _time(case.enrolled_at, zone), "enrolled_by": entry.enrolled_by,
        "acknowledged": _time(case.acknowledged_at, zone), "ended": _time(case.ended_at, zone),
        "ended_by": entry.ended_by, "reports": entry.reports, "abnormal": entry.abnormal,
        "tests": [f"{test.day.isoformat()} {test.result.value}" for test in entry.tests],
    }  # fmt: skip


def rows(written: dict[str, Any]) -> Sequence[Sequence[Cell]]:
    return [["; ".join(value) if isinstance(value, list) else value for value in written.values()]]


def _time(at: int | None, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at // 1000, zone).isoformat(timespec="seconds") if at is not None else ""
