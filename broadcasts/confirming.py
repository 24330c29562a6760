"""A newcomer whom a worker confirms, or doubts: in the question that all were asked, or on their list of the day.

Only rows are written. Whoever must be told comes back as replies, what the worker reads first.
"""

from domain.people import STAFF, Person
from domain.permissions import Action, allowed, concerns
from domain.replies import Ask, Option, Reply
from domain.spans import DAY
from nlu.names import search_terms
from storage import addresses, audit, merging, people, questions
from storage.database import Transaction

FLOW = "newcomers"
"""The flow of what workers are asked about newcomers."""

ANSWERS = (Option("right", "newcomer_right_after_all"), Option("write", "answer_them"))


def may_confirm(worker: Person | None, newcomer: Person) -> bool:
    return concerns(worker, Action.CONFIRM_PERSON, newcomer.area_path or newcomer.village_path)


def right(tx: Transaction, worker: Person, newcomer: Person, same: int, now: int) -> tuple[Reply, ...] | None:
    """They live there, and are the person `same` on record if that is not 0. None when this worker may not say so."""
    registered = people.get(tx, same) if same else None
    if registered and not _may_recognise(worker, registered):
        return None
    before = addresses.of_person(tx, same) if registered else []
    told = _settle(tx, worker, newcomer, "right", now)
    chats = addresses.of_person(tx, newcomer.id)[:1]
    person = newcomer
    if registered:
        merging.merge(tx, newcomer.id, registered.id, now)
        _note_phone(tx, registered, newcomer.phone)
        person = registered
    else:
        people.confirm(tx, newcomer.id)
    audit.note(tx, worker.id, "confirm_person", person.id, now)
    values = {"person": newcomer, "worker": worker}
    return (
        Reply("newcomers/confirmed", values),
        *(Reply("newcomers/welcome", values, chat=(chat.account, chat.chat)) for chat in chats),
        *(Reply("newcomers/confirmed_by", values, to=other) for other in told),
        *(Reply("shared/bound_elsewhere", chat=(address.account, address.chat)) for address in before),
    )


def wrong(tx: Transaction, worker: Person, newcomer: Person, same: int, now: int) -> tuple[Reply, ...]:
    """Nothing is taken away: the worker gets a word with them, and may still say that it is right."""
    told = _settle(tx, worker, newcomer, "wrong", now)
    audit.note(tx, worker.id, "doubt_person", newcomer.id, now)
    ask = Ask(
        FLOW, "confirm", ANSWERS, "newcomer_title", {"name": newcomer.name}, newcomer.id, {"same": same},
        lasts=30 * DAY, beside=True,
    )  # fmt: skip
    values = {"person": newcomer, "worker": worker}
    return (
        Reply("newcomers/doubted", values, ask),
        Reply("newcomers/will_be_asked", values, to=newcomer.id),
        *(Reply("newcomers/doubted_by", values, to=other) for other in told),
    )


def _settle(tx: Transaction, worker: Person, newcomer: Person, answer: str, now: int) -> set[int]:
    """One word settles it for all; who else was asked."""
    others = {asked.person for asked in questions.open_about(tx, FLOW, newcomer.id)}
    questions.close_about(tx, FLOW, newcomer.id, answer, now)
    return others - {worker.id, 0}


def _note_phone(tx: Transaction, registered: Person, phone: str) -> None:
    """A number that the record lacked; one that it has is not overwritten."""
    if phone and not registered.phone:
        people.set_name_phone(tx, registered.id, registered.name, phone)
        people.index(tx, registered.id, search_terms(registered.name, phone, registered.door))


def _may_recognise(worker: Person, registered: Person) -> bool:
    """The rights of staff come with their record: only a cadre over all their areas gives it to a chat."""
    posts = [held for held in registered.roles if held.role in STAFF]
    return worker.id != registered.id and all(allowed(worker, Action.OPEN_WINDOW, held.path) for held in posts)
