"""Numbers as villagers write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.numerals import read_count, read_decimal

CASES = [
    ("12", "12", 2), ("2.5", "2.5", 3), ("2.", "2", 1), ("3百", "300", 2), ("2万", "20000", 2),
    ("一百二", "120", 3), ("一百二十", "120", 4), ("一百零二", "102", 4), ("一百十", "110", 3),
    ("一千零五", "1005", 4), ("一千二百三十四", "1234", 7), ("三百五", "350", 3),
    ("两万三", "23000", 3), ("一万零三", "10003", 4), ("一万", "10000", 2), ("十五万", "150000", 3),
    ("十", "10", 1), ("十二", "12", 2), ("二十", "20", 2), ("五十二", "52", 3), ("两百", "200", 2),
    ("廿", "20", 1), ("廿五", "25", 2), ("卅", "30", 1), ("卌二", "42", 2),
    ("贰拾", "20", 2), ("拾贰", "12", 2), ("伍佰", "500", 2), ("叁", "3", 1), ("壹仟贰佰", "1200", 4),
    ("两", "2", 1), ("俩", "2", 1), ("仨", "3", 1), ("半", "0.5", 1), ("零", "0", 1), ("〇", "0", 1),
    ("三点五", "3.5", 3), ("三十六点五", "36.5", 5), ("零点五", "0.5", 3), ("三点", "3", 1),
    ("二零三", "203", 3), ("一三八", "138", 3), ("四〇三", "403", 3),
    ("七八斤", "7", 1), ("三五斤", "3", 1), ("两三斤", "2", 1), ("二三十斤", "2", 1), ("十两", "10", 1),
    ("两两", "2", 1), ("三千克", "3000", 2), ("十几斤", "10", 1), ("9999999999999", "9999999999999", 13),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "end"), CASES)
def test_a_numeral_is_read_with_the_place_where_it_ends(text: str, value: str, end: int) -> None:
    assert read_decimal(text) == (Decimal(value), end)


@pytest.mark.parametrize("text", ["", "斤", "百合", "千张", "万年青", "a1", "几", "幺", "-2", ".5"])
def test_what_does_not_begin_with_a_numeral_is_none(text: str) -> None:
    assert read_decimal(text) is None


def test_a_numeral_is_read_in_the_middle_of_a_text() -> None:
    assert read_decimal("猪肉十二斤", 2) == (Decimal(12), 4)


def test_only_whole_numbers_are_counts() -> None:
    assert read_count("十二个") == (12, 2)
    assert read_count("半个") is None
    assert read_count("2.5斤") is None


@given(st.text(alphabet="0123456789.零一二两三九十百千万廿半俩点壹拾斤", max_size=40), st.integers(0, 45))
def test_reading_never_raises_and_always_moves_forward(text: str, start: int) -> None:
    found = read_decimal(text, start)
    assert found is None or (start < found[1] <= len(text) and found[0] >= 0)


@given(st.integers(1, 9999))
def test_every_number_below_ten_thousand_reads_back_from_its_chinese_words(number: int) -> None:
    assert read_decimal(_in_words(number)) == (Decimal(number), len(_in_words(number)))


def _in_words(number: int) -> str:
    digits = "零一二三四五六七八九"
    words, skipped = "", False
    for worth, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // worth % 10
        if digit:
            words += ("零" if skipped and words else "") + digits[digit] + name
        skipped = not digit
    return words
