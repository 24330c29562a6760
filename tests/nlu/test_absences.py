"""What says that a household is away, until when, and that it is back."""

from datetime import date

import pytest

from nlu.absences import Absence, absence, returned

TODAY = date(2026, 1, 20)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("我们回老家了 到2月10号", date(2026, 2, 10)),
        ("我们家这几天不在家，到25号回来", date(2026, 1, 25)),
        ("去女儿家了，三天后回来", date(2026, 1, 23)),
        ("一个星期不在家", date(2026, 1, 27)),
        ("我们出远门，到1月10号", date(2027, 1, 10)),
        ("到3号不在家", date(2026, 2, 3)),
        ("这几天不在家", None),
        ("我们回老家了", None),
    ],
)
def test_a_household_is_away(words: str, until: date | None) -> None:
    assert absence(words, TODAY) == Absence(until)


@pytest.mark.parametrize(
    "words",
    ["出门了", "我不在家，送到邻居家", "我回来了", "猪肉2斤", "这几天不在家的话怎么拿", "隔壁这几天不在家"],
)
def test_other_words_are_no_absence(words: str) -> None:
    assert absence(words, TODAY) is None


@pytest.mark.parametrize("words", ["回来了", "我们回来了", "到家了", "我们从老家回来了"])
def test_a_household_is_back(words: str) -> None:
    assert returned(words)


@pytest.mark.parametrize("words", ["东西回来了吗", "明天回来", "没回来"])
def test_other_words_are_no_return(words: str) -> None:
    assert not returned(words)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("下周不在", date(2026, 12, 13)), ("我下周不在家", date(2026, 12, 13)), ("出差了", None),
        ("我们出去旅游了 5号回来", date(2026, 12, 5)), ("我去儿子家了 下个月回来", date(2026, 11, 30)),
        ("我们去女儿家了，下周回来", date(2026, 12, 6)),
    ],
)  # fmt: skip
def test_it_is_said_in_many_ways(text: str, until: date | None) -> None:
    found = absence(text, date(2026, 11, 30))
    assert found is not None
    assert found.until == until
