"""What somebody always has, as a worker or doctor says it: 王阿公 老慢支，长期咳嗽; 王阿公不再长期咳嗽."""

import re
from dataclasses import dataclass

from nlu.clean import clean
from nlu.doors import Door, find_door
from nlu.symptoms import find_symptoms

LONGEST = 60

_LASTING = re.compile(
    r"老慢支|慢支|慢性\S{0,6}|慢阻肺|肺气肿|哮喘|偏头痛|长期|常年|一直(?:都?有|都?会)?|老毛病|多年|鼻炎|咽炎"
)
_DISEASES = (
    (re.compile(r"老慢支|慢支|慢性支气管炎"), ("cough",)),
    (re.compile(r"慢阻肺|肺气肿"), ("cough", "breathless")),
    (re.compile(r"哮喘"), ("breathless",)),
    (re.compile(r"偏头痛"), ("headache",)),
    (re.compile(r"鼻炎"), ("runny_nose",)),
    (re.compile(r"咽炎"), ("sore_throat",)),
    (re.compile(r"慢性(?:肠炎|腹泻)"), ("diarrhea",)),
)
_ENDED = re.compile(r"取消|不再|没有了|治好了|(?:已经|都)?好了|结束")
_NEVER = ("fever", "other", "chills")
"""Symptoms that are an alarm whatever was recorded."""

_WHO = re.compile(
    r"^(?:登记|记(?:一下|录)?|取消)?[\s:：]*(?P<who>[\u4e00-\u9fff·]{2,4}?|[A-Za-z][A-Za-z .]{1,30}?)"
    r"(?=[\s,，:：的]|有|是|患|一直|长期|常年|老慢|老毛|慢|哮|肺|偏|不再|多年|鼻|咽)"
)
_TEMPERATURE = re.compile(r"(?<!\d)(?:3[4-9]|4[0-2])(?:[.．·度]\s?\d|度|℃)|体温")


@dataclass(frozen=True, slots=True)
class ChronicSaid:
    """`who`: the name, `door` where it was said. `ended`: they have it no longer."""

    who: str
    door: Door | None
    symptoms: tuple[str, ...]
    note: str
    ended: bool


def read_chronic(text: str) -> ChronicSaid | None:
    """A name and what that person always has, and no temperature; None otherwise."""
    if not 4 < len(text) <= LONGEST or not _LASTING.search(text):
        return None
    cleaned = clean(text)
    if _TEMPERATURE.search(cleaned) or re.search(r"[?？]|[吗呢]$|^我", cleaned):
        return None
    found = find_door(cleaned)
    said = f"{cleaned[: found.start]} {cleaned[found.end :]}".strip() if found else cleaned
    who = _WHO.match(said)
    if who is None:
        return None
    about = said[who.end() :].lstrip(" ,，:：的")
    felt = [name for words, names in _DISEASES if words.search(about) for name in names]
    felt += [*find_symptoms(_ENDED.sub(" ", _LASTING.sub(" ", about)).lower()).names]
    symptoms = tuple(name for name in dict.fromkeys(felt) if name not in _NEVER)
    if not symptoms:
        return None
    ended = _ENDED.search(said) is not None
    return ChronicSaid(who["who"], found.door if found else None, symptoms, about[:LONGEST], ended)
