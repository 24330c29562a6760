"""«我的资料», «谁看过我的资料»: what is kept about somebody, who looked, a copy of it, and having it put right or
deleted."""

import json
from collections.abc import Callable

from broadcasts import alarms, audience, forgetting
from domain.people import Person
from domain.replies import NO, YES, Ask, Option, Reply
from domain.spans import DAY
from handlers.flow import LONGEST_WORDS, Flow, Outcome, Turn, finish, say, wait_for
from nlu.own_data import asked
from storage import addresses, audit, handovers, mydata, people, questions

flow = Flow("mydata")

MOST_LOOKS = 20
LASTS = 30 * DAY
CALLED_OFF = frozenset(("取消", "算了", "不用了", "cancel"))

@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """In plain words, and never in a group."""
    wanted = "" if turn.update.group else asked(turn.text)
    return _STEPS[wanted](turn) if wanted else None


@flow.command("mydata")
def kept(turn: Turn) -> Outcome:
    """What is kept, never in a group."""
    return say("mydata/privately") if turn.update.group else _kept(turn)


@flow.step("choose", again=True)
def choose(turn: Turn) -> Outcome:
    return _STEPS[turn.answer](turn)


def _kept(turn: Turn) -> Outcome:
    person = turn.known()
    options = tuple(Option(name, f"mydata_{name}") for name in ("looks", "copy", "wrong", "delete"))
    ask = Ask(flow.name, "choose", options, "mydata_title", beside=False)
    return Outcome((Reply("mydata/kept", {"kept": mydata.known(turn.tx, person, turn.house.zone, turn.now)}, ask),))


def _looks(turn: Turn) -> Outcome:
    return say("mydata/looks", looks=mydata.looks(turn.tx, turn.known(), MOST_LOOKS), most=MOST_LOOKS)


def _copy(turn: Turn) -> Outcome:
    """Everything, as a file that any program reads."""
    person = turn.known()
    known = mydata.known(turn.tx, person, turn.house.zone, turn.now)
    known["looks"] = [
        {"name": look.name, "post": look.post, "action": look.action, "at": look.at}
        for look in mydata.looks(turn.tx, person, 1_000)
    ]
    written = json.dumps(known, ensure_ascii=False, indent=1).encode()
    file = turn.house.files.keep(written, "application/json", "file")
    mydata.note_copy(turn.tx, person.id, file.reference, turn.now)
    audit.note(turn.tx, person.id, "copy_own_data", person.id, turn.now)
    return Outcome((Reply("mydata/copy", file=file),))


def _ask_what(turn: Turn) -> Outcome:
    ask = Ask(flow.name, "drop", (Option(NO, "cancel"),), "mydata_title", beside=True)
    return wait_for(flow.name, "wrong", Reply("mydata/what_is_wrong", ask=ask))


@flow.step("wrong", verbatim=True)
def wrong(turn: Turn) -> Outcome:
    """What is wrong, in their own words, to whoever keeps the register there; the answer comes back here."""
    if not turn.text:
        return say("mydata/what_is_wrong")
    _close(turn)
    if turn.text.lower() in CALLED_OFF:
        return finish(Reply("mydata/dropped"))
    person = turn.known()
    told = [each for each in audience.responders(turn.tx, _path(person)) if each != person.id]
    handover = handovers.add(turn.tx, "correction", person.id, turn.address, turn.saying, turn.now)
    values = {"person": person, "words": turn.update.text[:LONGEST_WORDS]}
    calls = (Reply("mydata/correction", values, alarms.take(handover, person.name), to=each) for each in told)
    return finish(Reply("mydata/correction_passed", {"workers": _names(turn, told)}), *calls)


@flow.step("drop")
def drop(turn: Turn) -> Outcome:
    return finish(Reply("mydata/dropped"))


def _ask_delete(turn: Turn) -> Outcome:
    """What stands in the way is said at once; else it is asked back, for it cannot be undone."""
    reason = forgetting.obstacle(turn.tx, turn.known())
    if reason:
        return say("mydata/not_now", reason=reason)
    ask = Ask(flow.name, "delete", (Option(YES, "mydata_sure"), Option(NO, "mydata_keep")), "mydata_title")
    return Outcome((Reply("mydata/sure", ask=ask),))


@flow.step("delete")
def delete(turn: Turn) -> Outcome:
    """«确定»: a cadre decides."""
    if turn.answer == NO:
        return finish(Reply("mydata/dropped"))
    person = turn.known()
    asked = [each.person for each in questions.open_about(turn.tx, flow.name, person.id)]
    if asked:
        return finish(Reply("mydata/deletion_passed", {"workers": _names(turn, asked)}))
    told = [each for each in audience.cadres(turn.tx, _path(person)) if each != person.id]
    options = (Option(YES, "mydata_do_delete"), Option(NO, "mydata_refuse"))
    title = {"name": person.name}
    audit.note(turn.tx, person.id, "ask_deletion", person.id, turn.now)
    calls = (
        Reply("mydata/deletion", {"person": person},
              Ask(flow.name, "decide", options, "mydata_decide_title", title, person.id, lasts=LASTS, beside=True),
              to=each)
        for each in told
    )  # fmt: skip
    return finish(Reply("mydata/deletion_passed", {"workers": _names(turn, told)}), *calls)


@flow.step("decide")
def decide(turn: Turn) -> Outcome:
    """A cadre's word on it; whether they may, and whether it can be, is looked at now."""
    cadre, person = turn.known(), people.get(turn.tx, turn.subject)
    if person is None or person.state == "gone":
        return finish(Reply("mydata/gone_before"))
    if not forgetting.may_forget(cadre, person):
        return finish(Reply("mydata/not_yours"))
    reason = "refused" if turn.answer == NO else forgetting.obstacle(turn.tx, person)
    if reason:
        questions.close_about(turn.tx, flow.name, person.id, reason, turn.now)
        told = Reply("mydata/not_deleted", {"reason": reason, "worker": cadre}, to=person.id)
        return finish(Reply("mydata/kept_after_all", {"person": person, "reason": reason}), told)
    chats = [(chat.account, chat.chat) for chat in addresses.of_person(turn.tx, person.id)]
    number = forgetting.forget(turn.tx, cadre, person, turn.now)
    questions.close_about(turn.tx, flow.name, person.id, "deleted", turn.now)
    values = {"person": person, "number": number}
    return finish(Reply("mydata/deleted", values), *(Reply("mydata/deleted_yours", values, chat=to) for to in chats))


def _close(turn: Turn) -> None:
    for open_one in turn.waiting:
        if (open_one.flow, open_one.step) == (flow.name, "drop"):
            questions.answer(turn.tx, open_one.nonce, "said", turn.now)


def _path(person: Person) -> str:
    return person.area_path or person.village_path


def _names(turn: Turn, told: list[int]) -> list[str]:
    return [each.name for key in told[:3] if (each := people.get(turn.tx, key)) is not None]


_STEPS: dict[str, Callable[[Turn], Outcome]] = {
    "kept": _kept, "looks": _looks, "copy": _copy, "wrong": _ask_what, "delete": _ask_delete,
}  # fmt: skip
