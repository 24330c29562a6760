"""Notices: kept as they were written; the number is what people call one by."""

from dataclasses import replace
from typing import Any

from domain.messages import FileReference
from domain.notices import Answer, Notice
from storage import areas
from storage.database import Transaction
from storage.json_text import read_json, write_json


def add(tx: Transaction, notice: Notice, now: int) -> Notice:
    """Keeps a notice; it comes back with its id and the next number of its area."""
    made = replace(notice, id=tx.ids.next(), number=_next_number(tx, notice.area), made_at=now)
    file = made.file
    tx.sql.notices.add(
        tx.connection, tenant=tx.tenant, id=made.id, area=made.area, number=made.number, author=made.author,
        title=made.title, template=made.template, texts=write_json(dict(made.texts)),
        values_by=write_json(dict(made.values)), audience=write_json(dict(made.audience)), counted_by=made.counted,
        file=write_json([file.kind, file.reference, file.media_type, file.size, file.seconds, True]) if file else "",
        choices=write_json([[choice.value, dict(choice.labels)] for choice in made.choices]),
        emergency=int(made.emergency), lasts=made.lasts, corrects=made.corrects, now=now,
    )  # fmt: skip
    return made


def get(tx: Transaction, notice: int) -> Notice | None:
    row = tx.sql.notices.by_id(tx.connection, tenant=tx.tenant, id=notice)
    return _notice(row) if row else None


def numbered(tx: Transaction, area: int, number: int) -> Notice | None:
    """The notice of an area that people call by that number."""
    row = tx.sql.notices.by_number(tx.connection, tenant=tx.tenant, area=area, number=number)
    return _notice(row) if row else None


def latest(tx: Transaction, area: int, count: int = 20) -> list[Notice]:
    """Of an area, the newest first; those that rules send stand with their rules."""
    return [_notice(row) for row in tx.sql.notices.latest(tx.connection, tenant=tx.tenant, area=area, count=count)]


def _next_number(tx: Transaction, area: int) -> int:
    areas.hold(tx, area)
    return int(tx.sql.notices.last_number(tx.connection, tenant=tx.tenant, area=area) or 0) + 1


def _notice(row: Any) -> Notice:
    (key, area, number, author, title, template, texts, values, file, choices, audience, counted, emergency, lasts,
     corrects, made_at) = row  # fmt: skip
    kept = read_json(file) if file else None
    return Notice(
        key, area, number, author, title, read_json(texts), read_json(audience), lasts, template, read_json(values),
        FileReference(*kept) if kept else None,
        tuple(Answer(value, labels) for value, labels in read_json(choices)), counted, bool(emergency), corrects,
        made_at,
    )  # fmt: skip
