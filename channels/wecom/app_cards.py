"""Choices as WeCom's interactive cards: a few short ones as buttons, more as a vote or a drop-down.

https://developer.work.weixin.qq.com/document/path/90236: the vendor counts characters here, and means Chinese ones;
where its pages differ, the smaller number stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from channels.cutting import columns
from channels.wecom.titles import SENTENCE, cut_after
from domain.messages import Choice, Press

MOST_BUTTONS, WIDEST_BUTTON = 6, 20
MOST_IN_VOTE, WIDEST_IN_VOTE = 20, 22
MOST_IN_DROP_DOWN, WIDEST_IN_DROP_DOWN = 9, 32
"""Columns, two for each of the vendor's characters. Of its ten places in a drop-down one is spent on NOTHING."""
NOTHING = "-"
"""What a drop-down stands on at first: the vendor chooses its first option for whoever only presses the button below,
and nobody is to be taken at a word that they did not say."""
SUBMIT = "submit"
QUESTION = "choice"
LONGEST_KEY, LONGEST_ID = 1_024, 128
"""Bytes: of a button's key, of an option's id."""
LABEL_SIGN = "|"


ENTRY = re.compile(r"\s*(?:[·•]|\d+[.、 ])")
ADDRESS = "://"
HALVES = ("；", ";")


class Form(StrEnum):
    BUTTONS = "button_interaction"
    VOTE = "vote_interaction"
    DROP_DOWN = "multiple_interaction"


LINES = {Form.BUTTONS: 12, Form.VOTE: 2, Form.DROP_DOWN: 2}
"""On a card; below the title of buttons they stand one under the other."""
TITLES = {Form.BUTTONS: 36, Form.VOTE: 16, Form.DROP_DOWN: 36}
DETAILS = {Form.BUTTONS: 160, Form.VOTE: 44, Form.DROP_DOWN: 44}


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a card beside the question and its choices, in one language."""

    choose: str  #: at most 16 characters
    submit: str  #: at most 10 characters


@dataclass(frozen=True, slots=True)
class Heading:
    """A question divided: what goes ahead of the card, and what stands on it."""

    before: str
    title: str
    detail: str = ""


def form_of(choices: Sequence[Choice]) -> Form | None:
    """The card that holds the choices, None where none does."""
    widest = max((columns(choice.label) for choice in choices), default=0)
    if len(choices) <= MOST_BUTTONS and widest <= WIDEST_BUTTON:
        return Form.BUTTONS
    if len(choices) <= MOST_IN_VOTE and widest <= WIDEST_IN_VOTE:
        return Form.VOTE
    if len(choices) <= MOST_IN_DROP_DOWN and widest <= WIDEST_IN_DROP_DOWN:
        return Form.DROP_DOWN
    return None


def heading(text: str, form: Form, choose: str) -> Heading:
    """All of the text on the card where it fits, else its last question or line, or only `choose` where that would
    take the last entry off its list, or half of a sentence. An address stays in a text: on a card nobody can open
    it."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    longest, room = TITLES[form], DETAILS[form]
    if 0 < len(lines) <= LINES[form] and ADDRESS not in text:
        title, rest = cut_after(lines[0], longest)
        detail = "\n".join([*([rest] if rest else []), *lines[1:]])
        if title and len(detail) <= room:
            return Heading("", title, detail)
    before, _, last = text.rstrip().rpartition("\n")
    if ENTRY.match(last) or ADDRESS in last:
        return Heading(text.rstrip(), choose)
    if last and len(last) <= longest:
        return Heading(before.rstrip(), last.strip())
    sentence = SENTENCE.findall(last)[-1] if last else ""
    before = text.rstrip().removesuffix(sentence).rstrip()
    if sentence and len(sentence.strip()) <= longest and not before.endswith(HALVES):
        return Heading(before, sentence.strip())
    return Heading(text.rstrip(), choose)


def card(head: Heading, form: Form, choices: Sequence[Choice], task: str, words: Words) -> dict[str, Any]:
    """A template card. `task`: unique in the app, of letters, digits and _-@."""
    said: dict[str, Any] = {"card_type": form.value, "task_id": task, "main_title": {"title": head.title}}
    if form is Form.BUTTONS:
        buttons = [{"text": choice.label, "style": 1, "key": key_of(choice, LONGEST_KEY)} for choice in choices]
        return said | ({"sub_title_text": head.detail} if head.detail else {}) | {"button_list": buttons}
    if head.detail:
        said["main_title"]["desc"] = head.detail
    said["submit_button"] = {"text": words.submit, "key": SUBMIT}
    options: list[dict[str, Any]] = [{"id": key_of(choice, LONGEST_ID), "text": choice.label} for choice in choices]
    if form is Form.VOTE:
        options = [option | {"is_checked": False} for option in options]
        return said | {"checkbox": {"question_key": QUESTION, "mode": 0, "option_list": options}}
    options.insert(0, {"id": NOTHING, "text": words.choose})
    return said | {"select_list": [{"question_key": QUESTION, "selected_id": NOTHING, "option_list": options}]}


def key_of(choice: Choice, longest: int) -> str:
    """What comes back with a press: what it means, and behind that its label, as far as it fits."""
    key = f"{choice.press.data}{LABEL_SIGN}{choice.label}"
    return key.encode("utf-8", "replace")[:longest].decode("utf-8", "ignore")


def read_key(key: str) -> tuple[Press | None, str]:
    """A press, None where it is none of ours, and the label that was on it."""
    data, _, label = key.partition(LABEL_SIGN)
    return Press.read(data), label[:WIDEST_IN_DROP_DOWN]
