"""How much: reads what begins with a number or a measure word, and says of which sort it is.

A number in chat may be an amount, a price, a date, a house number or the size of a family. `read_amount` looks at
what follows the number, which nearly always decides; what went before is for the caller.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from nlu.numerals import NUMERAL_STARTS, read_decimal
from nlu.units import COUNTED, GRAMS, MILLILITRES

EXACT, VAGUE, MISSING, MONEY, SPEC, NOTHING = "exact", "vague", "missing", "money", "spec", "nothing"
"""The sorts: a plain amount; one that must be confirmed (range, part, sum); 几斤; money; a size or price that only
describes (28一袋, 5斤装的); and numbers that are no amount of goods at all (dates, houses, people)."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What was read: its sort, the number, the unit as written ("" when none) and where it ends."""

    sort: str
    value: Decimal
    unit: str
    end: int
    what: str = ""


_CN = "零〇一二两三四五六七八九十百廿卅"
_N = rf"(?:\d{{1,4}}(?:\.\d+)?|[{_CN}]{{1,5}})"
_PEOPLE = "小孩|孩子|大人|老人|小朋友|娃|儿子|女儿|孙子|孙女|老头|老太|人|学生|客人|邻居|病人|宝宝|老的|小的|大的"
_TIMES = "月|星期|礼拜|小时|钟头|问题|电话|地方|村|单元|小区"
_BY_THEN = "[之以]?前(?![腿夹排])(?:送到?|到)?"
_NOT_GOODS = re.compile(
    r"(?P<phone>1[3-9]\d-?\d{4}-?\d{4}(?!\d)|0\d{2,3}-\d{7,8}|400-?\d{3}-?\d{4})"
    rf"|(?P<house>\d{{1,3}}#\d{{2,4}}|\d{{1,3}}-\d{{1,3}}-\d{{1,4}}|\d{{1,3}}-\d{{3,4}}(?![\d斤克g个袋盒])"
    rf"|{_N}(?:幢|栋|座|号楼|单元|室|弄|巷|村|号院|期(?=\d))[ ]?(?:[\d{_CN}-]{{1,6}}(?:室|号|楼|单元|层|幢)?)*"
    rf"|{_N}(?:楼|层)(?:[ ]?[\d{_CN}]{{1,4}}室?)?|{_N}(?:组|队|支路|路)(?=[\d{_CN} ,]|$|[一-龥]))"
    r"|(?P<date>\d{4}年|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    rf"|(?:1[0-2]|0?[1-9])[/.](?:3[01]|[12]\d|0?[1-9])[日号]?{_BY_THEN}"
    rf"|{_N}月(?:{_N}[日号]?(?:{_BY_THEN})?)?|{_N}[日号](?!楼)(?:上午|下午|晚上|中午|早上|{_BY_THEN})?)"
    rf"|(?P<time>\d{{1,2}}:\d{{2}}(?::\d\d)?|{_N}(?:点半|点钟|点整|点(?![{_CN}\d])|点{_N}分|时(?!令)))"
    rf"|(?P<people>{_N}(?:个(?:{_PEOPLE})|口人?|人|户|家|位|代|名)|[俩仨](?:人|口|个人|老|孩)|{_N}老)"
    rf"|(?P<span>{_N}个?半?(?:{_TIMES})|{_N}(?:岁|天|年|周|次|遍|顿|趟|回|分钟|秒|公里|里路|米(?=远|长|外)|样|种|例"
    rf"|级|分熟)"
    r"|第)"
    rf"|(?P<health>(?:3[4-9]|4[0-2])\.\d(?![\d斤公千市克kg个袋盒两块元])|{_N}(?:度|℃|°c)\d?)"
    rf"|(?P<percent>{_N}(?:%|折|成(?!品)))"
)
_HOUSE_BY_UNIT = ("组", "队", "期", "口", "样", "种", "座", "家", "层")

