"""What is asked by whoever waits for help, and what is not."""

import pytest

from nlu.worries import asks_who_comes, what_was_done


@pytest.mark.parametrize("text", [
    "有人来吗", "有人来吗？", "怎么办啊", "怎么办", "咋办", "没人管吗", "有没有人管我们", "谁来看看", "医生来不来",
    "那现在怎么办呢？", "怎么没人来啊", "还要等多久", "医生什么时候来", "要不要去医院", "要不要紧",
    "你们什么时候来啊", "救护车来了吗", "is anyone coming?", "what should we do",
])  # fmt: skip
def test_it_is_asked_whether_somebody_comes(text: str) -> None:
    assert asks_who_comes(text)


@pytest.mark.parametrize("text", [
    "有什么菜", "今天有青菜吗", "谁来拿菜", "菜什么时候来", "37.9 怎么办", "有人来我家吃饭", "豆腐怎么卖",
    "怎么订菜", "垃圾怎么处理", "快递怎么拿", "来2斤猪肉", "要等多久才解除",
])  # fmt: skip
def test_other_questions_are_left_alone(text: str) -> None:
    assert not asks_who_comes(text)


@pytest.mark.parametrize(("text", "done"), [
    ("送医院了", "hospital"), ("老赵已经送医院了", "hospital"), ("李阿婆送卫生院了", "hospital"),
    ("重新量过，36.8，不烧", "measured_again"), ("又量了一遍36度5", "measured_again"), ("不烧了", "measured_again"),
    ("赵德根转到集中隔离点了", "moved"), ("村医看过了", "doctor"), ("在家观察", "watched"),
])  # fmt: skip
def test_what_was_done_about_somebody_ill_is_read(text: str, done: str) -> None:
    assert what_was_done(text) == done


@pytest.mark.parametrize("text", [
    "没送医院", "要送医院了", "明天送医院", "不用送医院", "准备送医院", "重新量过37.8", "重新量过，38.5", "36.8",
    "量过了36.5", "还没送医院",
])  # fmt: skip
def test_what_is_planned_or_denied_or_still_a_fever_is_nothing_done(text: str) -> None:
    assert what_was_done(text) == ""
