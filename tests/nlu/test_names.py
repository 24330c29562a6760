import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.names import begins_with_surname, query_term, query_ways, search_terms
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
        "r102",
    }


@pytest.mark.parametrize(
    ("door", "terms"),
    [
        ("桥头路1号", {"桥头路1号", "a1号"}),
        ("12号", {"a12号", "r21"}),
        ("No. 12", {"ano.12", "a12号", "r21"}),
        ("12幢1单元301", {"a12-1-301", "r103"}),
        ("桥头新村3号楼201", {"桥头新村3-201", "a3-201", "r102"}),
        (
            "新屋10号陈老板家三楼",
            {"新屋10号陈老板家3楼", "新屋10-陈老板3楼", "a10号陈老板家3楼", "r01", "陈老板家3楼", "陈老板3楼"},
        ),
        ("村口小店", {"村口小店"}),
    ],
)
def test_a_door_stands_under_its_street_its_number_and_its_room(door: str, terms: set[str]) -> None:
    assert search_terms("", "", door) == terms


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
        ("新屋10号", "新屋10号"),
        ("1号", "a1号"),
        ("桥头路", "桥头路"),
        ("201", "r102"),
        ("桥头路8弄", "桥头路8弄"),
        ("陈老板家", "陈老板家"),
        ("陈老板家三楼", "陈老板3楼"),
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


@pytest.mark.parametrize(
    ("query", "person"),
    [
        ("201", ("李建国", "13800005678", "1幢201")),
        ("1幢 201", ("李建国", "13800005678", "1幢201")),
        ("桥头 1号", ("李阿公", "", "桥头路1号")),
        ("桥头路1号", ("李阿公", "", "桥头路1号")),
        ("李阿公 桥头路", ("李阿公", "", "桥头路1号")),
        ("桥头 lag", ("李阿公", "", "桥头路1号")),
        ("李 201", ("李建国", "13800005678", "1幢201")),
        ("建国 5678", ("李建国", "13800005678", "1幢201")),
        ("138 0000 5678", ("李建国", "13800005678", "1幢201")),
        ("Li Jianguo", ("李建国", "13800005678", "1幢201")),
        ("陈老板", ("张三", "", "新屋10号陈老板家三楼")),
        ("新屋 陈老板家三楼", ("张三", "", "新屋10号陈老板家三楼")),
    ],
)
def test_somebody_is_found_by_what_a_cadre_knows_of_them(query: str, person: tuple[str, str, str]) -> None:
    terms = search_terms(*person)
    assert any(all(any(term.startswith(wanted) for term in terms) for wanted in way) for way in query_ways(query))


@pytest.mark.parametrize(
    ("query", "person"),
    [
        ("桥头 1号", ("李阿公", "", "桥头路12号")),
        ("桥头路1号", ("李阿公", "", "桥头路12号")),
        ("李阿公 桥头路", ("李阿公", "", "新屋1号")),
        ("王 201", ("李建国", "13800005678", "1幢201")),
        ("12", ("李建国", "", "12幢301")),
        ("a b c d e", ("李建国", "", "12幢301")),
        ("👍 👍", ("李建国", "", "12幢301")),
    ],
)
def test_every_word_must_fit(query: str, person: tuple[str, str, str]) -> None:
    terms = search_terms(*person)
    assert not any(all(any(term.startswith(wanted) for term in terms) for wanted in way) for way in query_ways(query))


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
    assert all(way and "" not in way for way in query_ways(name))


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
