"""When a reminder comes, said in English, put into the words that the reader of schedules knows."""

import re

_COUNTS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "half an": "半",
    "an": 1,
    "a": 1,
}
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CHARACTERS = "一二三四五六日"

_WEEKDAY = r"(?:mon(?!th)|tue|wed|thu|fri|sat|sun)[a-z]*"
_WEEKDAYS_SAID = re.compile(
    rf"(?P<every>every |each |on )?(?P<days>{_WEEKDAY}(?:(?: ?, ?(?:and )?| and | ?& ?){_WEEKDAY})*)\b"
)
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
_DATES = (
    re.compile(rf"{_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}\b"),
)
_COUNT = rf"(?P<count>\d+|{'|'.join(_COUNTS)})"
_BEFORE = re.compile(
    rf"{_COUNT} (?P<unit>hour|minute|day)s?(?: (?P<more>\d+) minutes?)? (?P<way>before|after) "
    r"(?:(?P<closing>(?:it |(?:the|a) (?:round|window) )?clos(?:ing|es?))|(?:the |an )?observation ends)"
)
_MONTHLY = re.compile(r"(?:on )?(?:the )?days? (?P<days>\d{1,2}(?:(?:, | and )\d{1,2})*) of (?:every|each|the) month")
_PHRASES: tuple[tuple[str, str], ...] = (
    (r"every ?day|daily|each day", "每天"), (r"every morning", "每天早上"),
    (r"every evening|every night", "每天晚上"),
    (r"every other day", "每隔一天"), (r"(?:on )?(?:every )?weekdays?|(?:on )?working days?", "工作日"),
    (r"(?:on |every )?weekends?", "周末"), (r"(?:on )?(?:the )?last day of (?:every|each|the) month", "每月底"),
    (r"the day after tomorrow", "后天"), (r"tomorrow", "明天"), (r"today", "今天"), (r"tonight", "今晚"),
    (r"(?:at )?noon", "中午12:00"), (r"in the morning", "早上"), (r"in the evening", "晚上"),
    (r"(?:the )?evening before (?:the |an )?(?:observation|it) ends", "观察结束前一天傍晚"),
    (r"until|till|through", "到"), (r"from|starting|beginning", "从"),
)  # fmt: skip


def in_chinese_words(text: str) -> str:
    """A lower-case English text with its times in Chinese words: every third day at 8am is 每3天 上午8:00."""
    text = _BEFORE.sub(_relative, text)
    text = _MONTHLY.sub(
        lambda found: "每月" + "、".join(f"{day}号" for day in re.findall(r"\d+", found["days"])), text
    )
    text = re.sub(r"\bonce,? ", "", text)
    text = re.sub(rf"every (?P<count>\d+|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)? days?", _every, text)
    text = re.sub(r"(?:on )?the (\d{1,2})(?:st|nd|rd|th) (?:day )?of (?:every|each|the) month", r"每月\1号", text)
    for date in _DATES:
        text = date.sub(lambda found: f"{_MONTHS.index(found['month'][:3]) + 1}月{found['day']}日", text)
    text = re.sub(r"\b(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)\b", r"\1号", text)
    for phrase, said in _PHRASES:
        text = re.sub(rf"\b(?:{phrase})\b", said, text)
    text = _WEEKDAYS_SAID.sub(_weekdays, text)
    text = re.sub(r"\b(?:at )?(\d{1,2})(?:[:.](\d\d))? ?(am|pm)\b", _clock, text)
    text = re.sub(r"\bat (?=\d{1,2}:\d\d)", "", text)
    text = re.sub(r"\bat (\d{1,2})(?: o'clock)?\b(?!:)", r"\1点", text)
    return re.sub(r"(?<=[\d点]) (?:and|&) (?=\S*\d)", "、", text)


def _relative(found: re.Match[str]) -> str:
    way = "前" if found["way"] == "before" else "后"
    unit = {"hour": "小时", "minute": "分钟", "day": "天"}[found["unit"]]
    anchor = "截止" if found["closing"] else "观察结束"
    more = f"{found['more']}分钟" if found["more"] else ""
    return f"{anchor}{way}{_COUNTS.get(found['count'], found['count'])}{unit}{more}"


def _every(found: re.Match[str]) -> str:
    return f"每{_ORDINALS.get(found['count'], found['count'])}天"


def _weekdays(found: re.Match[str]) -> str:
    named = re.findall(_WEEKDAY, found["days"])
    days = "".join(_CHARACTERS[_WEEKDAYS.index(day[:3])] for day in named)
    several = len(days) > 1 or (found["every"] or "").strip() in ("every", "each") or named[0].endswith("days")
    return f"每周{days}" if several else f"周{days}"


def _clock(found: re.Match[str]) -> str:
    hour = int(found[1]) % 12 + (12 if found[3] == "pm" else 0)
    return f"{hour:02}:{found[2] or '00'}"
