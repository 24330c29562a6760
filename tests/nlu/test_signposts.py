"""The short words by which a cadre asks the way, and what sounds like them and is something else."""

import pytest

from nlu.signposts import TOPICS, signpost


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("board", "谁订了 看进度 多少户订了 订单汇总 progress"),
        ("packing", "装袋单 打印装袋单 装袋单在哪里 分拣单 packing_list"),
        ("labels", "标签 打印标签 袋子标签 贴纸 labels"),
        ("slots", "取货时段 叫号 怎么排时段 slots"),
        ("routes", "路线 送货 送货单 谁来送 routes"),
        ("arrival", "到货 货到了 到货登记 arrivals"),
        ("payments", "收款 怎么收钱 谁付了 退款 payments"),
        ("code", "收款码 设置收款码 收款二维码"),
        ("expenses", "支出 记支出 expenses"),
        ("export", "导出 表格 下载excel export"),
        ("console", "后台 网页 console"),
        ("close", "截止 怎么截止 关团 close"),
        ("change", "改价 怎么改价格"),
        ("suppliers", "供应商 询价 suppliers"),
        ("gifts", "捐赠 谁捐了什么 gifts"),
        ("wishes", "想要什么 大家想要什么 wishes"),
        ("rounds", "历次团购 下一期 rounds"),
    ],
)
def test_a_word_says_what_is_looked_for(topic: str, words: str) -> None:
    assert {signpost(word.replace("_", " ")) for word in words.split()} == {topic}
    assert topic in TOPICS


@pytest.mark.parametrize(
    "text",
    ["猪肉2斤", "猪肉到了50斤", "12号付了75 现金", "订单", "我的订单", "菜单", "付款码", "取货时间", "今晚8点截止",
     "好", "询价 猪肉", "送货 小陈", "付运费200", "截止改到明天10点", "收到", "没有", "几点到货", "标签面包2个"],
)  # fmt: skip
def test_other_words_are_no_signpost(text: str) -> None:
    assert signpost(text) == ""
