"""«胸口痛», «找人», a voice message: what a human must hear goes to one, at once, and the person is told who."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from broadcasts import alarms, audience
from domain.hotlines import numbers
from domain.messages import FileReference, Priority
from domain.people import Person
from domain.permissions import Action, scope
from domain.replies import NO, YES, Ask, Option, Reply
from handlers.flow import LONGEST_WORDS, Flow, Outcome, Turn, heard_by, say, speaker
from nlu import phrases
from nlu.health import looks_like_health
from storage import areas, handovers, people, sayings
from storage.addresses import Address

flow = Flow("help")

AGAIN = 600_000
"""Milliseconds in which the same call from one chat is one call: its words are passed on, nobody is alarmed twice."""

TALK = 2 * 3600 * 1000
"""Milliseconds for which a worker who has taken somebody's call hears what else they say."""

MOST_PHOTOS = 9
QUOTED = 2
"""As many as were not understood: what somebody said before may be for others, such as a complaint about a worker."""
LOOKED_BACK = 12


@flow.step("danger")
def danger(turn: Turn) -> Outcome:
    """«奶奶摔倒了»: workers and doctor are alarmed, 120 is shown. `answer` is the kind of danger."""
    person, path = speaker(turn), _path(turn)
    kind = f"danger:{turn.answer}"
    told = [other for other in audience.responders(turn.tx, path) if person is None or other != person.id]
    before = handovers.latest_danger(turn.tx, _own_chat(turn), _who_writes(turn), turn.now - AGAIN)
    if before is None:
        passed = (*_pass_on(turn, kind, told, "help/alarm", Priority.ALARM), *_family(turn, person))
    else:
        told = [before.taken_by] if before.taken_by else told
        taken = bool(before.taken_by)
        passed = _call_out(turn, before.id, told, "help/alarm_more", Priority.ALARM, {"kind": kind}, taken=taken)
    values = _answer_values(turn, told)
    values |= {"kind": turn.answer, "numbers": numbers(turn.answer), "again": before is not None}
    if turn.update.group and person is None:
        return Outcome((Reply("help/danger_in_group"), *passed))
    to = person.id if person and turn.update.group else 0
    return Outcome((Reply("help/danger", values, to=to, priority=Priority.ALARM), *passed))


def _family(turn: Turn, person: Person | None) -> tuple[Reply, ...]:
    """Family elsewhere hears it too: they can telephone, and somebody near is told by the same alarm."""
    if person is None or not person.household:
        return ()
    values = {"person": person, "words": turn.update.text}
    return tuple(
        Reply("help/alarm_family", values, to=relative, priority=Priority.ALARM)
        for relative in people.relatives(turn.tx, person.household)
    )


@flow.step("human")
def human(turn: Turn) -> Outcome:
    """«找人», «人工», «电话»: the grid worker's name and number, and the words are passed on."""
    return _call(turn, "asked", "help/human")


@flow.step("misunderstood")
def misunderstood(turn: Turn) -> Outcome:
    """Words that were not understood twice."""
    return _call(turn, "misunderstood", "help/misunderstood")


@flow.step("file")
def file(turn: Turn) -> Outcome:
    """A voice message goes to a worker at once, a picture if the person wishes; words beside it are taken up."""
    sent = turn.update.files[0]
    match sent.kind:
        case "voice":
            told = _others(turn, audience.helpers(turn.tx, _path(turn)))
            passed = _pass_on(turn, "voice", told, "help/for_worker", file=sent if sent.kept else None)
            answer = Reply("help/voice", _answer_values(turn, told))
            return Outcome((answer, *passed), then=turn.text)
        case "photo":
            before = [question for question in turn.waiting if (question.flow, question.step) == (flow.name, "photo")]
            shown = [*(before[-1].data["sayings"] if before else ()), turn.saying][-MOST_PHOTOS:]
            options = (Option(YES, "pass_on"), Option(NO, "no_need"))
            ask = Ask(flow.name, "photo", options, "photo_title", data={"sayings": shown})
            values = {"known": turn.person is not None, "count": len(shown)}
            return Outcome((Reply("help/photo", values, ask),), then=turn.text)
    return Outcome((Reply("help/file", {"known": turn.person is not None}),), then=turn.text)


@flow.step("photo")
def photo(turn: Turn) -> Outcome:
    """«转给网格员» under one or several pictures."""
    if turn.answer == NO:
        return say("help/photo_left")
    told = _others(turn, audience.helpers(turn.tx, _path(turn)))
    passed: list[Reply] = []
    for saying in map(int, turn.data["sayings"]):
        words, files = sayings.get(turn.tx, saying) or ("", ())
        shown = next((sent for sent in files if sent.kept), None)
        passed += _pass_on(
            replace(turn, saying=saying), "asked", told, "help/for_worker", file=shown, words=words, called="photo"
        )
    return replace(Outcome((Reply("help/photo_passed", _answer_values(turn, told)), *passed)), toast="passed_on")


@flow.step("group")
def group(turn: Turn) -> Outcome:
    """What is said in a group stays among its people; only a command, or a call for somebody, is answered."""
    if turn.text.startswith("/") and turn.update.press is None:
        return say("help/write_privately")
    return human(turn) if speaker(turn) and phrases.wants_human(turn.text) else Outcome()


