"""For whom a line is: 帮王奶奶订, 我姐家, 隔壁王奶奶也要. One's own kin are one's own household."""

from nlu.entries import Reading
from nlu.tokens import OTHER, Token, counts

LONGEST_PERSON = 12

_OWN = frozenset(
    (
        "我", "我们", "咱", "你", "您", "大家", "我妈", "我爸", "妈", "爸", "妈妈", "爸爸", "老公", "老婆",
        "儿子", "女儿", "孙子", "孙女", "孩子", "小孩", "宝宝",
    )
)  # fmt: skip
_JOINTS = frozenset(("的", "也", "还", "那", "家"))
_PERSON_KINDS = frozenset((OTHER, "kin", "talk", "filler"))
_GREETINGS = frozenset(("好", "您好", "你好"))


def read_whom(reading: Reading, tokens: list[Token], position: int) -> int:
    """帮 X 订: the words up to the next verb, amount or thing name another household, unless they are one's own."""
    end = position + 1
    while end < len(tokens) and tokens[end].kind in _PERSON_KINDS | {"home"} and tokens[end].text != "就":
        end += 1
    person = _named(tokens[position + 1 : end])
    if end == len(tokens) or not 0 < len(person) <= LONGEST_PERSON:
        return position + 1
    reading.whom = "" if person in _OWN else person
    return end


def read_person(reading: Reading, tokens: list[Token], position: int) -> None:
    """隔壁王奶奶也要, 我姐家: a person at the head of a clause, followed by 家 or 要, has the rest of it."""
    end = position + 1
    while end < len(tokens) and tokens[end].kind in ("kin", OTHER, "filler") and tokens[end].text not in _GREETINGS:
        end += 1
    start = position
    while start and tokens[start - 1].kind in _PERSON_KINDS and tokens[start - 1].text != "的":
        start -= 1
    at_home = tokens[position].kind == "home" or (end < len(tokens) and tokens[end].kind == "home")
    wants = end < len(tokens) and tokens[end].kind in ("want", "add")
    if not (at_home or wants) or any(counts(token) for token in tokens[:position][-1:]):
        return
    person = _named(tokens[start:end])
    if 0 < len(person) <= LONGEST_PERSON and person not in _OWN:
        reading.whom = person


def _named(tokens: list[Token]) -> str:
    return "".join(token.text for token in tokens if token.text not in _JOINTS)
