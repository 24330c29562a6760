"""What is asked by whoever waits for help, and what is not."""

import pytest

from nlu.worries import asks_who_comes


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
