"""A roster as a cadre writes it, line by line: 明天8点到16点东门：王强、李敏，王强带班."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from nlu.clean import clean
from nlu.numerals import read_count
from nlu.shift_tables import without_table
from nlu.slots_said import day_of

DAY = 24 * 60
DOUBTFUL = 14 * 60
"""Minutes: a shift over midnight that is longer, and of which nobody said 次日, may as well end in the afternoon."""

MOST_LINES = 200
LONGEST_LINE = 200
LONGEST_POST = 20

_COUNT = r"(?:\d{1,2}|[零一二两三四五六七八九十]{1,3})"
_PART = r"(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|早|晚)"
_CLOCK = rf"(?:{_COUNT}(?:点钟?|时)(?:半|[一三]刻|{_COUNT}分?)?|\d{{1,2}}[:：]\d\d)"
DAY_WORDS = (
    r"(?:大后天|后天|明天|明日|今天|今日|今(?=[晚早夜])|明(?=[晚早])|20\d\d[年./-]\d{1,2}[月./-]\d{1,2}[日号]?"
    r"|\d{1,2}月\d{1,2}[日号]?|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]?|\d{1,2}/\d{1,2}(?![\d/])"
    r"|(?:[本这]个?|下下?个?)?(?:周|星期|礼拜)[一二三四五六日天]|(?<!\d)\d{1,2}[日号](?!楼|线|门|岗|卡))"
)
_WEEKDAY_BESIDE = r"(?:\s?[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?"
_NEXT_DAY = r"(?:次日|第二天|翌日|隔天|隔日|转天)"
_RANGE = re.compile(
    rf"(?:(?P<day>{DAY_WORDS}){_WEEKDAY_BESIDE}\s*[,，:：]?\s*)?(?P<part>{_PART})?\s*"
    rf"(?P<start>{_CLOCK}|\d{{1,2}}(?=\s*[-~—–到至]))\s*(?:[-~—–到至]+)\s*"
    rf"(?:(?P<next>{_NEXT_DAY})|(?P<end_day>{DAY_WORDS}))?的?\s*(?P<end_part>{_PART})?\s*(?P<end>{_CLOCK})"
)
_ANY_DAY = re.compile(DAY_WORDS)
_ONLY_DAY = re.compile(rf"(?P<day>{DAY_WORDS}){_WEEKDAY_BESIDE}(?:的?(?:值班表?|排班表?|班次|班))?\s*[:：]?")
_ONLY_POST = re.compile(r"(?P<post>[^\d\s:：,，、。]{1,12}?\d{0,2}号?[^\d\s:：,，、。]{0,8})\s*[:：]")
_OPENING = re.compile(
    r"\s*(?:(?:请|帮我|麻烦)*(?:排班|排一下班|值班(?:表|安排)?|排班表|班次|roster)(?:如下)?)\s*[:：,，]?\s*"
)
_LEADS = re.compile(
    r"(?:^|(?<=[,，、;；\s(（:：]))(?P<name>[^\s,，、;；:：()（）]{2,12}?)(?:[(（]\s*(?:带班|带队|负责|领班|组长)\s*[)）]"
    r"|\s*(?:带班|带队|负责|领班|做组长|当组长))"
    r"|(?:带班|带队|领班|组长|负责人)(?:人|的?是)?\s*[:：]?\s*(?P<after>[^\s,，、;；:：()（）]{2,12})"
)
_SAYS_SHIFTS = re.compile(r"带班|排班|值班|值守|班次|领班")
_OTHER_BUSINESS = re.compile(
    r"取货|取菜|自提|提货|领货|(?:请|帮我|麻烦)*(?:发|写|下)?(?:一?[个条份])?(?:通知|公告|广播|提醒|喇叭)"
)
_BETWEEN = re.compile(r"[\s,，、;；/]+")
_AND = re.compile(r"(?<=..)[和跟与及](?=..)")
_ENDS = " ,，、;；:：。.!！的在由是-"
_NAME = re.compile(
    r"(?!电话|手机|联系|请|注意|大家|全体)[^\W\d_·]{2,12}"
    r"(?:·[^\W\d_]{1,12})?(?:[(（]?[^()（）]*\d{2,}[^()（）]*[)）]?)?"
)
"""A name, perhaps with the door or the end of the phone that tells it from another."""

_POST_WORD = re.compile(r"(?:门|卡口|卡点|岗亭?|路口|点|站|室|桥头?|入口|出口|大厅|村口)$")
_MORNING, _AFTERNOON = ("清晨", "早晨", "早上", "上午", "早"), ("下午", "傍晚")
_EVENING, _NIGHT = ("晚上", "夜里", "晚"), ("凌晨", "半夜")


@dataclass(frozen=True, slots=True)
class ShiftSaid:
    """A line as it was read. `end` may be of the next day (above 1,440 minutes). `trouble` names what keeps it from
    being one: no_day, no_such_day, no_post, no_names, which_hour, backwards, not_read."""

    line: str
    day: date | None = None
    start: int = 0
    end: int = 0
    post: str = ""
    names: tuple[str, ...] = ()
    leader: str = ""
    trouble: str = ""


def looks_like_roster(text: str) -> bool:
    """Whether a message is a roster: some line names a time from and to, a post and people, and says that it is
    about shifts or writes the people behind the post's colon."""
    cleaned = clean(without_table(text))
    if len(cleaned) < 8 or _OTHER_BUSINESS.match(cleaned):
        return False
    written = cleaned.split("\n")[:MOST_LINES]
    lines = [line for line in written if _RANGE.search(line)]
    if not lines:
        return False
    if _opening(cleaned) or (_SAYS_SHIFTS.search(cleaned) and any(map(_names_people, lines))):
        return True
    under_post = any(titled and _POST_WORD.search(titled["post"]) for titled in map(_ONLY_POST.fullmatch, written))
    return all(_names_behind_post(line, under_post) for line in lines)


