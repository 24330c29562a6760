"""What becomes of an errand by somebody's word: asked, taken, promised, given back, passed on, done, answered.

Only rows are written. Whoever must be told comes back as replies; chat and the list of the day use it.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from broadcasts import audience, errand_circle
from broadcasts.errand_asks import (
    ASKING,
    LASTS,
    WORKING,
    about,
    confirm_ask,
    hand_reply,
    ill_ask,
    offers,
    title,
    yours,
)
from broadcasts.errand_watch import watch
from broadcasts.health import Report, raise_alarm
from domain.errands import GOING_ON, OVER, Errand, Kind, State
from domain.messages import FileReference
from domain.people import Person
from domain.permissions import may_take_errand, sees_errand
from domain.replies import Ask, Option, Reply
from nlu.errand_requests import is_private
from storage import advances, audit, errands, people, questions, settings
from storage.addresses import Address
from storage.database import Transaction
from storage.errands import New


@dataclass(frozen=True, slots=True)
class Came:
    """What came of somebody's word. state: noted, before (it was so already), taken (another has it), over (it is
    done or cancelled), not_taken (nobody has it), or not_yours."""

    state: str
    told: tuple[Reply, ...] = ()
    errand: Errand | None = None


def ask(tx: Transaction, new: New, now: int, zone: ZoneInfo) -> tuple[Errand, list[str], int, tuple[Reply, ...]]:
    """Keeps an errand and offers it, at night only when it is urgent: the errand, the names of those who are told,
    when the others will be (0: now), and the offers."""
    errand = errands.add(tx, new, now)
    audit.note(tx, new.entered_by, "ask_errand", new.person, now)
    later = 0 if errand.kind is Kind.MEDICINE else settings.quiet_ends(tx, errand.path, zone, now)
    told = errand_circle.near(tx, errand)
    names = errand_circle.named(tx, told)
    if later:
        errands.watch(tx, errand.id, later)
        return errand, names, later, ()
    errands.offered(tx, errand.id, now)
    watch(tx, errand.id, now)
    return errand, names, 0, offers(errand, told, "new")


def take(tx: Transaction, worker: Person, errand_id: int, now: int, zone: ZoneInfo | None = None) -> Came:
    """The first who takes it has it; whoever asked hears who, and so do the others who were told of it. Of the
    replies the first asks the worker by when, which without `zone` can also be a part of the day that is over."""
    errand = errands.get(tx, errand_id)
    if errand is None or not may_take_errand(worker, errand) or not sees(tx, worker, errand):
        return Came("not_yours")
    if errand.state is State.TAKEN and errand.taken_by == worker.id:
        return Came("before", (), errand)
    if not errands.take(tx, errand.id, worker.id, now):
        return Came("taken" if errand.state in GOING_ON else "over", (), errands.get(tx, errand.id))
    others = _asked(tx, errand) | {errand.taken_by}
    questions.close_about(tx, WORKING, errand.id, "take", now)
    audit.note(tx, worker.id, "take_errand", errand.person, now)
    watch(tx, errand.id, now)
    mine = errands.get(tx, errand.id) or errand
    told = [Reply("errands/taken_by", about(mine), to=each) for each in sorted(others - {0, worker.id})]
    return Came("noted", (
        yours(tx, mine, worker, now, zone), Reply("errands/taken", about(mine), to=mine.asker), *told,
    ), mine)  # fmt: skip


def promise(tx: Transaction, worker: Person, errand: Errand, at: int, now: int) -> Came:
    """By when it will be done; whoever asked sees it."""
    if not errands.promise(tx, errand.id, worker.id, at, now):
        return _not_in_hand(tx, errand)
    watch(tx, errand.id, now)
    mine = errands.get(tx, errand.id) or errand
    return Came("noted", (hand_reply(mine, now), Reply("errands/promised", about(mine, now), to=mine.asker)), mine)


def give_back(tx: Transaction, worker: Person, errand: Errand, now: int) -> Came:
    """«办不了»: it is offered anew; of one that was only passed on to them, whoever has it hears that they do not."""
    if errand.passed_to == worker.id and errand.taken_by != worker.id:
        errands.pass_to(tx, errand, 0, worker.id, now)
        told = [Reply("errands/declined", about(errand, by=worker.name), to=each) for each in {errand.taken_by} - {0}]
        return Came("noted", (Reply("errands/given_back", about(errand)), *told), errand)
    if not errands.give_back(tx, errand.id, worker.id, worker.id, now):
        return _not_in_hand(tx, errand)
    again = offered_again(tx, errand.id, "back", now, without=worker.id)
    back = Reply("errands/back", about(errand, by=worker.name), to=errand.asker)
    return Came("noted", (Reply("errands/given_back", about(errand)), back, *again), errands.get(tx, errand.id))


def pass_on(tx: Transaction, worker: Person, errand: Errand, other: Person, now: int) -> Came:
    """«转给小林»: the colleague is asked; until they say 我来办 it stays with whoever has it."""
    if errand.state not in (State.OPEN, State.TAKEN):
        return Came("over", (), errand)
    if not may_take_errand(other, errand):
        return Came("not_theirs", (), errand)
    if not errands.pass_to(tx, errand, other.id, worker.id, now):
        return Came("before", (), errands.get(tx, errand.id))
    audit.note(tx, worker.id, "pass_errand", errand.person, now)
    sent = Reply("errands/pass_sent", about(errand, by=other.name))
    return Came("noted", (sent, *offers(errand, [other.id], "passed", by=worker.name)), errand)


def done(
    tx: Transaction, worker: Person, errand: Errand, how: str, now: int, photo: FileReference | None = None
) -> Came:
    """It is done, by hand or left at the door; whoever asked is asked whether it is so."""
    if not errands.done(tx, errand.id, worker.id, how, now):
        return _not_in_hand(tx, errand)
    questions.close_about(tx, WORKING, errand.id, "done", now)
    watch(tx, errand.id, now)
    over = errands.get(tx, errand.id) or errand
    values = about(over, money=advances.of_errand(tx, errand.id).get(worker.id))
    asked = Reply("errands/done_ask", values, confirm_ask(over), to=over.asker, file=photo)
    return Came("noted", (Reply("errands/done_noted", values), asked), over)


def confirm(tx: Transaction, person: Person, errand: Errand, now: int) -> Came:
    """«办好了» by whoever asked."""
    if not errands.confirm(tx, errand.id, person.id, now):
        return Came("before" if errand.state is State.CONFIRMED else "over", (), errand)
    questions.close_about(tx, ASKING, errand.id, "yes", now)
    money = advances.of_errand(tx, errand.id).get(errand.taken_by)
    thanks = Reply("errands/confirmed_taker", about(errand, money=money), to=errand.taken_by)
    return Came("noted", (Reply("errands/confirmed", about(errand, money=money)), thanks), errand)


def not_done(tx: Transaction, person: Person, errand: Errand, words: str, now: int) -> Came:
    """«没办好»: it is open again, offered anew, and the cadres hear of it."""
    if errand.state not in OVER or not errands.reopen(tx, errand.id, person.id, now):
        return Came("over", (), errand)
    questions.close_about(tx, ASKING, errand.id, "no", now)
    if words:
        errands.note(tx, errand.id, person.id, "why", now, words=words)
    again = offered_again(tx, errand.id, "reopened", now, said=words)
    told = {reply.to for reply in again}
    ladder = [each for each in errand_circle.cadres(tx, errand) if each not in told and each != person.id]
    values = about(errand, said=words)
    cadres = [Reply("errands/reopened", values, to=each) for each in ladder]
    return Came("noted", (*again, *cadres), errands.get(tx, errand.id))


def why(tx: Transaction, person: Person, errand: Errand, words: str, now: int) -> tuple[Reply, ...]:
    """What was not right, for those who were told that it is open again."""
    errands.note(tx, errand.id, person.id, "why", now, words=words)
    told = dict.fromkeys((*errand_circle.near(tx, errand), *errand_circle.cadres(tx, errand)))
    read = _may_read(tx, errand, list(told), words)
    return tuple(Reply("errands/why_said", about(errand, said=words), to=each) for each in read if each != person.id)


def cancel(tx: Transaction, person: Person, errand: Errand, now: int) -> Came:
    """«不用办了», as long as it is not done."""
    if not errands.cancel(tx, errand.id, person.id, now):
        return Came("before" if errand.state is State.CANCELLED else "over", (), errand)
    asked = _asked(tx, errand) | {errand.taken_by, errand.passed_to}
    for flow in (ASKING, WORKING):
        questions.close_about(tx, flow, errand.id, "cancel", now)
    money = advances.of_errand(tx, errand.id).get(errand.taken_by)
    others = {errand.asker, errand.person} - {0, person.id} if errand.entered else set()
    values = about(errand, by=person.name, money=money)
    told = [Reply("errands/cancelled_taker", values, to=each) for each in sorted(asked - {0, person.id})]
    told += [Reply("errands/cancelled", values, to=each) for each in sorted(others - asked)]
    return Came("noted", (Reply("errands/cancelled", values), *told), errand)


def ill(
    tx: Transaction, person: Person, errand: Errand, who: int, saying: int, address: Address, now: int
) -> tuple[Reply, ...]:
    """Somebody is ill for whom medicine is wanted (0: more than one): that is an alarm as any report of health."""
    errands.note_ill(tx, errand.id, who, True, person.id, now)
    report = Report(
        errand.household, who, errand.path, "errand", errand.id, None, (), errand.words, person.id, saying=saying,
        address=address,
    )  # fmt: skip
    raised = raise_alarm(tx, report, now)
    return (raised.answer, *raised.replies)


def spare(tx: Transaction, person: Person, errand: Errand, now: int) -> tuple[Reply, ...]:
    """Nobody is ill, it is to have some at home: the grid workers hear it."""
    errands.note_ill(tx, errand.id, 0, False, person.id, now)
    told = (each for each in audience.helpers(tx, errand.path) if each != person.id)
    values = about(errand)
    return (Reply("errands/spare_noted", values), *(Reply("errands/spare", values, to=each) for each in told))


def ask_who_is_ill(tx: Transaction, errand: Errand, asked: Person) -> Reply:
    """«谁不舒服？», with the people of the household for whoever may know them."""
    own = asked.lives_in(errand.household) or sees_errand(asked, errand, offered=False) == "all"
    home = people.in_household(tx, errand.household) if own else [errand.person]
    lives = [found for each in home if (found := people.get(tx, each))]
    return Reply("errands/who_ill", about(errand), ill_ask(errand, lives), to=asked.id)


def offered_again(
    tx: Transaction, errand_id: int, reason: str, now: int, *, without: int = 0, said: str = ""
) -> tuple[Reply, ...]:
    """Offers to all who may take it, in the place of those that stand."""
    errand = errands.get(tx, errand_id)
    if errand is None:
        return ()
    questions.close_about(tx, WORKING, errand.id, reason, now)
    watch(tx, errand.id, now)
    told = [each for each in errand_circle.near(tx, errand) if each != without]
    told = told or [each for each in errand_circle.cadres(tx, errand) if each != without]
    read = _may_read(tx, errand, told, said)
    rest = [each for each in told if each not in read]
    return (*offers(errand, read, reason, said=said), *offers(errand, rest, reason))


def _may_read(tx: Transaction, errand: Errand, told: list[int], words: str) -> list[int]:
    """Those who may read what is said of an errand: of somebody's health no volunteer."""
    if not is_private(words):
        return told
    return [each for each in told if sees_errand(people.get(tx, each), errand, offered=False) == "all"]


def sees(tx: Transaction, person: Person | None, errand: Errand) -> str:
    """What somebody sees of an errand (domain.permissions.sees_errand)."""
    offered = person is not None and person.id in _asked(tx, errand)
    return sees_errand(person, errand, offered=offered)


def cancel_ask(errand: Errand) -> Ask:
    """«不用办了», under what was noted."""
    options = (Option("cancel", "errand_cancel"),)
    return Ask(ASKING, "asked", options, *title(errand), errand.id, lasts=LASTS, beside=True)


def _asked(tx: Transaction, errand: Errand) -> set[int]:
    """Whom it was offered to."""
    return {each.person for each in questions.open_about(tx, WORKING, errand.id) if each.step == "take"}


def _not_in_hand(tx: Transaction, errand: Errand) -> Came:
    """Why a word about it counts for nothing."""
    now_so = errands.get(tx, errand.id) or errand
    state = {State.OPEN: "not_taken", State.TAKEN: "taken"}.get(now_so.state, "over")
    return Came(state, (), now_so)
