"""What is on offer in one group-buy window, with every table that matching needs, computed once and reused."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain

from nlu.clean import clean
from nlu.groceries import EMOJI, GROCERIES
from nlu.numerals import NUMERAL_STARTS
from nlu.pinyin import MOST_SPELLINGS, blurred, spellings
from nlu.quantities import AmountReader
from nlu.units import plain_unit

STANDS_ALONE = {
    "米": "玉虾糯小黑薏糙紫粟生苞", "奶": "酸豆椰羊", "蛋": "皮咸鸭鹅茶鹑花鸽卤", "鱼": "鱿章甲墨爪鲍鳄",
    "肉": "牛羊鸡鸭驴鱼虾果餐腊咸兔鹅狗午贝", "油": "酱蚝香麻猪牛奶黄", "鸡": "素田火烤烧叉卤熏",
    "鸭": "烤酱板卤", "虾": "龙", "蟹": "", "梨": "凤", "桃": "猴核樱", "枣": "", "葱": "洋", "姜": "",
    "盐": "", "糖": "香奶", "醋": "", "面": "", "菇": "", "笋": "莴芦", "藕": "", "橙": "", "橘": "", "桔": "",
    "柑": "", "柚": "", "纸": "", "鹅": "", "蒜": "", "酒": "料", "茶": "", "蕉": "", "酱": "",
}  # fmt: skip
"""A last character that people use for the whole name (米 for 东北大米), unless it stands after one of these: 玉米 is
no rice, 咸鸭蛋 not just an egg."""
_CHANGES_THE_THING = re.compile("(?:(?<!奶)油|(?<![速冷])冻|[臭干咸腊熏酱卤泡酸炸烤胡素])$")
_TAKES_A_SUFFIX = "条皮片块丝干馒饺盒袋瓶"
_KIND_LEFT_OUT = "肉菜鸡鸭鱼虾米花瓜"
NUMERAL_SIGNS = NUMERAL_STARTS | set("百千万")
_SAYS_NOTHING = frozenset(
    (
        "新鲜", "精品", "特级", "优质", "本地", "农家", "有机", "进口", "国产", "散养", "野生", "冷冻", "冰鲜",
        "现杀", "手工", "自制", "家用", "一次", "一次性", "医用", "儿童", "成人", "大号", "中号", "小号",
    )
)  # fmt: skip
_LOOK_ALIKE = (
    "肉内", "未末", "干千于", "土士", "鸟乌", "大太犬", "瓜爪", "免兔", "日目", "牛午", "萍苹", "鸡鸠", "旦蛋",
    "青清", "白百", "菇茹姑", "茄加", "芹芥", "桔结", "梨梁", "李季", "桃挑", "枣束", "姜羌", "葱忽", "盐监",
    "油由抽", "豆逗", "条务", "奶仍", "笋芛", "椒淑", "瓶并", "鲜蚌", "未味", "衣农", "藕耦", "卜下", "冬东",
    "西酉", "茭荬菱", "虾蚜", "薯暑署", "可口", "菜莱", "醋错", "挂桂",
)  # fmt: skip
_ASIDE = re.compile(r"[(\[【].*?[)\]】]|\d+(?:\.\d+)?(?:斤|公斤|kg|克|g|ml|毫升|升|枚|个|只)(?:装|/.*)?$")


_CHINESE_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_VARIANTS = str.maketrans("桔蕃韮菰粿麯", "橘番韭菇果曲")


def one_spelling(text: str) -> str:
    """A message or name as it is matched: cleaned, lower case, one character where people use two (桔 for 橘)."""
    return as_matched(clean(text))


def as_matched(cleaned: str) -> str:
    """A text that is clean already, as it is matched."""
    return cleaned.lower().translate(_VARIANTS)


@dataclass(frozen=True, slots=True)
class CatalogItem:
    """One thing on offer: price in fen a unit, limit in thousandths of the unit a household and order (or None)."""

    name: str
    unit: str
    price: int
    limit: int | None
    aliases: tuple[str, ...] = ()
    spec: str = ""


Items = tuple[CatalogItem, ...]


@dataclass(frozen=True, slots=True)
class Sounds:
    """Spelling to items: by the commonest readings of an item's characters, and by all of them.

    A word means an item if one of the two is read in its commonest way: rare readings on both sides (独居 and 土鸡 as
    duji) are chance.
    """

    common: dict[str, Items]
    every: dict[str, Items]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that names one item (`items` has one), several (a question), or another known thing (none)."""

    text: str
    items: Items


