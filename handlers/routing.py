"""Decides who answers a turn: a press, a danger, a command, the answer to an open question, a step, or free words."""

from dataclasses import replace

from broadcasts import families
from domain.messages import Press
from domain.people import STAFF
from domain.permissions import Action, scope
from domain.replies import NO
from handlers.choosing import WHICH, Choosing, answered_by
from handlers.flow import UNTIL, Flow, Outcome, Turn, load_offer, say
from nlu import dangers, phrases
from nlu.announcements import looks_like_announcement
from nlu.chain_signs import looks_like_chain
from nlu.courtesies import is_courtesy
from nlu.grievances import is_grievance
from nlu.health import looks_like_health
from nlu.matter_words import read_complaint, read_matter
from storage import matters, questions
from storage.questions import Question

LONGEST = 1_000
"""Code points of a villager's text that are read; staff may paste longer ones."""

ASIDE = ("entering", "orders")
"""Flows that hear what is written in a village's group."""

OWN_RECORDS = frozenset({"mydata", "complaints", "matters", "disputes", "check_ins", "errands"})
"""Flows that answer about what is somebody's own: what is said to them is not passed on beside the answer."""

FOR_STRANGERS = frozenset({"start", "help", "language", "bind"})
"""Commands that need no person; all else that a stranger says waits until they have introduced themselves."""


