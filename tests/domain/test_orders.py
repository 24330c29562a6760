"""Items, windows and what brings an order to what is wished."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.orders import Item, Window, changes

amounts = st.dictionaries(st.integers(1, 9), st.integers(0, 5_000))
WINDOW = Window(1, 1, 1, "团", "open", 1, 0, 100)


@given(amounts, amounts)
def test_changes_bring_an_order_to_what_is_wished_in_order_of_items(
    wished: dict[int, int], ordered: dict[int, int]
) -> None:
    found = changes(wished, ordered)
    after = {item: ordered.get(item, 0) + found.get(item, 0) for item in {*ordered, *found}}
    assert all(after.get(item, 0) == amount for item, amount in wished.items())
    assert all(after[item] == amount for item, amount in ordered.items() if item not in wished)
    assert list(found) == sorted(found)
    assert 0 not in found.values()


def test_a_window_takes_orders_until_the_moment_it_closes() -> None:
    assert WINDOW.taking_orders(99)
    assert not WINDOW.taking_orders(100)
    assert not replace(WINDOW, state="closed").taking_orders(0)
    assert not replace(WINDOW, state="cancelled").taking_orders(0)


def test_what_is_left_is_unknown_without_a_quota() -> None:
    assert Item(1, 1, "", "斤", 1, taken=5).left is None
    assert Item(1, 1, "", "斤", 1, quota=8, taken=5).left == 3
