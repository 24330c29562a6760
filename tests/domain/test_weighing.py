"""What of a weigh-up is plausible, and how it falls on the orders of a bag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Line
from domain.weighing import LITTLE, MUCH, doubt, weigh

lines = st.lists(
    st.tuples(st.integers(1, 50_000), st.integers(0, 100_000)).map(
        lambda pair: Line(1, pair[0], 1, 1, pair[0], pair[0] * pair[1])
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@pytest.mark.parametrize(
    ("weighed", "expected"),
    [(2_000, ""), (3_000, ""), (3_001, MUCH), (20_000, MUCH), (1_000, ""), (999, LITTLE), (0, LITTLE)],
)
def test_twenty_jin_for_two_are_asked_about(weighed: int, expected: str) -> None:
    assert doubt(2_000, weighed) == expected


@given(lines, st.integers(0, 200_000), st.none() | st.integers(0, 1_000_000))
def test_a_bags_weight_and_price_are_shared_without_a_rest(found: list[Line], weighed: int, fen: int | None) -> None:
    shared = weigh(found, weighed, fen)
    assert [each.line for each in shared] == found
    assert sum(each.quantity for each in shared) == weighed
    assert all(each.quantity >= 0 and each.fen >= 0 for each in shared)
    if fen is not None:
        assert sum(each.fen for each in shared) == fen
    else:
        assert all(each.fen == each.line.fen_for(each.quantity) for each in shared)