class Router:
    """Knows the flows, in the order in which they are offered words that nothing waits for."""

    def __init__(self, flows: tuple[Flow, ...]) -> None:
        self._flows = {flow.name: flow for flow in flows}
        self._commands = {name: step for flow in flows for name, step in flow.commands.items()}
        first = [flow.first_ear for flow in flows if flow.first_ear is not None]
        self._ears = [*first, *(flow.ear for flow in flows if flow.ear is not None)]
        self._own = {flow.ear for flow in flows if flow.name in OWN_RECORDS}
        self._dictations = [flow.dictation for flow in flows if flow.dictation is not None]
        self._reports = [flow.report for flow in flows if flow.report is not None]
        self._eyes = [flow.eye for flow in flows if flow.eye is not None]

    def respond(self, turn: Turn, taken_up: bool = False) -> Outcome:
        """The outcome of a turn, from whichever flow it belongs to. A text that is `taken_up` stands for an answer
        that was given, and answers no other question."""
        turn = _not_kept_waiting(turn)
        if turn.update.press is not None:
            return self._pressed(turn, turn.update.press)
        dictated = self._dictated(turn)
        if dictated is not None:
            return dictated
        danger = dangers.danger(turn.text)
        passed = self._passed_on(turn)
        if danger is not None:
            alarm = self._flows["help"].steps["danger"](replace(turn, answer=danger))
            beside = passed or self._reported(turn)
            return beside.also(*alarm.replies) if beside else alarm
        if passed is not None:
            return passed
        if turn.update.group:
            said = self._flows["groups"].steps["group"](turn)
            return said if said.replies or said.then else self._flows["help"].steps["group"](turn)
        if turn.update.edited:
            return say("shared/edited")
        reported = self._reported(turn)
        if reported is not None:
            return reported
        if turn.update.files:
            return self._seen(turn) or self._sent(turn)
        if len(turn.text) > LONGEST and not _is_staff(turn):
            return say("shared/too_long")
        return (
            self._commanded(turn) or (None if taken_up else self._answered(turn)) or self._worded(turn)
            or self._awaited(turn) or self._heard(turn)
        )  # fmt: skip

    def hand_over(self, turn: Turn) -> Outcome:
        """Passes words that were not understood on to a worker; a cadre, who has nobody to pass them to, reads what
        can be said."""
        if scope(turn.person, Action.OPEN_WINDOW):
            return self._commands["help"](turn)
        return self._flows["help"].steps["misunderstood"](turn)

    def aside(self, turn: Turn) -> Outcome:
        """Words from a group, in their writer's own chat, where they answer no question and end nothing else: a chain
        post there goes under a review of its own."""
        chain = looks_like_chain(turn.text)
        reported = None if chain else self._reported(turn)
        if reported is not None:
            return reported
        turn = replace(turn, waiting=()) if chain else turn
        ears = (self._flows[name].ear for name in (("chains",) if chain else ASIDE))
        outcome = next((heard for ear in ears if ear is not None and (heard := ear(turn)) is not None), None)
        if outcome is None:
            return self._flows["help"].steps["human"](turn) if looks_like_health(turn.text) else Outcome()
        busy = turn.conversation.flow not in ("", *ASIDE)
        return replace(outcome, understood=True, conversation=None if busy else outcome.conversation)

    def _commanded(self, turn: Turn) -> Outcome | None:
        if turn.text.startswith("/"):
            name, _, argument = turn.text[1:].partition(" ")
            name = name.partition("@")[0].lower()
            if turn.person is None and name in self._commands and name not in FOR_STRANGERS:
                return None
            step = self._commands.get(name)
            return step(replace(turn, argument=argument.strip())) if step else say("shared/unknown_command")
        # A complaint may be about the very worker whom a call for somebody would reach.
        if phrases.wants_human(turn.text) and not (_is_staff(turn) and _is_pasted(turn.text)) and not (
            turn.person is not None and read_complaint(turn.text)
        ):  # fmt: skip
            return self._flows["help"].steps["human"](turn)
        return None

    def _worded(self, turn: Turn) -> Outcome | None:
        """A command in ordinary words, unless they stand on a button that waits (开团)."""
        word = phrases.command(turn.text)
        if word not in self._commands or (turn.person is None and word not in FOR_STRANGERS):
            return None
        return self._commands[word](turn)

    def _dictated(self, turn: Turn) -> Outcome | None:
        """What somebody writes for many others."""
        if turn.person is None or turn.update.group or turn.update.edited:
            return None
        return next((outcome for ear in self._dictations if (outcome := ear(turn)) is not None), None)

    def _passed_on(self, turn: Turn) -> Outcome | None:
        """What somebody writes to somebody else."""
        flow = self._flows.get(turn.conversation.flow)
        waits = flow is not None and turn.conversation.step in flow.verbatim
        if flow is None or not waits or turn.update.group or turn.update.edited or turn.text.startswith("/"):
            return None
        return flow.steps[turn.conversation.step](turn)

    def _reported(self, turn: Turn) -> Outcome | None:
        """A report of temperatures or symptoms, also as the words under a picture; in a group it is taken aside."""
        if turn.person is None or turn.update.group or turn.update.edited or turn.text.startswith("/"):
            return None
        return next((outcome for ear in self._reports if (outcome := ear(turn)) is not None), None)

    def _answered(self, turn: Turn) -> Outcome | None:
        found = answered_by(turn)
        return self._answer(turn, found.question, found.number) if isinstance(found, Choosing) else found

    def _awaited(self, turn: Turn) -> Outcome | None:
        flow = self._flows.get(turn.conversation.flow)
        step = flow.steps.get(turn.conversation.step) if flow else None
        # Whoever wants to complain is answered to nothing else.
        return step(turn) if step and not (turn.person and read_complaint(turn.text)) else None

    def _heard(self, turn: Turn) -> Outcome:
        for ear in self._ears:
            outcome = ear(turn)
            if outcome is None:
                continue
            if not (outcome.understood and outcome.sure) and (passed := self._about_a_notice(turn)):
                return passed
            asked = outcome.then or any(reply.ask for reply in outcome.replies)
            settled = asked or is_courtesy(turn.text) or ear in self._own
            return outcome if settled else outcome.also(*self._flows["help"].steps["overhear"](turn).replies)
        if looks_like_health(turn.text) or (turn.person is not None and is_grievance(turn.text)):
            return self._flows["help"].steps["human"](turn)
        heard = self._about_a_notice(turn) or self._flows["help"].steps["overhear"](turn)
        return heard if heard.replies else replace(say(_not_understood(turn)), understood=False)

    def _about_a_notice(self, turn: Turn) -> Outcome | None:
        """What nobody else takes may be written back to a notice, and goes to its author."""
        heard = self._flows["answers"].steps["wrote"](turn)
        return heard if heard.replies else None

    def _seen(self, turn: Turn) -> Outcome | None:
        return next((outcome for eye in self._eyes if (outcome := eye(turn)) is not None), None)

    def _sent(self, turn: Turn) -> Outcome:
        """A picture or a voice that answers a notice goes to its author; a voice that only follows one may as well be
        an order, or a call for help, and reaches a worker too."""
        passed = self._about_a_notice(turn)
        if passed is None:
            return self._flows["help"].steps["file"](turn)
        if turn.update.replies_to or turn.update.files[0].kind != "voice":
            return passed
        return self._flows["help"].steps["file"](turn).also(*passed.replies)

    def _pressed(self, turn: Turn, press: Press) -> Outcome:
        """A press is authorised when it is executed: by nonce, chat, person, number, state and time."""
        question = questions.pressed(turn.tx, press.nonce, turn.address, turn.language)
        person = turn.person.id if turn.person else 0
        if (
            question is None
            or question.address != turn.address
            or question.person not in (0, person)
            or not 0 < press.number <= len(question.options)
        ):
            return _without_effect("press_unknown")
        flow = self._flows.get(question.flow)
        once = flow is None or question.step not in flow.again
        if question.state == "answered" and once:
            label = next((text for value, text in question.options if value == question.answer), "")
            return _without_effect("press_done", label=label)
        if question.state == "superseded" and once:
            return _without_effect("press_old")
        if question.expires_at <= turn.now:
            return _without_effect("press_expired")
        outcome = self._answer(turn, question, press.number)
        return replace(outcome, settled=outcome.settled or (once and outcome.answered))

    def _answer(self, turn: Turn, question: Question, number: int) -> Outcome:
        value = question.options[number - 1][0]
        if question.step == WHICH:
            questions.answer(turn.tx, question.nonce, value, turn.now)
            if value == NO:
                return say("shared/neither")
            nonce, _, chosen = value.rpartition("#")
            return self._pressed(turn, Press(nonce, int(chosen)))
        step = self._flows[question.flow].steps[question.step]
        outcome = step(replace(turn, answer=value, question=question))
        if outcome.answered:
            questions.answer(turn.tx, question.nonce, value, turn.now)
        return outcome


