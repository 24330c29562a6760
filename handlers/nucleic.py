"""«3-2-501 王芳 核酸阴性 2月8日»: results of nucleic tests of people under observation, from a worker or cadre."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from broadcasts import nucleic
from domain.nucleic import Result
from domain.observation import Observation
from domain.permissions import Action, scope
from domain.replies import NO, Ask, Option, Reply
from domain.schedules import local_day
from handlers.flow import Flow, Outcome, Turn, finish
from nlu.nucleic import read_test
from nlu.visit_dates import find_dates
from storage import observations, questions
from storage.questions import Question

flow = Flow(nucleic.FLOW)

DAYS_BACK = ("test_today", "test_yesterday", "test_before_yesterday")


@flow.hears_first
def hear(turn: Turn) -> Outcome | None:
    """Of whoever is observed in the worker's areas; all else goes on to other flows."""
    if turn.person is None or turn.update.group or not scope(turn.person, Action.OBSERVE):
        return None
    said = read_test(turn.text, _today(turn))
    if said is None:
        return _dated(turn)
    found = nucleic.meant(turn.tx, turn.person, said)
    if not any(found):
        return None
    if any(len(cases) != 1 for cases in found):
        unclear = [(word, cases) for word, cases in zip(said.whom or ("",), found, strict=True) if len(cases) != 1]
        return finish(Reply("observations/test_which", {"unclear": unclear, "positive": said.positive}))
    cases = [cases[0] for cases in found]
    if not said.days:
        return _ask(turn, cases, positive=said.positive)
    return _record(turn, cases, said.days, turn.text, positive=said.positive)


@flow.step("when")
def when(turn: Turn) -> Outcome:
    """«今天», «昨天»: on which day it was taken."""
    if turn.answer == NO:
        return finish(Reply("observations/kept", {"name": "", "why": ""}))
    day = _today(turn) - timedelta(days=DAYS_BACK.index(turn.answer))
    return _record(turn, _cases(turn, turn.data["cases"]), [day], turn.data["words"], positive=turn.data["positive"])


def _dated(turn: Turn) -> Outcome | None:
    """A day in words under the question."""
    asked = [question for question in turn.waiting if (question.flow, question.step) == (flow.name, "when")]
    days = [each for each in find_dates(turn.text, _today(turn)) if each.day] if asked else []
    if len(days) != 1 or days[0].end - days[0].start < len(turn.text.strip("。.的 做")):
        return None
    return _answer(turn, asked[-1], days[0].day or _today(turn))


def _answer(turn: Turn, asked: Question, day: date) -> Outcome:
    data = asked.data
    questions.supersede_one(turn.tx, asked.nonce)
    return _record(turn, _cases(turn, data["cases"]), [day], data["words"], positive=data["positive"])


def _ask(turn: Turn, cases: Sequence[Observation], *, positive: bool) -> Outcome:
    data = {"cases": [case.id for case in cases], "positive": positive, "words": turn.text}
    choices = (*(Option(label, label) for label in DAYS_BACK), Option(NO, "cancel"))
    names = "、".join(case.name for case in cases)
    ask = Ask(flow.name, "when", choices, "test_title", {"name": names}, data=data)
    return finish(Reply("observations/test_when", {"cases": cases, "positive": positive}, ask))


def _record(
    turn: Turn, cases: Iterable[Observation], days: Iterable[date], words: str, *, positive: bool
) -> Outcome:
    result = Result.POSITIVE if positive else Result.NEGATIVE
    done = [
        nucleic.record(turn.tx, turn.known(), case, day, result, words, turn.saying, turn.house.zone, turn.now)
        for case in cases for day in days
    ]  # fmt: skip
    told = [reply for each in done for reply in each.told]
    values = {"recorded": done, "positive": positive}
    return replace(finish(Reply("observations/test_recorded", values), *told), toast="noted")


def _cases(turn: Turn, keys: Iterable[int]) -> list[Observation]:
    return [case for key in keys if (case := observations.get(turn.tx, key)) is not None]


def _today(turn: Turn) -> date:
    return local_day(turn.now, turn.house.zone)
