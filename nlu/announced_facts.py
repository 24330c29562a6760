"""What an announcement says besides the goods: until when, when and where they come, how to pay, whom to ask."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from nlu.announced_times import AnnouncedTime, find_times
from nlu.surnames import SINGLE

_C = r"\u4e00-\u9fff"
_BREAK = " ； "
_Finder = Callable[[str], re.Match[str] | None]
_STOP = r"(?=$|[\s，,、。;；!！)）])"
_CLOSES_AFTER = re.compile(
    r"\s*(?:之前|以前|左右|准时|前)?\s?(?:统一|接龙|下单|报名|预订)?"
    "(?:截止|截单|截团|截至|结束|关团|收团|封单|封团|为止|止|停止(?:接龙"
    "|下单))(?:接龙|下单|报名|预订)?"
    r"|\s*(?:之前|以前|前)\s?(?:在群里|群里)?(?:接龙|下单|报名|预订|预定|登记|报(?:给我|数|单)?|告诉我|跟我说|发给我|私信我?|回复)(?:完毕)?"
    r"|\s*(?:之前|以前|前)(?=$|[\s，,。;；!！])"
)
_CLOSES_BEFORE = re.compile(
    r"(?:(?:接龙|下单|报名|预订)?(?:时间)?(?:截止|截单|截团|截至|结束|关团|封单)(?:时间|日期)?|(?:接龙|下单|报名|预订)(?:截止"
    r"|时间)?[到至]?)\s?(?:[是为到至于]|[:：])?\s?$"
)
_WEAK = re.compile(r"^(?:接龙|下单|报名|预订)\s?[:：]?\s?$")
_IS_LABEL = re.compile(r"\s?(?:(?:时间|日期)\s?[:：]?|[:：])[是为]?\s?")
_ARRIVES = "(?:到货|到村|到达|送达|送到|送货|送菜|配送|发货|来货|到(?![付账店]))"
_PICK_UP = "(?:来|去|过来)?(?:自提|自取|领取|取货|提货|拿菜|拿货|取菜|领菜|集合|发放|分发|分菜|拿|取|领|提)"
_TO_OUR_DOOR = "(?:送货|送菜|配送|送)(?:上门|到家|到户|到门口|入户)"
_ARRIVES_AFTER = re.compile(
    rf"\s*(?:左右|之?前|以前|准时|统一|预计|大概|可以?)*\s?(?:(?={_TO_OUR_DOOR})|{_ARRIVES}|{_PICK_UP}{_STOP}"
    rf"|开始(?:{_PICK_UP}))了?"
)
_ARRIVES_BEFORE = re.compile(
    rf"(?:预计|大概|大约)?(?:{_ARRIVES}|{_PICK_UP})(?:时间|日期)?\s?(?:[是为在]"
    rf"|[:：])?\s?(?:预计|大概|约)?$|(?:预计|时间[:：])\s?$"
)
_LABELLED_PLACE = re.compile(
    r"(?:自?提货?点|取货点|(?:提货|取货|领取|自提|发放"
    r"|集合)?地[点址])\s?[:：是]\s?(?P<place>[^\s，,。;；]{2,24})"
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
_TO_THE_DOOR = re.compile(rf"(?:[{_C}]{{0,6}}?){_TO_OUR_DOOR}")
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
    r"|到付|现[付结]|转款)[^\s，,。;；、]*(?:(?<=[:：])\s?[^\s，,。;；]+)?"
)
_PAY_LABEL = re.compile(r"^(?:付款|支付)(?:方式)?\s?[:：]")
_SIGNS = re.compile(r"[^\w\s，,。:：、()（）+.-]+")
_WHO_ASKS = f"(?:(?<![{_C}])(?:[有没不谁][{_C}]{{1,6}}?|老人)(?:的话|的|者)?)?"
_LABEL = (
    rf"(?:{_WHO_ASKS}(?:请|可以?)?打?电话给|{_WHO_ASKS}(?:请|可以?)?(?:打?电话)?(?:联系人?"
    "|咨询|致电|联络|团长|负责人|问|找)(?:电话|方式)?|联系电话|电话|手机号?)"
)
_BEFORE_NAME = re.compile(r".*(?:给|联系|找|问|电话|手机|是)")
_PHONE = r"(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-?\d{7,8})"
_ROLE = "(?:主任|书记|村长|阿姨|老师|师傅|老板娘?|大[哥姐伯叔妈]|会计|医生|网格员|组长|叔|姐|哥|嫂)"
_SURNAME = f"[{''.join(sorted(SINGLE))}]"
_CONTACT = re.compile(
    rf"(?:{_LABEL}\s?[:：]?\s?)?(?P<name>[{_C}]{{2,5}})?\s?[:：]?\s?(?:电话"
    rf"|手机)?\s?[:：]?\s?(?<!\d)(?P<phone>{_PHONE})(?!\d)(?:\s?[(（]?\s?(?P<after>{_SURNAME}[{_C}]{{1,3}})[)）])?"
    rf"|{_WHO_ASKS}(?:请|可以?)?(?:打?电话)?(?:联系人?|咨询|团长|负责人|问|找|(?<=电话)给)\s?[:：]?\s?(?P<only>{_SURNAME}[{_C}]?{_ROLE}"
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
        said = _PAY_LABEL.sub("", _SIGNS.sub("", match[0])).strip(" :：")
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
    """Takes the times out from left to right, each with its verb, so that no verb is read for two times."""
    times = find_times(line, now)
    done, taken = "", 0
    for number, time in enumerate(times):
        before, words, after = done + line[taken : time.start], line[time.start : time.end], line[time.end :]
        following = times[number + 1].start - time.end if number + 1 < len(times) else len(after)
        claim = _claim(before, after, following)
        left, skipped = (claim.start, claim.end) if claim else (len(before), 0)
        gap = _BREAK
        if claim and claim.kind == "closes":
            _close(facts, time, words)
        elif claim and claim.kind == "unclear":
            _close(facts, replace(time, at=None, passed=False), words)
        elif claim:
            _arrive(facts, time)
            skipped = _place_after(after, skipped)
        elif place := _PLACE.match(after.lstrip()) or _BARE_PLACE.match(after.lstrip()):
            _arrive(facts, time)
            skipped = after.index(place[0])
        elif not heading:
            facts.doubts.append(("time_unclear", words))
        else:
            gap = time.spoken if words[0] in "今明后大" else words
        done, taken = before[:left] + gap, time.end + skipped
    return done + line[taken:]


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a verb says of a time beside it: it closes, arrives, or both, which is unclear."""

    kind: str
    start: int  #: where the verb before the time begins, the end of the words before it when there is none
    end: int  #: where the verb after the time ends, 0 when there is none


