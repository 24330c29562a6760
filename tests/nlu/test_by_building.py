"""Time and place by building: read line by line as cadres write them, and in doubt not taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.doors import building_key
from nlu.by_building import MOST_BUILDINGS, LineDoubt, read_by_building


@pytest.mark.parametrize(
    ("line", "buildings", "time", "place"),
    [
        ("3号楼 8:00-8:30 小广场", "3", "8:00-8:30", "小广场"),
        ("3幢：上午8点到8点半，在村口", "3", "上午8点到8点半", "村口"),
        ("三号楼 9点 祠堂", "3", "9点", "祠堂"),
        ("A座 明天上午9:00-10:00 大堂", "A", "明天上午9:00-10:00", "大堂"),
        ("嘉园3幢 9：00～9：20 门口", "嘉园3", "9:00~9:20", "门口"),
        ("4、5幢 8点半到9点 小广场", "4 5", "8点半到9点", "小广场"),
        ("18号楼和19号楼 8:00 广场", "18 19", "8:00", "广场"),
        ("1-3栋 下午2点-2点半 村口", "1 2 3", "下午2点-2点半", "村口"),
        ("17#楼 12月1日（周二）8:00-8:30 小广场", "17", "12月1日(周二)8:00-8:30", "小广场"),
        ("Building 12 8:00-8:30 the square", "12", "8:00-8:30", "the square"),
        ("blocks 13 and 14 9:00 gate", "13 14", "9:00", "gate"),
    ],
)
def test_a_line_gives_its_buildings_time_and_place(line: str, buildings: str, time: str, place: str) -> None:
    read = read_by_building(line)
    assert read.doubts == ()
    assert read.values == {each: {"time": time, "place": place} for each in buildings.split()}


def test_a_line_without_a_place_has_that_of_the_line_above() -> None:
    read = read_by_building("3号楼 8:00-8:30 小广场\n\n4号楼 8:30-9:00\n5号楼 9:00-9:30 村口")
    assert [values["place"] for values in read.values.values()] == ["小广场", "小广场", "村口"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("小广场 8:00-8:30", "no_building"), ("前岸村 9:00 村口", "no_building"), ("3号楼 小广场", "no_time"),
        ("3号楼 9:00-8:00 小广场", "bad_time"), ("3号楼 25:00 小广场", "bad_time"), ("3号楼 8:70 小广场", "bad_time"),
        ("3号楼 8:00", "no_place"), ("3、3号楼 8:00 小广场", "twice"), ("1-999号楼 8:00 小广场", "no_building"),
        ("3号楼 8:00 " + "很远的地方" * 20, "too_long"),
    ],
)  # fmt: skip
def test_what_is_in_doubt_is_named_and_not_taken(line: str, kind: str) -> None:
    read = read_by_building(line)
    assert read.values == {}
    assert [(doubt.line, doubt.kind) for doubt in read.doubts] == [(1, kind)]


def test_a_building_named_twice_keeps_its_first_line() -> None:
    read = read_by_building("3号楼 8:00 小广场\n3幢 9:00 村口")
    assert read.values == {"3": {"time": "8:00", "place": "小广场"}}
    assert read.doubts == (LineDoubt(2, "3幢 9:00 村口", "twice"),)


def test_more_buildings_than_a_village_has_are_refused() -> None:
    read = read_by_building("1-150幢 8:00 广场\n201-300幢 9:00 广场")
    assert len(read.values) == 150 <= MOST_BUILDINGS
    assert read.doubts[0].kind == "too_many"


@pytest.mark.parametrize("door", ["3幢201", "3号楼2单元", "3-201", "3座", "3#101", "Building 3 Room 201", "3 幢 201"])
def test_a_door_lies_in_the_building_of_its_line(door: str) -> None:
    assert building_key(door) in read_by_building("3号楼 8:00 小广场").values


@given(st.text(alphabet="0123456789三十号楼幢栋座AB:：-~到点半 ,、小广场上午\n", max_size=200))
def test_whatever_is_written_only_known_values_come_of_it(text: str) -> None:
    read = read_by_building(text)
    assert all(set(values) == {"time", "place"} and all(values.values()) for values in read.values.values())
    assert all(building == building.upper() and building for building in read.values)


def test_a_text_without_end_is_not_read_to_its_end() -> None:
    assert len(read_by_building("3号楼 8:00-8:30 小广场\n" * 10_000).doubts) == 20
