"""What somebody tells of goods is never an order, whatever the verb: 阿婆送了2斤猪肉, 猪肉2斤丢了, 2斤猪肉没拿到."""

from itertools import product

import pytest

from nlu.orders import understand
from tests.nlu.windows import MEAT

WHO = (
    "", "我", "我们", "隔壁", "王奶奶", "儿子", "社区", "村里", "邻居", "楼上那家", "昨天", "今天早上",
    "去年", "听说王婶",
)  # fmt: skip
DEEDS = """
    送 借 卖 拿走 偷 带来 吐 洗 泡 丢 扔 倒 摔 种 收 摘 抓 钓 捞 杀 晒 切 分 捐 领 发 欠 扣 吃 烧 做 剁
    腌 冻 囤 存 捡 捡到 看到 梦到 收到 拿到 养 寄 寄来 带走 带回 用掉 浪费 奖励 换来 煮 炖 炸 卖掉 吃掉
    分到 领到 买到 抢到 忘拿 没拿 没买 没订 买错 少发
"""
TALES = (
    "{who}{deed}了2斤猪肉",
    "{who}猪肉{deed}了2斤",
    "{who}把2斤猪肉{deed}了",
    "{who}的2斤猪肉{deed}了",
    "{who}2斤猪肉没{deed}",
)


@pytest.mark.parametrize("tale", TALES)
def test_a_tale_of_goods_leaves_no_line(tale: str) -> None:
    told = [tale.format(who=who, deed=deed) for who, deed in product(WHO, DEEDS.split())]
    assert [text for text in told if understand(text, MEAT).lines] == []
