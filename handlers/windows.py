"""A cadre pastes «明天到货🐷土猪肉35，带鱼25，今晚8点截止，文化礼堂拿»: read back item by item, confirmed, opened."""

import re
from collections.abc import Mapping
from dataclasses import asdict, astuple, replace
from datetime import datetime
from typing import Any

from broadcasts.drafting import reminders
from broadcasts.giving import where_to
from domain.areas import Area
from domain.orders import Item, Window
from domain.permissions import Action, scope
from domain.replies import NO, YES, Ask, Option, Reply
from domain.spans import DAY
from handlers.flow import Flow, Outcome, Turn, finish, managed_village, say, wait_for
from nlu import phrases
from nlu.announced_changes import Correction, read_correction
from nlu.announced_items import AnnouncedItem
from nlu.announced_terms import Term, apply_terms, take_terms
from nlu.announcements import looks_like_announcement, read_announcement
from nlu.chain_signs import looks_like_chain
from nlu.signposts import signpost
from nlu.slots_said import read_slots
from storage import audit, gifts, groups, questions, windows
from storage.conversations import Conversation

flow = Flow("windows")

OPEN = (Option(YES, "open"), Option("edit", "edit"), Option(NO, "cancel"))
EVERY = (Option("3", "every_days", {"days": 3}), Option("7", "every_week"))
MEND = (Option("edit", "edit"), Option(NO, "cancel"))
ASKED_ANYWAY = ("no_closing", "no_unit", "no_items")
"""Questions of the reader that stand in the list of what is missing."""

BARE_PRICE = re.compile(r"(?P<name>(?:^|(?<=[,，、 ]))[^\d\s,，、]{1,10})\s?(?=\d+(?:\.\d+)?(?:元|$|[,，、 ]))")
"""猪肉38: on the draft of a next round a name with a number is its new price."""

MOST_GIFTS = 5
LONGEST_AMENDMENT = 60
"""Code points of words that correct a proposed draft; what is longer is an announcement of its own."""

CLOSING_ASKED = ("closing_passed", "closing_unclear")
"""Questions that leave open until when, so that an earlier time does not stand either."""

SERIES = ("previous", "every_days")
"""What the draft of a next round carries besides (broadcasts/rounds.py)."""

FIELDS = ("title", "closes_at", "arrives", "place", "pay", "contact")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """An announcement is taken from whoever may open a window; everybody else's words go on to the other flows."""
    if turn.person is None or not scope(turn.person, Action.OPEN_WINDOW):
        return None
    proposed = _amend_proposed(turn)
    if proposed is not None:
        return proposed
    return draft(turn, {}) if looks_like_announcement(turn.text) else None


def _amend_proposed(turn: Turn) -> Outcome | None:
    """«猪肉38» while the draft of a next round waits: it corrects the draft, if it says nothing else."""
    drafts = [asked.data for asked in turn.waiting if asked.flow == flow.name and asked.step == "confirm"]
    if not drafts or len(turn.text) > LONGEST_AMENDMENT:
        return None
    for text in (turn.text, BARE_PRICE.sub(r"\g<name>改成", turn.text)):
        said = replace(turn, text=text)
        found = _read(said, drafts[-1]).announcement
        changed = any(getattr(found, field) for field in FIELDS) or found.items != tuple(_kept_items(drafts[-1]))
        if changed and not found.questions:
            return draft(said, dict(drafts[-1]))
    return None


@flow.command("window", "open")
def begin(turn: Turn) -> Outcome:
    """«开团»"""
    if not scope(turn.person, Action.OPEN_WINDOW):
        return say("windows/not_allowed")
    if turn.argument:
        return draft(replace(turn, text=turn.argument), {})
    return wait_for(flow.name, "amend", Reply("windows/paste"))


