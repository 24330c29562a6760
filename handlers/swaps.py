"""«我想和李敏换周三的班», «周三的班给李敏»: two people agree to swap shifts, and the leader is told."""

from dataclasses import replace
from datetime import datetime

from broadcasts import swapping
from broadcasts.posts import seen
from domain.people import Person
from domain.replies import NO, YES, Ask, Option, Reply
from domain.shifts import Duty, day_bounds
from domain.spans import DAY
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.shift_words import SwapSaid, read_swap
from nlu.shifts import resolve_day
from storage import addresses, people, shifts

flow = Flow("swaps")

AHEAD = 31 * DAY
MOST_BUTTONS = 8
NOTHING = "nothing"
"""The choice of those who want no shift in return."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words about a swap, from whoever has a shift."""
    said = read_swap(turn.text) if turn.person is not None else None
    if said is None:
        return None
    own = _coming(turn, turn.known().id)
    if not own:
        return say("shifts/nothing_to_swap")
    other = _colleague(turn, said.other)
    if isinstance(other, Outcome):
        return other
    return _choose(turn, said, other, own)


@flow.step("mine")
def choose_mine(turn: Turn) -> Outcome:
    """Which of one's own shifts."""
    return _chosen(turn, "duty")


@flow.step("hers")
def choose_hers(turn: Turn) -> Outcome:
    """Which of the other's shifts in return, or none."""
    return _chosen(turn, "other")


@flow.step("agree")
def agree(turn: Turn) -> Outcome:
    """«同意» or «不换», from the one who was asked."""
    swap, person = shifts.swap(turn.tx, turn.subject), turn.known()
    asker = people.get(turn.tx, swap.asker) if swap else None
    if swap is None or asker is None or swap.asked != person.id or swap.state != "asked":
        return finish(Reply("shifts/swap_over"))
    if turn.answer == NO:
        shifts.decide_swap(turn.tx, swap.id, "declined", turn.now)
        declined = Reply("shifts/swap_declined", {"name": person.name}, to=swap.asker)
        return replace(finish(Reply("shifts/kept"), declined), toast="kept")
    done = swapping.agree(turn.tx, swap, turn.now)
    values = {
        "duty_given": done.given, "duty_taken": done.taken, "asker_name": asker.name, "asked_name": person.name,
    }  # fmt: skip
    if done.outcome != swapping.AGREED:
        failed = {**values, "why": done.outcome, "clash": done.clash}
        told = Reply("shifts/swap_failed", failed, to=swap.asker)
        return finish(Reply("shifts/swap_failed", failed), told)
    told_of_it = swapping.told(turn.tx, swap, done, (asker.name, person.name))
    return replace(finish(Reply("shifts/swap_done", values), *told_of_it), toast="swapped")


def _choose(turn: Turn, said: SwapSaid, other: Person, own: list[Duty]) -> Outcome:
    """What the words leave open is asked: which of one's own shifts, and which in return."""
    theirs = [] if said.gives else _seen_of(turn, other)
    mine, hers = _on(turn, own, said.mine), _on(turn, theirs, said.hers)
    if said.day:
        mine = _on(turn, own, said.day) or own
        hers = theirs if _on(turn, own, said.day) else _on(turn, theirs, said.day)
    if not mine or (said.hers and not hers):
        return say("shifts/no_such_shift", name="" if not mine else other.name)
    if said.hers and len(mine) == len(hers) == 1:
        return _propose(turn, other, mine[0], hers[0])
    return _ask_next(turn, other, mine, hers if not said.gives else None)


def _ask_next(turn: Turn, other: Person, mine: list[Duty], hers: list[Duty] | None) -> Outcome:
    """`hers` None: nothing is wanted in return."""
    kept = {"person": other.id, "hers": None if hers is None else [duty.id for duty in hers]}
    if len(mine) > 1:
        options = (*_options(turn, mine), Option(NO, "cancel"))
        ask = Ask(flow.name, "mine", options, "swap_title", {"name": other.name}, data=kept)
        return finish(Reply("shifts/which_mine", {"name": other.name}, ask))
    duty = mine[0]
    beside = shifts.clash(turn.tx, other.id, duty.shift.starts_at, duty.shift.ends_at, [duty.id])
    if beside is not None and beside.shift.id == duty.shift.id:
        return finish(Reply("shifts/would_clash", {"clash": beside, "own": False}))
    if hers is None:
        return _propose(turn, other, duty, None)
    fitting = [each for each in hers if each.shift.id != duty.shift.id]
    options = (*_options(turn, fitting), Option(NOTHING, "nothing_in_return"), Option(NO, "cancel"))
    ask = Ask(flow.name, "hers", options, "swap_title", {"name": other.name}, data={**kept, "duty": duty.id})
    return finish(Reply("shifts/which_hers", {"name": other.name, "duty": duty, "any_fitting": bool(fitting)}, ask))


