"""What is said of an errand that goes on: 12 我来办, 办好了，垫了23.5, 转给小林, 钱收到了, 没办好, 不用办了."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.amounts import FEN
from nlu.clean import clean
from nlu.numerals import NUMERAL_STARTS, read_decimal

LONGEST = 120


class Deed(StrEnum):
    MINE = "mine"
    DONE = "done"
    LEFT = "left"  #: at the door
    BACK = "back"
    PASS = "pass"  #: to a colleague
    ADVANCED = "advanced"
    REPAID = "repaid"
    NOT_DONE = "not_done"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class DeedSaid:
    """`number`: of the errand, 0 for none; `sure`: it can be the number of nothing else (代办12, #12)."""

    deed: Deed
    number: int = 0
    sure: bool = False
    fen: int | None = None  #: laid out, or got back
    name: str = ""  #: to whom it is passed
    words: str = ""  #: what else is said


_NUMBER = re.compile(
    r"(?:代办\s?(?:第|#|no\.?)?\s?(?P<after>\d{1,6})号?|#\s?(?P<sign>\d{1,6})号?|errand\s?#?(?P<english>\d{1,6})"
    r"|(?:第)?(?P<bare>\d{1,6})号?(?P<called>(?:的)?代办)?)[\s:：,，.。、]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT = re.compile(
    r"(?:代办|errand)\s?(?:第|#|no\.?)?\s?(?P<number>\d{1,6})号?(?:[\s:：,，、]+(?P<rest>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(r"代办(?:的(?:东西|事情?)?)?[\s:：,，]*(?P<rest>.+)", re.DOTALL)
_END = r"[了啦]?[\s。.!！~～,，]*"
_SEEN_TO = (
    r"(?:都|已经?|刚刚?)?(?:帮[您你他她]们?)?(?:办好|办完|办妥|搞定|完成|done)"
    r"|(?:都|已经?|刚刚?)?(?:买好|买到|拿到|取到|取好|送到|送去|送过去|交到|弄好|修好|换好|寄好|配好|扔掉|扔好|收走)(?=了|$|[\s,，])"
)
_LEFT = (
    r"(?:东西|都|已经?|给[您你他她]|帮[您你他她]|我)*放(?:(?:到|在)?(?:[您你他她]?家|(?:\d|(?-i:[一-龥])){0,8}?)?(?:的)?(?:门口|门外|门前|门边|台阶上?)|到|好)"
    r"(?=了|$|[\s,，])|left (?:it )?at (?:the |your )?door"
)
_BACK = r"我?(?:可能|恐怕|今天)?(?:办不了|去不了|不去了?|来不及|没空|没时间|弄不了|买不到|can'?t do it)"
_MINE = r"(?:还是)?我(?:来办|来|去办|去|办|接|负责|处理)(?:吧)?|归我|i'?ll (?:do|take) it|mine"
_PASS = re.compile(
    r"(?:我?(?:想|要)?(?:把?它)?)?(?:转给|交给|派给|转交给?|改派给?|让给|让|请|叫|pass (?:it )?to|give (?:it )?to)\s?"
    r"(?P<name>(?-i:[一-龥]){2,4}?|[A-Za-z ]{2,30}?)(?:去办|来办|去|办|来|处理|吧|了)*[\s。.!！]*",
    re.IGNORECASE,
)
_ADVANCED = re.compile(
    r"(?:[一-龥]{0,4}?(?:买|拿|取|配)(?:到|好)?了[\s,，。;；]*)?"
    r"(?:我|先|一共|总共|帮[您你他她]|都|已经?|钱|是)*(?:垫付|垫|花费?|advanced|i (?:paid|spent))(?:钱|款|的)?"
    r"(?:了|出|的是|共|一共|:|：)*\s?[¥￥]?(?P<sum>.+)",
    re.IGNORECASE,
)
_REPAID = re.compile(
    r"(?:垫付?的)?(?:钱|款)(?:我|都|已经?|他|她|们)*(?:收到|拿到|收回|还了?我|给了?我|还清|结清|给|还)(?:了|啦)*(?P<sum>.*)"
    r"|(?:收到|拿到|收回)(?:了)?(?:垫付?的)?(?:钱|款)(?:了)?(?P<other>.*)|paid back(?P<english>.*)",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"(?:这个|那)?我(?:来|去)?(?:办|接|做|处理)(?:一下)?(?:代办|#)(?:第|#)?(?P<number>\d{1,6})号?(?:吧|了)?"
)
_NOT_DONE = re.compile(
    r"(?:还|根本|都|其实|这个|那个)*(?:没有?|未)(?:给我)?(?:办好|办完|办妥|办成|办)(?:啊|呀|呢|的|!|！)*"
    r"[\s,，。:：;；]*(?P<why>.*)|not done[\s,.:]*(?P<why_english>.*)",
    re.IGNORECASE | re.DOTALL,
)
_CANCEL_ANY = r"(?:这件?|那件?)?(?:不用办|不要办|别办|不必办|不用跑|不办)了?|(?:取消|撤销)代办"
_CANCEL = rf"{_CANCEL_ANY}|取消|不用|不要|算|撤销|cancel"
_MONEY_TAIL = re.compile(r"(?P<deed>.+?)[\s,，。;；]+(?P<money>(?:一共|先|我)*[垫花].+)", re.DOTALL)
_PLAIN = (
    (Deed.DONE, re.compile(rf"(?:{_SEEN_TO}){_END}", re.IGNORECASE)),
    (Deed.LEFT, re.compile(rf"(?:{_LEFT}){_END}", re.IGNORECASE)),
    (Deed.BACK, re.compile(rf"(?:{_BACK}){_END}", re.IGNORECASE)),
    (Deed.MINE, re.compile(rf"(?:{_MINE}){_END}", re.IGNORECASE)),
)
_ALONE = {
    Deed.DONE: re.compile(rf"(?:都|已经?)?(?:办好|办完|办妥){_END}"),
    Deed.LEFT: re.compile(rf"(?:{_LEFT}){_END}", re.IGNORECASE),
    Deed.BACK: re.compile(rf"我?(?:办不了|去不了){_END}"),
    Deed.MINE: re.compile(rf"我来办(?:吧)?{_END}"),
}
"""What is said without a number: only words that are of errands."""

_YUAN = re.compile(r"(?P<yuan>\d{1,9}(?:\.\d{1,2})?)\s?(?:(?:元|块钱?|圆|yuan)(?P<jiao>\d)?(?:角|毛)?)?")
_SPOKEN_END = re.compile(r"(?:元|块钱?|圆)?(?:(?P<jiao>[一二三四五六七八九])(?:角|毛)?)?")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


def read_deed(text: str) -> DeedSaid | None:
    """What a whole message says of an errand; None when it speaks of something else."""
    said = clean(text).strip()
    if not said or len(said) > LONGEST:
        return None
    taken = _TAKES.fullmatch(said)
    if taken is not None:
        return DeedSaid(Deed.MINE, int(taken["number"]), True)
    numbered = _NUMBER.fullmatch(said)
    if numbered is not None:
        number = next(int(numbered[group]) for group in ("after", "sign", "english", "bare") if numbered[group])
        found = _read(numbered["rest"], alone=False)
        sure = not numbered["bare"] or numbered["called"] is not None
        return None if found is None else _of(found, number, sure)
    named = _NAMED.fullmatch(said)
    if named is not None and (found := _read(named["rest"], alone=False)) is not None:
        return _of(found, 0, True)
    return _read(said, alone=True)


def read_about(text: str) -> tuple[int, str] | None:
    """代办12 下午三点 is (12, 下午三点): whatever is said of an errand by its number; 代办2个快递 is none."""
    found = _ABOUT.fullmatch(clean(text).strip(" 。.!！?？"))
    return (int(found["number"]), (found["rest"] or "").strip()) if found else None


def read_fen(text: str) -> int | None:
    """Money as people write it: 23.5, 23块5, 二十三块五; None for anything else."""
    said = clean(text).strip(" ,，。.!！")
    plain = _YUAN.fullmatch(said)
    if plain is not None:
        return int(Decimal(plain["yuan"]) * FEN) + int(plain["jiao"] or 0) * 10
    if not said or said[0] not in NUMERAL_STARTS or said[0].isascii():
        return None
    spoken = read_decimal(said, 0)
    end = _SPOKEN_END.fullmatch(said, spoken[1]) if spoken else None
    if spoken is None or end is None:
        return None
    return int(spoken[0] * FEN) + _DIGITS.get(end["jiao"] or "", 0) * 10


def _of(found: DeedSaid, number: int, sure: bool) -> DeedSaid:
    return DeedSaid(found.deed, number, sure, found.fen, found.name, found.words)


def _read(said: str, alone: bool) -> DeedSaid | None:
    """What is said without the number. `alone`: there was none, so only words that can mean nothing else."""
    for deed, pattern in _PLAIN:
        if (_ALONE[deed] if alone else pattern).fullmatch(said):
            return DeedSaid(deed)
    found = _NOT_DONE.fullmatch(said)
    if found is not None:
        return DeedSaid(Deed.NOT_DONE, words=(found["why"] or found["why_english"] or "").strip())
    if re.fullmatch(rf"(?:{_CANCEL_ANY if alone else _CANCEL}){_END}", said, re.IGNORECASE):
        return DeedSaid(Deed.CANCEL)
    return _money(said, alone) or _passed(said, alone)


def _money(said: str, alone: bool) -> DeedSaid | None:
    both = _MONEY_TAIL.fullmatch(said)
    if both is not None:
        deed, money = _read(both["deed"], alone), _money(both["money"], alone)
        if deed is not None and money is not None and deed.deed in (Deed.DONE, Deed.LEFT):
            return DeedSaid(deed.deed, fen=money.fen)
    advanced = _ADVANCED.fullmatch(said)
    if advanced is not None and (fen := read_fen(advanced["sum"])) is not None:
        return DeedSaid(Deed.ADVANCED, fen=fen)
    repaid = _REPAID.fullmatch(said)
    if repaid is None:
        return None
    rest = (repaid["sum"] or repaid["other"] or repaid["english"] or "").strip(" ,，。了!！:：")
    fen = read_fen(rest) if rest else None
    return DeedSaid(Deed.REPAID, fen=fen) if not rest or fen is not None else None


def _passed(said: str, alone: bool) -> DeedSaid | None:
    if alone and not said.startswith("转"):
        return None
    found = _PASS.fullmatch(said)
    return DeedSaid(Deed.PASS, name=found["name"].strip()) if found else None
