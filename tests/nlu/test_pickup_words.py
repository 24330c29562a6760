"""What is said about slots, bags and deliveries, and what only looks like it."""

from datetime import datetime
from time import process_time

import pytest

from nlu.circumstances import read_circumstance
from nlu.pickup_words import asks_route, called_at, carriers, pickup_wish, ticked, unticked
from nlu.pickups import picks_up
from nlu.slots_said import SlotSaid, day_of, read_clock, read_slots
from tests.town import ZONE

NOON = datetime(2026, 11, 30, 12, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("取货 文化礼堂 15:00-17:00 每半小时20户", SlotSaid("文化礼堂", (), 900, 1020, 30, 20)),
        ("取货 3幢楼下 15:00-15:30 限15户", SlotSaid("3幢楼下", ("3幢",), 900, 930, 30, 15)),
        (
            "取货：1幢、2幢南门 下午3点到4点半，每15分钟10户",
            SlotSaid("1幢 2幢南门", ("1幢", "2幢"), 900, 990, 15, 10),
        ),
        ("取货 明天 文化礼堂 上午9点-11点 每小时三十户", SlotSaid("文化礼堂", (), 540, 660, 60, 30)),
        ("取货 3点-5点 文化礼堂 半小时一批20户", SlotSaid("文化礼堂", (), 900, 1020, 30, 20)),
        ("取货 下午两点半至三点半 篮球场 二十户", SlotSaid("篮球场", (), 870, 930, 60, 20)),
        (
            "取货时间 1-3幢 南门 15:00-16:00 每20分钟10户",
            SlotSaid("1-3幢 南门", ("1幢", "2幢", "3幢"), 900, 960, 20, 10),
        ),
        ("取货 文化礼堂 15:00-17:00", SlotSaid("文化礼堂", (), 900, 1020, 120, 0)),
    ],
)
def test_slots_are_read_from_a_line(text: str, said: SlotSaid) -> None:
    assert read_slots(text) == [said]


def test_several_lines_are_several_places() -> None:
    text = "取货\n1幢楼下 15:00-15:30 限15户\n2幢楼下 15:30-16:00"
    assert read_slots(text) == [
        SlotSaid("1幢楼下", ("1幢",), 900, 930, 30, 15), SlotSaid("2幢楼下", ("2幢",), 930, 960, 30, 15),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["取货时间到了吗", "取货在哪里", "明天15:00-17:00取货", "取货 17:00-15:00 20户", "取货 0:00-23:59 每1分钟1户"],
)
def test_what_names_no_slots_is_left_alone(text: str) -> None:
    assert read_slots(text) == []


def test_a_stretch_is_cut_into_slots() -> None:
    assert SlotSaid("礼堂", (), 900, 970, 30, 5).times() == [(900, 930), (930, 960), (960, 970)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("明天下午", 1), ("12月1日下午3点", 1), ("后天上午10点左右", 2), ("周六", 5),
        ("取货 明天 礼堂 15:00-17:00", 1),
        ("文化礼堂", None), ("取货 礼堂 15:00-17:00 每半小时20户", None), ("15:00", None), ("3号楼下", None),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_words(text: str, day: int | None) -> None:
    found = day_of(text, NOON)
    assert found == (None if day is None else datetime(2026, 12, day).date() if day < 30 else None)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("3点半", 930), ("15:30", 930), ("下午三点", 900), ("9点", 540), ("三点一刻", 915), ("15点30分", 930),
        ("十五点三十", 930), ("15", 900), ("25点", None), ("猪肉", None),
    ],
)  # fmt: skip
def test_a_clock_is_read_as_people_say_it(text: str, minutes: int | None) -> None:
    assert read_clock(text) == minutes


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("几点取", "when"), ("请问几点去拿菜？", "when"), ("取货时间", "when"), ("什么时候取货呀", "when"),
        ("换个时间", "change"), ("改一下取货时间", "change"), ("换个时段吧", "change"),
        ("我自己来取", "myself"), ("不用送了，我自己来取", "myself"), ("自己去拿就行", "myself"),
        ("不用送", "myself"),
        ("取货号多少", "number"), ("我的取货号", "number"),
    ],
)  # fmt: skip
def test_a_buyer_speaks_of_fetching(text: str, kind: str) -> None:
    wish = pickup_wish(text)
    assert wish is not None
    assert wish.kind == kind


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("我要15点半", 930), ("15:30", 930), ("改到15:30", 930), ("3点半来取", 930), ("换成4点", 960),
        ("下午三点吧", 900),
        ("那我15点半来拿吧", 930), ("16:00可以吗", 960),
    ],
)  # fmt: skip
def test_a_buyer_names_a_time(text: str, minutes: int) -> None:
    wish = pickup_wish(text)
    assert wish is not None
    assert (wish.kind, wish.at) == ("at", minutes)


