"""Whom a worker enrols for observation, in a line: 3幢201 王芳 密接 武汉 最后接触11月20日 14天; 登记观察 3幢201 全家
从武汉回来 1月20日到."""

import re
from dataclasses import dataclass
from datetime import date

from nlu.clean import clean
from nlu.doors import Door, find_door
from nlu.introductions import has_identity_number
from nlu.names import begins_with_surname
from nlu.numerals import read_count
from nlu.origins import Place, find_places
from nlu.visit_dates import DateSaid, find_dates
from nlu.visit_people import KIN

LONGEST = 200
MOST_NAMES = 12

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十廿]{1,4})"
_OPENING = re.compile(
    r"^[\s,，:：]*(?:请|帮我|给我|给)?(?:登记|新增|新加|加|录入?|纳入)?(?:一下|一个|一户)?[\s:：]*"
    r"(?:在家观察|(?:集中|居家)?(?:医学)?(?:隔离)?观察|居家隔离|集中隔离|(?:居家|自我)?健康监测|隔离)(?:登记|人员)?"
    r"(?P<rest>[\s,，:：]+.*|)$",
    re.DOTALL,
)
_OPENING_LAST = re.compile(
    r"^(?P<rest>.*?)[\s,，]*(?:登记|纳入|开始|列入)(?:居家|集中)?(?:医学)?(?:隔离)?(?:观察|监测)[。.!！]*$",
    re.DOTALL,
)
_SECOND = re.compile(r"次密接?|密接的密接|二次密接")
_CONTACT = re.compile(r"密接者?|密切接触者?")
_RISK = re.compile(r"(?P<risk>[高中低])风险(?:地?区)?")
_DISCHARGED = re.compile(r"(?:刚)?出院(?:病人|患者)?")
_ABROAD = re.compile(r"境外(?:回来|返回)?|国外(?:回来)?|回国|入境")
_WHOLE = re.compile(r"全家人?|一家人?|[一二两三四五六七八九\d]口人?都?|整户|全户")
_SOME = re.compile(
    r"(?:[一二两三四五六七八九十几]|\d{1,2})个(?:大?人|老人|小孩)?|夫妻[俩两]?(?:个?人)?|老两口"
    r"|(?:[\u4e00-\u9fff]|[\u4e00-\u9fff]{3,4})家(?:里|的)?"
)
"""How many, or whose home (李家, 李阿公家): nobody's name. 赵无家 may be one."""

_SPANS = re.compile(r"(?<![\d.])(?P<first>\d{1,2})\s?[+加]\s?(?P<second>\d{1,2})(?:天)?(?!\d)")
_DAYS = re.compile(rf"(?<![第\d.])(?:观察|隔离|监测|共|一共|要|再)?\s?(?P<days>{_NUMBER})\s?天(?!前|后|以前|没)")
_EXPOSED_BEFORE = re.compile(r"接触(?:时间|日期|是|在|为|于|[:：\s])*$|同乘.{0,3}$")
_EXPOSED_AFTER = re.compile(r"^\s?(?:最后|末次)?(?:一次)?(?:密切)?接触|^\s?同(?:乘|桌|车)")
_START_BEFORE = re.compile(r"(?:从|自|由|开始|起始)(?:时间|日期|是|在|[:：\s])*$")
_START_AFTER = re.compile(r"^\s?(?:开始|起|算起|开始算)")
_ARRIVED_BEFORE = re.compile(r"(?:到家|回来|返回|抵达|到达|回村|返乡|到)(?:时间|日期|是|在|[:：\s])*$")
_ARRIVED_AFTER = re.compile(r"^\s?(?:晚上|下午|上午|早上|中午|凌晨)?\s?(?:到|回|返|抵|来|入境)")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_SMALL = re.compile(
    r"登记|观察|隔离|居家|集中|在家|医学|健康监测|监测|最后|末次|一次|接触|时间|日期|开始|算起|起|从|自|由|回来|返回|返乡"
    r"|回村|回到|抵达|到家|到达|到|回|来|返|人员|者|的|是|在|和|跟|与|电话|手机|共|一共|要|因为|原因|今天|算"
)
_KIN = re.compile(KIN)
_LEFT = re.compile(r"[\s,，。.、;；:：_()（）!！]")
_WORD = re.compile(r"[\u4e00-\u9fff·]{2,8}|[A-Za-z][A-Za-z .'-]{1,30}")
_NOT_A_NAME = re.compile(
    "[吗呢么吧了没不都已正常好您你我他她它这那谁哪]|确诊|病例|火车|飞机|高铁|同车|同桌|聚餐|车厢|酒店|宾馆"
)


@dataclass(frozen=True, slots=True)
class EnrolmentSaid:
    """As far as the line says it. `asked`: it begins as an enrolment does. `doubts`: no_such_day (29 February),
    identity (a long number was in it and is not kept)."""

    door: Door | None = None
    whole: bool = False
    names: tuple[str, ...] = ()
    phone: str = ""
    ground: str = ""
    origin: str = ""
    province: str = ""  #: of the origin
    exposed: date | None = None
    arrived: date | None = None
    start: date | None = None
    days: tuple[int, ...] = ()
    asked: bool = False
    central: bool = False
    doubts: frozenset[str] = frozenset()
    rest: str = ""  #: words that were not understood, names among them


def looks_like_enrolment(text: str) -> bool:
    """Whether a worker surely means to enrol somebody; cheap, for an ear. 3幢201 在隔离 alone is a circumstance."""
    if not 3 < len(text) <= LONGEST or not re.search("观察|隔离|监测|密接|接触", text):
        return False
    cleaned = clean(text)
    if re.search(r"[?？吗]|怎么|什么时候|几天了", cleaned):
        return False
    opened = _OPENING.match(cleaned)
    if opened is not None:
        return True
    if _OPENING_LAST.match(cleaned):
        return True
    contact = _CONTACT.search(cleaned) or _SECOND.search(cleaned)
    return contact is not None and (_DAYS.search(cleaned) is not None or "接触1" in cleaned or "最后接触" in cleaned)


