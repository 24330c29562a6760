"""An errand by the clock: offered in the morning, climbing while nobody has it or it is late, closed unanswered.

What is due is computed from the record, so an errand that moved on meanwhile is looked at for what it is now.
"""

from broadcasts import errand_circle
from broadcasts.clock import Firing
from broadcasts.errand_asks import WORKING, about, offers, take_ask
from broadcasts.outbox import Writer
from domain.errands import GOING_ON, Errand, Kind, Patience, State, attend_at
from domain.permissions import may_take_errand
from domain.replies import Reply
from domain.settings import Setting
from domain.spans import HOUR, MINUTE
from storage import errands, people, questions, settings
from storage.database import Transaction


def firings(writer: Writer) -> dict[str, Firing]:
    """What is due about errands."""
    return {errands.WATCH: lambda tx, errand, now: attend(tx, writer, errand, now)}


def patience(tx: Transaction, path: str, now: int) -> Patience:
    """What a village has set."""
    untaken, overdue, unanswered = (
        settings.value(tx, setting, path, now)
        for setting in (Setting.ERRAND_UNTAKEN, Setting.ERRAND_OVERDUE, Setting.ERRAND_UNANSWERED)
    )
    return Patience(untaken * MINUTE, overdue * MINUTE, unanswered * HOUR)


def watch(tx: Transaction, errand_id: int, now: int) -> None:
    """Sets when an errand must be looked at again, as it stands now."""
    errand = errands.get(tx, errand_id)
    at = attend_at(errand, patience(tx, errand.path, now)) if errand else None
    if at is not None:
        errands.watch(tx, errand_id, at)


def attend(tx: Transaction, writer: Writer, errand_id: int, now: int) -> None:
    """An errand's time has come: whatever it asks for now is done."""
    errand = errands.get(tx, errand_id)
    if errand is None or errand.state not in GOING_ON:
        return
    quiet = 0 if errand.kind is Kind.MEDICINE else settings.quiet_ends(tx, errand.path, writer.templates.zone, now)
    if quiet:
        errands.watch(tx, errand.id, quiet)
        return
    if errand.offered_at is None:
        errands.offered(tx, errand.id, now)
        writer.tell(tx, offers(errand, errand_circle.near(tx, errand), "new"), now)
    elif errand.state is State.TAKEN and not may_take_errand(people.get(tx, errand.taken_by), errand):
        _take_back(tx, writer, errand, now)
    else:
        _look(tx, writer, errand, now)
    watch(tx, errand.id, now)


def _look(tx: Transaction, writer: Writer, errand: Errand, now: int) -> None:
    held = patience(tx, errand.path, now)
    due = attend_at(errand, held)
    if due is None or now < due:
        return
    if errand.state is State.DONE:
        if errands.close_unanswered(tx, errand.id, now - held.unanswered, now):
            writer.tell(tx, [Reply("errands/unanswered", about(errand), to=errand.asker)], now)
        return
    if errands.climb(tx, errand, now):
        _climb(tx, writer, errand, now)


def _climb(tx: Transaction, writer: Writer, errand: Errand, now: int) -> None:
    """First all who may take it, then the cadres with telephone numbers; whoever asked hears who has it now."""
    reason = "overdue" if errand.state is State.TAKEN else "waiting"
    if errand.late == 0:
        if reason == "waiting":
            questions.close_about(tx, WORKING, errand.id, "late", now)
        told = [each for each in errand_circle.wide(tx, errand) if each not in (errand.taken_by, errand.asker)]
        passed: list[Reply] = list(offers(errand, told, reason, by=errand.taker))
    else:
        told = [each for each in errand_circle.cadres(tx, errand) if each != errand.asker]
        workers = [found for each in errand_circle.wide(tx, errand)[:5] if (found := people.get(tx, each))]
        values = {**about(errand, now), "errand_workers": workers}
        passed = [Reply("errands/late", values, take_ask(errand), to=each) for each in told]
    if errand.taken_by:
        passed.append(Reply("errands/overdue", about(errand, now), to=errand.taken_by))
    contacts = [found for each in told[:3] if (found := people.get(tx, each))]
    values = {**about(errand, now), "errand_workers": contacts, "errand_step": errand.late + 1}
    passed.append(Reply("errands/late_asker", values, to=errand.asker))
    writer.tell(tx, passed, now)


def _take_back(tx: Transaction, writer: Writer, errand: Errand, now: int) -> None:
    """Whoever has it may take no such errand any more: it is offered to the others."""
    if not errands.give_back(tx, errand.id, errand.taken_by, 0, now):
        return
    questions.close_about(tx, WORKING, errand.id, "back", now)
    again = errands.get(tx, errand.id) or errand
    back = Reply("errands/back", about(errand, by=errand.taker), to=errand.asker)
    writer.tell(tx, [back, *offers(again, errand_circle.near(tx, again), "back")], now)
