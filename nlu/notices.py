"""How a cadre begins a notice, and what they say about one that is out: 发通知：…, 给3号楼发通知 …, 通知12怎么样了.

The words of a notice go to others as they were written, so they are taken from the text itself and not from the
spelling in which everything else is read.
"""

import re
from dataclasses import dataclass

from nlu.announcements import looks_like_announcement
from nlu.clean import clean
from nlu.numerals import read_count

LONGEST_TO = 80
"""Code points of the words that say to whom."""

_POLITE = r"(?:请|麻烦|帮我|帮忙|我要|我想|我来|要|想)*"
_MAKE = r"(?:发布|发送|发出|发|写|出|拟|编)(?:一?[个条则份下])?"
_BARE = r"(?:通知|公告|通告)"
_NOTICE = rf"(?P<urgent>紧急|加急)?{_BARE}"
_THEN = r"(?:\s*[:：,，。]\s*|\s+|$)"
_TO_FIRST = rf"(?:(?:给|向|对)(?P<to>[^\n:：]{{1,{LONGEST_TO}}}?))?"
_TO_LAST = rf"(?:(?:给|到)(?P<to_last>[^\n:：]{{1,{LONGEST_TO}}}?))?"
_BEGINS = (
    re.compile(rf"\s*{_POLITE}{_TO_FIRST}{_MAKE}{_NOTICE}{_TO_LAST}(?:{_THEN}(?P<words>.*))?\Z", re.DOTALL),
    re.compile(
        rf"\s*(?P<urgent>紧急|加急)通知(?P<to>[^\n:：]{{0,{LONGEST_TO}}}?)\s*[:：]\s*(?P<words>.+)\Z", re.DOTALL
    ),
    re.compile(
        r"\s*(?:please )?(?:send|write|make) (?:an? |the )?(?P<urgent>urgent |emergency )?notice"
        rf"(?: to (?P<to>[^\n:]{{1,{LONGEST_TO}}}?))?(?:\s*[:：]\s*(?P<words>.*))?\Z",
        re.DOTALL | re.IGNORECASE,
    ),
)
_MAYBE = re.compile(rf"\s*通知(?P<to>[^\d\n:：]{{0,{LONGEST_TO}}}?)\s*[:：]\s*(?P<words>.+)\Z", re.DOTALL)
"""Without 发: a text that looks like a group-buy is one."""

_HOW = re.compile(rf"(?:怎么|如何|怎样|哪里){_MAKE}{_BARE}[?？。!！呢啊]*|{_BARE}(?:怎么|如何){_MAKE}[?？。呢啊]*")
_TEMPLATE = re.compile(
    r"(?:用|选|看看?|有(?:哪些|什么))?(?:通知)?模板(?:列表)?[\s:：]*(?P<name>[^\n]{0,20}?)[?？。]*"
    r"|(?P<before>[^\n，。,]{2,8}?)模板|(?:notice )?templates?[\s:：]*(?P<english>[^\n]{0,30}?)",
    re.IGNORECASE,
)

_N = r"第?(?P<{}>\d{{1,6}}|[零一二两三四五六七八九十百]{{1,5}})\s?[号条]?"
_LAST = r"(?:(?:我)?(?:刚才|刚刚|刚|上一?|最后一?|最近一?|这|那)(?:条|个)?(?:发)?的?)"
_THE = rf"(?:(?:{_LAST}|{_N.format('n')})?(?:的)?通知|通知\s?(?:{_N.format('m')})?)"
_ITS = rf"{_THE}的?"
_EN = r"(?:the |my )?(?:last )?notice(?: no\.?)?\s?#?(?P<n>\d{1,6})?"
_END = r"(?:一下|吧|了|啊|呢|吗)*[。.!！?？]*"
_TAKE_BACK = r"(?:撤回|收回|撤销|删掉|删除|撤下|撤掉)"
_NO_MORE = r"(?:都|就|人)?(?:不(?:要|用)?发|别发|取消)"
_GO_ON = r"(?:继续|接着|恢复)(?:发送|发)?"
_HOLD = r"(?:先)?(?:暂停|停一?下|停|先别发|先不发)"
_ABOUT = {
    "correct": (
        rf"(?:更正|修正|改正|订正)(?:一下)?{_THE}(?:\s*[:：,，\s]\s*(?P<words>.*))?",
        rf"{_THE}(?:更正|改正)(?:\s*[:：,，\s]\s*(?P<words>.*))?",
        rf"correct {_EN}(?:\s*[:：]\s*(?P<words>.*))?",
    ),
    "withdraw": (
        rf"{_TAKE_BACK}(?:一下)?{_THE}{_END}", rf"把?{_THE}(?:给我)?{_TAKE_BACK}来?{_END}",
        rf"(?:withdraw|take back|delete|recall) {_EN}",
    ),
    "cancel": (
        rf"(?:{_ITS})?(?:剩下|其余|其他|没发|后面)的?{_NO_MORE}{_END}", rf"(?:取消|停止|终止|不发){_THE}{_END}",
        rf"{_THE}(?:取消|不发|不要发|别发|终止){_END}", rf"(?:cancel|stop)(?: the rest of)? {_EN}",
    ),
    "pause": (rf"{_HOLD}{_THE}{_END}", rf"{_THE}{_HOLD}{_END}", rf"(?:pause|hold) {_EN}"),
    "resume": (rf"{_GO_ON}{_THE}{_END}", rf"{_THE}{_GO_ON}{_END}", rf"(?:resume|continue|go on with) {_EN}"),
    "progress": (
        rf"{_ITS}(?:怎么样|怎样|咋样|进度|情况|进展|状态|统计|结果|到哪|发到哪|发完|发得怎么样|发的怎么样){_END}",
        rf"{_ITS}(?:有?多少|几)个?人(?:收到|看|看到|看过|回|回复)(?:了|过)?{_END}",
        rf"(?:{_ITS})?(?:现在)?(?:还)?(?:有)?(?:谁|哪些?(?:人|户)|哪几户)(?:都)?(?:还)?没有?(?:回|回复|答复|收到|看|看到|点)(?:过|收到)?{_END}",
        rf"(?:现在)?(?:还)?(?:有)?(?:谁|哪些?(?:人|户)|哪几户)(?:都)?(?:还)?没有?(?:回复?|答复|收到|看到?|点|读)过?{_THE}{_END}",
        rf"(?:看看?|查看?)(?:一下)?{_ITS}(?:进度|情况|结果)?{_END}", rf"进度{_END}",
        rf"(?:how is |progress of |status of |show ){_EN}\??", rf"{_EN} (?:progress|status)", "progress",
    ),
}
"""The patterns of each wish, the plainest last."""

