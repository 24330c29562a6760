"""What a worker says of doors that are to be told: 敲门名单; 3幢201说了; 3-202、3-203 不在家; 我去3幢202."""

import re
from dataclasses import dataclass

from nlu.doors import Door, find_door

LONGEST = 120
MOST_DOORS = 20

_BUILDING = r"(?P<building>(?:[A-Za-z]\d?|\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:号楼|[幢栋座]|#楼?))"
_LIST = re.compile(
    rf"(?:看看?|查看?|我的|发一?下?|给我)*{_BUILDING}?\s*的?(?:"
    r"(?:敲门|上门|入户|要敲的门|通知上门)的?(?:名单|清单|单子|列表)"
    r"|(?:还有|还剩)?(?:哪些|哪几|几|多少)(?:个|户|家)?(?:门|人家|住户|户|家)?(?:还)?(?:没|没有|要|需要|该)(?:敲|上门|去敲|敲门|敲过|敲到)(?:的|过|到)?"
    r"|还有(?:哪些|哪几扇?|几扇?|多少)门"
    r")(?:有哪些|呢|啊|吗|了)?[?？。!！]*"
    r"|(?:the )?(?:knocking list|doors to knock(?: at| for)?|(?:which|what) doors(?: are)?(?: left)?)[?]?",
    re.IGNORECASE,
)
_FILL = r"(?:他们?|她们?|家里|家|这户|这家|也|都|我|已经?|刚|刚才|人|的|当面|上门|[,，、:：。.!！\s])*"
_END = r"(?:了|过了?|到了?|好了|啦|哦|[,，。.!！\s])*"
_DEEDS = (
    ("back", r"(?:先|就|又|还是)*(?:不去了|不去敲了|不来了|去不了了?|不归我了?|让别人去|换人)"
             r"|(?:i am )?not going(?: to)?"),
    ("claim", r"(?:我来|我去|归我|我负责|交给我|我包了)(?:敲门?|说|通知|跑|上门)?(?:吧|了)?"
              r"|mine|i(?:'ll| will)? (?:go|take)(?: to)?"),
    ("moved", r"搬(?:走|家)|不住(?:这里|这儿|这|在这里?)?|没人住|空关|空房|空着|moved(?: away| out)?"),
    ("away", r"(?:没|没有|无)人(?:在家?|开门|应门?|应答)?|不在家?|没在家?|没开门|没敲开|敲不开"
             r"|not (?:at )?home|nobody in|away"),
    ("told", r"(?:说|讲|通知|告诉|告知|传达|敲|打过?电话|电话打|电话里?说|电话通知)(?:了|过|到|好|他们?|她们?)"
             r"|知道了?|told|done"),
)  # fmt: skip
_READ = [(deed, re.compile(rf"{_FILL}(?:{words}){_END}", re.IGNORECASE)) for deed, words in _DEEDS]
_NUMBER = re.compile(r"(?:通知|notice)\s*(\d{1,6})(?:号)?(?:的)?", re.IGNORECASE)
_JOINS = re.compile(r"[\s,，、;；和跟与及]+")


@dataclass(frozen=True, slots=True)
class DoorsSaid:
    """deed: told, away, moved, claim or back; number: the notice that was named, 0 for all."""

    deed: str
    doors: tuple[Door, ...]
    number: int = 0


def asks_list(text: str) -> str | None:
    """The building whose doors are asked for, "" for all; None for other words."""
    found = _LIST.fullmatch(text.strip()) if len(text) <= LONGEST else None
    return (found["building"] or "") if found else None


def read_doors_said(text: str) -> DoorsSaid | None:
    """Doors and the one thing that was done about all of them, and nothing else at all; None otherwise."""
    if len(text) > LONGEST:
        return None
    number = _NUMBER.search(text)
    rest = f"{text[: number.start()]} {text[number.end() :]}" if number else text
    doors: list[Door] = []
    while (found := find_door(rest)) is not None and len(doors) < MOST_DOORS:
        doors.append(found.door)
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    said = _JOINS.sub(" ", rest).strip()
    if not doors or not said:
        return None
    deed = next((deed for deed, words in _READ if words.fullmatch(said)), None)
    return DoorsSaid(deed, tuple(doors), int(number[1]) if number else 0) if deed else None
