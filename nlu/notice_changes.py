"""What a cadre says to the draft of a notice: 改成8点, 按钮：能来、不能来, 给一网格, 按户, 有效期2天, 英文：…."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from domain.spans import HOUR
from nlu.clean import clean
from nlu.numerals import read_count

LONGEST = 200
"""Code points of a change, save of one that brings new words."""

_N = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})\s?个?(?P<unit>天|日|小时|钟头)"
_TO = (
    r"(?:改成?|换成?|只|改为)?(?:发送?)?(?:给|到)\s*(?P<to>[^\n:：]{1,80}?)(?:发|看)?[。.!！]*",
    r"(?:send (?:it )?|only )?to (?P<to>[^\n:]{1,80})",
)
_ENGLISH = (r"\s*(?:英文|英语|english)(?:版本?|的|翻译)?\s*[:：]\s*(?P<words>.+)",)
_CHINESE = (r"\s*(?:中文|汉语|chinese)(?:版本?|的|翻译)?\s*[:：]\s*(?P<words>.+)",)
_WORDS = (
    r"\s*(?:通知)?(?:内容|正文|文字|text)(?:改成?|换成?|改为|是)?\s*[:：]\s*(?P<words>.+)",
    r"\s*(?:改成|改为|换成|重写)\s*[:：]\s*(?P<words>.+)",
)
_TITLE = (r"(?:标题|title)(?:改成?|是)?\s*[:：]\s*(?P<words>[^\n]{1,60})",)
_BUTTONS = (r"(?:按钮|选项|回复|buttons?)(?:改成?|换成?|改为|是|用)?\s*[:：]?\s*(?P<words>[^\n]{1,160})",)
_BETWEEN = re.compile(r"\s*(?:[、,，/|;；]|\s+or\s+|还是)\s*|\s{2,}")
_NO_BUTTONS = (r"(?:不要|去掉|没有|不用)(?:任何)?按钮", "no buttons?")
_COUNT = "(?:来)?(?:统计|计|算|数)?"
_HOUSEHOLD = (
    rf"(?:按|以)(?:每)?户{_COUNT}", "一户(?:回|答|按)?一(?:个|次)(?:就行|就够|算)?", "(?:by|per) household",
)  # fmt: skip
_PERSON = (
    rf"(?:按|以)(?:每)?个?人(?:头)?{_COUNT}", "(?:每|一)人(?:都)?(?:要)?(?:回|答|按)(?:一次)?", "(?:by|per) person",
)  # fmt: skip
_URGENT = (r"(?:标?(?:成|为)|改成|这是)?(?:紧急|加急|特急)(?:通知|的)?", "urgent|emergency")
_NOT_URGENT = (r"(?:不|非|取消|不是|不算)(?:紧急|加急)(?:的|了|通知)?", r"not (?:urgent|an emergency)")
_LASTS = (
    rf"(?:有效期?|过期|作废)(?:时间)?(?:改成?|是|为|到)?\s*[:：]?\s*{_N}(?:内有效|有效|后?过期)?",
    rf"{_N}(?:以?内有效|有效|后(?:过期|作废|失效))",
    r"(?:expires? in|valid for) (?P<n>\d{1,3}) (?P<unit>days?|hours?)",
)
_QUOTE = r"[“”「」\"]?"
_REPLACE = (
    # 改到 is said of a time, and of what is to happen then: 停水改到后天 is no other word for 停水.
    rf"(?:把|将)?\s*{_QUOTE}(?P<old>[^\n“”「」\"]{{1,60}}?){_QUOTE}\s*(?:改成|改为|换成|(?<=[点分半号日天周早晚午\d])改到)\s*"
    rf"{_QUOTE}(?P<words>[^\n“”「」\"]{{1,80}}?){_QUOTE}[。.]*",
    r"change (?P<old>.{1,60}?) to (?P<words>.{1,80})",
)
_NEW_TIME = (r"(?:时间)?(?:改成|改为|换成|改到)\s*(?P<words>[^\n]{1,30}?)[。.]*",)
_PARTS = "凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|今晚|明早|早|晚"
_PART = re.compile(rf"(?:{_PARTS})\s?")
_CLOCK = re.compile(
    rf"(?:(?:{_PARTS})\s?)?(?:\d{{1,2}}[:：]\d{{2}}"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,3})点(?:钟|半|[一三]刻|\d{1,2}分?)?)"
)
_NOW = (r"(?:现在|马上|立刻|立即|这就)(?:就)?发(?:送|出去|出)?(?:吧|了)?", "send (?:it )?now")
_SEND = (r"(?:确认|确定|可以|好|行)?[，, ]?发(?:送|出去|出|吧|了)+(?:吧|了)?|发|可以发了?", "send(?: it)?")
_AT = (
    r"(?:定时|定在|等到?)?.{2,40}?(?:再|才|起|开始)?(?:发|发送|发出)(?:出去|吧)?.{0,20}",
    r"(?:send )?(?:at|on|tomorrow|every) .{2,40}",
)
_NO_FILE = (
    r"(?:不要|去掉|删掉|撤掉)(?:这个?|那个?)?(?:图片?|照片|文件|附件|语音|录音)",
    r"(?:remove|no) (?:the )?(?:picture|photo|file|voice)",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change to a draft. what: to, english, chinese, words, title, buttons, counted, emergency, lasts, replace,
    at, now, send, no_file; `words` is its value."""

    what: str
    words: str = ""
    old: str = ""
    choices: tuple[str, ...] = ()
    lasts: int = 0


