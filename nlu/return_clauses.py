"""What a clause says of a return, piece by piece: the place, the day, whether somebody came, means to or is away."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nlu.origins import Place, find_places
from nlu.visit_dates import DateSaid, find_dates
from nlu.visit_people import KIN

_NO = r"(?:(?:还|都|也|一直|暂时?|目前)*(?:没有?|未|不|无法|不能|别|不让)(?:能|敢|会|再|打算|想)?)"
_BACK = re.compile(
    r"(?:从[^，。]{0,6})?(?:返(?:回|乡|村|家|程|本[村地]|[温杭甬瑞乐]|岗|工|校|(?=\d|$|了|的|[一二两三四五六]"
    "|人))|(?<!来)回(?:来|家|村|乡|国|老家"
    r"|本[村地]|小区|(?=\d|$|了|的|[一二两三四五六七八九]|人|过年|到))|归来|到(?:家|村|达|本村|小区|这里|的|了)|抵达?"
    r"|过来|来(?:的|村|本村|此|我[村们]|这[里边]?|探亲|走亲|过年|温|了)|入境|回了|搬(?:来|过来|回来)|入住|住进)"
)
_ARRIVED = re.compile(
    r"(?:[晚上下中午早凌晨点\d]*)(?:才|刚|已|就)?(?:落地|到|来|抵|返|回)(?!医|卫|今|现|目|期|位|访|复|去|头|电|信|收"
    "|点|岗|处|店|过)"
)
_OUTWARD = re.compile(r"动身|出来|出发|启程|离开|离(?=[\u4e00-\u9fff])|上车|登机|去(?!年|过)|前往")
_ONWARD = re.compile(r"[晚上下中午早凌晨]*(?:才|刚|已|就)?(?:到达?|抵达?|飞|回到|来到)")
_NOT_BACK = re.compile(
    rf"{_NO}[^，。\s]{{0,3}}?(?:回|来(?![往过])|返|到家|到村|动身)|回不[来了去]|来不了|滞留|困在|留在"
)
_PLAN = re.compile(
    "准备|打算|计划|预计|即将|将于|将要|要回|想回|会回|过[几两]天|过些天|过段时间|[月周]底(?:前)?(?:要|才|再"
    "|会)?[回到来]|[下元]月回|还要|才[会能]?[回到来]|等[^，。]{0,6}再"
    r"|买了?[^，。]{0,8}票|订了|在路上|路上|途中|在途|未到|说要|后回|待"
)
_OTHER_DAY = re.compile(
    r"(?:[之以]?[后前](?!天|日)|以来|起)|\s?(?:就|已|刚|晚|上午|下午|早上|又|都|还)*(?:满|测|量|体温|上门"
    "|走访|登记|解除|结束|期满|观察|隔离|开始|封|做|核酸|发[烧热]|咳|停|关|体检|摸排|复查|再|来电|电话"
    "|打电话|出门|3[5-9]|4[0-2]|都好|正常|没|搬(?!来|过来|回|进)|走|确诊|送|外出|串门|吃|聚|喝)"
)
_SUN_PLACE = re.compile("日(?:本|照|喀则)")
_UNTIL = re.compile(r"(?:[到至]|截[至止]|满|期)$")
_SOFT = re.compile(
    rf"{KIN}|全家|一家|都|是|也|已|刚|才|的|人|名|个|位|口|约|大概|早上|晚上|下午|上午|中午|凌晨|夜里|[上下]午|\d"
    "|[一二两三四五六七八九十]|点|左右|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗][家某]?|和|跟|及|与|_|时间"
    "|日期|来源地?|返乡|人员|具体|到达|来自|返回|抵达|[:：]"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece and where it stands.

    `kind`: place, date (waypoint: the day of a stop on the way, outward: of setting out), back, not or plan.
    """

    start: int
    end: int
    kind: str
    value: Place | DateSaid | None = None


def find_atoms(said: str, sent: date) -> Iterator[Atom]:
    """What a clause says of a return, in its order."""
    days = find_dates(said, sent)
    places = [
        Atom(found.start, found.end, "place", found.place)
        for found in find_places(_without_days(said, days))
        if not _is_name(said, found.start, found.end)
    ]
    dates = [
        Atom(found.start, found.end, _sort_of(said, found, places), found)
        for found in days
        if _is_arrival(said, found)
    ]
    taken = [*places, *dates]
    spans = [(match.start(), match.end(), "not") for match in _NOT_BACK.finditer(said)]
    spans += [(match.start(), match.end(), "plan") for match in _PLAN.finditer(said)]
    inside = [(start, end) for start, end, _ in spans]
    spans += [
        (match.start(), match.end(), "back")
        for match in _BACK.finditer(said)
        if not any(start < match.end() and match.start() < end for start, end in inside)
        and not any(place.start == match.end() for place in places)
        and said[match.end() : match.end() + 1] != "去"
    ]
    for atom in taken:
        found = _ARRIVED.match(said, atom.end)
        if found and not any(place.start == found.end() for place in places):
            spans.append((found.start(), found.end(), "back"))
    yield from sorted((*taken, *(Atom(*span) for span in spans)), key=lambda atom: atom.start)


def _without_days(said: str, days: list[DateSaid]) -> str:
    """初三台州 is not 三台; but 1月21日照 is 日照."""
    for found in days:
        end = found.end - 1 if _SUN_PLACE.match(said, found.end - 1) else found.end
        said = said[: found.start] + "_" * (end - found.start) + said[end:]
    return said


def _sort_of(said: str, found: DateSaid, places: list[Atom]) -> str:
    """1月29日到上海 30日到家: the second day counts; alone the first would."""
    out = _OUTWARD.search(said, found.end)
    if out and not _BACK.search(said, out.end()):
        return "outward"
    on = _ONWARD.match(said, found.end)
    return "waypoint" if on and any(place.start == on.end() for place in places) else "date"


def _is_name(said: str, start: int, end: int) -> bool:
    """王金华 and 李海宁 are people."""
    return (
        start == 1
        and end - start == 2
        and said[0]
        in (
            "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
            "戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
        )
    )


def _is_arrival(said: str, found: DateSaid) -> bool:
    before = said[: found.start]
    until = _UNTIL.search(before) and re.search(r"观察|隔离|居家|期|截|满", before)
    return not (_OTHER_DAY.match(said, found.end) or until)


def rest_of(said: str, atoms: list[Atom]) -> str:
    """What a clause says besides."""
    for atom in reversed(atoms):
        said = f"{said[: atom.start]}{said[atom.end :]}"
    return _SOFT.sub("", re.sub(r"从|自|由|在|到|来|回|返|抵|坐|乘", "", said))


def who_of(said: str) -> str:
    match = re.search(
        rf"(?:两口子|[老小]两口|夫妻俩?|夫妇|全家\d?[口人]?|一家[一二三四五六七八\d]口|{KIN}(?:和|、|跟)?{KIN}?)",
        said,
    )
    return match[0] if match else ""
