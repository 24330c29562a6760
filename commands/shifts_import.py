"""Rows of a roster become shifts: what cannot be, or is not clear, is refused with its row and what to do."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from broadcasts import rostering
from domain.areas import Area
from domain.shifts import Shift, Trouble, Wanted, moment
from nlu.shifts import LONGEST_POST, read_hours, resolve_day, split_names
from sheets.refusals import Refusal
from sheets.table import Row
from sheets.written import read_time
from storage import areas
from storage.database import Transaction

_ISO_DAY = re.compile(r"(20\d\d-\d{1,2}-\d{1,2})[T ]00:00(?::00)?")
_SECONDS = re.compile(r"(?<=:\d\d):00(?!\d)")

REASONS = {
    "no_day": "there is no day; write it such as 2026-12-01",
    "no_such_day": "there is no such day; write it such as 2026-12-01",
    "no_post": "there is no post",
    "no_names": "nobody is named",
    "not_read": "the hours cannot be read; write them such as 8:00-16:00 or 20:00-次日8:00",
    "which_hour": "may end in the afternoon or on the next morning; write hours such as 14:00-22:00, 20:00-次日8:00",
    "backwards": "ends before it begins",
    "short": "is shorter than 15 minutes",
    "long": "is longer than 24 hours; make several shifts of it",
    "past": "is over; only shifts to come are taken",
    "far": "is more than a year ahead; check the date",
    "long_post": f"the name of the post is longer than {LONGEST_POST} characters",
}


@dataclass(slots=True)
class Outcome:
    """What became of the rows of a slice."""

    duties: int = 0
    known: int = 0
    rows_refused: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, number: int, reason: str) -> None:
        self.rows_refused += 1
        self.refused.append(Refusal(f"row {number}", reason, number))


def take_in(tx: Transaction, rows: Sequence[Row], zone: ZoneInfo, now: int) -> Outcome:
    """Saves the good rows. Nothing that is recorded is changed: who was called off or swapped stays so."""
    outcome = Outcome()
    places: dict[int, list[tuple[Row, Wanted]]] = {}
    found: dict[int, Area] = {}
    for row in rows:
        area = _area(tx, row)
        if isinstance(area, str):
            outcome.refuse(row.number, area)
            continue
        found[area.id] = area
        places.setdefault(area.id, []).append((row, _wanted(row, zone, now)))
    for number, entries in places.items():
        area = found[number]
        roster = rostering.settle(tx, area, (wanted for _, wanted in entries), now, from_file=True)
        saved = rostering.save(tx, area, roster.plans, 0, now) if roster.plans else rostering.Saved()
        outcome.duties += saved.duties
        outcome.known += roster.known
        for trouble in (*roster.troubles, *saved.troubles):
            outcome.refuse(int(trouble.line), reason(trouble, area, zone))
    outcome.refused.sort(key=lambda refusal: refusal.row)
    return outcome


def reason(trouble: Trouble, area: Area, zone: ZoneInfo) -> str:
    """Why a row is refused, and what to do."""
    if trouble.kind == "unknown":
        return f"nobody called {trouble.name} is on record in {area.name}; check the name, or import them first"
    if trouble.kind == "several":
        doors = ", ".join(trouble.doors)
        mark = f"{trouble.name}({trouble.doors[0]})"
        return f"several people of {area.name} are called {trouble.name} ({doors}); write which, such as {mark}"
    if trouble.kind == "overlap" and trouble.other is not None:
        return f"{trouble.name} has a shift at that time, {_shown(trouble.other, zone)}; not added"
    if trouble.kind == "led_by":
        return f"this shift is led by {trouble.name}; not changed"
    if trouble.kind == "called_off":
        return f"the part of {trouble.name} in this shift was called off; not added again"
    return REASONS.get(trouble.kind, REASONS["not_read"])


def _wanted(row: Row, zone: ZoneInfo, now: int) -> Wanted:
    """The row as a line of a roster; its number stands for its words."""
    line = str(row.number)
    post, names = " ".join(row.get("post").split()), split_names(row.get("who"))
    leader = " ".join(row.get("leader").split())
    if not post or not names:
        return Wanted(line, trouble="no_names" if post else "no_post")
    if len(post) > LONGEST_POST or not post.isprintable():
        return Wanted(line, trouble="long_post")
    times = _times(row, zone, now)
    if isinstance(times, str):
        return Wanted(line, trouble=times)
    if leader and leader not in names:
        names = (*names, leader)
    return Wanted(line, post, *times, names, leader)


def _times(row: Row, zone: ZoneInfo, now: int) -> tuple[int, int] | str:
    """Epoch milliseconds from and to, or why they cannot be told."""
    begins, ends = (read_time(row.get(name)) for name in ("from", "to"))
    if begins is not None and ends is not None:
        start, end = (at if at.tzinfo else at.replace(tzinfo=zone) for at in (begins, ends))
        return int(start.timestamp()) * 1000, int(end.timestamp()) * 1000
    local = datetime.fromtimestamp(now / 1000, zone)
    written = unicodedata.normalize("NFKC", row.get("day")).replace(".", "-")
    written = _ISO_DAY.sub(r"\1", written.replace("/", "-") if written[:2] == "20" else written)
    if not written:
        return "no_day"
    day = resolve_day(written, local)
    if day is None:
        return "no_such_day"
    hours = row.get("hours") or (f"{row.get('from')}-{row.get('to')}" if row.get("from") and row.get("to") else "")
    return _moments(read_hours(_SECONDS.sub("", hours), day, local), day, zone)


def _moments(minutes: tuple[int, int] | str, day: date, zone: ZoneInfo) -> tuple[int, int] | str:
    if isinstance(minutes, str):
        return minutes
    return moment(day, minutes[0], zone), moment(day, minutes[1], zone)


def _area(tx: Transaction, row: Row) -> Area | str:
    """The village or street of a row; the only village where the file names none."""
    name = " ".join(row.get("village").split())
    if not name:
        villages = areas.of_kind(tx, "village")
        return villages[0] if len(villages) == 1 else f"village is missing; there are {len(villages)} villages here"
    found = [area for area in areas.named(tx, name) if area.kind in ("village", "town")]
    if len(found) != 1:
        return f"{len(found)} villages are called {name}" if found else f"there is no village {name[:40]}"
    return found[0]


def _shown(shift: Shift, zone: ZoneInfo) -> str:
    begins, ends = (datetime.fromtimestamp(at / 1000, zone) for at in (shift.starts_at, shift.ends_at))
    return f"{begins:%Y-%m-%d %H:%M} to {ends:%H:%M} at {shift.place}"
