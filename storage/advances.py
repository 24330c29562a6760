"""Money that workers lay out for errands, and what they get back: a row each, never changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from domain.errands import Money
from storage.database import Transaction
from storage.json_text import write_json
from storage.people import BEYOND


@dataclass(frozen=True, slots=True)
class Owed:
    """What one worker has laid out in an area and not got back."""

    person: int
    name: str
    fen: int


def advance(tx: Transaction, errand: int, person: int, fen: int, by: int, now: int) -> None:
    """Somebody laid out so much more; below 0 it corrects what was said before."""
    _add(tx, errand, person, "advanced", fen, by, now)


def repay(tx: Transaction, errand: int, person: int, fen: int, by: int, now: int) -> bool:
    """Somebody got money back; False, and nothing is noted, when that is more than they are owed."""
    hold(tx, errand)
    if not 0 < fen <= of_errand(tx, errand).get(person, Money()).owed:
        return False
    _add(tx, errand, person, "repaid", fen, by, now)
    return True


def hold(tx: Transaction, errand: int) -> None:
    """Until this transaction ends nobody else notes money of this errand."""
    tx.sql.advances.hold(tx.connection, tenant=tx.tenant, errand=errand)


def of_errand(tx: Transaction, errand: int) -> dict[int, Money]:
    """The money of one errand, by whoever laid it out."""
    found: dict[int, Counter[str]] = {}
    for person, kind, fen in tx.sql.advances.of_errand(tx.connection, tenant=tx.tenant, errand=errand):
        found.setdefault(person, Counter())[kind] += fen
    return {person: Money(sums["advanced"], sums["repaid"]) for person, sums in found.items()}


def of_errands(tx: Transaction, errands: Iterable[int]) -> dict[int, Money]:
    """The money of several errands, by the errand, whoever laid it out."""
    keys = write_json(sorted(set(errands)))
    found: dict[int, Money] = {}
    for errand, _, advanced, repaid in tx.sql.advances.owed_of(tx.connection, tenant=tx.tenant, keys=keys):
        before = found.get(errand, Money())
        found[errand] = Money(before.advanced + int(advanced), before.repaid + int(repaid))
    return found


def owed_to(tx: Transaction, person: int) -> list[int]:
    """The errands for which somebody has money to get back."""
    return [errand for (errand,) in tx.sql.advances.owed_to(tx.connection, tenant=tx.tenant, person=person)]


def owed_in(tx: Transaction, path: str) -> list[Owed]:
    """What the workers of the area of a path are owed, by their names."""
    rows = tx.sql.advances.owed_in(tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND)
    return [Owed(person, name, int(fen)) for person, name, fen in rows]


def _add(tx: Transaction, errand: int, person: int, kind: str, fen: int, by: int, now: int) -> None:
    tx.sql.advances.add(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), errand=errand, person=person, kind=kind, fen=fen, by=by,
        now=now,
    )  # fmt: skip
