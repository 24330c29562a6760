"""Figures as they are said aloud: 8:00-8:30 is 早上八点到八点半, 3号楼 三号楼, 119 幺幺九, 36.5℃ 三十六点五度."""

import re

LONGEST_COUNTED = 12
"""Figures; a longer row is read one by one."""

DIGITS = "零一二三四五六七八九"
_ON_THE_PHONE = str.maketrans("0123456789", "零幺二三四五六七八九")
_ONE_BY_ONE = str.maketrans("0123456789", DIGITS)
_UNITS = (("亿", 100_000_000), ("万", 10_000), ("千", 1000), ("百", 100), ("十", 10))
_PART = "凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|今晚|明早|明晚|夜里|早|晚"
_TO = r"\s*[-~～–—到至]+\s*"
_CLOCK = r"(?<![\d:：])(?:[01]?\d|2[0-4])[:：][0-5]\d(?![\d:：])"
_TIMES = re.compile(
    rf"(?:(?P<part>{_PART})\s*)?(?P<start>{_CLOCK})(?:{_TO}(?:(?P<part_end>{_PART})\s*)?(?P<end>{_CLOCK}))?"
)
_HOURS = re.compile(rf"(?P<part>{_PART})?(?P<hour>(?<![\d.])(?:1[3-9]|2[0-4]))点(?!\d)")
_COUNTED = "斤两个户天位名层米遍家件盒袋箱瓶份条块只次顿人元公里吨升"
_TWO = re.compile(rf"(?<![\d.:/第万千百十])2(?=(?:小时|分钟|公斤|千克|周|点(?!\d)|[{_COUNTED}])(?!号|[年月日组]))")

_REWRITTEN = (
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), ""),
    (re.compile(r"\s*(?:℃|°C|摄氏度)"), "度"),
    (re.compile(r"[¥￥]\s*(\d+(?:\.\d+)?)"), r"\1元"),
    (re.compile(r"(?<=\d)\s*(?:kg|KG|Kg)\b"), "公斤"),
    (re.compile(r"(?<=\d)\s*(?:km|KM)\b"), "公里"),
    (re.compile(r"(?<=\d)\s*(?:ml|ML|mL)\b"), "毫升"),
)
_PERCENT = re.compile(r"(?<!\d)(\d+(?:\.\d+)?)\s*[%％]")
_SLASHED_DAY = re.compile(r"(?<![\d/])(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])(?![\d/])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_DOOR = re.compile(r"(?<=[幢栋座元楼])\s*(\d{3,4})(?!\d|[户人个])|(?<![\d-])(\d{1,2})-(\d{3,4})(?![\d-])")
_CALLED = re.compile(
    r"(?<![\d.])(?:1\d{10}|0\d{2,3}-?\d{7,8}|[2-9]\d{6,7}|1(?:10|19|2[02])|12345|400-?\d{3}-?\d{4})(?![\d.户人元个斤])"
)
_SPAN = re.compile(r"(?<=\d)\s*[-~～–—]+\s*(?=\d)")
_DECIMAL = re.compile(r"(?<!\d)(\d+)\.(\d+)")
_WHOLE = re.compile(r"\d+")


def said_aloud(text: str) -> str:
    """The text with every figure in words. Times of the clock get their part of the day unless one is said."""
    for pattern, words in _REWRITTEN:
        text = pattern.sub(words, text)
    text = _TIMES.sub(_times, text)
    text = _HOURS.sub(_late_hour, text)
    text = _SLASHED_DAY.sub(lambda day: f"{int(day[1])}月{int(day[2])}日", text)
    text = _YEAR.sub(lambda year: year[1].translate(_ONE_BY_ONE), text)
    text = _CALLED.sub(lambda number: number[0].replace("-", "").translate(_ON_THE_PHONE), text)
    text = _DOOR.sub(_door, text)
    text = _PERCENT.sub(lambda share: f"百分之{_number(share[1])}", text)
    text = _SPAN.sub("到", text)
    text = _TWO.sub("两", text)
    text = _DECIMAL.sub(lambda number: _number(number[0]), text)
    return _WHOLE.sub(lambda number: _number(number[0]), text)


def counted(number: int) -> str:
    """A whole number by its scales: 12 is 十二, 105 一百零五, 420000 四十二万."""
    if number < 10:
        return DIGITS[number]
    if number >= 10_000 * _UNITS[0][1]:
        return str(number).translate(_ONE_BY_ONE)
    word, unit = next(each for each in _UNITS if number >= each[1])
    head, rest = divmod(number, unit)
    first = "" if unit == 10 and head == 1 else counted(head)
    return first + word + ("零" if 0 < rest < unit // 10 else "") + _after(rest)


def _after(rest: int) -> str:
    """What follows a larger unit: the ten of a hundred and ten is 一十."""
    return "" if not rest else ("一" if 10 <= rest < 20 else "") + counted(rest)


def _number(figures: str) -> str:
    whole, point, parts = figures.partition(".")
    if len(whole) > LONGEST_COUNTED or (len(whole) > 1 and whole.startswith("0")):
        return figures.replace(".", "点").translate(_ONE_BY_ONE)
    return counted(int(whole)) + (f"点{parts.translate(_ONE_BY_ONE)}" if point else "")


def _times(match: re.Match[str]) -> str:
    part, start = _clock(match["start"], match["part"] or "")
    if not match["end"]:
        return part + start
    part_end, end = _clock(match["end"], match["part_end"] or "")
    holds = part_end == part or (match["part"] is not None and _late(match["end"], match["part"]))
    return f"{part}{start}到{'' if holds and not match['part_end'] else part_end}{end}"


def _clock(clock: str, part: str) -> tuple[str, str]:
    """Part of the day and the time by twelve hours: 20:30 is 晚上, 八点半; a part that was said stays. None is put
    before 2:00, which some write for the afternoon."""
    hour, minute = (int(figures) for figures in re.split("[:：]", clock))
    shown = hour - 12 if hour > 12 else hour
    said = {0: "", 30: "半"}.get(minute, f"{'零' if minute < 10 else ''}{counted(minute)}分")
    unsure = len(clock) == 4 and 1 <= hour <= 6
    return part or ("" if unsure else _part(hour)), f"{'两' if shown == 2 else counted(shown)}点{said}"


def _part(hour: int) -> str:
    parts = ((5, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (25, "晚上"))
    return next(name for until, name in parts if hour < until)


def _late(clock: str, part: str) -> bool:
    """Whether the part said before a span holds for its end, too: 下午2:00-3:30 is all of the afternoon."""
    hour = int(re.split("[:：]", clock)[0])
    return hour < 12 and not (hour <= 6 and part in ("早", "早上", "上午", "清晨", "早晨"))


def _late_hour(match: re.Match[str]) -> str:
    part, said = _clock(f"{match['hour']}:00", match["part"] or "")
    return part + said


def _door(match: re.Match[str]) -> str:
    if match[1]:
        return match[1].translate(_ONE_BY_ONE)
    return f"{counted(int(match[2]))}号楼{match[3].translate(_ONE_BY_ONE)}"
