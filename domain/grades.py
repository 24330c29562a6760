"""The grades of observation, each with what it asks of people. One case passes through several of them.

Source: 集中/居家医学观察、居家健康监测、健康监测、自我健康监测, each with permissions of its own; temperatures in
the morning and the evening in medical observation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MORNING = 8 * 60
EVENING = 18 * 60


class Grade(StrEnum):
    CENTRAL = "central"  #: 集中医学观察, at an isolation site
    HOME = "home"  #: 居家医学观察
    HOME_MONITORING = "home_monitoring"  #: 居家健康监测
    MONITORING = "monitoring"  #: 健康监测
    SELF_MONITORING = "self_monitoring"  #: 自我健康监测


@dataclass(frozen=True, slots=True)
class Terms:
    """What a grade asks. `times`: minutes of the day at which temperatures are reported; a case may have its own."""

    times: tuple[int, ...]
    stays_in: bool  #: does not leave the door: goods and errands come there
    away: bool = False  #: at a site, so that nobody knocks at home
    followed: bool = True  #: a report that does not come is asked for, and passed on


TERMS: Mapping[Grade, Terms] = {
    Grade.CENTRAL: Terms((MORNING, EVENING), stays_in=True, away=True),
    Grade.HOME: Terms((MORNING, EVENING), stays_in=True),
    Grade.HOME_MONITORING: Terms((MORNING, EVENING), stays_in=True),
    Grade.MONITORING: Terms((MORNING,), stays_in=False),
    Grade.SELF_MONITORING: Terms((MORNING,), stays_in=False, followed=False),
}
