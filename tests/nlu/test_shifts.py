"""Rosters as cadres write them, and what people say of shifts."""

from datetime import date, datetime

import pytest

from nlu.announcements import looks_like_announcement
from nlu.shift_words import (
    SwapSaid,
    asks_own_shifts,
    asks_tally,
    asks_who,
    calls_off,
    hour_in,
    read_swap,
    says_came,
    says_left,
    without_times,
)
from nlu.shifts import looks_like_roster, read_hours, read_roster
from tests.town import ZONE

NOW = datetime(2026, 11, 30, 12, tzinfo=ZONE)
H = 60


def read(text: str) -> list[tuple[object, ...]]:
    return [
        (said.day and said.day.day, said.start / H, said.end / H, said.post, said.names, said.leader)
        if not said.trouble else (said.trouble,)
        for said in read_roster(text, NOW)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("明天8点到16点东门：王强、李敏，王强带班", [(1, 8, 16, "东门", ("王强", "李敏"), "王强")]),
        ("东门明天8点到16点：王强、李敏", [(1, 8, 16, "东门", ("王强", "李敏"), "")]),
        ("排班 明天8点到16点 东门 王强 李敏", [(1, 8, 16, "东门", ("王强", "李敏"), "")]),
        ("周三晚8点到次日8点北门：张三 李四，张三带班", [(2, 20, 32, "北门", ("张三", "李四"), "张三")]),
        ("今晚8点到明早8点东门：王强和李和平", [(30, 20, 32, "东门", ("王强", "李和平"), "")]),
        ("明天16:00-24:00东门：王强", [(1, 16, 24, "东门", ("王强",), "")]),
        ("明天下午2点到6点东门：王强", [(1, 14, 18, "东门", ("王强",), "")]),
        ("明天晚上8点到2点东门：王强", [(1, 20, 26, "东门", ("王强",), "")]),
        ("明天早上8点到下午4点半3号卡口：王强", [(1, 8, 16.5, "3号卡口", ("王强",), "")]),
        ("明天8-16点东门：王强,带班：王强", [(1, 8, 16, "东门", ("王强",), "王强")]),
        ("12/1 08:00-16:00 东门：王强（尾号5678）", [(1, 8, 16, "东门", ("王强(尾号5678)",), "")]),
        (
            "明天：\n东门 8:00-16:00 王强、李敏（带班）\n南门 8:00-16:00 张三",
            [(1, 8, 16, "东门", ("王强", "李敏"), "李敏"), (1, 8, 16, "南门", ("张三",), "")],
        ),
        (
            "12月1日\n东门：\n8:00-16:00 王强\n16:00-24:00 李敏",
            [(1, 8, 16, "东门", ("王强",), ""), (1, 16, 24, "东门", ("李敏",), "")],
        ),
        ("4月31日8点到16点东门：王强", [("no_such_day",)]),
        ("明天8点到4点东门：王强", [("which_hour",)]),
        ("明天2点到6点东门：王强", [("which_hour",)]),
        ("8点到16点东门：王强", [("no_day",)]),
        ("明天8点到12月5日8点东门：王强", [(1, 8, 4 * 24 + 8, "东门", ("王强",), "")]),
        ("12月3日8点到12月1日8点东门：王强", [("backwards",)]),
        ("值班 明天8点到16点东门：", [("no_names",)]),
    ],
)
def test_a_roster_is_read_line_by_line(text: str, shifts: list[tuple[object, ...]]) -> None:
    assert looks_like_roster(text) or shifts[0][0] == "no_names"
    assert read(text) == shifts


