import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.names import begins_with_surname, query_term, search_terms
from nlu.surnames import SINGLE

GIVEN = "建国秀英志刚小妹阿芳乐长伟明强丽静军磊洋"
PEOPLE = st.builds(
    lambda surname, given, phone, building, room: (surname + given, str(phone), f"{building}幢{room}"),
    st.sampled_from(sorted(SINGLE)),
    st.text(GIVEN, min_size=1, max_size=2),
    st.integers(13_000_000_000, 19_999_999_999),
    st.integers(1, 40),
    st.integers(101, 1_999),
)


def test_a_person_stands_under_name_endings_pinyin_initials_phone_and_door() -> None:
    assert search_terms("李建国", "13800005678", "3幢201") == {
        "李建国",
        "建国",
        "国",
        "lijianguo",
        "ljg",
        "r87650000831",
        "a3-201",
        "a3幢201",
    }


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("曾小贤", "zengxiaoxian"),
        ("单雄", "shanxiong"),
        ("解珍", "xiezhen"),
        ("仇英", "qiuying"),
        ("区明", "ouming"),
        ("查良", "zhaliang"),
        ("尉迟恭", "yuchigong"),
        ("万俟雪", "moqixue"),
        ("乐嘉", "yuejia"),
        ("乐嘉", "lejia"),
        ("王乐", "wangle"),
        ("王乐", "wangyue"),
        ("吕布", "lvbu"),
        ("陳國強", "chenguoqiang"),
        ("翟明", "zhaiming"),
        ("John Smith", "johnsmith"),
        ("José", "jose"),
    ],
)
def test_a_name_is_found_by_how_it_is_read(name: str, spelling: str) -> None:
    assert spelling in search_terms(name)


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("李建", "李建"),
        ("ljg", "ljg"),
        ("lijianguo", "lijianguo"),
        ("Li Jianguo", "lijianguo"),
        ("3幢201", "a3-201"),
        ("5678", "r8765"),
        ("13800005678", "r87650000831"),
        ("+86 138 0000 5678", "r87650000831"),
        ("3幢", "a3-"),
        ("3栋20", "a3-20"),
        ("三幢", "a3-"),
        ("3-2", "a3-2"),
        ("新屋10号", "a新屋10"),
        ("桥头路8弄", "a桥头路8弄"),
        ("陈老板家", "a陈老板家"),
        ("陈老板家三楼", "a陈老板3楼"),
        ("王家", "王家"),
        ("陳", "陈"),
        ("John S", "johns"),
        ("3号楼2单元", "a3-2-"),
        ("", ""),
        ("  ", ""),
        ("👍", ""),
    ],
)
def test_what_a_cadre_types_becomes_the_beginning_of_a_term(query: str, term: str) -> None:
    assert query_term(query) == term


@given(PEOPLE, st.data())
def test_whoever_was_entered_is_found_by_name_phone_end_and_door(
    person: tuple[str, str, str], data: st.DataObject
) -> None:
    name, phone, door = person
    terms = search_terms(*person)
    length = data.draw(st.integers(1, len(name)))
    for typed in (
        name[:length],
        name[-length:],
        phone[-4:],
        phone,
        door,
        door.replace("幢", "栋") + "室",
        f"{door.split('幢')[0]}幢",
    ):
        assert any(term.startswith(query_term(typed)) for term in terms), typed


@given(st.text(), st.text(), st.text())
def test_no_text_makes_it_fail_and_no_term_is_empty(name: str, phone: str, door: str) -> None:
    assert "" not in search_terms(name, phone, door)
    query_term(name)


@pytest.mark.parametrize(
    ("word", "is_name"),
    [("李建国", True), ("欧阳修", True), ("李", False), ("欧阳", True), ("的人", False), ("", False)],
)
def test_a_name_begins_with_a_surname(word: str, is_name: bool) -> None:
    assert begins_with_surname(word) == is_name


def test_the_whole_district_is_indexed_within_its_time() -> None:
    people = [
        (
            f"{surname}{GIVEN[place % 15]}{GIVEN[place % 7]}",
            str(13_000_000_000 + place),
            f"{place % 40}幢{place % 900 + 100}",
        )
        for place, surname in enumerate(sorted(SINGLE) * 10)
    ]
    start = time.process_time()
    for person in people:
        search_terms(*person)
    assert (time.process_time() - start) / len(people) * 420_000 < 40
