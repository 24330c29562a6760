"""The next round is due by the calendar of the place, also where clocks change."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.rounds import later_by_days, next_closing, next_opening

HOUR = 3_600_000


def at(zone: str, *moment: int) -> int:
    return int(datetime(*moment, tzinfo=ZoneInfo(zone)).timestamp() * 1000)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("zone", "opened", "days", "due"),
    [
        ("Asia/Shanghai", (2026, 11, 30, 10, 30), 3, (2026, 12, 3, 10, 30)),
        ("Asia/Shanghai", (2026, 12, 30, 20, 0), 7, (2027, 1, 6, 20, 0)),
        ("America/New_York", (2026, 3, 6, 9, 0), 3, (2026, 3, 9, 9, 0)),
        ("America/New_York", (2026, 10, 30, 9, 0), 3, (2026, 11, 2, 9, 0)),
        ("Europe/Berlin", (2026, 10, 24, 8, 0), 1, (2026, 10, 25, 8, 0)),
        ("Asia/Kathmandu", (2026, 2, 27, 6, 45), 2, (2026, 3, 1, 6, 45)),
        ("Pacific/Auckland", (2026, 4, 4, 18, 0), 1, (2026, 4, 5, 18, 0)),
    ],
)
def test_the_same_time_of_day_so_many_days_on(
    zone: str, opened: tuple[int, ...], days: int, due: tuple[int, ...]
) -> None:
    assert later_by_days(at(zone, *opened), days, ZoneInfo(zone)) == at(zone, *due)


def test_a_time_that_the_clock_leaves_out_is_the_one_after_it() -> None:
    zone = "America/New_York"
    due = later_by_days(at(zone, 2026, 3, 7, 2, 30), 1, ZoneInfo(zone))
    assert due == at(zone, 2026, 3, 8, 3, 30)


def test_a_day_that_is_past_is_passed_over() -> None:
    zone, opened = ZoneInfo("Asia/Shanghai"), at("Asia/Shanghai", 2026, 11, 30, 10)
    assert next_opening(opened, 3, zone, opened + 4 * 24 * HOUR) == at("Asia/Shanghai", 2026, 12, 6, 10)


def test_the_next_round_closes_as_long_after_as_the_last_one() -> None:
    zone = ZoneInfo("America/New_York")
    opened, closes = at("America/New_York", 2026, 3, 5, 10), at("America/New_York", 2026, 3, 7, 20)
    opens = at("America/New_York", 2026, 3, 8, 11, 15)
    assert next_closing(opened, closes, opens, zone) == at("America/New_York", 2026, 3, 10, 20)
