"""What a worker says of a shop: 李记面馆 都合格, 奶茶店没登记，通知停业; and of items: 1 3 不合格，其余合格."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from domain.shops import Ending, Result
from nlu.clean import clean
from nlu.numerals import read_count

LONGEST = 80
_NEAREST = 3
_NEAR_FROM = 34

_ASKS = re.compile(
    r"(?:今天|我)?(?:要|该|开始|去)?(?:查|检查|巡查|巡)(?:哪些|哪几家|什么)?(?:店铺?|商铺|商店|门店)(?:路线|清单|名单)?"
    r"|(?:店铺|商铺|沿街|门店)(?:检查|巡查|路线|清单|名单)|查店路线|(?:check )?shops|shop (?:round|route|checks?)",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:去|开始)?(?:查店|检查|查一下|查|check)[\s:：]*(?P<name>.{2,30})", re.IGNORECASE)
_ADDS = re.compile(
    r"(?:加|新增|添加)(?:一?家|个)?(?:店铺?|商铺|商店|门店|一家)[\s:：]*(?P<rest>.{0,60})"
    r"|add shop\s*(?P<new>.{0,60})",
    re.IGNORECASE,
)

_STOP = re.compile(r"(?:已经?)?(?:通知|责令|要求|当场|叫他?们?)?(?:停业(?:整顿)?|停止营业|关停)(?:了)?|叫停了?")
_REPORTED = re.compile(r"(?:已经?)?(?:上报|报上去|报给?(?:镇里|街道|上面))了?|reported", re.IGNORECASE)
_SHUT = re.compile(
    r"(?:今天)?(?:都)?(?:没开门?|没有开门?|没营业|未营业|未开门|没有?人在?|关着门?|关门休息|休息|歇业"
    r"|今天关门?了|shut today)"
    r"(?=$|[\s,，。;；])"
)
_CLOSED = re.compile(
    r"(?:已经?|永久|以后)?(?:不开了|不做了|关张了?|倒闭了?|关掉了|转让了|注销了|关店了|closed for good)"
)
_MOVED = re.compile(r"(?:已经?)?(?:搬走了?|搬迁了?|搬家了?|搬到.{1,20}|moved away)")
_ALL_OK = re.compile(
    r"(?:今天|刚才)?(?:检?查过?了?)?[\s,，]*(?:[六几各全]?[项样个条]?(?:全部|都|全|均|一切)?(?:检查)?)?"
    r"(?:合格|达标|符合要求|没问题|没有问题|正常)|全过了?|all (?:ok|good|passed)[。.!！]?",
    re.IGNORECASE,
)
_FAILS = re.compile(r"(?:没有?|未|不|缺|少)[^,，。;；]{1,16}|[^\s,，。;；]{0,8}过期[^,，。;；]{0,8}")
_SIGN = re.compile(
    r"合格|达标|停业|停止营业|关停|叫停|上报|报上去|没开|没营业|未营业|歇业|不开了|倒闭|转让|搬走|搬迁|搬到|登记|测温|口罩"
    r"|没问题|消毒|台账|场所码|正常|整改|关了|关门|休息|没人|all ok|all good|passed|reported|moved|closed",
    re.IGNORECASE,
)
_STRONG = re.compile(r"合格|达标|停业|上报|all ok|all good|passed", re.IGNORECASE)
_ENDS = re.compile(
    r"[\s,，。;；:：]|(?:今天|照常|已经?|都|全|没|未|不|搬|通知|责令|叫停|停业|上报|各项|六项|合格|关|休息|歇业|倒闭|转让)"
)
_SHOPLIKE = re.compile(
    r"(?:店|馆|超市|铺|厂|厅|行|场|吧|坊|驿站|公司|中心|摊|档口?|酒楼|院|房|屋|站|社|部|shop|store)$", re.IGNORECASE
)

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_ONE = rf"第?{_NUMBER}[项条号个]?"
_ITEMS = rf"{_ONE}(?:\s*[、,，和跟及\s]\s*{_ONE})*"
_WORDS = (
    (Result.BAD, r"不合格|不达标|不行|没做到?|没有|未做|不符合|不过关|bad|fail(?:s|ed)?|no"),
    (Result.NONE, r"不适用|不涉及|不用查|没这项|n/?a"),
    (Result.OK, r"合格|达标|符合|做到了|没问题|ok|pass(?:es|ed)?|good"),
)
_OF_ITEMS = [
    (result, re.compile(rf"(?P<items>{_ITEMS})\s*(?:项|条)?[:：]?\s*(?:都|全|均)?(?:是)?(?:{words})", re.IGNORECASE))
    for result, words in _WORDS
]  # fmt: skip
_REST = [
    (result, re.compile(
        rf"(?:其余|其他|其它|别的|剩下的?|余下的?|另外的?|rest|others?)的?(?:几?项)?\s*[都全均]?(?:{words})",
        re.IGNORECASE,
    ))
    for result, words in _WORDS
]  # fmt: skip
_UNMASKED = re.compile(r"(?:没有?|不|未)(?:人|有人)?[戴带]好?(?:着)?口罩")
_REST_OK = next(pattern for result, pattern in _REST if result is Result.OK)
_ALL = re.compile(rf"(?:全部|都|全|[六各]项|六项都|每项都?|all)\s*(?:都|全|均)?(?:{_WORDS[2][1]})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShopSaid:
    """A line about one shop. `name` is what stands for it, as it was written; `failing` what is said to be wrong."""

    name: str
    known: bool = False  #: the name is that of a registered shop
    all_ok: bool = False
    numbers: tuple[tuple[int, Result], ...] = ()
    failing: str = ""
    rest_ok: bool = False  #: all else is said to be well
    ending: Ending | None = None  #: stopped, shut, moved, closed
    reported: bool = False

    @property
    def says(self) -> bool:
        return bool(self.all_ok or self.numbers or self.failing or self.ending or self.reported)


@dataclass(frozen=True, slots=True)
class ItemsSaid:
    """Results by the items' numbers, and that of all the others."""

    results: tuple[tuple[int, Result], ...] = ()
    rest: Result | None = None


