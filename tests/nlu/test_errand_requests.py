"""What somebody who cannot go out wants done, and what is something else."""

import pytest

from nlu.errand_requests import asks_errands, is_private, is_rubbish, medicine_in, names_cold_medicine, read_errand

WANTED = {
    "帮我买盒感冒药": "买盒感冒药",
    "帮我去驿站拿个包裹": "去驿站拿个包裹",
    "能不能帮忙带瓶酱油": "带瓶酱油",
    "能不能帮我去驿站拿个包裹": "去驿站拿个包裹",
    "灯泡坏了，要一个新的": "灯泡坏了，要一个新的",
    "灯泡坏了，要一个新的，螺口的": "灯泡坏了，要一个新的，螺口的",
    "药吃完了，要配糖尿病的药": "药吃完了，要配糖尿病的药",
    "小陈，麻烦帮我带两个口罩": "带两个口罩",
    "您好，请问可以帮我取一下快递吗，谢谢": "取一下快递",
    "谁能帮我交一下电费": "交一下电费",
    "麻烦帮忙扔一下垃圾": "扔一下垃圾",
    "煤气用完了，要换一罐": "煤气用完了，要换一罐",
    "帮我家通下水道，堵住了": "通下水道，堵住了",
    "快递到了，在驿站，拿不了": "快递到了，在驿站，拿不了",
    "明天帮我把衣服拿去干洗店": "把衣服拿去干洗店",
    "帮我拿下快递 取件码3-2-1108": "拿下快递 取件码3-2-1108",
    "要一盒退烧药": "要一盒退烧药",
    "布洛芬一盒": "布洛芬一盒",
    "家里没有体温计了": "家里没有体温计了",
    "請幫我買一瓶醬油": "买一瓶酱油",
    "can someone pick up my parcel please": "can someone pick up my parcel please",
}


@pytest.mark.parametrize("text", WANTED)
def test_what_is_wanted_is_read_without_its_courtesies(text: str) -> None:
    said = read_errand(text)
    assert said is not None
    assert (said.what, said.named, said.other) == (WANTED[text], False, False)


NAMED = {
    "代办：拿快递": ("拿快递", "", ""),
    "我要代办 寄个快递": ("寄个快递", "", ""),
    "帮我代办：寄个快递": ("寄个快递", "", ""),
    "代办": ("", "", ""),
    "帮12号李阿婆代办：配降压药": ("配降压药", "12号", "李阿婆"),
    "帮李阿婆代办 配降压药": ("配降压药", "", "李阿婆"),
    "帮3幢202代办 买米": ("买米", "3幢202", ""),
    "替隔壁王阿公代办：换灯泡": ("换灯泡", "", "王阿公"),
}


@pytest.mark.parametrize("text", NAMED)
def test_what_is_called_an_errand_is_one_for_whomever(text: str) -> None:
    said = read_errand(text)
    assert said is not None
    assert said.named
    assert (said.what, said.door, said.name) == NAMED[text]
    assert said.other == any(NAMED[text][1:])


def test_for_kin_without_a_name_it_is_not_known_for_whom() -> None:
    said = read_errand("帮我妈代办：配药")
    assert said is not None
    assert (said.other, said.door, said.name, said.what) == (True, "", "", "配药")


@pytest.mark.parametrize("text", ["帮我买", "帮我买点东西", "能不能帮我办件事", "帮我拿下东西"])
def test_that_something_is_wanted_and_not_what(text: str) -> None:
    said = read_errand(text)
    assert said is not None
    assert said.what == ""


@pytest.mark.parametrize(
    "text",
    [
        "猪肉2斤", "来2斤猪肉", "帮我订2斤猪肉", "帮我加2斤青菜", "给我来两斤猪肉", "帮我取消订单", "帮我看看菜单",
        "帮我看下天气", "帮我找网格员", "帮助", "我的订单", "草莓坏了不要了", "什么时候帮我送菜", "菜到了没有",
        "体温36.5",
        "吃了感冒药好多了", "感冒药多少钱", "不要感冒药了", "要两包垃圾袋", "垃圾太臭了没人管", "谢谢帮忙", "好的",
        "",
        "帮我退了豆腐", "电话打不通", "帮我打电话给儿子", "我的代办",
    ],
)  # fmt: skip
def test_everything_else_is_no_errand(text: str) -> None:
    assert read_errand(text) is None


@pytest.mark.parametrize("text", ["我的代办", "我家的代办", "代办怎么样了", "代办好了吗", "my errands"])
def test_how_errands_stand_is_asked(text: str) -> None:
    assert asks_errands(text)
    assert read_errand(text) is None


@pytest.mark.parametrize("text", ["代办", "代办：拿快递", "办好了", "我的订单"])
def test_other_words_do_not_ask_for_it(text: str) -> None:
    assert not asks_errands(text)


@pytest.mark.parametrize(
    "text",
    ["感冒药", "退烧药", "退烧贴", "止咳糖浆", "连花清瘟", "莲花清瘟胶囊", "布洛芬", "美林", "对乙酰氨基酚", "板蓝根",
     "感冒灵颗粒", "体温计", "抗原", "ibuprofen", "cough syrup"],
)  # fmt: skip
def test_medicine_for_a_cold_or_a_fever_is_known(text: str) -> None:
    assert names_cold_medicine(f"帮我买一盒{text}")


@pytest.mark.parametrize("text", ["降压药", "糖尿病的药", "创可贴", "酱油", "快递 取件码9-9-9990", "三九大酱"])
def test_other_medicine_asks_nobody_who_is_ill(text: str) -> None:
    assert not names_cold_medicine(f"帮我拿{text}")


def test_rubbish_is_not_the_bag_for_it() -> None:
    assert is_rubbish("垃圾怎么扔")
    assert is_rubbish("帮我把垃圾带下去")
    assert not is_rubbish("帮我买垃圾袋")


@pytest.mark.parametrize("text", ["我在隔离，买瓶酱油", "孙子有点咳，买个梨", "我家居家观察，拿快递", "密接出不去"])
def test_words_of_health_and_observation_are_private(text: str) -> None:
    assert is_private(text)


@pytest.mark.parametrize("text", ["去驿站拿个包裹", "买瓶酱油", "换灯泡", "配降压药"])
def test_other_words_are_not(text: str) -> None:
    assert not is_private(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("36.5 36.6 感冒药一盒", "感冒药一盒"), ("36.5，要一盒布洛芬，谢谢", "要一盒布洛芬"), ("36.5 吃了退烧药", ""),
        ("36.5 36.6", ""), ("都好，感冒药不要了", ""),
    ],
)  # fmt: skip
def test_medicine_is_found_beside_other_words(text: str, wanted: str) -> None:
    assert medicine_in(text) == wanted


@pytest.mark.parametrize("text", ["体温计坏了", "家里体温枪没电了", "温度计摔碎了，帮我买一支"])
def test_a_thermometer_that_broke_asks_nobody_who_is_ill(text: str) -> None:
    assert not names_cold_medicine(text)
