"""What a village may change without a programmer: each has a name, a default, and what its value may be.

Their words on the console are in console/settings_words.py, "set_" and the name.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Setting(StrEnum):
    NOTICE_SECOND_PERSON_ABOVE = "notice_second_person_above"
    """People beyond which a second person must confirm a notice."""

    QUIET_FROM = "quiet_from"
    """From then on no notice is delivered, until `QUIET_UNTIL`; the same time twice: no quiet hours."""

    QUIET_UNTIL = "quiet_until"
    FAILURE_SHARE = "failure_share"
    """Per cent of the last deliveries that failed, beyond which a broadcast pauses by itself."""

    FAILURE_WINDOW = "failure_window"
    """How many of the last deliveries that is taken of."""

    NUDGE_HOURS = "nudge_hours"
    """Hours between two copies of a notice to somebody who is silent, and between two lists of doors."""

    DIGEST_WHEN_NOTHING = "digest_when_nothing"
    """Whether a worker who has nothing outstanding is told so."""

    SHIFT_REMINDED_BEFORE = "shift_reminded_before"
    """Minutes before a shift at which whoever stands in it is reminded: time to dress, eat and walk there."""

    SHIFT_GRACE = "shift_grace"
    """Minutes after its beginning in which nobody is missed yet: a hand-over at a gate takes some."""


class Kind(StrEnum):
    COUNT = "count"
    CLOCK = "clock"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Definition:
    kind: Kind
    default: str
    least: int = 0
    most: int = 0


DEFINITIONS = {
    Setting.NOTICE_SECOND_PERSON_ABOVE: Definition(Kind.COUNT, "20000", 0, 1_000_000),
    Setting.QUIET_FROM: Definition(Kind.CLOCK, "22:00"),
    Setting.QUIET_UNTIL: Definition(Kind.CLOCK, "06:30"),
    Setting.FAILURE_SHARE: Definition(Kind.COUNT, "5", 1, 100),
    Setting.FAILURE_WINDOW: Definition(Kind.COUNT, "200", 20, 10_000),
    Setting.NUDGE_HOURS: Definition(Kind.COUNT, "4", 1, 240),
    Setting.DIGEST_WHEN_NOTHING: Definition(Kind.YES_NO, "yes"),
    Setting.SHIFT_REMINDED_BEFORE: Definition(Kind.COUNT, "60", 5, 1_000),
    Setting.SHIFT_GRACE: Definition(Kind.COUNT, "10", 0, 240),
}

_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:：](?P<minute>[0-5]\d)", re.ASCII)
_YES = {"yes": "yes", "no": "no", "是": "yes", "否": "no"}


def tidied(setting: Setting, text: str) -> str | None:
    """A value as it is kept ("6:30" is "06:30"), or None for what cannot be one."""
    definition, written = DEFINITIONS[setting], text.strip().lower()
    match definition.kind:
        case Kind.COUNT:
            plain = written.replace(",", "")
            fits = plain.isascii() and plain.isdecimal() and len(plain) <= 9
            return str(int(plain)) if fits and definition.least <= int(plain) <= definition.most else None
        case Kind.CLOCK:
            clock = _CLOCK.fullmatch(written)
            return f"{int(clock['hour']):02}:{clock['minute']}" if clock else None
        case Kind.YES_NO:
            return _YES.get(written)


def meaning(setting: Setting, value: str) -> int:
    """A kept value as a number: a count, minutes of the day, 1 for yes and 0 for no."""
    match DEFINITIONS[setting].kind:
        case Kind.COUNT:
            return int(value)
        case Kind.CLOCK:
            hour, minute = value.split(":")
            return int(hour) * 60 + int(minute)
        case Kind.YES_NO:
            return int(value == "yes")
