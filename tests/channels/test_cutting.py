"""Texts cut for one message of a vendor, which counts characters or bytes."""

import unicodedata
from collections.abc import Callable
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels.cutting import Fits, by_bytes, by_characters, split


def length(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


@given(st.text(min_size=1, max_size=400), st.integers(10, 60))
@example("👨\u200d👩\u200d👧" * 30, 10)
def test_no_part_is_too_long_or_blank_and_no_word_is_lost(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert len(parts) == 1 or all(part.strip() for part in parts)


def test_a_text_is_cut_at_the_end_of_a_line() -> None:
    assert split("猪肉 2斤\n豆腐 1块\n带鱼 3斤", 15) == ["猪肉 2斤\n豆腐 1块", "带鱼 3斤"]


def test_a_line_that_is_too_long_is_cut_at_the_end_of_a_sentence() -> None:
    assert split("今天的菜到了。请到文化礼堂来拿。带好袋子", 18) == ["今天的菜到了。请到文化礼堂来拿。", "带好袋子"]


def test_an_emoji_of_several_code_points_stays_whole() -> None:
    family, thumb, flag = "👨\u200d👩\u200d👧", "👍🏽", "🇨🇳"
    text = f"{'好' * 17}{family}{thumb}{flag}"
    assert split(text, 20) == ["好" * 17, family + thumb + flag]


def test_an_accent_stays_with_its_letter() -> None:
    text = unicodedata.normalize("NFD", "é" * 20)
    assert all(not unicodedata.combining(part[0]) for part in split(text, 11))


@given(st.text(min_size=1, max_size=400), st.integers(10, 80))
@example("👨\u200d👩\u200d👧" * 30, 10)
@example("停水通知" * 100, 11)
@example("a\ud83d好" * 50, 12)
def test_counted_in_bytes_no_part_is_too_long_and_no_character_is_cut(text: str, limit: int) -> None:
    parts = split(text, limit, by_bytes)
    assert all(length(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


COUNTED: dict[Fits, Callable[[str], int]] = {by_characters: len, by_bytes: length}
CHARACTERS = [
    "a", "é", "e\u0301", "好", "𠮷", "👍", "👍🏽", "👨\u200d👩\u200d👧", "🇨🇳", "1\ufe0f\u20e3", "❤\ufe0f",
    "🏴\U000e0067\U000e0062\U000e007f",
]  # fmt: skip
"""As people see them: each is one, of several code points or not."""
WRITTEN = st.lists(st.sampled_from([*CHARACTERS, "。", "，", " ", "\n"]), min_size=1, max_size=300)


@given(WRITTEN, st.integers(64, 200), st.sampled_from([by_characters, by_bytes]))
@example(["🇨🇳"] * 200, 67, by_characters)
@example(["🇨🇳"] * 200, 67, by_bytes)
@example(["e\u0301"] * 200, 65, by_characters)
@example([" "] * 199 + ["好"], 64, by_bytes)
def test_no_character_that_people_see_is_cut(characters: list[str], limit: int, fits: Fits) -> None:
    text = "".join(characters)
    places = {0} | set(accumulate(map(len, characters)))
    at = 0
    for part in split(text, limit, fits):
        at = text.index(part, at)
        assert {at, at + len(part)} <= places
        at += len(part)


@given(st.text(st.sampled_from("好ab \n\t　。é👍\u0301\u200d"), max_size=400), st.integers(8, 60))
@example("\n" * 100, 8)
@example("好\n" + " " * 100 + "\n好", 8)
def test_nothing_is_lost_but_blank_parts_and_the_ends_of_lines(text: str, limit: int) -> None:
    for fits, count in COUNTED.items():
        parts, at = split(text, limit, fits), 0
        assert parts
        assert all(count(part) <= limit for part in parts)
        if not text.strip():
            continue
        for part in parts:
            found = text.index(part, at)
            between = text[at:found]
            # Less than half of what fits is never a part of its own.
            assert not between.strip("\n") or (not between.strip() and 2 * count(between) >= limit - 4)
            at = found + len(part)
        assert not text[at:].strip()


def test_a_text_of_2048_bytes_is_one_message_and_one_more_makes_two() -> None:
    assert len(split("好" * 682 + "ab", 2048, by_bytes)) == 1
    assert len(split("好" * 682 + "abc", 2048, by_bytes)) == 2


@pytest.mark.parametrize("fits", [by_characters, by_bytes])
def test_a_text_of_one_line_a_door_is_cut_between_doors(fits: Fits) -> None:
    text = "\n".join(f"{number}号 猪肉2斤" for number in range(1, 200))
    assert all(part.startswith(tuple("123456789")) for part in split(text, 300, fits))
    assert all(part.endswith("斤") for part in split(text, 300, fits))
