"""Rules of shops: the way from one to the next, the lists of a day, deadlines."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.checklists import SHIPPED, Checklist, chosen, in_force, tidied, trouble
from domain.shops import Check, Result, Shop, route, streets, wrong_deadline

SHOPS = st.lists(
    st.builds(
        Shop, st.integers(1, 99), st.just(1), st.just(1), st.just("1/"), st.sampled_from("甲乙丙丁"),
        st.sampled_from(("东街", "西街", "")), st.integers(1, 5), due_at=st.integers(0, 200),
    ),
    max_size=12,
)  # fmt: skip


@given(SHOPS, st.sampled_from(("东街", "西街", "北街")))
def test_the_way_leads_to_all_that_is_due_first_and_along_the_own_street(found: list[Shop], street: str) -> None:
    way = route(found, 100, street)
    assert sorted(map(repr, way)) == sorted(map(repr, found))
    due = [shop.due(100) for shop in way]
    assert due == sorted(due, reverse=True)
    here = [shop.street == street for shop in way if shop.due(100)]
    assert here == sorted(here, reverse=True)


@given(SHOPS)
def test_on_each_street_what_is_longest_overdue_stands_first(found: list[Shop]) -> None:
    for _, shops in streets(found, 100):
        overdue = [shop.due_at for shop in shops if shop.due(100)]
        assert overdue == sorted(overdue)
        assert [shop.due(100) for shop in shops] == sorted((shop.due(100) for shop in shops), reverse=True)
    assert [street for street, _ in streets(found, 100)] == sorted({shop.street for shop in found})


@given(st.dictionaries(st.integers(1, 6), st.sampled_from(Result)), st.dictionaries(st.integers(1, 6), st.just("")))
def test_nothing_ends_before_every_item_has_its_answer(results: dict[int, Result], photos: dict[int, str]) -> None:
    check = Check(1, 1, "六项", tuple("一二三四五六"), 1, "小陈", "open", 0, results=results, photos=photos)
    assert (check.stage == "item") == (len(results) < 6)
    if not check.stage:
        assert not check.failed


def row(name: str, begins: int, *items: str) -> Checklist:
    return Checklist(name, date(2026, 1, 1), items, begins)


def test_the_nearest_area_and_the_newest_day_decide() -> None:
    own, above = [row("六项", 10, "甲"), row("六项", 20, "乙")], [row("六项", 0, "丙"), row("七项", 5, "丁")]
    assert [each.items for each in in_force([own, above], 15)] == [("甲",), ("丁",)]
    assert [each.items for each in in_force([own, above], 20)] == [("乙",), ("丁",)]
    assert [each.items for each in in_force([own, above], 5)] == [("丙",), ("丁",)]


def test_a_list_without_items_is_no_more_also_a_shipped_one() -> None:
    ended = [row(SHIPPED[0].name, 10)]
    assert SHIPPED[0] not in in_force([ended, SHIPPED], 10)
    assert in_force([ended, SHIPPED], 9) == list(SHIPPED)
    assert chosen([], "六项") is None


def test_the_shipped_lists_have_six_items_each() -> None:
    assert [len(each.items) for each in SHIPPED] == [6, 6, 6]
    assert all(trouble(each.name, each.items) == "" for each in SHIPPED)


def test_items_are_tidied_as_they_were_written() -> None:
    assert tidied(["1. 有台账", "", "2、测温", "测温"]) == ("有台账", "测温")


@pytest.mark.parametrize(("days", "wrong"), [(-1, "past"), (0, ""), (60, ""), (61, "far")])
def test_a_deadline_lies_ahead_and_not_too_far(days: int, wrong: str) -> None:
    today = date(2028, 2, 28)
    assert wrong_deadline(today + timedelta(days=days), today) == wrong
