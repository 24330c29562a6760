"""Whatever takes back or corrects without saying which line leaves no line standing unasked."""

from itertools import product

import pytest

from nlu.orders import understand
from tests.nlu.windows import MEAT

MESSAGES = (
    "猪肉2斤，排骨1斤，鸡腿1袋", "猪肉2斤 排骨1斤 鸡腿1袋", "2斤猪肉，1斤排骨，1袋鸡腿", "猪肉2斤排骨1斤鸡腿1袋",
    "要猪肉2斤\n排骨1斤\n鸡腿1袋",
)  # fmt: skip
BETWEEN = ("，", "。", " ")
UNTIED = """
    写错了 打错了 发错了 弄错了 搞错了 错了 不对 报错了 写错 刚才写错了 上面写错了 写错数量了 数量错了 斤数不对
    写多了 写少了 报多了 多写了 算了 算了吧 还是算了 算了不要了 不要了 都不要了 全部不要 都取消 取消 帮我取消 先取消
    作废 上面的作废 前面的作废 以上作废 这条作废 上一条作废 刚才那条作废 这单不算 不算 上面的不算 刚才说的不算
    前面说的都不算 不作数 撤回 撤销 撤单 退单 退了 都退了 删掉 全删了 划掉 忽略 请忽略 上面的忽略 当我没说 先别记
    先别下单 不订了 先不买了 重发 重新发 重来 改一下 我要改 修改一下 换一下 换一个 第一个不要 第二个取消 第三个作废
    最后一个不要 后面两个不要 前两个不要 第一个改3斤 最后一个改2袋 第一行改3斤 都改成1斤 减半 各减1斤 都加1斤
    再各来1斤 翻倍 对调 写反了 搞反了 弄混了 记错了 看错了 发错群了 发错人了 开玩笑的 测试 抱歉写错 手滑 手误
    口误 只要第一个 只要一个 只留一样 三选一 二选一 只要排骨
"""


@pytest.mark.parametrize("word", UNTIED.split())
def test_a_correction_that_is_tied_to_no_line_leaves_none_standing(word: str) -> None:
    said = [message + between + word for message, between in product(MESSAGES, BETWEEN)]
    understood = [(text, understand(text, MEAT)) for text in said]
    assert [text for text, answer in understood if answer.lines or not answer.questions] == []