def read_enrolment(text: str, today: date) -> EnrolmentSaid:
    """What a line says of somebody who is to be observed."""
    if len(text) > LONGEST:
        return EnrolmentSaid(rest=text)
    cleaned = clean(text)
    opened = _OPENING.match(cleaned)
    rest = opened["rest"] if opened else cleaned
    found = find_door(rest)
    door = found.door if found else None
    if found:
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    doubts = {"identity"} if has_identity_number(text) else set()
    phone = _PHONE.search(rest)
    rest = _PHONE.sub(" ", rest)
    days = read_days(rest)
    ground, rest_without = _ground(rest)
    dates = find_dates(rest_without, today)
    exposed, arrived, start = _dates(rest_without, dates, ground)
    if any(each.day is None and re.search(r"\d|[一二三十]月", rest_without[each.start : each.end]) for each in dates):
        doubts.add("no_such_day")
    left = _without(rest_without, [(each.start, each.end) for each in dates])
    left = _DAYS.sub(" ", _SPANS.sub(" ", left))
    places = find_places(left)
    origin = places[0].place if places else Place("", "")
    if not ground and places and places[0].place.abroad:
        ground = "abroad"
    left = _without(left, [(each.start, each.end) for each in places])
    whole = _WHOLE.search(left) is not None
    rest = _LEFT.sub("", _SMALL.sub("", left))
    return EnrolmentSaid(
        door, whole, _names(_WHOLE.sub(" ", left)), phone[0] if phone else "", ground, origin.name, origin.province,
        exposed, arrived, start, days, opened is not None, "集中" in cleaned, frozenset(doubts), rest,
    )  # fmt: skip


def read_days(text: str) -> tuple[int, ...]:
    """14天 is (14,), 7+3 is (7, 3); () where none are said."""
    spans = _SPANS.search(text)
    if spans is not None:
        return int(spans["first"]), int(spans["second"])
    said = _DAYS.search(text)
    if said is None:
        return ()
    count = read_count(said["days"])
    return (count[0],) if count else ()


def read_names(text: str) -> tuple[str, ...]:
    """The names of an answer to «谁？»."""
    cleaned = clean(text)
    found = find_door(cleaned)
    if found:
        cleaned = f"{cleaned[: found.start]} {cleaned[found.end :]}"
    return _names(_PHONE.sub(" ", _WHOLE.sub(" ", cleaned)))


def says_whole(text: str) -> bool:
    return _WHOLE.fullmatch(clean(text).strip("。. ")) is not None


def _ground(text: str) -> tuple[str, str]:
    """Why, and the text without the words for it."""
    risk = _RISK.search(text)
    grounds = (
        ("second_contact", _SECOND), ("contact", _CONTACT), ("discharged", _DISCHARGED), ("abroad", _ABROAD)
    )
    found = next((name for name, words in grounds if words.search(text)), "")
    if not found and risk:
        found = {"高": "returnee_high", "中": "returnee_medium", "低": "returnee_low"}[risk["risk"]]
    left = text
    for words in (_SECOND, _CONTACT, _DISCHARGED, _ABROAD, _RISK):
        left = words.sub(lambda match: "_" * len(match[0]), left)
    if not found and re.search("最后接触|末次接触", text):
        found = "contact"
    return found, left


def _dates(text: str, dates: list[DateSaid], ground: str) -> tuple[date | None, date | None, date | None]:
    """(last exposure, arrival, first day): by the words around each day; one alone is what the ground asks for."""
    exposed = arrived = start = None
    for said in dates:
        if said.day is None:
            continue
        before, after = text[max(0, said.start - 8) : said.start], text[said.end : said.end + 8]
        if _EXPOSED_BEFORE.search(before) or _EXPOSED_AFTER.search(after):
            exposed = said.day
        elif _ARRIVED_AFTER.search(after) or _ARRIVED_BEFORE.search(before):
            arrived = said.day
        elif _START_AFTER.search(after) or _START_BEFORE.search(before):
            start = said.day
        elif ground in ("contact", "second_contact"):
            exposed = exposed or said.day
        else:
            arrived = arrived or said.day
    return exposed, arrived, start


def _names(text: str) -> tuple[str, ...]:
    words = re.split(r"[\s,，、;；:：。.()（）_\d]+", _SMALL.sub(" ", text))
    names = [word for word in words if _is_name(word)]
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


def _is_name(word: str) -> bool:
    if not _WORD.fullmatch(word) or _NOT_A_NAME.search(word) or _KIN.fullmatch(word) or _SOME.fullmatch(word):
        return False
    return not re.fullmatch(r"[\u4e00-\u9fff·]+", word) or begins_with_surname(word) or len(word) <= 4


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for first, last in sorted(spans, reverse=True):
        text = f"{text[:first]} {text[last:]}"
    return text


_POLICIES = re.compile(
    r"(?:看看?|查一?下?|现在的?|现行的?)?(?:居家|集中|隔离|医学)*(?:观察|隔离)(?:的)?(?:政策|天数表?|规定|天数规定|期限)"
    r"(?:表)?(?:是什么|有哪些)?[?？。]?|现在(?:要)?(?:隔离|观察)几天[?？]?|(?:有哪些)?隔离点(?:有哪些)?[?？]?"
)


def asks_policies(text: str) -> bool:
    """观察政策, 隔离天数, 隔离点有哪些"""
    return len(text) <= LONGEST and _POLICIES.fullmatch(clean(text)) is not None
