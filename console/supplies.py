"""A window's suppliers, donors and wishes: what passed with them, in the order in which it was said."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from console.acting import window_for
from console.house import House, Visitor, number
from console.rendering import page
from domain.orders import Window
from domain.permissions import Action
from storage import gifts, people, sayings, supplies, wishes
from storage.database import Transaction
from storage.gifts import Gift
from storage.supplies import Supply


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that passed with a supplier, with the words where they are still kept."""

    supply: Supply
    supplier: str
    words: str
    goods: tuple[tuple[str, str, int], ...]  #: item, unit and thousandths that came or were asked for


@dataclass(frozen=True, slots=True)
class Passed:
    window: Window
    said: tuple[Said, ...]
    gifts: tuple[Gift, ...]
    wishes: tuple[tuple[str, int], ...]


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """For whoever opens windows in the village."""
    window = number(request.path_params["window"])
    found = await house.database.read(lambda tx: _load(tx, visitor, window))
    return page(house, visitor, "supplies.html.j2", passed=found, window=found.window) if found else None


def _load(tx: Transaction, visitor: Visitor, window: int) -> Passed | None:
    found = window_for(tx, visitor, window, Action.OPEN_WINDOW)
    if found is None:
        return None
    said = tuple(_said(tx, found, supply) for supply in supplies.of_window(tx, window))
    wished = tuple(wishes.counted(tx, found.village, window, 50))
    return Passed(found, said, tuple(gifts.of_window(tx, window)), wished)


def _said(tx: Transaction, window: Window, supply: Supply) -> Said:
    supplier = people.get(tx, supply.supplier)
    words, _ = (sayings.get(tx, supply.saying) if supply.saying else None) or ("", ())
    amounts: dict[str, Any] = supply.content.get("items") or supply.content.get("short") or {}
    goods = tuple(
        (item.name, item.unit, amounts[str(item.id)]) for item in window.items if str(item.id) in amounts
    )
    return Said(supply, supplier.name if supplier else "", words, goods)
