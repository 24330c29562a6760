"""What workers, cadres and volunteers say of doors and paper, and what they say that is something else."""

import pytest

from nlu.clean import clean
from nlu.door_words import asks_list, read_doors_said
from nlu.leaflets import asks_mine, asks_state, read_brought, read_giving
from nlu.notice_answers import asks_answers
from nlu.nudges import HAND, REMIND, read_nudging

OTHERS = (
    "猪肉2斤", "3幢202", "我家在3幢202", "3幢202要豆腐2块", "3幢202送菜", "3幢202卧床", "明天3幢202停水吗",
    "说了半天", "提醒我买菜", "每天7:30提醒大家测体温", "提醒没付钱的", "把3幢的菜交给网格员", "12送到了", "12取走了",
    "送货 小陈 小林", "登录链接 李阿公", "我去买菜", "我来处理", "不去了",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "deed", "doors", "number"),
    [
        ("3幢202说了", "told", ["3-202"], 0), ("3-202 通知到了", "told", ["3-202"], 0),
        ("3幢201、3幢202都说过了", "told", ["3-201", "3-202"], 0), ("通知12 3幢202说了", "told", ["3-202"], 12),
        ("3幢202打过电话了", "told", ["3-202"], 0), ("3幢202不在家", "away", ["3-202"], 0),
        ("3幢202没人开门", "away", ["3-202"], 0), ("3幢202搬走了", "moved", ["3-202"], 0),
        ("我来3幢202", "claim", ["3-202"], 0), ("3幢202我去", "claim", ["3-202"], 0),
        ("3幢202不去了", "back", ["3-202"], 0), ("12号说了", "told", ["12"], 0),
    ],
)  # fmt: skip
def test_what_was_done_at_doors_is_read(text: str, deed: str, doors: list[str], number: int) -> None:
    said = read_doors_said(clean(text))
    assert said is not None
    assert (said.deed, [door.key for door in said.doors], said.number) == (deed, doors, number)


@pytest.mark.parametrize("text", ["敲门名单", "还有哪些门", "还有哪些门没敲？", "哪些户还没敲", "doors to knock"])
def test_the_list_is_asked_for(text: str) -> None:
    assert asks_list(clean(text)) == ""


def test_the_list_of_one_building_is_asked_for() -> None:
    assert asks_list(clean("3幢的敲门名单")) == "3幢"


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("提醒没回的", REMIND, 0), ("提醒通知12没回的", REMIND, 12), ("通知12没回的再提醒一下", REMIND, 12),
        ("催一下没回的人", REMIND, 0), ("把没回的交给网格员", HAND, 0), ("通知12没回的交给网格员", HAND, 12),
        ("把通知12没回复的转给网格员上门", HAND, 12), ("remind the silent", REMIND, 0),
    ],
)  # fmt: skip
def test_what_is_to_be_done_about_the_silent_is_read(text: str, kind: str, number: int) -> None:
    said = read_nudging(clean(text))
    assert said is not None
    assert (said.kind, said.number) == (kind, number)


@pytest.mark.parametrize("text", OTHERS)
def test_words_about_something_else_are_left_to_others(text: str) -> None:
    cleaned = clean(text)
    assert read_doors_said(cleaned) is None
    assert asks_list(cleaned) is None
    assert read_nudging(cleaned) is None
    assert read_giving(cleaned) is None
    assert read_brought(cleaned) is None
    assert asks_answers(cleaned) is None
    assert not asks_mine(cleaned)
    assert asks_state(cleaned) is None


def test_a_round_of_paper_is_read() -> None:
    giving = read_giving(clean("通知12的传单交给小林：3-5号楼、A座，8幢101、河对岸"))
    assert giving is not None
    assert (giving.kind, giving.name, giving.number) == ("leaflet", "小林", 12)
    assert giving.buildings == ("3", "4", "5", "A")
    assert [door.key for door in giving.doors] == ["8-101"]
    assert giving.unclear == ("河对岸",)


def test_what_was_brought_is_read() -> None:
    doors = read_brought(clean("3幢201、3-202发了"))
    building, place = read_brought(clean("3号楼都发完了")), read_brought(clean("东门口贴好了"))
    assert doors is not None
    assert [door.key for door in doors.doors] == ["3-201", "3-202"]
    assert building is not None
    assert building.building == "3"
    assert place is not None
    assert place.place == "东门口"
