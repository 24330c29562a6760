"""Money and times are read as people write them, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.written import read_time, read_yuan


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("12元", 1200),
        ("￥15", 1500),
        ("¥ 15.00", 1500),
        ("12.50元", 1250),
        ("１２元", 1200),
        ("4块", 400),
        ("4块钱", 400),
        ("RMB 35", 3500),
        ("35元整", 3500),
        ("0元", 0),
    ],
)
def test_an_amount_of_yuan_is_read_with_its_sign_or_word(written: str, fen: int) -> None:
    assert read_yuan(written) == fen


@pytest.mark.parametrize(
    "written", ["", "元", "很贵", "-1", "12元5角", "12-15元", "35元/斤", "1,200", "0.001元", "1.2.3"]
)
def test_what_is_no_certain_amount_is_not_read(written: str) -> None:
    assert read_yuan(written) is None


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-12-01T20:00", "2026-12-01T20:00:00"),
        ("2026-12-01 9:30", "2026-12-01T09:30:00"),
        ("2026-12-01T20:00:00", "2026-12-01T20:00:00"),
        ("2026-12-01T12:00Z", "2026-12-01T12:00:00+00:00"),
        ("2026/12/3 20:00", "2026-12-03T20:00:00"),
        ("2026.12.3 20:00", "2026-12-03T20:00:00"),
        ("2026年12月3日 20:00", "2026-12-03T20:00:00"),
        ("2026年12月3日20：00", "2026-12-03T20:00:00"),
        ("2026年12月3日20点", "2026-12-03T20:00:00"),
        ("2026年12月3号 20时30分", "2026-12-03T20:30:00"),
        ("2026年12月3日 8点半", "2026-12-03T08:30:00"),
    ],
)
def test_a_time_is_read_however_its_day_is_written(written: str, iso: str) -> None:
    found = read_time(written)
    assert found is not None
    assert found.isoformat() == iso


@pytest.mark.parametrize(
    "written",
    ["", "明晚", "2026-12-01", "12/3/2026 20:00", "2026-13-01 20:00", "2026年12月3日 晚上8点", "2026-12/3 20:00",
     "2026-12-01 25:00", "2026年12月3日 20点5分6秒", "2201-01-01 20:00"],
)  # fmt: skip
def test_what_is_no_certain_time_is_not_read(written: str) -> None:
    assert read_time(written) is None


@given(st.text(max_size=40))
def test_no_text_makes_it_fail(written: str) -> None:
    read_time(written)
    read_yuan(written)
