"""An errand is noted as it was said: of which kind it is, who is asked about it, and what its writer may learn."""

import re
from dataclasses import replace

from broadcasts import errands as acts
from broadcasts.errand_asks import ASKING, about
from broadcasts.errand_circle import asker_for, workers_there
from domain.errands import Errand, Kind
from domain.people import Person, Status
from domain.permissions import Action, concerns, sees_errand
from domain.replies import NO, YES, Ask, Option, Reply
from domain.settings import Setting
from domain.spans import DAY
from handlers.flow import Outcome, Turn, finish
from nlu.errand_requests import (
    is_private,
    is_rubbish,
    names_cold_medicine,
)
from nlu.health import looks_like_health
from storage import errands, households, people, settings
from storage.errands import New

MOST_A_DAY = 20
"""Errands of one household in a day; more are a worker's to enter, who has asked what is wrong."""

ASKS_HOW = re.compile(r"怎么|几点|什么时候|哪里|吗[?？]?$|how|when|where", re.IGNORECASE)


def note(turn: Turn, whom: Person, words: str) -> Outcome:
    """Noted as it was said, unless it stands there already."""
    writer, household = turn.known(), whom.orders_for
    held = households.get(turn.tx, household) if household else None
    if held is None:
        return finish(Reply("errands/no_home"))
    same = [
        each for each in errands.of_household(turn.tx, household, errands.NEVER)
        if each.words == words and sees_errand(writer, each, offered=False)
    ]  # fmt: skip
    if same:
        return finish(Reply("errands/again", about(same[0], turn.now), acts.cancel_ask(same[0])))
    lately = errands.of_household(turn.tx, household, turn.now - DAY)
    if len(lately) >= MOST_A_DAY and not concerns(writer, Action.DISPATCH_ERRAND, writer.village_path):
        return finish(Reply("errands/too_many"))
    kind = _kind(turn, household, words)
    if (
        kind is Kind.RUBBISH and ASKS_HOW.search(words) and turn.question is None and writer.lives_in(household)
    ):
        return _advise(turn, words)
    new = New(
        held.village, held.area or held.village, household, whom.id, asker_for(turn.tx, whom, writer), writer.id,
        kind, words,
    )  # fmt: skip
    kept, told, later, offered = acts.ask(turn.tx, new, turn.now, turn.house.zone)
    shown = kept
    if writer.state != "confirmed" or not sees_errand(writer, replace(kept, entered_by=0, asker=0), offered=False):
        # By how an errand is run whoever enters it for others could learn that they are observed.
        shown, told = replace(kept, kind=Kind.ERRAND), workers_there(turn.tx, kept)
    values = about(shown, turn.now, told=told) | {"errand_later": later} | _hours(turn, kept)
    replies = [Reply("errands/asked", values, acts.cancel_ask(kept))]
    if kept.asker != writer.id:
        entered = about(kept, by=writer.name) | {"errand_later": later} | _hours(turn, kept)
        replies.append(Reply("errands/entered_for_you", entered, acts.cancel_ask(kept), to=kept.asker))
    if kind is Kind.MEDICINE or (kind is Kind.PRIVATE and looks_like_health(turn.text)):
        speaker = people.get(turn.tx, kept.asker) or writer
        replies.append(acts.ask_who_is_ill(turn.tx, kept, speaker))
    return finish(*replies, *offered)


def _advise(turn: Turn, words: str) -> Outcome:
    """How rubbish of an observed home is put out, when that is what was asked."""
    options = (Option(YES, "errand_fetch"), Option(NO, "no_need"))
    ask = Ask(ASKING, "rubbish", options, "errand_fetch_title", data={"what": words})
    path = turn.known().area_path or turn.known().village_path
    return finish(Reply("errands/rubbish", _times(turn, path), ask))


def _kind(turn: Turn, household: int, words: str) -> Kind:
    if is_rubbish(words) and Status.OBSERVATION in households.statuses(turn.tx, household, turn.now):
        return Kind.RUBBISH
    if names_cold_medicine(words):
        return Kind.MEDICINE
    return Kind.PRIVATE if is_private(words) or is_private(turn.text) else Kind.ERRAND


def _hours(turn: Turn, errand: Errand) -> dict[str, str]:
    """When rubbish is fetched; nothing of other errands."""
    none = {"errand_morning_at": "", "errand_evening_at": ""}
    return _times(turn, errand.path) if errand.kind is Kind.RUBBISH else none


def _times(turn: Turn, path: str) -> dict[str, str]:
    morning, evening = (
        settings.written(turn.tx, each, path, turn.now) for each in (Setting.RUBBISH_MORNING, Setting.RUBBISH_EVENING)
    )
    return {"errand_morning_at": morning, "errand_evening_at": evening}
