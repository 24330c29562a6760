"""Changing a window that is open: a form of what stands, read back with whom it concerns, and confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from broadcasts.changing import Changed, change_window
from console.acting import window_for
from console.drafts import ItemDraft, Wrong, check_item, closing_time, from_form
from console.house import House, Visitor, number
from console.rendering import page
from domain.amounts import format_quantity, format_yuan, parse_fen, parse_quantity
from domain.orders import Item, Window
from domain.permissions import Action
from domain.window_changes import NOTHING, WindowChange
from storage import changes
from storage.database import Transaction

_NEW = "item-0-"
_LONGEST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it was typed, and what is wrong with it; `change` is what it asks for when nothing is."""

    typed: Mapping[str, str]
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    change: WindowChange = NOTHING
    new: ItemDraft = field(default_factory=ItemDraft)


async def form(house: House, request: Request, visitor: Visitor) -> Response | None:
    """What stands, to be changed; None where somebody may not, or when the window takes no orders."""
    window = await _seen(house, request, visitor)
    if window is None or not window.taking_orders(house.clock()):
        return None
    return page(
        house, visitor, "change.html.j2", window=window, filled=Filled(_standing(house, window)), nothing=False
    )


async def change(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """Checks what was typed, reads it back, and once that is confirmed changes the window."""
    window = await _seen(house, request, visitor)
    if window is None:
        return None
    if not window.taking_orders(house.clock()):
        return page(house, visitor, "changed.html.j2", 409, window=None, effect=Changed(False))
    typed = {name: value for name, value in form.items() if isinstance(value, str) and name not in ("token", "sure")}
    act = typed.get("act", "")
    filled = _read(house, window, typed)
    if act == "close":
        filled = Filled(typed, change=WindowChange(closes_at=house.clock()))
    elif act == "cancel":
        filled = Filled(typed, change=WindowChange(cancelled=True))
    needed = filled.change.needed(window, house.clock()) if not filled.wrong else NOTHING
    if filled.wrong or needed == NOTHING:
        shown = {"window": window, "filled": filled, "nothing": not filled.wrong}
        return page(house, visitor, "change.html.j2", 422 if filled.wrong else 200, **shown)
    if form.get("sure") == "yes":
        return await _apply(house, visitor, window, needed)
    concerned = await house.database.read(lambda tx: _concerned(tx, window, needed))
    return page(
        house, visitor, "change_sure.html.j2", window=window, typed=typed, change=needed.described(window),
        concerned=concerned, closing=needed.closes_at <= house.clock(),
    )  # fmt: skip


async def _apply(house: House, visitor: Visitor, window: Window, needed: WindowChange) -> Response:
    def work(tx: Transaction) -> Changed:
        now = house.clock()
        changed = change_window(tx, window.id, needed, visitor.person.id, now)
        house.writer.tell(tx, changed.replies, now)
        return changed

    changed = await house.database.write(work)
    return page(
        house, visitor, "changed.html.j2", 200 if changed.done else 409, window=window, effect=changed
    )


def _concerned(tx: Transaction, window: Window, needed: WindowChange) -> dict[str, object]:
    """Orders that a higher price is asked about, and households that get something back."""
    dearer = changes.dearer(tx, window.id, needed.prices)
    return {"dearer": dearer, "households": {item: changes.households(tx, window.id, item) for item in needed.off},
            "all": changes.households(tx, window.id) if needed.cancelled else 0}  # fmt: skip


async def _seen(house: House, request: Request, visitor: Visitor) -> Window | None:
    """The window of the address, if the visitor may change it."""
    window = number(request.path_params["window"])
    return await house.database.read(lambda tx: window_for(tx, visitor, window, Action.OPEN_WINDOW))


def _standing(house: House, window: Window) -> dict[str, str]:
    """The fields as they stand."""
    closes_at = datetime.fromtimestamp(window.closes_at / 1000, house.zone)
    typed = {
        "closes_at": f"{closes_at:%Y-%m-%dT%H:%M}", "arrives": window.arrives, "place": window.place,
        "every_days": str(window.every_days),
    }  # fmt: skip
    for item in window.items:
        typed[f"price-{item.id}"] = format_yuan(item.price)
        there = item.to_share if item.sharing else item.quota
        typed[f"quota-{item.id}"] = "" if there is None else format_quantity(there)
        typed[f"limit-{item.id}"] = "" if item.limit is None else format_quantity(item.limit)
    return typed


def _read(house: House, window: Window, typed: Mapping[str, str]) -> Filled:
    wrong: dict[str, Wrong] = {}
    standing = _standing(house, window)
    changed = [name for name in standing if typed.get(name, standing[name]) != standing[name]]
    said = {name: " ".join(typed[name].split()) for name in changed}
    by_item: dict[str, dict[int, int]] = {"price": {}, "quota": {}, "limit": {}}
    for item in window.items:
        for kind, values in by_item.items():
            name = f"{kind}-{item.id}"
            value = _value(kind, said.get(name, ""))
            if value is not None:
                values[item.id] = value
            elif said.get(name):
                wrong[name] = Wrong("wrong_price" if kind == "price" else "wrong_quantity")
    low = WindowChange(quotas=by_item["quota"]).too_low(window)
    wrong |= {f"quota-{item.id}": Wrong("below_taken", _plain(item.taken)) for item in low}
    closes_at = closing_time(said["closes_at"], house.clock(), house.zone) if "closes_at" in said else 0
    days = said.get("every_days", "0")
    if isinstance(closes_at, Wrong):
        wrong["closes_at"] = closes_at
    if not (days.isascii() and days.isdigit() and int(days) <= _LONGEST_DAYS):
        wrong["every_days"] = Wrong("wrong_days")
    new, added = _new_item(window, typed, wrong)
    if wrong or isinstance(closes_at, Wrong):
        return Filled(typed, wrong, new=new)
    return Filled(typed, {}, WindowChange(
        by_item["price"], by_item["quota"], by_item["limit"],
        tuple(item.id for item in window.items if f"off-{item.id}" in typed), added, closes_at,
        said.get("arrives", ""), said.get("place", ""), int(days) if "every_days" in said else None,
    ), new)  # fmt: skip


def _value(kind: str, text: str) -> int | None:
    if not text:
        return None
    return parse_fen(text) if kind == "price" else parse_quantity(text) or None


def _plain(quantity: int) -> int:
    """Thousandths as the whole number that a hint names."""
    return -(-quantity // 1000)


def _new_item(
    window: Window, typed: Mapping[str, str], wrong: dict[str, Wrong]
) -> tuple[ItemDraft, tuple[Item, ...]]:
    """The row for one more item, if it was filled in."""
    rows = from_form(typed).items
    if not rows or rows[0].empty:
        return ItemDraft(), ()
    item, wrong_fields = check_item(rows[0])
    if any(item.name == other.name for other in window.items):
        wrong_fields["name"] = Wrong("wrong_same")
    wrong |= {f"{_NEW}{name}": problem for name, problem in wrong_fields.items()}
    return rows[0], (item,)
