import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.introductions import has_identity_number, read_introduction


@pytest.mark.parametrize(
    ("text", "name", "door", "phone"),
    [
        ("李阿公 3幢201", "李阿公", "3-201", ""),
        ("我是3幢201的李建国", "李建国", "3-201", ""),
        ("我叫王秀英，住新屋10号", "王秀英", "新屋10", ""),
        ("陈小妹，陈老板家三楼", "陈小妹", "陈老板3楼", ""),
        ("13800000000 王芳 5幢203", "王芳", "5-203", "13800000000"),
        ("王芳，电话138 0000 0000，5幢203", "王芳", "5-203", "13800000000"),
        ("我叫王芳，手机+86 13800000000", "王芳", "", "13800000000"),
        ("王芳 0577-88886666", "王芳", "", "057788886666"),
        ("李建国3幢201", "李建国", "3-201", ""),
        ("3幢201李建国", "李建国", "3-201", ""),
        ("陳國強 3棟201室", "陈国强", "3-201", ""),
        ("欧阳修 3幢201", "欧阳修", "3-201", ""),
        ("阿依古丽·买买提 5幢203", "阿依古丽·买买提", "5-203", ""),
        ("户主：潘志刚，地址：新屋10号，电话：13800000001", "潘志刚", "新屋10", "13800000001"),
        ("大家好，我是新屋12号的倪小妹", "倪小妹", "新屋12", ""),
        ("你好，我是李明，住在桥头路8弄3号", "李明", "桥头路8弄3", ""),
        ("租在陈老板家三楼，我叫张伟", "张伟", "陈老板3楼", ""),
        ("房东陈国平，三楼，我叫小李", "小李", "陈国平3楼", ""),
        ("骆老师 旧街2号", "骆老师", "旧街2", ""),
        ("秋生 1-1-402", "秋生", "1-1-402", ""),
        ("阿公", "阿公", "", ""),
        ("嬷嬷", "嬷嬷", "", ""),
        ("阿芳 新屋3号", "阿芳", "新屋3", ""),
        ("John Smith, Building 3 Room 201", "John Smith", "3-201", ""),
        ("My name is Anna", "Anna", "", ""),
        ("wang fang 5-203", "wang fang", "5-203", ""),
        ("3幢201", "", "3-201", ""),
        ("李建国 王秀英 3幢201", "", "3-201", ""),
        ("谢谢", "", "", ""),
        ("我不知道", "", "", ""),
        ("好的", "", "", ""),
        ("我姓王", "", "", ""),
        ("猪肉2斤", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_name_door_and_phone_are_taken_from_one_line_and_the_missing_stay_empty(
    text: str, name: str, door: str, phone: str
) -> None:
    introduction = read_introduction(text)
    key = introduction.door.key if introduction.door else ""
    assert (introduction.name, key, introduction.phone) == (name, door, phone)


@pytest.mark.parametrize(
    "number",
    [
        "330326199001011234",
        "33032619900101123X",
        "330326 19900101 1234",
        "330326900101123",
        "３３０３２６１９９００１０１１２３４",
    ],
)
def test_an_identity_number_is_flagged_and_not_kept(number: str) -> None:
    introduction = read_introduction(f"李建国 {number} 3幢201")
    assert introduction.identity_number
    assert has_identity_number(number)
    kept = f"{introduction.name}{introduction.door}{introduction.phone}"
    assert not re.search(r"\d{6}", kept)
    assert introduction.name == "李建国"


@pytest.mark.parametrize(
    "text", ["13800000000", "13800000000 201", "3幢201", "13800000000 13900000000", "2026-11-24 20:00"]
)
def test_a_phone_is_no_identity_number(text: str) -> None:
    assert not has_identity_number(text)


@given(st.text(), st.integers(10**17, 10**18 - 1), st.text())
def test_eighteen_digits_are_never_kept(before: str, number: int, after: str) -> None:
    introduction = read_introduction(f"{before} {number} {after}")
    assert str(number) not in f"{introduction.name}{introduction.door}{introduction.phone}"


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    read_introduction(text)
