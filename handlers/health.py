"""«送医院了»: whoever has taken a health alarm, or sees it on their list, records what was done about it."""

from dataclasses import replace

from broadcasts import health
from domain.replies import NO, Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from storage import people, questions

flow = Flow(health.FLOW)


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
