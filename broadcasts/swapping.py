"""Two people swap shifts, or one takes another's: guarded, so that of two agreements about a shift one wins."""

from dataclasses import dataclass, replace

from broadcasts import shifts as watching
from domain.replies import Reply
from domain.shifts import Duty
from storage import audit, shifts
from storage.database import Transaction
from storage.shifts import Swap

AGREED, GONE, BEGUN, CLASH = "agreed", "gone", "begun", "clash"


@dataclass(frozen=True, slots=True)
class Swapped:
    """What became of an agreement: agreed, gone (somebody else has one of the shifts), begun, or a clash."""

    outcome: str
    given: Duty | None = None  #: the duty that was offered, as it was
    taken: Duty | None = None  #: the one in return
    clash: Duty | None = None


def agree(tx: Transaction, swap: Swap, now: int) -> Swapped:
    """The one who was asked agrees: each stands in the other's shift from now on, or nothing changes."""
    shifts.hold(tx, (swap.asker, swap.asked))
    given = shifts.duty(tx, swap.duty)
    taken = shifts.duty(tx, swap.other) if swap.other else None
    wrong = _wrong(tx, swap, given, taken, now)
    if wrong is not None:
        shifts.decide_swap(tx, swap.id, "void", now)
        return wrong
    assert given is not None
    if not _hand_on(tx, swap, given, taken) or not shifts.decide_swap(tx, swap.id, "agreed", now):
        return Swapped(GONE, given, taken)
    for duty, other in ((given, swap.asked), (taken, swap.asker)):
        if duty is not None and duty.leads:
            shifts.lead(tx, duty.shift, other)
    audit.note(tx, swap.asked, "swap_shift", swap.asker, now)
    return Swapped(AGREED, given, taken)


def told(tx: Transaction, swap: Swap, swapped: Swapped, names: tuple[str, str]) -> list[Reply]:
    """What the one who asked hears, and whoever leads a shift that changed hands. `names`: of asker and asked."""
    given, taken = swapped.given, swapped.taken
    assert given is not None
    values = {"asker_name": names[0], "asked_name": names[1], "duty_given": given, "duty_taken": taken}
    leaders = {
        leader: None
        for duty in (given, taken) if duty is not None
        for leader in watching.watchers(tx, duty.shift, [swap.asker, swap.asked])
    }  # fmt: skip
    return [
        Reply("shifts/swap_agreed", values, to=swap.asker),
        *(Reply("shifts/swapped_for_leader", values, to=leader) for leader in leaders),
    ]


def _wrong(tx: Transaction, swap: Swap, given: Duty | None, taken: Duty | None, now: int) -> Swapped | None:
    """Why an agreement comes to nothing, checked while nobody else gives these two a shift."""
    if given is None or not given.on or given.person != swap.asker or (swap.other and taken is None):
        return Swapped(GONE, given, taken)
    if taken is not None and (not taken.on or taken.person != swap.asked or taken.shift.id == given.shift.id):
        return Swapped(GONE, given, taken)
    duties = [duty for duty in (given, taken) if duty is not None]
    if any(duty.came_at is not None or duty.shift.starts_at <= now for duty in duties):
        return Swapped(BEGUN, given, taken)
    passed_over = [duty.id for duty in duties]
    clash = shifts.clash(tx, swap.asked, given.shift.starts_at, given.shift.ends_at, passed_over)
    if clash is None and taken is not None:
        clash = shifts.clash(tx, swap.asker, taken.shift.starts_at, taken.shift.ends_at, passed_over)
    return Swapped(CLASH, given, taken, clash) if clash else None


def _hand_on(tx: Transaction, swap: Swap, given: Duty, taken: Duty | None) -> bool:
    """Both duties change hands, in order of their ids, or neither: of the first the row is locked, so that it can be
    given back when the second is another's."""
    moves = [(given, swap.asked), *([(taken, swap.asker)] if taken is not None else [])]
    done: list[tuple[Duty, int]] = []
    for duty, person in sorted(moves, key=lambda move: move[0].id):
        if not shifts.hand(tx, duty, person):
            for before, now_with in done:
                shifts.hand(tx, replace(before, person=now_with), before.person)
            return False
        done.append((duty, person))
    return True
