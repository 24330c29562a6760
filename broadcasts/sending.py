"""What staff do with a notice: send it, let another's go out, pause, call off the rest, correct it, take it back.

Only rows are written. Whoever must be told of it comes back as replies, for the turn or the page to pass on.
"""

from dataclasses import dataclass, replace

from broadcasts.approving import approvers
from broadcasts.reach import leads, often
from broadcasts.spoken import spoken
from domain.audiences import from_json
from domain.messages import Operation
from domain.notice_words import Reader, words_for
from domain.notices import Broadcast, Notice, State, Way
from domain.people import Person
from domain.permissions import Action, allowed
from domain.replies import Ask, Option, Reply
from domain.spans import MINUTE
from storage import areas, audit, broadcasts, dues, notices, people, recipients
from storage.database import Transaction

FLOW = "sending"
"""The flow of what is asked about notices that are on their way."""

REST = "notice_rest"
"""The kind of due that goes on calling off those who had still to be told."""

SLICE = 5_000
"""People called off in one transaction."""

FREEZES_WITHIN = 10 * MINUTE
"""Milliseconds for which a broadcast that was called off at its start may still be writing its ledger."""

GONE = ("sent", "delivered", "read", "answered")
"""States of a withdrawal whose copy is deleted."""

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Made:
    """A broadcast with its notice. `again`: the same press had made it before, and nothing was done now."""

    notice: Notice
    broadcast: Broadcast
    again: bool = False
    told: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a second person's word: approved, declined, or not_yours, or over (nobody waits any more)."""

    outcome: str
    told: tuple[Reply, ...] = ()


def schedule(
    tx: Transaction, author: Person, notice: Notice, needs: str, starts_at: int, once: str, now: int
) -> Made:
    """Sends a notice at a time. With `needs` it waits for a second person; an emergency does not, and they are told.

    `once` names the press: the same one again makes nothing new. Beyond so many a day each waits.
    """
    areas.hold(tx, notice.area)  # so that the same press at the same moment is met, and no day has one too many
    earlier = _earlier(tx, once)
    return earlier or _add(tx, author, notice, needs or often(tx, author, notice, now), starts_at, once, now)


def approve(tx: Transaction, broadcast: int, person: Person, now: int) -> Decided:
    """A second person lets it go out; its author hears of it."""
    found, notice = _found(tx, broadcast)
    if found is None or notice is None or not may_decide(tx, person, found, notice):
        return Decided("not_yours")
    if not broadcasts.approve(tx, broadcast, person.id, now):
        return Decided("over")
    audit.note(tx, person.id, "approve_notice", broadcast, now)
    values = {"notice": notice, "by": person, "approved": True, "reason": "", "at": max(now, found.starts_at)}
    return Decided("approved", (Reply("notices/decided", values, to=notice.author),))


def decline(tx: Transaction, broadcast: int, person: Person, reason: str, now: int) -> Decided:
    """A second person keeps it from going out; the reason stands in the record and goes to its author."""
    found, notice = _found(tx, broadcast)
    if found is None or notice is None or not may_decide(tx, person, found, notice):
        return Decided("not_yours")
    kept = reason.strip()[:LONGEST_REASON]
    if not broadcasts.move(tx, broadcast, "decline", now, why=kept):
        return Decided("over")
    audit.note(tx, person.id, "decline_notice", broadcast, now)
    values = {"notice": notice, "by": person, "approved": False, "reason": kept, "at": now}
    return Decided("declined", (Reply("notices/decided", values, to=notice.author),))


def may_decide(tx: Transaction, person: Person, broadcast: Broadcast, notice: Notice) -> bool:
    """Whether somebody is the second person that a broadcast waits for."""
    author = people.get(tx, broadcast.made_by)
    return author is not None and person.id in approvers(tx, author, notice.audience)


def may_manage(tx: Transaction, person: Person | None, notice: Notice) -> bool:
    """Whether somebody may pause, call off, correct or take back a notice."""
    area = areas.get(tx, notice.area)
    return area is not None and allowed(person, Action.SEND_NOTICE, area.path)


def pause(tx: Transaction, broadcast: int, person: int, now: int) -> bool:
    """Nobody else is told until it is resumed; False when it does not run."""
    return _noted(tx, broadcasts.move(tx, broadcast, "pause", now), "pause_notice", broadcast, person, now)


def resume(tx: Transaction, broadcast: int, person: int, now: int) -> bool:
    return _noted(tx, broadcasts.move(tx, broadcast, "resume", now), "resume_notice", broadcast, person, now)


def cancel(tx: Transaction, broadcast: int, person: int, now: int) -> bool:
    """Whoever was not told yet is told nothing; what is out stays. False when it is over already."""
    return _noted(tx, stop(tx, broadcast, now), "cancel_notice", broadcast, person, now)


def stop(tx: Transaction, broadcast: int, now: int) -> bool:
    """Ends a broadcast where it stands: copies that lie ready are not sent, and the rest is called off in slices."""
    if not broadcasts.move(tx, broadcast, "cancel", now):
        return False
    recipients.call_off(tx, broadcast)
    call_off_rest(tx, broadcast, now)
    return True


def call_off_rest(tx: Transaction, broadcast: int, now: int) -> None:
    """A slice of those who had still to be told; the next one with the next tick."""
    ended = recipients.end_waiting(tx, broadcast, Way.CANCELLED, SLICE)
    found = broadcasts.get(tx, broadcast)
    freezing = found is not None and found.frozen_at is None and now < (found.ended_at or 0) + FREEZES_WITHIN
    if ended == SLICE or (freezing and found is not None and found.starts_at <= now):
        dues.set_due(tx, REST, broadcast, now + 1)


