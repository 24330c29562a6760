"""«敲门名单», «3幢201 说了», «3-202 不在家», «我去3幢202»: a worker tells a notice at doors, and ticks them off."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from broadcasts import knocking
from broadcasts.knocking import BUTTONS, Ticked
from domain.doors import lies_in
from domain.knocking import Door, Visit
from domain.permissions import Action, allowed, scope
from domain.replies import YES, Ask, Option, Reply
from domain.spans import DAY
from handlers.flow import Flow, Outcome, Turn, say
from nlu.door_words import DoorsSaid, asks_list, read_doors_said
from storage import doors, households

flow = Flow("doors")

SINCE = 7 * DAY
"""Milliseconds for which a repeat says who was at the door before."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """The list, or what was done about doors on it. What could be about something else (不在家, 搬走了) is taken only
    where it is about doors of the list."""
    if not scope(turn.person, Action.TELL_IN_PERSON):
        return None
    building = asks_list(turn.text)
    if building is not None:
        return _list(turn, building)
    said = read_doors_said(turn.text)
    return _said(turn, said) if said else None


@flow.command("doors")
def doors_left(turn: Turn) -> Outcome:
    """«/doors»"""
    return _list(turn, "") if scope(turn.person, Action.TELL_IN_PERSON) else say("doors/not_allowed")


@flow.step("told", again=True)
def told(turn: Turn) -> Outcome:
    """«3幢201说了» under a list: about what the list told of that door. The other buttons stay."""
    about = turn.data["about"].get(turn.answer, ())
    result = knocking.tick(turn.tx, turn.known(), int(turn.answer), about, Visit.TOLD, turn.now)
    return _ticked(turn, [result], asked={value for value, _ in turn.question.options} if turn.question else set())


@flow.step("one_of")
def one_of(turn: Turn) -> Outcome:
    """One household or notice of several that a door stands for, or all of them."""
    wanted = turn.data["choices"] if turn.answer == YES else {turn.answer: turn.data["choices"].get(turn.answer, [])}
    outcome = Visit(turn.data["outcome"])
    results = [
        knocking.tick(turn.tx, turn.known(), int(choice.partition("/")[0]), about, outcome, turn.now)
        for choice, about in sorted(wanted.items())
    ]
    return _ticked(turn, list(dict.fromkeys(results)))


def _list(turn: Turn, building: str) -> Outcome:
    found = [door for door in knocking.todo(turn.tx, turn.known(), turn.now)
             if not building or lies_in(door.door, building)]  # fmt: skip
    if not found:
        return say("doors/nothing")
    return Outcome((knocking.list_reply(turn.tx, turn.known(), found, "doors/list", turn.now),))


def _said(turn: Turn, said: DoorsSaid) -> Outcome | None:
    """Each door as it stands on the list of a worker's areas."""
    found = {door.key: _listed(turn, door.key, said.number) for door in said.doors}
    if said.deed in ("away", "moved") and not any(found.values()):
        return None
    if said.deed in ("claim", "back"):
        results = [_claim(turn, door.key, door.text, found[door.key], said.deed) for door in said.doors]
        return say("doors/claimed", ticked_doors=results)
    outcome = Visit(said.deed)
    results = []
    for door in said.doors:
        listed = [each for each in found[door.key] if _mine(turn, each.household)]
        if len(said.doors) == 1 and sum(len(each.broadcasts) for each in listed) > 1:
            return _ask_which(turn, door.text, listed, outcome)
        ticked = [
            knocking.tick(turn.tx, turn.known(), each.household, each.broadcasts, outcome, turn.now)
            for each in listed
        ]
        results += ticked or [_why_not(turn, door.key, door.text)]
    return _ticked(turn, results)


def _listed(turn: Turn, door_key: str, number: int) -> list[Door]:
    """The households behind a door that are to be told; of one notice only, where its number was said."""
    found = knocking.at_door(turn.tx, turn.known().village, door_key, turn.now)
    if not number:
        return found
    said = knocking.to_say(turn.tx, found, turn.language)
    numbered = {sent for sent, notice in said.items() if notice.number == number}
    about = [
        replace(door, untold=tuple(each for each in door.untold if each.broadcast in numbered)) for door in found
    ]  # fmt: skip
    return [door for door in about if door.untold]


def _mine(turn: Turn, household: int) -> bool:
    return allowed(turn.person, Action.TELL_IN_PERSON, households.path(turn.tx, household))


def _why_not(turn: Turn, door_key: str, named: str) -> Ticked:
    """A door at which this worker has nothing to tell: told before, elsewhere, or never on the list."""
    homes = households.at_door(turn.tx, turn.known().village, door_key)
    mine = [home for home in homes if _mine(turn, home.id)]
    if homes and not mine:
        return Ticked("not_yours", named)
    visits = [visit for home in mine for visit in doors.visits(turn.tx, home.id, turn.now - SINCE)]
    met = [visit for visit in visits if visit.outcome is not Visit.AWAY]
    last = max(met, key=lambda visit: visit.at, default=None)
    return Ticked("before", named, last.name, last.at, last.outcome.value) if last else Ticked("missing", named)


def _ask_which(turn: Turn, named: str, listed: Sequence[Door], outcome: Visit) -> Outcome:
    """Several households, or several notices, and only one was told, perhaps."""
    said = knocking.to_say(turn.tx, listed, turn.language)
    choices: dict[str, tuple[int, ...]] = {}
    options: list[Option] = []
    for door in listed:
        for broadcast in door.broadcasts:
            value = f"{door.household}/{broadcast}"
            choices[value] = (broadcast,)
            notice = said[broadcast]
            values = {"door": door.named, "number": notice.number, "title": notice.title}
            options.append(Option(value, "door_and_notice", values))
    options = [*options[:BUTTONS], Option(YES, "all_of_them")]
    data = {"choices": choices, "outcome": outcome.value}
    ask = Ask(flow.name, "one_of", tuple(options), "door_which", {"door": named}, 0, data)
    return Outcome((Reply("doors/which", {"door": named}, ask),))


def _claim(turn: Turn, door_key: str, named: str, listed: Sequence[Door], deed: str) -> Ticked:
    """«我去3幢202», «3幢202不去了»"""
    worker = turn.known()
    if deed == "back":
        homes = households.at_door(turn.tx, worker.village, door_key)
        given = [doors.give_back(turn.tx, home.id, worker.id) for home in homes]
        return Ticked("given_back" if any(given) else "not_claimed", named)
    if not listed:
        return Ticked("missing", named)
    mine = [door for door in listed if _mine(turn, door.household)]
    if not mine:
        return Ticked("not_yours", named)
    refused = [door for door in mine if not doors.claim(turn.tx, door, worker.id, turn.now)]
    if refused:
        return Ticked("taken", named, doors.taker(turn.tx, refused[0].household))
    return Ticked("yours", named)


def _ticked(turn: Turn, results: list[Ticked], asked: AbstractSet[str] = frozenset()) -> Outcome:
    """What was noted, and how many doors are left; the next ones when all that had buttons are done."""
    left = knocking.todo(turn.tx, turn.known(), turn.now)
    outcome = Outcome((Reply("doors/ticked", {"ticked_doors": results, "doors_left": len(left)}),), answered=False)
    outcome = replace(outcome, toast="door_noted")
    if asked and left and not asked & {str(door.household) for door in left}:
        return outcome.also(knocking.list_reply(turn.tx, turn.known(), left, "doors/list", turn.now))
    return outcome