@flow.command("help")
def explain(turn: Turn) -> Outcome:
    """«怎么用»"""
    worker, cadre = scope(turn.person, Action.TAKE_HANDOVER), scope(turn.person, Action.OPEN_WINDOW)
    return say("help/help", known=turn.person is not None, worker=bool(worker), cadre=bool(cadre))


@flow.step("overhear")
def overhear(turn: Turn) -> Outcome:
    """What somebody says on, and what is nothing that a bot can do, reaches the worker who has their call."""
    call = handovers.talking(turn.tx, _own_chat(turn), _who_writes(turn), turn.now - TALK)
    worker = people.get(turn.tx, call.taken_by) if call else None
    if call is None or worker is None:
        return Outcome()
    return Outcome((Reply("handovers/also_passed", {"worker": worker}), heard_by(turn, call)))


def _call(turn: Turn, kind: str, template: str) -> Outcome:
    """Tells the person whom to telephone, and the workers what was said; again within minutes only the words."""
    path = _path(turn)
    told = _others(turn, audience.helpers(turn.tx, path)) or _others(turn, audience.cadres(turn.tx, path))
    before = handovers.latest(turn.tx, kind, _own_chat(turn), _who_writes(turn), turn.now - AGAIN)
    if before is None:
        passed = _pass_on(turn, kind, told, "help/for_worker", words=_lately(turn) if kind == "misunderstood" else "")
    elif before.taken_by:
        passed = (heard_by(turn, before),)
    else:
        values = _who(turn, speaker(turn))
        passed = tuple(Reply("help/more_words", values, to=worker) for worker in told)
    person = speaker(turn)
    to = person.id if person and turn.update.group else 0
    return Outcome((Reply(template, _answer_values(turn, told), to=to), *passed))


def _lately(turn: Turn) -> str:
    """The last few things that somebody said in this chat, so that a worker sees what it was about."""
    lines = sayings.transcript(turn.tx, turn.address, 0, LOOKED_BACK, turn.now)
    said = [line.text for line in lines if not line.ours and line.text and line.at > turn.now - AGAIN]
    return "／".join(said[-QUOTED:])


def _pass_on(
    turn: Turn,
    kind: str,
    told: list[int],
    template: str,
    priority: Priority = Priority.REPLY,
    file: FileReference | None = None,
    words: str = "",
    called: str = "",
) -> tuple[Reply, ...]:
    """A hand-over, and what each who is told of it gets: who, where, the words, and «我来处理»."""
    handover = handovers.add(turn.tx, kind, _who_writes(turn), _own_chat(turn), turn.saying, turn.now)
    said: dict[str, Any] = {"kind": called or kind, "file": file is not None}
    if words:
        said["words"] = words[:LONGEST_WORDS]
    return _call_out(turn, handover, told, template, priority, said, file)


def _call_out(
    turn: Turn,
    handover: int,
    told: list[int],
    template: str,
    priority: Priority,
    said: Mapping[str, Any],
    file: FileReference | None = None,
    taken: bool = False,
) -> tuple[Reply, ...]:
    """The words about a hand-over to all who may take it, each with the button; or to the one who has taken it."""
    values = {**_who(turn, speaker(turn)), **said}
    ask = None if taken else alarms.take(handover, values["name"])
    return tuple(
        Reply(template, values, ask, worker, priority=priority, file=file) for worker in told
    )


def _who(turn: Turn, person: Person | None) -> dict[str, Any]:
    """Who calls, as far as it is known, and their own words."""
    return {
        "person": person,
        "name": person.name if person else turn.update.name,
        "group": turn.update.group,
        "words": turn.update.text[:LONGEST_WORDS],
    }


def _answer_values(turn: Turn, told: list[int]) -> dict[str, Any]:
    """What the person is told: who was told, and whom to telephone."""
    workers = [worker for worker in (people.get(turn.tx, each) for each in told[: audience.CONTACTS]) if worker]
    return {
        "workers": [worker.name for worker in workers],
        "contacts": _to_call(turn, workers),
        "known": turn.person is not None,
        "ill": looks_like_health(turn.text),
    }


def _to_call(turn: Turn, told: list[Person]) -> list[Person]:
    """Whom to telephone: those who were told come first; nobody calls themselves."""
    everybody = (*told, *audience.contacts(turn.tx, _path(turn)))
    found = {person.id: person for person in everybody if person.phone and person.id != _who_writes(turn)}
    return list(found.values())[: audience.CONTACTS]


def _others(turn: Turn, told: list[int]) -> list[int]:
    person = speaker(turn)
    return [worker for worker in told if person is None or worker != person.id]


def _who_writes(turn: Turn) -> int:
    person = speaker(turn)
    return person.id if person else 0


def _own_chat(turn: Turn) -> Address:
    """Where an answer may go: never a group."""
    return Address(turn.address.account, turn.update.sender) if turn.update.group else turn.address


def _path(turn: Turn) -> str:
    """Where the person lives as far as it is known: the only village for a stranger, "" where there are several."""
    person = speaker(turn)
    if person is not None:
        return person.area_path or person.village_path
    villages = areas.of_kind(turn.tx, "village")
    return villages[0].path if len(villages) == 1 else ""
