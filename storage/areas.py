"""Areas: found or made by their names, from the district down."""

from domain.areas import Area, child_path, ids_of
from storage.database import Transaction
from storage.people import BEYOND


def ensure(tx: Transaction, parent: Area | None, kind: str, name: str) -> Area:
    """The area of that kind and name under a parent, made if it is not there yet."""
    parent_id = parent.id if parent else 0
    row = tx.sql.areas.find_named(tx.connection, tenant=tx.tenant, parent=parent_id, kind=kind, name=name)
    if row is None:
        new = tx.ids.next()
        path = child_path(parent.path if parent else "", new)
        tx.sql.areas.add(tx.connection, tenant=tx.tenant, id=new, parent=parent_id, kind=kind, name=name, path=path)
        row = tx.sql.areas.find_named(tx.connection, tenant=tx.tenant, parent=parent_id, kind=kind, name=name)
    return Area(*row)


def get(tx: Transaction, area: int) -> Area | None:
    row = tx.sql.areas.by_id(tx.connection, tenant=tx.tenant, id=area)
    return Area(*row) if row else None


def named(tx: Transaction, name: str) -> list[Area]:
    """Areas of that name, of whatever kind."""
    return [Area(*row) for row in tx.sql.areas.by_name(tx.connection, tenant=tx.tenant, name=name)]


def meant(tx: Transaction, written: str) -> list[Area]:
    """The areas that may be meant: by id, by name, or by the names on the way to one (前岸村/第一网格)."""
    *above, name = [part.strip() for part in written.strip("/ ").split("/")]
    by_id = get(tx, int(name[:16])) if not above and name.isascii() and name.isdigit() else None
    if by_id is not None:
        return [by_id]
    return [area for area in named(tx, name) if set(above) <= {each.name for each in on_path(tx, area.path)}]


def of_kind(tx: Transaction, kind: str) -> list[Area]:
    return [Area(*row) for row in tx.sql.areas.of_kind(tx.connection, tenant=tx.tenant, kind=kind)]


def children(tx: Transaction, parent: int) -> list[Area]:
    return [Area(*row) for row in tx.sql.areas.children(tx.connection, tenant=tx.tenant, parent=parent)]


def within(tx: Transaction, path: str) -> list[Area]:
    """An area and its parts, from the largest down, in the order in which they were made; "" is everything."""
    rows = tx.sql.areas.within(tx.connection, tenant=tx.tenant, path_low=path, path_high=path + BEYOND)
    return [Area(*row) for row in rows]


def on_path(tx: Transaction, path: str) -> list[Area]:
    """The areas of a path from the root down."""
    found = [get(tx, area) for area in ids_of(path)]
    return [area for area in found if area]


def village_around(tx: Transaction, written: str) -> Area | None:
    """The village in which an area lies, by the id that somebody from outside has sent."""
    area = get(tx, int(written)) if written.isascii() and written.isdigit() and len(written) < 17 else None
    above = on_path(tx, area.path) if area else ()
    return next((found for found in above if found.kind == "village"), None)


def hold(tx: Transaction, area: int) -> None:
    """Until this transaction ends nobody else takes a number of this area (of a notice, a rule)."""
    tx.sql.areas.hold(tx.connection, tenant=tx.tenant, area=area)
