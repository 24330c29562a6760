"""What staff may paste is long: no ear of grid work holds up a turn over it."""

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest

from nlu.chronic import read_chronic
from nlu.errand_requests import read_errand
from nlu.errand_words import read_deed
from nlu.matter_words import read_agreement, read_complaint, read_dispute, read_matter
from nlu.observed import read_case_words
from nlu.observing import read_enrolment
from nlu.own_returns import read_return
from nlu.shop_checks import read_items
from nlu.visits import read_visits

TODAY = date(2026, 11, 30)
LENGTH = 4_000
UNITS = (
    "，", "：", " ", "期限", "方式", "1 3 ", "36.5 ", "明天", "发烧", "武汉", "3幢201、", "我和王", "省", "没有",
    "14+", "13800000001 ", "从武汉回来",
)  # fmt: skip
EARS: tuple[Callable[[str], object], ...] = (
    read_agreement, read_chronic, read_complaint, read_deed, read_dispute, read_errand, read_items, read_matter,
    lambda text: read_case_words(text, TODAY), lambda text: read_enrolment(text, TODAY),
    lambda text: read_return(text, TODAY), lambda text: read_visits(text, TODAY),
)  # fmt: skip
SECONDS = 1.5


@pytest.mark.parametrize("unit", UNITS)
def test_four_thousand_characters_of_anything_are_read_at_once(unit: str) -> None:
    for text in ((unit * LENGTH)[:LENGTH], f"#12 协议：{(unit * LENGTH)[:LENGTH]}x", f"3幢201 {(unit * 90)[:390]}"):
        for ear in EARS:
            began = process_time()
            ear(text)
            assert process_time() - began < SECONDS, (ear, text[:20])
