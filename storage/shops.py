"""Shops and the lists by which they are looked at."""

from datetime import date

from domain.areas import Area, ids_of
from domain.checklists import SHIPPED, Checklist, in_force
from domain.shops import Shop
from storage import audit
from storage.database import Transaction
from storage.json_text import read_json, write_json
from storage.people import BEYOND

MOST = 2_000
"""Shops of one area that are looked through: a township has 1,200."""


def add(
    tx: Transaction, area: Area, village: int, name: str, street: str, by: int, now: int, *, place: int = 0,
    kind: str = "", keeper: str = "", phone: str = "", checklist: str = "",
) -> tuple[Shop, bool]:  # fmt: skip
    """A shop that is due at once, and whether it is new; without a place it is the last of its street."""
    position = place or last_place(tx, area.path, street) + 1
    added = tx.sql.shops.add(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), village=village, area=area.id, name=name, street=street,
        position=position, kind=kind, kept_by=keeper, phone=phone, checklist=checklist, due_at=now, made_by=by,
        now=now,
    )  # fmt: skip
    found = same(tx, village, name, street)
    assert found is not None
    return found, bool(added)


def same(tx: Transaction, village: int, name: str, street: str) -> Shop | None:
    row = tx.sql.shops.same(tx.connection, tenant=tx.tenant, village=village, name=name, street=street)
    return Shop(*row) if row else None


def get(tx: Transaction, shop: int) -> Shop | None:
    row = tx.sql.shops.by_id(tx.connection, tenant=tx.tenant, shop=shop)
    return Shop(*row) if row else None


def in_area(tx: Transaction, path: str) -> list[Shop]:
    """All that are there in the area of a path, street by street."""
    rows = tx.sql.shops.in_area(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, count=MOST
    )
    return [Shop(*row) for row in rows]


def due_in(tx: Transaction, path: str, now: int, count: int = 200) -> list[Shop]:
    """Those that are to be looked at by now."""
    rows = tx.sql.shops.due_in(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, before=now, count=count
    )
    return [Shop(*row) for row in rows]


def last_place(tx: Transaction, path: str, street: str) -> int:
    last = tx.sql.shops.last_place(
        tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND, street=street
    )
    return int(last or 0)


def looked(tx: Transaction, shop: int, state: str, due_at: int | None, now: int) -> None:
    """After a look: open, stopped, moved or closed, and when it is due next (never, once it is gone)."""
    tx.sql.shops.looked(tx.connection, tenant=tx.tenant, shop=shop, state=state, due_at=due_at, now=now)


def put_off(tx: Transaction, shop: int, due_at: int) -> None:
    tx.sql.shops.put_off(tx.connection, tenant=tx.tenant, shop=shop, due_at=due_at)


def add_checklist(tx: Transaction, area: int, row: Checklist, by: int, now: int) -> None:
    """From its day on the list is so; what was before stays on record."""
    tx.sql.shops.add_checklist(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), area=area, name=row.name, day=row.since.isoformat(),
        begins_at=row.begins_at, items=write_json(row.items), every_days=row.every_days, made_by=by, now=now,
    )  # fmt: skip
    audit.note(tx, by, "set_checklist", area, now)


def checklists_of(tx: Transaction, area: int) -> list[Checklist]:
    """The rows of an area itself, also those that begin later."""
    return [
        Checklist(name, date.fromisoformat(since), tuple(read_json(items)), begins_at, every, number)
        for number, name, since, begins_at, items, every in tx.sql.shops.checklists_of(
            tx.connection, tenant=tx.tenant, area=area
        )
    ]


def checklists(tx: Transaction, path: str, now: int) -> list[Checklist]:
    """What is in force in the area of a path now: its own, then those of the areas above, then the shipped."""
    return in_force([*(checklists_of(tx, area) for area in reversed(ids_of(path))), SHIPPED], now)
