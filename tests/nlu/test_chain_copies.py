"""Chain posts as they are copied: several persons on one line, forms, one thing in the heading, second thoughts."""

import pytest

from nlu.catalog import Catalog
from nlu.chains import read_chain
from tests.nlu.chain_posts import CATALOGS
from tests.nlu.windows import MEAT

Read = list[tuple[str, str, dict[str, float], tuple[str, ...]]]


def read(post: str, catalog: Catalog = MEAT) -> Read:
    """(who, door, lines, flags) of each entry."""
    return [
        (entry.who, entry.key, {line.item: line.quantity / 1000 for line in entry.lines}, entry.flags)
        for entry in read_chain(post, catalog).entries
    ]


WANG, LI = ("王芳", "3-201", {"猪肉": 2}, ()), ("李强", "3-202", {"排骨": 1}, ())


@pytest.mark.parametrize(
    "post",
    [
        "王芳 3-201 猪肉2斤，李强 3-202 排骨1斤", "3-201 王芳 猪肉2斤 3-202 李强 排骨1斤",
        "王芳3-201猪肉2斤；李强3-202排骨1斤", "3幢201王芳猪肉2斤、3幢202李强排骨1斤",
        "1王芳 3-201 猪肉2斤 2李强 3-202 排骨1斤", "1 王芳 3-201 猪肉2斤 2 李强 3-202 排骨1斤",
        "1 3-201 王芳 猪肉2斤 2 3-202 李强 排骨1斤", "#接龙\n王芳 3-201 猪肉2斤 李强 3-202 排骨1斤",
    ],
)  # fmt: skip
def test_several_on_one_line_are_parted_by_their_doors_and_bare_numbers(post: str) -> None:
    assert read(post) == [WANG, LI]


@pytest.mark.parametrize(
    "post",
    [
        "王芳 3-201 猪肉2斤 排骨 李强 3-202 1斤", "王芳 3-201 猪肉2斤 老规矩 李强 3-202 排骨1斤",
        "王芳3-201猪肉2斤李强3-202排骨1斤", "王芳 3-201 猪肉2斤 帮3-202李阿公带排骨1斤",
        "1 王芳 3-201 皮蛋 2 3-202 李强 排骨1斤", "1. 王芳(代3-202李阿公) 3-201 排骨1斤",
        "1. 3-201 王芳(代3-202李阿公) 排骨1斤",
    ],
)  # fmt: skip
def test_whose_the_goods_of_two_doors_are_is_asked_unless_it_is_sure(post: str) -> None:
    assert [(lines, flags) for _, _, lines, flags in read(post)] == [({}, ("needs_confirm",))]


def test_a_number_among_goods_is_no_next_person() -> None:
    assert read("1. 王芳 3-201 猪肉1斤 2斤排骨") == [("王芳", "3-201", {"猪肉": 1, "排骨": 2}, ())]
    assert read("11. 王芳，12-1-1201，猪肉改3斤")[0][1] == "12-1-1201"


@pytest.mark.parametrize(
    "form",
    [
        "姓名：{}\n房号：{}\n需要：{}", "姓名：{} 房号：{} 需要：{}", "姓名 {}\n门牌 {}\n品种 {}",
        "姓名：{}\n地址：{}\n电话：13800001111\n物品：\n{}",
    ],
)  # fmt: skip
def test_a_form_is_one_row(form: str) -> None:
    posted = "\n\n".join(form.format(*each) for each in (("王芳", "3-201", "猪肉2斤"), ("李强", "3-202", "排骨1斤")))
    assert read(posted) == [WANG, LI]
    assert read(f"{posted}\n\n{form.format('王芳', '3-201', '猪肉改1斤')}")[0] == ("王芳", "3-201", {"猪肉": 1}, ())


def test_forms_with_list_numbers_and_with_the_door_first_are_rows() -> None:
    assert read("1. 姓名：王芳 房号：3-201 需要：猪肉2斤\n2. 姓名：李强 房号：3-202 需要：排骨1斤") == [WANG, LI]
    assert read("门牌：3-201\n姓名：王芳\n数量：猪肉2斤\n门牌：3-202\n姓名：李强\n数量：排骨1斤") == [WANG, LI]


def test_circled_numbers_before_doors_are_list_numbers() -> None:
    assert read("①3-201 王芳 猪肉2斤\n②3幢202李强 排骨1斤") == [WANG, LI]
    assert read("①王芳 3-201 2斤猪肉\n②1斤排骨 3-202") == [WANG, ("", "3-202", {"排骨": 1}, ())]


