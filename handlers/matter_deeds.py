"""What is done with a file: taken, answered, passed on, mediated by somebody, found enough or not, withdrawn."""

from collections.abc import Callable

from broadcasts import matters as files
from broadcasts.matters import Opened
from domain.matters import MONTH, OVER, Kind, Part, cannot_mediate
from domain.people import Person
from domain.permissions import Action, concerns, scope
from domain.replies import NO, Ask, Option, Reply
from domain.settings import Setting
from domain.spans import DAY
from handlers.flow import Outcome, Turn, finish, say, wait_for
from storage import audit, matters, settings


def take(turn: Turn, opened: Opened, _: str) -> Outcome:
    """The first of those who were asked has it."""
    matter = opened.matter
    if Part.ASKED not in opened.parts or matter.over:
        return say("matters/moved_on", matter=matter)
    if matter.state == "open" and not matters.turn(turn.tx, matter, "taken", matter.due_at, turn.now):
        return say("matters/moved_on", matter=matter)
    others = [person for person in opened.whole.holders(Part.ASKED, Part.CADRE) if person != turn.known().id]
    matters.take(turn.tx, matter.id, Part.ASKED, turn.now)
    matters.take(turn.tx, matter.id, Part.CADRE, turn.now)
    matters.give(turn.tx, matter.id, [turn.known().id], Part.CADRE, turn.now)
    _note(turn, opened, "taken", "")
    mine = files.open_file(turn.tx, turn.known(), matters.get(turn.tx, matter.id), turn.now)
    assert mine is not None
    told = [Reply("matters/taken_by", {"matter": matter, "name": turn.known().name}, to=person) for person in others]
    return finish(files.view(turn.tx, mine, link=link_to(turn, matter.id)), *told)


def _answer(turn: Turn, opened: Opened, said: str) -> Outcome:
    """The cadre's answer, to whoever complained; once more where it was not enough."""
    matter = opened.matter
    if Part.CADRE not in opened.parts or matter.state not in ("taken", "reopened"):
        return say("matters/moved_on" if Part.CADRE in opened.parts else "matters/not_yours", matter=matter)
    if matter.kind != Kind.COMPLAINT:
        return say("matters/which_deed", matter=matter, sees=opened.sees)
    if not said:
        return _ask_words(turn, opened, "answer")
    last = opened.whole.reopened
    if not matters.turn(turn.tx, matter, "closed" if last else "answered", None, turn.now):
        return say("matters/moved_on", matter=matter)
    _note(turn, opened, "answered", said)
    values = {"matter": matter, "answer": said, "last": last}
    theirs = Reply("matters/answer", values, None if last else files.satisfied(matter), to=matter.opener)
    return finish(Reply("matters/answer_sent", {"matter": matter}), theirs)


def _report(turn: Turn, opened: Opened, said: str) -> Outcome:
    """What a worker who was given it did, to the cadre who answers for it."""
    if Part.HELPER not in opened.parts:
        return say("matters/not_yours")
    if not said:
        return _ask_words(turn, opened, "report")
    _note(turn, opened, "reported", said)
    told = files.tell(
        turn.tx, opened.whole, "matters/reported", (Part.CADRE,), words=said, name=turn.known().name
    )
    return finish(Reply("matters/noted", {"matter": opened.matter}), *told)


def _satisfied(turn: Turn, opened: Opened, _: str) -> Outcome:
    if Part.OPENER not in opened.parts or not matters.turn(turn.tx, opened.matter, "closed", None, turn.now):
        return say("matters/moved_on", matter=opened.matter)
    _note(turn, opened, "satisfied", "")
    told = files.tell(turn.tx, opened.whole, "matters/was_satisfied", (Part.CADRE,))
    return finish(Reply("matters/thanks"), *told)


def unsatisfied(turn: Turn, opened: Opened, said: str) -> Outcome:
    """Once it goes back to the cadre, with a day of its own."""
    matter = opened.matter
    if Part.OPENER not in opened.parts or matter.state != "answered":
        return say("matters/moved_on", matter=matter)
    if not said:
        return _ask_words(turn, opened, "unsatisfied")
    days = settings.value(turn.tx, Setting.COMPLAINT_DAYS, matter.path, turn.now)
    until = turn.now + days * DAY
    if not matters.turn(turn.tx, matter, "reopened", until, turn.now):
        return say("matters/moved_on", matter=matter)
    _note(turn, opened, "unsatisfied", said)
    again = matters.whole(turn.tx, matters.get(turn.tx, matter.id) or matter)
    told = files.tell(turn.tx, again, "matters/was_unsatisfied", (Part.CADRE,), words=said, answer_by=until)
    return finish(Reply("matters/reopened", {"matter": matter, "answer_by": until}), *told)


def pass_on(turn: Turn, opened: Opened, named: Person) -> Outcome:
    """Somebody else sees to it; never one whom it is about. Who was to stay unknown stays so."""
    matter = opened.matter
    if Part.CADRE not in opened.parts or matter.kind != Kind.COMPLAINT or matter.over:
        return say("matters/not_yours")
    if named.id in matter.shut_out or named.id == matter.opener:
        return say("matters/about_them", name=named.name)
    matters.take(turn.tx, matter.id, Part.HELPER, turn.now)
    matters.give(turn.tx, matter.id, [named.id], Part.HELPER, turn.now)
    _note(turn, opened, "passed", named.name)
    theirs = Opened(matters.whole(turn.tx, matter), "all", frozenset({Part.HELPER}))
    return finish(
        Reply("matters/passed", {"matter": matter, "name": named.name}), files.view(turn.tx, theirs, "new", named.id)
    )


