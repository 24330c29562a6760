"""What one door does not take goes to the next of its reader's, at once; where there is none, whoever else must know
is looked for now and not when it expires."""

from broadcasts.outbox import WORD_AWAITED
from broadcasts.reporting import DUE as REPORTS
from broadcasts.reporting import FLOW as REPORTING
from storage import addresses, check_ins, dues, not_taken, outbox, people, questions
from storage.database import Transaction


def onward(tx: Transaction, delivery: int, now: int, *, waits: bool) -> None:
    """A delivery to somebody, and not a copy of a notice, has failed at a door. With no other it `waits` for their
    next word, if it may."""
    found = not_taken.single(tx, delivery)
    if found is None:
        return
    person, content, here = found
    doors = [door for door in addresses.to_write_to(tx, person, now) if door != here]
    asked = {choice.press.nonce for choice in content.choices}
    if doors:
        not_taken.move(tx, delivery, doors[0], now)
        for nonce in asked:
            questions.ask_at(tx, nonce, doors[0])
        return
    if waits:
        not_taken.move(tx, delivery, here, outbox.NEVER, now + WORD_AWAITED)
    for nonce in asked:
        _not_asked(tx, nonce, person, now)


def _not_asked(tx: Transaction, nonce: str, person: int, now: int) -> None:
    """Whoever was to report does not know it: family elsewhere is asked, or a worker told, in their stead."""
    question, reader = questions.by_nonce(tx, nonce), people.get(tx, person)
    if question is None or reader is None or question.flow != REPORTING:
        return
    check_ins.not_asked(tx, question.subject)
    dues.bring_forward(tx, REPORTS, reader.village, now)
