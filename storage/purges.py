"""Records whose time is over: counted, removed in slices, and a row that says what was removed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from domain.areas import Area
from domain.schedules import local_day
from storage import left_files
from storage.database import Transaction
from storage.ids import first_at
from storage.people import BEYOND

KINDS = ("reports", "tests", "cases", "alarms", "visits", "returnees", "errands", "photos", "matters", "looks",
         "calls")  # fmt: skip
"""Reports of temperatures, results of tests, cases of observation, health alarms, visits, returnees, words of
errands, pictures of shops, complaints and disputes, the record of who looked, and what was asked about missing
reports."""

_WITH_PARTS = {
    "cases": ("drop_case_reports", "drop_case_tests", "drop_case_changes", "drop_case"),
    "matters": (
        "drop_matter_hands", "drop_matter_entries", "drop_matter_parties", "drop_meetings", "drop_agreements",
        "drop_matter",
    ),
    "visits": ("drop_visit_photos", "drop_visit"),
    "photos": ("drop_shop_photo",),
    "errands": ("drop_errand_events", "drop_errand_ills", "empty_errand"),
}
"""What goes with each record of a kind."""

WITHOUT_AREA = ("looks", "calls")


@dataclass(frozen=True, slots=True)
class Purge:
    """So many records of a kind were removed that had ended before `until` (epoch ms)."""

    kind: str
    removed: int
    until: int
    at: int


def count(tx: Transaction, kind: str, village: Area | None, before: int, zone: ZoneInfo) -> int:
    """How many records of a kind have ended before a time (epoch ms)."""
    return int(getattr(tx.sql.purges, kind)(tx.connection, **_bounds(tx, kind, village, before, zone)) or 0)


def remove(tx: Transaction, kind: str, village: Area | None, before: int, zone: ZoneInfo, most: int) -> int:
    """Removes a slice of them; how many."""
    bounds = _bounds(tx, kind, village, before, zone)
    if kind in _WITH_PARTS:
        rows = getattr(tx.sql.purges, f"old_{kind}")(tx.connection, count=most // 10, **bounds)
        found = [key for (key,) in rows]
        for key in found:
            _give_up_pictures(tx, kind, key, before)
            for query in _WITH_PARTS[kind]:
                getattr(tx.sql.purges, query)(tx.connection, tenant=tx.tenant, id=key)
        return len(found)
    drop: Callable[..., Any] = getattr(tx.sql.purges, f"drop_{kind}")
    return int(drop(tx.connection, **bounds) if kind == "calls" else drop(tx.connection, count=most, **bounds))


def _give_up_pictures(tx: Transaction, kind: str, key: int, before: int) -> None:
    """The pictures of a visit or of a shop go with the copies that have had their time."""
    if kind == "visits":
        rows = list(tx.sql.purges.photos_of_visit(tx.connection, tenant=tx.tenant, id=key))
    elif kind == "photos":
        rows = list(tx.sql.purges.photo_of_shop(tx.connection, tenant=tx.tenant, id=key))
    else:
        return
    left_files.note(tx, [photo for (photo,) in rows], before)


def note(tx: Transaction, kind: str, removed: int, until: int, now: int) -> None:
    tx.sql.purges.note(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), kind=kind, removed=removed, until=until, now=now
    )


def newest(tx: Transaction, count: int = 3) -> list[Purge]:
    """The last purges of each kind."""
    return [
        Purge(*row) for kind in KINDS
        for row in tx.sql.purges.newest(tx.connection, tenant=tx.tenant, kind=kind, count=count)
    ]  # fmt: skip


def _bounds(tx: Transaction, kind: str, village: Area | None, before: int, zone: ZoneInfo) -> dict[str, Any]:
    if village is None:
        return {"tenant": tx.tenant, "before": first_at(before) if kind == "looks" else before}
    if kind in ("reports", "tests", "cases", "alarms", "matters"):
        return {"tenant": tx.tenant, "village": village.id, "before": before}
    bounds = {"tenant": tx.tenant, "path_low": village.path, "path_high": village.path + BEYOND}
    if kind == "visits":
        return bounds | {"day": local_day(before, zone).isoformat()}
    return bounds | {"before": before}
