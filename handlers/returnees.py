"""«我昨天从武汉回来了», «返乡报备», «登记观察», «不用观察»: who came back, how, and what follows."""

from dataclasses import replace

from broadcasts import audience, enrolment_drafts, health, returning
from domain.permissions import Action, allowed, scope
from domain.replies import NO, YES, Ask, Option, Reply
from domain.returnees import NEEDED, Returnee, State
from domain.schedules import local_day
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from handlers.journeys import ME, Said, begin, read, returnee_of, take
from nlu import phrases
from nlu.doors import find_door
from nlu.own_returns import asks_to_report, read_return
from nlu.symptoms import find_symptoms
from nlu.temperatures import find_temperatures
from storage import audit, households, people, returnees
from storage.conversations import Conversation

flow = Flow(returning.FLOW)

WHYS = ("done_elsewhere", "low_risk", "days_over", "not_here")
LONGEST_WHY = 200


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Somebody's own word that they or one of theirs came back, or wishes to report it."""
    if turn.person is None:
        return None
    if asks_to_report(turn.text):
        return back(turn)
    said = read_return(turn.text, local_day(turn.now, turn.house.zone))
    if said is None or find_door(turn.text) is not None:
        return None
    home = turn.person.household
    if not home:
        return say("returnees/no_home")
    asked = begin(turn, home, read(turn, {}, turn.text))
    return replace(asked, replies=(*_alarmed(turn, said.who), *asked.replies))


@flow.command("back")
def back(turn: Turn) -> Outcome:
    """«/back», «返乡报备»; a worker names a door behind it."""
    person, words = turn.known(), turn.argument
    found = find_door(words) if words else None
    if found is not None and scope(person, Action.REPORT_VISIT):
        homes = [
            home.id for home in households.at_door(turn.tx, person.village, found.door.key)
            if allowed(person, Action.REPORT_VISIT, households.path(turn.tx, home.id))
        ]  # fmt: skip
        if len(homes) != 1:
            return say("returnees/which_door", door=found.door.text, several=len(homes) > 1)
        rest = f"{words[: found.start]} {words[found.end :]}".strip()
        return begin(turn, homes[0], read(turn, {}, rest))
    if not person.household:
        return say("returnees/no_home")
    return begin(turn, person.household, read(turn, {}, words))


