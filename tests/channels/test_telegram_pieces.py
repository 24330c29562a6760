"""Texts cut for Telegram, and buttons laid out."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from channels.telegram_pieces import CAPTION_LIMIT, TEXT_LIMIT, keyboard, pieces, split
from domain.messages import Choice, Content, FileReference, Press

PHOTO = FileReference("photo", "ab", "image/jpeg", 10, kept=True)


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(label, Press("n", at)) for at, label in enumerate(labels, start=1))


def rows(*labels: str) -> list[list[str]]:
    markup = keyboard(choices(*labels))
    assert markup is not None
    return [[button["text"] for button in row] for row in markup["inline_keyboard"]]


@given(st.text(min_size=1, max_size=400), st.integers(10, 60))
@example("👨\u200d👩\u200d👧" * 30, 10)
def test_no_part_is_too_long_or_blank_and_no_word_is_lost(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert len(parts) == 1 or all(part.strip() for part in parts)


def test_a_text_is_cut_at_the_end_of_a_line() -> None:
    assert split("猪肉 2斤\n豆腐 1块\n带鱼 3斤", 15) == ["猪肉 2斤\n豆腐 1块", "带鱼 3斤"]


def test_a_line_that_is_too_long_is_cut_at_the_end_of_a_sentence() -> None:
    assert split("今天的菜到了。请到文化礼堂来拿。带好袋子", 18) == ["今天的菜到了。请到文化礼堂来拿。", "带好袋子"]


def test_an_emoji_of_several_code_points_stays_whole() -> None:
    family, thumb, flag = "👨\u200d👩\u200d👧", "👍🏽", "🇨🇳"
    text = f"{'好' * 17}{family}{thumb}{flag}"
    assert split(text, 20) == ["好" * 17, family + thumb + flag]


def test_an_accent_stays_with_its_letter() -> None:
    text = unicodedata.normalize("NFD", "é" * 20)
    assert all(not unicodedata.combining(part[0]) for part in split(text, 11))


def test_three_short_answers_share_a_row() -> None:
    assert rows("确认", "修改", "取消") == [["确认", "修改", "取消"]]


def test_four_short_answers_make_two_even_rows() -> None:
    assert rows("一", "二", "三", "四") == [["一", "二"], ["三", "四"]]


def test_long_answers_have_a_row_each() -> None:
    assert rows("五花肉 每斤35元", "取消") == [["五花肉 每斤35元"], ["取消"]]


def test_the_buttons_stand_under_the_last_part() -> None:
    parts = pieces(Content("菜。" * TEXT_LIMIT, choices("确认")))
    assert [len(part.choices) for part in parts] == [0, 1]


def test_a_short_text_is_the_pictures_caption() -> None:
    (piece,) = pieces(Content("药盒", choices("好"), PHOTO))
    assert (piece.text, piece.file, len(piece.choices)) == ("药盒", PHOTO, 1)


def test_a_text_too_long_for_a_caption_follows_its_picture() -> None:
    first, second = pieces(Content("药" * (CAPTION_LIMIT + 1), choices("好"), PHOTO))
    assert (first.text, first.file, first.choices) == ("", PHOTO, ())
    assert (second.file, len(second.choices)) == (None, 1)
