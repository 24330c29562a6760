"""Lines of grid workers: nothing is recorded that a line does not say, and what it says is found."""

import json
from datetime import date
from pathlib import Path

import pytest

from commands.understood import visit_keys
from nlu.visits import looks_like_visit, read_visit, read_visits

SENT = date(2020, 2, 6)
STARTER = Path(__file__).parents[3] / "shared" / "data" / "utterances" / "visits.jsonl"


@pytest.mark.skipif(not STARTER.exists(), reason="the starter utterances are not beside the project")
def test_the_starter_lines_are_read_as_they_were_meant() -> None:
    for line in STARTER.read_text("utf-8").splitlines():
        case = json.loads(line)
        found = visit_keys(case)
        returned = [(one["from"], one["date"]) for one in found["returnees"]]
        assert {key: found[key] for key in ("household", "persons", "abnormal", "kind")} == {
            key: case[key] for key in ("household", "persons", "abnormal", "kind")
        }
        assert returned == [(one["from"], one["date"]) for one in case["returnees"]]


def test_a_whole_report_of_a_door_is_read_in_fields() -> None:
    text = "3幢201 王家 4口人 有一人坐G7349 5车12F从湖北武汉回来 1月22日到 体温都正常 绿码 核酸阴性"
    line = read_visit(text, SENT)
    (returned,) = line.returnees
    assert line.door is not None
    assert (line.door.key, line.name, line.persons, line.result) == ("3-201", "王家", 4, "ok")
    assert (returned.origin, returned.province, returned.arrived) == ("武汉", "湖北", date(2020, 1, 22))
    assert (returned.count, returned.transport, returned.number, returned.seat) == (1, "train", "G7349", "5车12F")
    assert (line.code, line.test, line.doubts) == ("green", "negative", frozenset())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3幢101到104都正常，103没人", {"101": "ok", "102": "ok", "103": "no_answer", "104": "ok"}),
        ("2幢201、202、203都好，204发热38.1", {"201": "ok", "202": "ok", "203": "ok", "204": "ill"}),
        ("3幢101到103，102没人，其余都正常", {"101": "ok", "102": "no_answer", "103": "ok"}),
        ("3幢201 王家4口 正常 202 李家3口 203没人", {"201": "ok", "202": "ok", "203": "no_answer"}),
        ("3幢：\n101 3口都好\n102 锁门\n103 不让进", {"101": "ok", "102": "no_answer", "103": "refused"}),
    ],
)  # fmt: skip
def test_one_line_over_many_doors_says_of_each_what_was_said_of_it(text: str, expected: dict[str, str]) -> None:
    lines = read_visits(text, SENT)
    assert {line.door.key.split("-")[-1]: line.result for line in lines if line.door} == expected


def test_a_range_from_one_street_to_another_names_no_doors() -> None:
    """The end was once dropped without a word: only the first door was recorded."""
    first, between = read_visits("新屋1号正常，桥头路1号到文化路2号都正常", SENT)
    assert first.door is not None
    assert (first.door.key, first.doubts) == ("新屋1", frozenset())
    assert (between.door, between.household, between.doubts) == (None, "桥头路1号到文化路2号", {"doors"})
    assert [line.household for line in read_visits("桥头路1号到桥头路2号都正常", SENT)] == ["桥头路1号", "桥头路2号"]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("新屋1号不开门", "no_answer"), ("新屋1号 不开门", "no_answer"), ("3幢101，没开门", "no_answer"),
        ("新屋1号里面有人不开门", "refused"), ("新屋1号死活不开门", "refused"), ("新屋1号不肯开门", "refused"),
    ],
)  # fmt: skip
def test_a_door_that_stays_shut_is_no_refusal_unless_somebody_is_behind_it(text: str, result: str) -> None:
    assert read_visit(text, SENT).result == result


def test_all_of_a_staircase_is_given_as_the_start_of_its_doors_and_the_exception_by_itself() -> None:
    everybody, one = read_visits("5幢3单元全部走完，502没人", SENT)
    assert (everybody.whole, everybody.door, everybody.result) == ("5-3-", None, "ok")
    assert one.door is not None
    assert (one.door.key, one.result) == ("5-3-502", "no_answer")


def test_who_is_excepted_is_not_said_to_be_at_home() -> None:
    lines = read_visits("新屋1到8号都在家除了5号", SENT)
    assert {line.door.text: line.result for line in lines if line.door} == {
        f"新屋{number}号": "no_answer" if number == 5 else "ok" for number in range(1, 9)
    }


def test_a_range_over_several_floors_names_no_doors_for_certain() -> None:
    (line,) = read_visits("3幢101到306 都正常", SENT)
    assert (line.door, line.doubts) == (None, {"doors"})


@pytest.mark.parametrize(
    "text", ["3幢201 4口 都好", "新屋6号 锁门", "3-2-501 发热38.2", "18号 敲门没人应", "3幢101到106都正常"]
)
def test_a_door_and_what_was_found_there_looks_like_a_visit(text: str) -> None:
    assert looks_like_visit(text)


@pytest.mark.parametrize(
    "text", ["12号李阿公 猪肉2斤", "12号 腿脚不便", "猪肉2斤", "我是3幢201的", "3幢201 鸡蛋一盒", "都好", ""]
)
def test_orders_for_others_and_bare_notes_do_not_look_like_visits(text: str) -> None:
    assert not looks_like_visit(text)


@pytest.mark.parametrize("text", ["4幢102 从福建泉州 4人", "4幢102 刚搬来 从泉州 4人", "4幢102 女婿从泉州回 4人"])
def test_a_number_that_may_be_of_the_household_or_of_those_who_came_is_asked_for(text: str) -> None:
    line = read_visit(text, SENT)
    assert line.persons is None
    assert [(found.origin, found.count) for found in line.returnees] == [("泉州", None)]
    assert "persons" in line.doubts


def test_two_who_came_on_different_days_from_a_place_that_is_said_once_are_two_returns() -> None:
    line = read_visit("9幢104 孙子1.22 孙女1.24 都从杭州回", SENT)
    said = [(found.who, found.origin, found.arrived) for found in line.returnees]
    assert said == [("孙子", "杭州", date(2020, 1, 22)), ("孙女", "杭州", date(2020, 1, 24))]


def test_a_place_behind_a_day_is_not_read_across_it() -> None:
    (found,) = read_visit("后山3号 大儿子初三台州回", SENT).returnees
    assert (found.origin, found.arrived) == ("台州", date(2020, 1, 27))
    (found,) = read_visit("后山3号 1月21日照回来1人", SENT).returnees
    assert (found.origin, found.arrived) == ("日照", date(2020, 1, 21))


@pytest.mark.parametrize("text", ["3号路灯不亮，报给电工了还没来", "2幢301 老太太摔了一跤，叫了120"])
def test_numbers_of_lamps_and_of_the_ambulance_are_no_doors(text: str) -> None:
    doors = [line.door.text for line in read_visits(text, SENT) if line.door]
    assert doors == (["2幢301"] if text.startswith("2幢") else [])
    assert read_visit(text, SENT).abnormal
