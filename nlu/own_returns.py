"""What villagers say of their own coming back: 我昨天从武汉回来了, 儿子明天从上海回; and their answers about it."""

import re
from dataclasses import dataclass
from datetime import date

from domain.returnees import RELATIONS, Code, Test, Transport
from nlu.journeys import read_journey
from nlu.origins import find_places
from nlu.visit_dates import find_dates

LONGEST = 100
HOME = "老家"
"""Whoever goes there goes away from here."""

_MEANS = {
    "train": Transport.TRAIN, "plane": Transport.PLANE, "coach": Transport.BUS, "ship": Transport.BOAT,
    "car": Transport.CAR,
}  # fmt: skip
_SHORT = (
    (Transport.TRAIN, re.compile(r"城际|绿皮车|\btrain\b", re.IGNORECASE)),
    (Transport.PLANE, re.compile(r"坐飞|\b(?:plane|flight|flew)\b", re.IGNORECASE)),
    (Transport.BUS, re.compile(r"长途汽车|公交|中巴|\b(?:bus|coach)\b", re.IGNORECASE)),
    (Transport.BOAT, re.compile(r"^坐?船|客轮|渡船|\b(?:boat|ferry|ship)\b", re.IGNORECASE)),
    (Transport.OTHER, re.compile(
        r"走路|步行|骑车|摩托|电动车|电瓶车|自行车|卡车|^其他|\b(?:on foot|walked|other)\b", re.IGNORECASE)),
    (Transport.CAR, re.compile(r"轿车|打车|汽车|自己的车|^车$|\b(?:car|drove|driving)\b", re.IGNORECASE)),
)  # fmt: skip
_RETURN = re.compile(
    r"回来|回到?[村家]|回了|回的|刚回|要回|会回|返乡|返回|返[村程工]|到家|到村"
    r"|(?:[昨今明后前][天日晚早]|[号日])从?.{0,12}[回返到](?:$|[,，。.!！了的])|从[^,，。]{2,12}[回返](?:$|[,，。.!！了的])"
    r"|\b(?:came|come|coming|got|am|is|be) (?:back|home)\b|\breturn(?:ed|s|ing)?\b",
    re.IGNORECASE,
)
_NOT_SURE = re.compile(
    r"[?？]|吗|能不能|可不可以|能回|可以回|怎么|什么时候|要不要|听说|好像|新闻|没回|不回|没有回|未回|回不|先不|去年|往年|以前"
    r"|如果|万一|隔壁|邻居|对门|楼上|楼下|寄|快递|买|订|斤|发货|货|\b(?:if|not|when|can)\b|n't"
)
_RELATION = "|".join(sorted(RELATIONS, key=len, reverse=True))
_WHO = re.compile(
    rf"(?:我们?家?的?|咱家?)?(?P<relation>{_RELATION})|(?P<we>我们|全家|一家人?)|(?P<me>我|本人|\b[Ii]\b)"
)
_TOGETHER = re.compile(
    r"[和跟同带](?:着|上)?(?P<who>[^,，。;；\s\d]{1,12}?)(?:一起|一块|一道|同行|两个人|2个人|回|从|(?=\d))"
)
_COUNT = re.compile(r"(?P<count>[2-9两二三四五六])\s?(?:个人|口人|个|人|口)(?:一起)?")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_ASKS = re.compile(
    r"[?？]|[吗呢么]$|怎么|咋|什么|为啥|为何|干嘛|多久|几[天点号]|哪[里儿天个]|[^和跟与]谁|要不要|能不能|可不可以"
    r"|\b(?:how|why|when|what)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"(?:我要?|我想|想|要|帮我|给我|请)*(?:返[乡村程]|回[乡村]|外地回来|外来)(?:人员)?(?:的)?(?:报备|登记|申报|备案|报告)(?:一下)?[。.!！]*"
    r"|(?:我要|我想|要)?(?:报备|备案)(?:一下)?[。.!！]*|report (?:a |my )?return",
    re.IGNORECASE,
)
_CODES = ((Code.GREEN, "绿|green"), (Code.YELLOW, "黄|yellow"), (Code.RED, "红|red"), (Code.BLUE, "蓝|blue"),
          (Code.ORANGE, "橙|橘|orange"), (Code.NONE, "没有?码|没有|无码|none|no code"))  # fmt: skip