@dataclass(frozen=True, slots=True)
class Catalog:
    """The items on offer and how people may write them. `words`: first character to words, longest first."""

    items: Items
    by_name: dict[str, CatalogItem]
    words: dict[str, tuple[Word, ...]]
    amounts: AmountReader
    sounds: Sounds
    blurred_sounds: Sounds
    written: tuple[tuple[str, CatalogItem], ...] = field(repr=False)
    names: frozenset[str] = field(repr=False)
    numbered: re.Pattern[str] = field(repr=False)

    @classmethod
    def build(cls, items: Iterable[CatalogItem]) -> "Catalog":
        """All tables for the given items; some milliseconds, once a window."""
        offered = tuple(items)
        written = tuple(_ways_of_writing(offered))
        names = _names(offered, written)
        known = names | _parts(written, names)
        others: dict[str, Items] = {name.translate(_VARIANTS): () for name in GROCERIES}
        things = others | _emoji(offered, written) | known
        sounds, blurs = _sounds(known)
        return cls(
            items=offered,
            by_name={item.name: item for item in offered},
            words=_by_first_character(things),
            amounts=AmountReader(frozenset(plain_unit(item.unit) for item in offered if plain_unit(item.unit))),
            sounds=sounds,
            blurred_sounds=blurs,
            written=written,
            names=frozenset(names),
            numbered=_numbered(things),
        )

    def meaning(self) -> dict[str, tuple[str, ...]]:
        """By item the words of two characters and more that mean it alone, longest first."""
        found: dict[str, list[str]] = {}
        for word in chain.from_iterable(self.words.values()):
            if len(word.items) == 1 and len(word.text) > 1:
                found.setdefault(word.items[0].name, []).append(word.text)
        return {name: tuple(sorted(words, key=lambda text: (-len(text), text))) for name, words in found.items()}

    def without_numbered_names(self, text: str) -> str:
        """The text for reading numbers in: 五花肉 and 三黄鸡 are blanked out, so that 2斤五花肉 is not 2.5斤."""
        return self.numbered.sub(lambda match: "\ue000" * len(match[0]), text)

    def word_at(self, text: str, start: int) -> Word | None:
        """The longest word for a thing that begins at `start`."""
        for word in self.words.get(text[start], ()):
            if text.startswith(word.text, start):
                return word
        return None


def _ways_of_writing(items: Items) -> Iterable[tuple[str, CatalogItem]]:
    """Name and aliases in the cleaned spelling, without sizes and brackets and with Chinese digits as well."""
    for item in items:
        for name in (item.name, *item.aliases):
            full = one_spelling(name).replace(" ", "")
            short = _ASIDE.sub("", full)
            for way in dict.fromkeys((full, short, full.translate(_CHINESE_DIGITS))):
                if way:
                    yield way, item


def _names(items: Items, written: tuple[tuple[str, CatalogItem], ...]) -> dict[str, Items]:
    """Whole names and aliases. A name wins over another item's alias; an alias of two items is a question."""
    own = {one_spelling(item.name).replace(" ", "") for item in items}
    found: dict[str, dict[str, CatalogItem]] = {}
    for way, item in written:
        if way not in own or one_spelling(item.name).replace(" ", "") == way:
            found.setdefault(way, {})[item.name] = item
    return {way: tuple(named.values()) for way, named in found.items()}