def read_roster(text: str, now: datetime) -> list[ShiftSaid]:
    """The lines of a roster. `now` is aware, in the village's time zone."""
    cleaned = clean(without_table(text))
    opening = _opening(cleaned)
    found: list[ShiftSaid] = []
    day: date | None = None
    post = ""
    for line in (cleaned[opening.end() :] if opening else cleaned).split("\n")[: MOST_LINES + 1]:
        words = line.strip(" 。")
        if not words:
            continue
        headed = _ONLY_DAY.fullmatch(words)
        if headed:
            day, post = resolve_day(headed["day"], now), ""
            if day is None:
                found.append(ShiftSaid(words, trouble="no_such_day"))
            continue
        titled = _ONLY_POST.fullmatch(words)
        if titled and not _RANGE.search(words):
            post = titled["post"].strip(_ENDS)
            continue
        found.append(_line(words[:LONGEST_LINE], now, day, post))
    return found


def read_hours(text: str, day: date, now: datetime) -> tuple[int, int] | str:
    """Minutes of the day from and to of 20:00-次日8:00 in a cell, or why they cannot be told."""
    match = _RANGE.fullmatch(clean(text).strip())
    return _times(match, day, now) if match else "not_read"


def split_names(text: str) -> tuple[str, ...]:
    """The people of a cell: 王强、李敏."""
    return _people(clean(text))


def resolve_day(words: str, now: datetime) -> date | None:
    """The day that 明天, 周三, 12月1日 or 2026-12-01 means; None for one that does not exist (4月31日)."""
    full = re.fullmatch(r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})[日号]?", words)
    try:
        if full:
            return date(int(full[1]), int(full[2]), int(full[3]))
    except ValueError:
        return None
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})", words)
    written = f"{slashed[1]}月{slashed[2]}日" if slashed else words
    return day_of({"今": "今天", "明": "明天"}.get(written, written), now)


def days_in(text: str) -> list[str]:
    """The words of a text that name days."""
    return [match[0] for match in _ANY_DAY.finditer(text)]


def _line(line: str, now: datetime, day: date | None, post: str) -> ShiftSaid:
    match = _RANGE.search(line)
    if match is None:
        return ShiftSaid(line, trouble="not_read")
    before, after = line[: match.start()], line[match.end() :]
    if not match["day"] and (apart := _ANY_DAY.search(before)):
        day_said: str | None = apart[0]
        before = f"{before[: apart.start()]} {before[apart.end() :]}"
    else:
        day_said = match["day"]
    said = ShiftSaid(line, resolve_day(day_said, now) if day_said else day)
    if said.day is None:
        return replace(said, trouble="no_such_day" if day_said else "no_day")
    times = _times(match, said.day, now)
    if isinstance(times, str):
        return replace(said, trouble=times)
    said = replace(said, start=times[0], end=times[1])
    return _who_and_where(said, before, after, post)


