"""What is said at the pick-up: bags that were taken or brought, by number, and that somebody wants it at the door."""

import re
from dataclasses import dataclass

from nlu.clean import clean

MOST_TICKS = 100
LARGEST_NUMBER = 9999

# Nothing of it is taken in two ways: what is read as a number's sign is never tried again as the next one's.
_NUMBERS = r"(?:(?:第|no\.?|#|袋号?)?\s?\d{1,4}(?!\d)(?:号袋?|#|号包)?+[\s,，、;；/+和跟及]*+)+"
_TAKEN = "(?:自?取走|自?取掉|取货|取好|取完|自取|自提|提走|领走|领取|领好|拿走|拿好|取|领|拿|提|collected|picked up)"
_BROUGHT = "(?:送到家?|送达|送好|送完|送过去|送上门|送掉|送去|放门口|放在门口|送到门口|送货|送|delivered|delivery)"
_DONE = r"(?:都|全部?|已经?|刚刚?|也|[ ,，:：])*"
_END = r"(?:了|好了|完了|啦|完毕|完成|好|ok)?[\s。.!！✅✔☑️👌]*"
_TICKS = re.compile(
    rf"(?P<numbers>{_NUMBERS})\s*{_DONE}(?:(?P<taken>{_TAKEN})|(?P<brought>{_BROUGHT})){_END}"
    rf"|{_DONE}(?:(?P<taken_first>{_TAKEN})|(?P<brought_first>{_BROUGHT}))(?:了|好|的|[:：, ])*(?P<listed>{_NUMBERS})"
    r"(?:了|好了|啦)?[\s。.!！✅✔☑️👌]*",
    re.IGNORECASE,
)
_TO_DOOR = re.compile(
    r"送(?:货)?(?:菜)?(?:上门|上楼|上来|到(?:我)?(?:家|门口|楼上|家门口|床边|家里)|过来|来(?!的|了)|我家|一下)"
    r"|(?:放|搁|搬|拿|带|提)(?:到|在)?(?:我家?)?(?:门口|楼上|家门口|上楼|上来|家里)"
    r"|(?:下不了楼|走不[动了]|出不了门|来不了|去不了|拿不动|腿脚不[便好]|行动不便|坐轮椅|卧床|在坐月子"
    r"|在隔离)[^吗?？]*[送拿带]"
    r"|deliver (?:it )?(?:to (?:my )?(?:door|home|house)|please)|(?:to|at) (?:my|the) door",
    re.IGNORECASE,
)
_NOT_WANTED = re.compile(
    r"[吗么?？]|[不别没未](?:用|要|必|需要?)?(?:再)?(?:给我|帮我)?(?:送|拿上|放)|[能可会]不[能可会]|是不是|有没有"
    r"|送[^,，。]{0,4}[了过的](?!吧|来|去)|什么时候|几点|多久|谁|自己(?:来|去)?[取拿领]|自提|怎么|等[^,，。]{0,6}[送到]"
)

_CANNOT_COME = re.compile(
    r"(?:下不了楼|走不[动开了]|出不了门|出不去|[来去]不了|拿不动|不能(?:下楼|出门|走路)|(?:不方便|没法|没办法)(?:出门|下楼|[去来]?[取拿领])"
    r"|腿脚不[便好]|行动不便|坐轮椅|卧床|坐月子|带(?:小)?(?:孩子|宝宝)|在隔离|没空(?:来|去)?[取拿领])"
)
_ASKS_DOOR = re.compile(
    r"(?:[能可会]不[能可会]|可以|可不可以|能|是不是|有没有|帮忙)[^,，。]{0,6}送(?:货)?(?:上门|到(?:我)?(?:家|门口|楼上|家里)|过来|一下|来)"
    r"|送(?:货)?(?:上门|到(?:我)?(?:家|门口|楼上|家里)|过来)[^,，。]{0,4}[吗么?？]"
)
_OTHERS = re.compile(r"(?:别人|人家|他们?|她们?)家|药|快递|外卖|谁|多少钱")


@dataclass(frozen=True, slots=True)
class Ticks:
    """Bag numbers that a worker reports as handed over, in the order named and each once."""

    numbers: tuple[int, ...]
    delivered: bool  #: brought to the door, not fetched


def picks_up(text: str) -> Ticks | None:
    """12号取了, 取12 13 15 and 12 13送到了; None for a question, a 没取, a range and whatever else says more."""
    if len(text) > 600:
        return None
    found = _TICKS.fullmatch(clean(text).replace("\n", " "))
    if found is None:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", found["numbers"] or found["listed"])]
    if len(numbers) > MOST_TICKS or not all(0 < number <= LARGEST_NUMBER for number in numbers):
        return None
    return Ticks(tuple(dict.fromkeys(numbers)), bool(found["brought"] or found["brought_first"]))


def wants_delivery(text: str) -> bool:
    """Whether goods are wanted at the door: 送上门, 腿脚不便，帮我送来. 能送到家吗 only asks."""
    if len(text) > 200:
        return False
    cleaned = clean(text)
    return _TO_DOOR.search(cleaned) is not None and _NOT_WANTED.search(cleaned) is None


def may_want_delivery(text: str) -> bool:
    """Whether somebody says that they cannot come, or asks whether it is brought (能送上门吗): to be asked back."""
    if len(text) > 60:
        return False
    cleaned = clean(text)
    return bool(_CANNOT_COME.search(cleaned) or _ASKS_DOOR.search(cleaned)) and not _OTHERS.search(cleaned)
