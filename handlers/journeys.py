"""Half of the returnees: what is asked of a journey one thing at a time, only as far as nobody has said it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from broadcasts import returning
from domain.replies import AMOUNTS, NO, YES, Ask, Option, Reply
from domain.returnees import NEEDED, Code, Returnee, Test, Transport, day_trouble, missing
from domain.schedules import local_day
from domain.settings import Setting
from handlers.flow import Outcome, Turn, finish, wait_for
from nlu import phrases
from nlu.origins import find_places
from nlu.own_returns import asks_back, read_beside, read_code, read_return, read_test, read_way, read_who, says_who
from nlu.visit_dates import find_dates
from storage import households, people, settings
from storage.conversations import Conversation

Said = dict[str, Any]
"""What was said so far, by the name of the field; one that was passed over is ""."""

SKIP = "skip"
ME = "me"
LONGEST = 60
FAMILY = 5
NOTHING = {"code": Code.NONE.value, "test": Test.NONE.value}
"""What a plain 没有 says."""

DAYS = {0: "today", -1: "yesterday", -2: "day_before", 1: "tomorrow"}


def begin(turn: Turn, home: int, said: Said) -> Outcome:
    """Asks for the first thing that is missing."""
    return _but_for_odd_days(turn, {"words": turn.update.text[:300], **said, "home": home})


def go_on(turn: Turn, said: Said, trouble: str = "") -> Outcome:
    """The next question, or all that was said, to be confirmed."""
    today = _today(turn)
    field = missing(said, today.isoformat())
    if not field:
        return _summary(turn, said)
    options = _options(turn, said, field)
    ends = Option(NO, "cancel") if field in NEEDED else Option(SKIP, "skip_this")
    data = {"said": said, "field": field, AMOUNTS: field in ("arrived", "vehicle")}
    ask = Ask(returning.FLOW, "fill", (*options, ends), "report_title", {}, int(said["home"]), data)
    values = {"field": field, "trouble": trouble, "said": _shown(turn, said)}
    asked = wait_for(
        returning.FLOW, "fill", Reply("returnees/ask", values, ask), said=said, field=field,
        asked_again=trouble == "not_read",
    )  # fmt: skip
    return replace(asked, understood=trouble != "not_read")


def take(turn: Turn, before: Said, field: str, value: str) -> Outcome:
    """What was answered; with it whatever else a line says of the journey."""
    said = dict(before)
    if value == SKIP and turn.answer:
        return go_on(turn, said | {field: ""})
    if not turn.answer:
        said = read(turn, said, value)
    # A line that tells of the code and the test names no companion and no train.
    aside = said != before and field in ("companions", "vehicle") and not (field == "companions" and says_who(value))
    if field not in said and not aside:
        said |= _answer(turn, said, field, value, bool(turn.answer))
    if field not in said and phrases.is_no(value) and field not in NEEDED:
        said[field] = NOTHING.get(field, "")
    if field not in said and turn.data.get("asked_again"):
        return Outcome(conversation=Conversation(), then=value)
    return _but_for_odd_days(turn, said) if field in said or aside else go_on(turn, said, "not_read")


def read(turn: Turn, before: Said, text: str) -> Said:
    """What a line says of a journey, beside what is known already."""
    if not text:
        return before
    today, found = _today(turn), dict[str, Any]()
    sentence = read_return(text, today)
    if sentence is not None and sentence.who:
        found["who"] = sentence.who
        found |= {"companions": sentence.companions} if sentence.companions else {}
        found |= {"number": sentence.number}
    places = {each.place.name for each in find_places(text)}
    days = {each.day for each in find_dates(text, today)} - {None}
    if len(places) == 1:
        found["origin"] = places.pop()
    if len(days) == 1 and "test" not in before:
        found["arrived"] = str(days.pop())
    way = read_way(text)
    found |= {
        name: value for name, value in
        (("transport", way.transport), ("vehicle", way.vehicle), ("seat", way.seat)) if value
    }  # fmt: skip
    found |= read_beside(text)
    return found | before


def returnee_of(turn: Turn, said: Said) -> Returnee:
    """What was said, as a report."""
    writer, who = turn.known(), said["who"]
    home = int(said["home"])
    family = [people.get(turn.tx, each) for each in people.in_household(turn.tx, home)]
    called = next((each for each in family if each is not None and each.name == who), None)
    person = writer if who == ME else called
    named = person.name if person is not None else who
    return Returnee(
        0, home, 0, person.id if person is not None else 0, named,
        (person.phone if person is not None else "") or said.get("phone", ""), int(said.get("number", 1)),
        said["origin"], said["arrived"], said.get("transport", ""), said.get("vehicle", ""), said.get("seat", ""),
        said.get("companions", ""), said.get("code", ""), said.get("test", ""), said.get("tested", ""),
        said.get("words", ""), said_by=writer.id, door=_door(turn, home),
    )  # fmt: skip


def _answer(turn: Turn, said: Said, field: str, value: str, pressed: bool) -> Said:
    """What an answer says of its own field; nothing where it cannot be read."""
    text = value.strip()[:LONGEST]
    if pressed and field != "companions":
        return {field: value}
    if not pressed and asks_back(text):
        return {}
    match field:
        case "who":
            who = read_who(text)
            return {"who": who} if who else {}
        case "origin":
            return {"origin": text} if said.get("asked_origin") else {"asked_origin": text}
        case "transport":
            return {}
        case "code":
            code = read_code(text)
            return {"code": code} if code in _codes(turn, said) else {}
        case "test":
            test, days = read_test(text), {each.day for each in find_dates(text, _today(turn))} - {None}
            tested = {"tested": str(days.pop())} if len(days) == 1 else {}
            return {"test": test, **tested} if test else {}
        case "tested":
            days = {each.day for each in find_dates(text, _today(turn))} - {None}
            return {"tested": str(days.pop())} if len(days) == 1 else {}
        case "companions":
            return {"companions": "" if value == "alone" else text}
    return {field: text} if field == "vehicle" and text else {}


def _options(turn: Turn, said: Said, field: str) -> tuple[Option, ...]:
    today = _today(turn)
    match field:
        case "who":
            return _family(turn, int(said["home"]))
        case "arrived":
            return tuple(_day(today, days) for days in (0, -1, -2, 1))
        case "tested":
            return tuple(_day(today, days) for days in (0, -1, -2))
        case "transport":
            return tuple(Option(each, f"by_{each}") for each in Transport)
        case "code":
            return tuple(Option(each, f"code_{each}") for each in _codes(turn, said))
        case "test":
            return tuple(Option(each, f"test_{each}") for each in Test)
        case "companions":
            return (Option("alone", "came_alone"),)
    return ()


def _day(today: date, days: int) -> Option:
    return Option(str(today + timedelta(days=days)), DAYS[days])


def _family(turn: Turn, home: int) -> tuple[Option, ...]:
    """The writer, where they live there, and the others of the household."""
    writer = turn.known()
    # Of their own household, or, to a worker, of one of theirs.
    knows = writer.lives_in(home) or writer.household != home
    others = [
        found for each in (people.in_household(turn.tx, home) if knows else ()) if each != writer.id
        and (found := people.get(turn.tx, each)) is not None
    ]  # fmt: skip
    own = (Option(ME, "myself"),) if writer.household == home else ()
    return (*own, *(Option(each.name, each.name) for each in others[:FAMILY]))


def _codes(turn: Turn, said: Said) -> tuple[Code, ...]:
    """The colours that the health code has here."""
    path = households.path(turn.tx, int(said["home"]))
    extra = {Code.BLUE: Setting.CODE_BLUE, Code.ORANGE: Setting.CODE_ORANGE}
    return tuple(
        code for code in Code if code not in extra or settings.value(turn.tx, extra[code], path, turn.now)
    )


def _summary(turn: Turn, said: Said) -> Outcome:
    options = (Option(YES, "confirm"), Option("edit", "edit"), Option(NO, "cancel"))
    ask = Ask(returning.FLOW, "confirm", options, "report_title", {}, int(said["home"]), {"said": said})
    values = {"returnee": _shown(turn, said), "planned": said["arrived"] > _today(turn).isoformat()}
    return finish(Reply("returnees/summary", values, ask))


def _shown(turn: Turn, said: Said) -> Returnee:
    """What is known so far, as a text shows it."""
    return returnee_of(turn, {"who": "", "origin": "", "arrived": "", **said})


def _but_for_odd_days(turn: Turn, said: Said) -> Outcome:
    """A day that cannot be meant is asked back."""
    arrived = said.get("arrived")
    trouble = day_trouble(date.fromisoformat(arrived), _today(turn)) if arrived else ""
    return go_on(turn, {name: said[name] for name in said if name != "arrived"} if trouble else said, trouble)


def _today(turn: Turn) -> date:
    return local_day(turn.now, turn.house.zone)


def _door(turn: Turn, home: int) -> str:
    found = households.get(turn.tx, home)
    return f"{found.door}{found.part}" if found else ""
