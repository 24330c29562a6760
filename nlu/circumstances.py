"""What a worker says of a household that cannot come for its goods: 12号 腿脚不便; 3幢201 不用送上门了."""

import re
from dataclasses import dataclass

from nlu.clean import clean
from nlu.doors import Door, find_door

LONGEST = 40
_OVER = "over"

_WORDS = (
    ("observation", r"(?:在)?(?:居家)?(?:隔离|观察|健康监测)(?:中|期)?|密接|under observation|quarantined?"),
    ("bedridden", r"卧床|瘫痪|起不来床?|下不了床|腿脚不[便好]|行动不便|走不动|坐轮椅|下不了楼|bedridden"),
    ("infant", r"坐月子|产妇|孕妇|有?婴儿|带?小?宝宝|哺乳|刚生(?:完)?孩子|an? (?:baby|infant)"),
    ("elder", r"独居(?:老人)?|高龄|孤寡(?:老人)?|空巢(?:老人)?|有?老人|elderly|an? elder"),
)
_ROUND = (
    r"(?:他们?|她们?|这户|这家|一?户|家里?|家|是|有|有个|都|的|[,，、:：\s.。]|需要送(?:上门|到家)?|要送(?:上门|到家)?"
    r"|送上门|了|needs? delivery)*"
)
_STATUSES = [(status, re.compile(rf"{_ROUND}(?:{words}){_ROUND}", re.IGNORECASE)) for status, words in _WORDS]
_ENDED = re.compile(rf"{_ROUND}(?:不用|不需要|不要|不必)(?:再)?送(?:上门|货|到家)?{_ROUND}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What holds for the household at a door; `status` is "over" when it is not to be delivered to any more."""

    door: Door
    status: str

    @property
    def over(self) -> bool:
        return self.status == _OVER


def read_circumstance(text: str) -> Circumstance | None:
    """A door and why nobody comes from there, and nothing else at all; None otherwise."""
    cleaned = clean(text).strip()
    found = find_door(cleaned) if len(cleaned) <= LONGEST else None
    if found is None:
        return None
    rest = f"{cleaned[: found.start]} {cleaned[found.end :]}".strip()
    if _ENDED.fullmatch(rest):
        return Circumstance(found.door, _OVER)
    return next((Circumstance(found.door, status) for status, words in _STATUSES if words.fullmatch(rest)), None)
