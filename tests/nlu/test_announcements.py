"""Announcements as cadres paste them, in announcements.txt: each with the reading that must come of it."""

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import format_quantity, format_yuan
from nlu.announced_items import AnnouncedItem
from nlu.announced_times import find_times
from nlu.announcements import LONGEST, MOST_ITEMS, Announcement, looks_like_announcement, read_announcement

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CASES = [
    tuple(case.split("\n---\n"))
    for case in Path(__file__)
    .with_name("announcements.txt")
    .read_text("utf-8")
    .removesuffix("\n===\n")
    .split("\n===\n")
]
PIECES = [
    "五花肉",
    "带鱼",
    "豆腐",
    "鸡蛋",
    "35",
    "元",
    "/斤",
    "一斤",
    "块",
    "免费",
    "捐",
    "限",
    "每户",
    "共",
    "今晚",
    "8点",
    "截止",
    "明天",
    "到货",
    "文化礼堂",
    "拿",
    "微信",
    "，",
    "、",
    "。",
    "(",
    ")",
    ":",
    "1.",
    "🐷",
    "-",
    "半",
    "三",
    "x",
    "¥",
]


def written(item: AnnouncedItem) -> str:
    """An item in the notation of announcements.txt."""
    parts = [f"item {item.name} {format_yuan(item.price)} {item.unit or '?'}"]
    if item.market_price is not None:
        parts.append(f"market={format_yuan(item.market_price)}")
    if item.quota is not None:
        parts.append(f"quota={format_quantity(item.quota)}")
    if item.limit is not None:
        parts.append(f"limit={format_quantity(item.limit)}")
    if item.aliases:
        parts.append(f"aliases={'/'.join(item.aliases)}")
    parts += ["weighed"] if item.weighed else []
    parts += [f"donor={item.donor}"] if item.donor else []
    parts += [f"spec={item.spec.replace(' ', '_')}"] if item.spec else []
    return " ".join(parts)


def reading(announcement: Announcement) -> list[str]:
    """All of an announcement in that notation, a line each."""
    lines = [f"title {announcement.title}"] if announcement.title else []
    lines += [written(item) for item in announcement.items]
    if announcement.closes_at:
        lines.append(f"closes {announcement.closes_at:%m-%d %H:%M}")
    if announcement.arrives:
        at = f" {announcement.arrives_at:%m-%d %H:%M}" if announcement.arrives_at else ""
        lines.append(f"arrives {announcement.arrives}{at}")
    for name in ("place", "pay", "contact"):
        if value := getattr(announcement, name):
            lines.append(f"{name} {value}")
    return lines + [f"ask {question.kind} {question.words}".strip() for question in announcement.questions]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:24] for text, _ in CASES])
def test_an_announcement_is_read_and_what_it_leaves_open_is_asked(text: str, expected: str) -> None:
    lines = [line for line in expected.split("\n") if line != "chatter"]
    assert reading(read_announcement(text, NOW)) == lines


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:24] for text, _ in CASES])
def test_an_announcement_is_told_from_chatter(text: str, expected: str) -> None:
    assert looks_like_announcement(text) == ("chatter" not in expected.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "猪肉2斤 豆腐一块",
        "番薯5 茭白2",
        "猪肉多少钱一斤",
        "猪肉35元一斤吗",
        "太贵了35一斤",
        "33一斤的夹心肉给我两斤",
        "30块钱的香蕉",
        "面粉28一袋，两袋56转你",
        "豆腐免费吗",
        "我的订单",
        "36.5",
        "3幢201",
        "猪肉35",
        "市场上五花肉45一斤，贵死了",
        "谢谢",
        "1. 潘志刚 新屋10号 肋条1斤 鸡蛋1盒",
        "2月11日下午送，虾仁2袋，联系13800000055",
        "帮12号李阿公也来2斤",
        "五花肉2斤70元",
        "",
    ],
)
def test_an_order_or_a_question_is_no_announcement(text: str) -> None:
    assert not looks_like_announcement(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("今晚8点", "11-24 20:00"),
        ("8点", "11-24 20:00"),
        ("明天8点", None),
        ("1月22日晚8点", "01-22 20:00"),
        ("周六中午12点", "11-28 12:00"),
        ("后天下午三点半", "11-26 15:30"),
        ("下周一晚上7点", "11-30 19:00"),
        ("晚12点", "11-25 00:00"),
        ("20:30", "11-24 20:30"),
        ("今晚", None),
        ("30号上午10:00", "11-30 10:00"),
        ("5号晚上8点", "12-05 20:00"),
        ("明早7点", "11-25 07:00"),
        ("12月1日12点", "12-01 12:00"),
        ("2026-12-01 20:00", "12-01 20:00"),
        ("明天中午", "11-25 12:00"),
        ("十一月二十五日晚八点", "11-25 20:00"),
        ("今天上午9点", None),
    ],
)
def test_a_time_is_known_only_when_day_and_half_of_the_day_are(text: str, moment: str | None) -> None:
    (found,) = find_times(text, NOW)
    assert (f"{found.at:%m-%d %H:%M}" if found.at else None) == moment


@pytest.mark.parametrize("text", ["五花肉35元", "3幢201", "2月30日", "限4斤", "3号楼", "体温36.5", "13800000000"])
def test_a_price_a_door_and_a_day_that_does_not_exist_are_no_times(text: str) -> None:
    assert find_times(text, NOW) == []


def test_a_day_in_words_is_told_as_a_date_so_that_it_stays_true_tomorrow() -> None:
    assert read_announcement("明天下午3点到货，五花肉35元/斤", NOW).arrives == "11月25日下午3点"


@given(st.text())
def test_no_text_makes_reading_fail(text: str) -> None:
    read_announcement(text, NOW)
    looks_like_announcement(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_an_item_has_a_name_and_a_price_and_an_unknown_unit_is_asked(text: str) -> None:
    announcement = read_announcement(text, NOW)
    assert len({item.name for item in announcement.items}) == len(announcement.items)
    assert all(item.name and item.price >= 0 for item in announcement.items)
    asked = {question.kind for question in announcement.questions}
    assert "no_unit" in asked or all(item.unit for item in announcement.items)
    assert announcement.closes_at is None or announcement.closes_at > NOW
    assert announcement.closes_at is not None or asked & {"no_closing", "closing_passed", "closing_unclear"}


@pytest.mark.parametrize("piece", ["五花肉", "35元/斤，", "1", "(", "每户限", "今晚8点", "捐", "a", "明天", "、"])
def test_a_very_long_text_is_read_in_good_time(piece: str) -> None:
    text = (piece * 5_000)[:5_000]
    start = time.process_time()
    read_announcement(text, NOW)
    looks_like_announcement(text)
    assert time.process_time() - start < 2


def test_goods_beyond_the_most_of_a_window_are_named_and_not_dropped() -> None:
    names = [f"货{'甲乙丙丁戊己庚辛'[number // 10]}{'一二三四五六七八九十'[number % 10]}" for number in range(63)]
    announcement = read_announcement("\n".join(f"{name} 3元/个" for name in names) + "\n今晚8点截止", NOW)
    assert len(announcement.items) == MOST_ITEMS
    assert [(asked.kind, asked.words) for asked in announcement.questions] == [("too_many", "、".join(names[60:]))]


def test_what_stands_beyond_the_longest_text_is_said_to_be_unread() -> None:
    announcement = read_announcement("猪肉35/斤，今晚8点截止\n".ljust(LONGEST) + "带鱼25/斤", NOW)
    assert [(asked.kind, asked.words) for asked in announcement.questions] == [("not_read", "带鱼25/斤")]
