"""Errands as records and rows for an export: what was wanted, who did it when, and what it cost; nobody's health."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.amounts import format_fen
from sheets.writing import Cell
from storage.errands import Exported

HEADING = (
    "id", "village", "number", "area", "door", "person", "kind", "words", "state", "asked_at", "entered_by",
    "taken_by", "promised_at", "since", "how", "reopened", "advanced", "repaid",
)  # fmt: skip


def record(entry: Exported, zone: ZoneInfo) -> dict[str, Any]:
    errand = entry.errand
    return {
        "id": errand.id, "village": entry.village, "number": errand.number, "area": entry.area, "door": errand.door,
        "person": errand.name, "kind": errand.kind.value, "words": errand.words, "state": errand.state.value,
        "asked_at": _time(errand.asked_at, zone), "entered_by": entry.entered_by if errand.entered else "",
        "taken_by": errand.taker, "promised_at": _time(errand.promised_at, zone),
        "since": _time(errand.state_at, zone), "how": errand.how, "reopened": errand.reopened,
        "advanced": format_fen(entry.money.advanced), "repaid": format_fen(entry.money.repaid),
    }  # fmt: skip


def rows(written: dict[str, Any]) -> Sequence[Sequence[Cell]]:
    """A record is a row."""
    return [["" if value is None else value for value in written.values()]]


def _time(at: int | None, zone: ZoneInfo) -> str | None:
    return datetime.fromtimestamp(at // 1000, zone).isoformat(timespec="seconds") if at else None
