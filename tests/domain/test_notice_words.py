"""What each reader of a notice is told: by language, by variant, by building, and by name."""

import pytest

from domain.notice_words import (
    HOME,
    Found,
    Reader,
    buildings_without,
    chosen,
    is_shared,
    missing_languages,
    problems,
    words_for,
)
from domain.placeholders import Problem

TESTING = {
    "zh": "{楼}的乡亲：{时间}到{地点}做检测。",
    "en": "{building}: come to {place}, {time}.",
    "zh:home": "{姓名}您好，请在家等，上门采样。",
}
VALUES = {
    "": {"until": "18:00"},
    "3": {"time": "8:00-8:30", "place": "小广场"},
    "4": {"time": "8:30-9:00", "place": "村口"},
}
LI = Reader("zh", "李阿公", "3幢201", "王家村", "一网格", "一网格1组")


def test_each_building_has_its_own_time_and_place() -> None:
    assert words_for(TESTING, VALUES, LI) == "3号楼的乡亲：8:00-8:30到小广场做检测。"
    assert words_for(TESTING, VALUES, Reader("en", door="4-101")) == "Building 4: come to 村口, 8:30-9:00."


def test_who_must_stay_at_home_is_told_so_in_any_language() -> None:
    assert words_for(TESTING, VALUES, Reader("zh", "李阿公", "3幢201", at_home=True)).startswith(
        "李阿公您好，请在家等"
    )
    assert words_for(TESTING, VALUES, Reader("en", "Ann", "3幢201", at_home=True)) == "Ann您好，请在家等，上门采样。"


def test_a_missing_translation_falls_back_and_is_told_before_sending() -> None:
    assert chosen({"zh": "停水"}, "en") == "zh"
    assert chosen({"en": "no water"}, "zh-hans", HOME) == "en"
    assert missing_languages(TESTING, {"zh", "en"}) == ["en:home"]
    assert missing_languages({"zh": "停水"}, {"zh"}) == []


def test_what_is_not_known_of_a_reader_has_a_neutral_word() -> None:
    text = {"zh": "{姓名}，{村}{网格}{组}{楼}，{门牌}"}
    assert words_for(text, {}, Reader("zh")) == "乡亲，本村本网格本组您的楼，您家"
    assert words_for(text, {}, LI) == "李阿公，王家村一网格一网格1组3号楼，3幢201"
    assert words_for({"zh": "{楼}"}, {}, Reader("zh", door="新屋10号")) == "您的楼"


def test_a_building_without_a_time_of_its_own_is_told_later_and_named_before() -> None:
    assert "另行通知的时间" in words_for(TESTING, VALUES, Reader("zh", door="5幢101"))
    assert words_for({"zh": "{原因}"}, {"3": {"reason": "抢修"}}, Reader("zh")) == "另行通知"
    assert buildings_without(TESTING, VALUES, ["3幢201", "5幢101", "5-102", "新屋10号"]) == ["5", "新屋10号"]
    assert buildings_without(TESTING, VALUES | {"": {"time": "9:00", "place": "礼堂"}}, ["5幢101"]) == []
    assert buildings_without({"zh": "停水"}, VALUES, ["5幢101"]) == []


def test_a_value_for_all_holds_where_a_building_has_none() -> None:
    values = {"": {"time": "9:00"}, "3": {"time": "8:00"}}
    assert [words_for({"zh": "{时间}"}, values, Reader("zh", door=door)) for door in ("3幢1", "4幢1")] == [
        "8:00",
        "9:00",
    ]


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("{截止时间}前", True),
        ("停水", True),
        ("{姓名}", False),
        ("{村}", False),
        ("{时间}", False),
        ("{Place}", False),
    ],
)
def test_only_what_is_the_same_for_all_is_stored_once(text: str, shared: bool) -> None:
    assert is_shared(text, VALUES) is shared


def test_a_name_can_neither_be_filled_again_nor_turn_the_text_round() -> None:
    sly = Reader("zh", "{门牌}\u202e\n李" + "长" * 100, "3幢201")
    assert words_for({"zh": "{姓名}您好"}, {}, sly) == "{门牌} 李" + "长" * 34 + "您好"


def test_problems_name_the_text_and_the_building() -> None:
    values = VALUES | {"4": {"time": "8:30-9:00"}}
    assert problems(TESTING, values) == [
        Found("en", "4", Problem("no_value", 1, 21, "{place}")),
        Found("zh", "4", Problem("no_value", 1, 13, "{地点}")),
    ]
    assert problems({"zh": "{姓明}{时间}"}, VALUES) == [Found("zh", "", Problem("unknown", 1, 1, "{姓明}", "{姓名}"))]
    assert problems(TESTING, VALUES) == []
    assert problems({}, {})[0].problem.kind == "empty"
