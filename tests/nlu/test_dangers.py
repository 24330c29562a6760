import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.dangers import danger
from tests.nlu.danger_sentences import ALARMS, HARMLESS

SPOKEN = [(kind, line.strip()) for kind, lines in ALARMS.items() for line in lines.strip().split("\n")]
EVERYDAY = [line.strip() for line in HARMLESS.strip().split("\n")]
AROUND = ["", "。", "！！", "，快来", " 快点来人", "，怎么办"]


@pytest.mark.parametrize(("kind", "text"), SPOKEN, ids=[text for _, text in SPOKEN])
def test_words_of_danger_raise_the_alarm_of_their_kind(kind: str, text: str) -> None:
    assert danger(text) == kind


@pytest.mark.parametrize("text", EVERYDAY, ids=EVERYDAY)
def test_idioms_denials_and_group_buy_talk_do_not_alarm(text: str) -> None:
    assert danger(text) is None


@given(
    st.sampled_from(SPOKEN), st.sampled_from(["猪肉2斤，", "主任，", "36.5，", "救救我们，"]), st.sampled_from(AROUND)
)
def test_an_alarm_is_heard_whatever_stands_around_it(spoken: tuple[str, str], before: str, after: str) -> None:
    assert danger(before + spoken[1] + after) is not None


@given(st.sampled_from(EVERYDAY), st.sampled_from(EVERYDAY))
def test_two_harmless_sentences_are_harmless(one: str, other: str) -> None:
    assert danger(f"{one}。{other}") is None


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    danger(text)


@pytest.mark.parametrize("piece", ["胸", "从", "没有着火，", "我", "得", "血", "fire chest ", "不想", " "])
def test_a_very_long_text_is_judged_in_good_time(piece: str) -> None:
    text = (piece * 5_000)[:5_000]
    start = time.process_time()
    danger(text)
    assert time.process_time() - start < 0.4
