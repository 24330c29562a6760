"""Cases, minimums and sharing in an announcement, each with the item it belongs to."""

from time import process_time

import pytest

from nlu.announced_items import AnnouncedItem
from nlu.announced_terms import apply_terms, take_terms

TOFU = AnnouncedItem("豆腐", "块", 0, donor="李大哥")
POTATOES = AnnouncedItem("土豆", "袋", 2_000)
RICE = AnnouncedItem("大米", "斤", 300, weighed=True)
GOODS = (TOFU, POTATOES, RICE)


def said_of(text: str) -> dict[str, tuple[int | None, int | None, str, int | None]]:
    _, terms = take_terms(text)
    items, unclear = apply_terms(GOODS, terms)
    assert not unclear
    return {
        item.name: (item.case_size, item.minimum, item.sharing, item.to_share)
        for item, before in zip(items, GOODS, strict=True) if item != before
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("土豆20元/袋，12袋一箱，整箱起订", {"土豆": (12_000, None, "", None)}),
        ("土豆 20元/袋 12袋一箱 限6袋 整箱起订", {"土豆": (12_000, None, "", None)}),
        ("豆腐免费 共10块 每户限2块 平分", {"豆腐": (None, None, "equally", None)}),
        ("土豆 20元/袋 整箱起订（12袋一箱）", {"土豆": (12_000, None, "", None)}),
        ("大米3元/斤 满20斤才送", {"大米": (None, 20_000, "", None)}),
        ("大米3元/斤，凑够50斤才发货", {"大米": (None, 50_000, "", None)}),
        ("豆腐80块按户平分", {"豆腐": (None, None, "equally", 80_000)}),
        ("李大哥捐豆腐，共80块，抽签", {"豆腐": (None, None, "lot", 80_000)}),
        ("豆腐免费 80块 老人优先", {"豆腐": (None, None, "elders", 80_000)}),
        ("土豆20元/袋 12袋一箱整箱起订，豆腐30块各户平分",
         {"土豆": (12_000, None, "", None), "豆腐": (None, None, "equally", 30_000)}),
    ],
)  # fmt: skip
def test_terms_are_read_with_their_item(text: str, expected: dict[str, object]) -> None:
    assert said_of(text) == expected


@pytest.mark.parametrize(
    "text",
    ["土豆20元/箱 12袋一箱", "满50元起送", "2斤起订", "每户限2块", "鸡蛋30枚/板 28元", "明早送80块豆腐"],
)
def test_other_words_are_no_terms(text: str) -> None:
    assert take_terms(text) == (text, [])


def test_a_limit_between_case_and_whole_cases_stays_in_the_line() -> None:
    assert "限6袋" in take_terms("土豆 20元/袋 12袋一箱 限6袋 整箱起订")[0]
    assert "限2块" in take_terms("豆腐免费 共10块 每户限2块 平分")[0]


def test_a_term_that_fits_no_item_is_left_to_be_asked() -> None:
    _, terms = take_terms("满20斤才送")
    items, unclear = apply_terms(GOODS, terms)
    assert tuple(items) == GOODS
    assert [term.words for term in unclear] == ["满20斤才送"]
    _, terms = take_terms("土豆满20斤才送")
    assert apply_terms(GOODS, terms)[1] == terms


def test_what_is_taken_out_leaves_the_rest_to_be_read() -> None:
    rest, _ = take_terms("豆腐免费80块按户平分，大米3元/斤")
    assert rest.split() == ["豆腐免费", "，大米3元/斤"]


@pytest.mark.parametrize("text", ["，" * 950 + "整箱起订", "满1" * 400, "十" * 900 + "平", "豆腐80块平分，" * 999])
def test_no_text_keeps_the_reader_busy(text: str) -> None:
    began = process_time()
    take_terms(text)
    assert process_time() - began < 0.8
