"""A weigh-up pasted for a hundred bags: what reads one way only, and what comes back as trouble."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.weights import NO_NUMBER, NO_WEIGHT, TWICE, UNCLEAR, read_weights


def read(text: str) -> list[tuple[int, str, int | None, int | None, str]]:
    return [(bag.number, bag.item, bag.quantity, bag.fen, bag.trouble) for bag in read_weights(text)]


@pytest.mark.parametrize(
    ("line", "bag"),
    [
        ("12 猪肉 2.15", (12, "猪肉", 2150, None)), ("12号 2斤1两 75.3元", (12, "", 2100, 7530)),
        ("12：2.15斤", (12, "", 2150, None)), ("12\t2.15", (12, "", 2150, None)), ("12,2.15", (12, "", 2150, None)),
        ("１２，２．１５", (12, "", 2150, None)), ("12 1.1公斤", (12, "", 2200, None)),
        ("12 1.1KG", (12, "", 2200, None)), ("12 500克", (12, "", 1000, None)), ("12 两斤一两", (12, "", 2100, None)),
        ("12 猪肉两斤半", (12, "猪肉", 2500, None)), ("12号猪肉2.15斤75元", (12, "猪肉", 2150, 7500)),
        ("12 猪肉 2.15 75块3", (12, "猪肉", 2150, 7530)), ("#12 五花肉 2.15 ¥75.30", (12, "五花肉", 2150, 7530)),
        ("12 75.3元", (12, "", None, 7530)), ("12. 2.15", (12, "", 2150, None)),
    ],
)  # fmt: skip
def test_a_line_is_a_bag_with_its_weight_and_price(line: str, bag: tuple[int, str, int | None, int | None]) -> None:
    assert read(line) == [(*bag, "")]


def test_two_weights_are_two_things_of_the_bag_in_their_order() -> None:
    assert [(bag.place, bag.quantity) for bag in read_weights("12 2.15 3.02")] == [(0, 2150), (1, 3020)]
    assert read("12 猪肉 2.15 鱼 3.02") == [(12, "猪肉", 2150, None, ""), (12, "鱼", 3020, None, "")]


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("袋号 品名 斤两", NO_NUMBER), ("2.15", NO_NUMBER), ("0 2", NO_NUMBER), ("12 猪肉", NO_WEIGHT),
        ("12", NO_WEIGHT), ("12 2.15 2.1.5", UNCLEAR), ("12 五花肉 2.15斤 70.5", UNCLEAR), ("12 kg 2", UNCLEAR),
        ("12.2.15", NO_NUMBER), ("12 2.15 35元/斤", UNCLEAR), ("12 猪肉 2.15斤 75元 76元", UNCLEAR),
        ("12 2.1555", UNCLEAR),
    ],
)  # fmt: skip
def test_what_reads_in_no_way_or_in_two_comes_back_as_trouble(line: str, trouble: str) -> None:
    assert [(bag.quantity, bag.fen, bag.trouble, bag.line) for bag in read_weights(line)] == [
        (None, None, trouble, line)
    ]


def test_a_bag_weighed_twice_counts_once_or_is_trouble() -> None:
    assert read("12 2.15\n12号 2.15斤") == [(12, "", 2150, None, "")]
    assert [bag.trouble for bag in read_weights("12 2.15\n12 2.20\n13 1")] == [TWICE, TWICE, ""]


def test_a_hundred_bags_are_read_line_by_line() -> None:
    pasted = "\r\n".join(f"{number}\t猪肉\t{number / 50:.2f}" for number in range(1, 101))
    found = read_weights(pasted)
    assert [bag.number for bag in found] == list(range(1, 101))
    assert all(bag.quantity == bag.number * 20 and not bag.trouble for bag in found)


@given(st.text("12 3猪肉斤两元.,号-\n", max_size=60))
def test_every_line_comes_back_and_none_is_half_read(text: str) -> None:
    for bag in read_weights(text):
        assert bag.line
        assert bool(bag.trouble) or bag.quantity is not None or bag.fen is not None
        assert not (bag.trouble in (NO_NUMBER, NO_WEIGHT, UNCLEAR) and bag.quantity is not None)
