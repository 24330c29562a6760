"""«#12», «#12 答复：…», «#12 交给小陈», «#12 调解员 小林»: files by number, for those who have a hand in them."""

from collections.abc import Callable
from dataclasses import replace

from broadcasts import matters as files
from broadcasts.matters import Opened
from domain.matters import LONGEST, OVER, Kind, Part, cannot_mediate
from domain.people import Person
from domain.permissions import Action, concerns, scope
from domain.replies import NO, Ask, Option, Reply
from domain.settings import Setting
from domain.spans import DAY
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from nlu.matter_words import MatterSaid, read_matter
from storage import audit, matters, people, settings

flow = Flow(files.FLOW)

MEDIATING = ("fact", "meet", "agree", "failed", "court", "kept", "partly", "unkept")
"""What is said of a mediation: its own flow hears it."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words that begin with a file's number; a bare number may be that of an errand."""
    said = read_matter(turn.text) if turn.person is not None else None
    if said is None or said.deed in MEDIATING:
        return None
    known = matters.numbered(turn.tx, turn.known().village, said.number) is not None
    return _said(turn, said) if known or turn.text.startswith(("反映", "投诉", "纠纷", "调解")) else None


@flow.command("matter")
def matter(turn: Turn) -> Outcome:
    """«/matter 12», or all that one has on one's hands."""
    if turn.person is None:
        return say("shared/not_understood")
    said = read_matter(f"#{turn.argument}")
    if said is not None:
        return _said(turn, said)
    found = [
        each for each in matters.of_person(turn.tx, turn.known().id)
        if not each.over and files.seen_by(turn.tx, turn.known(), each)[0]
    ]  # fmt: skip
    return finish(Reply("matters/list", {"listed": found, "now": turn.now, "link": _link(turn, 0)}))


@flow.step("act")
def act(turn: Turn) -> Outcome:
    """A button under a file; whether it may still be pressed is looked at now."""
    opened = files.open_file(turn.tx, turn.known(), matters.get(turn.tx, turn.subject), turn.now)
    if opened is None:
        return say("matters/not_yours")
    if turn.answer not in {option.value for option in files.choices(turn.tx, opened)}:
        return say("matters/moved_on", matter=opened.matter)
    what, _, which = turn.answer.partition(":")
    if what == "name":
        named = people.get(turn.tx, int(which))
        return _name(turn, opened, named) if named else say("matters/not_yours")
    if what in MEDIATING:
        return Outcome(then=f"#{opened.matter.number} {_WORDS[what]}", answered=what not in ("fact", "meet", "agree"))
    return _DEEDS[what](turn, opened, "")


@flow.step("words", verbatim=True)
def words(turn: Turn) -> Outcome:
    """An answer, a report, or why it is not enough: the words that a deed waits for."""
    if turn.update.files and not turn.text:
        return say("matters/only_words")
    if turn.text in ("取消", "算了", "cancel"):
        return finish(Reply("matters/dropped"))
    opened = files.open_file(turn.tx, turn.known(), matters.get(turn.tx, int(turn.data["matter"])), turn.now)
    if opened is None:
        return finish(Reply("matters/not_yours"))
    return _DEEDS[str(turn.data["deed"])](turn, opened, turn.update.text[:LONGEST])


@flow.step("drop")
def drop(turn: Turn) -> Outcome:
    """«不满意» without a reason is one too."""
    if turn.data.get("deed") == "unsatisfied":
        opened = files.open_file(turn.tx, turn.known(), matters.get(turn.tx, turn.subject), turn.now)
        if opened is not None:
            return _unsatisfied(turn, opened, "－")
    return finish(Reply("matters/dropped"))


