import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.health import looks_like_health


@pytest.mark.parametrize(
    "text",
    [
        "36.5",
        "三十六度五",
        "早上36.5，晚上36.8",
        "有点咳嗽",
        "没有不舒服",
        "36度5",
        "36.5℃",
        "37.2 有点累",
        "I have a fever",
        "98.6F",
        "爸爸36.4 妈妈36.5",
        "今天体温36.5",
        "嗓子疼",
        "拉肚子",
        "36·4",
        "不咳不烧",
        "36.5 拉了两次稀",
        "头晕",
        "吃不下饭，没胃口",
        "王芳 36.6",
        "孙子37.6",
        "37.9 怕冷 头痛",
        "晚上9点36.2",
        "體溫正常",
        "发烧38度有药吗？没有",
        "今天不舒服吗？有",
        "发烧吗？没有，就是咳得厉害",
    ],
)
def test_a_temperature_or_a_symptom_looks_like_health(text: str) -> None:
    assert looks_like_health(text)


@pytest.mark.parametrize(
    "text",
    [
        "五花肉36.5",
        "今天不舒服吗？没有",
        "家里有发烧、咳嗽的人吗 没有。",
        "36.5斤",
        "36.5元一斤",
        "退烧药2盒",
        "咳嗽糖浆1瓶",
        "体温计1支",
        "猪肉2斤",
        "3幢201",
        "五花肉36.5元",
        "鸡蛋36个",
        "白菜35 36",
        "止咳糖浆2瓶",
        "36",
        "四点半",
        "35块一斤",
        "感冒灵2盒",
        "",
    ],
)
def test_a_price_an_amount_and_a_remedy_do_not(text: str) -> None:
    assert not looks_like_health(text)


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    looks_like_health(text)
