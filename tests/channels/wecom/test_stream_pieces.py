"""How a content is laid out for the 智能机器人."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from channels.wecom.stream_pieces import (
    TEXT_LIMIT,
    UNSEEN,
    body,
    pieces,
    pressed,
    readable,
    settled,
)
from domain.messages import Choice, Content, Press

MARKUP = st.text(st.sampled_from("#*_`~[]<>|-+=1.) \n\t猪肉a@\\!:"), max_size=80)


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(label, Press("n0nce", number)) for number, label in enumerate(labels, 1))


def test_a_short_question_is_a_card_alone() -> None:
    (piece,) = pieces(Content("要确认吗？", choices("确认", "取消")))
    card = body(piece, "1-0-1")["template_card"]
    assert card["main_title"] == {"title": "要确认吗？"}
    assert [button["key"] for button in card["button_list"]] == ["n0nce:1|确认|要确认吗？", "n0nce:2|取消|要确认吗？"]


def test_a_title_ends_where_a_line_or_a_sentence_does() -> None:
    (piece,) = pieces(
        Content("您的订单：猪肉2斤、青菜1斤、豆腐3块，合计58元。请在今天八点以前确认。", choices("确认"))
    )
    card = body(piece, "1-0-1")["template_card"]
    assert card["main_title"]["title"] + card["sub_title_text"] == piece.text
    assert len(card["main_title"]["title"]) <= 26


def test_a_title_is_not_cut_where_only_a_blank_stands() -> None:
    (piece,) = pieces(Content("【有人不舒服】1幢204有人，电话 17002613270，请马上联系", choices("我来处理")))
    card = body(piece, "1-0-1")["template_card"]
    assert card["main_title"]["title"] == "【有人不舒服】1幢204有人，"
    assert card["sub_title_text"] == "电话 17002613270，请马上联系"


def test_a_long_text_is_said_first_and_its_last_line_asks() -> None:
    text = "第一行\n" * 60 + "要确认吗？"
    said, asked = pieces(Content(text, choices("确认", "取消")))
    assert (said.text, said.choices) == (text.rpartition("\n")[0], ())
    assert (asked.text, len(asked.choices)) == ("要确认吗？", 2)


def test_more_choices_than_a_card_holds_are_numbered() -> None:
    (piece,) = pieces(Content("是哪一户？", choices(*(f"{number}幢" for number in range(1, 9)))))
    assert piece.text.splitlines()[1:3] == ["1. 1幢", "2. 2幢"]
    (long,) = pieces(Content("哪一种？", choices("一个比按钮长得多得多的名字", "另一个")))
    assert not long.choices


def test_a_key_brings_back_the_press_and_the_card() -> None:
    (piece,) = pieces(Content("要|确认吗？", choices("确|认")))
    key = body(piece, "7-0-1")["template_card"]["button_list"][0]["key"]
    assert pressed(key) == Press("n0nce", 1)
    card = settled(key, "7-0-1")
    assert card is not None
    assert card["main_title"]["title"] == "要|确认吗？"
    assert [button["text"] for button in card["button_list"]] == ["✅ 确｜认"]
    again = settled(card["button_list"][0]["key"], "7-0-1")
    assert again == card


@given(st.text(max_size=60))
def test_no_key_from_outside_breaks_anything(key: str) -> None:
    pressed(key)
    card = settled(key, "7-0-1")
    assert card is None or len(card["button_list"][0]["key"].encode("utf-8", "replace")) <= 1_024


@given(MARKUP)
def test_what_is_read_is_what_was_written_and_no_sign_is_markup(text: str) -> None:
    shown = readable(text)
    assert not set("*_`~[]<>|") & set(shown)
    assert unicodedata.normalize("NFKC", shown.replace(UNSEEN, "")) == unicodedata.normalize("NFKC", text)
    for line in shown.split("\n"):
        assert not line.lstrip(" \t").startswith(("#", "- ", "+ ", "--", "==", "1.", "1)"))


def test_an_address_stays_as_it_is() -> None:
    assert readable("看 https://a.example/x_y*z，_好_") == "看 https://a.example/x_y＊z，＿好＿"


@given(st.text(st.sampled_from("*_#猪\n -👍🏽"), max_size=6_000))
def test_every_part_fits(text: str) -> None:
    for piece in pieces(Content(text)):
        assert len(body(piece, "1-0-1")["markdown"]["content"].encode()) <= TEXT_LIMIT


def test_an_address_stands_where_it_can_be_opened() -> None:
    text = "开团了：4样，今晚8点截止。\n看进度：https://tongxin.example/console/windows/1"
    before, card = pieces(Content(text, choices("每周开一期")))
    assert (before.text, card.text) == (text, "")
    assert body(card, "1-0-1")["template_card"]["main_title"]["title"]
    before, card = pieces(Content(f"{text}\n每周开一期吗？", choices("每周开一期")))
    assert (before.text, card.text) == (text, "每周开一期吗？")
