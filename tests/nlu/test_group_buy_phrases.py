"""What buyers, workers, donors and suppliers say around an order, beside the order itself."""

import pytest

from nlu.for_others import ForWhom, for_whom
from nlu.notes import only_a_note
from nlu.orders import understand
from nlu.payments import Paid, asks_owed, says_paid
from nlu.pickups import Ticks, picks_up, wants_delivery
from nlu.repeats import standing_wish, stops_standing
from nlu.wishes import gives_up_place, wants_when_there
from tests.nlu.windows import MEAT

WANTS_WHEN_THERE = (
    "有了就给我", "有货就给我留", "补货了算我一份", "有就要", "豆腐有货了就给我留2块", "等有货了帮我留着",
    "到货了给我来一份", "要是补货了就算我一个", "有豆腐就给我留两块", "有猪肉就要2斤",
)  # fmt: skip
NOT_WHEN_THERE = (
    "有货吗", "有货了告诉我", "有空就给我打电话", "有了也不要", "有了就给我打个电话", "有没有了就给我说", "猪肉2斤",
    "有事就给我打电话", "到货了通知我", "有了能给我吗",
)  # fmt: skip
GIVES_UP = (
    "不等了", "不用排了", "候补取消", "豆腐不用等了", "算了不等了，谢谢", "等不及了", "取消候补", "名额让给别人吧",
    "我们不等了", "不用给我留了", "退出排队",
)  # fmt: skip
KEEPS_PLACE = ("不等了吗", "再等等", "不要了", "等着", "不等了，给我换成豆腐2块", "还要等多久")


@pytest.mark.parametrize("text", WANTS_WHEN_THERE)
def test_goods_wanted_the_moment_they_are_there_need_no_press(text: str) -> None:
    assert wants_when_there(text)


@pytest.mark.parametrize("text", NOT_WHEN_THERE)
def test_a_question_or_a_wish_to_be_told_is_no_order_ahead(text: str) -> None:
    assert not wants_when_there(text)


@pytest.mark.parametrize(("text", "gives_up"), [*((t, True) for t in GIVES_UP), *((t, False) for t in KEEPS_PLACE)])
def test_a_place_in_the_queue_is_given_up_only_in_plain_words(text: str, gives_up: bool) -> None:
    assert gives_up_place(text) == gives_up


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("帮12号李阿公也来2斤", ForWhom("12号", "李阿公", "也来2斤")),
        ("替3幢202王阿婆订豆腐一块", ForWhom("3幢202", "王阿婆", "订豆腐一块")),
        ("给我妈 5号楼 301 带一份鸡蛋", ForWhom("5号楼301", "", "带一份鸡蛋")),
        ("王阿婆家要猪肉2斤", ForWhom("", "王阿婆", "要猪肉2斤")),
        ("代李阿公 猪肉2斤", ForWhom("", "李阿公", "猪肉2斤")),
        ("帮王建国订2斤猪肉", ForWhom("", "王建国", "订2斤猪肉")),
        ("帮隔壁王奶奶订2斤猪肉", ForWhom("", "王奶奶", "订2斤猪肉")),
        ("猪肉2斤，给12号李阿公带的", ForWhom("12号", "李阿公", "猪肉2斤")),
        ("12号李阿公也要2斤猪肉", ForWhom("12号", "李阿公", "也要2斤猪肉")),
        ("代12号李阿公：猪肉2斤，豆腐一块", ForWhom("12号", "李阿公", "猪肉2斤,豆腐一块")),
        ("帮12号也来2斤", ForWhom("12号", "", "也来2斤")),
    ],
)
def test_an_order_for_another_household_is_parted_from_its_address(text: str, found: ForWhom) -> None:
    assert for_whom(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "帮阿公来2斤", "给我妈带一份鸡蛋", "帮我订猪肉2斤", "给我来2斤猪肉", "我是12号李阿公，要2斤", "帮白菜加2斤",
        "给豆腐来两块", "3幢201 王芳 猪肉2斤", "帮忙订2斤猪肉", "给老人来点肉", "猪肉2斤，再帮12号李阿公来2斤",
        "猪肉2斤送给12号",
    ],
)  # fmt: skip
def test_an_order_for_oneself_for_kin_or_for_two_households_is_for_no_other(text: str) -> None:
    assert for_whom(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("每次团购都给我来猪肉2斤", "给我来猪肉2斤"), ("以后每次都要豆腐一块", "要豆腐一块"),
        ("长期订鸡蛋一盒", "订鸡蛋一盒"), ("豆腐一块，每次都要", "豆腐一块"), ("以后都要鸡蛋一盒", "要鸡蛋一盒"),
        ("每次都少给我2两", None), ("每天豆腐一块", None), ("每次都来2斤吗", None), ("不用每次都订了", None),
        ("每次最多2斤", None), ("猪肉2斤", None), ("每次都要来晚", None),
    ],
)  # fmt: skip
def test_a_wish_for_every_round_is_told_from_a_complaint_and_from_a_day(text: str, words: str | None) -> None:
    assert standing_wish(text) == words


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("不用每次都订了", True), ("取消长期订单", True), ("以后不用了", True), ("豆腐以后不用了", True),
        ("以后别再给我订了", True), ("每次的取消吧", True), ("长期的不要了", True), ("不用了", False),
        ("以后不要送这么晚", False), ("豆腐不要了", False),
    ],
)  # fmt: skip
def test_a_wish_for_every_round_ends_in_plain_words(text: str, stops: bool) -> None:
    assert stops_standing(text) == stops


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("跟上次一样", True), ("老样子", True), ("照旧", True), ("same as last time", True), ("照上次的订", True),
        ("这次也跟上次一样吧，谢谢", True), ("还是上次那些", True), ("上次的肉不新鲜", False), ("上次", False),
        ("The usual, please.", True), ("is the price the same as last time", False),
    ],
)  # fmt: skip
def test_the_same_as_last_time_is_asked_about(text: str, again: bool) -> None:
    understood = understand(text, MEAT)
    assert (understood.intent == "order") == again
    assert [question.kind for question in understood.questions] == ["needs_confirm"] * again


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("已转账70", Paid(7000)), ("微信转了35.5", Paid(3550)), ("付了70块5", Paid(7050)), ("刚转了七十", Paid(7000)),
        ("钱付了", Paid(None)), ("转了你70，又转了30", Paid(None)), ("我转了两次", Paid(None)), ("还没付", None),
        ("怎么付钱", None), ("付了多少", None), ("给了2斤猪肉", None), ("明天转70", None), ("打了疫苗", None),
        ("unpaid", None), ("I have not paid", None), ("I haven't paid", None), ("who has paid", None),
        ("I've paid 70", Paid(7000)), ("paid", Paid(None)),
        ("付了吗", None), ("转了你70，还有30明天给", None),
    ],
)  # fmt: skip
def test_a_report_of_payment_has_a_sum_only_if_it_names_one(text: str, paid: Paid | None) -> None:
    assert says_paid(text) == paid


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("我还欠多少", True), ("要付多少钱", True), ("钱算清了吗", True), ("一共多少钱", True),
        ("我付清了没有", True),
        ("我的账单", True), ("猪肉多少钱", False), ("多少钱", False), ("我还要2斤", False), ("多少钱一斤", False),
    ],
)  # fmt: skip
def test_what_one_owes_is_told_from_what_a_thing_costs(text: str, asks: bool) -> None:
    assert asks_owed(text) == asks


