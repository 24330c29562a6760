"""Whatever takes back or corrects without saying which line leaves no line standing unasked."""

from itertools import product

import pytest

from nlu.orders import understand
from tests.nlu.expectations import context_of
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


RUNNING = context_of("猪肉 2, 排骨 1")
NO_CANCELLATION = """
    猪肉不退 猪肉不可以退吧 猪肉不取消了 先不取消猪肉 不要取消猪肉 千万别取消猪肉 没说要取消猪肉 谁说猪肉不要了
    怎么取消了猪肉 猪肉被退了吗 猪肉退了吗 猪肉退不退 猪肉能退吗 猪肉可不可以不要 猪肉不要行不行
    猪肉取消要扣钱吗 退猪肉找谁
    猪肉要是不好就不要了 猪肉不好我就退 猪肉要不要退呢 猪肉还没想好要不要退 猪肉考虑取消 猪肉可能要取消 隔壁猪肉不要了
    隔壁家猪肉不要了 楼下的猪肉取消 老王说猪肉不要了 王婶让取消猪肉 听说猪肉取消了 群里说猪肉取消了
    团长说猪肉没货取消了
    为什么取消猪肉 猪肉不要带皮的 猪肉不要太肥 猪肉不要骨头 猪肉不要切块 猪肉不要冷冻的 猪肉不要给我肥的 猪肉不要压坏
    猪肉不要跟鱼放一起 猪肉不要放门口 猪肉不要漏了 不要忘了猪肉 不要漏了我的猪肉 不要带皮的猪肉 猪肉皮去掉
    猪肉肥的去掉
    猪肉把皮去掉 猪肉去皮 猪肉换个袋子装 猪肉少点肥的 上次猪肉不要了 昨天猪肉取消了 猪肉上次退了 猪肉不要钱吗
    别人不要的猪肉 有人退猪肉吗 不要的猪肉给我 退的猪肉给我吧 隔壁说猪肉改成1斤 老王的猪肉改成1斤
    老王家猪肉改成1斤 王阿姨家的猪肉少1斤 猪肉只给了1斤 猪肉变成1斤了
    谁把我猪肉改成1斤了 猪肉没改成1斤 猪肉不要改成1斤 猪肉别改成1斤 猪肉不改 猪肉不用改
    猪肉不换 猪肉不用换成牛肉1斤 猪肉不想换牛肉1斤 猪肉可能改成1斤 昨天猪肉改成1斤了
    我猪肉改成1斤了没 猪肉改成1斤了吗
"""


@pytest.mark.parametrize("text", NO_CANCELLATION.split())
def test_a_refusal_a_wish_or_hearsay_changes_nothing(text: str) -> None:
    assert understand(text, MEAT, RUNNING).lines == ()


CANCELLATIONS = """
    猪肉不要了 猪肉不要 猪肉取消 猪肉退了 取消猪肉 退猪肉 不要猪肉了 把猪肉取消 把猪肉退了吧 猪肉算了 猪肉就算了
    猪肉先不要 猪肉不买了 猪肉不用了 猪肉别送了 猪肉删了 猪肉去掉 猪肉划掉 猪肉作废 猪肉不算 我家猪肉不要了
    我那个猪肉不要了 昨天订的猪肉取消 上次的猪肉不要了 猪肉不要了谢谢 麻烦把猪肉取消一下 帮我取消猪肉 2斤猪肉不要了
    猪肉都不要了 猪肉不用带了 猪肉吃不完不要了
"""


@pytest.mark.parametrize("text", CANCELLATIONS.split())
def test_a_plain_cancellation_needs_no_question(text: str) -> None:
    understood = understand(text, MEAT, RUNNING)
    assert [(line.item, line.quantity) for line in understood.lines] == [("猪肉", 0)]
    assert not understood.questions