def _said(turn: Turn, said: MatterSaid) -> Outcome:
    person = turn.known()
    found = matters.numbered(turn.tx, person.village, said.number)
    opened = files.open_file(turn.tx, person, found, turn.now)
    if opened is None:
        return say("matters/not_yours")
    if said.deed == "":
        return finish(files.view(turn.tx, opened, link=_link(turn, opened.matter.id)))
    if said.deed in ("answer", "pass", "mediator") and Part.ASKED in opened.parts and not opened.matter.over:
        return replace(_take(turn, opened, ""), then=turn.update.text)
    if said.deed in ("pass", "mediator"):
        named = _staff(turn, opened, said.words)
        if named is None:
            return say("matters/who_is_that", name=said.words)
        return (_pass if said.deed == "pass" else _name)(turn, opened, named)
    deed = _DEEDS.get(said.deed)
    if deed is None:
        return say("matters/which_deed", matter=opened.matter, sees=opened.sees)
    return deed(turn, opened, said.words)


def _take(turn: Turn, opened: Opened, _: str) -> Outcome:
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
    return finish(files.view(turn.tx, mine, link=_link(turn, matter.id)), *told)


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


def _unsatisfied(turn: Turn, opened: Opened, said: str) -> Outcome:
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


def _pass(turn: Turn, opened: Opened, named: Person) -> Outcome:
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


def _name(turn: Turn, opened: Opened, named: Person) -> Outcome:
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
        return _take(turn, opened, "") if Part.ASKED in opened.parts else say("matters/moved_on", matter=matter)
    if not matters.turn(turn.tx, matter, "mediating", files.month_from(turn.now), turn.now):
        return say("matters/moved_on", matter=matter)
    _note(turn, opened, "accepted", "")
    now = files.open_file(turn.tx, turn.known(), matters.get(turn.tx, matter.id), turn.now)
    assert now is not None
    parts = (Part.CADRE, Part.OPENER, Part.PARTY)
    told = files.tell(turn.tx, now.whole, "matters/mediator_is", parts, name=turn.known().name)
    return finish(files.view(turn.tx, now, link=_link(turn, matter.id)), *told)


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


_DEEDS: dict[str, Callable[[Turn, Opened, str], Outcome]] = {
    "take": _take, "answer": _answer, "report": _report, "satisfied": _satisfied, "unsatisfied": _unsatisfied,
    "accept": _accept, "decline": _decline, "withdraw": _withdraw, "note": _remark,
}  # fmt: skip
_WORDS = {
    "fact": "事实", "meet": "约", "agree": "协议", "failed": "达不成", "court": "去法院", "kept": "履行了",
    "partly": "部分履行", "unkept": "没履行",
}  # fmt: skip


def _ask_words(turn: Turn, opened: Opened, deed: str) -> Outcome:
    label = "matter_no_reason" if deed == "unsatisfied" else "cancel"
    ask = Ask(
        flow.name, "drop", (Option(NO, label),), "matter_title", {"number": opened.matter.number}, opened.matter.id,
        {"deed": deed}, beside=True,
    )  # fmt: skip
    asked = Reply("matters/words", {"matter": opened.matter, "wanted_part": deed}, ask)
    return wait_for(flow.name, "words", asked, matter=opened.matter.id, deed=deed)


def _note(turn: Turn, opened: Opened, kind: str, said: str) -> None:
    matters.note(turn.tx, opened.matter.id, kind, said, turn.known().id, turn.now)
    if opened.sees != "own":
        audit.note(turn.tx, turn.known().id, f"{kind}_matter", opened.matter.id, turn.now)


def _staff(turn: Turn, opened: Opened, name: str) -> Person | None:
    """The one member of staff of that name who works here."""
    found = [people.get(turn.tx, person) for person, _, _ in people.named(turn.tx, name)]
    here = [each for each in found if each and concerns(each, Action.MEDIATE, opened.matter.path)]
    return here[0] if len(here) == 1 else None


def _link(turn: Turn, number: int) -> str:
    """Where the file stands on the console, for those who have a desk there."""
    if not scope(turn.person, Action.MEDIATE):
        return ""
    return f"{turn.house.address}/console/matters{f'/{number}' if number else ''}"
