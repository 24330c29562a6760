import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.doors import read_door

DOORS = """
    3幢201 3-201
    3栋201室 3-201
    3号楼201 3-201
    3#201 3-201
    3撞201 3-201
    3棟201室 3-201
    ３幢２０１ 3-201
    三幢二零一 3-201
    03幢201 3-201
    3-201 3-201
    3号楼2单元201 3-2-201
    3幢2单元201室 3-2-201
    3幢2-201 3-2-201
    3-2-201 3-2-201
    五幢二零三 5-203
    十二幢三零一 12-301
    A座1203 A-1203
    a-1203 A-1203
    1幢1号 1-1
    3幢201-1 3-201-1
    新屋10号 新屋10
    新屋十号 新屋10
    12号 12
    12号201室 12-201
    大樟树脚3号 大樟树脚3
    旧街9号 旧街9
    王家村12号后屋 王家村12后屋
    王家村12号二楼 王家村12-2楼
    桥头路8弄3号 桥头路8弄3
    桥头路88号3幢201 桥头路88-3-201
    东方家园3幢201 东方家园3-201
    陈老板家三楼 陈老板3楼
    陈老板家3层 陈老板3楼
    我租在王阿姨家二楼 王阿姨2楼
    房东陈国平，三楼 陈国平3楼
    王家村12号陈老板家三楼 王家村12-陈老板3楼
    王老师家2楼东间 王老师2楼东间
    我是3幢201的李建国 3-201
    李阿公新屋10号 新屋10
    余秋菊2幢403橙子1箱 2-403
    帮12号李阿公也来2斤 12
    13800000000 王芳 5幢203 5-203
    Building 3 Room 201 3-201
    room 201, building 3 3-201
    bldg 3 #201 3-201
    No. 12 12
"""
NO_DOORS = [
    "",
    "1月22号",
    "12号隔壁",
    "3幢",
    "12号下午到",
    "我家三楼",
    "3幢2斤",
    "1.22",
    "2020-02-03",
    "猪肉3-5斤",
    "选3号",
    "罗家3口",
    "猪肉2斤 豆腐一块",
    "13800000000",
    "周六12号",
    "36.5",
    "大家三楼集合",
    "138-0000-0000",
    "好的",
    "村口第一家",
]
PIECES = [*"0123456789幢栋号室楼层弄家路村屋-#零一二三十陈王李老板住我是的 ，ABab"]


@pytest.mark.parametrize(("text", "key"), [line.strip().rsplit(" ", 1) for line in DOORS.strip().split("\n")])
def test_doors_in_all_spellings_have_one_key(text: str, key: str) -> None:
    door = read_door(text)
    assert door is not None
    assert door.key == key


@pytest.mark.parametrize("text", NO_DOORS)
def test_what_is_not_one_door_for_certain_is_none(text: str) -> None:
    assert read_door(text) is None


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("五幢 二零三", "5幢203"),
        ("3 幢 201 室", "3幢201室"),
        ("陈老板家三楼", "陈老板家3楼"),
        ("住在新屋十号", "新屋10号"),
        ("新屋8号房子是空的", "新屋8号"),
    ],
)
def test_a_door_is_shown_as_written_with_figures(text: str, tidied: str) -> None:
    door = read_door(text)
    assert door is not None
    assert door.text == tidied


@pytest.mark.parametrize(
    ("text", "landlord"),
    [("陈老板家三楼", "陈老板"), ("房东陈国平，三楼", "陈国平"), ("租陈老板家", "陈老板"), ("3幢201", "")],
)
def test_a_rented_room_names_its_landlord(text: str, landlord: str) -> None:
    door = read_door(text)
    assert door is not None
    assert door.landlord == landlord


@given(
    st.integers(1, 99),
    st.integers(101, 3999),
    st.sampled_from(["幢", "栋", "号楼", "-", "#"]),
    st.sampled_from(["", "室"]),
)
def test_a_building_and_a_room_are_read_however_they_are_joined(
    building: int, room: int, joint: str, end: str
) -> None:
    door = read_door(f"{building}{joint}{room}{end}")
    assert door is not None
    assert door.key == f"{building}-{room}"


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_a_door_that_was_read_reads_the_same_again(text: str) -> None:
    door = read_door(text)
    if door is not None:
        assert door.key
        assert door.text


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    read_door(text)


@pytest.mark.parametrize("piece", ["3", "三", "号", "1-", "王家", "家三楼", "1号 ", "住", "a", "租"])
def test_a_very_long_text_is_read_in_good_time(piece: str) -> None:
    text = (piece * 5_000)[:5_000]
    start = time.process_time()
    read_door(text)
    assert time.process_time() - start < 0.8
