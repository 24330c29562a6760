"""«已联系 李阿公»: a worker has reached somebody who did not answer a reminder."""

from dataclasses import replace

from broadcasts import escalating
from domain.people import Person
from domain.permissions import Action, concerns
from domain.replies import Reply
from handlers.flow import Flow, Outcome, Turn, finish, say
from storage import audit, broadcasts, notices, people, recipients, rules

flow = Flow(escalating.FLOW)


@flow.step("contacted")
def contacted(turn: Turn) -> Outcome:
    """One of them, or all; who is left is listed again. Whoever has answered meanwhile needs nobody any more."""
    worker = turn.known()
    broadcast = broadcasts.get(turn.tx, turn.subject)
    notice = notices.get(turn.tx, broadcast.notice) if broadcast else None
    rule = rules.get(turn.tx, broadcast.rule) if broadcast else None
    if broadcast is None or notice is None or rule is None:
        return say("shared/press_unknown")
    listed = [int(person) for person in turn.data["people"]]
    chosen = listed if turn.answer == escalating.EVERYBODY else [int(turn.answer)]
    found = [person for each in chosen if (person := people.get(turn.tx, each)) and _may_note(worker, person)]
    noted = [person for person in found if recipients.told(turn.tx, broadcast.id, person.id, worker.id, turn.now)]
    for person in noted:
        audit.note(turn.tx, worker.id, "contacted", person.id, turn.now)
    silent = {each.person: each for each in recipients.silent(turn.tx, broadcast.id, notice.counted)}
    left = [silent[person] for person in listed if person in silent and person not in chosen]
    before = escalating.tried(turn.tx, broadcast, rule, turn.now)
    values, ask = escalating.report(broadcast, notice, left, before)
    reply = Reply("reminders/contacted", values | {"people": noted}, ask)
    return replace(finish(reply), toast="noted")


def _may_note(worker: Person, person: Person) -> bool:
    return concerns(worker, Action.SEE_PERSON, person.area_path or person.village_path)
