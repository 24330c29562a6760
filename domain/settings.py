"""What a village may change without a programmer: each has a name, a default, and what its value may be.

Their words on the console are in console/settings_words.py, "set_" and the name.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Setting(StrEnum):
    NOTICE_SECOND_PERSON_ABOVE = "notice_second_person_above"
    """People beyond which a second person must confirm a notice."""

    NOTICES_A_DAY = "notices_a_day"
    """How many one person sends within a day, emergencies left out; beyond that a second person must confirm each."""

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

    SHOP_CHECK_DAYS = "shop_check_days"
    """Days between two looks at a shop whose list says nothing else; from the next look on."""

    COMPLAINT_DAYS = "complaint_days"
    """Days within which whoever complains has an answer."""

    AGREEMENT_DAYS = "agreement_days"
    """Days after an agreement at which somebody looks whether it was kept."""

    MEETING_REMINDED_BEFORE = "meeting_reminded_before"
    """Hours before a meeting of mediation at which those who come are reminded."""

    FEVER_FROM = "fever_from"
    """From which temperature (°C) on somebody has a fever."""

    ALARM_MINUTES = "alarm_minutes"
    """Minutes in which somebody must take a health alarm before it is told one level further up."""

    REPORT_AGAIN = "report_again"
    """Minutes after its time at which a report of temperatures is asked for once more."""

    REPORT_WORKER = "report_worker"
    """Minutes after its time at which the grid workers are told that it did not come."""

    REPORT_CADRE = "report_cadre"
    """Minutes after it at which the cadres are told as well."""

    ERRAND_UNTAKEN = "errand_untaken"
    """Minutes after which an errand that nobody has taken is told to others, and again to the cadres."""

    ERRAND_OVERDUE = "errand_overdue"
    """Minutes after the promised time at which one that is not done counts as late."""

    ERRAND_UNANSWERED = "errand_unanswered"
    """Hours after which one that is done, and of which its asker says nothing, counts as unanswered."""

    RUBBISH_MORNING = "rubbish_morning"
    """When the rubbish of observed homes is fetched from their doors."""

    RUBBISH_EVENING = "rubbish_evening"

    VISIT_ROUND = "visit_round"
    """Doors of a micro-grid in a day's round."""

    VISIT_DAYS = "visit_days"
    """Days within which somebody of a household was met, so that it counts as seen."""

    VISIT_EVENING = "visit_evening"
    """When workers are told which doors with a reason nobody was at."""

    CODE_BLUE = "code_blue"
    """Whether the health code has a blue here; green, yellow and red it has everywhere."""

    CODE_ORANGE = "code_orange"

    RETAIN_REPORTS = "retain_reports"
    """Days after the end of an observation for which its reports of temperatures are kept."""

    RETAIN_CASES = "retain_cases"
    """Days after its end for which it is kept itself."""

    RETAIN_ALARMS = "retain_alarms"
    """Days after it was recorded what was done about a health alarm."""

    RETAIN_VISITS = "retain_visits"
    """Days for which visits are kept, and who came back once it is decided what follows."""

    RETAIN_ERRANDS = "retain_errands"
    """Days after an errand for which its words are kept; what was laid out for it stays on the accounts."""

    RETAIN_MATTERS = "retain_matters"
    """Days after a complaint or dispute was closed for which its file is kept."""

    RETAIN_LOOKS = "retain_looks"
    """Days for which it is kept who of staff looked at whom and did what."""


