"""Visits and returnees as records and rows for an export."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sheets.writing import Cell
from storage import returnees, visits

VISIT_HEADING = (
    "id", "village", "area", "door", "day", "at", "worker", "result", "persons", "who", "temperatures", "symptoms",
    "words", "photos", "place", "replaces",
)  # fmt: skip
RETURNEE_HEADING = (
    "id", "village", "area", "door", "name", "phone", "people", "from", "arrived", "transport", "vehicle", "seat",
    "companions", "code", "test", "tested", "risk", "state", "why", "words", "said_by", "said_at", "visit",
    "replaces", "same_as",
)  # fmt: skip


def visit_record(entry: visits.Exported, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": entry.id, "village": entry.village, "area": entry.area, "door": entry.door, "day": entry.day,
        "at": _time(entry.at, zone), "worker": entry.worker, "result": entry.result, "persons": entry.persons,
        "who": entry.who, "temperatures": [f"{each / 100:.1f}" for each in entry.temperatures],
        "symptoms": list(entry.symptoms), "words": entry.words, "photos": list(entry.photos), "place": entry.place,
        "replaces": entry.replaces or None,
    }  # fmt: skip


def returnee_record(entry: returnees.Exported, zone: ZoneInfo) -> dict[str, Any]:
    said = entry.returnee
    return {
        "id": said.id, "village": entry.village, "area": entry.area, "door": said.door, "name": said.name,
        "phone": said.phone, "people": said.number, "from": said.origin, "arrived": said.arrived,
        "transport": said.transport, "vehicle": said.vehicle, "seat": said.seat, "companions": said.companions,
        "code": said.code, "test": said.test, "tested": said.tested, "risk": said.risk, "state": said.state,
        "why": said.why, "words": said.words, "said_by": entry.said_by, "said_at": _time(said.said_at, zone),
        "visit": said.visit or None, "replaces": said.replaces or None, "same_as": said.same_as or None,
    }  # fmt: skip


def rows(written: dict[str, Any]) -> Sequence[Sequence[Cell]]:
    """A record is a row."""
    return [[";".join(value) if isinstance(value, list) else "" if value is None else value
             for value in written.values()]]  # fmt: skip


def _time(at: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at // 1000, zone).isoformat(timespec="seconds")
