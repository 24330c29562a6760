"""«送医院了»: whoever has taken a health alarm, or sees it on their list, records what was done about it. «有人来吗»:
whoever is ill hears who comes, or whom to telephone.
"""

from dataclasses import replace

from broadcasts import audience, families, health
from domain.replies import NO, Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from nlu.worries import asks_who_comes, what_was_done
from storage import health_alarms, households, people, questions

flow = Flow(health.FLOW)


@flow.reports
def hear(turn: Turn) -> Outcome | None:
    """«有人来吗» while something is red of whoever asks or whom they report for; «不烧了» of whoever was asked what
    was done."""
    if turn.conversation.step:
        return None
    if not asks_who_comes(turn.text):
        asked = [each for each in turn.waiting if (each.flow, each.step) == (flow.name, "close")]
        done = what_was_done(turn.text) if len(asked) == 1 else ""
        return _recorded(turn, asked[0].subject, done, "") if done else None
    person = turn.known()
    cases = families.of(turn.tx, person, turn.house.zone, turn.now).cases
    whom = dict.fromkeys((person.id, *(case.person for case in cases), 0))
    found = [alarm for each in whom if (alarm := health_alarms.open_of(turn.tx, each, person.orders_for))]
    if not found:
        return None
    alarm = max(found, key=lambda each: each.id)
    contacts = audience.contacts(turn.tx, households.path(turn.tx, alarm.household) or person.village_path)
    taker = people.get(turn.tx, alarm.taken_by) if alarm.taken_by else None
    phone = taker.phone if taker else ""
    return say("health/who_comes", alarm=alarm, taker_phone=phone, contacts=contacts)


@flow.step("close", again=True)
def close(turn: Turn) -> Outcome:
    """One of the things that can have been done; «其他» asks for words."""
    if turn.answer == "other":
        title = {"name": ""}
        drop = Ask(flow.name, "drop", (Option(NO, "cancel"),), "health_title", title, turn.subject, beside=True)
        waits = wait_for(flow.name, "note", Reply("health/say_what", ask=drop), alarm=turn.subject)
        return replace(waits, answered=False)
    return _recorded(turn, turn.subject, turn.answer, "")


@flow.step("note", verbatim=True)
def note(turn: Turn) -> Outcome:
    """What was done, in the worker's own words."""
    if not turn.text:
        return say("health/say_what")
    for asked in turn.waiting:
        if (asked.flow, asked.step) == (flow.name, "drop"):
            questions.answer(turn.tx, asked.nonce, "noted", turn.now)
    return _recorded(turn, turn.data["alarm"], "other", turn.update.text)


@flow.step("drop")
def drop(turn: Turn) -> Outcome:
    """«取消» instead of words: it stays red."""
    return finish(Reply("health/still_open"))


def _recorded(turn: Turn, alarm: int, outcome: str, words: str) -> Outcome:
    worker = turn.known()
    state, closed = health.close(turn.tx, worker, alarm, outcome, words, turn.now)
    if state == "not_yours":
        return finish(Reply("health/not_yours"))
    by = people.get(turn.tx, closed.closed_by)
    values = {"alarm": closed, "by": by.name if by else ""}
    if state == "before":
        return finish(Reply("health/closed_before", values))
    told = health.after_closing(turn.tx, closed, turn.now)
    return replace(finish(Reply("health/closed", values), *told), toast="noted")
