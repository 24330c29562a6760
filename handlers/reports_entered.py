"""«3幢201 36.5 36.8», «王芳 36.5», «3 36.5» of the list of the day, «3幢201 没人»: a worker reports for a family."""

import re
from collections.abc import Sequence

from broadcasts import checking_in, digests, families
from broadcasts.families import Family
from domain.check_ins import KIN, SELF, called
from domain.observation import Observation, slot_of
from domain.outstanding import Kind
from domain.permissions import Action, scope
from handlers.attributing import desk_of, whose
from handlers.flow import Flow, Outcome, Turn, say
from handlers.homes import homes_behind
from handlers.reporting import take
from nlu.check_in_questions import has_decimal, is_numbers_only, is_worth_reading
from nlu.checkins import CHECK_IN, CheckIn, read_check_in
from nlu.doors import find_door
from storage import audit, observations, people

flow = Flow("reports_entered")

LONGEST = 200
SHORT = 60

_FAMILY = re.compile(r"^[一-龥]{1,4}家(?:里|的)?[\s:：,，]*")
_LINE = re.compile(r"(?:第|no\.? ?|#)?(?P<number>\d{1,3})(?:[.、:：号]\s?|\s+)(?P<rest>\S.*)", re.IGNORECASE)
_AWAY = re.compile(
    r"[\s,，:：]*(?:家里)?(?:敲门|上门|打电话)?(?:没人(?:在|应|开门|接)?|不在家?|没开门|没接|打不通|no answer"
    r"|nobody (?:home|in)|not in|away)"
    r"[\s,，]*(?:(?:没量|没测|没报|没有量)(?:到|上|成)?(?:体温)?|体温没[量测报]到?)?[了。.!！]*",
    re.IGNORECASE,
)


@flow.reports
def report(turn: Turn) -> Outcome | None:
    """Numbers behind a door, a name or the number of a line."""
    if not scope(turn.person, Action.OBSERVE) or len(turn.text) > LONGEST or not is_worth_reading(turn.text):
        return None
    if not has_decimal(turn.text) or (turn.conversation.step and len(turn.text) > SHORT):
        return None
    door = find_door(turn.text)
    if door is not None and door.start == 0:
        rest = _FAMILY.sub("", turn.text[door.end :].strip(" ,，:：的"))
        return _entered(turn, _behind(turn, door.door.text), rest)
    line = _LINE.fullmatch(turn.text)
    if line is not None:
        return _entered(turn, _listed(turn, int(line["number"])), line["rest"])
    return _named(turn)


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """«3幢201 没人», of a family whose report has not come."""
    door = find_door(turn.text) if scope(turn.person, Action.OBSERVE) and len(turn.text) <= SHORT else None
    if door is None or door.start or not _AWAY.fullmatch(turn.text, door.end):
        return None
    cases = families.lacking(_behind(turn, door.door.text), turn.house.zone, turn.now)
    if not cases:
        return None
    missed = {case.id: slot_of(case, turn.house.zone, turn.now) for case in cases}
    checking_in.note_away(turn.tx, turn.known(), missed, turn.saying, turn.now)
    return say("check_ins/away", check_door=cases[0].door, check_names=[case.name for case in cases])


def _entered(turn: Turn, cases: Sequence[Observation], rest: str) -> Outcome | None:
    """What is not plain about a door may be the report of a visit, and is left to that."""
    said = read_check_in(rest)
    if not cases or said.intent != CHECK_IN or not said.readings:
        return None
    desk = desk_of(turn, Family((), families.in_order(cases)), True, [case.id for case in families.in_order(cases)])
    if whose(turn, said, desk).unsure and not is_numbers_only(rest):
        return None
    return _take(turn, said, cases)


def _named(turn: Turn) -> Outcome | None:
    """«王芳 36.5，李强 36.8»: people who are observed in the worker's area, and not their own family."""
    said = read_check_in(turn.text)
    names = list(dict.fromkeys(each.who for each in said.readings))
    if said.intent != CHECK_IN or not names or any(not name or name in KIN or name in SELF for name in names):
        return None
    own = families.members(families.of(turn.tx, turn.known(), turn.house.zone, turn.now).cases)
    if any(called(own, name) for name in names):
        return None
    found = {name: _of_name(turn, name) for name in names}
    if not any(found.values()) and not _only_names(turn, names):
        return None
    several = [name for name, cases in found.items() if len(cases) != 1]
    if several:
        return say("check_ins/say_door", check_names=several)
    return _take(turn, said, [cases[0] for cases in found.values()])


def _only_names(turn: Turn, names: Sequence[str]) -> bool:
    """Whether a message is nothing but numbers of people on the register, none of whom is observed."""
    rest = turn.text
    for name in names:
        rest = rest.replace(name, " ")
    return is_numbers_only(rest) and any(people.named(turn.tx, name) for name in names)


def _take(turn: Turn, said: CheckIn, cases: Sequence[Observation]) -> Outcome:
    ordered = families.in_order(cases)
    outcome = take(turn, said, desk_of(turn, Family((), ordered), True, [case.id for case in ordered]))
    for case in ordered:
        audit.note(turn.tx, turn.known().id, "report_check_in", case.person, turn.now)
    return outcome


def _behind(turn: Turn, door: str) -> list[Observation]:
    """The open cases behind a door for which the worker may report."""
    return _mine(turn, [
        case for home in homes_behind(turn, door) for case in observations.of_household(turn.tx, home.household.id)
    ])  # fmt: skip


def _listed(turn: Turn, number: int) -> list[Observation]:
    """The cases of a line of the list of the day."""
    asked = [each for each in turn.waiting if each.flow == digests.FLOW]
    item = digests.listed(asked[-1].data).get(number) if asked else None
    if item is None or item.kind is not Kind.CHECK_IN:
        return []
    return _mine(turn, [case for key in item.about if (case := observations.get(turn.tx, key)) is not None])


def _of_name(turn: Turn, name: str) -> list[Observation]:
    found = (observations.open_of(turn.tx, person) for person, _, _ in people.named(turn.tx, name))
    return _mine(turn, [case for case in found if case is not None])


def _mine(turn: Turn, cases: Sequence[Observation]) -> list[Observation]:
    return [case for case in cases if families.may_enter(turn.tx, turn.known(), case)]
