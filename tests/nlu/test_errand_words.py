"""What is said of an errand that goes on, its money, and by when it will be done."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.errand_times import read_promise
from nlu.errand_words import Deed, DeedSaid, read_deed, read_fen
from tests.town import ZONE

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=ZONE)

SAID = {
    "12 办好了": DeedSaid(Deed.DONE, 12),
    "办好了": DeedSaid(Deed.DONE),
    "#12 办好了": DeedSaid(Deed.DONE, 12, sure=True),
    "代办12办好了": DeedSaid(Deed.DONE, 12, sure=True),
    "12号代办 买到了": DeedSaid(Deed.DONE, 12, sure=True),
    "12办好了，垫了23.5": DeedSaid(Deed.DONE, 12, fen=2_350),
    "办好了 一共垫了二十三块五": DeedSaid(Deed.DONE, fen=2_350),
    "放到了": DeedSaid(Deed.LEFT),
    "东西放在门口了": DeedSaid(Deed.LEFT),
    "12 已经放3幢201门口了": DeedSaid(Deed.LEFT, 12),
    "代办12 放门口了，垫了9元": DeedSaid(Deed.LEFT, 12, sure=True, fen=900),
    "办不了": DeedSaid(Deed.BACK),
    "12 我去不了": DeedSaid(Deed.BACK, 12),
    "12 我来办": DeedSaid(Deed.MINE, 12),
    "我来办": DeedSaid(Deed.MINE),
    "我来办代办12": DeedSaid(Deed.MINE, 12, sure=True),
    "我去办#12": DeedSaid(Deed.MINE, 12, sure=True),
    "12 转给小林": DeedSaid(Deed.PASS, 12, name="小林"),
    "12 让小林去办": DeedSaid(Deed.PASS, 12, name="小林"),
    "转给小林": DeedSaid(Deed.PASS, name="小林"),
    "垫了23.5": DeedSaid(Deed.ADVANCED, fen=2_350),
    "买到了，花了23块5": DeedSaid(Deed.ADVANCED, fen=2_350),
    "药买好了，一共花了二十三块五": DeedSaid(Deed.ADVANCED, fen=2_350),
    "放门口了，花了9元": DeedSaid(Deed.LEFT, fen=900),
    "我先垫付了100元": DeedSaid(Deed.ADVANCED, fen=10_000),
    "12 垫了0": DeedSaid(Deed.ADVANCED, 12, fen=0),
    "钱收到了": DeedSaid(Deed.REPAID),
    "12 垫的钱收到了": DeedSaid(Deed.REPAID, 12),
    "钱收到了20": DeedSaid(Deed.REPAID, fen=2_000),
    "没办好": DeedSaid(Deed.NOT_DONE),
    "没办好，少了一瓶": DeedSaid(Deed.NOT_DONE, words="少了一瓶"),
    "代办12 没办好 送错门了": DeedSaid(Deed.NOT_DONE, 12, sure=True, words="送错门了"),
    "不用办了": DeedSaid(Deed.CANCEL),
    "代办取消": DeedSaid(Deed.CANCEL, sure=True),
    "12 不用了": DeedSaid(Deed.CANCEL, 12),
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_of_an_errand(text: str) -> None:
    assert read_deed(text) == SAID[text]


@pytest.mark.parametrize(
    "text",
    ["取消", "不用了", "收到", "收到了", "好了", "12号付了70", "12 取了", "猪肉2斤", "12号李阿公 猪肉2斤", "放心",
    "放学了",
     "钱付了", "钱不够", "花了", "花菜2斤",
     "花2块钱买葱", "我来2斤", "垫子坏了", "垫了点", "转账70", "交给小林", "让他来", "36.5", "", "代办：拿快递",
     "买到了没", "办好了吗"],
)  # fmt: skip
def test_what_is_said_of_something_else(text: str) -> None:
    assert read_deed(text) is None


@given(yuan=st.integers(0, 99_999), fen=st.integers(0, 99))
def test_money_is_read_to_the_fen(yuan: int, fen: int) -> None:
    assert read_fen(f"{yuan}.{fen:02}") == read_fen(f"{yuan}.{fen:02}元") == yuan * 100 + fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [("23块5", 2_350), ("23元5角", 2_350), ("二十三块五", 2_350), ("三十", 3_000), ("23", 2_300), ("-5", None),
    ("多少", None),
     ("2斤", None), ("23.567", None)],
)  # fmt: skip
def test_money_as_people_write_it(text: str, fen: int | None) -> None:
    assert read_fen(text) == fen


TIMES = {
    "下午三点": (0, "15:00"), "三点": (0, "15:00"), "3点前送到": (0, "15:00"), "17:30": (0, "17:30"), "今晚8点": (0,
    "20:00"),
    "一小时内": (0, "13:00"), "半小时": (0, "12:30"), "一个半小时": (0, "13:30"), "20分钟后到": (0, "12:20"),
    "马上去": (0, "13:00"), "今天下午": (0, "18:00"), "今晚": (0, "21:00"), "明天上午": (1, "12:00"), "明早8点": (1,
    "08:00"),
    "明天3点": (1, "15:00"), "明天": (1, "18:00"), "后天下午两点半": (2, "14:30"), "大概5点左右": (0, "17:00"),
}  # fmt: skip


@pytest.mark.parametrize("text", TIMES)
def test_by_when(text: str) -> None:
    said = read_promise(text, NOON)
    days, clock = TIMES[text]
    day = (NOON + timedelta(days=days)).date()
    assert said is not None
    assert f"{datetime.fromtimestamp(said.at / 1000, ZONE):%Y-%m-%d %H:%M}" == f"{day} {clock}"


@pytest.mark.parametrize("text", ["上午9点", "今天早上", "今天上午"])
def test_a_time_that_is_over_is_seen(text: str) -> None:
    said = read_promise(text, NOON + timedelta(minutes=1))
    assert said is not None
    assert said.at == 0


@pytest.mark.parametrize("text", ["昨天", "猪肉2斤", "2个", "3点和5点", "明天再说", "好的", "下午没空", ""])
def test_what_names_no_time(text: str) -> None:
    assert read_promise(text, NOON) is None


@given(hour=st.integers(0, 23), minute=st.sampled_from((0, 30)), now=st.integers(0, 1_439))
def test_an_hour_by_the_clock_is_today_or_over(hour: int, minute: int, now: int) -> None:
    at = NOON.replace(hour=now // 60, minute=now % 60)
    said = read_promise(f"今天{hour}:{minute:02}", at)
    assert said is not None
    wanted = NOON.replace(hour=hour, minute=minute)
    assert said.at in (0, int(wanted.timestamp() * 1000), int((wanted + timedelta(hours=12)).timestamp() * 1000))
    assert said.at == 0 or said.at > at.timestamp() * 1000
