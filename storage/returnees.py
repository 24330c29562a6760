"""Returnees: a row a report, corrected and completed by further rows; and the places at risk they may come from."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from domain.returnees import WATCHED_DAYS, Level, Returnee, RiskArea, State, may_be_same
from storage import households
from storage.database import Transaction
from storage.people import BEYOND


@dataclass(frozen=True, slots=True)
class Exported:
    """A report as it leaves the house."""

    returnee: Returnee
    village: str
    area: str
    said_by: str

    @property
    def id(self) -> int:
        return self.returnee.id


def add(tx: Transaction, said: Returnee, now: int) -> Returnee:
    """Keeps a report. Whatever it replaces stays as it was said, and counts no more."""
    home = households.get(tx, said.household)
    area = (home.area or home.village) if home else said.area
    kept = replace(said, id=tx.ids.next(), area=area, said_at=now, door=f"{home.door}{home.part}" if home else "")
    tx.sql.returnees.add(
        tx.connection, tenant=tx.tenant, id=kept.id, household=kept.household, area=area, person=kept.person,
        name=kept.name, phone=kept.phone, number=kept.number, origin=kept.origin, arrived=kept.arrived,
        transport=kept.transport, vehicle=kept.vehicle, seat=kept.seat, companions=kept.companions, code=kept.code,
        test=kept.test, tested=kept.tested, words=kept.words, risk=kept.risk, state=kept.state, visit=kept.visit,
        replaces=kept.replaces, said_by=kept.said_by, now=now,
    )  # fmt: skip
    return kept


def get(tx: Transaction, returnee: int) -> Returnee | None:
    row = tx.sql.returnees.by_id(tx.connection, tenant=tx.tenant, id=returnee)
    return _returnee(row) if row else None


def of_household(tx: Transaction, household: int) -> list[Returnee]:
    """All reports about a household, the newest first."""
    rows = tx.sql.returnees.of_household(tx.connection, tenant=tx.tenant, household=household)
    return [_returnee(row) for row in rows]


def like(tx: Transaction, said: Returnee) -> Returnee | None:
    """The newest other report that may be of the same person."""
    others = of_household(tx, said.household)
    if said.phone:
        rows = tx.sql.returnees.with_phone(tx.connection, tenant=tx.tenant, phone=said.phone)
        others += [_returnee(row) for row in rows]
    return next((other for other in others if may_be_same(said, other)), None)


def undecided(tx: Transaction, path: str) -> list[Returnee]:
    """Those of an area who are to come, or have come and nobody said what follows, the oldest first."""
    rows = tx.sql.returnees.undecided(tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND)
    return [_returnee(row) for row in rows]


def in_area(tx: Transaction, path: str, since: str) -> list[Returnee]:
    """Those of an area who came since a day or are to come, the newest first."""
    rows = tx.sql.returnees.in_area(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, first_day=since
    )
    return [_returnee(row) for row in rows]


def decide(
    tx: Transaction, returnee: int, before: State, after: State, worker: int, now: int, why: str = ""
) -> bool:
    """What follows for somebody; False when it is no longer as it was `before`."""
    return bool(tx.sql.returnees.decide(
        tx.connection, tenant=tx.tenant, id=returnee, state_before=before, state_after=after, why=why,
        worker=worker, now=now,
    ))  # fmt: skip


def merge(tx: Transaction, returnee: int, other: int, worker: int, now: int) -> bool:
    """A human found that a report is of the person of another one; both rows stay."""
    return bool(tx.sql.returnees.is_same(
        tx.connection, tenant=tx.tenant, id=returnee, other=other, worker=worker, now=now
    ))  # fmt: skip


def add_risk(tx: Transaction, place: RiskArea, noted_by: int, now: int) -> str:
    """Notes that a place is at risk: "new", "known", or "ended" where a place on record gets its last day."""
    key: dict[str, Any] = {
        "tenant": tx.tenant, "name": place.name, "risk_level": place.level.value,
        "first_day": place.since, "last_day": place.until,
    }  # fmt: skip
    if tx.sql.returnees.add_risk(tx.connection, id=tx.ids.next(), noted_by=noted_by, now=now, **key):
        return "new"
    return "ended" if place.until and tx.sql.returnees.end_risk(tx.connection, **key) else "known"


def risks(tx: Transaction, on: str) -> list[RiskArea]:
    """The places at risk on a day or within the fortnight before."""
    since = (date.fromisoformat(on) - timedelta(days=WATCHED_DAYS)).isoformat()
    rows = tx.sql.returnees.risks(tx.connection, tenant=tx.tenant, first_day=since, last_day=on)
    return [RiskArea(name, Level(level), begins, ends) for name, level, begins, ends in rows]


def exported(tx: Transaction, _: object, after: int, count: int) -> list[Exported]:
    """The next `count` reports above an id, with the village, the micro-grid and who said it."""
    rows = tx.sql.returnees.every(tx.connection, tenant=tx.tenant, after=after, count=count)
    return [Exported(_returnee(row[3:]), row[0] or "", row[1] or "", row[2]) for row in rows]


def _returnee(row: Any) -> Returnee:
    return Returnee(*row)
