"""A note said anew, or taken back."""

import pytest

from nlu.notes import note_change


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("备注改成要瘦的", ("", "要瘦的")),
        ("备注：皮去掉", ("", "皮去掉")),
        ("猪肉的备注改成要瘦的", ("猪肉", "要瘦的")),
        ("把备注换成放门口。", ("", "放门口")),
        ("不用备注", ("", "")),
        ("备注不要了", ("", "")),
        ("不用猪肉的备注了", ("猪肉", "")),
        ("猪肉2斤", None),
        ("不要肥的", None),
        ("猪肉2斤，备注：不要肥的", None),
    ],
)
def test_a_note_is_changed_in_words(words: str, read: tuple[str, str] | None) -> None:
    assert note_change(words) == read
