"""Errands and all that happened to them. Whoever takes, does or answers one does so in a guarded statement."""

from dataclasses import dataclass
from typing import Any

from domain.errands import Errand, Kind, Money, State
from storage import advances, areas, dues
from storage.database import Transaction
from storage.people import BEYOND

NEVER = 2**53
"""Later than every time."""

WATCH = "errand"
"""The kind of due at which an errand is looked at: nobody was told of it, nobody has it, it is late or unanswered."""


@dataclass(frozen=True, slots=True)
class New:
    """What somebody asks for, before it has a number."""

    village: int
    area: int
    household: int
    person: int
    asker: int
    entered_by: int
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, and whose doing it was (0: the time's)."""

    at: int
    by: int
    name: str
    what: str
    other: int
    other_name: str
    words: str
    saying: int


@dataclass(frozen=True, slots=True)
class ToDo:
    """An errand as the list of the day shows it."""

    id: int
    number: int
    kind: Kind
    words: str
    since: int
    person: int
    taken_by: int
    name: str
    phone: str
    door: str
    taker: str


@dataclass(frozen=True, slots=True)
class Ill:
    """Who medicine is for. Nobody is ill when it is only to have some at home; a person 0 who is ill is several."""

    person: int
    name: str
    ill: bool


@dataclass(frozen=True, slots=True)
class Exported:
    """An errand as it leaves the house."""

    id: int
    errand: Errand
    village: str
    area: str
    entered_by: str
    money: Money


def add(tx: Transaction, new: New, now: int) -> Errand:
    """Keeps an errand under the next number of its village."""
    areas.hold(tx, new.village)
    number = int(tx.sql.errands.last_number(tx.connection, tenant=tx.tenant, village=new.village) or 0) + 1
    errand = tx.ids.next()
    tx.sql.errands.add(
        tx.connection, tenant=tx.tenant, id=errand, village=new.village, area=new.area, number=number,
        household=new.household, person=new.person, asker=new.asker, entered_by=new.entered_by, kind=new.kind.value,
        words=new.words, now=now,
    )  # fmt: skip
    note(tx, errand, new.entered_by, "asked", now, words=new.words)
    kept = get(tx, errand)
    assert kept is not None
    return kept


def get(tx: Transaction, errand: int) -> Errand | None:
    row = tx.sql.errands.by_id(tx.connection, tenant=tx.tenant, id=errand)
    return _errand(row) if row else None


def numbered(tx: Transaction, village: int, number: int) -> Errand | None:
    """The errand that a village calls by that number."""
    row = tx.sql.errands.by_number(tx.connection, tenant=tx.tenant, village=village, number=number)
    return _errand(row) if row else None


def of_taker(tx: Transaction, person: int, since: int) -> list[Errand]:
    """What somebody has in hand, or had since a time, the newest first."""
    return _errands(tx.sql.errands.of_taker(tx.connection, tenant=tx.tenant, person=person, since=since))


def in_hand(tx: Transaction, person: int) -> list[Errand]:
    """What somebody has taken and not done, the oldest first."""
    found = of_taker(tx, person, NEVER)
    return [errand for errand in reversed(found) if errand.state is State.TAKEN]


def of_household(tx: Transaction, household: int, since: int) -> list[Errand]:
    """What a household waits for, or waited for since a time, the newest first."""
    rows = tx.sql.errands.of_household(tx.connection, tenant=tx.tenant, household=household, since=since)
    return _errands(rows)


def going_on_in(tx: Transaction, path: str) -> list[Errand]:
    """What is not over, of the area of a path, the oldest first."""
    rows = tx.sql.errands.going_on_in(tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND)
    return _errands(rows)


def to_do_in(tx: Transaction, path: str) -> list[ToDo]:
    """What nobody has taken and what somebody has in hand, of the area of a path."""
    rows = tx.sql.errands.to_do_in(tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND)
    return [ToDo(key, number, Kind(kind), *rest) for key, number, kind, *rest in rows]


def over_in(tx: Transaction, path: str, since: int, count: int = 200) -> list[Errand]:
    """What came to an end since a time, of the area of a path, the newest first."""
    rows = tx.sql.errands.over_in(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, since=since, count=count
    )
    return _errands(rows)


def every(tx: Transaction, after: int, count: int) -> list[Errand]:
    """The next errands above an id."""
    return _errands(tx.sql.errands.every(tx.connection, tenant=tx.tenant, after=after, count=count))


def exported(tx: Transaction, _: None, after: int, count: int) -> list[Exported]:
    """The next errands above an id, each with what only an export shows."""
    found = every(tx, after, count)
    if not found:
        return []
    rows = tx.sql.errands.around(tx.connection, tenant=tx.tenant, after=after, last=found[-1].id)
    around = {key: (village, area, by) for key, village, area, by in rows}
    money = advances.of_errands(tx, [errand.id for errand in found])
    return [Exported(errand.id, errand, *around[errand.id], money.get(errand.id, Money())) for errand in found]


def watch(tx: Transaction, errand: int, at: int) -> None:
    """Sets when an errand is looked at again."""
    dues.set_due(tx, WATCH, errand, at)


def offered(tx: Transaction, errand: int, now: int) -> None:
    tx.sql.errands.offered(tx.connection, tenant=tx.tenant, id=errand, now=now)


def take(tx: Transaction, errand: int, worker: int, now: int) -> bool:
    """Somebody has it from now on; False when another does."""
    taken = bool(tx.sql.errands.take(tx.connection, tenant=tx.tenant, id=errand, worker=worker, now=now))
    return taken and note(tx, errand, worker, "taken", now)


def promise(tx: Transaction, errand: int, worker: int, at: int, now: int) -> bool:
    """Until when whoever has it will have done it (epoch ms); False when they do not have it."""
    done = tx.sql.errands.promise(tx.connection, tenant=tx.tenant, id=errand, worker=worker, at=at)
    return bool(done) and note(tx, errand, worker, "promised", now, words=str(at))


def give_back(tx: Transaction, errand: int, worker: int, by: int, now: int) -> bool:
    """Nobody has it any more; `by` is 0 where the taker may take none any more."""
    done = tx.sql.errands.give_back(tx.connection, tenant=tx.tenant, id=errand, worker=worker, now=now)
    return bool(done) and note(tx, errand, by, "back", now, other=worker)


def pass_to(tx: Transaction, errand: Errand, other: int, by: int, now: int) -> bool:
    """It is offered to one colleague, who has it once they say so; 0 takes that back."""
    done = tx.sql.errands.pass_to(
        tx.connection, tenant=tx.tenant, id=errand.id, was=errand.passed_to, other=other
    )
    return bool(done) and note(tx, errand.id, by, "passed" if other else "not_passed", now, other=other)


def done(tx: Transaction, errand: int, worker: int, how: str, now: int) -> bool:
    """By hand, or left at the door; False when this worker does not have it."""
    did = tx.sql.errands.done(tx.connection, tenant=tx.tenant, id=errand, worker=worker, how=how, now=now)
    return bool(did) and note(tx, errand, worker, "left" if how == "door" else "done", now)


def confirm(tx: Transaction, errand: int, by: int, now: int) -> bool:
    """Whoever asked says that it is done."""
    confirmed = tx.sql.errands.confirm(tx.connection, tenant=tx.tenant, id=errand, now=now)
    return bool(confirmed) and note(tx, errand, by, "confirmed", now)


def close_unanswered(tx: Transaction, errand: int, since: int, now: int) -> bool:
    """Nobody has answered about what was done before a time."""
    closed = tx.sql.errands.unanswered(tx.connection, tenant=tx.tenant, id=errand, since=since)
    return bool(closed) and note(tx, errand, 0, "unanswered", now)


def reopen(tx: Transaction, errand: int, by: int, now: int) -> bool:
    """It was not done after all."""
    opened = tx.sql.errands.reopen(tx.connection, tenant=tx.tenant, id=errand, now=now)
    return bool(opened) and note(tx, errand, by, "reopened", now)


def cancel(tx: Transaction, errand: int, by: int, now: int) -> bool:
    """It is not needed any more; False when it was done before."""
    cancelled = tx.sql.errands.cancel(tx.connection, tenant=tx.tenant, id=errand, now=now)
    return bool(cancelled) and note(tx, errand, by, "cancelled", now)


def climb(tx: Transaction, errand: Errand, now: int) -> bool:
    """One step up of what is late; False when that happened before."""
    late = errand.late + 1
    climbed = tx.sql.errands.climb(tx.connection, tenant=tx.tenant, id=errand.id, was=errand.late, height=late)
    return bool(climbed) and note(tx, errand.id, 0, "late", now, words=str(late))


def note(
    tx: Transaction, errand: int, by: int, what: str, now: int, *, other: int = 0, words: str = "", saying: int = 0
) -> bool:
    """Writes down what happened; always true, so that it can stand behind the deed itself."""
    tx.sql.errands.add_event(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), errand=errand, now=now, by=by, what=what, other=other,
        words=words, saying=saying,
    )  # fmt: skip
    return True


def events(tx: Transaction, errand: int) -> list[Event]:
    """All that happened to one, in order."""
    return [Event(*row) for row in tx.sql.errands.events(tx.connection, tenant=tx.tenant, errand=errand)]


def shown_by(tx: Transaction, saying: int) -> Errand | None:
    """The errand of which a message brought a photo, if it was taken for one."""
    row = tx.sql.errands.shown_by(tx.connection, tenant=tx.tenant, saying=saying)
    return get(tx, row[0]) if row else None


def note_ill(tx: Transaction, errand: int, person: int, ill: bool, by: int, now: int) -> None:
    tx.sql.errands.add_ill(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), errand=errand, person=person, ill=int(ill), by=by, now=now
    )


def ill(tx: Transaction, errand: int) -> Ill | None:
    """What was last said of who is ill; None when nobody said."""
    row = tx.sql.errands.ill(tx.connection, tenant=tx.tenant, errand=errand)
    return Ill(row[0], row[1], bool(row[2])) if row else None


def _errands(rows: Any) -> list[Errand]:
    return [_errand(row) for row in rows]


def _errand(row: Any) -> Errand:
    values = [*row]
    values[8], values[10] = Kind(row[8]), State(row[10])
    return Errand(*values)
