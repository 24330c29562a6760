"""What is asked of the round, and what is not."""

import pytest

from nlu.round_words import asks_of_round


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("走访", "report"), ("登记走访", "report"), ("我要报走访", "report"), ("走访登记", "report"),
        ("走访名单", "round"), ("今天走访哪些", "round"), ("今天还有几户", "round"), ("还有几户没走", "round"),
        ("今天的走访任务", "round"),
        ("走访情况", "coverage"), ("走访覆盖率", "coverage"), ("各微网格走访情况", "coverage"),
        ("coverage", "coverage"),
        ("今天走访了3幢201", ""), ("走访很累", ""), ("猪肉2斤", ""), ("还有几斤猪肉", ""), ("还有几户没回", ""),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_round(text: str, wish: str) -> None:
    assert asks_of_round(text) == wish
