"""The order of doors, and what lies in a building."""

import pytest

from domain.doors import building, by_door, lies_in


def test_doors_are_sorted_as_people_count_them() -> None:
    doors = ["", "10幢201", "3幢1001", "3幢201", "新屋10号", "新屋9号"]
    assert sorted(doors, key=by_door) == ["3幢201", "3幢1001", "10幢201", "新屋9号", "新屋10号", ""]


@pytest.mark.parametrize("door", ["3幢201", "3栋201", "3-201", "3号楼201", "3幢1单元201"])
def test_a_door_lies_in_its_building_however_that_is_written(door: str) -> None:
    assert lies_in(door, "3幢")


@pytest.mark.parametrize(
    ("door", "beginning"),
    [("13幢201", "3幢"), ("3号", "3幢"), ("30号", "3"), ("", "3幢"), ("3幢201", ""), ("新屋3幢201", "3幢")],
)
def test_what_only_looks_alike_does_not(door: str, beginning: str) -> None:
    assert not lies_in(door, beginning)


def test_a_hamlet_holds_its_houses() -> None:
    assert lies_in("新屋12号", "新屋")


def test_a_building_is_the_beginning_of_a_door() -> None:
    assert [building(door) for door in ("3幢201", "3-201", "12号", "")] == ["3幢", "3", "12号", ""]
