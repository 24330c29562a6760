"""What an announcement says besides the goods: until when, when and where they come, how to pay, whom to ask."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from nlu.announced_times import AnnouncedTime, find_times
from nlu.surnames import SINGLE

_C = r"\u4e00-\u9fff"
_BREAK = " ； "
_STOP = r"(?=$|[\s，,、。;；!！)）])"
_CLOSES_AFTER = re.compile(
    r"\s*(?:之前|以前|左右|准时|前)?\s?(?:统一)?"
    "(?:截止|截单|截团|截至|结束|关团|收团|封单|封团|为止|止|停止(?:接龙"
    "|下单))(?:接龙|下单|报名|预订)?"
    r"|\s*(?:之前|以前|前)\s?(?:在群里|群里)?(?:接龙|下单|报名|预订|预定|登记|报给我|告诉我|跟我说|发给我|私信我?|回复)(?:完毕)?"
    r"|\s*(?:之前|以前|前)(?=$|[\s，,。;；!！])"
)
_CLOSES_BEFORE = re.compile(
    r"(?:(?:截止|截单|截团|结束|关团)(?:时间|日期)?|(?:接龙|下单|报名|预订)(?:截止"
    r"|时间)?[到至]?)\s?(?:[是为到至于]|[:：])?\s?$"
)
_ARRIVES = "(?:到货|到村|到达|送达|送到|送货|送菜|配送|发货|来货|到(?![付账店]))"
_PICK_UP = "(?:来|去|过来)?(?:自提|自取|领取|取货|提货|拿菜|拿货|取菜|领菜|集合|发放|分发|分菜|拿|取|领|提)"
_ARRIVES_AFTER = re.compile(
    rf"\s*(?:左右|之?前|以前|准时|统一|预计|大概|可以?)*\s?(?:{_ARRIVES}|{_PICK_UP}{_STOP}"
    rf"|开始(?:{_PICK_UP}))了?"
)
_ARRIVES_BEFORE = re.compile(
    rf"(?:预计|大概|大约)?(?:{_ARRIVES}|{_PICK_UP})(?:时间|日期)?\s?(?:[是为在]"
    rf"|[:：])?\s?(?:预计|大概|约)?$|(?:预计|时间[:：])\s?$"
)
_LABELLED_PLACE = re.compile(
    r"(?:自?提货?点|取货点|(?:提货|取货|领取|自提|发放"
    r"|集合)?地[点址])\s?[:：是]\s?(?P<place>[^，,。;；\n]{2,24})"
)
_PLACE = re.compile(
    rf"(?:请|统一|各自|自行|大家|可)*(?:[到在去来]\s?)?(?P<place>[{_C}A-Za-z0-9]{{2,14}}?(?:门口|门前)?)\s?(?:自行"
    f"|统一)?{_PICK_UP}{_STOP}"
)
_SPOT = (
    "(?:礼堂|村口|广场|门口|祠堂|活动室|活动中心|服务中心|中心|村委会?|大队|操场|楼下|路口|桥头|小店|超市|驿站"
    "|岗亭|大樟树下)"
)
_TO_PLACE = re.compile(rf"(?:送到|送至|送货到|配送到|到)(?P<place>[{_C}]{{0,8}}{_SPOT}){_STOP}")
_TO_THE_DOOR = re.compile(rf"(?:[{_C}]{{0,6}}?(?:送货|送菜|配送|送))(?:上门|到家|到户|到门口|入户)")
_SELF = re.compile(rf"(?:只限|仅限|需要?|请)?(?P<place>自提){_STOP}")
_BARE_PLACE = re.compile(
    rf"(?:^"
    rf"|(?<=[\s，,、。;；]))(?:免费)?(?P<place>[{_C}]{{0,8}}{_SPOT})(?:免费)?(?:{_PICK_UP})?{_STOP}"
)
_NO_PLACE = re.compile(
    r"免费|[捐送]|每[户家人]|自己|凭|统一$|可以|限|微信|现金|接龙|时间|[\d]\s?[元块/]|^[\d.]+$"
    r"|不"
)
_PAY = re.compile(
    r"[^\s，,。;；、\d(（]*(?:微信|支付宝|现金|转账|转给|付款|收款|扫码|付钱"
    r"|货到付)[^\s，,。;；、]*(?:(?<=[:：])\s?[^\s，,。;；]+)?"
)
_SIGNS = re.compile(r"[^\w\s，,。:：、()（）+.-]+")
_LABEL = (
    "(?:有?(?:问题|疑问|事情?)?(?:请|可)?打?电话给|有?(?:问题|疑问|事情?)?(?:请|可)?(?:打?电话)?(?:联系人?"
    "|咨询|致电|联络|团长|负责人|问|找)(?:电话|方式)?|联系电话|电话|手机号?)"
)
_BEFORE_NAME = re.compile(r".*(?:给|联系|找|问|电话|手机|是)")
_PHONE = r"(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-?\d{7,8})"
_ROLE = "(?:主任|书记|村长|阿姨|老师|师傅|老板娘?|大[哥姐伯叔妈]|会计|医生|网格员|组长|叔|姐|哥|嫂)"
_SURNAME = f"[{''.join(sorted(SINGLE))}]"
_CONTACT = re.compile(
    rf"(?:{_LABEL}\s?[:：]?\s?)?(?P<name>[{_C}]{{2,5}})?\s?[:：]?\s?(?:电话"
    rf"|手机)?\s?[:：]?\s?(?<!\d)(?P<phone>{_PHONE})(?!\d)(?:\s?[(（]?\s?(?P<after>{_SURNAME}[{_C}]{{1,3}})[)）])?"
    rf"|(?:联系人?|咨询|团长|负责人|问|找)\s?[:：]?\s?(?P<only>{_SURNAME}[{_C}]?{_ROLE}"
    f"|网格员{_SURNAME}?[{_C}]{{0,2}}|{_SURNAME}[{_C}]{{1,2}}{_STOP}|{_ROLE}{_STOP})"
)


@dataclass(slots=True)
class Facts:
    """What has been found so far; the first that is sure stays."""

    closes_at: datetime | None = None
    arrives: str = ""
    arrives_at: datetime | None = None
    place: str = ""
    pay: str = ""
    contact: str = ""
    doubts: list[tuple[str, str]] = field(default_factory=list)  #: kind and words
    closing_named: bool = False

    def questions(self, has_items: bool) -> Iterator[tuple[str, str]]:
        """The kinds and words of what is open, in the order in which they were met."""
        yield from self.doubts
        if not has_items:
            yield "no_items", ""
        if not self.closing_named:
            yield "no_closing", ""


def take_facts(line: str, now: datetime, facts: Facts, heading: bool) -> str:
    """Takes the facts out of a cleaned line and returns what is left of it. In a heading a lone day is left."""
    line = _take_pay(line, facts)
    line = _take_contact(line, facts)
    line = _take_times(line, now, facts, heading)
    return _take_place(line, facts)


def _take_pay(line: str, facts: Facts) -> str:
    for match in reversed(list(_PAY.finditer(line))):
        said = _SIGNS.sub("", match[0]).strip(" :：")
        facts.pay = f"{said}，{facts.pay}" if facts.pay else said
        contact = _CONTACT.search(match[0])
        phone = contact[0] if contact and contact["phone"] else ""
        line = f"{line[: match.start()]}{_BREAK}{phone}{line[match.end() :]}"
    return line


def _take_contact(line: str, facts: Facts) -> str:
    for match in reversed(list(_CONTACT.finditer(line))):
        name = _BEFORE_NAME.sub("", match["name"] or match["only"] or match["after"] or "")
        said = " ".join(part for part in (name, re.sub("[ -]", "", match["phone"] or "")) if part)
        facts.contact = f"{said}，{facts.contact}" if facts.contact else said
        line = line[: match.start()] + _BREAK + line[match.end() :]
    return line


def _take_times(line: str, now: datetime, facts: Facts, heading: bool) -> str:
    for time in reversed(find_times(line, now)):
        before, after = line[: time.start], line[time.end :]
        if closes := _CLOSES_AFTER.match(after):
            _close(facts, time, line[time.start : time.end])
            line = before + _BREAK + after[closes.end() :]
        elif asked := _CLOSES_BEFORE.search(before):
            _close(facts, time, line[time.start : time.end])
            line = before[: asked.start()] + _BREAK + after
        elif comes := _ARRIVES_AFTER.match(after):
            _arrive(facts, time)
            line = before + _BREAK + _place_after(after, comes)
        elif comes := _ARRIVES_BEFORE.search(before):
            _arrive(facts, time)
            line = before[: comes.start()] + _BREAK + after
        elif place := _PLACE.match(after.lstrip()) or _BARE_PLACE.match(after.lstrip()):
            _arrive(facts, time)
            line = before + _BREAK + after[after.index(place[0]) :]
        elif not heading:
            facts.doubts.append(("time_unclear", line[time.start : time.end]))
            line = before + _BREAK + after
        elif line[time.start] in "今明后大":
            line = before + time.spoken + after
    return line


def _place_after(after: str, comes: re.Match[str]) -> str:
    """后天下午3点到文化礼堂: what follows the verb names the place."""
    place = _TO_PLACE.match(after[comes.end() - 1 :]) if after[comes.end() - 1 : comes.end()] == "到" else None
    return after[comes.end() - 1 :] if place else _BREAK + after[comes.end() :]


def _close(facts: Facts, time: AnnouncedTime, words: str) -> None:
    if time.passed:
        facts.doubts.append(("closing_passed", words))
    elif time.at is None or (facts.closes_at is not None and facts.closes_at != time.at):
        facts.doubts.append(("closing_unclear", words))
        facts.closes_at = None
    elif not facts.closing_named:
        facts.closes_at = time.at
    facts.closing_named = True


def _arrive(facts: Facts, time: AnnouncedTime) -> None:
    facts.arrives = f"{time.spoken}，{facts.arrives}" if facts.arrives else time.spoken
    facts.arrives_at = time.at or facts.arrives_at


def _take_place(line: str, facts: Facts) -> str:
    for pattern in (_LABELLED_PLACE, _TO_THE_DOOR, _TO_PLACE, _BARE_PLACE, _PLACE, _SELF):
        for match in reversed(list(pattern.finditer(line))):
            place = (match.groupdict().get("place") or match[0]).strip()
            if pattern is _PLACE and (_NO_PLACE.search(place) or len(place) < 2):
                continue
            if not facts.place:
                facts.place = place
            elif place not in facts.place:
                facts.place = f"{place}，{facts.place}"
            line = line[: match.start()] + _BREAK + line[match.end() :]
    return line
