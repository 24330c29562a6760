"""What villagers say of their own coming back, and what they do not mean by it; their short answers."""

from datetime import date

import pytest

from nlu.own_returns import asks_to_report, read_code, read_return, read_test, read_way, read_who

SENT = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "who", "origin", "arrived"),
    [
        ("我昨天从武汉回来了", "me", "武汉", date(2026, 11, 29)),
        ("儿子从上海回来了", "儿子", "上海", None),
        ("我儿子明天从上海回", "儿子", "上海", date(2026, 12, 1)),
        ("我和老婆11月22号从湖北孝感开车回来的", "me", "孝感", date(2026, 11, 22)),
        ("女婿前天从广州返乡", "女婿", "广州", date(2026, 11, 28)),
        ("我们一家四口昨天从杭州萧山回村了", "一家", "杭州萧山", date(2026, 11, 29)),
        ("我女儿今天从日本回国到家了", "女儿", "日本", date(2026, 11, 30)),
        ("I came back from 上海 昨天", "me", "上海", date(2026, 11, 29)),
    ],
)
def test_a_return_is_read(text: str, who: str, origin: str, arrived: date | None) -> None:
    said = read_return(text, SENT)
    assert said is not None
    assert (said.who, said.origin, said.arrived) == (who, origin, arrived)


@pytest.mark.parametrize(
    "text",
    [
        "武汉能回来吗", "我从超市回来了", "隔壁老王从武汉回来了", "听说他从武汉回来了", "带鱼从舟山回来了2斤",
        "我们回老家了 到12月10号",
        "我从武汉寄回来的快递到了", "儿子在广州没回来", "去年我从武汉回来过", "猪肉2斤", "我昨天回来了",
        "从武汉回来要报备吗？",
        "我昨天从武汉到上海又回来了", "如果从武汉回来要隔离", "买武汉热干面2份",
    ],
)  # fmt: skip
def test_what_is_no_own_return_is_left_alone(text: str) -> None:
    assert read_return(text, SENT) is None


@pytest.mark.parametrize("text", ["返乡报备", "我要报备", "回村登记", "报备一下", "我要返乡报备。"])
def test_a_wish_to_report_is_heard(text: str) -> None:
    assert asks_to_report(text)


@pytest.mark.parametrize("text", ["报备怎么弄", "公司要报备复工", "猪肉报备2斤"])
def test_other_words_are_no_wish_to_report(text: str) -> None:
    assert not asks_to_report(text)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("G1234次3车12F", ("train", "G1234", "3车12F")), ("坐高铁", ("train", "", "")),
        ("飞机MU5301 12A", ("plane", "MU5301", "12A")),
        ("自己开车浙C12345", ("car", "浙C12345", "")), ("大巴", ("bus", "", "")), ("船", ("boat", "", "")),
        ("骑电动车", ("other", "", "")),
        ("不知道", ("", "", "")),
    ],
)  # fmt: skip
def test_the_way_is_read_from_one_word_or_a_number(text: str, way: tuple[str, str, str]) -> None:
    found = read_way(text)
    assert (found.transport, found.vehicle, found.seat) == way


def test_short_answers() -> None:
    assert [read_code(text) for text in ("绿码", "黄的", "红色", "蓝码", "橙", "没有码", "绿变黄")] == [
        "green", "yellow", "red", "blue", "orange", "none", "",
    ]  # fmt: skip
    assert [read_test(text) for text in ("阴性", "阳性", "结果还没出", "没做", "做了")] == [
        "negative", "positive", "waiting", "none", "",
    ]  # fmt: skip
    assert [read_who(text) for text in ("我自己", "我儿子", "王强", "3个人")] == ["me", "儿子", "王强", ""]
