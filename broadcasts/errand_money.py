"""Money that whoever does an errand lays out for it, and gets back; both sides see it."""

from broadcasts.errand_asks import about
from broadcasts.errands import Came
from domain.errands import Errand, Money
from domain.people import Person
from domain.replies import Reply
from storage import advances, audit
from storage.database import Transaction


def advance(tx: Transaction, worker: Person, errand: Errand, fen: int, now: int, *, total: bool = False) -> Came:
    """«垫了23.5». `total`: so much in all, whatever was said before."""
    if errand.taken_by != worker.id:
        return Came("taken" if errand.taken_by else "not_taken", (), errand)
    advances.hold(tx, errand.id)
    before = owed(tx, worker, errand)
    change = fen - before.advanced if total else fen
    if change:
        advances.advance(tx, errand.id, worker.id, change, worker.id, now)
        audit.note(tx, worker.id, "advance_money", errand.person, now)
    values = {**about(errand, by=worker.name, money=owed(tx, worker, errand)), "errand_fen": fen}
    told = Reply("errands/advanced_asker", values, to=errand.asker)
    return Came("noted", (Reply("errands/advanced", values), told), errand)


def repay(tx: Transaction, worker: Person, errand: Errand, fen: int | None, now: int) -> Came:
    """«钱收到了», all of it where no sum was said."""
    before = owed(tx, worker, errand)
    got = before.owed if fen is None else fen
    if before.owed <= 0:
        return Came("nothing_owed", (), errand)
    if not advances.repay(tx, errand.id, worker.id, got, worker.id, now):
        values = {**about(errand, money=before), "errand_fen": got}
        return Came("too_much", (Reply("errands/too_much", values),), errand)
    audit.note(tx, worker.id, "repay_money", errand.person, now)
    values = {**about(errand, by=worker.name, money=owed(tx, worker, errand)), "errand_fen": got}
    told = Reply("errands/repaid_asker", values, to=errand.asker)
    return Came("noted", (Reply("errands/repaid", values), told), errand)


def owed(tx: Transaction, worker: Person, errand: Errand) -> Money:
    """What one worker laid out for an errand, and got back."""
    return advances.of_errand(tx, errand.id).get(worker.id, Money())
