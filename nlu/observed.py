"""What a worker says of a case of observation: 观察 #12, 王芳 观察, 王芳延长3天 因为核酸未出, 王芳转到新城宾馆."""

import re
from dataclasses import dataclass, replace
from datetime import date

from nlu.clean import clean, punctuated
from nlu.doors import find_door
from nlu.hours_said import read_hours
from nlu.names import begins_with_surname
from nlu.numerals import read_count
from nlu.visit_dates import find_dates

LONGEST = 120

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十廿]{1,4})"
_CASE = r"(?:观察|案例|档案)?\s?[#＃]\s?(?P<number>\d{1,6})(?!\d)"
_WHO = rf"(?:{_CASE}|(?P<who>[\u4e00-\u9fff·]{{2,6}}?|[A-Za-z][A-Za-z .]{{1,30}}?))"
_OF = r"(?:的)?\s?(?:居家|集中)?(?:医学)?(?:观察|隔离|监测)?期?\s?"
_WHY = re.compile(
    r"[\s,，。;；(（]*(?:因为|由于|原因[是:：]?|理由[是:：]?|,|，|\s)\s?(?P<why>.{2,80}?)[)）。.!！\s]*$"
)
_ACTS = (
    ("longer", rf"{_OF}(?:要|再|需要)?(?:延长|加|多观察|延)\s?(?P<more>{_NUMBER})\s?天"),
    ("longer_ask", rf"{_OF}(?:要|再|需要)?延长(?=$|[\s,，因由])"),
    ("until", rf"{_OF}(?:要|需要)?(?:延长|改|提前)?到(?P<until>(?:\d{{1,2}}月)?\d{{1,2}}[号日])(?:结束|为止)?"),
    ("shorter", rf"{_OF}(?:缩短|减|少观察)\s?(?P<less>{_NUMBER})\s?天"),
    ("end", rf"{_OF}(?:提前结束|提前终止|终止|提前解除|登记错了?|录错了)"),
    ("release", rf"{_OF}(?:可以)?(?:批准)?解除(?:观察|隔离)?(?:了|吧)?"),
    ("resume", rf"{_OF}(?:恢复|继续|重新开始)(?:观察|隔离|监测)?"),
    ("home", r"(?:从.{1,12})?(?:回家|转居家|转回家|居家)(?:观察|隔离|监测)?(?:了)?"),
    ("site", r"(?:转集中|转隔离点|集中隔离|去集中|转(?:到|去|往)(?P<site>[\u4e00-\u9fff\w]{2,16}?))(?:了|观察)?"),
    ("monitoring", r"转(?:为|成)?健康监测"),
    ("reporter", r"(?:的)?(?:体温)?(?:以后|今后|改)?(?:由|换|让)(?P<reporter>[\u4e00-\u9fff·]{2,5}?)(?:来|代)?报"),
    ("times", rf"{_OF}(?:的)?(?:体温)?(?:时间)?(?:改|换)(?:成|到|为)?(?P<times>.{{2,24}}?)(?:报|量)?(?:体温)?"),
    ("show", r"(?:的)?\s?(?:居家|集中)?(?:医学)?(?:观察|监测)(?:情况|怎么样了?|到哪天了?)?"),
)  # fmt: skip
_READERS = [
    (act, re.compile(rf"(?:把|让|给)?{_WHO}\s?{words}(?P<rest>[\s,，。;；(（因由原理].*)?", re.DOTALL))
    for act, words in _ACTS
]
_ACT_FIRST = re.compile(
    rf"(?:给|把)?(?P<act>提前结束|提前解除|解除|延长)(?!观察|隔离|监测|健康)\s?{_WHO}(?P<more>\s?{_NUMBER}\s?天)?"
    r"(?:的)?(?:居家|集中)?(?:医学)?(?:观察|隔离|监测)?(?:了|吧)?(?P<rest>[\s,，。;；(（因由原理].*)?",
    re.DOTALL,
)
_SHOW_FIRST = re.compile(
    r"(?:看看?|查)?(?:一下)?(?:观察|案例)\s?(?:[#＃]?\s?(?P<number>\d{1,6})|(?P<who>[\u4e00-\u9fff·]{2,5}))"
)
_CHEAP = re.compile(r"观察|隔离|监测|解除|延长|缩短|提前|转集中|转到|转去|转居家|回家|报|恢复|继续|[#＃]|登记错|录错")
_NOBODY = re.compile(
    r"^(?:我们?|你们?|他们?|她们?|大家|全村|居家|集中|在家|医学|健康|自我|登记|新增|隔离|观察|解除|今天|明天|通知|什么"
    r"|怎么|需要|体温|我要|不要|密切|可以|提前|延长)|[吗呢的]$|^期|[几多]"
)