_MONEY = re.compile(
    r"\d+(?:\.\d+)?块\d(?:毛|角)?(?!\d|[斤个袋盒])|[零一二两三四五六七八九十百]+块[一二三四五六七八九](?:毛"
    r"|角)?(?![斤个袋盒只把份瓶包条箱桶罐提板颗])"
    rf"|{_N}\s?(?:元|块钱|块大洋|圆|刀|毛钱|毛|角钱|角(?!钱))钱?|{_N}块(?=的|一[^共起样]|每|/|左右的)"
)
_PER = re.compile(r"\s?/\s?|每|一(?=[^一]{1,2})")
_DIGIT_POINT = re.compile(r"点\d+")
_SPEC_TAIL = re.compile(r"(?:左右|上下|以上|以内|多)?(?:装(?![袋在到进好一])的?|的|重的?|大的)")
_RANGE_TAIL = re.compile(r"(?:多(?!来|加|要|买|少)|把|来(?=[斤个只条]))|(?:以上|以下|以内|不到|出头|起(?!来))")
_TO = re.compile(
    r"(?! 还是[\d一二两三四五六七八九十半.]+[一-龥]?(?:吧|好了))"
    r"\s?(?:[-~—]{1,2}|到|至|或者?|还是|、)\s?(?=[\d零一二两三四五六七八九十])"
)
_TIMES_SIGN = re.compile(r"\s?[*x×]\s?(?=[\d一二两三四五六七八九十])")
_FEW = re.compile(r"(?:来|多|几|好几)(?=\s?[一-龥a-z])")
_BARE_HALF = re.compile(r"(市斤|公斤|千克|斤|个|只|条|把)(半|把|来|多)(?![一-龥]*?子)")
_CHINESE_DIGIT = re.compile(r"([一二三四五六七八九])(?=$|[\s,，。;；、!！?？的吧了啊哦呀就嘛块元毛])")
_PRICE_LIKE = re.compile(r"\.(?:[89]|\d[89])$")
_FROM_DIGITS_NO_AMOUNT = 3
_HALF_OF_ANOTHER = tuple("斤两份只袋个夜天年月路")
_PACKED = re.compile("装(?:成|在|进)?[一二两三四五六七八九十\\d]")
"""豆浆6瓶装一箱: so many in a case, or a wish for the packer."""
_TAKES_A_SUFFIX = frozenset("瓶盒袋箱条桶罐篮盘")
"""一瓶子醋 is 一瓶醋."""
_ONES = {character: value for value, character in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NOTHING_MORE = r"(?=$|[,;。\n]| [\ue000一-龥](?<![到至或还半]))"
"""What may follow an amount that needs no second look; most amounts in plain lines are such."""
_NO_NUMBER = Decimal(0)


class AmountReader:
    """Reads amounts with the units that this catalogue and this house know; built once with the catalogue."""

    def __init__(self, item_units: frozenset[str]) -> None:
        units = COUNTED | GRAMS.keys() | MILLILITRES.keys() | item_units
        alternatives = "|".join(re.escape(unit) for unit in sorted(units, key=lambda unit: (-len(unit), unit)))
        plain = "|".join(re.escape(unit) for unit in sorted(units - set(_HOUSE_BY_UNIT), key=len, reverse=True))
        self._plain = re.compile(rf"(\d{{1,3}}(?:\.\d)?|[一二三四五六七八九十两])({plain}){_NOTHING_MORE}")
        self._unit = re.compile(rf" ?(整)?([大小])?({alternatives})(?<![a-z](?=[a-z]))")
        self._item_units = item_units
        self.measure_starts = frozenset(unit[0] for unit in units)

    def read(self, text: str, start: int) -> Amount | None:
        """The amount or other number that begins at `start`; None when none does."""
        character = text[start]
        if character not in NUMERAL_STARTS:
            return self._read_bare(text, start) if character in self.measure_starts else None
        if plain := self._plain.match(text, start):
            value = Decimal(plain[1]) if plain[1].isascii() else Decimal(_ONES[plain[1]])
            return Amount(EXACT, value, plain[2], plain.end())
        if (other := _NOT_GOODS.match(text, start)) and not self._is_goods(other):
            return Amount(NOTHING, _NO_NUMBER, "", other.end(), str(other.lastgroup))
        if money := _MONEY.match(text, start):
            return self._money(text, money.end())
        number = read_decimal(text, start)
        if number is None:
            return None
        return self._read_after(text, start, *number)

    def unit_at(self, text: str, start: int) -> tuple[str, int] | None:
        """The unit word at `start` and where it ends."""
        match = self._unit.match(text, start)
        return (match[3], match.end()) if match else None

    def _is_goods(self, other: re.Match[str]) -> bool:
        """组 and 口 are units of goods where the catalogue sells by them."""
        return any(other[0].endswith(unit) and unit in self._item_units for unit in _HOUSE_BY_UNIT)

    def _read_bare(self, text: str, start: int) -> Amount | None:
        """斤半 is 1.5; 斤把 and 个把 are vague."""
        match = _BARE_HALF.match(text, start)
        if match is None:
            return None
        sort = EXACT if match[2] == "半" else VAGUE
        return Amount(sort, Decimal("1.5"), match[1], match.end())

    def _money(self, text: str, end: int) -> Amount:
        """Money, or a price if "for a unit" or 的 follows: 30块钱 is money, 5块的 and 33元/斤 describe."""
        per = _PER.match(text, end)
        if per and (unit := self.unit_at(text, per.end())):
            return Amount(SPEC, _NO_NUMBER, "", self._skip_of(text, unit[1]))
        if text[end : end + 1] == "的":
            return Amount(MONEY, _NO_NUMBER, "", end + 1, "的")
        return Amount(MONEY, _NO_NUMBER, "", end)

    def _read_after(self, text: str, start: int, value: Decimal, end: int) -> Amount:
        if (few := _FEW.match(text, end)) and (unit := self.unit_at(text, few.end())):
            return Amount(VAGUE, value, unit[0], unit[1])
        if point := _DIGIT_POINT.match(text, end):
            return Amount(VAGUE, value, *(self.unit_at(text, point.end()) or ("", point.end())))
        per = _PER.match(text, end)
        if per and (unit := self.unit_at(text, per.end())):
            return Amount(SPEC, value, unit[0], self._skip_of(text, unit[1]), "price")
        if text[end : end + 1] in NUMERAL_STARTS and not text[end].isascii() and text[end] != "半":
            return self._second_number(text, value, end)
        if to := _TO.match(text, end):
            return self._to_second(text, value, end, to.end())
        if text[start:end] == "一" and text[end : end + 1] == "半":
            return Amount(VAGUE, Decimal("0.5"), "", end + 1)
        if times := _TIMES_SIGN.match(text, end):
            return self._product(text, value, times.end())
        found = self._unit.match(text, end)
        if found is None:
            return self._without_unit(text, start, value, end)
        return self._with_unit(text, value, found)

    def _second_number(self, text: str, value: Decimal, end: int) -> Amount:
        """七八斤, 二三十个: two numerals side by side are a guess; 一两 alone is a weight."""
        weight = self._unit.match(text, end) if text[end] == "两" else None
        if weight is not None and not self.unit_at(text, end + 1):
            return self._with_unit(text, value, weight)
        second = read_decimal(text, end)
        after = second[1] if second else end + 1
        unit = self.unit_at(text, after)
        return Amount(VAGUE, value, *(unit or ("", after)))

    def _to_second(self, text: str, value: Decimal, end: int, second_start: int) -> Amount:
        """2-3斤, 2到3斤 are ranges; in 香干2、3份油豆腐 the mark 、 only divides."""
        if text[end] == "、":
            return Amount(EXACT, value, "", end)
        second = read_decimal(text, second_start)
        after = second[1] if second else second_start
        return Amount(VAGUE, value, *(self.unit_at(text, after) or ("", after)))

    def _product(self, text: str, value: Decimal, second_start: int) -> Amount:
        """35*2斤 is a price times an amount; whatever else is multiplied must be confirmed."""
        second = read_decimal(text, second_start)
        if second is None:
            return Amount(VAGUE, value, "", second_start)
        unit = self.unit_at(text, second[1])
        if unit is None:
            return Amount(VAGUE, second[0], "", second[1])
        return Amount(EXACT, second[0], *unit, what="times")

    def _without_unit(self, text: str, start: int, value: Decimal, end: int) -> Amount:
        following = text[end : end + 1]
        if following == "的":
            return Amount(SPEC, value, "", end + 1, "price")
        if text[start:end] == "半" or _PRICE_LIKE.search(text[start:end]):
            return Amount(VAGUE, value, "", end)
        if following.isascii() and following.isalpha():
            return Amount(VAGUE, value, "", end)
        if end - start >= _FROM_DIGITS_NO_AMOUNT and text[start:end].isdecimal():
            return Amount(NOTHING, value, "", end, "number")
        return Amount(EXACT, value, "", end)

    def _with_unit(self, text: str, value: Decimal, found: re.Match[str]) -> Amount:
        unit, end = found[3], found.end()
        if text[end : end + 1] == "子" and unit in _TAKES_A_SUFFIX and text[end + 1 : end + 2] not in ("姜", "鸡"):
            end += 1
        sort = VAGUE if found[2] else EXACT
        if unit in GRAMS:
            value, end, exact = self._compound(text, value, unit, end)
            sort = sort if exact else VAGUE
        elif text[end : end + 1] == "半":
            return Amount(VAGUE, value + Decimal("0.5"), unit, end + 1)
        if unit == "两" and (more := self.unit_at(text, end)) and more[0] not in ("两",):
            return Amount(VAGUE, value, *more)
        if ranged := _RANGE_TAIL.match(text, end):
            return Amount(VAGUE, value, unit, ranged.end())
        per = _PER.match(text, end)
        per_unit = self.unit_at(text, per.end()) if per else None
        again = per_unit is not None and per_unit[0] == unit and per is not None and per[0] == "一"
        if per_unit and not again:
            return Amount(SPEC, value, unit, self._skip_of(text, per_unit[1]))
        if _PACKED.match(text, end):
            return Amount(VAGUE, value, unit, end)
        times = _TIMES_SIGN.match(text, end)
        lots = read_decimal(text, times.end()) if times else None
        if lots and text[lots[1] : lots[1] + 1] not in ("元", "块"):
            return Amount(VAGUE, value, unit, self._skip_unit(text, lots[1]))
        if tail := _SPEC_TAIL.match(text, end):
            return Amount(SPEC, value, unit, tail.end(), "of")
        if to := _TO.match(text, end):
            return self._after_unit_to(text, Amount(sort, value, unit, end), to)
        return Amount(sort, value, unit, end)

    def _after_unit_to(self, text: str, amount: Amount, to: re.Match[str]) -> Amount:
        """2斤到3斤, 2斤或3斤: a range when the second has a unit as well; 2斤、3份... is not."""
        second = read_decimal(text, to.end())
        unit = self.unit_at(text, second[1]) if second else None
        if unit is None or to[0].strip() == "、":
            return amount
        return Amount(VAGUE, amount.value, amount.unit, unit[1])

    def _compound(self, text: str, value: Decimal, unit: str, end: int) -> tuple[Decimal, int, bool]:
        """What follows a weight and belongs to it: 半, 六两, 5两, a lone Chinese digit (三斤二 is 3.2)."""
        following = text[end : end + 1]
        if following == "半" and text[end + 1 : end + 2] not in _HALF_OF_ANOTHER:
            return value + Decimal("0.5"), end + 1, True
        if unit == "两" or not following:
            return value, end, True
        tenth = Decimal(GRAMS["两"]) / GRAMS[unit]
        number = read_decimal(text, end)
        if number is not None and text[number[1] : number[1] + 1] == "两" and number[0] < 10:
            return self._with_half_liang(text, value + number[0] * tenth, number[1] + 1, tenth)
        lone = _CHINESE_DIGIT.match(text, end)
        if lone and self.unit_at(text, lone.end()) is None and unit in ("斤", "市斤"):
            clear = text[lone.end() : lone.end() + 1] not in ("块", "元", "毛", "点")
            return value + read_digit(lone[1]) * tenth, lone.end(), clear
        return value, end, True

    def _with_half_liang(self, text: str, value: Decimal, end: int, tenth: Decimal) -> tuple[Decimal, int, bool]:
        if text[end : end + 1] == "半":
            return value + tenth / 2, end + 1, True
        return value, end, True

    def _skip_unit(self, text: str, end: int) -> int:
        unit = self.unit_at(text, end)
        return unit[1] if unit else end

    def _skip_of(self, text: str, end: int) -> int:
        """Past the 的 of 28一袋的."""
        return end + 1 if text[end : end + 1] == "的" else end


def read_digit(character: str) -> int:
    """One Chinese digit."""
    found = read_decimal(character)
    return int(found[0]) if found else 0
