"""«#12», «#12 答复：…», «#12 交给小陈», «#12 调解员 小林»: files by number, for those who have a hand in them."""

from dataclasses import replace

from broadcasts import matters as files
from broadcasts.matters import Opened
from domain.matters import LONGEST, Part
from domain.people import Person
from domain.permissions import Action, concerns, scope
from domain.replies import Reply
from handlers.flow import Flow, Outcome, Turn, finish, say
from handlers.matter_deeds import DEEDS, link_to, name_mediator, pass_on, take, unsatisfied
from nlu.matter_words import CALLED_OFF, MatterSaid, asks_list, read_matter
from storage import matters, people

flow = Flow(files.FLOW)

MEDIATING = {
    "fact": "事实", "meet": "约", "agree": "协议", "failed": "达不成", "court": "去法院", "kept": "履行了",
    "partly": "部分履行", "unkept": "没履行",
}  # fmt: skip
"""What is said of a mediation, by its deed: its own flow hears it."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words that begin with a file's number; a bare number may be that of an errand."""
    if asks_list(turn.text) and scope(turn.person, Action.MEDIATE):
        return _list(turn)
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
    return _list(turn)


def _list(turn: Turn) -> Outcome:
    found = [
        each for each in matters.of_person(turn.tx, turn.known().id)
        if not each.over and files.seen_by(turn.tx, turn.known(), each)[0]
    ]  # fmt: skip
    return finish(Reply("matters/list", {"listed": found, "now": turn.now, "link": link_to(turn, 0)}))


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
        return name_mediator(turn, opened, named) if named else say("matters/not_yours")
    if what in MEDIATING:
        goes_on = what in ("fact", "meet", "agree")
        return Outcome(then=f"#{opened.matter.number} {MEDIATING[what]}", answered=not goes_on)
    return DEEDS[what](turn, opened, "")


@flow.step("words", verbatim=True)
def words(turn: Turn) -> Outcome:
    """An answer, a report, or why it is not enough: the words that a deed waits for."""
    if turn.update.files and not turn.text:
        return say("matters/only_words")
    if turn.text in CALLED_OFF:
        return finish(Reply("matters/dropped"))
    opened = files.open_file(turn.tx, turn.known(), matters.get(turn.tx, int(turn.data["matter"])), turn.now)
    if opened is None:
        return finish(Reply("matters/not_yours"))
    return DEEDS[str(turn.data["deed"])](turn, opened, turn.update.text[:LONGEST])


@flow.step("drop")
def drop(turn: Turn) -> Outcome:
    """«不满意» without a reason is one too."""
    if turn.data.get("deed") == "unsatisfied":
        opened = files.open_file(turn.tx, turn.known(), matters.get(turn.tx, turn.subject), turn.now)
        if opened is not None:
            return unsatisfied(turn, opened, "－")
    return finish(Reply("matters/dropped"))


def _said(turn: Turn, said: MatterSaid) -> Outcome:
    person = turn.known()
    found = matters.numbered(turn.tx, person.village, said.number)
    opened = files.open_file(turn.tx, person, found, turn.now)
    if opened is None:
        return say("matters/not_yours")
    if said.deed == "":
        return finish(files.view(turn.tx, opened, link=link_to(turn, opened.matter.id)))
    if said.deed == "accept" and Part.ASKED in opened.parts and not opened.matter.over:
        return take(turn, opened, "")
    named = _staff(turn, opened, said.words) if said.deed in ("pass", "mediator") else None
    if said.deed in ("pass", "mediator") and named is None:
        return say("matters/who_is_that", name=said.words)
    if said.deed in ("answer", "pass", "mediator") and Part.ASKED in opened.parts and not opened.matter.over:
        taken = take(turn, opened, "")
        # What comes next is said already: the file is not shown with the question who mediates.
        told = tuple(reply for reply in taken.replies if reply.template != "matters/view")
        return replace(taken, replies=told, then=turn.update.text)
    if named is not None:
        return (pass_on if said.deed == "pass" else name_mediator)(turn, opened, named)
    deed = DEEDS.get(said.deed)
    if deed is None:
        return say("matters/which_deed", matter=opened.matter, sees=opened.sees)
    return deed(turn, opened, said.words)


def _staff(turn: Turn, opened: Opened, name: str) -> Person | None:
    """The one member of staff of that name who works here."""
    found = [people.get(turn.tx, person) for person, _, _ in people.named(turn.tx, name)]
    here = [each for each in found if each and concerns(each, Action.MEDIATE, opened.matter.path)]
    return here[0] if len(here) == 1 else None
