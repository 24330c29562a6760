"""What buyers and those who hand out say about the pick-up: 我要15点半, 我自己来取; 12没取, 叫15点, 送货 小陈."""

import re
from dataclasses import dataclass

from nlu.clean import clean
from nlu.doors import with_figures
from nlu.pickups import LARGEST_NUMBER, MOST_TICKS, picks_up
from nlu.slots_said import read_clock

LONGEST = 60
LONGEST_ERRAND = 20

_END = r"[\s。.!！?？~，,]*(?:谢谢|好吗|行吗|可以吗|行不行|可不可以|吗|呢|啊|呀|吧|哈)?[\s。.!！?？~]*"
_ME = r"(?:请问|那|我们?家?|咱们?|想|要|麻烦|帮我|给我|可以|能不能|能|的)*"
_FETCH = r"(?:取货|取菜|提货|领货|拿货|领菜|拿菜|自提|取|拿|领|提)"
_GO = r"(?:去|来|过来|过去|到)?"
_WHEN = re.compile(
    rf"{_ME}(?:(?:几点|什么时候|啥时候|哪个时段|几时){_GO}{_FETCH}|{_FETCH}(?:的)?(?:时间|时段)(?:是)?(?:几点|什么时候)?"
    rf"|{_FETCH}(?:是)?几点|选(?:一下)?(?:取货)?(?:时间|时段)|when (?:do i|can i|to) (?:pick up|collect)"
    rf"|(?:my )?pick-?up time){_END}",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"{_ME}(?:换|改|调)(?:一?个|一?下)?(?:取货|取菜|提货|领货)?(?:的)?(?:时间|时段|点)(?:取|拿)?{_END}"
    rf"|(?:another|change) (?:the |my )?(?:pick-?up )?(?:time|slot){_END}",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"{_ME}(?:{_FETCH}(?:的)?时间)?(?:要|选|换[到成]?|改[到成为]?|约|订)?(?:在)?"
    rf"(?P<clock>[^,，。;；\n要选换改约订在]{{1,9}}?)(?:左右|以后|之后|过后|的|那[个场档])*"
    rf"(?:{_GO}{_FETCH}|过?去|过?来)?{_END}",
)
_MYSELF = re.compile(
    rf"{_ME}(?:不用|不要|别|不必)(?:给我|帮我)?(?:送(?:货|上门|来|了|过来)?)+(?:了)?[\s,，]*(?:我?自己?{_GO}{_FETCH})?{_END}"
    rf"|{_ME}(?:还是)?(?:可以)?自己{_GO}{_FETCH}(?:就?好了?|就?行|吧)?{_END}|{_ME}自提{_END}"
    rf"|i(?:'ll| will)? (?:collect|pick) it (?:up )?myself{_END}",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"{_ME}(?:取货|取菜|提货|领货|袋)[号码]+(?:码)?(?:是)?(?:多少|几号|什么)?{_END}"
    rf"|{_ME}取货凭?[证码]{_END}|(?:my )?ticket{_END}",
    re.IGNORECASE,
)
_ANY = re.compile(
    rf"{_ME}(?:几点|什么时候|哪个(?:时间|时段)?|啥时候)?(?:都|全)(?:行|可以|好|有空|没关系)的?{_END}"
    rf"|随便(?:哪个|几点|你们?|吧)*{_END}"
    rf"|(?:您|你们?)?(?:看着)?安排(?:就(?:行|好)|吧)*{_END}|any ?time{_END}",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:让|叫|托|请|喊)(?:别人|邻居|家里?人|人|(?:我|家里)?(?:女儿|儿子|老公|老婆|爱人|孩子|孙子|孙女|妈|爸)"
    r"|[\u4e00-\u9fff]{2,4}?)(?:帮我?|替我?|代我?)?(?:过?去|过?来)?(?:取货|取菜|拿菜|领菜|取|拿|领)(?![药消])"
    r"|(?:别人|家里人)(?:帮我?|替我?|代)[取拿领]"
)
_LEFT = rf"(?:还)?没有?(?:来)?(?:{_FETCH}|送)(?:走|的|货|到|完)*"
_WAITING = re.compile(
    rf"{_ME}(?:(?:谁|哪[些几]?[家户个]|哪些人?|几[家户袋])(?:家)?{_LEFT}"
    rf"|还(?:有|剩)(?:几|多少|哪几?)[些个袋家户]*(?:人)?{_LEFT}"
    rf"|还?没有?(?:来)?{_FETCH}(?:走|货)?的(?:有)?(?:谁|哪些|哪几[家户]|名单|多少|几袋)?){_END}|who is left{_END}",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:\d{1,4}(?:号袋?)?(?:[\s,，、/]+|$))+")