@pytest.mark.parametrize(
    "text",
    [
        "猪肉2斤", "我要3斤", "几点到货", "什么时候送来", "换个大的", "我要2", "15", "自己家种的", "时间",
        "取消", "取消订单",
        "不要了", "明天取两斤", "我要15块豆腐", "早点送", "一点点", "我要一点",
    ],
)  # fmt: skip
def test_what_is_no_wish_about_fetching(text: str) -> None:
    assert pickup_wish(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12", (12,)),
        ("12 13", (12, 13)),
        ("取12 13", (12, 13)),
        ("12送到了", (12,)),
        ("12号取了", (12,)),
        ("12、13", (12, 13)),
    ],
)
def test_bags_are_ticked_by_number(text: str, numbers: tuple[int, ...]) -> None:
    assert ticked(text) == numbers


@pytest.mark.parametrize("text", ["12斤", "12没取", "0", "12.5", "12号李阿公2斤", "13800000001", "取货", "12幢201"])
def test_what_ticks_no_bag(text: str) -> None:
    assert ticked(text) == ()


@pytest.mark.parametrize(("text", "numbers"), [("12没取", (12,)), ("12 13 没有取走", (12, 13)), ("12没送到", (12,))])
def test_a_tick_is_undone(text: str, numbers: tuple[int, ...]) -> None:
    assert unticked(text) == numbers


@pytest.mark.parametrize("text", ["没取", "12取了", "12斤没取", "还有12户没取"])
def test_what_undoes_nothing(text: str) -> None:
    assert unticked(text) == ()


@pytest.mark.parametrize(
    ("text", "minutes"), [("叫15点", 900), ("叫号: 15:00", 900), ("叫3点半的", 930), ("叫号 15:30", 930)]
)
def test_a_slot_is_called(text: str, minutes: int) -> None:
    assert called_at(text) == minutes


@pytest.mark.parametrize("text", ["叫医生", "叫我", "叫号", "叫小陈来", "叫一下15幢"])
def test_what_calls_no_slot(text: str) -> None:
    assert called_at(text) is None


def test_those_who_deliver_are_named() -> None:
    assert carriers("送货 小陈 小林") == ("小陈", "小林")
    assert carriers("送货：小陈、小林和阿强") == ("小陈", "小林", "阿强")
    assert carriers("送货上门") == ()
    assert carriers("送货 猪肉2斤") == ()
    assert asks_route("送货单")
    assert not asks_route("送货单价多少")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("12号 腿脚不便", "bedridden"), ("3幢201 独居老人", "elder"), ("3幢201家有婴儿", "infant"),
        ("12号卧床", "bedridden"),
        ("3幢201 在隔离", "observation"), ("12号 是产妇，要送上门", "infant"), ("3幢201 不用送上门了", "over"),
    ],
)  # fmt: skip
def test_a_worker_says_that_a_household_cannot_come(text: str, status: str) -> None:
    read = read_circumstance(text)
    assert read is not None
    assert read.status == status


@pytest.mark.parametrize(
    "text",
    [
        "腿脚不便",
        "12号",
        "12号 猪肉2斤",
        "12号李阿公腿脚不便，猪肉2斤",
        "12号 老人机一个",
        "12号发烧37.8",
        "12号取了",
    ],
)
def test_what_says_nothing_of_a_household(text: str) -> None:
    assert read_circumstance(text) is None


@pytest.mark.parametrize("row", ["1", "12 ", "1,", "12号", " ", "号", "1\n", "取", "12取"])
@pytest.mark.parametrize("end", ["", "x", "没", "了吗"])
@pytest.mark.parametrize("length", [30, 580, 8_000])
def test_a_long_row_of_anything_is_read_at_once(row: str, end: str, length: int) -> None:
    text = (row * length)[:length] + end
    for read in (picks_up, ticked, unticked, called_at, carriers, asks_route, pickup_wish, read_circumstance):
        began = process_time()
        read(text)
        assert process_time() - began < 1, read.__name__
