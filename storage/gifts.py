"""What donors offer, who accepted it, into which window it went, and that they heard what became of it."""

from dataclasses import dataclass

from storage.database import Transaction
from storage.ids import first_at

ACCEPTED, DECLINED = "accepted", "declined"

REMEMBERED = 60 * 24 * 3600 * 1000
"""Milliseconds for which a gift that is in no window is remembered in drafts."""


@dataclass(frozen=True, slots=True)
class Gift:
    """Goods that somebody gives, in thousandths of the unit. `donor` is "" where they want no name; `window` and
    `item` are what it became."""

    id: int
    village: int
    person: int
    name: str
    quantity: int
    unit: str
    arrives: str
    donor: str
    state: str = "offered"
    window: int = 0
    item: int = 0


def offer(tx: Transaction, gift: Gift, words: str, now: int) -> Gift:
    """Writes an offer down, with what was really said."""
    new = tx.ids.next()
    tx.sql.gifts.add(
        tx.connection, tenant=tx.tenant, id=new, village=gift.village, person=gift.person, name=gift.name,
        qty=gift.quantity, unit=gift.unit, arrives=gift.arrives, donor=gift.donor, words=words, now=now,
    )  # fmt: skip
    return Gift(new, gift.village, gift.person, gift.name, gift.quantity, gift.unit, gift.arrives, gift.donor)


def get(tx: Transaction, gift: int) -> Gift | None:
    row = tx.sql.gifts.by_id(tx.connection, tenant=tx.tenant, gift=gift)
    return Gift(*row) if row else None


def decide(tx: Transaction, gift: int, state: str, cadre: int) -> bool:
    """A cadre accepts or declines; False when somebody did before."""
    return bool(tx.sql.gifts.decide(tx.connection, tenant=tx.tenant, gift=gift, state=state, settled_by=cadre))


def decided_by(tx: Transaction, gift: int) -> int:
    return int(tx.sql.gifts.decided_by(tx.connection, tenant=tx.tenant, gift=gift) or 0)


def put(tx: Transaction, gift: int, window: int, item: int) -> bool:
    """It is an item of a window from now on; False when it is one already."""
    return bool(tx.sql.gifts.put(tx.connection, tenant=tx.tenant, gift=gift, window=window, item=item))


def withdraw(tx: Transaction, gift: int) -> bool:
    return bool(tx.sql.gifts.withdraw(tx.connection, tenant=tx.tenant, gift=gift))


def unplaced(tx: Transaction, village: int, now: int) -> list[Gift]:
    """What was accepted lately and is in no window yet."""
    rows = tx.sql.gifts.unplaced(
        tx.connection, tenant=tx.tenant, village=village, since=first_at(now - REMEMBERED)
    )
    return [Gift(*row) for row in rows]


def of_person(tx: Transaction, village: int, person: int, now: int) -> list[Gift]:
    """What somebody offered lately, the newest first."""
    rows = tx.sql.gifts.of_person(
        tx.connection, tenant=tx.tenant, village=village, person=person, since=first_at(now - REMEMBERED)
    )
    return [Gift(*row) for row in rows]


def of_window(tx: Transaction, window: int) -> list[Gift]:
    rows = tx.sql.gifts.of_window(tx.connection, tenant=tx.tenant, window=window)
    return [Gift(*row) for row in rows]


def tell(tx: Transaction, gift: int, now: int) -> bool:
    """Notes that the donor hears what became of it; False when they did before."""
    return bool(tx.sql.gifts.tell(tx.connection, tenant=tx.tenant, gift=gift, now=now))