@pytest.mark.parametrize(
    ("text", "ticks"),
    [
        ("12号取了", Ticks((12,), False)), ("取12 13 15", Ticks((12, 13, 15), False)),
        ("12 13送到了", Ticks((12, 13), True)), ("12、13、15都领走了", Ticks((12, 13, 15), False)),
        ("送到 12，13，12", Ticks((12, 13), True)), ("12号袋已经取走了", Ticks((12,), False)),
        ("12号没取", None), ("12号取了吗", None), ("12 13 15", None), ("12-15取了", None), ("取2斤猪肉", None),
        ("12送到3幢了", None),
    ],
)  # fmt: skip
def test_bags_are_ticked_by_number_only_when_all_of_the_message_says_so(text: str, ticks: Ticks | None) -> None:
    assert picks_up(text) == ticks


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("送上门", True), ("腿脚不便，帮我送来", True), ("猪肉2斤，送到家谢谢", True), ("放门口就行", True),
        ("我下不了楼，麻烦送一下", True), ("能送到家吗", False), ("不用送上门", False), ("已经送上门了", False),
        ("自己来取", False), ("送到了", False),
    ],
)  # fmt: skip
def test_a_wish_for_delivery_is_told_from_a_question_about_it(text: str, wants: bool) -> None:
    assert wants_delivery(text) == wants


OFFERED = ("猪肉", "豆腐", "鸡蛋", "鲫鱼", "老姜", "姜")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("猪肉不要太肥", "猪肉不要太肥"), ("豆腐要老一点的", "豆腐要老一点的"), ("不要肥的", "不要肥的"),
        ("皮去掉", "皮去掉"), ("鲫鱼杀好", "鲫鱼杀好"), ("猪肉分两袋装", "猪肉分两袋装"), ("猪肉不要了", ""),
        ("猪肉2斤不要太肥", ""), ("猪肉新鲜吗", ""), ("不要豆腐", ""), ("姜要老的", ""), ("猪肉再来点", ""),
        ("猪肉多一点", ""), ("上次猪肉太肥了", ""), ("给我留一点", ""),
    ],
)  # fmt: skip
def test_a_note_alone_is_neither_a_change_nor_a_choice(text: str, note: str) -> None:
    assert only_a_note(text, OFFERED) == note
