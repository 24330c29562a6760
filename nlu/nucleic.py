"""A worker's line about results of nucleic tests: 3-2-501 王芳 核酸阴性 2月8日; 王芳、李强核酸都阴 昨天."""

import re
from dataclasses import dataclass
from datetime import date

from nlu.clean import clean
from nlu.doors import find_door
from nlu.visit_dates import find_dates

LONGEST = 80

_RESULT = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,2}[次轮]的?)?(?:核酸|nucleic(?:\s?acid)?\s?tests?|PCR(?:\s?tests?)?)"
    r"(?:检测|检查)?(?:的?(?:结果|报告))?\s?(?:都|均|全部?|也|又|今天|还)*(?:出来|出)?(?:了|是|为|呈|显示|was|is|[,，:：])*\s?"
    r"(?P<result>阴性?|阳性?|negative|positive)(?:的|了|结果)?",
    re.IGNORECASE,
)
_UNSAID = re.compile(r"[吗?？没未无不]|还没|待|等|疑似|如果|要是|阴转阳|阳转阴")
_FILLER = re.compile(r"做的?|采的?样?|测的?|采样|检测|结果|日期|出来的?|两[人个]|[都均]|的$|^的")
_PARTS = re.compile(r"[,，、;；。.!！:：\s()（）]+|和|跟|以及")
_WHO = re.compile(r"[#＃]\s?\d{1,6}号?|[\u4e00-\u9fff·]{2,4}|[A-Za-z][A-Za-z]{1,20}")


@dataclass(frozen=True, slots=True)
class TestSaid:
    """`whom`: names as they were said, or #numbers of cases; `door`: its key. No `days`: it was not said when."""

    __test__ = False

    whom: tuple[str, ...]
    door: str
    days: tuple[date, ...]
    positive: bool


def read_test(text: str, today: date) -> TestSaid | None:
    """The result of one or several, and nothing else; None for what is doubted, asked or says more."""
    if len(text) > LONGEST or not _RESULT.search(text):
        return None
    cleaned = clean(text)
    door, key = find_door(cleaned), ""
    if door is not None:
        key, cleaned = door.door.key, f"{cleaned[: door.start]} {cleaned[door.end :]}"
    said = list(_RESULT.finditer(cleaned))
    if len(said) != 1 or _UNSAID.search(cleaned):
        return None
    rest = f"{cleaned[: said[0].start()]} {cleaned[said[0].end() :]}"
    dates = find_dates(rest, today)
    if any(each.day is None for each in dates):
        return None
    for each in reversed(dates):
        rest = f"{rest[: each.start]} {rest[each.end :]}"
    words = [word for part in _PARTS.split(rest) if (word := _FILLER.sub("", part))]
    if not all(_WHO.fullmatch(word) for word in words) or not (words or key) or len(words) > 8:
        return None
    whom = tuple(f"#{re.sub(r'[^0-9]', '', word)}" if word[0] in "#＃" else word for word in words)
    days = tuple(dict.fromkeys(each.day for each in dates if each.day))
    return TestSaid(whom, key, days, said[0]["result"].lower()[0] in "阳p")