_NOT_TAKEN = re.compile(
    rf"(?P<numbers>(?:\d{{1,4}}(?!\d)(?:号袋?)?[\s,，、/]*)+)(?:还|又|其实|都)?没有?(?:取走?|拿走?|领走?|送到?|送|提走?|人取)"
    rf"(?:了|呢|到|错了)?(?:[\s,，]*(?:我|是)?(?:[记按点打]错|弄错)了?)?{_END}"
    r"|undo (?P<listed>(?:\d{1,4}(?!\d)[\s,]*)+)",
)
_SPOKEN = re.compile(r"^[一二两三四五六七八九十百]{1,4}号")
_CALL = re.compile(r"叫号?[\s:：]*(?P<clock>[^,，。\s]{1,9}?)(?:的|来取|取货|场|档|那批)*[\s。]*", re.IGNORECASE)
_SEND = re.compile(
    r"送货(?:人|员|的人|安排|分工)?[\s:：,，]+(?P<names>[\u4e00-\u9fffA-Za-z,，、和\s]{2,120})[\s。]*"
    r"|(?P<carry>[^我你您他她谁怎么要不没今明能可什\d\n]{2,60}?)(?:去|来|负责|一起)*送货[\s。]*"
)
_ROUTE = re.compile(
    rf"{_ME}(?:看看?|查看?)?(?:送货单|(?:送货|我的)?路线|配送单|我来?送(?:货|哪[些几]?[家户]?)?|要送货"
    rf"|(?:今天)?(?:要)?送哪(?:些|几)(?:家|户)?)(?:发我|给我)?{_END}|(?:my )?route{_END}"
)

_KINDS = (("myself", _MYSELF), ("change", _CHANGE), ("when", _WHEN), ("number", _NUMBER), ("any", _ANY))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a buyer says about fetching. `at`: minutes of the day, for the kind `at`."""

    kind: str  #: when, change, at, myself, number, any, other (somebody else fetches it)
    at: int = 0


def pickup_wish(text: str) -> Wish | None:
    """What a whole message says about fetching one's own bag; None for all that says anything else."""
    cleaned = clean(text).strip()
    if not cleaned or len(cleaned) > LONGEST:
        return None
    for kind, pattern in _KINDS:
        if pattern.fullmatch(cleaned):
            return Wish(kind)
    if len(cleaned) <= LONGEST_ERRAND and _OTHER.search(cleaned):
        return Wish("other")
    said = _AT.fullmatch(cleaned)
    # 一点 is a little, too.
    names_a_clock = said is not None and said["clock"] != "一点" and re.search("[点:：]", said["clock"]) is not None
    at = read_clock(said["clock"]) if said and names_a_clock else None
    return Wish("at", at) if at is not None else None


def ticked(text: str) -> tuple[int, ...]:
    """The bag numbers that whoever hands out writes: 12, 12 13, 取12, 12送到了; none for all else."""
    cleaned = clean(text).strip()
    ticks = picks_up(with_figures(cleaned) if _SPOKEN.search(cleaned) else cleaned)
    if ticks:
        return ticks.numbers
    return _numbers(cleaned) if _BARE.fullmatch(cleaned) else ()


def unticked(text: str) -> tuple[int, ...]:
    """12没取: the bags that were ticked by mistake."""
    cleaned = clean(text).strip()
    found = _NOT_TAKEN.fullmatch(with_figures(cleaned) if _SPOKEN.search(cleaned) else cleaned)
    return _numbers(found["numbers"] or found["listed"]) if found else ()


def called_at(text: str) -> int | None:
    """叫15点, 叫号 15:30: minutes of the day of the slot that is called."""
    found = _CALL.fullmatch(clean(text).strip())
    if found is None or not re.search(r"\d|[点:：]", found["clock"]):
        return None
    return read_clock(found["clock"])


def carriers(text: str) -> tuple[str, ...]:
    """送货 小陈 小林: the names of those who deliver."""
    found = _SEND.fullmatch(clean(text).strip())
    return tuple(dict.fromkeys(re.findall(r"[^\s,，、和]+", found["names"] or found["carry"]))) if found else ()


def asks_route(text: str) -> bool:
    """送货单: somebody who delivers wants to see their doors again."""
    cleaned = clean(text).strip()
    return len(cleaned) <= LONGEST and _ROUTE.fullmatch(cleaned) is not None


def asks_waiting(text: str) -> bool:
    """谁还没取, 还有几袋没取: whoever hands out asks what is left."""
    cleaned = clean(text).strip()
    return len(cleaned) <= LONGEST and _WAITING.fullmatch(cleaned) is not None


def _numbers(words: str) -> tuple[int, ...]:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    fits = len(numbers) <= MOST_TICKS and all(0 < number <= LARGEST_NUMBER for number in numbers)
    return tuple(dict.fromkeys(numbers)) if fits else ()