@flow.step("amend")
def amend(turn: Turn) -> Outcome:
    """What is written while a draft waits completes or corrects it; a chain post, pick-up slots and a word that asks
    the way are no part of one; neither is a 取消."""
    if phrases.is_no(turn.text):
        questions.supersede(turn.tx, turn.address, flow.name, turn.elsewhere)
        return finish(Reply("windows/dropped"))
    if looks_like_chain(turn.update.text) or read_slots(turn.update.text) or signpost(turn.text):
        return Outcome(conversation=Conversation(), then=turn.update.text)
    return draft(turn, dict(turn.conversation.data))


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«开团», «修改» or «取消» under the draft."""
    if turn.answer == NO:
        return replace(finish(Reply("windows/dropped")), toast="dropped")
    kept = dict(turn.data)
    if turn.answer == "edit":
        return replace(wait_for(flow.name, "amend", Reply("windows/how_to_change"), **kept), answered=False)
    village = managed_village(turn)
    if village is None:
        return finish(Reply("windows/not_allowed"))
    window = _window(kept, village, turn.now)
    if window.closes_at <= turn.now:
        return replace(wait_for(flow.name, "amend", Reply("windows/passed"), **kept), answered=False)
    opened = windows.open_window(turn.tx, window, turn.known().id, turn.now)
    if opened is None:
        return finish(Reply("windows/open_already", {"window": window}))
    audit.note(turn.tx, turn.known().id, "open_window", opened, turn.now)
    board = f"{turn.house.address}/console/windows/{opened}"
    again = Ask("rounds", "every", EVERY, "every_title", subject=opened, beside=True)
    reply = Reply("windows/opened", {"window": window, "board": board}, None if window.every_days else again)
    waiting = [where_to(turn.tx, gift, 0, turn.now) for gift in gifts.unplaced(turn.tx, village.id, turn.now)]
    bound = bool(groups.of_village(turn.tx, village.id))
    ways = (*((Option("post", "post_to_group"),) if bound else ()), Option("copy", "copy_for_group"))
    ask = Ask("groups", "opened", ways, "passing_on_title", subject=opened, lasts=7 * DAY)
    passing_on = Reply("groups/after_opening", {"bound": bound}, ask)
    return replace(finish(reply, passing_on, *waiting[:MOST_GIFTS]), toast="opened")


def draft(turn: Turn, kept: dict[str, Any]) -> Outcome:
    """Reads a text on top of what is kept of earlier ones, and reads the whole back."""
    text, terms = take_terms(turn.text)
    terms = [*(Term(*term) for term in kept.get("terms", ())), *terms]
    read = _read(replace(turn, text=text), kept)
    whole = merge(kept, read)
    items, unclear_terms = apply_terms(read.announcement.items, terms)
    waiting = [astuple(term) for term in unclear_terms if term.near.strip()]  # of goods that are not read yet
    whole |= {"items": [asdict(item) for item in items], "terms": waiting}
    missing = _missing(whole, turn.now)
    unclear: list[Any] = [asked for asked in read.announcement.questions if asked.kind not in ASKED_ANYWAY]
    unclear += [{"kind": "terms_unclear", "words": term.words} for term in unclear_terms]
    ask = Ask(flow.name, "confirm", MEND if missing else OPEN, "window_title", {}, data=whole)
    values = {"draft": whole, "missing": missing, "unclear": unclear, "removed": read.removed}
    village = managed_village(turn)
    values |= reminders(turn.tx, village.id if village else 0, turn.now)
    return wait_for(flow.name, "amend", Reply("windows/draft", values, ask), **whole)


def _kept_items(kept: Mapping[str, Any]) -> list[AnnouncedItem]:
    return [AnnouncedItem(**entry | {"aliases": tuple(entry["aliases"])}) for entry in kept["items"]]


def _read(turn: Turn, kept: Mapping[str, Any]) -> Correction:
    """A text as an announcement, or as a correction of the goods that are on the draft."""
    now = datetime.fromtimestamp(turn.now / 1000, turn.house.zone)
    if not kept.get("items"):
        return Correction(read_announcement(turn.text, now), ())
    if turn.text.strip(" ，,。") in {"", *(item["name"] for item in kept["items"])}:
        return Correction(replace(read_announcement("", now), items=tuple(_kept_items(kept)), questions=()), ())
    return read_correction(turn.text, _kept_items(kept), now, closing_asked=not (kept["closes_at"] or 0) > turn.now)


def merge(kept: dict[str, Any], read: Correction) -> dict[str, Any]:
    """A draft as JSON: the items as they are now, and a field said again its new value."""
    announcement = read.announcement
    said = {field: getattr(announcement, field) for field in FIELDS}
    if announcement.closes_at is not None:
        said["closes_at"] = int(announcement.closes_at.timestamp() * 1000)
    fields = {field: said[field] or kept.get(field) for field in FIELDS}
    if any(question.kind in CLOSING_ASKED for question in announcement.questions):
        fields["closes_at"] = None
    fields |= {name: kept[name] for name in SERIES if name in kept}
    return fields | {"items": [asdict(item) for item in announcement.items]}


def _missing(whole: dict[str, Any], now: int) -> list[dict[str, Any]]:
    """What must be said before the window can open."""
    missing = [{"kind": "no_unit", "name": item["name"]} for item in whole["items"] if not item["unit"]]
    missing += [
        {"kind": "no_to_share", "name": item["name"]}
        for item in whole["items"] if item["sharing"] and item["to_share"] is None
    ]  # fmt: skip
    if not whole["items"]:
        missing.append({"kind": "no_items", "name": ""})
    if not whole["closes_at"]:
        missing.append({"kind": "no_closing", "name": ""})
    elif whole["closes_at"] <= now:
        missing.append({"kind": "passed", "name": ""})
    return missing


def _window(whole: dict[str, Any], village: Area, now: int) -> Window:
    items = tuple(
        Item(
            0, 0, entry["name"], entry["unit"], entry["price"], entry["market_price"], entry["quota"], entry["limit"],
            weighed=entry["weighed"], donor=entry["donor"], spec=entry["spec"], aliases=tuple(entry["aliases"]),
            case_size=entry["case_size"], minimum=entry["minimum"], sharing=entry["sharing"],
            to_share=entry["to_share"],
        )
        for entry in whole["items"]
    )  # fmt: skip
    return Window(
        0, 0, village.id, whole["title"] or f"{village.name}团购", "open", 1, now, whole["closes_at"],
        whole["arrives"] or "", whole["place"] or "", whole["pay"] or "", whole["contact"] or "", items,
        every_days=whole.get("every_days", 0), previous=whole.get("previous", 0),
    )  # fmt: skip
