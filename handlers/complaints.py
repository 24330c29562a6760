"""«我要反映楼上半夜装修»: a villager's complaint becomes a file with a number and a day; 满意 or 不满意 ends it."""

from broadcasts import matter_opening
from broadcasts import matters as files
from domain.matters import LONGEST, SHORTEST
from domain.replies import NO, YES, Ask, Option, Reply
from domain.settings import Setting
from domain.spans import DAY, MINUTE
from handlers.flow import UNTIL, Flow, Outcome, Turn, finish, load_offer, say, wait_for
from nlu import phrases
from nlu.clean import clean
from nlu.courtesies import is_courtesy
from nlu.errand_requests import read_errand
from nlu.health import looks_like_health
from nlu.matter_words import CALLED_OFF, asks_mine, read_complaint, wants_no_name
from nlu.orders import understand
from storage import matters, settings

flow = Flow("complaints")

WAITS = 15 * MINUTE
"""Milliseconds for which the next words are the complaint."""

SHORTEST_MORE = 5
"""Code points of words that go on with a complaint."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Only what says that it is a complaint."""
    if turn.person is None or turn.person.state == "gone":
        return None
    if asks_mine(turn.text):
        return mine(turn)
    words = read_complaint(turn.text)
    if words is None:
        return _more(turn)
    unnamed = wants_no_name(turn.text)
    return _read_back(turn, _as_written(turn.update.text, words), unnamed) if words else _ask_what(turn, unnamed)


@flow.command("complain")
def complain(turn: Turn) -> Outcome:
    """«/complain», or the words behind it."""
    if turn.person is None:
        return say("shared/not_understood")
    return _read_back(turn, turn.argument) if turn.argument else _ask_what(turn)


@flow.step("what", verbatim=True)
def what(turn: Turn) -> Outcome:
    """What it is, in their own words: they may name anybody, so nobody else reads them on the way."""
    if turn.update.files and not turn.text:
        return say("matters/only_words")
    if turn.text in CALLED_OFF:
        return finish(Reply("matters/dropped"))
    return _read_back(turn, turn.update.text, bool(turn.data.get("unnamed")))


@flow.step("drop")
def drop(turn: Turn) -> Outcome:
    return finish(Reply("matters/dropped"))


@flow.step("send")
def send(turn: Turn) -> Outcome:
    """«提交», «匿名提交», «不反映了»"""
    if turn.answer == NO:
        return finish(Reply("matters/dropped"))
    person = turn.known()
    if matter_opening.is_too_many(turn.tx, person, turn.now):
        return finish(Reply("matters/too_many"))
    anonymous = turn.answer == "anonymous" or bool(turn.data.get("unnamed"))
    matter, told = matter_opening.complain(turn.tx, person, str(turn.data["words"]), anonymous, turn.now)
    if matter is None:
        return finish(Reply("matters/nobody"))
    values = {"matter": matter, "anonymous": anonymous}
    return finish(Reply("matters/opened", values), *told)


def mine(turn: Turn) -> Outcome:
    """«我反映的事怎么样了»: all that somebody opened or is a party to."""
    person = turn.known()
    found = [
        opened for matter in matters.of_person(turn.tx, person.id, 10)
        if (opened := files.open_file(turn.tx, person, matter, turn.now)) and opened.sees == "own"
    ]  # fmt: skip
    if not found:
        return say("matters/none")
    return finish(*(files.view(turn.tx, opened) for opened in found[:3]))


def _more(turn: Turn) -> Outcome | None:
    """What is said on before it is handed in: 天天半夜蹦迪. An order, an errand, an illness is no part of it."""
    asked = turn.waiting[-1] if turn.waiting and not turn.conversation.step else None
    if asked is None or (asked.flow, asked.step) != (flow.name, "send") or len(turn.text) < SHORTEST_MORE:
        return None
    if (
        looks_like_health(turn.text) or read_errand(turn.text) or phrases.command(turn.text)
        or is_courtesy(turn.text) or turn.text[-1] in "?？吗呢"
    ):  # fmt: skip
        return None
    offer = load_offer(turn)
    read = understand(turn.text, offer.catalog) if offer.windows else None
    if read and (read.lines or read.questions or read.intent in ("status", "human")):
        return None
    return _read_back(turn, f"{asked.data['words']}\n{turn.update.text}", bool(asked.data.get("unnamed")))


def _ask_what(turn: Turn, unnamed: bool = False) -> Outcome:
    ask = Ask(flow.name, "drop", (Option(NO, "matter_drop"),), "complaint_title", lasts=WAITS)
    return wait_for(flow.name, "what", Reply("matters/what", ask=ask), unnamed=unnamed, **{UNTIL: turn.now + WAITS})


def _read_back(turn: Turn, words: str, unnamed: bool = False) -> Outcome:
    """The words as they would be passed on, by when they are answered, and who would know whose they are. Whoever
    asked not to be named, in these words or before, has no button that names them."""
    said, unnamed = words.strip(), unnamed or wants_no_name(words)
    if len(said) < SHORTEST:
        return _ask_what(turn, unnamed)
    path = turn.known().village_path
    days = settings.value(turn.tx, Setting.COMPLAINT_DAYS, path, turn.now)
    named = (Option(YES, "matter_send"), Option("anonymous", "matter_send_anonymous"))
    options = ((Option(YES, "matter_send_anonymous"),) if unnamed else named) + (Option(NO, "matter_drop"),)
    ask = Ask(flow.name, "send", options, "complaint_title", data={"words": said[:LONGEST], "unnamed": unnamed})
    values = {"words": said[:LONGEST], "answer_by": turn.now + days * DAY, "cut": len(said) > LONGEST}
    values["unnamed"] = unnamed
    return finish(Reply("matters/read_back", values, ask))


def _as_written(text: str, words: str) -> str:
    """The end or the beginning of a text that holds the words, with its own punctuation."""
    said = text.strip(" ,，:：。\n")
    return next((part for part in (said[-len(words) :], said[: len(words)]) if clean(part) == words), words)
