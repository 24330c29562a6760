"""«English» or «说中文»: in which language the house speaks with somebody."""

import re

from domain.replies import Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn
from storage import addresses, people

flow = Flow("languages")

NAMED = {
    "en": re.compile(r"english|\ben\b|英", re.IGNORECASE),
    "zh": re.compile(r"chinese|\bzh\b|中文|汉语", re.IGNORECASE),
}


@flow.command("language")
def language(turn: Turn) -> Outcome:
    """Asks which one, unless the words say it."""
    said = turn.argument or ("" if turn.text.startswith("/") else turn.text)
    named = [name for name, words in NAMED.items() if words.search(said)]
    if len(named) == 1:
        return _set(turn, named[0])
    ask = Ask(flow.name, "choose", (Option("zh", "中文"), Option("en", "English")), "language_title")
    return Outcome((Reply("languages/which", ask=ask),))


@flow.step("choose")
def choose(turn: Turn) -> Outcome:
    return _set(turn, turn.answer)


def _set(turn: Turn, chosen: str) -> Outcome:
    if turn.person is not None:
        people.set_language(turn.tx, turn.person.id, chosen)
    addresses.set_language(turn.tx, turn.address, chosen)
    return Outcome((Reply(f"languages/{chosen}"),))