def read_change(text: str) -> Change | None:
    """What is said of a draft, None for other words."""
    for patterns, what in ((_ENGLISH, "english"), (_CHINESE, "chinese"), (_WORDS, "words")):
        found = _match(patterns, text)
        if found is not None:
            return Change(what, found["words"].strip())
    said = clean(text)
    if len(said) > LONGEST:
        return None
    plain = next((change for patterns, change in _PLAIN if _match(patterns, said)), None)
    return plain or _lasting(said) or _buttons(text.strip()) or _other(text.strip(), said)


def clocks(text: str) -> list[str]:
    """The times of day that stand in a text, as they are written there."""
    return [found[0] for found in _CLOCK.finditer(text)]


def part_of(clock: str) -> str:
    """早上 of 早上7点, "" where no part of the day is said."""
    found = _PART.match(clock)
    return found[0] if found else ""


_PLAIN = (
    (_NO_BUTTONS, Change("buttons")), (_HOUSEHOLD, Change("counted", "household")),
    (_PERSON, Change("counted", "person")), (_NOT_URGENT, Change("emergency")), (_URGENT, Change("emergency", "yes")),
    (_NOW, Change("now")), (_SEND, Change("send")), (_NO_FILE, Change("no_file")),
)  # fmt: skip


def _lasting(said: str) -> Change | None:
    found = _match(_LASTS, said)
    if found is None:
        return None
    read = read_count(found["n"])
    return Change("lasts", lasts=(read[0] if read else 0) * (24 if found["unit"][0] in "天日d" else 1) * HOUR)


def _buttons(text: str) -> Change | None:
    found = _match(_BUTTONS, text)
    if found is None:
        return None
    choices = tuple(dict.fromkeys(each.strip() for each in _BETWEEN.split(found["words"]) if each.strip()))
    return Change("buttons", found["words"].strip(), choices=choices)


def _other(text: str, said: str) -> Change | None:
    if found := _match(_TITLE, text):
        return Change("title", found["words"].strip())
    if found := _match(_NEW_TIME, text):
        return Change("replace", found["words"].strip())
    if found := _match(_REPLACE, text):
        return Change("replace", found["words"].strip(), found["old"].strip())
    if found := _match(_TO, text):
        return Change("to", found["to"].strip())
    return Change("at", said) if _match(_AT, said) else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL | re.IGNORECASE)


def _match(patterns: Sequence[str], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := _compiled(pattern).fullmatch(text))), None)