def _parts(written: tuple[tuple[str, CatalogItem], ...], names: dict[str, Items]) -> dict[str, Items]:
    """Parts by which people call a thing, with every item that has the part: one is a name, several a question.

    A part that would change the thing (豆腐 for 油豆腐) or is another known thing in front (牛肉 for 牛肉丸) names
    nothing by itself, but still keeps the part from fitting another item only.
    """
    parts: dict[str, bool] = {}
    for way, _ in written:
        for part, sure in _parts_of(way):
            parts[part] = parts.get(part, False) or sure
    found: dict[str, Items] = {}
    for part, sure in parts.items():
        fitting = tuple({item.name: item for way, item in written if _has_part(way, part)}.values())
        if part not in names and (sure or len(fitting) > 1) and part not in _SAYS_NOTHING:
            found[part] = fitting
    return found


def _has_part(way: str, part: str) -> bool:
    """A single character must be the last one: 鸡 is not in 鸡蛋."""
    if part == way + "子":
        return True
    return part in way if len(part) > 1 else way.endswith(part) or way == part + "子"


def _parts_of(way: str) -> Iterable[tuple[str, bool]]:
    """(part, whether it may name the thing if no other item has it)."""
    for start in range(1, len(way) - 1):
        yield way[start:], _CHANGES_THE_THING.search(way[:start]) is None
    last = way[-1]
    if len(way) > 1 and last in STANDS_ALONE:
        yield last, way[-2] not in STANDS_ALONE[last]
    for end in range(2, len(way)):
        front = way[:end]
        yield front, front not in GROCERIES | _SAYS_NOTHING and (len(way) - end > 1 or way[end] in _KIND_LEFT_OUT)
    if len(way) == 2 and last == "子" and way[0] in STANDS_ALONE:
        yield way[0], True
    if len(way) == 1 or way[-1] in _TAKES_A_SUFFIX:
        yield way + "子", True


def _numbered(things: dict[str, Items]) -> re.Pattern[str]:
    """Names with a digit or numeral in them, longest first; 千张 is none right after a number."""
    names = sorted((name for name in things if len(name) > 1 and not NUMERAL_SIGNS.isdisjoint(name)), key=len)
    if not names:
        return re.compile("(?!)")
    return re.compile(rf"(?<![0-9一二两三四五六七八九十])(?:{'|'.join(map(re.escape, reversed(names)))})")


def _emoji(items: Items, written: tuple[tuple[str, CatalogItem], ...]) -> dict[str, Items]:
    """Pictures, with the items that they may stand for."""
    found = {}
    for picture, meanings in EMOJI.items():
        kinds = meanings.split()
        fitting = {item.name: item for way, item in written if way in kinds or _ends_with_kind(way, kinds)}
        found[picture] = tuple(fitting.values())
    return found


def _ends_with_kind(way: str, kinds: list[str]) -> bool:
    endings = [kind for kind in kinds if len(kind) > 1 and way.endswith(kind)]
    return any(_CHANGES_THE_THING.search(way[: -len(kind)]) is None for kind in endings)


def _by_first_character(things: dict[str, Items]) -> dict[str, tuple[Word, ...]]:
    table: dict[str, list[Word]] = {}
    for text, items in things.items():
        table.setdefault(text[0], []).append(Word(text, items))
    return {first: tuple(sorted(words, key=lambda word: -len(word.text))) for first, words in table.items()}


def _sounds(known: dict[str, Items]) -> tuple[Sounds, Sounds]:
    """Spelling to items, exact and blurred; words of one character are too short to go by their sound."""
    long = {way: items for way, items in known.items() if len(way) > 1}
    exact, near = (
        Sounds(_by_sound(long, blur, most=1), _by_sound(long, blur, most=MOST_SPELLINGS)) for blur in (str, blurred)
    )
    return exact, near


def _by_sound(known: dict[str, Items], blur: Callable[[str], str], most: int) -> dict[str, Items]:
    found: dict[str, dict[str, CatalogItem]] = {}
    for way, items in known.items():
        for spelling in spellings(way)[:most]:
            found.setdefault(blur(spelling), {}).update({item.name: item for item in items})
    return {spelling: tuple(named.values()) for spelling, named in found.items()}


def look_alikes(word: str) -> Iterable[str]:
    """The word with one character put for another that looks like it: 羊内 gives 羊肉."""
    for position, character in enumerate(word):
        for other in chain.from_iterable(group for group in _LOOK_ALIKE if character in group):
            if other != character:
                yield word[:position] + other + word[position + 1 :]
