"""Looks at shops as records and rows for an export."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.shops import Result
from sheets.writing import Cell
from storage.checks import Exported

HEADING = (
    "id", "village", "area", "street", "shop", "list", "worker", "began", "ended", "ending", "passed", "failed",
    "does_not_apply", "failings", "photos", "note", "second_look_of", "put_right_by", "reported",
)  # fmt: skip


def record(entry: Exported, zone: ZoneInfo) -> dict[str, Any]:
    check = entry.check
    results = list(check.results.values())
    return {
        "id": check.id, "village": entry.village, "area": entry.area, "street": entry.street, "shop": entry.shop,
        "list": check.list_name, "worker": check.worker_name, "began": _time(check.started_at, zone),
        "ended": _time(check.ended_at, zone), "ending": check.ending, "passed": results.count(Result.OK),
        "failed": results.count(Result.BAD), "does_not_apply": results.count(Result.NONE), "failings": check.failings,
        "photos": sum(1 for number in check.failed if check.photos.get(number)), "note": check.note,
        "second_look_of": check.second_of or None,
        "put_right_by": _day(check.right_by, zone), "reported": _time(check.reported_at, zone),
    }  # fmt: skip


def rows(written: dict[str, Any]) -> Sequence[Sequence[Cell]]:
    return [[";".join(value) if isinstance(value, list) else "" if value is None else value
             for value in written.values()]]  # fmt: skip


def _time(at: int | None, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at // 1000, zone).isoformat(timespec="seconds") if at is not None else ""


def _day(ends: int | None, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(ends / 1000 - 1, zone).date().isoformat() if ends is not None else ""