@dataclass(frozen=True, slots=True)
class CaseSaid:
    """`number`: of the case in its village; `who`: a name; `door`: its key. `act`: show, lasts, end, release, resume,
    move, reporter, times. `more`: days more, less when negative, None where only the act was said."""

    act: str
    number: int = 0
    who: str = ""
    door: str = ""
    more: int | None = None
    until: date | None = None
    grade: str = ""
    site: str = ""
    reporter: str = ""
    times: tuple[int, ...] = ()
    why: str = ""


def read_case_words(text: str, today: date) -> CaseSaid | None:
    """What is said of one case, and nothing else; None otherwise."""
    if not 2 < len(text) <= LONGEST or not _CHEAP.search(text):
        return None
    cleaned = clean(text).strip("。.!！ ")
    door = ""
    found = find_door(cleaned)
    if found is not None:
        door, cleaned = found.door.key, f"{cleaned[: found.start]}{cleaned[found.end :]}".strip()
    first = _SHOW_FIRST.fullmatch(cleaned)
    if first is not None and not (first["who"] and _NOBODY.search(first["who"])):
        return CaseSaid("show", int(first["number"] or 0), first["who"] or "", door)
    turned = _ACT_FIRST.fullmatch(cleaned)
    if turned is not None and (turned["number"] or begins_with_surname(turned["who"])):
        whom = f"#{turned['number']}" if turned["number"] else turned["who"]
        cleaned = f"{whom}{turned['act']}{turned['more'] or ''}{turned['rest'] or ''}"
    for act, reader in _READERS:
        match = reader.fullmatch(cleaned)
        if match is None or (match["who"] and _NOBODY.search(match["who"])):
            continue
        said = _said(act, match, door, today)
        if said is not None:
            return said
    return None


def read_reason(text: str) -> str:
    """因为核酸未出 is 核酸未出."""
    found = _WHY.fullmatch(f" {text.strip()}")
    return found["why"] if found else text.strip()


def _said(act: str, match: re.Match[str], door: str, today: date) -> CaseSaid | None:
    rest = match["rest"] or ""
    why = found["why"] if rest.strip(" ,，。;；(（)）") and (found := _WHY.fullmatch(rest)) else ""
    said = CaseSaid(act, int(match["number"] or 0), match["who"] or "", door, why=punctuated(why))
    match act:
        case "longer" | "shorter":
            count = read_count(match["more"] if act == "longer" else match["less"])
            sign = 1 if act == "longer" else -1
            return replace(said, act="lasts", more=count[0] * sign) if count else None
        case "longer_ask":
            return replace(said, act="lasts")
        case "until":
            return replace(said, act="lasts", until=_coming(match["until"], today))
        case "home" | "monitoring":
            return replace(said, act="move", grade=act)
        case "site":
            return replace(said, act="move", grade="central", site=match["site"] or "")
        case "reporter":
            return replace(said, reporter=match["reporter"])
        case "times":
            hours = read_hours(match["times"])
            times = tuple(sorted((*hours.times, *hours.doubtful)))
            return replace(said, times=as_mornings_and_evenings(times)) if times else None
    return said


def _coming(words: str, today: date) -> date | None:
    """A day that is meant to come: 12月3日, or 3号 of this month or the next."""
    found = find_dates(words, today)
    day = found[0].day if found else None
    if day is None or day >= today or "月" in words:
        return day
    month, year = (day.month % 12) + 1, day.year + day.month // 12
    for _ in range(12):
        try:
            later = date(year, month, day.day)
        except ValueError:
            later = None
        if later is not None and later >= today:
            return later
        month, year = (month % 12) + 1, year + month // 12
    return None


def as_mornings_and_evenings(times: tuple[int, ...]) -> tuple[int, ...]:
    """8点和6点 are 8:00 and 18:00: nobody reports before five, and the second is later than the first."""
    noon = 12 * 60
    mornings = any(7 * 60 <= time < noon for time in times)
    return tuple(sorted({time + noon if time < (7 if mornings else 5) * 60 else time for time in times}))
