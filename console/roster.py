"""The roster of a village's posts, a week at a time: made by pasted lines, called off, checked in and out."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broadcasts import rostering
from broadcasts import shifts as watching
from broadcasts.posts import Seen, by_shift, seen
from console.house import House, Visitor, number
from console.rendering import page
from console.words import in_english
from domain.areas import Area
from domain.permissions import Action, may_note_duty
from domain.replies import Reply
from domain.shifts import Duty, Plan, Shift, Wanted, day_bounds, moment
from nlu.shifts import read_roster
from storage import areas, audit, register, shifts
from storage.database import Transaction

DAYS = 7
LONGEST_TEXT = 20_000
_WEEKDAYS = ("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the page: its shifts in order, those of the night before not among them."""

    day: date
    label: str
    shifts: list[tuple[Shift, list[Seen]]]


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """A week from a day on, this one without more; for whoever makes the roster, or leads or stands in it."""
    first = read_day(request.query_params.get("from", "")) or today(house)
    wanted, now = number(request.query_params.get("area", "")), house.clock()

    def find(tx: Transaction) -> tuple[Area | None, list[Area], list[Seen]]:
        area, offered = choose_area(tx, visitor, wanted)
        since, until = day_bounds(first, house.zone)[0], day_bounds(first + timedelta(days=DAYS - 1), house.zone)[1]
        return area, offered, seen(tx, visitor.person, since, until, now, area.id) if area else []

    area, offered, found = await house.database.write(find)
    makes = area is not None and visitor.may(Action.MAKE_SHIFTS, area.path)
    if area is None or not (makes or found):
        return None
    return page(
        house, visitor, "roster.html.j2", area=area, offered=offered, makes=makes, now=now,
        days=_days(house, visitor, first, found), first=first, before=first - timedelta(days=DAYS),
        after=first + timedelta(days=DAYS), text="", said=request.query_params.get("done", ""),
        clock=lambda shift: hours(house, visitor, shift),
    )  # fmt: skip


