"""Which of the questions that are open somebody answers by what they write: a button's words, a number, a 好."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.notices import RECEIVED
from domain.replies import AMOUNTS, KEEP, NO, YES, Ask, Option, Reply
from domain.spans import HOUR
from handlers.flow import Outcome, Turn
from nlu import phrases
from nlu.clean import clean
from storage import outbox
from storage.questions import Question

WHICH = "which"
"""The step of the question that names several others."""

SOON = 12 * HOUR
"""Milliseconds for which a 好的 may mean the notice above it."""

COME = "我来"

LONGEST = 40
"""Code points of a text that may be an answer."""

CALLS = frozenset({
    "handovers", "newcomers", "giving", "supplying", "groups", "rounds", "silent", "notices", "answers", "doors",
    "leaflets", "matters", "duties", "swaps", "undecided", "sending.decide",
    "observed.acknowledge", "observed.act", "releasing",
    "errand_work", "errands.asked",
    "returnees.decide", "returnees.same", "returnees.come",
})  # fmt: skip
"""Flows, or single steps, whose questions may stay open for weeks, to several workers at once: while anything else is
asked in a chat, only the words of their buttons answer them."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """A typed answer: the option of a question that it stands for."""

    question: Question
    number: int
    plain: bool  #: a 好, a 不要 or a number, which fit any question, and not the words of one button


def answered_by(turn: Turn) -> Choosing | Outcome | None:
    """What a text answers; the question back when it may be one of several, None when it is no answer."""
    if len(turn.text) > LONGEST:
        return None
    waiting = _still_asked(turn.waiting)
    if turn.conversation.step or not all(map(_is_call, waiting)):
        waiting = [asked for asked in waiting if not _is_call(asked) or _by_label(turn.text, asked)]
    chosen = _newest_of_each(choosing for question in waiting if (choosing := _choose(turn.text, question)))
    sure = [choosing for choosing in chosen if not choosing.plain or choosing.question.step == WHICH]
    if len(sure) == 1:
        return sure[0]
    if not chosen:
        return Choosing(waiting[0], 1, plain=True) if _has_just_read(turn, waiting) else None
    return chosen[0] if len(waiting) == 1 else _ask_which(turn, chosen, waiting)


def _newest_of_each(chosen: Iterable[Choosing]) -> list[Choosing]:
    """What is asked again with every word about one alarm is one question."""
    return list({
        (each.question.flow, each.question.step, each.question.subject or each.question.nonce, each.number): each
        for each in chosen
    }.values())  # fmt: skip


def _is_call(question: Question) -> bool:
    return question.flow in CALLS or f"{question.flow}.{question.step}" in CALLS


def _by_label(text: str, question: Question) -> bool:
    return any(_says(text, label) for _, label in question.options)


def _has_just_read(turn: Turn, waiting: list[Question]) -> bool:
    """好的 to the one question that is open, a notice to be received, if nothing else was said in the chat since."""
    if [asked.flow for asked in waiting] != ["notices"] or not phrases.is_yes(turn.text):
        return False
    sent = outbox.lately(turn.tx, turn.address.account, turn.address.chat, turn.now - SOON, 1)
    received = waiting[0].options[0][1] in RECEIVED.labels.values()
    return received and bool(sent) and sent[0][0] == waiting[0].subject


def _says(text: str, label: str) -> bool:
    """The words of a button; 知道了 and 收到！ are 收到, 我来 is 我来处理 and 我来办."""
    said = clean(label)
    if text == COME:
        return said.startswith(text)
    return said == text or (label in RECEIVED.labels.values() and phrases.is_receipt(text))


def _choose(text: str, question: Question) -> Choosing | None:
    yes, no = phrases.is_yes(text), phrases.is_no(text)
    for number, (_, label) in enumerate(question.options, 1):
        if _says(text, label):
            # 对 and 取消 stand on buttons, and are what people say to any question.
            return Choosing(question, number, plain=(yes or no) and len(question.options) > 1)
    if len(question.options) == 1 and question.step != WHICH:
        # A call for help asks for its button: a 好 or a number in a worker's chat is meant for something else.
        return None
    number_said = None if question.data.get(AMOUNTS) else phrases.choice_number(text)
    if number_said is not None and 0 < number_said <= len(question.options):
        return Choosing(question, number_said, plain=True)
    wanted = {YES} if yes else {NO} if no else set()
    wanted |= {KEEP} if phrases.is_keep(text) else set()
    for number, (value, _) in enumerate(question.options, 1):
        if value in wanted or (yes and question.step == WHICH and len(question.options) == 2 and number == 1):
            return Choosing(question, number, plain=True)
    return None


def _still_asked(waiting: tuple[Question, ...]) -> list[Question]:
    """Without a «which one» that a newer question or the answer to one of its own has overtaken."""
    open_now = {question.nonce for question in waiting}
    return [
        question
        for question in waiting
        if question.step != WHICH
        or (question is waiting[-1] and _asked_about(question) <= open_now)
    ]


def _asked_about(which: Question) -> set[str]:
    return {value.rpartition("#")[0] for value, _ in which.options if value != NO}


def _ask_which(turn: Turn, chosen: list[Choosing], waiting: list[Question]) -> Outcome:
    """Several questions are open: the bot names them instead of guessing which one a 好 was meant for."""
    options = tuple(
        Option(f"{choosing.question.nonce}#{choosing.number}", _named(choosing)) for choosing in chosen[:8]
    )
    fitting = [choosing.question for choosing in chosen[:8]]
    others = [question for question in waiting if question not in fitting and question.step != WHICH]
    titles = [question.title for question in (*fitting, *others)]
    if len(options) == 1:
        options = (*options, Option(NO, "neither"))
    ask = Ask("routing", WHICH, options, "which", beside=False)
    values = {"titles": titles, "fitting": len(fitting), "one": len(fitting) == 1}
    return Outcome((Reply("shared/which", values, ask),))


def _named(choosing: Choosing) -> str:
    return f"{choosing.question.title}：{choosing.question.options[choosing.number - 1][1]}"
