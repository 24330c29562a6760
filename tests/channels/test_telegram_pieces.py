"""Texts cut for Telegram, and buttons laid out."""

from channels.telegram_pieces import CAPTION_LIMIT, TEXT_LIMIT, keyboard, pieces
from domain.messages import Choice, Content, FileReference, Press

PHOTO = FileReference("photo", "ab", "image/jpeg", 10, kept=True)


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(label, Press("n", at)) for at, label in enumerate(labels, start=1))


def rows(*labels: str) -> list[list[str]]:
    markup = keyboard(choices(*labels))
    assert markup is not None
    return [[button["text"] for button in row] for row in markup["inline_keyboard"]]


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
