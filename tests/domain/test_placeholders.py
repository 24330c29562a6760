"""A cadre's placeholders: filled once and never evaluated; what cannot be sent is refused with its place."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.odd_characters import odd_characters, without_odd
from domain.placeholders import LONGEST, PLACEHOLDERS, Problem, Unfilled, check, fill, used, written

VALUES = {each.key: f"<{each.key}>" for each in PLACEHOLDERS}
WORDS = [word for each in PLACEHOLDERS for word in (each.key, *each.words)]
anything = st.text(max_size=300)
with_braces = st.lists(
    st.one_of(st.text(max_size=8), st.sampled_from(["{", "}", "｛", "｝", "{姓名}", "{name}", "{时间}", "{}", "\n"]))
).map("".join)


def kinds(text: str, **values: str) -> list[str]:
    return [each.kind for each in check(text, values)]


@pytest.mark.parametrize("word", WORDS)
def test_a_placeholder_is_filled_by_each_of_its_words(word: str) -> None:
    text = f"请 {{{word}}} 看，｛ {word} ｝"
    assert check(text, VALUES) == []
    (key,) = used(text)
    assert fill(text, VALUES) == f"请 <{key}> 看，<{key}>"


def test_no_word_stands_for_two_placeholders() -> None:
    assert len(WORDS) == len(set(WORDS))
    assert all(used(written(each.key, language)) == {each.key} for each in PLACEHOLDERS for language in ("zh", "en"))


def test_an_unknown_one_is_named_with_its_place_and_the_one_meant() -> None:
    assert check("各位村民：\n请{姓明}今晚下楼", {}) == [Problem("unknown", 2, 2, "{姓明}", "{姓名}")]
    assert check("Dear {nmae}", {}) == [Problem("unknown", 1, 6, "{nmae}", "{name}")]
    assert check("{血型}", {})[0].near == ""


@pytest.mark.parametrize(
    "text", ["{name.__class__}", "{0}", "{}", "{name!r}", "{name:>99999999}", "{{7*7}}", "${name", "{% for x in y %}"]
)
def test_nothing_is_a_program(text: str) -> None:
    assert any(each.refused for each in check(text, VALUES))
    with pytest.raises(Unfilled):
        fill(text, VALUES)


def test_a_missing_value_is_named_and_the_readers_own_is_not_asked() -> None:
    assert check("{姓名}，{时间}在{地点}", {"place": "礼堂", "time": " "}) == [Problem("no_value", 1, 6, "{时间}")]


def test_an_open_brace_is_shown_where_it_opens() -> None:
    assert check("好\n{姓名 您好", {}) == [Problem("unclosed", 2, 1, "{姓名 您好")]
    assert check("姓名}您好", {}) == [Problem("unopened", 1, 3, "}")]


def test_a_text_that_does_not_fit_says_how_long_it_is() -> None:
    assert check("好" * LONGEST, {}) == []
    assert check("好" * (LONGEST + 1), {}) == [Problem("too_long", length=LONGEST + 1)]
    assert check("好" * 1_048_576, {}) == [Problem("too_long", length=1_048_576)]
    assert check("{" * 1_048_576, {}) == [Problem("too_long", length=1_048_576)]


def test_the_length_is_that_of_the_filled_text() -> None:
    text = "{时间}" + "好" * (LONGEST - 10)
    assert check(text, {"time": "8:00-11:30"}) == []
    assert check(text, {"time": "8:00到11:30止"})[0] == Problem("too_long", length=LONGEST + 1)
    assert kinds("{姓名}" + "好" * (LONGEST - 20)) == ["too_long"]


@pytest.mark.parametrize("text", ["", " \n ", "\t"])
def test_an_empty_text_is_refused(text: str) -> None:
    assert kinds(text) == ["empty"]


@pytest.mark.parametrize(
    ("sign", "kind"),
    [
        ("\x00", "control"), ("\x1b", "control"), ("\x85", "control"), ("\r", "control"), ("\u2028", "control"),
        ("\u200b", "invisible"), ("\u200d", "invisible"), ("\ufeff", "invisible"), ("\xad", "invisible"),
        ("\ufe0f", "invisible"), ("\U000e0041", "invisible"), ("\u202e", "direction"), ("\u2066", "direction"),
        ("\ud83d", "no_character"), ("\uffff", "no_character"), ("\ue000", "private"),
    ],
)  # fmt: skip
def test_what_deceives_or_breaks_is_found_in_the_text_and_in_a_value(sign: str, kind: str) -> None:
    assert check(f"停水\n通{sign}知", {}) == [Problem(kind, 2, 2, f"U+{ord(sign):04X}")]
    assert check("停水{时间}", {"time": f"八{sign}点"}) == [Problem(kind, words="时间")]
    assert without_odd(f"李{sign}阿公") == "李阿公"


@pytest.mark.parametrize("text", ["👨‍👩‍👧 ❤️ 1️⃣ 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👍🏽 🏳️‍🌈 👩🏽‍⚕️", "一\r\n二\t三", "䶮𫖯㙍𬭚 葛󠄀", "36.5 ℃ ½ ①"])
def test_emoji_and_rare_names_pass(text: str) -> None:
    assert check(text, {}) == []


@pytest.mark.parametrize(
    "text", ["<b>停水</b>", "**停水**", "`停水`", "[点这里](http://x.example)", "# 停水", "&nbsp;停水", "__停水__"]
)
def test_tags_and_markdown_go_out_as_written_and_are_only_warned_about(text: str) -> None:
    found = check(text, {})
    assert {each.kind for each in found} == {"markup"}
    assert not any(each.refused for each in found)
    assert fill(text, {}) == text


@pytest.mark.parametrize("text", ["3*5=15，5<6，a&b", "≤3户 < 5户", "1_000_000", "* 带口罩\n* 带身份证", "#1 停水"])
def test_everyday_signs_are_no_markup(text: str) -> None:
    assert check(text, {}) == []


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert fill("{姓名}，{村}", {"name": "{村}{7*7}", "village": "王家村"}) == "{村}{7*7}，王家村"


@given(with_braces)
def test_what_check_lets_pass_can_be_filled(text: str) -> None:
    refused = [each for each in check(text, VALUES) if each.refused]
    if not refused:
        assert not set(fill(text, VALUES)) & set("{}｛｝")


@given(with_braces)
def test_every_problem_points_into_the_text(text: str) -> None:
    for each in check(text, VALUES):
        if each.line:
            line = text.split("\n")[each.line - 1]
            assert 1 <= each.column <= len(line)


@given(st.text(alphabet=string.printable.replace("{", "").replace("}", "") + "村民您好，。", max_size=200))
def test_a_text_without_placeholders_stays_as_it_is(text: str) -> None:
    assert fill(text, VALUES) == text


@given(anything)
def test_what_is_taken_out_of_a_name_is_not_found_again(text: str) -> None:
    assert list(odd_characters(without_odd(text))) == []


@given(anything, anything)
def test_values_stand_in_the_text_letter_by_letter(name: str, time: str) -> None:
    assert fill("{姓名}|{时间}", {"name": name, "time": time}) == f"{name}|{time}"