def _chosen(turn: Turn, what: str) -> Outcome:
    if turn.answer == NO:
        return finish(Reply("shifts/kept"))
    data = dict(turn.data)
    other = people.get(turn.tx, data["person"])
    mine = shifts.duty(turn.tx, int(turn.answer) if what == "duty" else data["duty"])
    if other is None or mine is None or mine.person != turn.known().id:
        return finish(Reply("shifts/swap_over"))
    if what == "duty":
        hers = data["hers"]
        found = None if hers is None else [duty for number in hers if (duty := shifts.duty(turn.tx, number))]
        return _ask_next(turn, other, [mine], found)
    return _propose(turn, other, mine, None if turn.answer == NOTHING else shifts.duty(turn.tx, int(turn.answer)))


def _propose(turn: Turn, other: Person, mine: Duty, hers: Duty | None) -> Outcome:
    """The other is asked, with both shifts named."""
    if mine.shift.starts_at <= turn.now or (
        hers is not None and (hers.person != other.id or hers.shift.id == mine.shift.id)
    ):
        return finish(Reply("shifts/swap_over"))
    passed_over = [duty.id for duty in (mine, hers) if duty is not None]
    clash = shifts.clash(turn.tx, other.id, mine.shift.starts_at, mine.shift.ends_at, passed_over)
    if clash is None and hers is not None:
        clash = shifts.clash(turn.tx, turn.known().id, hers.shift.starts_at, hers.shift.ends_at, passed_over)
    if clash is not None:
        return finish(Reply("shifts/would_clash", {"clash": clash, "own": clash.person == turn.known().id}))
    swap = shifts.ask_swap(turn.tx, mine, hers.id if hers else 0, other.id, turn.now)
    values = {"asker_name": turn.known().name, "duty_given": mine, "duty_taken": hers}
    until = min(duty.shift.starts_at for duty in (mine, hers) if duty is not None)
    ask = Ask(
        flow.name, "agree", (Option(YES, "agree_swap"), Option(NO, "decline_swap")), "swap_title",
        {"name": turn.known().name}, swap, lasts=0, until=until, beside=True,
    )  # fmt: skip
    asked = Reply("shifts/swap_asked", values, ask, to=other.id)
    return finish(Reply("shifts/swap_sent", {"name": other.name, "duty_given": mine, "duty_taken": hers}), asked)


def _colleague(turn: Turn, name: str) -> Person | Outcome:
    """Whom a name means: somebody at the writer's own posts first, else the only one in the village; who cannot be
    reached cannot agree here."""
    person = turn.known()
    near = {each.duty.person for each in seen(turn.tx, person, turn.now - AHEAD, turn.now + AHEAD, turn.now)}
    found = [
        other for number, _, _ in people.named(turn.tx, name)
        if (other := people.get(turn.tx, number)) and other.state == "confirmed" and other.id != person.id
        and other.village == person.village
    ]  # fmt: skip
    close = [other for other in found if other.id in near] or found
    if len(close) != 1:
        return say("shifts/which_colleague", name=name, several=bool(close))
    if not addresses.of_person(turn.tx, close[0].id):
        return say("shifts/cannot_be_asked", name=name)
    return close[0]


def _coming(turn: Turn, person: int) -> list[Duty]:
    """Duties that have not begun."""
    found = shifts.of_person(turn.tx, person, turn.now, turn.now + AHEAD)
    return [duty for duty in found if duty.shift.starts_at > turn.now and duty.came_at is None]


def _seen_of(turn: Turn, other: Person) -> list[Duty]:
    """Coming duties of the other, as far as they are the writer's to see."""
    visible = seen(turn.tx, turn.known(), turn.now, turn.now + AHEAD, turn.now)
    return [
        each.duty for each in visible if each.duty.person == other.id and each.duty.shift.starts_at > turn.now
    ]


def _on(turn: Turn, duties: list[Duty], day_said: str) -> list[Duty]:
    """Those of a day; all of them when no day was said."""
    if not day_said:
        return duties
    day = resolve_day(day_said, datetime.fromtimestamp(turn.now / 1000, turn.house.zone))
    if day is None:
        return []
    since, until = day_bounds(day, turn.house.zone)
    return [duty for duty in duties if since <= duty.shift.starts_at < until]


def _options(turn: Turn, duties: list[Duty]) -> tuple[Option, ...]:
    """东门 12/2 08:00"""
    times = [datetime.fromtimestamp(duty.shift.starts_at / 1000, turn.house.zone) for duty in duties[:MOST_BUTTONS]]
    return tuple(
        Option(str(duty.id), f"{duty.shift.place} {at.month}/{at.day} {at:%H:%M}")
        for duty, at in zip(duties, times, strict=False)
    )
