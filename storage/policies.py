"""An area's own rows of the table of policies, beside those that ship."""

from dataclasses import dataclass
from datetime import date

from domain.areas import ids_of
from domain.grades import Grade
from domain.policies import SHIPPED, Counting, Ground, Policy, Span
from storage import audit
from storage.database import Transaction
from storage.json_text import read_json, write_json

OWN = "own_"
"""What the key of an area's own row begins with."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that an area has set itself. `name`: who set it."""

    id: int
    area: int
    policy: Policy
    name: str = ""
    set_at: int = 0
    ended_at: int | None = None


def in_area(tx: Transaction, path: str) -> tuple[Policy, ...]:
    """All policies that can hold in the area of a path: those that ship, then the areas' own, the nearest last."""
    return (*SHIPPED, *(row.policy for row in rows(tx, path)))


def of_key(tx: Transaction, key: str) -> Policy | None:
    """The policy under which somebody was enrolled, whether or not it still holds."""
    if not key.startswith(OWN):
        return next((policy for policy in SHIPPED if policy.key == key), None)
    row = tx.sql.policies.by_id(tx.connection, tenant=tx.tenant, id=int(key.removeprefix(OWN)))
    return _policy(*row) if row else None


def rows(tx: Transaction, path: str) -> list[Row]:
    """What the areas of a path have set themselves, the largest area first."""
    return [
        Row(row[0], area, _policy(*row))
        for area in ids_of(path)
        for row in tx.sql.policies.of_area(tx.connection, tenant=tx.tenant, area=area)
    ]


def history(tx: Transaction, area: int) -> list[Row]:
    """Everything that an area has set itself, the newest first, ended rows too."""
    found = tx.sql.policies.history(tx.connection, tenant=tx.tenant, area=area)
    return [Row(row[0], area, _policy(*row[:8]), *row[8:]) for row in found]


def add(tx: Transaction, area: int, policy: Policy, by: int, now: int) -> int:
    """From its first day on an area follows its own policy for a ground."""
    key = tx.ids.next()
    tx.sql.policies.add(
        tx.connection, tenant=tx.tenant, id=key, area=area, ground=policy.ground.value,
        spans=write_json([[span.grade, span.days] for span in policy.spans]), counting=policy.counting.value,
        first_day=policy.since.isoformat(), source=policy.source,
        last_day=policy.until.isoformat() if policy.until else "", tests=write_json(policy.tests), set_by=by, now=now,
    )  # fmt: skip
    audit.note(tx, by, "set_policy", area, now)
    return key


def end(tx: Transaction, area: int, row: int, by: int, now: int) -> bool:
    """An area's own row counts no longer for whoever is enrolled from now on."""
    ended = tx.sql.policies.end(tx.connection, tenant=tx.tenant, id=row, area=area, now=now)
    if ended:
        audit.note(tx, by, "end_policy", area, now)
    return bool(ended)


def _policy(
    key: int, ground: str, spans: str, counting: str, since: str, until: str, source: str, tests: str
) -> Policy:  # fmt: skip
    return Policy(
        f"{OWN}{key}", Ground(ground), tuple(Span(Grade(grade), days) for grade, days in read_json(spans)),
        Counting(counting), date.fromisoformat(since), date.fromisoformat(until) if until else None, source,
        tuple(read_json(tests)),
    )  # fmt: skip
