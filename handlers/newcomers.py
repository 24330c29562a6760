"""«新邻居 小刘 说住 3幢201，对吗？»: one of the micro-grid's workers presses 对 or 不对, for all who were asked."""

from dataclasses import replace

from domain.people import STAFF, Person
from domain.permissions import Action, allowed, concerns
from domain.replies import DAY, Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, say
from nlu.names import search_terms
from storage import addresses, audit, handovers, merging, people, questions
from storage.addresses import Address

flow = Flow("newcomers")

ANSWERS = (Option("right", "newcomer_right_after_all"), Option("write", "answer_them"))


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«对», «不对», and after a word with them «问清了，是对的» or «给他/她回话»."""
    newcomer = people.get(turn.tx, turn.subject)
    where = (newcomer.area_path or newcomer.village_path) if newcomer else ""
    if newcomer is None or not concerns(turn.person, Action.CONFIRM_PERSON, where):
        return say("newcomers/not_yours")
    if newcomer.state != "provisional":
        return say("newcomers/settled", person=newcomer)
    match turn.answer:
        case "right":
            return _right(turn, newcomer)
        case "wrong":
            return _wrong(turn, newcomer)
    return _write(turn, newcomer)


def _right(turn: Turn, newcomer: Person) -> Outcome:
    worker = turn.known()
    same = turn.data.get("same", 0)
    registered = people.get(turn.tx, same) if same else None
    if registered and not _may_recognise(worker, registered):
        return say("newcomers/not_yours")
    before = addresses.of_person(turn.tx, same) if registered else []
    told = _settle(turn, newcomer, "right")
    chats = addresses.of_person(turn.tx, newcomer.id)[:1]
    person = newcomer
    if registered:
        merging.merge(turn.tx, newcomer.id, registered.id, turn.now)
        _note_phone(turn, registered, newcomer.phone)
        person = registered
    else:
        people.confirm(turn.tx, newcomer.id)
    audit.note(turn.tx, worker.id, "confirm_person", person.id, turn.now)
    values = {"person": newcomer, "worker": worker}
    old = [Reply("shared/bound_elsewhere", chat=(address.account, address.chat)) for address in before]
    replies = (
        Reply("newcomers/confirmed", values),
        *(Reply("newcomers/welcome", values, chat=(chat.account, chat.chat)) for chat in chats),
        *(Reply("newcomers/confirmed_by", values, to=other) for other in told),
    )
    return replace(Outcome(replies).also(*old), toast="newcomer_confirmed")


def _wrong(turn: Turn, newcomer: Person) -> Outcome:
    """Nothing is taken away: the worker gets a word with them, and may still say that it is right."""
    worker = turn.known()
    told = _settle(turn, newcomer, "wrong")
    audit.note(turn.tx, worker.id, "doubt_person", newcomer.id, turn.now)
    ask = Ask(
        flow.name, "confirm", ANSWERS, "newcomer_title", {"name": newcomer.name}, newcomer.id, dict(turn.data),
        lasts=30 * DAY, beside=True,
    )  # fmt: skip
    values = {"person": newcomer, "worker": worker}
    return replace(
        Outcome((
            Reply("newcomers/doubted", values, ask),
            Reply("newcomers/will_be_asked", values, to=newcomer.id),
            *(Reply("newcomers/doubted_by", values, to=other) for other in told),
        )),
        toast="newcomer_doubted",
    )  # fmt: skip


def _write(turn: Turn, newcomer: Person) -> Outcome:
    """The worker writes to them in this chat; the words go by way of a hand-over that is the worker's."""
    chats = addresses.of_person(turn.tx, newcomer.id)
    where = chats[0] if chats else Address("", "")
    handover = handovers.add(turn.tx, "asked", newcomer.id, where, turn.saying, turn.now)
    handovers.take(turn.tx, handover, turn.known().id, turn.now)
    return Outcome(then=f"/answer {handover}", answered=False)


def _settle(turn: Turn, newcomer: Person, answer: str) -> set[int]:
    """One press settles it for all; who else was asked."""
    others = {asked.person for asked in questions.open_about(turn.tx, flow.name, newcomer.id)}
    questions.close_about(turn.tx, flow.name, newcomer.id, answer, turn.now)
    return others - {turn.known().id, 0}


def _note_phone(turn: Turn, registered: Person, phone: str) -> None:
    """A number that the record lacked; one that it has is not overwritten."""
    if phone and not registered.phone:
        people.set_name_phone(turn.tx, registered.id, registered.name, phone)
        people.index(turn.tx, registered.id, search_terms(registered.name, phone, registered.door))


def _may_recognise(worker: Person, registered: Person) -> bool:
    """The rights of staff come with their record: only a cadre over all their areas gives it to a chat."""
    posts = [held for held in registered.roles if held.role in STAFF]
    return worker.id != registered.id and all(allowed(worker, Action.OPEN_WINDOW, held.path) for held in posts)