class Kind(StrEnum):
    COUNT = "count"
    DEGREES = "degrees"  #: °C with one decimal, its meaning in hundredths
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
    Setting.NOTICES_A_DAY: Definition(Kind.COUNT, "20", 1, 1_000),
    Setting.QUIET_FROM: Definition(Kind.CLOCK, "22:00"),
    Setting.QUIET_UNTIL: Definition(Kind.CLOCK, "06:30"),
    Setting.FAILURE_SHARE: Definition(Kind.COUNT, "5", 1, 100),
    Setting.FAILURE_WINDOW: Definition(Kind.COUNT, "200", 20, 10_000),
    Setting.NUDGE_HOURS: Definition(Kind.COUNT, "4", 1, 240),
    Setting.DIGEST_WHEN_NOTHING: Definition(Kind.YES_NO, "yes"),
    Setting.SHIFT_REMINDED_BEFORE: Definition(Kind.COUNT, "60", 5, 1_000),
    Setting.SHIFT_GRACE: Definition(Kind.COUNT, "10", 0, 240),
    Setting.FEVER_FROM: Definition(Kind.DEGREES, "37.3", 3600, 3900),
    Setting.ALARM_MINUTES: Definition(Kind.COUNT, "10", 1, 240),
    Setting.REPORT_AGAIN: Definition(Kind.COUNT, "60", 5, 1_000),
    Setting.REPORT_WORKER: Definition(Kind.COUNT, "120", 5, 1_000),
    Setting.REPORT_CADRE: Definition(Kind.COUNT, "240", 5, 1_440),
    Setting.SHOP_CHECK_DAYS: Definition(Kind.COUNT, "7", 1, 366),
    Setting.COMPLAINT_DAYS: Definition(Kind.COUNT, "3", 1, 60),
    Setting.AGREEMENT_DAYS: Definition(Kind.COUNT, "30", 1, 366),
    Setting.MEETING_REMINDED_BEFORE: Definition(Kind.COUNT, "3", 1, 72),
    Setting.ERRAND_UNTAKEN: Definition(Kind.COUNT, "30", 5, 1_440),
    Setting.ERRAND_OVERDUE: Definition(Kind.COUNT, "60", 5, 1_440),
    Setting.ERRAND_UNANSWERED: Definition(Kind.COUNT, "24", 1, 240),
    Setting.RUBBISH_MORNING: Definition(Kind.CLOCK, "09:00"),
    Setting.RUBBISH_EVENING: Definition(Kind.CLOCK, "17:00"),
    Setting.VISIT_ROUND: Definition(Kind.COUNT, "30", 1, 2_000),
    Setting.VISIT_DAYS: Definition(Kind.COUNT, "7", 1, 366),
    Setting.VISIT_EVENING: Definition(Kind.CLOCK, "20:00"),
    Setting.CODE_BLUE: Definition(Kind.YES_NO, "no"),
    Setting.CODE_ORANGE: Definition(Kind.YES_NO, "no"),
    Setting.RETAIN_REPORTS: Definition(Kind.COUNT, "30", 1, 3_660),
    Setting.RETAIN_CASES: Definition(Kind.COUNT, "90", 1, 3_660),
    Setting.RETAIN_ALARMS: Definition(Kind.COUNT, "90", 1, 3_660),
    Setting.RETAIN_VISITS: Definition(Kind.COUNT, "180", 1, 3_660),
    Setting.RETAIN_ERRANDS: Definition(Kind.COUNT, "30", 1, 3_660),
    Setting.RETAIN_MATTERS: Definition(Kind.COUNT, "1095", 30, 7_320),
    Setting.RETAIN_LOOKS: Definition(Kind.COUNT, "1095", 180, 3_660),
}

_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:：](?P<minute>[0-5]\d)", re.ASCII)
_DEGREES = re.compile(r"(\d{2})(?:[.．](\d))?", re.ASCII)
_YES = {"yes": "yes", "no": "no", "是": "yes", "否": "no"}


def tidied(setting: Setting, text: str) -> str | None:
    """A value as it is kept ("6:30" is "06:30"), or None for what cannot be one."""
    definition, written = DEFINITIONS[setting], text.strip().lower()
    match definition.kind:
        case Kind.COUNT:
            plain = written.replace(",", "")
            fits = plain.isascii() and plain.isdecimal() and len(plain) <= 9
            return str(int(plain)) if fits and definition.least <= int(plain) <= definition.most else None
        case Kind.DEGREES:
            degrees = _DEGREES.fullmatch(written.removesuffix("℃").removesuffix("度").strip())
            tidy = f"{degrees[1]}.{degrees[2] or 0}" if degrees else ""
            return tidy if tidy and definition.least <= _hundredths(tidy) <= definition.most else None
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
        case Kind.DEGREES:
            return _hundredths(value)
        case Kind.CLOCK:
            hour, minute = value.split(":")
            return int(hour) * 60 + int(minute)
        case Kind.YES_NO:
            return int(value == "yes")


def _hundredths(degrees: str) -> int:
    whole, _, tenth = degrees.partition(".")
    return int(whole) * 100 + int(tenth or 0) * 10
