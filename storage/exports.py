"""What leaves the house in sheets, read a slice at a time so that nobody waits for it."""

from collections import defaultdict
from dataclasses import dataclass, field

from domain.people import Role
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Resident:
    """A person with everything that an import could say of them. Paths are of areas, "" for none."""

    id: int
    name: str
    phone: str
    language: str
    village: str
    village_path: str
    household: int
    door: str
    path: str  #: of the household's area
    chat: str = ""
    roles: tuple[tuple[Role, str], ...] = ()  #: with the path of the area
    acting: tuple[tuple[str, str, str], ...] = ()  #: family elsewhere: village, door, path of its area


@dataclass(frozen=True, slots=True)
class ExportedOrder:
    """An order as it leaves; a cancelled one has no lines."""

    id: int
    state: str
    changed_at: int
    person: str
    door: str
    lines: dict[int, int] = field(default_factory=dict)  #: thousandths by item
    prices: dict[int, int] = field(default_factory=dict)  #: by item, as the buyer agreed to them


def people(tx: Transaction, account: str, after: int, count: int) -> list[Resident]:
    """The next `count` people above an id, with their chat in an account."""
    rows = list(tx.sql.exports.people(tx.connection, tenant=tx.tenant, after=after, count=count))
    if not rows:
        return []
    bounds = {"tenant": tx.tenant, "after": after, "last": rows[-1][0]}
    roles: dict[int, list[tuple[Role, str]]] = defaultdict(list)
    for person, role, path in tx.sql.exports.roles(tx.connection, **bounds):
        roles[person].append((Role(role), path))
    acting: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for person, door, part, village, path in tx.sql.exports.relatives(tx.connection, **bounds):
        acting[person].append((village, door + part, path or ""))
    chats: dict[int, str] = {}
    for person, chat in tx.sql.exports.chats(tx.connection, account=account, **bounds):
        chats.setdefault(person, chat)
    return [
        Resident(
            person, name, phone, language, village, village_path, household, (door or "") + (part or ""), path or "",
            chats.get(person, ""), tuple(roles.get(person, ())), tuple(acting.get(person, ())),
        )
        for person, name, phone, language, village, village_path, household, door, part, path in rows
    ]  # fmt: skip


def orders(tx: Transaction, window: int, after: int, count: int) -> list[ExportedOrder]:
    """The next `count` orders of a window above an id, the cancelled ones too."""
    rows = list(tx.sql.exports.orders(tx.connection, tenant=tx.tenant, window=window, after=after, count=count))
    if not rows:
        return []
    lines: dict[int, dict[int, int]] = defaultdict(dict)
    prices: dict[int, dict[int, int]] = defaultdict(dict)
    for order, item, quantity, fen in tx.sql.exports.order_lines(
        tx.connection, tenant=tx.tenant, window=window, after=after, last=rows[-1][0]
    ):
        lines[order][item] = int(quantity)
        prices[order][item] = int(fen) // int(quantity)
    return [
        ExportedOrder(order, state, changed_at, person, door + part, lines.get(order, {}), prices.get(order, {}))
        for order, state, changed_at, person, door, part in rows
    ]
