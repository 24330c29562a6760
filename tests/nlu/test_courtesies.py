"""Greetings, thanks, and the faces and flowers that stand for them."""

import pytest

from nlu import phrases
from nlu.clean import clean
from nlu.courtesies import is_courtesy, is_thanks


@pytest.mark.parametrize("text", ["谢谢", "谢谢[玫瑰][玫瑰]", "🙏", "[微笑]", "[抱拳] [玫瑰]"])
def test_thanks_are_thanks_in_signs_too(text: str) -> None:
    assert is_thanks(clean(text))


@pytest.mark.parametrize("text", ["", " ", "👌", "[强]", "？？", "猪肉🙏2斤", "[猪肉]"])
def test_what_answers_or_asks_for_something_is_no_courtesy(text: str) -> None:
    assert not is_courtesy(clean(text))


@pytest.mark.parametrize("text", ["好[微笑]", "[强]", "好的🙏", "嗯[玫瑰]"])
def test_a_yes_with_a_face_is_a_yes(text: str) -> None:
    assert phrases.is_yes(clean(text))
