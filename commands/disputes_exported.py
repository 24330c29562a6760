"""Complaints and disputes as records and rows for an export; whose an anonymous one is stays out of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.matters import Part
from sheets.writing import Cell
from storage.matters import Exported

HEADING = (
    "id", "village", "number", "kind", "topic", "words", "opener", "anonymous", "state", "opened", "answer_by",
    "closed", "parties", "cadre", "mediator", "meetings", "answers", "terms", "perform_by", "how",
)  # fmt: skip


def record(entry: Exported, zone: ZoneInfo) -> dict[str, Any]:
    matter, whole = entry.matter, entry.whole
    agreed = whole.agreement
    return {
        "id": matter.id, "village": entry.village, "number": matter.number, "kind": matter.kind,
        "topic": matter.topic, "words": matter.words, "opener": entry.opener, "anonymous": bool(matter.anonymous),
        "state": matter.state, "opened": _time(matter.opened_at, zone), "answer_by": _time(matter.answer_by, zone),
        "closed": _time(matter.closed_at, zone), "parties": [party.name for party in whole.parties],
        "cadre": whole.name_of(Part.CADRE), "mediator": whole.name_of(Part.MEDIATOR),
        "meetings": [_time(meeting.at, zone) for meeting in whole.meetings],
        "answers": [said.words for said in whole.said("answered")], "terms": agreed.terms if agreed else "",
        "perform_by": agreed.perform_by.isoformat() if agreed else "", "how": agreed.how if agreed else "",
    }  # fmt: skip


def rows(written: dict[str, Any]) -> Sequence[Sequence[Cell]]:
    return [[_cell(value) for value in written.values()]]


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ";".join(value) if isinstance(value, list) else value


def _time(at: int | None, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at // 1000, zone).isoformat(timespec="seconds") if at is not None else ""
