"""What sold and was left over the last rounds of a village: a small chart an item, and the numbers in a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from console.house import House, Visitor, number
from console.rendering import page
from domain.areas import Area
from domain.orders import Window
from domain.permissions import Action
from storage import register, rounds
from storage.database import Transaction
from storage.rounds import Sold

ROUNDS = 10
STEP, BAR, HEIGHT = 30, 20, 72
"""Widths and height of the bars in the units of the drawing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One round of an item; `left` None where nobody knows what there was. Heights are of the drawing."""

    window: Window
    sold: int
    left: int | None
    x: int
    sold_height: float
    left_height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """An item over the rounds in which it was offered; a unit that has changed makes another chart."""

    name: str
    unit: str
    bars: tuple[Bar, ...]

    @property
    def most(self) -> int:
        return max(bar.sold + (bar.left or 0) for bar in self.bars)


async def chart(house: House, request: Request, visitor: Visitor) -> Response | None:
    """For whoever opens windows; of several villages one is chosen."""

    def find(tx: Transaction) -> tuple[list[Area], int, list[tuple[Window, list[Sold]]]]:
        paths = visitor.scope(Action.OPEN_WINDOW)
        villages = [village for path in paths for village in register.below(tx, path, "village")]
        wanted = number(request.query_params.get("village", ""))
        chosen = next((village.id for village in villages if village.id == wanted), villages[0].id if villages else 0)
        return villages, chosen, rounds.lately(tx, chosen, ROUNDS) if chosen else []

    villages, chosen, found = await house.database.read(find)
    if not villages:
        return None
    return page(
        house, visitor, "rounds.html.j2", villages=villages, chosen=chosen, rounds=[window for window, _ in found],
        charts=charts(found), height=HEIGHT, bar=BAR, width=STEP * max(1, len(found)),
    )  # fmt: skip


def charts(found: list[tuple[Window, list[Sold]]]) -> list[Chart]:
    """By item, those that sold in most rounds first."""
    places = {window.id: place for place, (window, _) in enumerate(found)}
    by_item: dict[tuple[str, str], list[tuple[Window, Sold]]] = {}
    for window, goods in found:
        for sold in goods:
            by_item.setdefault((sold.name, sold.unit), []).append((window, sold))
    drawn = [_chart(name, unit, entries, places) for (name, unit), entries in by_item.items()]
    return sorted(drawn, key=lambda chart: (-len(chart.bars), -sum(bar.sold > 0 for bar in chart.bars), chart.name))


def _chart(
    name: str, unit: str, entries: list[tuple[Window, Sold]], places: Mapping[int, int]
) -> Chart:
    most = max((sold.sold + (sold.left or 0) for _, sold in entries), default=0) or 1
    return Chart(name, unit, tuple(
        Bar(
            window, sold.sold, sold.left, places[window.id] * STEP + (STEP - BAR) // 2,
            round(HEIGHT * sold.sold / most, 1), round(HEIGHT * (sold.left or 0) / most, 1),
        )
        for window, sold in entries
    ))  # fmt: skip