_CODE_NAMED = re.compile(r"[绿黄红]码|\b(?:green|yellow|red) code", re.IGNORECASE)
_TESTED = re.compile("核酸|抗原|检测|swab|PCR", re.IGNORECASE)
_TESTS = (
    (Test.WAITING, "结果.{0,4}没|没.{0,3}出|还没出|等结果|在等|waiting|pending"),
    (Test.NONE, "没做|没有做|没测|未做|没有|没检|none|not done"),
    (Test.POSITIVE, "阳性?|positive"), (Test.NEGATIVE, "阴性?|正常|negative"),
)  # fmt: skip
_NAME = re.compile(rf"(?:是|叫|我)?(?:{_RELATION})|[\u4e00-\u9fff]{{2,4}}|[A-Za-z][A-Za-z .'-]{{1,30}}")
_SELF = re.compile(r"(?:是|就是)?(?:我|我自己|自己|本人|me|myself)[。.!！]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody travelled; all of it may be "". vehicle: train, flight or plate."""

    transport: str = ""
    vehicle: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class ReturnSaid:
    """Who came back, or will (where `arrived` lies ahead). who: a relation, "me" for the writer, "" where nobody was
    named."""

    who: str
    origin: str
    province: str
    abroad: bool
    arrived: date | None
    number: int = 1
    companions: str = ""
    way: Way = Way()


def read_way(text: str) -> Way:
    """The means, its number and the seat, as far as they are said; an answer may be one word."""
    journey = read_journey(text)
    short = next((way for way, words in _SHORT if words.search(text)), "")
    return Way(means_of(journey.means) or short, journey.number, journey.seat)


def means_of(means: str) -> str:
    """A means of nlu.journeys as the records have it."""
    return _MEANS.get(means, "")


def read_return(text: str, sent: date) -> ReturnSaid | None:
    """Somebody's own word that they or one of theirs came back or will, from a place that is named; None for all that
    is less sure: a question, hearsay, a neighbour, a parcel."""
    if len(text) > LONGEST or _NOT_SURE.search(text) or not _RETURN.search(text):
        return None
    places = [found for found in find_places(text) if found.place.name != HOME]
    if not places or len({found.place.name for found in places}) > 1:
        return None
    days = {found.day for found in find_dates(text, sent)}
    if len(days) > 1:
        return None
    place, who, count = places[0].place, _WHO.search(text), _COUNT.search(text)
    together = _TOGETHER.search(text)
    return ReturnSaid(
        _called(who), place.name, place.province, place.abroad, next(iter(days), None),
        _number(count["count"]) if count else 1, together["who"] if together else "", read_way(text),
    )  # fmt: skip


def read_beside(text: str) -> dict[str, str]:
    """What a line says beside the way: with whom (跟老婆一起), the code by its name (绿码), what a test came to."""
    together = _TOGETHER.search(text)
    found = {
        "companions": together["who"] if together else "", "code": read_code(" ".join(_CODE_NAMED.findall(text))),
        "test": read_test(text) if _TESTED.search(text) else "",
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def says_who(text: str) -> bool:
    """Whether an answer may be about people: 和老公, 小王."""
    return re.search(rf"[和跟同带]|{_RELATION}|人", text) is not None


def _called(who: re.Match[str] | None) -> str:
    if who is None:
        return ""
    return who["relation"] or ("全家" if who["we"] else "me")


def _number(written: str) -> int:
    return _COUNTS.get(written) or int(written)


def asks_to_report(text: str) -> bool:
    """返乡报备, 我要报备"""
    return len(text) <= 24 and _REPORT.fullmatch(text.strip()) is not None


def asks_back(text: str) -> bool:
    """Whether an answer is a question itself, which tells of no companion and no train."""
    return _ASKS.search(text) is not None


def read_code(text: str) -> str:
    """The colour of a health code; "" for none or for several."""
    found = {code for code, words in _CODES if re.search(words, text, re.IGNORECASE)}
    return found.pop() if len(found) == 1 else ""


def read_test(text: str) -> str:
    """What a test came to: 阴性, 还没出, 没做; "" where it is not plain."""
    return next((test for test, words in _TESTS if re.search(words, text, re.IGNORECASE)), "")


def read_who(text: str) -> str:
    """Whom an answer names: "me", a relation or a name."""
    if _SELF.fullmatch(text.strip()):
        return "me"
    relation = re.fullmatch(rf"(?:我家?的?|是)*(?P<relation>{_RELATION})[。.!！]*", text.strip())
    if relation:
        return relation["relation"]
    return text.strip() if _NAME.fullmatch(text.strip()) else ""
