"""What there is is divided without a rest that somebody wished for, and nobody is passed."""

from hypothesis import given
from hypothesis import strategies as st

from domain.sharing import by_lot, evenly, in_order, share, some_first

wishes = st.lists(st.integers(1, 40_000), max_size=30).map(lambda amounts: dict(enumerate(amounts, 100)))
amounts = st.integers(0, 200_000)
steps = st.sampled_from([1_000, 100])
rules = st.sampled_from(["equally", "lot", "elders", "order"])


def divided(rule: str, amount: int, wished: dict[int, int], step: int) -> dict[int, int]:
    if rule == "order":
        return in_order(amount, wished, step)
    return share(rule, amount, wished, step, seed="7", first={who for who in wished if who % 3 == 0})


@given(rules, amounts, wishes, steps)
def test_never_more_than_there_is_nor_than_was_wished_and_no_thing_is_cut(
    rule: str, amount: int, wished: dict[int, int], step: int
) -> None:
    shares = divided(rule, amount, wished, step)
    assert list(shares) == list(wished)
    assert sum(shares.values()) <= amount
    for who, got in shares.items():
        assert 0 <= got <= wished[who]
        assert got == wished[who] or got % step == 0


@given(rules, amounts, wishes, steps)
def test_what_is_left_over_is_less_than_a_step_unless_everybody_has_their_wish(
    rule: str, amount: int, wished: dict[int, int], step: int
) -> None:
    shares = divided(rule, amount, wished, step)
    assert shares == wished or amount - sum(shares.values()) < step


@given(rules, amounts, wishes, steps)
def test_the_same_is_divided_the_same_way_again(rule: str, amount: int, wished: dict[int, int], step: int) -> None:
    assert divided(rule, amount, wished, step) == divided(rule, amount, wished, step)


@given(amounts, wishes, steps)
def test_equally_nobody_gets_less_than_another_but_for_their_own_wish_or_the_last_step(
    amount: int, wished: dict[int, int], step: int
) -> None:
    shares = evenly(amount, wished, step)
    most = max(shares.values(), default=0)
    assert all(got == wished[who] or got >= most - step for who, got in shares.items())


@given(amounts, wishes, steps)
def test_in_order_nobody_gets_anything_before_those_in_front_have_their_wish(
    amount: int, wished: dict[int, int], step: int
) -> None:
    short = False
    for who, got in in_order(amount, wished, step).items():
        assert not short or got == 0
        short = short or got < wished[who]


@given(amounts, wishes, steps)
def test_others_get_nothing_while_those_who_come_first_lack_something(
    amount: int, wished: dict[int, int], step: int
) -> None:
    first = {who for who in wished if who % 2}
    shares = some_first(amount, wished, step, first)
    lacking = any(wished[who] - shares[who] >= step for who in first)
    assert not lacking or not any(got >= step for who, got in shares.items() if who not in first)


def test_eighty_blocks_among_those_who_wish_for_them() -> None:
    assert evenly(7_000, {1: 2_000, 2: 4_000, 3: 1_000, 4: 4_000}, 1_000) == {1: 2_000, 2: 2_000, 3: 1_000, 4: 2_000}
    assert evenly(8_000, {1: 2_000, 2: 4_000, 3: 1_000, 4: 4_000}, 1_000) == {1: 2_000, 2: 3_000, 3: 1_000, 4: 2_000}
    assert in_order(5_500, {1: 2_500, 2: 4_000, 3: 1_000}, 1_000) == {1: 2_500, 2: 3_000, 3: 0}


def test_another_seed_draws_other_lots() -> None:
    wished = dict.fromkeys(range(20), 1_000)
    drawn = [by_lot(5_000, wished, 1_000, seed) for seed in ("a", "b", "c")]
    assert len({tuple(shares.values()) for shares in drawn}) == 3
    assert all(sum(shares.values()) == 5_000 for shares in drawn)
