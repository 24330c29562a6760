"""«王阿公 老慢支，长期咳嗽»: a worker or doctor records what somebody always has; only worse of it alarms."""

from dataclasses import replace

from domain.names import may_be_called
from domain.people import Person
from domain.permissions import Action, concerns, scope
from domain.replies import NO, YES, Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, finish, say
from handlers.observing_people import living
from nlu.chronic import ChronicSaid, read_chronic
from storage import audit, check_ins, households, people

flow = Flow("chronic")

MOST = 8


@flow.hears_first
def hear(turn: Turn) -> Outcome | None:
    """Somebody of the worker's areas by name, with what they always have; asked back before it is kept."""
    if turn.person is None or turn.update.group or not scope(turn.person, Action.SEE_HEALTH):
        return None
    said = read_chronic(turn.text)
    found = _meant(turn, said) if said is not None else []
    if said is None or not found:
        return None
    data = {"symptoms": said.symptoms, "note": said.note, "ended": said.ended}
    title = {"name": said.who}
    if len(found) > 1:
        options = tuple(Option(str(each.id), f"{each.name} {each.door}".strip()) for each in found[:MOST])
        ask = Ask(flow.name, "note", (*options, Option(NO, "neither")), "chronic_title", title, data=data)
    else:
        label = "chronic_end" if said.ended else "chronic_keep"
        ask = Ask(
            flow.name, "note", (Option(YES, label), Option(NO, "cancel")), "chronic_title", title, found[0].id, data
        )
    values = {"name": found[0].name, "door": found[0].door, "several": len(found) > 1, **data}
    return finish(Reply("observations/chronic_ask", values, ask))


@flow.step("note")
def note(turn: Turn) -> Outcome:
    """«记下», «不用记»"""
    if turn.answer == NO:
        return finish(Reply("observations/chronic_dropped"))
    person = people.get(turn.tx, turn.subject if turn.answer == YES else int(turn.answer))
    if person is None or not _may(turn, person):
        return say("observations/not_yours")
    worker, has = turn.known(), check_ins.chronic(turn.tx, person.id)
    symptoms = tuple(turn.data["symptoms"])
    if turn.data["ended"]:
        changed = [each for each in symptoms if check_ins.end_chronic(turn.tx, person.id, each, turn.now)]
    else:
        changed = [each for each in symptoms if each not in has]
        for symptom in changed:
            check_ins.note_chronic(turn.tx, person.id, symptom, turn.data["note"], worker.id, turn.now)
    audit.note(turn.tx, worker.id, "end_chronic" if turn.data["ended"] else "note_chronic", person.id, turn.now)
    values = {"name": person.name, "symptoms": symptoms, "changed": changed, "ended": turn.data["ended"]}
    return replace(finish(Reply("observations/chronic_noted", values)), toast="noted")


def _meant(turn: Turn, said: ChronicSaid) -> list[Person]:
    """Who is called so: behind the door that was named, else in the worker's own areas."""
    if said.door is not None:
        homes = households.at_door(turn.tx, turn.known().village, said.door.key)
        there = [person for home in homes for person in living(turn.tx, home.id)]
        named = [person for person in there if may_be_called(person.name, said.who)]
    else:
        named = [person for key, _, _ in people.named(turn.tx, said.who) if (person := people.get(turn.tx, key))]
    return [person for person in named if person.state != "gone" and _may(turn, person)]


def _may(turn: Turn, person: Person) -> bool:
    return concerns(turn.person, Action.SEE_HEALTH, person.area_path or person.village_path)
