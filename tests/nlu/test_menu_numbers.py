"""The numbers of a menu with amounts, and what looks like them."""

import pytest

from nlu.menu_numbers import menu_numbers


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("1号2份 3号1斤", [(1, "2", "份"), (3, "1", "斤")]),
        ("1 2斤，3 1块", [(1, "2", "斤"), (3, "1", "块")]),
        ("3 1块\n1 2斤", [(3, "1", "块"), (1, "2", "斤")]),
        ("要1号两斤，2号一盒，谢谢", [(1, "两", "斤"), (2, "一", "盒")]),
        ("1x2 3x1", [(1, "2", ""), (3, "1", "")]),
        ("第1号半斤", [(1, "半", "斤")]),
    ],
)
def test_numbers_of_a_menu_are_read(words: str, read: list[tuple[int, str, str]]) -> None:
    assert menu_numbers(words) == read


@pytest.mark.parametrize(
    "words",
    ["12号李阿公 猪肉2斤", "1", "1 2", "1 2 3", "1号2份，1号3份", "1.5斤", "2斤", "1号", "13800000001"],
)
def test_other_words_are_no_numbers_of_a_menu(words: str) -> None:
    assert menu_numbers(words) == []
