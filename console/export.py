"""A window's orders as a spreadsheet, a row a line, cancelled orders too."""

import io
from datetime import datetime
from decimal import Decimal

from console.board import Board
from console.house import House, Visitor
from console.words import words
from domain.amounts import format_fen, format_quantity
from domain.orders import OrderLine, total
from sheets.writing import Format, open_sheet
from storage import orders
from storage.database import Transaction

_HEADING = (
    "order",
    "window_title",
    "door",
    "name",
    "item_name",
    "quantity",
    "unit",
    "amount",
    "in_all",
    "state",
    "at",
)


def sheet(tx: Transaction, house: House, visitor: Visitor, board: Board, kind: Format) -> bytes:
    """The file's bytes. Quantities and amounts are numbers; yuan have two decimals."""
    table = words(visitor.person.language)
    items = {item.id: item for item in board.window.items}
    target = io.BytesIO()
    rows = open_sheet(kind, target, [table[name] for name in _HEADING])
    for order in orders.in_window(tx, board.window.id):
        lines = [OrderLine(items[item], quantity, order.prices[item]) for item, quantity in order.lines]
        at = datetime.fromtimestamp(order.changed_at / 1000, house.zone).isoformat(timespec="seconds")
        about = (str(order.id), board.window.title, f"{order.door} {order.part}".strip(), order.name)
        after = (Decimal(format_fen(total(lines))), table[f"order_{order.state}"], at)
        for line in lines:
            amount = Decimal(format_fen(line.amount))
            rows.write(
                (*about, line.item.name, Decimal(format_quantity(line.quantity)), line.item.unit, amount, *after)
            )
        if not lines:
            rows.write((*about, "", "", "", "", *after))
    rows.close()
    return target.getvalue()
