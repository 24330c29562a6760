"""An earlier wish against what is on offer now: nothing of it is lost, and nothing is added."""

from hypothesis import given
from hypothesis import strategies as st

from domain.baskets import Past, again
from domain.orders import Item

NAMES = ("猪肉", "豆腐", "青菜", "鸡蛋")
UNITS = ("斤", "块")
ITEMS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(UNITS), st.integers(0, 5)), unique_by=lambda each: each[0]
).map(lambda goods: [Item(n, 1, name, unit, price) for n, (name, unit, price) in enumerate(goods, 1)])
PAST = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.sampled_from(UNITS), st.integers(1, 9_000), st.none() | st.integers(0, 5)
    ),
    unique_by=lambda each: each[0],
)


@given(PAST, ITEMS)
def test_what_was_wished_is_offered_again_or_named_as_gone(past: list[Past], items: list[Item]) -> None:
    found = again(past, items)
    by_id = {item.id: item for item in items}
    kept = {by_id[item].name: amount for item, amount in found.wish.items()}
    assert {name: amount for name, _, amount, _ in past if name not in found.gone} == kept
    assert all(by_id[item].unit == unit for item in found.wish for name, unit, *_ in past if by_id[item].name == name)
    then = {name: price for name, _, _, price in past}
    for entry in found.repriced:
        assert entry["before"] == then[entry["item"].name] != entry["item"].price
