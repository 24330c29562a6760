"""What a worker says of the list of the day: 今天要做什么, 我的清单; 2 办好了, 第三条我来, 4和5不在家."""

import re
from dataclasses import dataclass

from domain.outstanding import Deed
from nlu.clean import clean
from nlu.numerals import read_count

_ASKS = re.compile(
    r"(?:我|我们)?今天(?:还|都|我)?(?:要|该|得|需要)(?:做|干|办|跑)(?:些?什么|哪些|啥|几件)(?:事情?|活)?"
    r"|(?:我)?今天(?:还|都)?有(?:些?什么|哪些|啥|几件)(?:事情?|活|任务|工作)(?:要)?(?:做|干|办)?"
    r"|(?:我)?还(?:有|剩)(?:些?什么|哪些|啥|几件)(?:事情?|活)?(?:没|未|要)(?:办|做|干)(?:完|好|的)?"
    r"|(?:看看?|查看?|发)?(?:一?下)?(?:我的|今日|今天的?|每日|当天的?|工作)(?:工作)?(?:清单|任务|待办)(?:列表|清单)?"
    r"|(?:我的)?待办(?:清单|事项|列表)?"
    r"|(?:what(?:'s| is| do i have| have i)(?: still)? to do|what (?:do|should) i (?:have to )?do)(?: today)?"
    r"|(?:show )?(?:my|today'?s|the day'?s) (?:list|tasks|to-?do(?: list)?)",
    re.IGNORECASE,
)
_ASKS_URGENT = re.compile(
    r"(?:看看?|查看?|打开|还有|有)?(?:一?下)?(?:今天|现在|眼下)?的?(?:还?有)?(?:哪些|什么|啥|几件)?(?:的)?"
    r"(?:红名单|急事|要紧事?|紧急的?(?:事情?|情况)?)(?:名单|清单)?(?:有?(?:哪些|什么|啥|吗|没有))?"
    r"|(?:show )?(?:the )?red list|(?:what(?:'s| is) )?urgent(?: now| today)?",
    re.IGNORECASE,
)
_DIGEST = re.compile(
    r"(?:请|把)?(?:发送?|推送?|给)?(?:一份|一下)?(?:今日|每日|当天的?|今天的|工作)(?:工作)?清单"
    r"|(?:send (?:them )?)?(?:today'?s|the day'?s) list",
    re.IGNORECASE,
)
_SENDS = re.compile(
    r"(?P<before>.*?)[\s,，]*(?:(?:发送?|推送?)(?:一份)?(?:今日|每日|当天的?|今天的|工作)(?:工作)?清单"
    r"|send (?:them )?(?:today'?s|the day'?s) list)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_NUMBERS = rf"(?:第|no\.? ?|#)?{_NUMBER}(?:号|条|件|个|项)?"
_DEEDS: tuple[tuple[Deed, str], ...] = (
    (Deed.BACK, r"我?(?:不去|不办|不打|去不了|办不了|不来)|not me|can'?t"),
    (Deed.AWAY, r"(?:家里)?(?:不在家?|没人(?:在|开门|接)?|没接|打不通|没打通|没在家?)|away|no answer|not in"),
    (Deed.MOVED, r"(?:已经|早就)?(?:搬走|搬家|不住这里?)|moved(?: away)?"),
    (Deed.WRONG, r"不对|不是|对不上|wrong"),
    (Deed.MINE, r"我(?:来|去|办|打|处理|负责)(?:办|打|处理|吧)?|归我|mine|i'?ll (?:go|do it|take it)"),
    (
        Deed.DONE,
        r"(?:都|已经?)?(?:办好|办完|办|完成|做完|做好|搞定|处理好|处理完|处理|说|说好|说过|通知到?|告诉|打过?|打通|电话打"
        r"|确认|核对|核对好|去过|好)了|(?:都|已)?(?:办好|办完|完成|搞定|确认|对|对的|是对的)|done|ok|told|right",
    ),
)
_TICKS = [
    (deed, re.compile(rf"(?P<numbers>{_NUMBERS}(?:(?:\s*[、,，和跟及]\s*|\s+|\s*and\s*){_NUMBERS})*)"
                      rf"[\s:：,，]*(?:都)?(?:{words})[了啦]?", re.IGNORECASE))
    for deed, words in _DEEDS
]  # fmt: skip
_MOST = 20


@dataclass(frozen=True, slots=True)
class TicksSaid:
    """Lines by their numbers, and what is said of all of them."""

    numbers: tuple[int, ...]
    deed: Deed


def asks_digest(text: str) -> bool:
    """Whether a whole message asks what there is to do."""
    return _ASKS.fullmatch(_plain(text)) is not None


def asks_urgent(text: str) -> bool:
    """Whether a whole message asks for the red list alone: 红名单, 急事, 有什么急事."""
    return _ASKS_URGENT.fullmatch(_plain(text)) is not None


def is_digest(text: str) -> bool:
    """Whether what a reminder is to say is the list of the day itself."""
    return _DIGEST.fullmatch(_plain(text)) is not None


def sends_digest(said: str) -> str | None:
    """What stands before 发今日清单 at the end of a text; None when it does not end so."""
    found = _SENDS.fullmatch(_plain(said))
    return found["before"].strip() if found else None


def read_ticks(text: str) -> TicksSaid | None:
    """What a whole message says of lines of the list; None when it speaks of something else."""
    said = _plain(text)
    for deed, pattern in _TICKS:
        found = pattern.fullmatch(said)
        if found is not None:
            counted = [_number(each) for each in re.findall(_NUMBER, found["numbers"])]
            return TicksSaid(tuple(dict.fromkeys(counted))[:_MOST], deed)
    return None


def _plain(text: str) -> str:
    return clean(text).strip(" 。.!！?？呢吗呀啊吧")


def _number(text: str) -> int:
    found = read_count(text)
    return found[0] if found else 0
