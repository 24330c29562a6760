"""Those of whom nobody knows whether their copy arrived: listed for the author, who decides with one press.

A process died while it sent, or a channel never answered: sent once more it might be there twice, left alone never.
Chat and console use it.
"""

from dataclasses import dataclass

from domain.notices import Broadcast, Notice, Standing, State
from domain.people import Person
from domain.replies import Ask, Option, Reply
from storage import audit, broadcasts, ledgers, recipients
from storage.database import Transaction

FLOW = "undecided"

AGAIN = "again"
NOT_TOLD = "not_told"

MOST = 500
"""People who are listed, and decided about, at once."""

_OVER = (State.CANCELLED, State.DRAFT, State.WAITING)


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of the author's word: again, not_told, or over (nobody is left, or the words hold no longer); about
    how many people."""

    outcome: str
    count: int = 0


def undecided(tx: Transaction, broadcast: int) -> tuple[Standing, ...]:
    """Whom it is about, those whose copies went first before the others."""
    return tuple(ledgers.undecided(tx, broadcast, MOST))


def question(tx: Transaction, broadcast: Broadcast, notice: Notice, now: int) -> Reply | None:
    """What its author is asked when everything else is out; None when there is nobody to ask about."""
    people = undecided(tx, broadcast.id)
    if not people:
        return None
    audit.note(tx, notice.author, "see_ledger", broadcast.id, now)
    ask = Ask(
        FLOW, "decide", (Option(AGAIN, "notice_send_again"), Option(NOT_TOLD, "notice_not_told")),
        "notice_title", {"title": notice.title}, broadcast.id, until=broadcast.expires_at, beside=True,
    )  # fmt: skip
    return Reply("notices/undecided", {"notice": notice, "unsure": people}, ask)


def decide(tx: Transaction, broadcast: Broadcast, wanted: str, person: Person, now: int) -> Decided:
    """Sends to these once more, or has them telephoned or knocked for; of several presses the first counts."""
    people = [each.person for each in undecided(tx, broadcast.id)]
    late = now >= broadcast.expires_at or broadcast.state in _OVER or broadcasts.is_withdrawn(tx, broadcast.id)
    if not people or (wanted == AGAIN and late):
        return Decided("over")
    if wanted == AGAIN:
        count = recipients.wait_again(tx, broadcast.id, people)
        broadcasts.move(tx, broadcast.id, "again", now)
    else:
        count = ledgers.not_told(tx, broadcast.id, people)
    audit.note(tx, person.id, "send_again" if wanted == AGAIN else "count_not_told", broadcast.id, now)
    return Decided(wanted, count)