def test_a_bare_amount_is_of_the_one_thing_in_the_heading() -> None:
    rows = "\n1. 王芳 3-201 1只\n2. 李强 3-202 2\n3. 赵婶 3-203 3只\n4. 李强 3-202 改1只\n5. 钱伯 3-204 1斤"
    found = read(f"【接龙】老母鸡，80元一只，每户限2只{rows}")
    assert [(lines, flags) for _, _, lines, flags in found] == [
        ({"老母鸡": 1}, ()), ({"老母鸡": 1}, ()), ({}, ("over_limit",)), ({}, ("needs_confirm",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["#接龙 今天没有老母鸡了", "#接龙 猪肉35 排骨45", "#接龙", "#接龙 除了老母鸡都有", "老母鸡真好"]
)
def test_a_bare_amount_under_another_heading_is_asked(heading: str) -> None:
    assert read(f"{heading}\n1. 王芳 3-201 1只\n2. 李强 3-202 1只")[0][2:] == ({}, ("missing_item",))


def test_where_any_row_names_another_thing_a_bare_amount_is_asked() -> None:
    assert read("#接龙 老母鸡\n1. 王芳 3-201 1只\n2. 李强 3-202 排骨1斤")[0][2:] == ({}, ("missing_item",))


@pytest.mark.parametrize(
    ("second", "expected", "flags"),
    [
        ("猪肉1斤就够了", {"猪肉": 1, "排骨": 1}, ()), ("猪肉3斤够了", {}, ("needs_confirm",)),
        ("猪肉1斤就好", {}, ("needs_confirm",)), ("只要猪肉1斤", {}, ("needs_confirm",)),
        ("全部取消 儿子一起买了", {}, ("cancelled",)), ("取消吧，已经在别处买了", {}, ("cancelled",)),
        ("取消，给我留1斤", {}, ("needs_confirm",)), ("全部取消 要排骨1斤", {}, ("needs_confirm",)),
        ("都不要肥的", {"猪肉": 2, "排骨": 1}, ()), ("猪肉2斤写错，1斤", {"猪肉": 1, "排骨": 1}, ()),
        ("上面的写错了，猪肉1斤", {}, ("needs_confirm",)),
        ("上面写错了，猪肉1斤 排骨2斤", {"猪肉": 1, "排骨": 2}, ()),
    ],
)  # fmt: skip
def test_second_thoughts_leave_what_they_say(second: str, expected: dict[str, float], flags: tuple[str, ...]) -> None:
    found = read(f"1. 王芳 3-201 猪肉2斤 排骨1斤\n2. 王芳 3-201 {second}")
    assert found == [("王芳", "3-201", expected, flags)]


def test_what_was_unclear_is_answered_by_a_later_row() -> None:
    assert read("1. 王芳 3-201 鱼2条\n2. 王芳 3-201 是鲈鱼2条") == [("王芳", "3-201", {"鲈鱼": 2}, ())]
    assert read("1. 王芳 3-201 鱼2条\n2. 王芳 3-201 鲈鱼2条")[0][2:] == ({}, ("needs_confirm",))


def test_a_corrected_row_is_copied_when_it_says_all_that_its_sender_has() -> None:
    first = "1. 王芳 3-201 {}\n2. 王芳 3-201 猪肉改1斤\n3. 李强 3-202 同上"
    assert read(first.format("猪肉2斤"))[1] == ("李强", "3-202", {"猪肉": 1}, ())
    assert read(first.format("猪肉2斤 排骨1斤"))[1][2:] == ({}, ("needs_confirm",))


def test_upstairs_is_a_neighbour_or_the_row_above_and_is_asked() -> None:
    assert read("1. 王芳 3-201 猪肉2斤\n2. 李强 3-202 跟楼上一样")[1][2:] == ({}, ("needs_confirm",))


def test_names_stand_in_brackets_at_the_end_and_are_called_as_food_is() -> None:
    assert read("1. 李强(李叔) 3-202 排骨1斤\n2. 3-203 带鱼1斤 赵") == [LI, ("赵", "3-203", {"带鱼": 1}, ())]
    assert read("1. 排骨1斤 田老师 3-202")[0][:3] == ("田老师", "3-202", {"排骨": 1})
    assert read("1. 王芳 3-201 猪肉2斤\n2. 3-202 跟王芳一样")[1] == ("", "3-202", {"猪肉": 2}, ())
    assert read("1. 3-201 汤圆 2斤猪肉") == [("汤圆", "3-201", {"猪肉": 2}, ())]
    assert read("1. 3-201 汤圆 2斤 猪肉1斤")[0][2:] == ({"猪肉": 1}, ("unknown_item",))


def test_one_name_at_two_doors_is_two_persons_also_without_numbers() -> None:
    assert read("老金 3-201 猪肉2斤\n老金 3-205 排骨1斤\n阿三 3-206 带鱼1斤")[:2] == [
        ("老金", "3-201", {"猪肉": 2}, ()), ("老金", "3-205", {"排骨": 1}, ()),
    ]  # fmt: skip
    assert read("北村2组15号 王芳 猪肉2斤\n北村3组15号 王芳 排骨1斤") == [
        ("王芳", "北村2组15", {"猪肉": 2}, ()), ("王芳", "北村3组15", {"排骨": 1}, ()),
    ]  # fmt: skip


def test_an_answer_of_the_cadre_between_the_copied_messages_is_nobodys_order() -> None:
    post = "方糖 2020/2/19 18:05\n9幢301 苹果2斤\n林书记 18:07\n红富士的\n方糖 18:08\n香蕉1斤再加"
    assert [who for who, *_ in read(post, CATALOGS["果"])] == ["方糖"]
