"""The list of a window that everybody may read: one entry a door, in order of placing, and never too long."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.orders import Item, Window
from domain.public_lists import NEWEST, PublicList
from templates.render import Templates
from tests.town import NOON, ZONE

TEMPLATES = Templates(ZONE)
TELEGRAM = 4096


def item(number: int, name: str = "豆腐", unit: str = "块", quota: int | None = None) -> Item:
    return Item(number, 1, name, unit, 100, quota=quota)


def test_two_people_of_a_household_are_one_entry_where_the_first_of_them_stands() -> None:
    goods = (item(1, "猪肉", "斤"), item(2))
    rows = [("3幢202", 2, 1_000, 20, 8), ("3幢201", 2, 1_000, 30, 7), ("3幢201", 1, 2_000, 10, 7)]
    listed = PublicList.of(goods, rows)
    assert [(entry.number, entry.door, [amount for _, amount in entry.goods]) for entry in listed.entries] == [
        (1, "3幢201", [2_000, 1_000]), (2, "3幢202", [1_000]),
    ]  # fmt: skip
    assert [(total.name, amount) for total, amount in listed.totals] == [("猪肉", 2_000), ("豆腐", 2_000)]


def test_of_a_long_list_the_newest_doors_are_shown_with_their_numbers() -> None:
    listed = PublicList.of((item(1),), [(f"{door // 10}幢{door}", 1, 1_000, door, door) for door in range(1, 501)])
    assert [entry.number for entry in listed.shown] == list(range(501 - NEWEST, 501))


NAMES = st.text(alphabet="猪肉豆腐青菜abcXYZ（）", min_size=1, max_size=20)
AMOUNTS = st.integers(1, 10**9)


@st.composite
def lists(draw: Any) -> tuple[Window, PublicList]:
    names = draw(st.lists(NAMES, min_size=1, max_size=60))
    units = draw(st.sampled_from(["斤", "块", "瓶", "份", "小袋装"]))
    goods = tuple(
        item(number, name, units, draw(st.one_of(st.none(), AMOUNTS))) for number, name in enumerate(names)
    )
    doors = draw(st.integers(0, 400))
    each = draw(st.lists(st.tuples(st.sampled_from(range(len(goods))), AMOUNTS), min_size=1, max_size=8))
    rows = [
        (f"幸福小区{door}幢{door}01室", number, amount, door, door)
        for door in range(doors) for number, amount in each
    ]  # fmt: skip
    title = draw(st.text("周六鲜菜团", min_size=1, max_size=40))
    window = Window(1, 1, 1, title, "open", 1, NOON, NOON + 1, items=goods)
    return window, PublicList.of(goods, rows)


@settings(max_examples=60, deadline=None)
@given(lists(), st.sampled_from(["zh", "en"]))
def test_a_list_fits_into_one_message(given_one: tuple[Window, PublicList], language: str) -> None:
    window, listed = given_one
    assert len(TEMPLATES.render(language, "groups/list", listed.told(window, NOON))) <= TELEGRAM


@pytest.mark.parametrize(
    ("address", "shown"),
    [("http://127.0.0.1:8080/chat", ""), ("http://localhost/chat", ""), ("http://[::1]:80/chat", ""),
     ("https://tongxin.example/chat", "https://tongxin.example/chat")],
)  # fmt: skip
def test_an_address_that_opens_for_nobody_else_is_copied_into_no_group(address: str, shown: str) -> None:
    window = Window(1, 1, 1, "周六鲜菜团", "open", 1, NOON, NOON + 1)
    for _, told in PublicList.of((), []).copies(window, NOON, address, ""):
        assert told["link"] == shown
