"""Money in fen and quantities in thousandths: exact, rounded half up once, and written as people write them."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import (
    format_fen,
    format_quantity,
    format_yuan,
    line_amount,
    parse_fen,
    parse_quantity,
)
from domain.orders import Item, OrderLine, total

fens = st.integers(0, 10**9)
thousandths = st.integers(0, 10**9)


@given(fens, thousandths)
def test_a_line_is_its_exact_amount_rounded_half_up_to_the_fen(price: int, quantity: int) -> None:
    exact = Decimal(price) * quantity / 1000
    assert line_amount(price, quantity) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(st.lists(st.tuples(fens, thousandths), max_size=20))
def test_a_total_is_the_sum_of_the_lines_that_people_read(lines: list[tuple[int, int]]) -> None:
    ordered = [OrderLine(Item(0, 0, "", "斤", price), quantity) for price, quantity in lines]
    assert total(ordered) == sum(Decimal(format_fen(line.amount)) for line in ordered) * 100


@given(fens)
def test_fen_are_read_as_they_were_written(fen: int) -> None:
    assert parse_fen(format_fen(fen)) == fen
    assert parse_fen(format_yuan(fen)) == fen


@given(thousandths)
def test_quantities_are_read_as_they_were_written(quantity: int) -> None:
    assert parse_quantity(format_quantity(quantity)) == quantity


@pytest.mark.parametrize(
    ("fen", "yuan"), [(7_000, "70"), (450, "4.5"), (405, "4.05"), (5, "0.05"), (0, "0"), (-450, "-4.5")]
)
def test_yuan_are_written_as_short_as_people_write_them(fen: int, yuan: str) -> None:
    assert format_yuan(fen) == yuan


@pytest.mark.parametrize(
    ("quantity", "written"), [(2_000, "2"), (2_500, "2.5"), (25, "0.025"), (0, "0"), (-1_500, "-1.5")]
)
def test_quantities_are_written_as_short_as_they_can(quantity: int, written: str) -> None:
    assert format_quantity(quantity) == written


@pytest.mark.parametrize("text", ["", "-1", "1e3", "1.234", "NaN", "inf", "1,000", "１２", "1.", ".5", "9999999999"])
def test_what_is_no_plain_amount_of_money_is_not_read(text: str) -> None:
    assert parse_fen(text) is None


@pytest.mark.parametrize("text", ["0.0001", "二", "1/2", "--1", "1 2"])
def test_what_is_no_plain_quantity_is_not_read(text: str) -> None:
    assert parse_quantity(text) is None
