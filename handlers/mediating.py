"""«#12 事实：…», «#12 约明天下午2点在村委会», «#12 协议：…», «#12 履行了»: what a mediator says of a dispute."""

import re
from datetime import date, datetime
from typing import Any

from broadcasts import matters as files
from broadcasts.matters import Opened
from domain.matters import LONGEST, Agreement, Part, lacks
from domain.replies import NO, YES, Ask, Option, Reply
from domain.schedules import local_day
from domain.settings import Setting
from domain.spans import DAY, HOUR
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from nlu.announced_times import find_times
from nlu.clean import clean
from nlu.matter_words import CALLED_OFF, MatterSaid, read_agreement, read_matter
from nlu.shifts import days_in, resolve_day
from storage import audit, matters, settings

flow = Flow("mediating")

LOOK_AGAIN = 7 * DAY
"""Milliseconds after which an agreement that was not kept is looked at again."""

FURTHEST = 180 * DAY
ENDS = {"failed": "failed", "court": "court"}
KEPT = {"kept": "settled", "partly": "agreed", "unkept": "agreed"}
_PLACE = re.compile(r"(?:[在到去]|地点[是:：]?)\s*(?P<place>[^,，。;；]{2,30}?)(?:见面|开会|调解|谈)?[。!！]?$")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Only the deeds of a mediation, by the number of its file."""
    said = read_matter(turn.text) if turn.person is not None else None
    if said is None or said.deed not in ("fact", "meet", "agree", *ENDS, *KEPT):
        return None
    found = matters.numbered(turn.tx, turn.known().village, said.number)
    if found is None:
        return None
    opened = files.open_file(turn.tx, turn.known(), found, turn.now)
    if opened is not None and Part.MEDIATOR not in opened.parts and opened.sees != "own":
        return say("matters/not_mediator", matter=opened.matter)
    if opened is None or Part.MEDIATOR not in opened.parts:
        return say("matters/not_yours")
    return _said(turn, opened, said)


@flow.step("words", verbatim=True)
def words(turn: Turn) -> Outcome:
    """A fact, a time and place, the terms, the day or the manner: what was asked for last."""
    if turn.update.files and not turn.text:
        return say("matters/only_words")
    if turn.text in CALLED_OFF:
        return finish(Reply("matters/dropped"))
    opened = _own(turn, int(turn.data["matter"]))
    if opened is None:
        return finish(Reply("matters/not_yours"))
    wanted, said = str(turn.data["wanted"]), turn.update.text.strip()[:LONGEST]
    match wanted:
        case "fact":
            return _fact(turn, opened, said)
        case "meet":
            return _meet(turn, opened, said)
    return _agree(turn, opened, {**dict(turn.data["agreed"]), wanted: said})


@flow.step("drop")
def drop(turn: Turn) -> Outcome:
    return finish(Reply("matters/dropped"))


@flow.step("agreed")
def agreed(turn: Turn) -> Outcome:
    """«确认» under an agreement that was read back: from now on it holds, and after a month somebody looks."""
    opened = _own(turn, turn.subject)
    if opened is None or turn.answer == NO:
        return finish(Reply("matters/dropped" if opened else "matters/not_yours"))
    matter = opened.matter
    days = settings.value(turn.tx, Setting.AGREEMENT_DAYS, matter.path, turn.now)
    said = turn.data["agreed"]
    made = Agreement(str(said["terms"]), date.fromisoformat(str(said["by"])), str(said["how"]), turn.now)
    if matter.state != "mediating" or not matters.turn(turn.tx, matter, "agreed", turn.now + days * DAY, turn.now):
        return say("matters/moved_on", matter=matter)
    matters.agree(turn.tx, matter.id, made, turn.known().id, turn.now)
    _note(turn, opened, "agreement", made.terms)
    parts = (Part.CADRE, Part.OPENER, Part.PARTY)
    values = {"agreement": made, "look_at": turn.now + days * DAY}
    told = files.tell(turn.tx, opened.whole, "matters/agreement", parts, turn.known().id, link="", **values)
    link = f"{turn.house.address}/console/matters/{matter.id}/agreement"
    return finish(Reply("matters/agreement", {"matter": matter, "link": link, **values}), *told)


@flow.step("ended")
def ended(turn: Turn) -> Outcome:
    """«是» to the question whether it really came to nothing, or goes to court."""
    opened = _own(turn, turn.subject)
    if opened is None or turn.answer == NO:
        return finish(Reply("matters/left" if opened else "matters/not_yours"))
    state = str(turn.data["state"])
    if opened.matter.over or not matters.turn(turn.tx, opened.matter, state, None, turn.now):
        return say("matters/moved_on", matter=opened.matter)
    _note(turn, opened, state, "")
    parts = (Part.CADRE, Part.OPENER, Part.PARTY)
    told = files.tell(turn.tx, opened.whole, "matters/ended", parts, turn.known().id, state=state)
    return finish(Reply("matters/ended", {"matter": opened.matter, "state": state}), *told)


def _said(turn: Turn, opened: Opened, said: MatterSaid) -> Outcome:
    state = opened.matter.state
    if said.deed in KEPT:
        return _kept(turn, opened, said.deed) if state == "agreed" else say("matters/moved_on", matter=opened.matter)
    if said.deed in ENDS and state in ("mediating", "agreed"):
        options = (Option(YES, "matter_sure"), Option(NO, "cancel"))
        ask = Ask(
            flow.name, "ended", options, "matter_title", {"number": opened.matter.number}, opened.matter.id,
            {"state": ENDS[said.deed]},
        )  # fmt: skip
        return finish(Reply("matters/sure", {"matter": opened.matter, "state": ENDS[said.deed]}, ask))
    if state != "mediating":
        return say("matters/moved_on", matter=opened.matter)
    if said.deed == "agree":
        read = read_agreement(said.words) if said.words else None
        return _agree(turn, opened, {"terms": read.terms, "by": read.by, "how": read.how} if read else {})
    if not said.words:
        return _ask(turn, opened, said.deed, {})
    return (_fact if said.deed == "fact" else _meet)(turn, opened, said.words)


def _fact(turn: Turn, opened: Opened, said: str) -> Outcome:
    """What was found out, among those who work on it."""
    _note(turn, opened, "fact", said)
    return finish(Reply("matters/noted", {"matter": opened.matter}))


def _meet(turn: Turn, opened: Opened, said: str) -> Outcome:
    """When and where they meet: told to all who come, and they are reminded some hours before."""
    now = datetime.fromtimestamp(turn.now / 1000, turn.house.zone)
    plain = clean(said)
    times = [time for time in find_times(plain, now) if time.at is not None or time.passed]
    at = int(times[0].at.timestamp() * 1000) if times and times[0].at else 0
    if times and (times[0].passed or (at and at <= turn.now)):
        return _ask(turn, opened, "meet", {}, wrong="past")
    if not at or at > turn.now + FURTHEST:
        return _ask(turn, opened, "meet", {}, wrong="time")
    found = _PLACE.search(f"{plain[: times[0].start]} {plain[times[0].end :]}".strip(" ,，。"))
    if found is None:
        return _ask(turn, opened, "meet", {}, wrong="place")
    hours = settings.value(turn.tx, Setting.MEETING_REMINDED_BEFORE, opened.matter.path, turn.now)
    met = matters.meet(
        turn.tx, opened.matter.id, at, found["place"].strip(), turn.known().id, at - hours * HOUR, turn.now
    )
    matters.set_due(turn.tx, opened.matter.id, max(at + 2 * HOUR, turn.now + HOUR))
    _note(turn, opened, "meeting", said)
    parts = (Part.OPENER, Part.PARTY)
    told = files.tell(
        turn.tx, opened.whole, "matters/meeting", parts, turn.known().id, meeting=met, name=turn.known().name
    )
    reached = {reply.to for reply in told}
    unreached = [party.name for party in opened.whole.parties if party.person not in reached]
    values = {"matter": opened.matter, "meeting": met, "unreached": unreached, "hours": hours}
    return finish(Reply("matters/meeting_set", values), *told)


def _agree(turn: Turn, opened: Opened, said: dict[str, Any]) -> Outcome:
    """Terms, by when, how: what is missing is asked, and nothing holds before it was read back."""
    if opened.matter.state != "mediating":
        return say("matters/moved_on", matter=opened.matter)
    now = datetime.fromtimestamp(turn.now / 1000, turn.house.zone)
    terms, written, how = (str(said.get(part, "")) for part in ("terms", "by", "how"))
    named = days_in(clean(written))
    day = resolve_day(named[0], now) if named else None
    missing = lacks(terms, day, how, local_day(turn.now, turn.house.zone))
    kept = {"terms": terms if missing != "terms" else "", "by": "" if missing in ("perform_by", "past") else written,
            "how": how}  # fmt: skip
    match missing:
        case "terms" | "how":
            return _ask(turn, opened, missing, kept)
        case "perform_by" | "past":
            return _ask(turn, opened, "by", kept, wrong=missing if written else "")
    assert day is not None
    made = {"terms": terms, "by": day.isoformat(), "how": how}
    options = (Option(YES, "confirm"), Option(NO, "cancel"))
    number = {"number": opened.matter.number}
    ask = Ask(flow.name, "agreed", options, "matter_title", number, opened.matter.id, {"agreed": made})
    values = {"matter": opened.matter, "agreement": Agreement(terms, day, how), "whole": opened.whole}
    return finish(Reply("matters/agreement_read_back", values, ask))


def _kept(turn: Turn, opened: Opened, deed: str) -> Outcome:
    """Whether what was agreed was done: then it is settled, else it is looked at again in a week."""
    matter = opened.matter
    due_at = None if deed == "kept" else turn.now + LOOK_AGAIN
    if not matters.turn(turn.tx, matter, KEPT[deed], due_at, turn.now):
        return say("matters/moved_on", matter=matter)
    _note(turn, opened, deed, "")
    told = files.tell(
        turn.tx, opened.whole, "matters/performance", (Part.CADRE,), turn.known().id, kept=deed, look_at=due_at
    )
    return finish(Reply("matters/performance", {"matter": matter, "kept": deed, "look_at": due_at}), *told)


def _ask(turn: Turn, opened: Opened, wanted: str, said: dict[str, Any], wrong: str = "") -> Outcome:
    """The next thing that is missing; `wrong`: what was not right about what was said."""
    aside = Ask(flow.name, "drop", (Option(NO, "cancel"),), "matter_title", {"number": opened.matter.number})
    asked = Reply("matters/wanted", {"matter": opened.matter, "wanted_part": wanted, "wrong": wrong}, aside)
    return wait_for(flow.name, "words", asked, matter=opened.matter.id, wanted=wanted, agreed=said)


def _own(turn: Turn, number: int) -> Opened | None:
    """The file, for its mediator."""
    opened = files.open_file(turn.tx, turn.known(), matters.get(turn.tx, number), turn.now)
    return opened if opened and Part.MEDIATOR in opened.parts else None


def _note(turn: Turn, opened: Opened, kind: str, said: str) -> None:
    matters.note(turn.tx, opened.matter.id, kind, said, turn.known().id, turn.now)
    audit.note(turn.tx, turn.known().id, f"{kind}_matter", opened.matter.id, turn.now)
