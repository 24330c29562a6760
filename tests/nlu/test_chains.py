"""A chain post becomes one entry a person: final state, doubts flagged, and never a line that nobody asked for."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.catalog import Catalog
from nlu.chain_signs import looks_like_chain
from nlu.chains import ChainEntry, ChainPost, read_chain
from tests.nlu.chain_posts import CATALOGS, FOLDER, QUESTIONS, matched, posts
from tests.nlu.windows import FRUIT, MEAT, VEGETABLES, window

FILES = ("chains_tuned", "chains_heldout", "chains_later", "chains_last", "chains_copied")


def lines(entry: ChainEntry) -> dict[str, float]:
    return {line.item: line.quantity / 1000 for line in entry.lines}


def read(post: str, catalog: Catalog = MEAT) -> list[tuple[str, str, dict[str, float], tuple[str, ...]]]:
    """(who, house, lines, flags) of each entry."""
    return [(entry.who, entry.house, lines(entry), entry.flags) for entry in read_chain(post, catalog).entries]


@pytest.mark.parametrize("name", FILES)
def test_no_line_is_recorded_that_nobody_asked_for(name: str) -> None:
    wrong = []
    for post in posts(name):
        for person, entry in matched(post.people, read_chain(post.text, CATALOGS[post.catalog]).entries):
            said = Counter((line.item, line.quantity) for line in entry.lines) if entry else Counter()
            wrong += [(post.id, entry.who, line) for line in said - (person.lines if person else Counter())]
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_nearly_every_line_is_found_and_few_questions_are_needless(name: str) -> None:
    wanted = found = people = needless = missed = 0
    for post in posts(name):
        for person, entry in matched(post.people, read_chain(post.text, CATALOGS[post.catalog]).entries):
            if person is None or person.open:
                continue
            people += 1
            said = Counter((line.item, line.quantity) for line in entry.lines) if entry else Counter()
            wanted += person.lines.total()
            found += (said & person.lines).total()
            asks = bool(entry and QUESTIONS & set(entry.flags))
            needless += asks and not QUESTIONS & person.flags
            missed += not asks and bool(QUESTIONS & person.flags)
    assert found / wanted > 0.95
    assert needless / people < 0.08
    assert missed == 0


@pytest.mark.parametrize(
    "number",
    ["1.", "1、", "①", "1️⃣", "（1）", "(1)", "1)", "1）", "01", "1 ", "第1 ", "第1个 ", "1:", "【1】", "1", "⑴"],
)
def test_a_list_number_is_read_in_every_form(number: str) -> None:
    assert read(f"{number}李红梅 3幢201 猪肉2斤") == [("李红梅", "3幢201", {"猪肉": 2}, ())]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("3-201", "3-201"), ("3幢201", "3-201"), ("3栋201室", "3-201"), ("三幢二零一", "3-201"), ("3#201", "3-201"),
        ("3号楼201室", "3-201"), ("3/201", "3-201"), ("3.201", "3-201"), ("3 幢 201", "3-201"),
        ("3幢1单元201", "3-1-201"), ("3-1-201", "3-1-201"), ("新屋10号", "新屋10"),
        ("3号201", "3-201"), ("（3幢201）", "3-201"),
        ("【3-201】", "3-201"),
    ],
)  # fmt: skip
def test_a_door_is_read_in_every_form(written: str, key: str) -> None:
    for row in (f"1. 王芳 {written} 猪肉2斤", f"1. {written} 王芳 猪肉2斤", f"{written}王芳 猪肉2斤"):
        [entry] = read_chain(row, MEAT).entries
        assert (entry.key, entry.who, lines(entry)) == (key, "王芳", {"猪肉": 2})


def test_several_on_one_line_are_parted_by_their_numbers() -> None:
    found = read("1. 王芳 3-201 猪肉2斤 2. 李强 3-202 排骨1斤；3、赵婶 3-203 带鱼1斤")
    assert [(who, had) for who, _, had, _ in found] == [
        ("王芳", {"猪肉": 2}), ("李强", {"排骨": 1}), ("赵婶", {"带鱼": 1}),
    ]  # fmt: skip


def test_a_wrapped_line_goes_on_with_the_row_above() -> None:
    assert read("1. 王芳 3-201\n猪肉2斤\n带鱼\n2斤\n2. 李强 3-202 排骨1斤")[0][2] == {"猪肉": 2, "带鱼": 2}


def test_chat_headings_prices_and_examples_are_nobodys_order() -> None:
    post = (
        "@所有人 要猪肉的接龙\n#接龙\n例：某某 1幢101 猪肉2斤\n1. 猪肉 35元/斤\n2. 排骨 45元/斤\n接龙开始\n"
        "1. 王芳 3-201 猪肉2斤\n谢谢团长\n收到\n还有排骨吗？\n上次的猪肉2斤太肥了\n2.\n3. \n合计：猪肉2斤"
    )
    assert read(post) == [("王芳", "3-201", {"猪肉": 2}, ())]


def test_copied_prefixes_are_not_the_sender_of_numbered_rows() -> None:
    post = "[12:30] 张三：1. 王芳 3-201 猪肉2斤\n李四: 2. 赵婶 3-202 排骨1斤\n[12:31] 何大姐：带鱼1斤"
    assert [(who, had) for who, _, had, _ in read(post)] == [
        ("王芳", {"猪肉": 2}), ("赵婶", {"排骨": 1}), ("何大姐", {"带鱼": 1}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "expected", "flags"),
    [
        ("猪肉2斤", {"猪肉": 2}, ("duplicate",)),
        ("再加排骨1斤", {"猪肉": 2, "排骨": 1}, ()),
        ("猪肉改3斤", {"猪肉": 3}, ()),
        ("猪肉改成3", {"猪肉": 3}, ()),
        ("不要了", {}, ("cancelled",)),
        ("取消", {}, ("cancelled",)),
        ("猪肉不要", {}, ("cancelled",)),
        ("写错了，是猪肉1斤", {"猪肉": 1}, ()),
        ("+1", {}, ("needs_confirm",)),
        ("排骨1斤", {}, ("needs_confirm",)),
        ("猪肉3斤", {}, ("needs_confirm",)),
        ("以这条为准：排骨1斤", {"排骨": 1}, ()),
        ("猪肉加1斤", {"猪肉": 3}, ()),
        ("谢谢", {"猪肉": 2}, ()),
        ("", {"猪肉": 2}, ()),
    ],
)  # fmt: skip
def test_a_second_row_of_the_same_person(second: str, expected: dict[str, float], flags: tuple[str, ...]) -> None:
    assert read(f"1. 王芳 3-201 猪肉2斤\n2. 王芳 3-201 {second}") == [("王芳", "3-201", expected, flags)]


def test_an_older_copy_of_a_row_does_not_undo_what_was_changed_since() -> None:
    post = "1. 王芳 3-201 猪肉2斤\n2. 王芳 3-201 猪肉改1斤\n1. 王芳 3-201 猪肉2斤"
    assert read(post) == [("王芳", "3-201", {"猪肉": 1}, ("duplicate",))]


def test_another_name_behind_the_same_door_changes_the_only_order_there_but_orders_for_itself() -> None:
    post = "1. 宁宁 3-201 猪肉2斤\n2. 宁宁妈 3-201 猪肉改1斤\n3. 宁宁爸 3-201 排骨1斤"
    assert read(post) == [("宁宁", "3-201", {"猪肉": 1}, ()), ("宁宁爸", "3-201", {"排骨": 1}, ())]
    assert read_chain(post, MEAT).entries[0].who_alt == "宁宁妈"


def test_the_same_again_under_another_name_of_the_door_is_asked() -> None:
    found = read("1. 蓝天 3-201 猪肉2斤\n2. 蓝天老婆 3-201 猪肉2斤")
    assert found[1][2:] == ({}, ("needs_confirm",))


def test_a_name_that_stands_for_two_doors_is_not_guessed() -> None:
    found = read("1. 老秦 3-201 猪肉2斤\n2. 老秦 5-102 排骨1斤\n3. 老秦 再加带鱼1斤")
    assert found == [
        ("老秦", "3-201", {"猪肉": 2}, ()), ("老秦", "5-102", {"排骨": 1}, ()), ("老秦", "", {}, ("needs_confirm",)),
    ]  # fmt: skip


def test_the_line_above_is_copied_only_when_it_was_certain() -> None:
    assert read("1. 王芳 3-201 猪肉2斤\n2. 李强 3-202 同上")[1][2] == {"猪肉": 2}
    assert read("1. 王芳 3-201 猪肉两三斤\n2. 李强 3-202 同上")[1][2:] == ({}, ("needs_confirm",))
    assert read("1. 李强 3-202 同上")[0][2:] == ({}, ("needs_confirm",))


def test_plus_one_means_one_of_the_only_thing_on_offer() -> None:
    alone = window("土猪肉 斤 35 4")
    assert read("1. 王芳 3-201 +2", alone)[0][2] == {"土猪肉": 2}
    assert read("1. 王芳 3-201 +1")[0][2:] == ({}, ("needs_confirm",))


@pytest.mark.parametrize(
    ("row", "flag"),
    [
        ("1. 王芳 3-201", "missing_item"), ("1. 王芳 3-201 猪肉", "missing_qty"),
        ("1. 王芳 3-201 猪肉9斤", "over_limit"),
        ("1. 王芳 3-201 榴莲1个", "unknown_item"), ("1. 王芳 3-201 鱼1条", "ambiguous_item"),
        ("1. 王芳 3-201 猪肉2-3斤", "needs_confirm"), ("1. 王芳和李强 3-201 猪肉2斤", "needs_confirm"),
        ("1. 猪肉2斤", "needs_confirm"), ("1. 王芳 3-201 再加猪肉1斤", "needs_confirm"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_flagged_and_not_recorded(row: str, flag: str) -> None:
    [entry] = read_chain(row, MEAT).entries
    assert (entry.lines, flag in entry.flags) == ((), True)


def test_nobody_cancels_anothers_row_by_its_number_without_being_asked_about() -> None:
    found = read("1. 王芳 3-201 猪肉2斤\n2. 李强 3-202 第1条取消")
    assert found == [("王芳", "3-201", {}, ("needs_confirm",))]


def test_a_name_that_is_a_thing_on_offer_is_still_a_name() -> None:
    found = read("1. 葡萄 8-101 葡萄1斤\n2. 大橙子 8-102 橙子2斤\n3. 果果妈 8-103 苹果2斤", FRUIT)
    assert [(who, had) for who, _, had, _ in found] == [
        ("葡萄", {"葡萄": 1}), ("大橙子", {"橙子": 2}), ("果果妈", {"苹果": 2}),
    ]  # fmt: skip


def test_phones_payments_and_dates_are_no_amounts() -> None:
    row = "1. 王芳 13800001234 3-201 猪肉2斤 已付70 1月20日拿"
    assert read(row) == [("王芳", "3-201", {"猪肉": 2}, ())]


def test_a_post_of_five_hundred_lines_is_read_and_one_of_more_than_a_thousand_refused() -> None:
    def post(count: int) -> str:
        return "\n".join(f"{at}. 张{at} {at % 9 + 1}幢{100 + at} 猪肉1斤" for at in range(1, count + 1))

    found = read_chain(post(500), MEAT)
    assert len(found.entries) == 500
    assert all(lines(entry) == {"猪肉": 1} for entry in found.entries)
    assert read_chain(post(1001), MEAT) == ChainPost(too_long=True)
    assert read_chain("猪" * 200_000, MEAT) == ChainPost(too_long=True)


PIECES = st.sampled_from(
    (
        "\n", "\n", " ", "1.", "2、", "③", "第4 ", "王芳", "李四", "3-201", "3幢202", "新屋10号", "青菜", "土豆",
        "豆腐皮", "2斤", "3", "半斤", "一块", "改", "再加", "不要了", "取消", "写错了", "同上", "+1", "各1斤",
        "谢谢", "例：", "#接龙", "13800001234", "：", "，", "[12:30]", "以这条为准", "其他照旧", "第2条取消",
        "跟王芳一样", "🐰", "妈", "和", "?",
    )
)  # fmt: skip
POSTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map("".join))


@given(POSTS)
@settings(max_examples=150, deadline=None)
def test_reading_any_text_yields_only_what_is_on_offer_within_the_limits(post: str) -> None:
    for entry in read_chain(post, VEGETABLES).entries:
        assert len({line.item for line in entry.lines}) == len(entry.lines)
        for line in entry.lines:
            assert line.quantity > 0
            assert not line.whom
            assert VEGETABLES.by_name[line.item].unit == line.unit


ROWS = st.lists(
    st.tuples(
        st.sampled_from(("王芳", "李强", "赵婶")), st.sampled_from(("猪肉", "排骨", "带鱼")), st.integers(1, 2)
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@given(ROWS)
@settings(max_examples=100, deadline=None)
def test_never_more_than_was_written_is_recorded(rows: list[tuple[str, str, int]]) -> None:
    doors = {"王芳": "3-201", "李强": "3-202", "赵婶": "3-203"}
    post = "\n".join(f"{at}. {who} {doors[who]} {item}{count}斤" for at, (who, item, count) in enumerate(rows, 1))
    written: Counter[tuple[str, str]] = Counter()
    for who, item, count in rows:
        written[who, item] += count
    for entry in read_chain(post, MEAT).entries:
        assert all(line.quantity <= written[entry.who, line.item] * 1000 for line in entry.lines)


@pytest.mark.parametrize("name", FILES)
def test_a_chain_post_is_known_as_one(name: str) -> None:
    assert [post.id for post in posts(name) if not looks_like_chain(post.text)] == []


@pytest.mark.parametrize("announced", (FOLDER / "announcements.txt").read_text("utf-8").split("==="))
def test_an_announcement_is_no_chain(announced: str) -> None:
    assert not looks_like_chain(announced.split("---")[0])


@pytest.mark.parametrize(
    "text",
    [
        "猪肉2斤 豆腐一块", "1. 猪肉2斤 2. 豆腐1块", "1. 猪肉2斤\n2. 豆腐1块", "3幢201 王芳 猪肉2斤",
        "帮3幢202李阿公也来2斤猪肉",
        "3幢201 体温36.5\n3幢202 体温37", "#接龙", "接龙\n1.\n2.\n3.",
        "4幢102 罗家 3口 都在家\n旧街9号 锁门 没人", "",
        "#接龙 猪肉35元/斤 排骨45元/斤 今晚8点截止",
    ],
)  # fmt: skip
def test_an_order_a_report_and_a_heading_are_no_chain(text: str) -> None:
    assert not looks_like_chain(text)


def test_a_name_that_looks_like_goods_numbers_or_greetings_is_still_whose_row_it_is() -> None:
    for name in ("小土豆", "大橙子", "陆米伟", "老铁", "团长", "村口小店", "番茄炒蛋", "谢春"):
        [first, *_] = read_chain(f"1. 3-201 {name} 青菜2斤 土豆1斤", VEGETABLES).entries
        assert (first.who, lines(first)) == (name, {"青菜": 2, "土豆": 1})
        [only] = read_chain(f"1. 3-201 {name} 青菜2斤\n2. 3-201 {name} 取消", VEGETABLES).entries
        assert (only.lines, only.flags) == ((), ("cancelled",))
