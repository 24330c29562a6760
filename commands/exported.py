"""Records in the shapes in which they leave the house: as JSON objects and as rows of a sheet."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from commands.places import WHOLE_VILLAGE
from domain.amounts import format_fen, format_quantity, format_yuan, line_amount
from domain.areas import Area
from domain.orders import Item, Window
from domain.people import Role
from sheets.people import COLUMNS as PEOPLE_COLUMNS
from sheets.windows import PLAIN_FIELDS, TERMS, WINDOW_FIELDS
from sheets.writing import Cell
from storage.exports import ExportedOrder, Resident

ORDER_HEADING = ("order", "window", "door", "person", "item", "qty", "unit", "amount", "total", "state", "at")
PEOPLE_HEADING = tuple(PEOPLE_COLUMNS)
WINDOW_HEADING = ("id", "number", "state", *WINDOW_FIELDS, *PLAIN_FIELDS, "taken", *TERMS)


def order_record(order: ExportedOrder, window: int, items: Mapping[int, Item], zone: ZoneInfo) -> dict[str, Any]:
    """An order with its lines in the order of the window's items; a cancelled one has none."""
    amounts = {item: line_amount(order.prices[item], quantity) for item, quantity in order.lines.items()}
    lines = [
        {
            "item": item.name, "qty": format_quantity(order.lines[item.id]), "unit": item.unit,
            "amount": format_fen(amounts[item.id]),
        }
        for item in items.values() if item.id in order.lines
    ]  # fmt: skip
    return {
        "order": order.id, "window": window, "door": order.door, "person": order.person, "lines": lines,
        "total": format_fen(sum(amounts.values())), "state": order.state, "at": _time(order.changed_at, zone),
    }  # fmt: skip


def order_rows(record: Mapping[str, Any]) -> list[Sequence[Cell]]:
    """A row a line; a cancelled order is one row without an item."""
    nothing = {"item": "", "qty": "", "unit": "", "amount": ""}
    return [
        (
            record["order"], record["window"], record["door"], record["person"], line["item"], _number(line["qty"]),
            line["unit"], _number(line["amount"]), _number(record["total"]), record["state"], record["at"],
        )
        for line in record["lines"] or [nothing]
    ]  # fmt: skip


def window_record(window: Window, village: str, zone: ZoneInfo) -> dict[str, Any]:
    """A window as `import windows` reads it, with its id, number, state and what is taken of each item."""
    return {
        "id": window.id, "number": window.number, "state": window.state, "title": window.title, "village": village,
        "closes_at": _time(window.closes_at, zone), "arrives": window.arrives, "place": window.place,
        "pay": window.pay, "contact": window.contact, "items": [_item_record(item) for item in window.items],
    }  # fmt: skip


def _item_record(item: Item) -> dict[str, Any]:
    terms = {
        "case_size": _amount(item.case_size), "minimum": _amount(item.minimum), "sharing": item.sharing,
        "to_share": _amount(item.to_share),
    }  # fmt: skip
    return {
        "item": item.name,
        "unit": item.unit,
        "price": format_yuan(item.price),
        "market_price": None if item.market_price is None else format_yuan(item.market_price),
        "quota": _amount(item.quota),
        "limit": _amount(item.limit),
        "aliases": list(item.aliases),
        "spec": item.spec,
        "weighed": item.weighed,
        "donor": item.donor,
        "taken": format_quantity(item.taken),
    } | {name: value for name, value in terms.items() if value}


def _amount(quantity: int | None) -> str | None:
    return None if quantity is None else format_quantity(quantity)


def window_rows(record: Mapping[str, Any]) -> list[Sequence[Cell]]:
    """A row an item."""
    return [
        [_cell((item if name in item else record).get(name, "")) for name in WINDOW_HEADING]
        for item in record["items"]
    ]


def people_records(resident: Resident, areas: Mapping[int, Area]) -> list[dict[str, Any]]:
    """Somebody as `import people` reads them: where they live, and a further row for each other area or household
    for which they stand."""
    fixed = (resident.name, resident.phone, resident.chat, resident.language)
    rest = list(resident.roles)
    rows = []
    if resident.household:
        here = [(role, path) for role, path in rest if path == _held_at(role, resident, areas)]
        rest = [held for held in rest if held not in here]
        rows.append(
            _person(fixed, resident.path or resident.village_path, areas, resident.door, [r for r, _ in here])
        )
    for path in dict.fromkeys(path for _, path in rest):
        rows.append(_person(fixed, path, areas, "", [role for role, where in rest if where == path]))
    for _, door, path in resident.acting:
        rows.append(_person(fixed, path or resident.village_path, areas, door, [Role.RELATIVE]))
    return rows or [_person(fixed, resident.village_path, areas, "", [])]


def _held_at(role: Role, resident: Resident, areas: Mapping[int, Area]) -> str:
    """The path of the area in which an import of somebody's home would give them a role."""
    if role in WHOLE_VILLAGE:
        return resident.village_path
    if role is Role.STREET:
        parts = resident.village_path.split("/")
        return resident.village_path if len(parts) < 3 else "/".join([*parts[:-2], ""])
    return resident.path or resident.village_path


def _person(
    fixed: tuple[str, str, str, str], path: str, areas: Mapping[int, Area], door: str, roles: Sequence[Role]
) -> dict[str, Any]:
    name, phone, chat, language = fixed
    here = [areas[int(part)] for part in path.split("/") if part and int(part) in areas]
    by_kind = {area.kind: area.name for area in here}
    village = by_kind.get("village") or (here[-1].name if here else "")
    return {
        "name": name, "phone": phone, "village": village, "grid": by_kind.get("grid", ""),
        "microgrid": by_kind.get("microgrid", ""), "door": door, "roles": ";".join(sorted(roles)),
        "telegram_id": chat, "language": language,
    }  # fmt: skip


def _time(at: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at // 1000, zone).isoformat(timespec="seconds")


def _number(text: str) -> Cell:
    return Decimal(text) if text else ""


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)