def _claim(before: str, after: str, following: int) -> _Claim | None:
    """Which verb belongs to the time between `before` and `after`; `following` is where the next time begins."""
    leading = _verb(before, _CLOSES_BEFORE.search, _ARRIVES_BEFORE.search)
    trailing = _verb(after, _CLOSES_AFTER.match, _ARRIVES_AFTER.match)
    if trailing and (label := _IS_LABEL.match(after, trailing[1].end())) and label.end() == following < len(after):
        trailing = None
    if leading and trailing and leading[0] != trailing[0]:
        if _WEAK.search(leading[1][0]):
            leading = None
        elif not after[trailing[1].end() : following].strip(" :：") and following < len(after):
            trailing = None
        elif before.endswith(" ") and not after.startswith(" ") and not leading[1][0].rstrip().endswith((":", "：")):
            leading = None
        else:
            return _Claim("unclear", leading[1].start(), trailing[1].end())
    if not leading and not trailing:
        return None
    kind = (trailing or leading or ("", None))[0]
    return _Claim(kind, leading[1].start() if leading else len(before), trailing[1].end() if trailing else 0)


def _verb(words: str, closes: _Finder, arrives: _Finder) -> tuple[str, re.Match[str]] | None:
    if match := closes(words):
        return "closes", match
    return ("arrives", match) if (match := arrives(words)) else None


def _place_after(after: str, end: int) -> int:
    """后天下午3点到文化礼堂: what follows the verb names the place, so the verb is left to it."""
    return end - 1 if end and after[end - 1] == "到" and _TO_PLACE.match(after, end - 1) else end


def _close(facts: Facts, time: AnnouncedTime, words: str) -> None:
    if time.passed:
        facts.doubts.append(("closing_passed", words))
    elif time.at is None or time.ranged or (facts.closes_at is not None and facts.closes_at != time.at):
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
