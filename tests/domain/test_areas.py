"""Paths of areas: a subtree is one prefix."""

from hypothesis import given
from hypothesis import strategies as st

from domain.areas import child_path, contains

ids = st.lists(st.integers(1, 10**6), min_size=1, max_size=6)


def path_of(found: list[int]) -> str:
    path = ""
    for area in found:
        path = child_path(path, area)
    return path


@given(ids, ids)
def test_an_area_contains_itself_and_what_lies_below_and_nothing_else(outer: list[int], inner: list[int]) -> None:
    assert contains(path_of(outer), path_of(inner)) == (inner[: len(outer)] == outer)


def test_an_area_whose_number_only_begins_alike_is_another() -> None:
    assert not contains("1/2/", "1/23/")


def test_no_area_contains_nothing() -> None:
    assert not contains("", "1/")
