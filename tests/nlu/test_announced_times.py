"""When a group-buy closes and when it comes, as said on Saturday 28 November at half past six in the evening."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from nlu.announced_times import find_times
from nlu.announcements import Announcement, read_announcement

NOW = datetime(2026, 11, 28, 18, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def read(words: str) -> Announcement:
    return read_announcement(f"猪肉35/斤 {words}", NOW)


def closing(words: str) -> str:
    """When it closes, or the kind of the question that is asked instead."""
    announcement = read(words)
    if announcement.closes_at is not None:
        return f"{announcement.closes_at:%m-%d %H:%M}"
    return next(question.kind for question in announcement.questions if "closing" in question.kind)


@pytest.mark.parametrize(
    ("words", "closes", "arrives"),
    [
        ("今晚11点截止 明天下午3点到货", "11-28 23:00", "11月29日下午3点"),
        ("今晚8点截止 明天上午9点领取", "11-28 20:00", "11月29日上午9点"),
        ("今晚8点截止 明天到货", "11-28 20:00", "11月29日"),
        ("今晚11点截止明天下午3点到货", "11-28 23:00", "11月29日下午3点"),
        ("明天到货 今晚8点截止", "11-28 20:00", "11月29日"),
        ("截止 今晚8点 到货 明天下午3点", "11-28 20:00", "11月29日下午3点"),
        ("截止今晚8点到货明天下午3点", "11-28 20:00", "11月29日下午3点"),
        ("到货时间 明天下午3点 截止时间 今晚8点", "11-28 20:00", "11月29日下午3点"),
        ("到货 明天 截止 今晚8点", "11-28 20:00", "11月29日"),
        ("今晚8点截止接龙 明天9点村口拿", "11-28 20:00", "11月29日9点"),
        ("12.1日中午12点截止 12.2上午到货", "12-01 12:00", "12月2日上午"),
        ("截至11月30日晚上8点 12月1日送到文化礼堂", "11-30 20:00", "12月1日"),
        ("接龙：明天下午3点到货", "no_closing", "11月29日下午3点"),
        ("今晚接龙截止 明天9点到货", "closing_unclear", "11月29日9点"),
        ("11.31截止 明天9点领取", "no_closing", "11月29日9点"),
        ("11/31 20:00截止 明天9点领取", "no_closing", "11月29日9点"),
    ],
)
def test_no_verb_is_read_for_two_times(words: str, closes: str, arrives: str) -> None:
    assert (closing(words), read(words).arrives) == (closes, arrives)


@pytest.mark.parametrize(
    ("words", "closes"),
    [
        ("11.30号晚上8点截止", "11-30 20:00"),
        ("11/30 20:00截止", "11-30 20:00"),
        ("12/1 20:00截止", "12-01 20:00"),
        ("12.1晚上8点截止", "12-01 20:00"),
        ("截止12.1晚8点", "12-01 20:00"),
        ("截止到11.29 20:00", "11-29 20:00"),
        ("11.30（周一）晚上8点截止", "11-30 20:00"),
        ("11/27 20:00截止", "closing_passed"),
        ("11.27号晚上8点截止", "closing_passed"),
        ("12.25截止", "closing_unclear"),
    ],
)
def test_a_date_in_figures_is_a_date(words: str, closes: str) -> None:
    assert closing(words) == closes
    assert "11.3" not in read(words).items[0].spec


@pytest.mark.parametrize("words", ["青菜 3.5 20:00截止", "猪肉 12.5 晚上8点截止"])
def test_figures_that_may_be_a_price_as_well_as_a_date_are_asked(words: str) -> None:
    announcement = read_announcement(words, NOW)
    assert announcement.items == ()
    assert {question.kind for question in announcement.questions} >= {"closing_unclear", "no_price"}


def test_figures_glued_to_a_name_are_its_price() -> None:
    announcement = read_announcement("青菜3.5 20:00截止", NOW)
    assert announcement.items[0].price == 350
    assert announcement.closes_at == NOW.replace(hour=20, minute=0)


@pytest.mark.parametrize(
    ("words", "closes"),
    [
        ("27号晚上8点截止", "closing_passed"),
        ("30号晚上8点截止", "11-30 20:00"),
        ("1号晚上8点截止", "12-01 20:00"),
        ("本周三晚上8点截止", "closing_passed"),
        ("这周五20:00截止", "closing_passed"),
        ("这个周日20:00截止", "11-29 20:00"),
        ("周三晚上8点截止", "12-02 20:00"),
        ("下个星期三20:00截止", "12-02 20:00"),
        ("昨晚8点截止", "closing_passed"),
        ("11月28日8:00截止", "closing_unclear"),
        ("8:30截止", "closing_unclear"),
        ("08:00截止", "closing_passed"),
        ("明天08:30截止", "11-29 08:30"),
        ("今天8点截止", "11-28 20:00"),
        ("8点截止", "11-28 20:00"),
        ("30晚上8点截止", "closing_unclear"),
        ("接龙时间 9:00-20:00", "closing_unclear"),
    ],
)
def test_a_time_that_is_over_or_unclear_is_asked_and_never_moved(words: str, closes: str) -> None:
    assert closing(words) == closes


@pytest.mark.parametrize("text", ["1/2斤", "35-38元", "猪肉12.5", "3/斤", "11.5元 限2斤"])
def test_prices_and_fractions_are_no_dates(text: str) -> None:
    assert find_times(text, NOW) == []
