"""Files of complaints and disputes: opened, taken, answered, mediated; and who has a hand in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.matters import Agreement, Entry, Hand, Kind, Matter, Meeting, Part, Party, Whole
from storage import areas, dues
from storage.database import Transaction
from storage.json_text import read_json, write_json

DUE = "matter_due"
"""The kind of due at which the next thing about a file should have been done."""

MEETING = "meeting_soon"
"""The kind of due that reminds those who come to a meeting."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file with where it belongs, and whose it is unless they wished that nobody knows."""

    matter: Matter
    village: str
    opener: str
    whole: Whole

    @property
    def id(self) -> int:
        return self.matter.id


def add(
    tx: Transaction, kind: Kind, village: int, area: int, topic: str, words: str, opener: int, by: int, now: int,
    answer_by: int, *, anonymous: bool = False, shut_out: Iterable[int] = (),
) -> Matter:  # fmt: skip
    """A new file with the next number of its village; nobody has a hand in it yet."""
    areas.hold(tx, village)
    number = int(tx.sql.matters.last_number(tx.connection, tenant=tx.tenant, village=village) or 0) + 1
    new = tx.ids.next()
    tx.sql.matters.add(
        tx.connection, tenant=tx.tenant, id=new, village=village, area=area, number=number, kind=kind.value,
        topic=topic, words=words, opener=opener, entered_by=by, anonymous=int(anonymous),
        shut_out=write_json(sorted(shut_out)), now=now, answer_by=answer_by,
    )  # fmt: skip
    dues.set_due(tx, DUE, new, answer_by)
    note(tx, new, "opened", words, by, now)
    found = get(tx, new)
    assert found is not None
    return found


def get(tx: Transaction, matter: int) -> Matter | None:
    row = tx.sql.matters.by_id(tx.connection, tenant=tx.tenant, matter=matter)
    return _matter(row) if row else None


def numbered(tx: Transaction, village: int, number: int) -> Matter | None:
    row = tx.sql.matters.numbered(tx.connection, tenant=tx.tenant, village=village, number=number)
    return _matter(row) if row else None


def whole(tx: Transaction, matter: Matter) -> Whole:
    """Everything in a file; whether somebody may read it is decided before."""
    of_it = {"tenant": tx.tenant, "matter": matter.id}
    row = tx.sql.matters.agreement(tx.connection, **of_it)
    return Whole(
        matter,
        hands(tx, matter.id),
        tuple(Entry(kind, words, by, name or "", at)
              for kind, words, by, name, at in tx.sql.matters.entries(tx.connection, **of_it)),
        tuple(Party(*row) for row in tx.sql.matters.parties(tx.connection, **of_it)),
        tuple(Meeting(*row) for row in tx.sql.matters.meetings(tx.connection, **of_it)),
        Agreement(row[0], date.fromisoformat(row[1]), row[2], row[3]) if row else None,
    )  # fmt: skip


def hands(tx: Transaction, matter: int) -> tuple[Hand, ...]:
    rows = tx.sql.matters.hands(tx.connection, tenant=tx.tenant, matter=matter)
    return tuple(Hand(person, Part(part), name or "") for person, part, name in rows)


def of_person(tx: Transaction, person: int, count: int = 50) -> list[Matter]:
    """The files in which somebody has a hand, the newest first."""
    rows = tx.sql.matters.of_person(tx.connection, tenant=tx.tenant, person=person, count=count)
    return [_matter(row) for row in rows]


def due_of_staff(tx: Transaction, path: str, now: int) -> list[tuple[Matter, int]]:
    """What is due, and by whom, of those who hold a post in just the area of a path."""
    rows = tx.sql.matters.due_of_staff(tx.connection, tenant=tx.tenant, path=path, now=now)
    return [(_matter(row[:17]), row[17]) for row in rows]


def turn(tx: Transaction, matter: Matter, state: str, due_at: int | None, now: int) -> bool:
    """From its state to another; False when somebody else was first. With nothing due it is over."""
    turned = tx.sql.matters.turn(
        tx.connection, tenant=tx.tenant, matter=matter.id, state_before=matter.state, state_after=state,
        due_at=due_at, now=now,
    )  # fmt: skip
    if turned and due_at is not None:
        dues.set_due(tx, DUE, matter.id, due_at)
    return bool(turned)


def set_due(tx: Transaction, matter: int, due_at: int) -> None:
    """When the next thing is due, its state staying as it is."""
    tx.sql.matters.set_due(tx.connection, tenant=tx.tenant, matter=matter, due_at=due_at)
    dues.set_due(tx, DUE, matter, due_at)


def give(tx: Transaction, matter: int, people: Iterable[int], part: Part, now: int) -> None:
    """These people have a hand in it from now on."""
    for person in dict.fromkeys(people):
        tx.sql.matters.give_hand(
            tx.connection, tenant=tx.tenant, id=tx.ids.next(), matter=matter, person=person, part=part.value, now=now
        )


def take(tx: Transaction, matter: int, part: Part, now: int) -> None:
    """Nobody has this part of it any more."""
    tx.sql.matters.take_hand(tx.connection, tenant=tx.tenant, matter=matter, part=part.value, now=now)


def note(tx: Transaction, matter: int, kind: str, words: str, by: int, now: int) -> None:
    tx.sql.matters.add_entry(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), matter=matter, kind=kind, words=words, by_person=by,
        now=now,
    )  # fmt: skip


def add_party(tx: Transaction, matter: int, person: int, name: str) -> None:
    tx.sql.matters.add_party(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), matter=matter, person=person, name=name
    )


def meet(tx: Transaction, matter: int, at: int, place: str, by: int, remind_at: int, now: int) -> Meeting:
    """They meet then; what was planned before is off."""
    tx.sql.matters.call_meetings_off(tx.connection, tenant=tx.tenant, matter=matter, now=now)
    new = tx.ids.next()
    tx.sql.matters.add_meeting(
        tx.connection, tenant=tx.tenant, id=new, matter=matter, at=at, place=place, made_by=by, now=now
    )
    if remind_at > now:
        dues.set_due(tx, MEETING, new, remind_at)
    return Meeting(new, matter, at, place)


def meeting(tx: Transaction, number: int) -> Meeting | None:
    """A meeting that is still on."""
    row = tx.sql.matters.meeting(tx.connection, tenant=tx.tenant, meeting=number)
    return Meeting(*row) if row else None


def agree(tx: Transaction, matter: int, agreed: Agreement, by: int, now: int) -> None:
    """What was agreed; an earlier version stays on record."""
    tx.sql.matters.add_agreement(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), matter=matter, terms=agreed.terms,
        perform_by=agreed.perform_by.isoformat(), how=agreed.how, made_by=by, now=now,
    )  # fmt: skip


def exported(tx: Transaction, _: None, after: int, count: int) -> list[Exported]:
    """The next files above an id."""
    rows = list(tx.sql.matters.exported(tx.connection, tenant=tx.tenant, after=after, count=count))
    found = [(_matter(row[:17]), row[17], row[18] or "") for row in rows]
    return [
        Exported(matter, village, "" if matter.anonymous else opener, whole(tx, matter))
        for matter, village, opener in found
    ]


def _matter(row: Any) -> Matter:
    values = list(row)
    values[11] = tuple(read_json(values[11]))
    return Matter(*values)
