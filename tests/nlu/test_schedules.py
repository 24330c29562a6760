"""When a reminder comes, as a cadre says it: read as it is meant, and asked where it could mean two things."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.schedules import EVENING, Anchor, Calendar, Relative, Schedule
from nlu.schedules import part_said, read_schedule
from tests.town import words

NOW = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
TWENTIETH = date(2026, 12, 20)
TOMORROW = date(2026, 12, 1)
HALF_PAST_SEVEN, HALF_PAST_FOUR = 7 * 60 + 30, 16 * 60 + 30


def once(day: date, *times: int) -> Calendar:
    return Calendar(times, day, day)


@pytest.mark.parametrize(("said", "meant"), [
    ("每天7:30和16:30", Calendar((HALF_PAST_SEVEN, HALF_PAST_FOUR), TODAY)),
    ("每天早上七点半、下午四点半", Calendar((HALF_PAST_SEVEN, HALF_PAST_FOUR), TODAY)),
    ("每天7：30，到20号为止", Calendar((HALF_PAST_SEVEN,), TODAY, TWENTIETH)),
    ("每天7:30到12月20日", Calendar((HALF_PAST_SEVEN,), TODAY, TWENTIETH)),
    ("从明天起每天晚上8点，到下周五", Calendar((1_200,), TOMORROW, date(2026, 12, 11))),
    ("每隔两天 8:00", Calendar((480,), TODAY, every=3)),
    ("隔天早上8点", Calendar((480,), TODAY, every=2)),
    ("每三天早上8点", Calendar((480,), TODAY, every=3)),
    ("三天一次，早上8点", Calendar((480,), TODAY, every=3)),
    ("每周一三五上午8点", Calendar((480,), TODAY, weekdays=(0, 2, 4))),
    ("每个星期一、星期三上午8点一刻", Calendar((495,), TODAY, weekdays=(0, 2))),
    ("每周一到周五 8:00", Calendar((480,), TODAY, weekdays=(0, 1, 2, 3, 4))),
    ("工作日8:30", Calendar((510,), TODAY, weekdays=(0, 1, 2, 3, 4))),
    ("每周末中午", Calendar((720,), TODAY, weekdays=(5, 6))),
    ("每月1号和15号上午9点", Calendar((540,), TODAY, monthdays=(1, 15))),
    ("每月底下午3点", Calendar((900,), TODAY, monthdays=(31,))),
    ("明天上午9点", once(TOMORROW, 540)),
    ("明早8点", once(TOMORROW, 480)),
    ("今晚八点", once(TODAY, 1_200)),
    ("12月20日 15:00", once(TWENTIETH, 900)),
    ("十二月二十号上午九点", once(TWENTIETH, 540)),
    ("1月5日 9:00", once(date(2027, 1, 5), 540)),
    ("每晚8点", Calendar((1_200,), TODAY)),
    ("每天早8点晚6点", Calendar((480, 1_080), TODAY)),
    ("每天8点和20点", Calendar((480, 1_200), TODAY)),
    ("每天早上7点和9点", Calendar((420, 540), TODAY)),
    ("截止前两小时", Relative(Anchor.CLOSING, -120)),
    ("团购截止前1.5个小时", Relative(Anchor.CLOSING, -90)),
    ("提前半小时截止", Relative(Anchor.CLOSING, -30)),
    ("截止后一小时", Relative(Anchor.CLOSING, 60)),
    ("截止前一天下午3点", Relative(Anchor.CLOSING, days=-1, at=900)),
    ("结束前一天傍晚", Relative(Anchor.OBSERVATION, days=-1, at=EVENING)),
    ("居家观察结束前一天晚上7点", Relative(Anchor.OBSERVATION, days=-1, at=1_140)),
    ("every day at 7:30 and 16:30 until the 20th", Calendar((HALF_PAST_SEVEN, HALF_PAST_FOUR), TODAY, TWENTIETH)),
    ("every third day at 8am", Calendar((480,), TODAY, every=3)),
    ("every 3 days at 7 pm until Dec 20", Calendar((1_140,), TODAY, TWENTIETH, every=3)),
    ("every other day at 8:00", Calendar((480,), TODAY, every=2)),
    ("every Monday, Wednesday and Friday at 8:00", Calendar((480,), TODAY, weekdays=(0, 2, 4))),
    ("on Mondays at 8 am", Calendar((480,), TODAY, weekdays=(0,))),
    ("weekdays 8am", Calendar((480,), TODAY, weekdays=(0, 1, 2, 3, 4))),
    ("on the 1st of every month at 9am", Calendar((540,), TODAY, monthdays=(1,))),
    ("tomorrow at 9am", once(TOMORROW, 540)),
    ("20 December at noon", once(TWENTIETH, 720)),
    ("two hours before closing", Relative(Anchor.CLOSING, -120)),
    ("the evening before the observation ends", Relative(Anchor.OBSERVATION, days=-1, at=EVENING)),
])  # fmt: skip
def test_what_is_said_is_what_is_meant(said: str, meant: Schedule) -> None:
    found = read_schedule(said, NOW)
    assert found is not None
    assert (found.doubt, found.schedule, found.rest) == ("", meant, "")


@pytest.mark.parametrize(("said", "doubt"), [
    ("每天7点", "hour"), ("每周一三五8点", "hour"), ("每天早上7点和5点", "hour"), ("every day at 7", "hour"),
    ("每天", "no_time"), ("每天早上", "no_time"), ("工作日", "no_time"), ("明天", "no_time"),
    ("7:30", "no_day"), ("早上8点", "no_day"), ("每周上午9点", "which_day"), ("每月上午9点", "which_day"),
    ("4月31号9:00", "impossible_date"), ("2月30日上午9点", "impossible_date"), ("每月32号9:00", "impossible_date"),
    ("每天7:30到2月30日", "impossible_date"), ("April 31 at 9:00", "impossible_date"),
])  # fmt: skip
def test_what_is_not_clear_is_asked(said: str, doubt: str) -> None:
    found = read_schedule(said, NOW)
    assert found is not None
    assert (found.schedule, found.doubt) == (None, doubt)


@pytest.mark.parametrize("said", ["", "猪肉2斤", "好的", "李阿公", "收到", "hello", "我要2斤带鱼，3号楼"])
def test_words_that_name_no_time_are_none(said: str) -> None:
    assert read_schedule(said, NOW) is None


@pytest.mark.parametrize(("part", "times"), [("早上", (420,)), ("晚上", (1_140,))])
def test_an_hour_that_was_asked_about_is_what_was_answered(part: str, times: tuple[int, ...]) -> None:
    found = read_schedule("每天7点", NOW, part)
    assert found is not None
    assert found.schedule == Calendar(times, TODAY)


@pytest.mark.parametrize(("said", "part"), [
    ("早上", "早上"), ("晚上的", "晚上"), ("in the evening", "晚上"), ("morning", "早上"), ("都可以", ""),
])  # fmt: skip
def test_the_part_of_the_day_is_an_answer(said: str, part: str) -> None:
    assert part_said(said) == part


def test_what_else_is_said_is_left_over() -> None:
    found = read_schedule("一网格的网格员每天7:30和16:30，到20号为止", NOW)
    assert found is not None
    assert found.rest == "一网格的网格员"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("schedule", [
    Calendar((450, 990), TODAY, TWENTIETH), Calendar((0, 450), TODAY, every=3), Calendar((480,), TOMORROW, every=2),
    Calendar((480,), TODAY, weekdays=(0, 1, 2, 3, 4)), Calendar((480,), TODAY, weekdays=(5, 6)),
    Calendar((480,), TODAY, weekdays=(0, 2, 4)), Calendar((480,), TODAY, monthdays=(31,)),
    Calendar((480,), TODAY, monthdays=(1, 15)), once(TWENTIETH, 900), Relative(Anchor.CLOSING, -90),
    Relative(Anchor.CLOSING, 60), Relative(Anchor.CLOSING, -2_880), Relative(Anchor.OBSERVATION, days=-1, at=EVENING),
    Relative(Anchor.CLOSING, days=-2, at=540, ends=TWENTIETH),
])  # fmt: skip
def test_the_words_in_which_a_schedule_is_said_back_mean_the_same_again(schedule: Schedule, language: str) -> None:
    said = words().render(language, "reminders/said", {"entry": {"schedule": schedule}})
    found = read_schedule(said, NOW)
    assert found is not None, said
    assert (found.schedule, found.rest) == (schedule, ""), said


@given(st.text(alphabet="每天周月一三五十二20号7:30点半早晚上下午到截止前结束小时、和 隔明从起底末", max_size=16))
def test_whatever_is_said_is_read_or_asked_and_breaks_nothing(said: str) -> None:
    found = read_schedule(said, NOW)
    assert found is None or (found.schedule is None) == bool(found.doubt)


def test_a_text_too_long_to_be_a_schedule_is_none() -> None:
    assert read_schedule("1" * 4_096, NOW) is None
    assert read_schedule("每天7:30" + "提醒" * 2_000, NOW) is None