def asks_route(text: str) -> bool:
    """Whether a whole message asks which shops are to be looked at."""
    return len(text) <= 20 and _ASKS.fullmatch(text.strip(" 。.!！?？呢吗呀啊吧")) is not None


def begins(text: str) -> str:
    """The shop that is to be looked at now (查李记面馆), "" for other words."""
    found = _BEGINS.fullmatch(text.strip(" 。.!！"))
    return found["name"].strip() if found else ""


def adds(text: str) -> tuple[str, str] | None:
    """A shop that is to be put on the list: its name and street (加店 老王修车铺 东街), "" for what is not said."""
    found = _ADDS.fullmatch(text.strip(" 。.!！"))
    if found is None:
        return None
    name, _, street = re.sub(r"[,，、]", " ", (found["rest"] or found["new"] or "").strip()).partition(" ")
    return name.strip(), street.strip()


def may_be_about_a_shop(text: str) -> bool:
    """A cheap look, before the names of shops are read."""
    return 3 <= len(text) <= LONGEST and _SIGN.search(text) is not None


def read_shop(text: str, names: Sequence[str]) -> ShopSaid | None:
    """What a line says of a shop, of those registered or (with strong words) another; None for other lines."""
    cleaned = clean(text)
    known = _named(cleaned, names)
    name = known or _unknown(cleaned)
    if not name:
        return None
    rest = cleaned.replace(name, " ", 1).strip(" ,，。;；:：的")
    said = _said(name, bool(known), rest)
    return said if said.says else None


