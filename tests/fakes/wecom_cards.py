"""What WeCom takes as a template card that can be pressed. https://developer.work.weixin.qq.com/document/path/90236"""

import re
from typing import Any

from channels.cutting import columns
from tests.fakes.wecom_rules import Refusal

TASK = re.compile(r"[0-9A-Za-z_\-@]{1,128}")
TITLES = {"button_interaction": 36, "vote_interaction": 16, "multiple_interaction": 36}
BUTTONS, VOTES, SELECTS, OPTIONS = 6, 20, 3, 10
BAD_CARD = 40_058


def refuse_unless(fits: Any) -> None:
    if not fits:
        raise Refusal(BAD_CARD)


def check(card: Any) -> None:
    """Raises Refusal."""
    refuse_unless(isinstance(card, dict) and card.get("card_type") in TITLES)
    kind = card["card_type"]
    inner = {
        "button_interaction": {"button_list", "sub_title_text"},
        "vote_interaction": {"checkbox", "submit_button"},
        "multiple_interaction": {"select_list", "submit_button"},
    }[kind]
    refuse_unless(set(card) <= {"card_type", "task_id", "main_title"} | inner)
    refuse_unless(TASK.fullmatch(str(card.get("task_id", ""))))
    title = card.get("main_title")
    refuse_unless(isinstance(title, dict) and set(title) <= {"title", "desc"})
    _words(title.get("title"), TITLES[kind])
    if "desc" in title:
        _words(title["desc"], 44)
    if "sub_title_text" in card:
        _words(card["sub_title_text"], 160)
    {"button_interaction": _buttons, "vote_interaction": _vote, "multiple_interaction": _selects}[kind](card)


def options(card: dict[str, Any]) -> list[dict[str, Any]]:
    """What can be chosen on a card."""
    match card["card_type"]:
        case "button_interaction":
            return list(card["button_list"])
        case "vote_interaction":
            return list(card["checkbox"]["option_list"])
    return [option for select in card["select_list"] for option in select["option_list"]]


def _words(said: Any, longest: int) -> None:
    refuse_unless(isinstance(said, str) and said.strip() and len(said) <= longest)


def _label(said: Any, longest: int) -> None:
    """Counted in Chinese characters: twice as many letters are as wide."""
    refuse_unless(isinstance(said, str) and said.strip() and columns(said) <= 2 * longest)


def _bytes(said: Any, longest: int) -> None:
    refuse_unless(isinstance(said, str) and 0 < len(said.encode()) <= longest)


def _buttons(card: dict[str, Any]) -> None:
    buttons = card.get("button_list")
    refuse_unless(isinstance(buttons, list) and 1 <= len(buttons) <= BUTTONS)
    for button in buttons or ():
        refuse_unless(
            set(button) <= {"type", "text", "style", "key", "url"} and button.get("style", 1) in range(1, 5)
        )
        _label(button.get("text"), 10)
        _bytes(button.get("key"), 1_024)


def _submit(card: dict[str, Any]) -> None:
    button = card.get("submit_button")
    refuse_unless(isinstance(button, dict) and set(button) == {"text", "key"})
    _label(card["submit_button"]["text"], 10)
    _bytes(card["submit_button"]["key"], 1_024)


def _options(listed: Any, most: int, longest: int, fields: set[str]) -> None:
    refuse_unless(isinstance(listed, list) and 1 <= len(listed) <= most)
    for option in listed:
        refuse_unless(set(option) == fields)
        _label(option["text"], longest)
        _bytes(option["id"], 128)
    refuse_unless(len({option["id"] for option in listed}) == len(listed))


def _vote(card: dict[str, Any]) -> None:
    _submit(card)
    box = card.get("checkbox")
    refuse_unless(isinstance(box, dict) and set(box) <= {"question_key", "mode", "option_list", "disable"})
    _bytes(card["checkbox"].get("question_key"), 1_024)
    refuse_unless(card["checkbox"].get("mode", 0) in (0, 1))
    _options(card["checkbox"].get("option_list"), VOTES, 11, {"id", "text", "is_checked"})


def _selects(card: dict[str, Any]) -> None:
    _submit(card)
    selects = card.get("select_list")
    refuse_unless(isinstance(selects, list) and 1 <= len(selects) <= SELECTS)
    for select in selects or ():
        refuse_unless(set(select) <= {"question_key", "title", "selected_id", "disable", "option_list"})
        _bytes(select.get("question_key"), 1_024)
        _options(select.get("option_list"), OPTIONS, 16, {"id", "text"})