_COMPILED = {
    what: tuple(re.compile(rf"\s*(?:{pattern})\s*\Z", re.DOTALL | re.IGNORECASE) for pattern in patterns)
    for what, patterns in _ABOUT.items()
}
LONGEST_ABOUT = 40


@dataclass(frozen=True, slots=True)
class Opening:
    """A notice begins. `sure`: they said that one is to be sent; else it only looks like one."""

    words: str = ""
    to: str = ""
    emergency: bool = False
    template: str | None = None  #: the name that was asked for, "" for the list of all
    sure: bool = True


@dataclass(frozen=True, slots=True)
class About:
    """What is wished of a notice that is there. what: progress, pause, resume, cancel, withdraw, correct. `number`
    is 0 where none was said; `bare`: nothing says that it is about a notice at all (进度)."""

    what: str
    number: int = 0
    words: str = ""
    bare: bool = False


def opening(text: str) -> Opening | None:
    """How a notice begins, None for other words."""
    if _HOW.fullmatch(clean(text[:40])):
        return Opening()
    for pattern in _BEGINS:
        found = pattern.match(text)
        if found is not None and _is_somebody(_to(found)):
            return _opened(found, sure=True)
    found = _MAYBE.match(text)
    if found is not None and _is_somebody(_to(found)) and not looks_like_announcement(text):
        return _opened(found, sure=False)
    return None


def about(text: str) -> About | None:
    """What is said of a notice that is there, None for other words."""
    for what, patterns in _COMPILED.items():
        if what != "correct" and len(text) > LONGEST_ABOUT:
            continue
        for pattern in patterns:
            found = pattern.match(clean(text) if what != "correct" else text)
            if found is None:
                continue
            groups = found.groupdict()
            number = next((groups[name] for name in ("n", "m") if groups.get(name)), "")
            words = groups.get("words") or ""
            said = found[0].lower()
            return About(what, _number(number), words.strip(), not re.search("通知|没|notice", said))
    return None


def template_named(text: str) -> str | None:
    """The name in «模板 停水», "" for the list, None for other words."""
    found = _TEMPLATE.fullmatch(text.strip())
    if found is None:
        return None
    return next((found[name].strip() for name in ("name", "before", "english") if found[name]), "")


def language_of(words: str) -> str:
    """In which language a text is written: zh, or en where no Chinese character stands in it."""
    return "zh" if re.search(r"[\u3400-\u9fff]", words) or not re.search("[A-Za-z]", words) else "en"


def title_of(words: str) -> str:
    """What a notice is called in lists: its first clause, cut where it is long."""
    plain = re.sub(r"[{｛][^{}｛｝\n]{1,20}[}｝]", "", words).strip() or words.strip()
    clauses = [clause.strip() for clause in re.split(r"[，。！？；：,!?;\n]", plain) if clause.strip()]
    clause = next((clause for clause in clauses if not _GREETING.fullmatch(clause)), clauses[0] if clauses else plain)
    return clause if len(clause) <= LONGEST_TITLE else f"{clause[:LONGEST_TITLE]}…"


LONGEST_TITLE = 16
_GREETING = re.compile(
    r"(?:尊敬的|亲爱的)?(?:各位|大家|全体|全村)?的?(?:村民|居民|乡亲|邻居|业主|住户|父老乡亲)?(?:朋友)?们?(?:大家)?"
    r"(?:[您你]们?好|好|早上好|下午好|晚上好)?|(?:dear|hello|hi|good (?:morning|evening))\b.{0,20}",
    re.IGNORECASE,
)


def _opened(found: re.Match[str], *, sure: bool) -> Opening:
    words = (found["words"] or "").strip()
    name = template_named(words) if len(words) <= LONGEST_TITLE + 8 else None
    return Opening("" if name is not None else words, _to(found), bool(found.groupdict().get("urgent")), name, sure)


def _to(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return (groups.get("to") or groups.get("to_last") or "").strip(" ，,的")


def _is_somebody(to: str) -> bool:
    """Not 我们发通知了吗, nor a sentence that speaks of a notice."""
    return not re.search(r"[?？。！!，,].*[?？。！!，,]|[吗呢]$|^(?:我|我们|你|您)$", to)


def _number(text: str) -> int:
    if not text:
        return 0
    found = read_count(text)
    return found[0] if found else 0
