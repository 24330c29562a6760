"""What goes on beside the turns with notices, within one transaction: small audiences are frozen, and all are fed."""

from broadcasts import feeding, launch
from broadcasts.outbox import Writer
from domain.notices import Broadcast
from storage import broadcasts, recipients
from storage.database import Transaction


def freeze(tx: Transaction, broadcast: Broadcast, now: int) -> None:
    people = launch.people_of(tx, broadcast, now)
    recipients.freeze(tx, broadcast.id, people)
    broadcasts.frozen(tx, broadcast.id, len(people), now)


def feed(tx: Transaction, writer: Writer, ready: int, now: int) -> None:
    """Until so many copies lie ready of each."""
    for broadcast in broadcasts.unfrozen(tx):
        freeze(tx, broadcast, now)
    for broadcast, notice in feeding.running(tx):
        printer = feeding.printer_of(tx, broadcast, notice, writer)
        while feeding.step(tx, printer, ready, now):
            pass