@pytest.mark.parametrize(
    "text",
    [
        "猪肉35，明天8点到16点文化礼堂拿", "取货 文化礼堂 15:00-17:00 每半小时20户",
        "明天8点到16点自提点：文化礼堂3号",
        "明天停水8点到16点", "猪肉2斤", "通知：明天8点到16点东门封闭，请值班人员王强到岗",
        "明天8点到16点停电，值班电话13800000000", "提醒东门值班的王强明天8点到16点带水",
        "明天到货🐷土猪肉35，带鱼25，今晚8点截止，文化礼堂拿", "明天8:00-16:00南门：豆腐3块",
    ],
)  # fmt: skip
def test_what_is_no_roster_is_left_alone(text: str) -> None:
    assert not looks_like_roster(text)


def test_a_roster_is_no_announcement_of_goods() -> None:
    assert not looks_like_announcement("明天8点到16点东门：王强、李敏，王强带班")


def test_a_cell_with_hours_is_read() -> None:
    assert read_hours("20:00—次日8:00", date(2026, 12, 1), NOW) == (20 * H, 32 * H)
    assert read_hours("8:00~16:00", date(2026, 12, 1), NOW) == (8 * H, 16 * H)
    assert read_hours("白班", date(2026, 12, 1), NOW) == "not_read"


def test_questions_about_shifts() -> None:
    assert all(map(asks_own_shifts, ("我的班", "我什么时候值班", "查一下我的班", "my shifts")))
    assert not any(map(asks_own_shifts, ("我的订单", "我的班主任是谁", "值班")))
    assert asks_who("今天谁值班") == ("", "今天")
    assert asks_who("东门明天谁值班？") == ("东门", "明天")
    assert asks_who("今晚北门谁在站岗") == ("北门", "今天")
    assert asks_who("谁来送菜") is None
    tally = asks_tally("上个月值班统计", NOW)
    assert tally is not None
    assert (tally.first, tally.last) == (date(2026, 10, 1), date(2026, 10, 31))
    assert asks_tally("值班统计 4月31日到5月1日", NOW) is None
    assert asks_tally("土豆统计", NOW) is None


@pytest.mark.parametrize(
    ("text", "came", "left"),
    [
        ("到岗", "", None), ("我到岗了", "", None), ("王强到岗了", "王强", None), ("货到了", None, None),
        ("下班", None, ""), ("我先下班了", None, ""), ("李敏下班了", None, "李敏"), ("几点下班买菜", None, None),
    ],
)  # fmt: skip
def test_who_comes_and_goes(text: str, came: str | None, left: str | None) -> None:
    assert says_came(text) == came
    assert says_left(text) == left


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我想和李敏换周三的班", SwapSaid("李敏", day="周三")),
        ("跟李敏换班吧", SwapSaid("李敏")),
        ("用我周三的班换李敏周五的班", SwapSaid("李敏", "周三", "周五")),
        ("我12月3日的班和李敏换", SwapSaid("李敏", "12月3日")),
        ("把我周三的班让李敏替", SwapSaid("李敏", "周三", gives=True)),
        ("李敏替我值明天的班", SwapSaid("李敏", "明天", gives=True)),
        ("李敏替我订2斤猪肉", None),
    ],
)
def test_a_swap_is_asked_for(text: str, said: SwapSaid | None) -> None:
    assert read_swap(text) == said


def test_rows_of_a_spreadsheet_are_lines_of_a_roster() -> None:
    heading = "日期\t时间\t岗位\t值班人员\t带班领导"
    table = f"{heading}\n2026/12/1\t8:00-16:00\t东门\t王强、李敏\t李敏\n\t20:00-8:00\t东门\t张伟\t"
    assert looks_like_roster(table)
    assert read(table) == [
        (1, 8, 16, "东门", ("王强", "李敏"), "李敏"), (1, 20, 32, "东门", ("张伟",), "")
    ]  # fmt: skip
    assert read("2026/12/1\t8:00-16:00\t东门\t王强、李敏") == [(1, 8, 16, "东门", ("王强", "李敏"), "")]


def test_what_is_to_be_called_off() -> None:
    words = calls_off("取消东门明天8点的班") or ""
    assert (hour_in(words), without_times(words)) == (8 * H, "东门")
    assert calls_off("取消订单") is None
