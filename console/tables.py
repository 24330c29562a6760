"""The sheets of a window as spreadsheets: the same figures as on its pages, a row a line."""

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from console.house import House
from console.rendering import span
from console.standing import Pile, Standing
from domain.accounts import Account
from domain.amounts import format_fen, format_quantity
from sheets.writing import Cell, Format, open_sheet
from storage.payments import Expense

Words = dict[str, str]
Row = Sequence[Cell]

MONEY = (
    "sum_owed", "sum_cash", "sum_transfer", "sum_refunded", "sum_received", "sum_carried", "sum_outstanding",
    "sum_to_pay_back", "sum_expenses", "sum_difference",
)  # fmt: skip


def figures(account: Account) -> list[tuple[str, int]]:
    """The money of an account, each figure with its word."""
    fen = (
        account.owed, account.cash, account.transfer, account.refunded, account.received, account.carried,
        account.outstanding, account.to_pay_back, account.expenses, account.difference,
    )  # fmt: skip
    return list(zip(MONEY, fen, strict=True))


def write(kind: Format, heading: Sequence[str], rows: Iterator[Row]) -> bytes:
    """The file's bytes. Amounts are numbers; yuan have two decimals."""
    target = io.BytesIO()
    sheet = open_sheet(kind, target, heading)
    for row in rows:
        sheet.write(row)
    sheet.close()
    return target.getvalue()


def supplier(w: Words, standing: Standing) -> tuple[list[str], Iterator[Row]]:
    heading = [w[name] for name in ("who_brings", "item_name", "spec", "unit", "ordered", "case", "cases",
                                    "minimum", "to_buy", "over", "short_of")]  # fmt: skip
    return heading, _supplier(standing)


def _supplier(standing: Standing) -> Iterator[Row]:
    for who, goods in standing.supply.items():
        for each in goods:
            item = each.item
            yield (
                standing.suppliers.get(who, ""), item.name, item.spec, item.unit, _amount(each.ordered),
                _amount(item.case_size), "" if each.cases is None else Decimal(each.cases), _amount(item.minimum),
                _amount(each.to_buy), _amount(each.over), _amount(each.short),
            )  # fmt: skip


def packing(w: Words, standing: Standing, house: House) -> tuple[list[str], Iterator[Row]]:
    heading = [w[name] for name in ("place", "bag_number", "door", "name", "item_name", "quantity", "unit",
                                    "goods_notes")]  # fmt: skip
    return heading, _packing(w, standing, house)


def _packing(w: Words, standing: Standing, house: House) -> Iterator[Row]:
    for pile in standing.piles:
        where = _where(w, pile, house)
        for each in pile.bags:
            about = (where, Decimal(each.bag.number), f"{each.bag.door} {each.bag.part}".strip(), each.names)
            for goods in each.goods:
                said = "；".join((*goods.notes, *each.notes))
                yield (*about, goods.item.name, _amount(goods.quantity), goods.item.unit, said)


def unpaid(w: Words, standing: Standing) -> tuple[list[str], Iterator[Row]]:
    heading = [w[name] for name in ("bag_number", "door", "name", "phone", "due", "paid", "rest")]
    return heading, _unpaid(standing)


def _unpaid(standing: Standing) -> Iterator[Row]:
    for each in standing.unpaid:
        owing, paid = each.owing, each.owing.paid
        yield (
            Decimal(each.bag.number), f"{each.bag.door} {each.bag.part}".strip(), each.names,
            " ".join(dict.fromkeys(buyer.phone for buyer in each.buyers if buyer.phone)),
            _fen(owing.owed), _fen(paid.received + paid.carried), _fen(owing.rest),
        )  # fmt: skip


def account(w: Words, standing: Standing, expenses: Sequence[Expense]) -> tuple[list[str], Iterator[Row]]:
    heading = [w[name] for name in ("item_name", "unit", "bought", "arrived", "ordered", "sold", "left_over",
                                    "households_short", "amount")]  # fmt: skip
    return heading, _account(w, standing, expenses)


def _account(w: Words, standing: Standing, expenses: Sequence[Expense]) -> Iterator[Row]:
    empty = ("",) * 7
    for sold in standing.account.goods:
        amounts = (sold.item.bought, sold.item.arrived, sold.ordered, sold.given_out, sold.left_over)
        yield (sold.item.name, sold.item.unit, *map(_amount, amounts), Decimal(sold.households), _fen(sold.fen))
    for label, fen in figures(standing.account):
        yield (w[label], *empty, _fen(fen))
    for expense in expenses:
        yield (expense.label, w["expense"], *empty[1:], _fen(expense.fen))


def _where(w: Words, pile: Pile, house: House) -> str:
    if pile.slot is not None:
        return f"{pile.slot.place} {span(house.zone, pile.slot.starts_at, pile.slot.ends_at)}"
    return w["to_door"] if pile.delivery else w["no_slot"]


def _amount(quantity: int | None) -> Cell:
    return "" if quantity is None else Decimal(format_quantity(quantity))


def _fen(fen: int) -> Cell:
    return Decimal(format_fen(fen))