def correct(tx: Transaction, author: Person, old: Broadcast, notice: Notice, needs: str, once: str, now: int) -> Made:
    """Other words in the place of a broadcast's: what is out is changed where its door can, and whoever has not got
    it yet gets only the new ones. What has not begun is simply sent with them instead."""
    areas.hold(tx, notice.area)  # so that the same press at the same moment is met
    made = _earlier(tx, once)
    if made is not None:
        return made
    corrected = replace(notice, corrects=old.notice)
    old = broadcasts.get(tx, old.id) or old  # it may have begun since the form was opened
    if old.frozen_at is None:
        stop(tx, old.id, now)
        return _add(tx, author, corrected, needs, max(now, old.starts_at), once, now)
    broadcasts.move(tx, old.id, "pause", now)
    return _add(tx, author, corrected, needs, now, once, now, Operation.EDIT, old.id)


def withdraw(tx: Transaction, person: Person, old: Broadcast, once: str, now: int) -> Made | None:
    """Takes a broadcast back: deleted where its door can, and nobody else is told. None when its notice is gone, or
    it takes something back itself. Of what has not begun nothing is out: it is only cancelled, and it is what comes
    back."""
    made = _earlier(tx, once)
    if made is not None:
        return made
    notice = notices.get(tx, old.notice)
    if notice is None or old.operation is Operation.WITHDRAW:
        return None
    audit.note(tx, person.id, "withdraw_notice", old.id, now)
    old = broadcasts.get(tx, old.id) or old
    if old.frozen_at is None:
        stop(tx, old.id, now)
        return Made(notice, broadcasts.get(tx, old.id) or old)
    taken_back = Broadcast(
        tx.ids.next(), notice.id, State.SCHEDULED, now, now + notice.lasts, person.id, now,
        operation=Operation.WITHDRAW, of=old.id,
    )  # fmt: skip
    stop(tx, old.id, now)
    return Made(notice, taken_back) if broadcasts.add(tx, taken_back, once) else _earlier(tx, once)


def current(tx: Transaction, notice: int) -> Broadcast | None:
    """The newest sending of a notice, which is what a correction changes and a withdrawal takes back."""
    sent = [each for each in broadcasts.of_notice(tx, notice) if each.operation is not Operation.WITHDRAW]
    return sent[0] if sent else None


def taken_back(tx: Transaction, broadcast: Broadcast) -> Broadcast | None:
    """What takes a broadcast back, None when nothing does."""
    withdrawn = [each for each in broadcasts.of_notice(tx, broadcast.notice) if each.of == broadcast.id]
    return next((each for each in withdrawn if each.operation is Operation.WITHDRAW), None)


def withdrawn(tx: Transaction, broadcast: Broadcast, notice: Notice) -> Reply:
    """How many copies are gone, and how many could not be taken back."""
    states = recipients.counts(tx, broadcast.id)
    gone = sum(states.get(state, 0) for state in GONE)
    aloud = recipients.counts(tx, broadcast.of).get("told", 0)
    values = {"notice": notice, "deleted": gone, "remain": sum(states.values()) - gone, "aloud": aloud}
    return Reply("notices/withdrawn", values)


def _add(
    tx: Transaction,
    author: Person,
    notice: Notice,
    needs: str,
    starts_at: int,
    once: str,
    now: int,
    operation: Operation = Operation.SEND,
    of: int = 0,
) -> Made:
    kept = notices.add(tx, notice, now)
    state = State.WAITING if needs and not kept.emergency else State.SCHEDULED
    broadcast = Broadcast(
        tx.ids.next(), kept.id, state, starts_at, starts_at + kept.lasts, author.id, now, operation=operation, of=of,
        needs=needs,
    )  # fmt: skip
    broadcasts.add(tx, broadcast, once)
    audit.note(tx, author.id, "correct_notice" if kept.corrects else "send_notice", broadcast.id, now)
    return Made(kept, broadcast, told=_to_second_persons(tx, author, kept, broadcast) if needs else ())


def _to_second_persons(tx: Transaction, author: Person, notice: Notice, broadcast: Broadcast) -> tuple[Reply, ...]:
    """Whoever may confirm is asked; of an emergency, which waits for nobody, they are told."""
    waits = broadcast.state is State.WAITING
    area = areas.get(tx, notice.area)
    words = words_for(notice.texts, notice.values, Reader(author.language, author.name, author.door))
    values = {
        "notice": notice, "author": author, "waits": waits, "needs": broadcast.needs, "at": broadcast.starts_at,
        "audience": spoken(tx, from_json(notice.audience), leads(author)), "text": words, "number": notice.number,
        "village": area.name if area else "", "emergency": notice.emergency, "again": False,
        "correction": bool(notice.corrects),
        "shown_buttons": [each.label(author.language) for each in notice.choices],
    }  # fmt: skip
    options = (Option("approve", "notice_approve"), Option("decline", "notice_decline"))
    title = {"title": notice.title}
    ask = Ask(FLOW, "decide", options, "notice_title", title, broadcast.id, beside=True) if waits else None
    return tuple(
        Reply("notices/to_confirm", values, ask, to=person, file=notice.file)
        for person in approvers(tx, author, notice.audience)
    )


def _earlier(tx: Transaction, once: str) -> Made | None:
    found = broadcasts.made_once(tx, once)
    notice = notices.get(tx, found.notice) if found else None
    return Made(notice, found, again=True) if found and notice else None


def _found(tx: Transaction, broadcast: int) -> tuple[Broadcast | None, Notice | None]:
    found = broadcasts.get(tx, broadcast)
    return found, notices.get(tx, found.notice) if found else None


def _noted(tx: Transaction, done: bool, action: str, broadcast: int, person: int, now: int) -> bool:
    if done:
        audit.note(tx, person, action, broadcast, now)
    return done
