"""The sums of a round: they add up to the fen, whatever was ordered, weighed and paid."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Line, Paid, Supply, Weight, saved, settle
from domain.amounts import line_amount
from domain.orders import Item

ITEMS = (
    Item(1, 1, "土猪肉", "斤", 3_500, 4_500, weighed=True),
    Item(2, 1, "豆腐", "块", 0, arrived=30_000),
    Item(3, 1, "鸡蛋", "盒", 2_000, bought=20_000),
)

fen = st.integers(-100_000, 100_000)
lines = st.builds(
    Line, household=st.integers(1, 5), order=st.integers(1, 9), person=st.just(1), item=st.integers(1, 3),
    quantity=st.integers(1, 50_000), worth=st.integers(0, 10**9),
    weight=st.none() | st.builds(Weight, st.integers(0, 50_000), st.integers(0, 500_000)),
)  # fmt: skip
paid = st.builds(Paid, st.integers(0, 100_000), st.integers(0, 100_000), st.integers(-100_000, 0), fen)


@given(st.lists(lines, max_size=30), st.dictionaries(st.integers(1, 7), paid, max_size=7), fen)
def test_an_account_adds_up_to_the_fen(ordered: list[Line], payments: dict[int, Paid], spent: int) -> None:
    account = settle(ITEMS, ordered, payments, spent)
    for each in account.households:
        assert each.owed - each.paid.received - each.paid.carried == each.rest
        assert each.owed == sum(line.owed for line in each.lines)
    assert account.owed == sum(each.owed for each in account.households) == sum(line.owed for line in ordered)
    assert account.received == account.cash + account.transfer + account.refunded
    assert account.rest == account.owed - account.received - account.carried
    assert account.outstanding - account.to_pay_back == sum(each.rest for each in account.households)
    assert account.difference == account.received - spent
    assert {each.id for each in account.households} == {line.household for line in ordered} | set(payments)


@given(st.integers(1, 100_000), st.integers(0, 100_000), st.integers(0, 200_000))
def test_a_weight_costs_what_so_much_would_have_cost(quantity: int, price: int, weighed: int) -> None:
    line = Line(1, 1, 1, 1, quantity, quantity * price)
    assert line.value == line_amount(price, quantity)
    assert line.fen_for(weighed) == line_amount(price, weighed)


def test_half_a_fen_is_rounded_up() -> None:
    assert Line(1, 1, 1, 1, 1_000, 1_000 * 35).fen_for(500) == 18


def test_a_household_that_only_paid_has_an_account() -> None:
    account = settle(ITEMS, [], {4: Paid(carried=500)})
    assert [(each.id, each.rest) for each in account.households] == [(4, -500)]
    assert account.to_pay_back == 500


def test_what_came_and_was_not_taken_is_left_over() -> None:
    account = settle(ITEMS, [Line(1, 1, 1, 2, 28_000, 0), Line(1, 1, 1, 3, 21_000, 42_000_000)], {})
    pork, tofu, eggs = account.goods
    assert (pork.came, pork.left_over) == (None, None)
    assert (tofu.came, tofu.left_over) == (30_000, 2_000)
    assert (eggs.came, eggs.left_over) == (20_000, -1_000)


def test_the_market_compares_by_what_was_really_taken() -> None:
    line = Line(1, 1, 1, 1, 2_000, 7_000_000, Weight(2_150, 7_525))
    assert saved(ITEMS[0], line) == 9_675 - 7_525
    assert saved(ITEMS[2], line) == 0
    assert saved(replace(ITEMS[0], market_price=3_000), line) == 0


@given(st.integers(1, 500_000), st.none() | st.integers(1, 50_000), st.none() | st.integers(1, 100_000))
def test_a_supplier_brings_whole_cases_and_nothing_below_the_minimum(
    ordered: int, case: int | None, minimum: int | None
) -> None:
    supply = Supply(Item(1, 1, "牛奶", "袋", 300, case_size=case, minimum=minimum), ordered)
    assert ordered + supply.over - supply.short == supply.to_buy
    if minimum is not None and ordered < minimum:
        assert supply.to_buy == 0
    else:
        assert supply.short == 0
        assert supply.over < (case or 1)
        assert supply.to_buy % (case or 1) == 0
