"""A text that orders for other households, a clause each: 帮12号李阿公也来2斤, 12号李阿公 猪肉2斤 豆腐一块."""

import re
from dataclasses import dataclass

from nlu.clean import clean
from nlu.courtesies import is_courtesy
from nlu.doors import find_door
from nlu.for_others import ForWhom, for_whom

MOST = 60
"""More lines than that are a whole list, which is read otherwise."""

_NEXT = re.compile(r"[,，;；。]\s*(?=(?:再|还|也|另外|顺便|请)?(?:帮忙|帮|替|代)(?!我|忙我|一下))")
_MYSELF = re.compile(r"我(?:自己|家|也|要|的|这边|再要|来)|自己")
_TITLE = re.compile(
    r"(?P<title>家里?|(?:的)?(?:阿公|阿婆|爷爷|奶奶|大爷|大妈|大伯|大娘|老人家?|叔叔|阿姨|伯伯|婶婶)家?)[\s,，:：]*"
)
_NUMBERED = re.compile(r"^\s*\d{1,3}[.、)）]\s*")

_ON_BEHALF = re.compile(
    r"(?P<who>[^,，。;；我]{2,14}?)(?:托|叫|让|请|喊|拜托)(?:了)?我(?:来)?(?:帮忙|帮她家?|帮他家?|帮)?"
    r"(?P<rest>(?:带|订|定|买|要|来|捎|报|下单).+)"
)
_HOW_SAID = re.compile(
    r"^(?:刚才?|在)?(?:打?电话(?:里|来)?|上门|当面|口头|微信(?:上)?|门口)(?:跟我)?(?:订|定|说|报|要|讲)的?[\s,，:：]*"
)


@dataclass(frozen=True, slots=True)
class Errand:
    """One household that something is ordered for, and what, in the writer's words."""

    door: str  #: as written, "" when there is none
    name: str  #: "" when there is none
    rest: str
    text: str  #: the whole clause
    asked: bool  #: the writer says that it is for somebody else (帮); otherwise a door stands at its head


def errands(text: str) -> list[Errand]:
    """Every household that a text orders for; empty when some of it is for the writer, or is no order for anybody."""
    lines = [line for line in clean(text).splitlines() if line.strip() and not is_courtesy(line)]
    clauses = [clause.strip() for line in lines for clause in _NEXT.split(_NUMBERED.sub("", line)) if clause.strip()]
    if not 0 < len(clauses) <= MOST:
        return []
    found = [_read(clause) for clause in clauses]
    return [errand for errand in found if errand is not None] if all(found) else []


def _read(clause: str) -> Errand | None:
    behalf = _ON_BEHALF.fullmatch(clause)
    said = for_whom(f"帮{behalf['who']} {behalf['rest']}" if behalf else clause)
    asked = said is not None
    if said is None:
        said = _headed_by_door(clause)
    if said is None or (asked and _MYSELF.search(said.rest)):
        return None
    title = _TITLE.match(said.rest) if not said.name else None
    name, rest = (title["title"], said.rest[title.end() :]) if title else (said.name, said.rest)
    return Errand(said.door, name.strip("的家里"), _HOW_SAID.sub("", rest), clause, asked)


def _headed_by_door(clause: str) -> ForWhom | None:
    """12号李阿公 猪肉2斤, as a worker notes it; 李阿公 12号 too."""
    door = find_door(clause)
    if door is None or door.start > 4:
        return None
    said = for_whom(f"帮{clause}")
    return said if said is not None and said.door == door.door.text and (door.start == 0 or said.name) else None
