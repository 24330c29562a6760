"""What people write back to a notice goes to its author: one by one, and in numbers when many write at once."""

from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.messages import FileReference
from domain.notices import Broadcast, Notice
from domain.people import Person
from domain.replies import Ask, Option, Reply
from domain.spans import DAY, MINUTE
from storage import addresses, dues, handovers, notice_answers, notices, sayings
from storage.addresses import Address
from storage.database import Transaction
from storage.notice_answers import WroteBack

DUE = "notice_answers"
FLOW = "answers"
ONE_BY_ONE = 5
"""Answers a minute that the author gets each with its words; of the others only how many wait."""

LASTS = 30 * DAY
LONGEST = 800


def pass_on(
    tx: Transaction, broadcast: Broadcast, notice: Notice, person: Person, address: Address, saying: int, words: str,
    now: int,
) -> tuple[Reply, ...]:  # fmt: skip
    """Keeps what somebody wrote or sent back, and what its author is told now; without a chat they read it in the
    inbox. A picture or voice that its vendor still holds follows once it is fetched."""
    if not addresses.of_person(tx, notice.author):
        notice_answers.wrote(tx, broadcast, person.id, address, saying, 0, now)
        return ()
    if notice_answers.told_since(tx, notice.id, now - MINUTE) >= ONE_BY_ONE:
        notice_answers.wrote(tx, broadcast, person.id, address, saying, 0, now)
        dues.set_due(tx, DUE, notice.id, (now // MINUTE + 1) * MINUTE)
        return ()
    handover = _hand(tx, person.id, address, saying, notice.author, now)
    notice_answers.wrote(tx, broadcast, person.id, address, saying, handover, now)
    ask = Ask(
        "handovers", "write", (Option("write", "answer_them"),), "wrote_back_title", {"name": person.name}, handover,
        lasts=LASTS, beside=True,
    )  # fmt: skip
    _, files = sayings.get(tx, saying) or ("", ())
    values = {
        "notice": notice, "name": person.name, "door": person.door, "words": words[:LONGEST],
        "sent": [file.kind for file in files],
    }  # fmt: skip
    shown = [file for file in files if file.kept]
    told = Reply("answers/wrote_back", values, ask, notice.author, file=shown[0] if shown else None)
    return (told, *(show(person, file, notice.author) for file in shown[1:]))


def show(person: Person | None, file: FileReference, to: int = 0) -> Reply:
    """A picture, voice or file that somebody sent back."""
    return Reply("handovers/file", {"person": person, "kind": file.kind}, to=to, file=file)


def open_handover(tx: Transaction, answer: WroteBack, author: int, now: int) -> int:
    """The hand-over through which an author answers what waited in the inbox."""
    if answer.handover:
        return answer.handover
    handover = _hand(tx, answer.person, Address(answer.account, answer.chat), answer.saying, author, now)
    notice_answers.answered_through(tx, answer.id, handover)
    return handover


def firings(writer: Writer) -> dict[str, Firing]:
    """After the minute in which many wrote: how many wait."""
    return {DUE: lambda tx, notice, now: _count(tx, writer, notice, now)}


def _count(tx: Transaction, writer: Writer, key: int, now: int) -> None:
    notice, waiting = notices.get(tx, key), notice_answers.count_waiting(tx, key)
    if notice is None or not waiting:
        return
    ask = Ask(
        FLOW, "read", (Option("read", "read_answers"),), "answers_title", {"number": notice.number}, notice.id,
        lasts=LASTS, beside=True,
    )  # fmt: skip
    writer.write_to(tx, Reply("answers/waiting", {"notice": notice, "count": waiting}, ask), notice.author, now)


def _hand(tx: Transaction, person: int, address: Address, saying: int, author: int, now: int) -> int:
    handover = handovers.add(tx, "notice", person, address, saying, now)
    handovers.take(tx, handover, author, now)
    return handover