def _said(name: str, known: bool, rest: str) -> ShopSaid:
    items = read_items(rest)
    if items is not None:
        return ShopSaid(name, known, items.rest is Result.OK and not items.results, items.results)
    reported = _REPORTED.search(rest) is not None
    left = _REPORTED.sub("", rest)
    ending = next(
        (ending for ending, pattern in (
            (Ending.STOPPED, _STOP), (Ending.CLOSED, _CLOSED), (Ending.MOVED, _MOVED), (Ending.SHUT, _SHUT),
        ) if pattern.search(left)), None,
    )  # fmt: skip
    for pattern in (_STOP, _CLOSED, _MOVED, _SHUT):
        left = pattern.sub("", left)
    left = left.strip(" ,，。;；")
    if ending is None and _ALL_OK.fullmatch(left):
        return ShopSaid(name, known, True, reported=reported)
    others = _REST_OK.search(left)
    wrong = "，".join(found.strip() for found in _FAILS.findall(_REST_OK.sub(" ", left)))
    return ShopSaid(name, known, False, (), wrong, bool(wrong and others), ending, reported)


def read_items(text: str) -> ItemsSaid | None:
    """1 3 不合格，其余合格; 2不适用; 全部合格. None for anything that is not all of that kind."""
    left = clean(text).strip(" 。.!！")
    if not left or len(left) > LONGEST:
        return None
    if _ALL.fullmatch(left):
        return ItemsSaid((), Result.OK)
    results: dict[int, Result] = {}
    rest: Result | None = None
    for result, pattern in _REST:
        found = pattern.search(left)
        if found is not None:
            rest, left = result, f"{left[: found.start()]},{left[found.end() :]}"
            break
    for result, pattern in _OF_ITEMS:
        for found in pattern.finditer(left):
            results |= {number: result for number in map(_number, re.findall(_NUMBER, found["items"])) if number}
        left = pattern.sub(",", left)
    if left.strip(" ,，、;；和") or (not results and rest is None):
        return None
    return ItemsSaid(tuple(sorted(results.items())), rest)


def nearest(said: str, names: Sequence[str]) -> list[str]:
    """The registered names that are most like what was written: those that contain it first."""
    inside = [name for name in names if said in name or name in said]
    found = process.extract(said, list(names), scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_NEAR_FROM)
    return list(dict.fromkeys([*inside, *(name for name, _, _ in found)]))[:_NEAREST]


def items_meant(words: str, items: Sequence[str]) -> list[int]:
    """The items that words of a failing are about, by two characters that both have: 没登记 is 三本台账登记. Words
    that fit several alike are about none, nor are people without a mask about a notice that asks for masks."""
    return sorted({meant[0] for meant in _meant(words, items) if len(meant) == 1})


def all_meant(words: str, items: Sequence[str]) -> bool:
    """Whether each failing that was said is one item's."""
    return all(len(meant) == 1 for meant in _meant(words, items))


def _meant(words: str, items: Sequence[str]) -> list[list[int]]:
    found = []
    for failing in filter(None, re.split(r"[\s,，、。;；]+", words)):
        said = _UNMASKED.sub(" ", failing)
        pairs = {said[at : at + 2] for at in range(len(said) - 1)} - {"没有", "不在"}
        shared = {number: sum(pair in item for pair in pairs) for number, item in enumerate(items, 1)}
        most = max(shared.values(), default=0)
        found.append([number for number, count in shared.items() if count == most > 0])
    return found


def _named(text: str, names: Sequence[str]) -> str:
    """The longest registered name in a text; blanks do not count."""
    return max((name for name in names if name and name in text), key=len, default="")


def _unknown(text: str) -> str:
    if not _STRONG.search(text):
        return ""
    end = _ENDS.search(text, 1)
    name = text[: end.start()] if end else ""
    return name if 2 <= len(name) <= 20 and _SHOPLIKE.search(name) else ""


def _number(text: str) -> int:
    found = read_count(text)
    return found[0] if found else 0
