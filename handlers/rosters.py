"""«我的班», «东门明天谁值班», «值班统计»: whoever stands at a post, leads it or makes its roster asks after it."""

from datetime import datetime

from broadcasts.posts import Seen, by_shift, seen
from domain.permissions import Action, scope
from domain.shifts import day_bounds, tallies
from domain.spans import DAY
from handlers.flow import Flow, Outcome, Turn, managed_village, say
from nlu.shift_words import asks_own_shifts, asks_tally, asks_who
from nlu.shifts import resolve_day
from storage import shifts

flow = Flow("rosters")

AHEAD = 31 * DAY
MOST = 40
"""Duties of one answer: a week of a village's gates; beyond that the page is clearer."""

MOST_TALLIED = 30


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Questions about shifts; those of whom there is nothing to say are told so."""
    if turn.person is None:
        return None
    if asks_own_shifts(turn.text):
        return mine(turn)
    who = asks_who(turn.text)
    if who is not None:
        return _who(turn, *who)
    asks = asks_tally(turn.text, _now(turn))
    return _tally(turn) if asks is not None else None


@flow.command("shifts")
def mine(turn: Turn) -> Outcome:
    """One's own shifts of the next weeks."""
    own = shifts.of_person(turn.tx, turn.known().id, turn.now, turn.now + AHEAD)
    others = own[1:] or own
    names = [duty.name for duty in shifts.of_shift(turn.tx, own[0].shift.id) if duty.id != own[0].id] if own else []
    return say("shifts/mine", duties=own[:MOST], with_whom=names, example=others[0] if others else None)


def _who(turn: Turn, post: str, day_said: str) -> Outcome:
    day = resolve_day(day_said, _now(turn)) if day_said else _now(turn).date()
    if day is None:
        return say("shifts/no_such_day")
    since, until = day_bounds(day, turn.house.zone)
    if day == _now(turn).date():
        since = turn.now
    found = [each for each in seen(turn.tx, turn.known(), since, until, turn.now) if post in each.duty.shift.place]
    if found:
        return say("shifts/roster", watches=by_shift(found[:MOST]), more=max(0, len(found) - MOST), link=_page(turn))
    may_see = _sees_any(turn)
    return say("shifts/nobody", place=post, may_see=may_see, makes=bool(scope(turn.person, Action.MAKE_SHIFTS)))


def _tally(turn: Turn) -> Outcome:
    """Shifts and hours by person and by post, of what the writer may see with phones: all, or what they lead."""
    period = asks_tally(turn.text, _now(turn))
    assert period is not None
    since, _ = day_bounds(period.first, turn.house.zone)
    _, until = day_bounds(period.last, turn.house.zone)
    found: list[Seen] = [each for each in seen(turn.tx, turn.known(), since, until, turn.now) if each.phones]
    duties = [each.duty for each in found if since <= each.duty.shift.starts_at < until]
    if not duties:
        return say("shifts/nothing_to_tally", may_see=_leads_any(turn))
    values = {
        "first_day": f"{period.first.month}月{period.first.day}日",
        "last_day": f"{period.last.month}月{period.last.day}日",
        "by_person": tallies(duties, turn.now)[:MOST_TALLIED], "by_post": tallies(duties, turn.now, by_post=True),
        "more": max(0, len({duty.person for duty in duties}) - MOST_TALLIED), "link": _page(turn),
    }  # fmt: skip
    return say("shifts/tallies", **values)


def _page(turn: Turn) -> str:
    """The console's page, for those who have one."""
    if not scope(turn.person, Action.MAKE_SHIFTS):
        return ""
    area = managed_village(turn, Action.MAKE_SHIFTS)
    return f"{turn.house.address}/console/roster?area={area.id}" if area else ""


def _leads_any(turn: Turn) -> bool:
    person = turn.known()
    return bool(scope(person, Action.MAKE_SHIFTS) or shifts.posts_led(turn.tx, person.id, turn.now))


def _sees_any(turn: Turn) -> bool:
    """Whether there is a roster that is the writer's to see at all."""
    span = (turn.now - shifts.LED, turn.now + shifts.LED)
    return _leads_any(turn) or bool(shifts.of_person(turn.tx, turn.known().id, *span))


def _now(turn: Turn) -> datetime:
    return datetime.fromtimestamp(turn.now / 1000, turn.house.zone)
