"""Reports of temperatures as records and rows for an export."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from domain.temperatures import format_degrees
from sheets.writing import Cell
from storage.check_ins import Exported

HEADING = (
    "id", "village", "area", "observation", "door", "person", "for", "temperature", "symptoms", "result", "source",
    "reported_by", "at", "replaces", "replaced_by", "alarm",
)  # fmt: skip


def record(entry: Exported, zone: ZoneInfo) -> dict[str, Any]:
    """`for`: the time at which it was due. Temperatures are in °C, as text so that 36.50 stays exact."""
    return {
        "id": entry.id, "village": entry.village, "area": entry.area, "observation": entry.number,
        "door": entry.door, "person": entry.person, "for": _time(entry.slot, zone),
        "temperature": format_degrees(entry.temperature) if entry.temperature is not None else None,
        "symptoms": list(entry.symptoms), "result": entry.result, "source": entry.source,
        "reported_by": entry.reporter, "at": _time(entry.at, zone), "replaces": entry.replaces or None,
        "replaced_by": entry.replaced_by or None, "alarm": entry.alarm or None,
    }  # fmt: skip


def rows(written: dict[str, Any]) -> Sequence[Sequence[Cell]]:
    return [[_cell(name, value) for name, value in written.items()]]


def _cell(name: str, value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(value)
    return Decimal(value) if name == "temperature" else value


def _time(at: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at // 1000, zone).isoformat(timespec="seconds")
