"""What is late or due about a file, and meetings that are near: who has it is reminded, then those above."""

from dataclasses import replace

from broadcasts import audience
from broadcasts.clock import Firing
from broadcasts.matters import called, has_post, tell
from broadcasts.outbox import Writer
from domain.matters import OVER, Hand, Part
from domain.messages import Priority
from domain.people import Role
from domain.replies import Reply
from domain.spans import DAY
from storage import dues, matters
from storage.database import Transaction


def firings(writer: Writer) -> dict[str, Firing]:
    return {
        matters.DUE: lambda tx, matter, now: look_after(tx, writer, matter, now),
        matters.MEETING: lambda tx, meeting, now: remind(tx, writer, meeting, now),
    }


def look_after(tx: Transaction, writer: Writer, number: int, now: int) -> None:
    """The next thing about a file was due: whoever has it is asked, and once it is late those above are too."""
    matter = matters.get(tx, number)
    if matter is None or matter.due_at is None or matter.state in OVER:
        return
    if matter.due_at > now:
        dues.set_due(tx, matters.DUE, matter.id, matter.due_at)
        return
    why = "due" if matter.state == "agreed" else "late"
    hands = matters.hands(tx, matter.id)
    has_it = _has_it(tuple(hand for hand in hands if has_post(tx, matter, hand)))
    for person in has_it:
        writer.write_to(tx, _reminder(called(tx, matter, person, why)), person, now)
    if why == "late" or not has_it:
        above = audience.responsible(tx, matter.path, Role.STREET)
        above += [] if has_it else audience.cadres(tx, matter.path)
        new = [each for each in above if each not in {hand.person for hand in hands} | {*matter.shut_out}]
        matters.give(tx, matter.id, new, Part.ASKED, now)
        for person in new:
            writer.write_to(tx, _reminder(called(tx, matter, person, why)), person, now)
    dues.set_due(tx, matters.DUE, matter.id, now + DAY)


def remind(tx: Transaction, writer: Writer, number: int, now: int) -> None:
    """Hours before a meeting: everybody who comes."""
    meeting = matters.meeting(tx, number)
    matter = matters.get(tx, meeting.matter) if meeting else None
    if meeting is None or matter is None or matter.state != "mediating" or now >= meeting.at:
        return
    whole = matters.whole(tx, matter)
    for reply in tell(
        tx, whole, "matters/meeting_soon", (Part.MEDIATOR, Part.OPENER, Part.PARTY), meeting=meeting
    ):
        writer.write_to(tx, _reminder(reply), reply.to, now, expires_at=meeting.at)


def _has_it(hands: tuple[Hand, ...]) -> list[int]:
    """Who must do the next thing: the mediator, else the cadre, else all who may take it."""
    for part in (Part.MEDIATOR, Part.CADRE, Part.ASKED):
        found = [hand.person for hand in hands if hand.part is part]
        if found:
            return found
    return []


def _reminder(reply: Reply) -> Reply:
    return replace(reply, priority=Priority.REMINDER)