def _who_and_where(said: ShiftSaid, before: str, after: str, post: str) -> ShiftSaid:
    """The post stands before the colon, before the time, or first behind it; the people come after it."""
    leader = ""
    pieces = []
    for piece in (before, after):
        led = _LEADS.search(piece)
        if led and not leader:
            leader = led["name"] or led["after"]
            piece = f"{piece[: led.start()]} {leader if led['name'] else ''} {piece[led.end() :]}"
        pieces.append(piece)
    before, after = (re.sub(r"值班|值守|站岗|轮班|排班", " ", piece) for piece in pieces)
    head, colon, tail = after.partition(":") if ":" in after else after.partition("：")
    place, names = before.strip(_ENDS), after
    if colon:
        place, names = place or head.strip(_ENDS), tail if head.strip(_ENDS) and not place else f"{head} {tail}"
    elif not place and not post:
        words = [word for word in _BETWEEN.split(after.strip(_ENDS)) if word]
        place, names = (words[0] if words else ""), " ".join(words[1:])
    people = _people(names)
    place = place or post
    if leader and leader not in people:
        people = (*people, leader)
    trouble = "" if place and people else "no_post" if not place else "no_names"
    if len(place) > LONGEST_POST or any(len(name) > 30 for name in people):
        trouble = "not_read"
    return replace(said, post=place, names=people, leader=leader, trouble=trouble)


def _people(names: str) -> tuple[str, ...]:
    words = [word.strip(_ENDS) for word in _BETWEEN.split(names)]
    split = [each for word in words for each in (_AND.split(word) if len(word) > 4 else [word])]
    return tuple(dict.fromkeys(each for each in split if each))


def _opening(text: str) -> re.Match[str] | None:
    """排班 before everything else."""
    return next((found for found in (_OPENING.match(text),) if found and found[0].strip()), None)


def _names_people(line: str) -> bool:
    """Whether what would be the people of a line may be names (停电，值班电话138 are none)."""
    match = _RANGE.search(line)
    if match is None:
        return False
    said = _who_and_where(ShiftSaid(line), line[: match.start()], line[match.end() :], "")
    return bool(said.names) and all(_NAME.fullmatch(name) for name in said.names)


def _names_behind_post(line: str, under_post: bool) -> bool:
    """东门：王强、李敏 behind or before a time, and nothing that is sold."""
    found = _RANGE.search(line)
    rest = f"{line[: found.start()]} {line[found.end() :]}" if found else line
    head, colon, tail = rest.replace("：", ":").partition(":")
    if under_post and not colon:
        head, tail = "", rest
    names = _people(tail)
    place = _ANY_DAY.sub("", head).strip(_ENDS)
    named = bool(colon and _POST_WORD.search(place)) or (under_post and not place)
    return named and bool(names) and all(_NAME.fullmatch(name) for name in names)


def _times(match: re.Match[str], day: date, now: datetime) -> tuple[int, int] | str:
    """Minutes of the day from and to, or why they cannot be told."""
    part, end_part = match["part"] or "", match["end_part"] or ""
    start, end = _minutes(match["start"], part), _minutes(match["end"], end_part)
    if start is None or end is None:
        return "not_read"
    if not part and not end_part and re.fullmatch(r"[1-6一二两三四五六](?:[点时].*)?", match["start"]):
        return "which_hour"
    if match["next"]:
        return start, end + DAY
    if match["end_day"]:
        last = resolve_day(match["end_day"], now)
        if last is None:
            return "no_such_day"
        ahead = (last - day).days
        if match["end_day"] == "明" and ahead < 1:
            ahead = 1
        return (start, end + ahead * DAY) if start < end + ahead * DAY else "backwards"
    if part and not end_part:
        end = _in_the_same_part(match["end"], part, start, end)
    if end > start:
        return start, end
    return "which_hour" if end + DAY - start > DOUBTFUL and not (part and end_part) else (start, end + DAY)


def _in_the_same_part(clock: str, part: str, start: int, plain: int) -> int:
    """下午2点到6点 ends at 18:00, 晚上8点到2点 at 2:00, 上午8点到下午4点 as it says."""
    same = _minutes(clock, part)
    if same is None or part in _MORNING:
        return plain
    if part in _EVENING and same % DAY <= start % DAY and plain < 6 * 60:
        return plain + DAY
    return same if same > start else plain


def _minutes(clock: str, part: str) -> int | None:
    digits = re.fullmatch(r"(\d{1,2})[:：](\d\d)", clock)
    if digits:
        hour, minute = int(digits[1]), int(digits[2])
    else:
        hour_said, _, rest = re.sub("点钟?|时", "|", clock, count=1).partition("|")
        hour = _number(hour_said)
        quarters = {"半": 30, "一刻": 15, "三刻": 45, "": 0}
        minute = quarters[rest] if rest in quarters else _number(rest.removesuffix("分"))
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if (part in _AFTERNOON and hour < 12) or (part in _EVENING and 5 <= hour <= 12) or (part == "中午" and hour < 3):
        hour += 12
    elif part in _NIGHT and hour == 12:
        hour = 0
    return hour * 60 + minute


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    found = read_count(text)
    return found[0] if found else 99

