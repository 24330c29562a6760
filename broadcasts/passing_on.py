"""Words that were passed on are taken by a worker: under the words, or on their list of the day.

Only rows are written. Whoever must be told comes back as replies, what the worker reads first.
"""

from dataclasses import dataclass

from broadcasts import health
from broadcasts.callers import to_caller
from domain.people import STAFF, Person
from domain.permissions import Action, concerns, scope
from domain.replies import Ask, Option, Reply
from domain.spans import DAY
from storage import addresses, audit, handovers, people, questions
from storage.database import Transaction
from storage.handovers import Handover

FLOW = "handovers"
"""The flow of what workers are asked about words that were passed on."""

LASTS = 30 * DAY
COMES = "handovers/worker_comes"


@dataclass(frozen=True, slots=True)
class Taken:
    """state: yours, taken (`taker` was faster), or not_yours."""

    state: str
    told: tuple[Reply, ...] = ()
    taker: Person | None = None


def take(tx: Transaction, worker: Person, handover_id: int, now: int) -> Taken:
    """The first who takes it has it; the others see who, and the person hears who comes."""
    handover = handovers.get(tx, handover_id)
    person = people.get(tx, handover.person) if handover else None
    if handover is None or not _may_take(worker, person):
        return Taken("not_yours")
    if not handovers.take(tx, handover.id, worker.id, now):
        return Taken("taken", taker=people.get(tx, handover.taken_by))
    told = list(_told(tx, worker, handover, person, now))
    comes = [(reply.to, reply.chat) for reply in told if reply.template == COMES]
    for beside in health.others_at_home(tx, handover.id):
        # One way to one door: whoever goes there for one who is ill sees to all who are.
        if handovers.take(tx, beside.id, worker.id, now):
            also = _told(tx, worker, beside, people.get(tx, beside.person), now)
            told += [reply for reply in also if reply.template != COMES or (reply.to, reply.chat) not in comes]
    return Taken("yours", tuple(told))


def post(worker: Person) -> str:
    """As what somebody answers: the first post they hold."""
    return next((held.role.value for held in worker.roles if held.role in STAFF), "")


def _told(
    tx: Transaction, worker: Person, handover: Handover, person: Person | None, now: int
) -> tuple[Reply, ...]:
    """What the worker reads, the person hears and the others see."""
    others = {asked.person for asked in questions.open_about(tx, FLOW, handover.id)} - {worker.id, 0}
    questions.close_about(tx, FLOW, handover.id, "take", now)
    audit.note(tx, worker.id, "take_handover", handover.person or handover.id, now)
    values = {"worker": worker, "post": post(worker), "person": person, "kind": handover.kind.partition(":")[0]}
    comes = [to_caller(tx, handover, Reply(COMES, values))] if handover.chat else []
    waits = any(reply.to and addresses.awaits_word(tx, reply.to, now) for reply in comes)
    title = {"name": person.name if person else ""}
    ask = Ask(FLOW, "write", _then(person), "handover_title", title, handover.id, lasts=LASTS, beside=True)
    return (
        Reply("handovers/yours", {**values, "waits": waits}, ask),
        *health.asked_of_taker(tx, handover.id),
        *comes,
        *(Reply("handovers/taken_by", values, to=other) for other in others),
    )  # fmt: skip


def _then(person: Person | None) -> tuple[Option, ...]:
    """What a worker can do about somebody's words besides telephoning."""
    if person is None or not person.orders_for:
        return (Option("write", "answer_them"),)
    return (Option("write", "answer_them"), Option("order", "order_for_them"))


def _may_take(worker: Person, person: Person | None) -> bool:
    """Whoever was asked and still holds a post; where the person lives must concern it, if that is known. Nobody
    comes to their own help."""
    if person is not None and person.id == worker.id:
        return False
    if person is None:
        return bool(scope(worker, Action.TAKE_HANDOVER))
    return concerns(worker, Action.TAKE_HANDOVER, person.area_path or person.village_path)