def name_mediator(turn: Turn, opened: Opened, named: Person) -> Outcome:
    """A mediator, who has to accept; nobody who is in it."""
    matter = opened.matter
    if Part.CADRE not in opened.parts or matter.kind != Kind.DISPUTE or matter.state not in ("taken", "named"):
        return say("matters/moved_on" if Part.CADRE in opened.parts else "matters/not_yours", matter=matter)
    why = cannot_mediate(opened.whole, named.id, named.name)
    if why or not concerns(named, Action.MEDIATE, matter.path):
        return say("matters/no_mediator", name=named.name, why=why)
    if not matters.turn(turn.tx, matter, "named", matter.due_at, turn.now):
        return say("matters/moved_on", matter=matter)
    matters.take(turn.tx, matter.id, Part.MEDIATOR, turn.now)
    matters.give(turn.tx, matter.id, [named.id], Part.MEDIATOR, turn.now)
    _note(turn, opened, "named", named.name)
    whole = matters.whole(turn.tx, matters.get(turn.tx, matter.id) or matter)
    theirs = Opened(whole, "name", whole.parts_of(named.id))
    said = Reply("matters/mediator_asked", {"matter": matter, "name": named.name})
    return finish(said, files.view(turn.tx, theirs, "new", named.id))


def _accept(turn: Turn, opened: Opened, _: str) -> Outcome:
    """The mediator takes it on: normally a month is enough."""
    matter = opened.matter
    if Part.MEDIATOR not in opened.parts or matter.state != "named":
        return take(turn, opened, "") if Part.ASKED in opened.parts else say("matters/moved_on", matter=matter)
    if not matters.turn(turn.tx, matter, "mediating", turn.now + MONTH, turn.now):
        return say("matters/moved_on", matter=matter)
    _note(turn, opened, "accepted", "")
    now = files.open_file(turn.tx, turn.known(), matters.get(turn.tx, matter.id), turn.now)
    assert now is not None
    parts = (Part.CADRE, Part.OPENER, Part.PARTY)
    told = files.tell(turn.tx, now.whole, "matters/mediator_is", parts, name=turn.known().name)
    return finish(files.view(turn.tx, now, link=link_to(turn, matter.id)), *told)


def _decline(turn: Turn, opened: Opened, _: str) -> Outcome:
    matter = opened.matter
    if Part.MEDIATOR not in opened.parts or not matters.turn(turn.tx, matter, "taken", matter.due_at, turn.now):
        return say("matters/moved_on", matter=matter)
    matters.take(turn.tx, matter.id, Part.MEDIATOR, turn.now)
    _note(turn, opened, "declined", "")
    told = files.tell(turn.tx, opened.whole, "matters/mediator_declined", (Part.CADRE,), name=turn.known().name)
    return finish(Reply("matters/declined"), *told)


def _withdraw(turn: Turn, opened: Opened, _: str) -> Outcome:
    """Whoever opened it takes it back; it stays on record."""
    if Part.OPENER not in opened.parts or opened.matter.state in OVER:
        return say("matters/moved_on", matter=opened.matter)
    matters.turn(turn.tx, opened.matter, "withdrawn", None, turn.now)
    _note(turn, opened, "withdrawn", "")
    parts = (Part.ASKED, Part.CADRE, Part.HELPER, Part.MEDIATOR)
    told = files.tell(turn.tx, opened.whole, "matters/was_withdrawn", parts, turn.known().id)
    return finish(Reply("matters/withdrawn", {"matter": opened.matter}), *told)


def _remark(turn: Turn, opened: Opened, said: str) -> Outcome:
    """A note among those who work on it."""
    if opened.sees == "own":
        return say("matters/not_yours")
    _note(turn, opened, "note", said)
    return finish(Reply("matters/noted", {"matter": opened.matter}))


DEEDS: dict[str, Callable[[Turn, Opened, str], Outcome]] = {
    "take": take, "answer": _answer, "report": _report, "satisfied": _satisfied, "unsatisfied": unsatisfied,
    "accept": _accept, "decline": _decline, "withdraw": _withdraw, "note": _remark,
}  # fmt: skip
def _ask_words(turn: Turn, opened: Opened, deed: str) -> Outcome:
    label = "matter_no_reason" if deed == "unsatisfied" else "cancel"
    ask = Ask(
        files.FLOW, "drop", (Option(NO, label),), "matter_title", {"number": opened.matter.number}, opened.matter.id,
        {"deed": deed}, beside=True,
    )  # fmt: skip
    asked = Reply("matters/words", {"matter": opened.matter, "wanted_part": deed}, ask)
    return wait_for(files.FLOW, "words", asked, matter=opened.matter.id, deed=deed)


def _note(turn: Turn, opened: Opened, kind: str, said: str) -> None:
    matters.note(turn.tx, opened.matter.id, kind, said, turn.known().id, turn.now)
    if opened.sees != "own":
        audit.note(turn.tx, turn.known().id, f"{kind}_matter", opened.matter.id, turn.now)


def link_to(turn: Turn, number: int) -> str:
    """Where the file stands on the console, for those who have a desk there."""
    if not scope(turn.person, Action.MEDIATE):
        return ""
    return f"{turn.house.address}/console/matters{f'/{number}' if number else ''}"
