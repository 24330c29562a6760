"""What a village may change: what a value may be, and how it is kept."""

import pytest

from domain.settings import DEFINITIONS, Setting, meaning, tidied


@pytest.mark.parametrize("setting", Setting)
def test_every_setting_has_a_default_that_is_a_value(setting: Setting) -> None:
    default = DEFINITIONS[setting].default
    assert tidied(setting, default) == default
    assert meaning(setting, default) >= 0


@pytest.mark.parametrize(
    ("setting", "written", "kept", "means"),
    [
        (Setting.NOTICE_SECOND_PERSON_ABOVE, " 20,000 ", "20000", 20_000),
        (Setting.NOTICE_SECOND_PERSON_ABOVE, "0", "0", 0),
        (Setting.QUIET_FROM, "22:00", "22:00", 22 * 60),
        (Setting.QUIET_UNTIL, "6：30", "06:30", 6 * 60 + 30),
        (Setting.FAILURE_SHARE, "5", "5", 5),
        (Setting.FEVER_FROM, "37.5℃", "37.5", 3750),
        (Setting.FEVER_FROM, "38", "38.0", 3800),
        (Setting.DIGEST_WHEN_NOTHING, "否", "no", 0),
        (Setting.DIGEST_WHEN_NOTHING, "YES", "yes", 1),
    ],
)
def test_a_value_is_kept_in_one_spelling(setting: Setting, written: str, kept: str, means: int) -> None:
    assert tidied(setting, written) == kept
    assert meaning(setting, kept) == means


@pytest.mark.parametrize(
    ("setting", "written"),
    [
        (Setting.NOTICE_SECOND_PERSON_ABOVE, "-1"), (Setting.NOTICE_SECOND_PERSON_ABOVE, "1000001"),
        (Setting.NOTICE_SECOND_PERSON_ABOVE, "many"), (Setting.NOTICE_SECOND_PERSON_ABOVE, "²"),
        (Setting.QUIET_FROM, "24:00"), (Setting.QUIET_FROM, "22"), (Setting.QUIET_UNTIL, "6:60"),
        (Setting.QUIET_UNTIL, ""), (Setting.FAILURE_SHARE, "0"), (Setting.FAILURE_SHARE, "101"),
        (Setting.FEVER_FROM, "35.9"), (Setting.FEVER_FROM, "373"), (Setting.FEVER_FROM, "37.25"),
        (Setting.FAILURE_WINDOW, "5"), (Setting.DIGEST_WHEN_NOTHING, "maybe"),
    ],
)  # fmt: skip
def test_what_can_be_no_value_is_none(setting: Setting, written: str) -> None:
    assert tidied(setting, written) is None
