"""What names an item, and what is only a question."""

import os
import subprocess
import sys

import pytest

from nlu.catalog import Catalog, CatalogItem
from nlu.spelling import resolve, suggestions
from tests.nlu.windows import HOUSEHOLD, MEAT, STAPLES, VEGETABLES, WINDOWS


def _named(catalog: Catalog, word: str) -> list[str]:
    found = catalog.word_at(word, 0)
    return [item.name for item in found.items] if found and found.text == word else []


@pytest.mark.parametrize("window", WINDOWS)
def test_every_name_and_alias_names_its_own_item_only(window: str) -> None:
    catalog = WINDOWS[window]
    for item in catalog.items:
        for name in (item.name.lower(), *(alias.lower() for alias in item.aliases)):
            assert _named(catalog, name) == [item.name]


@pytest.mark.parametrize(
    ("catalog", "word", "items"),
    [
        (STAPLES, "大米", ["东北大米"]),
        (STAPLES, "米", ["东北大米", "糯米", "小米"]),
        (MEAT, "鸡", ["老母鸡"]),
        (MEAT, "五花", ["五花肉"]),
        (HOUSEHOLD, "口罩", ["N95口罩", "医用口罩"]),
        (HOUSEHOLD, "五号电池", ["5号电池"]),
        (VEGETABLES, "萝卜", []),
        (VEGETABLES, "🥔", ["土豆"]),
    ],
)
def test_a_part_names_an_item_if_it_fits_no_other(catalog: Catalog, word: str, items: list[str]) -> None:
    assert _named(catalog, word) == items


def test_a_name_wins_over_the_alias_of_another_item() -> None:
    catalog = Catalog.build([CatalogItem("鸡蛋", "盒", 1, None), CatalogItem("土鸡蛋", "盒", 1, None, ("鸡蛋",))])
    assert _named(catalog, "鸡蛋") == ["鸡蛋"]


def test_an_alias_of_two_items_is_a_question() -> None:
    catalog = Catalog.build(CatalogItem(name, "斤", 1, None, ("瘦肉",)) for name in ("前腿", "里脊"))
    assert _named(catalog, "瘦肉") == ["前腿", "里脊"]


@pytest.mark.parametrize(
    ("word", "items"),
    [
        ("朱肉", ["猪肉"]),
        ("zhurou", ["猪肉"]),
        ("牛丸", ["牛肉丸"]),
        ("牛内", ["牛肉"]),
        ("羊肉", []),
        ("猪爪", []),
        ("x", []),
    ],
)
def test_a_misspelling_is_resolved_only_where_it_is_sure(word: str, items: list[str]) -> None:
    assert [item.name for item in resolve(word, MEAT)] == items


def test_suggestions_for_an_unknown_word_begin_with_what_contains_it() -> None:
    assert suggestions("牛肉卷", MEAT)[0] == "牛肉"


def test_with_nothing_on_offer_a_known_thing_is_still_known_as_one() -> None:
    found = Catalog.build([]).word_at("猪肉", 0)
    assert found is not None
    assert found.items == ()


def test_the_phrase_dictionary_of_pypinyin_is_never_loaded() -> None:
    code = "import sys, nlu.orders; sys.exit('pypinyin.phrases_dict' in sys.modules)"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYPINYIN")}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
