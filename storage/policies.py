"""An area's own rows of the table of policies, beside those that ship."""

from dataclasses import dataclass
from datetime import date

from domain.areas import ids_of
from domain.grades import Grade
from domain.policies import SHIPPED, Counting, Ground, Policy, Span
from storage import audit
from storage.database import Transaction
from storage.json_text import read_json, write_json


@dataclass(frozen=True, slots=True)
class Row:
    """A row that an area has set itself."""

    id: int
    area: int
    policy: Policy


def in_area(tx: Transaction, path: str) -> tuple[Policy, ...]:
    """All policies that can hold in the area of a path: those that ship, then the areas' own, the nearest last."""
    return (*SHIPPED, *(row.policy for row in rows(tx, path)))


def rows(tx: Transaction, path: str) -> list[Row]:
    """What the areas of a path have set themselves, the largest area first."""
    return [
        Row(
            key, area,
            Policy(
                f"own_{key}", Ground(ground), tuple(Span(Grade(grade), days) for grade, days in read_json(spans)),
                Counting(counting), date.fromisoformat(since), date.fromisoformat(until) if until else None, source,
            ),
        )
        for area in ids_of(path)
        for key, ground, spans, counting, since, until, source in tx.sql.policies.of_area(
            tx.connection, tenant=tx.tenant, area=area
        )
    ]  # fmt: skip


def add(tx: Transaction, area: int, policy: Policy, by: int, now: int) -> int:
    """From its first day on an area follows its own policy for a ground."""
    key = tx.ids.next()
    tx.sql.policies.add(
        tx.connection, tenant=tx.tenant, id=key, area=area, ground=policy.ground.value,
        spans=write_json([[span.grade, span.days] for span in policy.spans]), counting=policy.counting.value,
        first_day=policy.since.isoformat(), source=policy.source,
        last_day=policy.until.isoformat() if policy.until else "", set_by=by, now=now,
    )  # fmt: skip
    audit.note(tx, by, "set_policy", area, now)
    return key


def end(tx: Transaction, area: int, row: int, by: int, now: int) -> bool:
    """An area's own row counts no longer for whoever is enrolled from now on."""
    ended = tx.sql.policies.end(tx.connection, tenant=tx.tenant, id=row, area=area, now=now)
    if ended:
        audit.note(tx, by, "end_policy", area, now)
    return bool(ended)
