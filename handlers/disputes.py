"""«申请调解，我和王阿婆为漏水»: a quarrel is taken in, of a party or a worker, and becomes a file."""

from dataclasses import replace
from typing import Any

from broadcasts import matter_opening
from domain.matters import LONGEST
from domain.permissions import Action, concerns
from domain.replies import NO, YES, Ask, Option, Reply
from domain.spans import MINUTE
from handlers.flow import UNTIL, Flow, Outcome, Turn, finish, say, wait_for
from nlu.matter_words import CALLED_OFF, DisputeSaid, parties_in, read_dispute
from storage import people

flow = Flow("disputes")

WAITS = 15 * MINUTE
"""Milliseconds for which the next words say who it is with, and what about."""

LONGEST_NAME = 20
MOST_PARTIES = 6


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Only what asks for mediation, or says that it is a quarrel to be settled."""
    if turn.person is None or turn.person.state == "gone":
        return None
    said = read_dispute(turn.text)
    return _taken_in(turn, said) if said else None


@flow.command("dispute")
def dispute(turn: Turn) -> Outcome:
    """«/dispute», with or without words."""
    if turn.person is None:
        return say("shared/not_understood")
    return _taken_in(turn, parties_in(turn.argument))


@flow.step("who", verbatim=True)
def who(turn: Turn) -> Outcome:
    """With whom: names, as many as there are."""
    if turn.text in CALLED_OFF:
        return finish(Reply("matters/dropped"))
    anew, both = read_dispute(turn.text), parties_in(turn.text)
    if anew is not None and anew.parties:
        return _taken_in(turn, anew)
    if both.parties and not both.mine:
        return _taken_in(turn, replace(both, about=str(turn.data["about"]) or both.about))
    names = tuple(
        name.strip() for name in turn.text.replace("和", "、").replace("，", "、").replace(",", "、").split("、")
        if name.strip()
    )  # fmt: skip
    return _taken_in(turn, DisputeSaid(names[:MOST_PARTIES], str(turn.data["about"]), bool(turn.data["mine"])))


@flow.step("about", verbatim=True)
def about(turn: Turn) -> Outcome:
    """What it is about, in their own words."""
    if turn.text in CALLED_OFF:
        return finish(Reply("matters/dropped"))
    return _taken_in(turn, DisputeSaid(tuple(turn.data["names"]), turn.update.text, bool(turn.data["mine"])))


@flow.step("drop")
def drop(turn: Turn) -> Outcome:
    return finish(Reply("matters/dropped"))


@flow.step("send")
def send(turn: Turn) -> Outcome:
    """«提交» under what was taken in."""
    if turn.answer == NO:
        return finish(Reply("matters/dropped"))
    if matter_opening.is_too_many(turn.tx, turn.known(), turn.now):
        return finish(Reply("matters/too_many"))
    parties = [(int(person), str(name)) for person, name in turn.data["parties"]]
    mine = bool(turn.data["mine"])
    matter, told = matter_opening.dispute(turn.tx, turn.known(), str(turn.data["about"]), parties, mine, turn.now)
    if matter is None:
        return finish(Reply("matters/nobody"))
    return finish(Reply("matters/opened", {"matter": matter, "anonymous": False}), *told)


def _taken_in(turn: Turn, said: DisputeSaid) -> Outcome:
    """Who and what, asked for as long as they are missing, then read back."""
    person = turn.known()
    mine = said.mine or not concerns(person, Action.MEDIATE, person.village_path)
    names = [name[:LONGEST_NAME] for name in said.parties if name not in ("我", person.name)]
    aside = Ask(flow.name, "drop", (Option(NO, "matter_drop"),), "dispute_title", lasts=WAITS)
    waits: dict[str, Any] = {"mine": mine, UNTIL: turn.now + WAITS}
    if not names or (not mine and len(names) < 2):
        return wait_for(flow.name, "who", Reply("matters/who", {"mine": mine}, aside), about=said.about, **waits)
    if len(said.about) < 2:
        return wait_for(flow.name, "about", Reply("matters/about", ask=aside), names=names, **waits)
    parties: list[tuple[int, str]] = [(person.id, person.name)] if mine else []
    parties += [(_known(turn, name), name) for name in names]
    data: dict[str, Any] = {"parties": parties, "about": said.about[:LONGEST], "mine": mine}
    ask = Ask(flow.name, "send", (Option(YES, "matter_send"), Option(NO, "matter_drop")), "dispute_title", data=data)
    values = {
        "party_names": [name for _, name in parties], "about": said.about[:LONGEST],
        "unknown_names": [name for number, name in parties if not number],
    }  # fmt: skip
    return finish(Reply("matters/dispute_read_back", values, ask))


def _known(turn: Turn, name: str) -> int:
    """Who is meant: exactly one person of that name in the village; nobody is guessed."""
    village = turn.known().village
    found = [person for person, _, _ in people.named(turn.tx, name)]
    here = [person for person in found if (whom := people.get(turn.tx, person)) and whom.village == village]
    return here[0] if len(here) == 1 and here[0] != turn.known().id else 0
