"""What is said of shifts: 我的班, 东门明天谁值班, 值班统计, 到岗, 我想和李敏换周三的班, 取消明天东门李敏的班."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nlu.clean import clean
from nlu.shifts import DAY_WORDS, days_in, resolve_day

LONGEST = 40
_POLITE = r"(?:请问|你好|您好|请|麻烦|帮我|那|我想|我要|想|能不能|可以|可不可以|能)*[,，\s]*"
_TAIL = r"(?:吧|吗|呢|啊|呀|了|哦|哈|行吗|好吗|可以吗|谢谢|[?？。.!！~～,，\s])*"
_LOOK = r"(?:查(?:一下)?|看(?:看|一下)?)?"
_MINE = re.compile(
    rf"{_POLITE}{_LOOK}(?:我(?:的|有(?:哪些|什么|几个)?|还有哪些)?(?:值班|班次|排班|班)(?:表)?"
    r"|我(?:什么时候|哪天|几点|几号|下次)(?:什么时候|几点)?(?:值班|当班|上岗|上班)"
    rf"|my (?:shifts?|duties|duty))(?:有哪些|是什么时候|在哪天)?{_TAIL}",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"{_POLITE}(?P<words>.{{0,20}}?)(?:现在|都|是|有|的班)*(?:谁|哪些人|哪几个人)(?:在|去|来|负责)?"
    rf"(?:值班|值守|当班|站岗|上岗|在岗|带班|守)(?:着|的)?{_TAIL}"
    rf"|{_POLITE}{_LOOK}(?P<sheet>.{{0,20}}?)的?(?:值班表|排班表|值班安排|班表|排班情况){_TAIL}"
    rf"|who(?:'s| is)? on duty(?: (?P<english>.{{1,20}}?))?{_TAIL}",
    re.IGNORECASE,
)
_TALLY = re.compile(
    rf"{_POLITE}{_LOOK}(?P<before>.{{0,24}}?)的?(?:值班|班次|排班|值守)的?(?:统计|汇总|工时|次数)表?"
    rf"\s*[:：]?\s*(?P<after>.{{0,24}}?){_TAIL}|shift (?:tally|tallies|summary){_TAIL}",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"(?P<name>[^\s,，我已]{2,8}?)?\s*(?:我|已经|已|现在|人)*(?:到岗|上岗|到位|接班|签到|报到)(?:了|啦|签到)?"
    rf"{_TAIL}|i'?m (?:here|at my post)|checked? ?in",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?P<name>[^\s,，我已要先]{2,8}?)?\s*(?:我|已经|已|先|要|现在)*(?:下班|下岗|交班|离岗|签退)(?:了|啦|签退)?"
    rf"{_TAIL}|checked? ?out|off duty",
    re.IGNORECASE,
)
_NAME = r"[^\s,，的我班换跟和与把给让替]{2,8}?(?:[(（]?\d{4}[)）]?)?"
_DAY = rf"(?:{DAY_WORDS})(?:[早晚]上?|下午|上午|中午|夜里)?"
_WITH = r"(?:和|跟|与|同)"
_OTHER = rf"(?P<other>{_NAME})"
_MINE_DAY = rf"(?P<mine>{_DAY})"
_SHIFT = r"的?(?:班次|值班|班)"
_EXCHANGE = r"(?:换|对调|互换|调换|调)(?:一?个|一下)?"
_SWAPS = [
    # 用我周三的班换李敏周五的班
    re.compile(
        rf"{_POLITE}(?:用|拿|把)?我?{_MINE_DAY}{_SHIFT}(?:换|调|{_WITH}){_OTHER}(?P<hers>{_DAY}){_SHIFT}(?:{_EXCHANGE})?"
        rf"{_TAIL}"
    ),
    # 和李敏换班, 我想和李敏换周三的班
    re.compile(
        rf"{_POLITE}我?想?要?{_WITH}{_OTHER}{_EXCHANGE}(?P<day>{_DAY})?{_SHIFT}(?:换|对调)?(?:一下)?{_TAIL}"
    ),
    # 我周三的班和李敏换
    re.compile(rf"{_POLITE}把?我?{_MINE_DAY}{_SHIFT}{_WITH}{_OTHER}{_EXCHANGE}{_TAIL}"),
]  # fmt: skip
_GIVES = [
    # 周三的班给李敏, 把我周三的班让李敏替
    re.compile(
        rf"{_POLITE}把?我?{_MINE_DAY}?的?(?:这个|那个)?{_SHIFT}(?:转给|交给|让给|给|请|让){_OTHER}(?:来|去)?"
        rf"(?:替|顶|代|值|上|站)?(?:我|班)?(?:一下|一班)?{_TAIL}"
    ),
    # 让李敏替我周三的班, 李敏替我值周三的班
    re.compile(
        rf"{_POLITE}(?:让|请|叫|找)?{_OTHER}(?:来|帮我|帮忙)?(?:替|顶|代)我?(?:值|上|站|一下)?{_MINE_DAY}?的?"
        rf"(?:班次|值班|班|岗){_TAIL}"
    ),
]  # fmt: skip
_CALL_OFF = re.compile(
    rf"{_POLITE}(?:取消|撤销|撤掉|去掉|删掉|删除)(?P<words>.{{2,30}}?)的?(?:班次|值班|班)(?:次)?{_TAIL}"
)
_REPLACES = re.compile(
    rf"{_POLITE}把?(?P<words>.{{0,20}}?)的?(?:班次|值班|班)?(?:由|从)?(?P<old>{_NAME})(?:换成|改成|改为|换为)(?P<new>[^\s,，]{{2,20}}?)"
    rf"(?:来|去)?(?:值班|值|上)?{_TAIL}"
)
_HOUR = re.compile(
    r"(?P<part>早上|上午|中午|下午|晚上|早|晚)?(?P<hour>\d{1,2})(?:点(?P<half>半)?|[:：](?P<minute>\d\d))"
)
_MONTH = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:份)?")


@dataclass(frozen=True, slots=True)
class SwapSaid:
    """Who is asked, for which of one's own days, and for which of theirs; `day` may be of either. `gives`: for
    nothing in return."""

    other: str
    mine: str = ""
    hers: str = ""
    day: str = ""
    gives: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """Days of a tally, both included."""

    first: date
    last: date


def asks_own_shifts(text: str) -> bool:
    """我的班, 我什么时候值班."""
    return len(text) <= LONGEST and _MINE.fullmatch(clean(text)) is not None


def asks_who(text: str) -> tuple[str, str] | None:
    """The post's words and the day's of 东门明天谁值班, either "" where none is named."""
    found = _WHO.fullmatch(clean(text)) if len(text) <= LONGEST else None
    if found is None:
        return None
    words = found["words"] or found["sheet"] or found["english"] or ""
    day = next(iter(days_in(words)), "")
    if day:
        words = re.sub(rf"{re.escape(day)}(?:[早晚]上?|夜里?|下午|上午|中午)?", " ", words, count=1)
    rest = re.sub(r"(?:现在|目前|这会儿|today|at the|at|的|在|[,，\s])", " ", words)
    return "".join(rest.split()), {"今": "今天", "明": "明天"}.get(day, day)


def asks_tally(text: str, now: datetime) -> Period | None:
    """The period of 值班统计 (this month so far), 上个月值班统计, 值班统计 11月1日到11月15日."""
    found = _TALLY.fullmatch(clean(text)) if len(text) <= LONGEST else None
    return period_of(f"{found['before'] or ''} {found['after'] or ''}", now) if found else None


def period_of(words: str, now: datetime) -> Period | None:
    """The days that words name; this month so far without any, None for what is no period."""
    today = now.date()
    plain = words.strip(" 的到至-~—，,")
    week = today - timedelta(days=today.weekday())
    fixed = {
        **dict.fromkeys(("", "本月", "这个月"), (today.replace(day=1), today)),
        "今天": (today, today), "昨天": (today - timedelta(days=1), today - timedelta(days=1)),
        "本周": (week, week + timedelta(days=6)), "这周": (week, week + timedelta(days=6)),
        "上周": (week - timedelta(days=7), week - timedelta(days=1)),
    }  # fmt: skip
    if plain in fixed:
        return Period(*fixed[plain])
    if plain in ("上月", "上个月"):
        last = today.replace(day=1) - timedelta(days=1)
        return Period(last.replace(day=1), last)
    month = _MONTH.fullmatch(plain)
    if month and 1 <= int(month["month"]) <= 12:
        year = int(month["year"] or (today.year if int(month["month"]) <= today.month else today.year - 1))
        first = date(year, int(month["month"]), 1)
        return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    days = [resolve_day(each, now) for each in days_in(plain)]
    known = [each for each in days if each is not None]
    if len(known) == 2 == len(days) and known[0] <= known[1]:
        return Period(known[0], known[1])
    return None


def says_came(text: str) -> str | None:
    """Who is there: "" for whoever writes (到岗), a name (王强到岗); None for other words."""
    return _whose(_CAME, text)


def says_left(text: str) -> str | None:
    """Who goes: 下班, 王强下班."""
    return _whose(_LEFT, text)


def read_swap(text: str) -> SwapSaid | None:
    """Who should swap with whom, of 我想和李敏换周三的班, 周三的班给李敏."""
    cleaned = clean(text)
    if len(cleaned) > LONGEST or not re.search("班|岗", cleaned):
        return None
    for patterns, gives in ((_SWAPS, False), (_GIVES, True)):
        for pattern in patterns:
            found = pattern.fullmatch(cleaned)
            if found:
                said = found.groupdict()
                return SwapSaid(
                    said["other"], said.get("mine") or "", said.get("hers") or "", said.get("day") or "", gives
                )
    return None


def calls_off(text: str) -> str | None:
    """What stands between 取消 and 的班: 明天东门李敏."""
    found = _CALL_OFF.fullmatch(clean(text)) if len(text) <= LONGEST else None
    return found["words"] if found else None


def replaces(text: str) -> list[tuple[str, str, str]]:
    """When and where, who, and who instead, of 明天东门王强换成李敏: each way of parting place and name."""
    found = _REPLACES.fullmatch(clean(text)) if len(text) <= LONGEST else None
    if found is None:
        return []
    whole = f"{found['words']}{found['old']}"
    return [(whole[:-length], whole[-length:], found["new"]) for length in (2, 3, 4) if length <= len(whole)]


def hour_in(words: str) -> int | None:
    """Minutes of the day at which a shift begins, of 明天8点东门."""
    found = _HOUR.search(words)
    if found is None:
        return None
    hour = int(found["hour"])
    if found["part"] in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    return hour * 60 + (30 if found["half"] else int(found["minute"] or 0))


def without_times(words: str) -> str:
    """明天8点东门李敏 without the day and the hour."""
    for day in days_in(words):
        words = words.replace(day, " ", 1)
    return " ".join(_HOUR.sub(" ", words).replace("的", " ").split())


def _whose(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.fullmatch(clean(text)) if len(text) <= LONGEST else None
    return (found["name"] or "") if found else None
