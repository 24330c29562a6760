"""For whom a line is: 帮王奶奶订, 我姐家, 隔壁王奶奶也要. One's own kin are one's own household."""

from nlu.entries import Reading
from nlu.names import begins_with_surname
from nlu.tokens import AMOUNT, OTHER, SPACE, Token, counts

LONGEST_PERSON = 12

_OWN = frozenset(
    (
        "我", "我们", "咱", "你", "您", "大家", "我妈", "我爸", "妈", "爸", "妈妈", "爸爸", "老公", "老婆",
        "儿子", "女儿", "孙子", "孙女", "孩子", "小孩", "宝宝",
    )
)  # fmt: skip
_LIVES_APART = frozenset(("我妈", "我爸", "儿子", "女儿", "孙子", "孙女"))
"""One's own kin, but 我妈家 is another household."""
_JOINTS = frozenset(("的", "也", "还", "那", "家"))
_PERSON_KINDS = frozenset((OTHER, "kin", "talk", "filler"))
_GREETINGS = frozenset(("好", "您好", "你好"))


def read_whom(reading: Reading, tokens: list[Token], position: int) -> int:
    """帮 X 订: the words up to the next verb, amount or thing name another household, unless they are one's own."""
    end = position + 1
    while end < len(tokens) and tokens[end].kind in _PERSON_KINDS | {"home"} and tokens[end].text != "就":
        end += 1
    person = _named(tokens[position + 1 : end])
    here = reading.ordered_here()
    if end == len(tokens) and here and _is_somebody(tokens[position + 1 :]) and person not in _OWN:
        for entry in here:
            entry.whom = person
        return end
    if end == len(tokens) or not 0 < len(person) <= LONGEST_PERSON:
        return position + 1
    reading.whom = "" if person in _OWN else person
    for entry in reading.open_here():
        entry.whom = reading.whom
    return end


def read_person(reading: Reading, tokens: list[Token], position: int) -> None:
    """隔壁王奶奶也要, 我姐家: a person at the head of a clause, followed by 家 or 要, has the rest of it."""
    end = position + 1
    while end < len(tokens) and tokens[end].kind in ("kin", OTHER, "filler") and not _ends_name(tokens[end]):
        end += 1
    start = position
    while start and tokens[start - 1].kind in _PERSON_KINDS and tokens[start - 1].text != "的":
        start -= 1
    at_home = tokens[position].kind == "home" or (end < len(tokens) and tokens[end].kind == "home")
    wants = end < len(tokens) and tokens[end].kind in ("want", "add")
    if not (at_home or wants) or any(counts(token) for token in tokens[:position][-1:]):
        return
    person = _named(tokens[start:end])
    own = person in _OWN and not (at_home and person in _LIVES_APART)
    if 0 < len(person) <= LONGEST_PERSON and not own:
        reading.whom = person


def read_owner(reading: Reading, tokens: list[Token]) -> None:
    """豆腐2盒（刘奶奶的）, 豆腐2盒，刘奶奶要的: whose the one line before it is; of several it must be asked."""
    if not tokens or tokens[-1].text not in ("的", ")"):
        return
    opening = max((at for at, token in enumerate(tokens) if token.text == "("), default=-1)
    inside = [token for token in tokens[opening + 1 :] if token.kind != SPACE]
    words = [token for token in inside if token.kind != "want" and token.text not in _JOINTS]
    if not inside or inside[-1].text != "的" or any(token.kind == AMOUNT for token in inside):
        return
    if not _is_somebody(words) or (person := _named(words)) in _OWN:
        return
    said = reading.said()
    for entry in said:
        entry.whom = person if len(said) == 1 else entry.whom
        entry.unsure = entry.unsure or len(said) > 1


def _is_somebody(tokens: list[Token]) -> bool:
    """Whether 给 at the end of a clause names a person (豆腐2盒给刘奶奶), and nothing else is said of them."""
    words = [token for token in tokens if token.text not in _JOINTS]
    if not words or any(token.kind not in (OTHER, "kin") for token in words):
        return False
    return words[-1].kind == "kin" or (len(words) == 1 and _is_full_name(words[0].text))


def _is_full_name(word: str) -> bool:
    return len(word) in (2, 3) and begins_with_surname(word)


def _ends_name(token: Token) -> bool:
    return token.text in _GREETINGS or token.text.startswith(("说", "讲", "想", "合"))


def _named(tokens: list[Token]) -> str:
    return "".join(token.text for token in tokens if token.text not in _JOINTS)
