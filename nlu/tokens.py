"""A cleaned message as a row of tokens: things, amounts, small words, marks, and what is left over."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from nlu.brands import BRANDS, brand_end
from nlu.catalog import Catalog, Items
from nlu.looks import LOOKS, look_end
from nlu.numerals import DIGITS, NUMERAL_STARTS
from nlu.quantities import EXACT, MISSING, NOTHING, VAGUE, Amount
from nlu.words import WORDS

ITEM, AMOUNT, OTHER, STOP, SPACE, LIST = "item", "amount", "other", "stop", "space", "list"
"""Kinds of tokens beside those of `nlu.words`: a named thing, an amount, unknown text, a mark that ends a clause
(or a line), a mark that only parts two things (blank, 、 / +), a list number or heading."""

_STOPS = frozenset(",，。;；!！?？\n…~|")
_LINE_START = re.compile(
    r"(?:^|(?<=\n))(?:#(?:群?接龙|团购)[ :]+|#[^\n]*"
    r"|\+ ?1[ ,]+(?=[一-龥]+ ?[\d一二两三四五六七八九十半])|接龙[ :]*\d{1,3}[.、):](?!\d) *"
    r"|跟(?:一?[个单]|团)[ ,:]+(?=[一-龥])"
    r"|(?:例|例如|示例|格式):[^\n]*|\(?(\d{1,3})[.、):](?!\d) *|(\d{1,3}) (?=[一-龥]))"
)
_BARE_MEASURE_AFTER = frozenset(("want", "add", "each", "set"))
_NEVER_BARE = frozenset(("两", "克", "g", "kg", "ml", "l", "升", "毫升"))
_PAID = re.compile(
    r"(?:转|(?<![豆豇])付|收|找我?|共|合计|给你|钱|(?<=[\d斤两克g袋盒包瓶个只条块箱件份])=|¥|价|红包"
    r"|(?<![改换变调算当])成|分"
    r"|[每一][斤袋盒箱个只包份])[了是:]? ?$"
)
_RATE = re.compile(
    "(?:(?<![0-9十廿第])[一1]天|(?<![0-9十廿第月])一[日顿餐周]|(?<![0-9十廿第])[一1]个?(?:星期|礼拜)|天天|顿顿"
    "|每(?:一|个)*(?:天|日|顿|餐|周|次|回|月|星期|礼拜))(?:[要来喝吃用就只都早晚] ?上?)*$"
)
"""What makes the amount after it so much a day or a meal: 一天一瓶, 一顿吃两个, 每周要2斤."""
_ENDS_RATE = frozenset("天日顿餐周期拜月次回要来喝吃用就只都早晚上 ")
_PAYS = re.compile(
    " ?(?:已|我)?(?:转|(?<![豆豇])付|收|找|扫|(?:微信)?红包|(?:微信|支付宝)[付转]|(?:已经?)?发(?:你|您|给|过|了|群))"
)
_MULTIPLIED = re.compile(r"[x*×](?= ?\d)")
_PREPARED = re.compile(
    "分(?:成|开|装)*[二两三四五六2-6]?个?(?:小?[袋包份盒])?(?:装(?:的|好)?|包好)|分[二两三四五六2-6]个?小?[袋包份盒]"
    "|[切斩剁绞砍剖刮削](?:成|开|好|掉|了|个|一下)*(?:大|小|厚|薄|细|粗|滚刀)?"
    "(?:块|片|丝|丁|段|条|末|泥|馅|肉末|肉馅|肉糜|肉丝|肉片|碎|件|皮|骨|头|鳞|毛)+(?:的(?!时))?"
)
"""How goods are to be prepared: 斩小块, 绞成肉末."""
_TAKES_BACK = re.compile(r"\([^)]*(?:刚才|写|错|不是|改|不要)")
"""小米2斤（刚才写成大米了，大米不要）: what stands in brackets is a sentence of its own."""
_WISHED = re.compile("一?点儿?的")
"""臭一点的 wishes for it, where 臭 alone complains."""
_DOUBLED = frozenset("爪蛋葱米豆椒翅鱼鸡菜肠")
_LUNAR_DAY = re.compile(
    r"(?:大?年|正月|腊月)?初[一二三四五六七八九十]|(?:正月|腊月)[十廿二]?[一二三四五六七八九十]|元宵节?"
)
ONE = Decimal(1)
_NO_AMOUNT_FROM = 100
"""A number of three digits without a unit is none of goods: 1203 抽纸2提 is a door."""
RATE = "rate"


@dataclass(slots=True)
class Token:
    """One piece of the message.

    `items`: what a thing may be (none: known but not on offer). `glued`: unknown text touches it, so that it may
    be another thing (豆腐皮). `heard`: it was found by its sound or shape only.
    """

    kind: str
    text: str
    start: int
    end: int
    items: Items = ()
    amount: Amount | None = None
    glued: bool = False
    heard: bool = False


COUNTING = frozenset((EXACT, VAGUE, MISSING))
LOOK_THROUGH = frozenset((SPACE, "filler", "want", "each", "add", "missing", "all", "have"))
"""Kinds of tokens that may stand between a thing and its amount."""


def counts(token: Token) -> bool:
    """Whether a token states an amount of something, however vaguely."""
    return token.amount is not None and token.amount.sort in COUNTING


def next_counts(tokens: list[Token], position: int) -> bool:
    """Whether an amount follows, through small words only."""
    for following in tokens[position + 1 :]:
        if counts(following):
            return True
        if following.kind not in LOOK_THROUGH:
            return False
    return False


def tokenize(text: str, catalog: Catalog) -> list[Token]:
    """All tokens of a cleaned, lower-case message, in order; unknown words are not yet resolved."""
    tokens: list[Token] = []
    skips = _list_numbers(text, catalog)
    numbers = catalog.without_numbered_names(text)
    position, other_from = 0, -1
    while position < len(text):
        if position in skips:
            token: Token | None = Token(LIST, text[position : skips[position]], position, skips[position])
        else:
            token = _token_at(text, numbers, position, catalog, tokens if other_from < 0 else None)
        if token is None:
            other_from = position if other_from < 0 else other_from
            position += 1
            continue
        if other_from >= 0:
            tokens.append(Token(OTHER, text[other_from : token.start], other_from, token.start))
            other_from = -1
        tokens.append(token)
        position = token.end
    if other_from >= 0:
        tokens.append(Token(OTHER, text[other_from:], other_from, len(text)))
    return tokens


def _token_at(text: str, numbers: str, start: int, catalog: Catalog, before: list[Token] | None) -> Token | None:
    """The token that begins here: of a thing and a small word the longer counts, then an amount, then a mark.

    `before` is None in the middle of unknown text.
    """
    first = text[start]
    if first in BRANDS and (end := brand_end(text, start, catalog)) > start:
        return Token("filler", text[start:end], start, end)
    thing = catalog.word_at(text, start)
    length = len(thing.text) if thing else 0
    if not length and before is not None and first in LOOKS:
        thing_before = before[-1].text if before and before[-1].kind == ITEM and before[-1].end == start else ""
        if (end := look_end(text, start, thing_before)) > start:
            return Token("talk", text[start:end], start, end)
    if not length and before and before[-1].kind in _BARE_MEASURE_AFTER:
        measure = _bare_measure(text, numbers, start, catalog)
        if measure is not None:
            return measure
    if first in "点些" and before and before[-1].kind in ("want", "add") and before[-1].end == start:
        return Token(AMOUNT, first, start, start + 1, amount=Amount(MISSING, ONE, "", start + 1))
    for word, kind in WORDS.get(first, ()):
        if len(word) <= length:
            break
        if not text.startswith(word, start) or (word.isascii() and _inside_latin(text, start, start + len(word))):
            continue
        if small := _small_word(text, start, word, kind, catalog, before):
            return small
    if thing is not None:
        length += _doubled(text, start + length, catalog)
        return Token(ITEM, text[start : start + length], start, start + length, thing.items)
    if first in "切斩剁绞砍剖刮削分" and (prepared := _PREPARED.match(text, start)):
        return Token("talk", prepared[0], start, prepared.end())
    if first in "大年正腊初元" and (lunar := _LUNAR_DAY.match(text, start)):
        return Token("filler", lunar[0], start, lunar.end())
    amount = catalog.amounts.read(numbers, start)
    if amount is not None:
        return _amount(text, start, amount, catalog, before is None)
    if first == "(" and _TAKES_BACK.match(text, start):
        return Token(STOP, first, start, start + 1)
    if first in _STOPS or (first == "." and ".." in text[max(0, start - 1) : start + 2]):
        return Token(STOP, first, start, start + 1)
    if (first == "x" and _MULTIPLIED.match(text, start)) or not first.isalnum():
        return _mark(text, numbers, start, catalog, before)
    return None


def _doubled(text: str, end: int, catalog: Catalog) -> int:
    """How far 鸡爪爪 and 豆角儿 go on beyond their thing, unless another begins there (豆腐腐乳, 儿童)."""
    following = text[end : end + 1]
    again = following == text[end - 1] and following in _DOUBLED
    softened = following == "儿" and text[end + 1 : end + 2] not in ("童", "子", "媳", "女", "歌")
    return 1 if (again or softened) and catalog.word_at(text, end) is None else 0


def _inside_latin(text: str, start: int, end: int) -> bool:
    """hi is no greeting in xihongshi."""
    around = text[start - 1 : start] + text[end : end + 1]
    return any(character.isascii() and character.isalpha() for character in around)


def _bare_measure(text: str, numbers: str, start: int, catalog: Catalog) -> Token | None:
    """来把韭菜, 酱油来瓶: a measure word after a verb is one of it, unless a longer small word begins here (个人)."""
    unit = catalog.amounts.unit_at(numbers, start) if text[start] != " " else None
    if unit is None or unit[0] in _NEVER_BARE:
        return None
    if text[unit[1] : unit[1] + 1] in NUMERAL_STARTS - {"半"}:
        return Token("filler", text[start : unit[1]], start, unit[1])
    if text[unit[1] : unit[1] + 1] in ("半", "把"):
        return None
    if any(text.startswith(word, start) and len(word) > len(unit[0]) for word, _ in WORDS.get(text[start], ())):
        return None
    return Token(AMOUNT, text[start : unit[1]], start, unit[1], amount=Amount(EXACT, ONE, unit[0], unit[1]))


def _small_word(
    text: str, start: int, word: str, kind: str, catalog: Catalog, before: list[Token] | None
) -> Token | None:
    """A word of `nlu.words`; 来点 and 几斤 are missing amounts, 脆一点的 is a wish, 割 asks only in 割2斤."""
    end = start + len(word)
    if kind == "complaint" and len(word) == 1 and _WISHED.match(text, end):
        return Token("talk", word, start, end)
    if word == "么" and text[end : end + 1].isalnum():
        return Token("filler", word, start, end)
    if kind == "cut":
        return Token("want", word, start, end) if text[end : end + 1] in NUMERAL_STARTS else None
    if kind != "missing":
        return Token(kind, word, start, end)
    if word in ("几", "好几"):
        while text[end : end + 1] in ("十", "百"):
            end += 1
        unit = catalog.amounts.unit_at(text, end)
        if unit is None:
            return Token("asking", word, start, end)
        return Token(AMOUNT, text[start : unit[1]], start, unit[1], amount=Amount(MISSING, ONE, unit[0], unit[1]))
    if word.endswith("一点") and text[end : end + 1] in DIGITS:
        return None
    if word.endswith("一点") and (before is None or text[end : end + 1] == "的"):
        return Token("talk", word, start, end)
    return Token(AMOUNT, word, start, end, amount=Amount(MISSING, ONE, "", end))


def _amount(text: str, start: int, amount: Amount, catalog: Catalog, in_other: bool) -> Token | None:
    """An amount, unless its surroundings make it a payment, a name (张三) or its unit begins the name of a thing."""
    paid = amount.unit in ("", "块") and start and _PAID.search(text, max(0, start - 5), start)
    if text[start - 1 : start] == "第":
        amount = replace(amount, sort=NOTHING, what="rank")
    elif text[start - 1] in _ENDS_RATE and _is_rate(text, start, amount):
        amount = replace(amount, sort=NOTHING, what=RATE)
    elif amount.unit in ("", "块") and amount.sort == EXACT and (paid or _PAYS.match(text, amount.end)):
        amount = replace(amount, sort=NOTHING, what="paid")
    elif amount.unit and amount.sort == EXACT:
        unit_start = amount.end - len(amount.unit)
        thing = catalog.word_at(text, unit_start) if text.startswith(amount.unit, unit_start) else None
        if thing is not None and len(thing.text) > len(amount.unit):
            sort = EXACT if text[unit_start - 1] == " " else VAGUE
            sort, what = (NOTHING, "number") if amount.value >= _NO_AMOUNT_FROM else (sort, "")
            amount = replace(amount, sort=sort, unit="", end=unit_start, what=what)
    elif not amount.unit and amount.sort in (EXACT, VAGUE) and not text[start].isascii():
        if in_other and amount.sort == EXACT:
            return None
        if _goes_on(text, amount.end, catalog):
            return Token("filler", text[start : amount.end], start, amount.end)
    return Token(AMOUNT, text[start : amount.end], start, amount.end, amount=amount)


def _is_rate(text: str, start: int, amount: Amount) -> bool:
    return amount.sort in (EXACT, VAGUE) and _RATE.search(text, max(0, start - 10), start) is not None


def _goes_on(text: str, end: int, catalog: Catalog) -> bool:
    """Whether a numeral without a unit only begins a word (一边), unlike those in 红薯三茭白二."""
    return text[end : end + 1].isalpha() and catalog.word_at(text, end) is None


def _mark(text: str, numbers: str, start: int, catalog: Catalog, before: list[Token] | None) -> Token:
    """A sign between words. A minus before a number makes the amount doubtful, a plus after a thing or first adds."""
    following = text[start + 1 : start + 2]
    if text[start] == "-" and following.isdigit() and text[start - 1] != "-":
        amount = catalog.amounts.read(numbers, start + 1)
        if amount is not None:
            amount = replace(amount, sort=amount.sort if amount.sort == NOTHING else VAGUE)
            return Token(AMOUNT, text[start : amount.end], start, amount.end, amount=amount)
    if text[start] == "+" and following.isdigit() and before is not None and (not before or before[-1].kind == ITEM):
        return Token("add", "+", start, start + 1)
    return Token(SPACE, text[start], start, start + 1)


def _list_numbers(text: str, catalog: Catalog) -> dict[int, int]:
    """Where list numbers, headings and examples stand: at the start of a line, and 2. 3. ... in it after a 1."""
    found = {}
    for match in _LINE_START.finditer(text):
        if match[2] and catalog.word_at(text, match.end()):
            continue
        if match.end() > match.start():
            found[match.start()] = match.end()
    first = _LINE_START.match(text)
    if first and first[1] == "1" and "\n" not in text:
        position, number = first.end(), 2
        while following := re.compile(rf"(?<![\d.]){number}[.、)）](?!\d) *").search(text, position):
            found[following.start()] = following.end()
            position, number = following.end(), number + 1
    return found