def _without_effect(name: str, **values: str) -> Outcome:
    """Says why a press comes to nothing."""
    return replace(say(f"shared/{name}", **values), toast=name, settled=True)


def _not_kept_waiting(turn: Turn) -> Turn:
    """Without the words that a step waits for, once it has waited too long, or if somebody of the staff names a file
    and what is done about it (#2 我来办): that is nobody's complaint."""
    waits = turn.conversation
    if not waits.step or turn.update.press is not None:
        return turn
    said = read_matter(turn.text) if scope(turn.person, Action.MEDIATE) else None
    named = said is not None and said.deed != "other" and matters.numbered(
        turn.tx, turn.known().village, said.number
    )  # fmt: skip
    lapsed = turn.now >= int(waits.data.get(UNTIL, turn.now + 1))
    return replace(turn, conversation=replace(waits, flow="", step="", data={})) if named or lapsed else turn


def _is_pasted(text: str) -> bool:
    """An announcement or a chain post, in which telephone numbers stand for those who read it elsewhere."""
    return looks_like_announcement(text) or looks_like_chain(text)


def _not_understood(turn: Turn) -> str:
    """How it is said depends on what somebody would say here: orders, reports of temperatures, or doors."""
    if turn.person is not None and scope(turn.person, Action.REPORT_VISIT):
        return "shared/not_understood_worker"
    if turn.person is not None and families.of(turn.tx, turn.person, turn.house.zone, turn.now).cases:
        return "shared/not_understood_observed"
    offered = turn.person is None or load_offer(turn).windows
    return "shared/not_understood" if offered else "orders/nothing_on_offer"


def _is_staff(turn: Turn) -> bool:
    return turn.person is not None and any(held.role in STAFF for held in turn.person.roles)
