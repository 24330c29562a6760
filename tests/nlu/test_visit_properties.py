"""What holds of every line of a grid worker, whatever it says."""

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.clean import clean
from nlu.doors import with_figures
from nlu.visit_dates import find_dates
from nlu.visits import looks_like_visit, read_visit, read_visits

DAYS = st.dates(date(2020, 1, 25), date(2027, 12, 31))
DATES = [
    "1月20日",
    "元月29日",
    "1.30",
    "昨天",
    "前天晚上",
    "初三",
    "大年三十",
    "正月初一",
    "上周五",
    "22号",
    "三天前",
    "12月28日",
    "周日",
]
AHEAD = ["明天", "后天", "下周一", "大后天"]
PLACES = ["武汉", "安徽六安", "湖北黄冈", "杭州萧山", "意大利", "上海浦东"]
PIECES = [
    "3幢201", "新屋6号", "3-2-501", "5幢3单元", "101到106", "、202", "王家", "4口", "两口子", "从武汉回来",
    "1月22日到", "昨天", "36.5",
    "没人", "发热38.1", "正常", "明天从无锡回", "在广州没回",
    "搬走了", "理发店", "吵架", "，", " ", "\n", "除了5号", "其余都好", "G7349 5车12F",
]  # fmt: skip


@given(st.sampled_from(DATES), st.sampled_from(PLACES), DAYS)
def test_whoever_has_come_back_did_so_at_the_latest_on_the_day_of_writing(day: str, place: str, sent: date) -> None:
    for found in read_visit(f"3幢201 王家4口 女儿{day}从{place}回来 36.5", sent).returnees:
        assert found.arrived is None or found.arrived <= sent


@given(st.sampled_from(AHEAD), st.sampled_from(PLACES), DAYS)
def test_whoever_is_still_to_come_has_not_come_back(day: str, place: str, sent: date) -> None:
    line = read_visit(f"3幢201 王家4口 女儿{day}从{place}回来", sent)
    assert (line.returnees, "planned" in line.flags) == ((), True)


@given(DAYS, st.integers(0, 80))
def test_a_day_of_the_last_weeks_is_read_as_itself_in_every_way_of_writing(sent: date, ago: int) -> None:
    day = sent - timedelta(days=ago)
    for text in (
        f"{day.month}月{day.day}日",
        f"{day.month}.{day.day}",
        f"{day.month}/{day.day}",
        f"{day.month}月{day.day}号",
    ):
        assert [found.day for found in find_dates(text, sent)] == [day]


@given(DAYS)
def test_no_date_is_marked_as_past_that_lies_ahead(sent: date) -> None:
    for found in find_dates(" ".join([*DATES, *AHEAD]), sent):
        assert found.day is None or found.planned == (found.day > sent)


@given(
    st.integers(1, 30),
    st.integers(1, 6),
    st.integers(1, 30),
    st.integers(1, 15),
    st.sampled_from(["到", "至", "-", "~"]),
)
def test_a_range_is_exactly_its_doors(building: int, floor: int, first: int, more: int, to: str) -> None:
    last = min(first + more, 40)
    text = f"{building}幢{floor}{first:02}{to}{floor}{last:02}都正常"
    doors = [line.door.text for line in read_visits(text, date(2020, 2, 6)) if line.door]
    assert doors == [f"{building}幢{floor}{room:02}" for room in range(first, last + 1)]


@given(st.lists(st.integers(1, 20), min_size=2, max_size=8, unique=True), st.data())
def test_a_list_is_exactly_its_doors_and_an_exception_is_one_of_them(rooms: list[int], data: st.DataObject) -> None:
    away = data.draw(st.sampled_from(rooms))
    doors = [f"2{room:02}" for room in rooms]
    lines = read_visits(f"3幢{'、'.join(doors)}都正常，2{away:02}没人", date(2020, 2, 6))
    assert {line.door.text: line.result for line in lines if line.door} == {
        f"3幢{door}": "no_answer" if door == f"2{away:02}" else "ok" for door in doors
    }


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), DAYS)
def test_every_number_that_is_recorded_stands_in_the_text(text: str, sent: date) -> None:
    cleaned = with_figures(clean(text))
    for line in read_visits(text, sent):
        if line.household and "到" not in text:
            assert all(number in cleaned for number in re.findall(r"\d+", line.household))
        assert line.persons in (None, 1, 2, 4)
        for value in line.temperatures:
            assert f"{value / 100:g}" in text
        for found in line.returnees:
            assert found.origin in text
            assert found.arrived is None or found.arrived <= sent


@given(st.text(max_size=200), DAYS)
def test_no_text_makes_it_fail(text: str, sent: date) -> None:
    read_visit(text, sent)
    looks_like_visit(text)


@pytest.mark.parametrize(
    "piece", ["3幢101到106", "、202", "从武汉", "1月20日回来", "3号", "在", "4口", "没", "吵", "新屋", " "]
)
def test_a_very_long_text_is_read_in_good_time(piece: str) -> None:
    start = time.process_time()
    read_visit((piece * 2_000)[:2_000], date(2020, 2, 6))
    assert time.process_time() - start < 2