async def read(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """Pasted lines as they were read, to be confirmed; nothing is saved yet."""
    wanted, text = number(form.get("area", "")), str(form.get("text", ""))[:LONGEST_TEXT]

    def find(tx: Transaction) -> tuple[Area | None, rostering.Roster]:
        area, _ = choose_area(tx, visitor, wanted)
        may = area is not None and visitor.may(Action.MAKE_SHIFTS, area.path)
        return (area, settle(tx, house, area, text)) if area and may else (None, rostering.Roster())

    area, roster = await house.database.read(find)
    if area is None:
        return None
    return _draft(house, visitor, area, roster, text, changed=False)


async def save(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """The same lines, confirmed: what is saved is what was shown, or it is shown anew."""
    wanted, text, now = number(form.get("area", "")), str(form.get("text", ""))[:LONGEST_TEXT], house.clock()

    def work(tx: Transaction) -> tuple[Area | None, rostering.Roster, bool]:
        area, _ = choose_area(tx, visitor, wanted)
        if area is None or not visitor.may(Action.MAKE_SHIFTS, area.path):
            return None, rostering.Roster(), False
        roster = settle(tx, house, area, text)
        if not roster.plans or mark(roster.plans) != form.get("seen"):
            return area, roster, False
        rostering.save(tx, area, roster.plans, visitor.person.id, now)
        return area, roster, True

    area, roster, done = await house.database.write(work)
    if area is None:
        return None
    if not done:
        return _draft(house, visitor, area, roster, text, changed=True)
    first = datetime.fromtimestamp(min(plan.starts_at for plan in roster.plans) / 1000, house.zone).date()
    return RedirectResponse(f"/console/roster?area={area.id}&from={first}&done=roster_saved", 303)


async def act(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«到岗», «下班» or «取消» for one duty."""
    wanted, deed, now = number(request.path_params["duty"]), form.get("act", ""), house.clock()

    def work(tx: Transaction) -> tuple[Duty | None, str]:
        duty = shifts.duty(tx, wanted)
        area = areas.get(tx, duty.shift.area) if duty else None
        if duty is None or area is None:
            return None, ""
        if deed == "off":
            return duty, _call_off(tx, house, visitor, area, duty, now)
        leads = duty.shift.leader == visitor.person.id
        if not may_note_duty(visitor.person, area.path, leads=leads, own=duty.person == visitor.person.id):
            return None, ""
        return duty, _note(tx, house, visitor, duty, deed == "left", now)

    duty, done = await house.database.write(work)
    if duty is None or not done:
        return None
    day = datetime.fromtimestamp(duty.shift.starts_at / 1000, house.zone).date()
    return RedirectResponse(f"/console/roster?area={duty.shift.area}&from={day}&done={done}#duty-{duty.id}", 303)


def _call_off(tx: Transaction, house: House, visitor: Visitor, area: Area, duty: Duty, now: int) -> str:
    if not visitor.may(Action.MAKE_SHIFTS, area.path):
        return ""
    if not shifts.call_off(tx, duty, visitor.person.id, now):
        return "duty_changed"
    audit.note(tx, visitor.person.id, "call_off_shift", duty.person, now)
    if duty.shift.ends_at > now:
        house.writer.tell(tx, [Reply("shifts/called_off", {"duties": [duty]}, to=duty.person)], now)
    return "duty_off"


def _note(tx: Transaction, house: House, visitor: Visitor, duty: Duty, leaving: bool, now: int) -> str:
    """What the leader says of somebody without a telephone; who was told that they are missing hears of it."""
    if leaving:
        done = shifts.leave(tx, duty, visitor.person.id, now)
    else:
        done = duty.may_come(now) and shifts.come(tx, duty, visitor.person.id, now)
    if not done:
        return "duty_changed"
    audit.note(tx, visitor.person.id, "note_duty", duty.person, now)
    if not leaving and duty.missing_at is not None:
        here = shifts.duty(tx, duty.id) or duty
        told = [each for each in watching.watchers(tx, duty.shift, [duty.person]) if each != visitor.person.id]
        house.writer.tell(tx, [Reply("shifts/came_after_all", {"duty": here}, to=each) for each in told], now)
    return "duty_noted"


def choose_area(tx: Transaction, visitor: Visitor, wanted: int) -> tuple[Area | None, list[Area]]:
    """The area of a page, and those that can be chosen: villages where the visitor makes shifts, else their own."""
    offered = [
        area for path in visitor.scope(Action.MAKE_SHIFTS) for kind in ("town", "village")
        for area in register.below(tx, path, kind)
    ]  # fmt: skip
    own = areas.get(tx, visitor.person.village)
    known = {area.id: area for area in [*offered, *([own] if own else [])]}
    first = next((area for area in offered if area.id == visitor.person.village), next(iter(known.values()), None))
    return known.get(wanted, first), offered


def settle(tx: Transaction, house: House, area: Area, text: str) -> rostering.Roster:
    """Pasted lines against the records."""
    now = house.clock()
    wanted = [
        Wanted(said.line, trouble=said.trouble or "no_day") if said.trouble or said.day is None else Wanted(
            said.line, said.post, moment(said.day, said.start, house.zone), moment(said.day, said.end, house.zone),
            said.names, said.leader,
        )
        for said in read_roster(text, datetime.fromtimestamp(now / 1000, house.zone))
    ]  # fmt: skip
    return rostering.settle(tx, area, wanted, now)


def mark(plans: list[Plan]) -> str:
    """What a confirmation carries, to show that it is of these very shifts."""
    return hashlib.sha256(repr(plans).encode()).hexdigest()


def today(house: House) -> date:
    return datetime.fromtimestamp(house.clock() / 1000, house.zone).date()


def read_day(written: str) -> date | None:
    """A day as a browser sends it, of a year that can be meant."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None


def hours(house: House, visitor: Visitor, shift: Shift) -> str:
    """From and to by the clock: 20:00–次日08:00."""
    begins, ends = (datetime.fromtimestamp(at / 1000, house.zone) for at in (shift.starts_at, shift.ends_at))
    if ends.date() == begins.date():
        return f"{begins:%H:%M}–{ends:%H:%M}"
    if f"{ends:%H:%M}" == "00:00" and (ends.date() - begins.date()).days == 1:
        return f"{begins:%H:%M}–24:00"
    return f"{begins:%H:%M}–{('次日', 'next day ')[in_english(visitor.person.language)]}{ends:%H:%M}"


def day_label(language: str, day: date) -> str:
    """12月1日 周二"""
    if in_english(language):
        return f"{_WEEKDAYS[1][day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return f"{day.month}月{day.day}日 周{_WEEKDAYS[0][day.weekday()]}"


def _days(house: House, visitor: Visitor, first: date, found: list[Seen]) -> list[Day]:
    by_day: dict[date, list[Seen]] = {}
    for each in found:
        day = datetime.fromtimestamp(each.duty.shift.starts_at / 1000, house.zone).date()
        by_day.setdefault(max(day, first), []).append(each)
    language = visitor.person.language
    return [Day(day, day_label(language, day), by_shift(by_day[day])) for day in sorted(by_day)]


def _draft(
    house: House, visitor: Visitor, area: Area, roster: rostering.Roster, text: str, changed: bool
) -> Response:
    def clock(plan: Plan) -> str:
        begins = datetime.fromtimestamp(plan.starts_at / 1000, house.zone).date()
        return f"{day_label(visitor.person.language, begins)} {hours(house, visitor, plan.shift)}"

    return page(
        house, visitor, "roster_draft.html.j2", area=area, roster=roster, text=text, changed=changed,
        seen=mark(roster.plans), clock=clock,
    )  # fmt: skip
