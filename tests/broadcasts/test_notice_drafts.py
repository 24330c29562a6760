"""The notices that come with the house, as villagers read them."""

import re
from itertools import combinations

import pytest

from broadcasts.notice_drafts import draft
from domain.banners import fits
from domain.notice_templates import SHIPPED, Shipped, lacking
from domain.notice_words import Reader, missing_languages, problems, words_for
from domain.placeholders import SHOWN, check
from templates import shipped as words
from templates.render import FOLDER, LANGUAGES
from tests.town import words as town_words

CASES = [(each, case) for each in SHIPPED.values() for case in each.cases or ("",)]
LI = Reader("zh", "李阿公", "3幢201", "王家村", "一网格", "一网格1组")


def said(shipped: Shipped, *, optional: bool = True) -> dict[str, dict[str, str]]:
    return {"": {each.key: f"〔{SHOWN[each.key]}〕" for each in shipped.asks if each.needed or optional}}


@pytest.mark.parametrize(("shipped", "case"), CASES, ids=lambda each: each if isinstance(each, str) else each.key)
def test_every_one_reads_well_whatever_was_left_out(shipped: Shipped, case: str) -> None:
    spare = [each.key for each in shipped.asks if not each.needed]
    for left_out in (keys for count in range(len(spare) + 1) for keys in combinations(spare, count)):
        values = {"": {key: value for key, value in said(shipped)[""].items() if key not in left_out}}
        drafted = draft(town_words(), shipped, values, case)
        assert problems(drafted.texts, drafted.values) == []
        assert missing_languages(drafted.texts, LANGUAGES) == []
        for language in LANGUAGES:
            text = words_for(drafted.texts, drafted.values, Reader(language))
            assert not re.search(r"[{}]|。。|，，|\n\n| \n|\.\.| ,|  ", text), text
            for key in left_out:
                assert SHOWN[key] not in re.findall("〔(.*?)〕", text)
            assert set(re.findall("〔(.*?)〕", text)) == {SHOWN[key] for key in values[""]}
            assert len(text) < 400 if language == "zh" else len(text) < 700


@pytest.mark.parametrize("shipped", SHIPPED.values(), ids=lambda each: each.key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_asked_has_its_words(shipped: Shipped, language: str) -> None:
    assert words.name(language, shipped.key)
    assert all(words.title(language, shipped.key, case) for case in shipped.cases or ("",))
    for title in (words.title(other, shipped.key, case) for other in LANGUAGES for case in shipped.cases or ("",)):
        assert fits(words.banner(language, shipped.key, title))
    assert words.title_in(language, shipped.key, "我自己写的") == "我自己写的"
    assert words.banner(language, shipped.key, "我自己写的") == words.banner(language, "", "停水通知") == ""
    assert all(words.question(language, shipped.key, each.key) for each in shipped.asks)
    assert all(words.case_label(language, case) for case in shipped.cases)
    assert all(words.choice_label(language, choice) for choice in shipped.choices)


def test_each_file_belongs_to_a_template() -> None:
    files = {path.stem for path in (FOLDER / "zh" / "notices" / "shipped").glob("*.j2")}
    assert files == {
        f"{each.key}{tail}" for each in SHIPPED.values() for tail in ("", *("_" + v for v in each.variants))
    }


def test_a_testing_round_tells_each_building_its_time_and_the_home_bound_to_wait() -> None:
    values = {
        "": {"date": "12月1日"},
        "3": {"time": "8:00-8:30", "place": "小广场。"},
        "4": {"time": "9:00", "place": "村口"},
    }
    drafted = draft(town_words(), SHIPPED["testing"], values)
    assert drafted.title == "检测安排"
    assert words_for(drafted.texts, drafted.values, LI) == (
        "3号楼的乡亲，请您这个时候来做检测：\n时间：12月1日 8:00-8:30\n地点：小广场\n"
        "各楼的时间是错开的，按时来就不用排队。\n请戴好口罩，带上身份证，和前面的人隔开一点。\n来不了的，请告诉我们，我们上门。"
    )
    at_home = words_for(drafted.texts, drafted.values, Reader("zh", door="3幢201", at_home=True))
    assert "在家等，上门采样（12月1日）" in at_home
    assert "小广场" not in at_home


def test_what_is_lacking_is_asked_in_order() -> None:
    cut = SHIPPED["cut"]
    assert [each.key for each in lacking(cut, {"": {"scope": "3号楼", "from": " "}})] == ["from", "until"]
    assert lacking(SHIPPED["testing"], {"3": {"time": "8:00", "place": "广场"}}) == []


def test_a_sly_value_is_words_and_no_more() -> None:
    values = {"": {"rumour": "{{7*7}} {姓名} {% for %}", "fact": "<b>没有</b>"}}
    drafted = draft(town_words(), SHIPPED["rumour"], values)
    assert problems(drafted.texts, drafted.values) == []
    text = words_for(drafted.texts, drafted.values, LI)
    assert "“{{7*7}} {姓名} {% for %}”" in text
    assert "<b>没有</b>" in text
    assert check(drafted.texts["zh"], {"rumour": "a\u202eb", "fact": "没有"})[0].kind == "direction"