@flow.step("fill")
def fill(turn: Turn) -> Outcome:
    """An answer to the one thing that was asked."""
    field = turn.data["field"]
    if field in NEEDED and (turn.answer == NO or (not turn.answer and phrases.is_no(turn.text))):
        return finish(Reply("returnees/dropped"))
    anew = None if turn.answer else read_return(turn.text, local_day(turn.now, turn.house.zone))
    if anew is not None and anew.who and field != "who":
        return hear(turn) or finish(Reply("returnees/dropped"))
    return take(turn, turn.data["said"], field, turn.answer or turn.text)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«确认» under all that was said."""
    said: Said = dict(turn.data["said"])
    if turn.answer == "edit":
        again: Said = {name: said[name] for name in ("words", "completes") if name in said}
        return begin(turn, int(said["home"]), again)
    if turn.answer == NO:
        return finish(Reply("returnees/dropped"))
    writer, report = turn.known(), returnee_of(turn, said)
    path = households.path(turn.tx, report.household)
    own = report.household == writer.household
    if not own and not allowed(writer, Action.REPORT_VISIT, path):
        return finish(Reply("returnees/not_yours"))
    before = returnees.get(turn.tx, int(said.get("completes", 0)))
    if before is not None:
        if not returnees.decide(turn.tx, before.id, State(before.state), State.REPLACED, writer.id, turn.now):
            return finish(Reply("returnees/changed_meanwhile"))
        report = replace(report, replaces=before.id, visit=before.visit)
    kept = returning.keep(turn.tx, report, writer, turn.house.zone, turn.now)
    audit.note(turn.tx, writer.id, "report_returnee", kept.returnee.id, turn.now)
    values = {"returnee": kept.returnee, "own": own, "contacts": audience.contacts(turn.tx, path)}
    return finish(Reply("returnees/kept", values), *kept.told)


@flow.step("decide")
def decide(turn: Turn) -> Outcome:
    """«登记观察», «不用观察», «补全信息»"""
    returnee = _open(turn, turn.subject)
    if isinstance(returnee, Outcome):
        return returnee
    match turn.answer:
        case "observe":
            return observe(turn, returnee)
        case "more":
            return replace(_complete(turn, returnee), answered=False)
    options = tuple(Option(why, f"why_{why}") for why in WHYS)
    ask = Ask(flow.name, "why", options, "returnee_title", {"name": returnee.shown}, returnee.id)
    asked = wait_for(flow.name, "why", Reply("returnees/why", {"returnee": returnee}, ask), returnee=returnee.id)
    return replace(asked, answered=False)


def observe(turn: Turn, returnee: Returnee) -> Outcome:
    """Opens the card of an enrolment with all that is known filled in; it is theirs that asks on and records."""
    worker, draft = turn.known(), returning.draft_of(turn.tx, returnee, turn.now)
    reply, asked = enrolment_drafts.question(turn.tx, worker, draft, turn.house.zone, turn.now)
    return replace(wait_for(enrolment_drafts.FLOW, "fill", reply, **asked.to_json()), answered=False)


@flow.step("why")
def why(turn: Turn) -> Outcome:
    """Why nobody is observed: kept with who said so."""
    returnee = _open(turn, turn.subject or turn.data["returnee"])
    if isinstance(returnee, Outcome):
        return replace(returnee, conversation=Conversation())
    words = turn.house.templates.label(turn.language, f"why_{turn.answer}", {}) if turn.answer else turn.text
    if not words.strip() or words.startswith("/"):
        return Outcome(conversation=Conversation(), then=words)
    done = returnees.decide(
        turn.tx, returnee.id, State.OPEN, State.NOT_NEEDED, turn.known().id, turn.now, words[:LONGEST_WHY]
    )
    if not done:
        return finish(Reply("returnees/changed_meanwhile"))
    audit.note(turn.tx, turn.known().id, "not_observed", returnee.id, turn.now)
    return finish(Reply("returnees/not_needed", {"returnee": returnee, "why": words[:LONGEST_WHY]}))


@flow.step("same")
def same(turn: Turn) -> Outcome:
    """«同一个人»: the fuller of two reports counts from now on, and both stay."""
    one, other = returnees.get(turn.tx, turn.subject), returnees.get(turn.tx, int(turn.data["other"]))
    if one is None or other is None or not _may(turn, one) or not _may(turn, other):
        return say("returnees/not_yours")
    if turn.answer != YES:
        return say("returnees/two_persons", returnee=one, other=other)
    if not (one.alive and other.alive):
        return say("returnees/changed_meanwhile")
    keeps, goes = (other, one) if _fuller(other, one) else (one, other)
    returnees.merge(turn.tx, goes.id, keeps.id, turn.known().id, turn.now)
    audit.note(turn.tx, turn.known().id, "merge_returnees", keeps.id, turn.now)
    return say("returnees/one_person", returnee=keeps)


@flow.step("come")
def come(turn: Turn) -> Outcome:
    """«到了», «还没到», «不回来了», on the day."""
    returnee, person = returnees.get(turn.tx, turn.subject), turn.known()
    if returnee is None or not (
        person.lives_in(returnee.household) or person.id == returnee.said_by or _may(turn, returnee)
    ):
        return say("returnees/not_yours")
    if returnee.state != State.PLANNED:
        return say("returnees/changed_meanwhile")
    if turn.answer == "later":
        returning.put_off(turn.tx, returnee, turn.house.zone, turn.now)
        return say("returnees/asked_tomorrow", returnee=returnee)
    if turn.answer == NO:
        returnees.decide(turn.tx, returnee.id, State.PLANNED, State.NOT_COMING, person.id, turn.now)
        return say("returnees/not_coming", returnee=returnee)
    returnees.decide(turn.tx, returnee.id, State.PLANNED, State.REPLACED, person.id, turn.now)
    today = local_day(turn.now, turn.house.zone).isoformat()
    here = replace(returnee, arrived=today, replaces=returnee.id, said_by=person.id)
    kept = returning.keep(turn.tx, here, person, turn.house.zone, turn.now)
    path = households.path(turn.tx, here.household)
    values = {
        "returnee": kept.returnee, "own": person.household == here.household,
        "contacts": audience.contacts(turn.tx, path),
    }  # fmt: skip
    return Outcome((Reply("returnees/kept", values), *kept.told))


def _alarmed(turn: Turn, who: str) -> tuple[Reply, ...]:
    """A fever or a symptom that was said with it: whoever must know is told at once."""
    person, felt = turn.known(), find_symptoms(turn.text.lower())
    readings = [reading.value for reading in find_temperatures(turn.text.lower()).read]
    temperature = max(readings, default=None)
    whom, path = (person.id if who == ME else 0), households.path(turn.tx, person.household)
    if not health.is_alarming(turn.tx, whom, path, temperature, felt.names, felt.worse, turn.now):
        return ()
    said = health.Report(
        person.household, whom, path, "returnee", 0, temperature, felt.names, turn.update.text, person.id,
        saying=turn.saying, address=turn.address,
    )  # fmt: skip
    raised = health.raise_alarm(turn.tx, said, turn.now)
    return (raised.answer, *raised.replies)


def _complete(turn: Turn, returnee: Returnee) -> Outcome:
    """«补全信息»: only what is not known yet is asked."""
    names = ("origin", "arrived", "transport", "vehicle", "seat", "companions", "code", "test", "tested")
    known: Said = {name: getattr(returnee, name) for name in names if getattr(returnee, name)}
    who = people.get(turn.tx, returnee.person) if returnee.person else None
    known |= {"words": returnee.words, "completes": returnee.id, "number": returnee.number, "phone": returnee.phone}
    if who or returnee.name:
        known |= {"who": who.name if who else returnee.name}
    return begin(turn, returnee.household, known)


def _open(turn: Turn, returnee_id: int) -> Returnee | Outcome:
    """Somebody of whom this worker may decide, and nobody has yet."""
    returnee = returnees.get(turn.tx, returnee_id)
    if returnee is None or not _may(turn, returnee):
        return say("returnees/not_yours")
    return returnee if returnee.state == State.OPEN else say("returnees/changed_meanwhile")


def _may(turn: Turn, returnee: Returnee) -> bool:
    return allowed(turn.person, Action.OBSERVE, households.path(turn.tx, returnee.household))


def _fuller(one: Returnee, other: Returnee) -> bool:
    """Whether one of two reports says more, or was decided about."""

    def weight(each: Returnee) -> tuple[bool, int]:
        told = (each.name, each.origin, each.arrived, each.transport, each.vehicle, each.code, each.test, each.phone)
        return each.state not in (State.OPEN, State.PLANNED), sum(map(bool, told))

    return weight(one) >= weight(other)
