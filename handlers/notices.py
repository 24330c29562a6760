"""«收到»: the answer to a notice, by its button or in words."""

from dataclasses import replace

from domain.replies import Reply
from handlers.flow import Flow, Outcome, Turn, say
from storage import broadcasts, notice_answers, notices, recipients

flow = Flow("notices")


@flow.step("answer", again=True)
def answer(turn: Turn) -> Outcome:
    """The newest answer counts; one that is changed stays in the record."""
    person = turn.known()
    broadcast = broadcasts.get(turn.tx, turn.subject)
    notice = notices.get(turn.tx, broadcast.notice) if broadcast else None
    before = recipients.standing(turn.tx, turn.subject, person.id)
    if broadcast is None or notice is None or before is None:
        return say("shared/press_unknown")
    new = recipients.answer(turn.tx, broadcast.id, person.id, turn.answer, turn.now)
    if new:
        notice_answers.chose(turn.tx, broadcast, person.id, turn.address, turn.answer, turn.now)
    label = next(each.label(turn.language) for each in notice.choices if each.value == turn.answer)
    values = {"number": notice.number, "label": label, "again": not new, "before": bool(before.answer)}
    return replace(Outcome((Reply("notices/answered", values),)), toast="noted")
