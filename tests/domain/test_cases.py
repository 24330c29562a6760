"""Whole cases: what is missing, what is over, who gives and who takes."""

from hypothesis import given
from hypothesis import strategies as st

from domain.cases import drop, fill, lacking, missing, over
from domain.orders import Item

EGGS = Item(1, 1, "鸡蛋", "盒", 2_000, case_size=12_000, minimum=24_000)
orders = st.lists(st.integers(1, 9).map(lambda units: units * 1_000), max_size=12)


@given(st.integers(0, 200).map(lambda units: units * 1_000))
def test_what_is_missing_makes_whole_cases_and_what_is_over_left_out_does_too(total: int) -> None:
    assert (total + missing(EGGS, total)) % 12_000 == 0
    assert (total - over(EGGS, total)) % 12_000 == 0
    assert lacking(EGGS, total) == max(0, 24_000 - total)


@given(st.integers(1, 11).map(lambda units: units * 1_000), orders)
def test_a_case_is_filled_wholly_or_not_at_all(amount: int, room: list[int]) -> None:
    given_more = fill(amount, dict(enumerate(room)), 1_000)
    if given_more is None:
        assert sum(room) < amount
    else:
        assert sum(given_more.values()) == amount
        assert all(more <= room[who] for who, more in given_more.items())


@given(st.integers(0, 11).map(lambda units: units * 1_000), orders)
def test_what_came_last_goes_first(amount: int, ordered: list[int]) -> None:
    less = drop(amount, list(enumerate(ordered)))
    assert sum(less.values()) == min(amount, sum(ordered))
    for who, cut in less.items():
        later = range(who + 1, len(ordered))
        assert cut <= ordered[who]
        assert all(less.get(other, 0) == ordered[other] for other in later)
