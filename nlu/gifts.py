"""What a donor offers: 明早送豆腐80块, 捐50斤青菜给大家, told from an order and from a question about delivery."""

import re
from dataclasses import dataclass

from nlu.clean import clean
from nlu.quantities import EXACT, Amount, AmountReader
from nlu.units import convert

LONGEST = 120
MANY = 10
"""Of goods that are only 送 at a named time: so many are no household's order."""

_WHEN = re.compile(
    r"(?:今天|明天|后天|今早|明早|今晚|明晚|周[一二三四五六日天]|星期[一二三四五六日天])?(?:早上|上午|中午|下午"
    r"|晚上|傍晚)?"
    r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点半?|:\d\d)(?:钟|左右|前)?"
    r"|(?:今天|明天|后天|大后天)(?:早上|上午|中午|下午|晚上|傍晚)?|今早|明早|今晚|明晚"
    r"|(?:下?周|下?星期|下个?礼拜)[一二三四五六日天](?:早上|上午|中午|下午|晚上)?|过[几两]天"
)
_GIVES = re.compile(
    r"捐[赠献助]?|免费[送给]|赠[送给]?|无偿|白送|不要钱|不收钱|(?:送|给|分)(?:给)?(?:大家|村里|乡亲|邻居们?|老人"
    r"|各家|困难户|医护|值班)"
    r"|送(?:去|到)?(?:隔离点|卡口|村委|居委|食堂)"
)
_BRINGS = re.compile(r"(?:^|[,，。 我家们想要可以再能来])送(?![到上货达餐快来过我您你晚错]|一下|了)")
_PLENTY = re.compile(r"我家?[^,，。]{0,8}(?:多|吃不完|收了|种的|有多|自家)|自家种的|地里")
_ANONYMOUS = re.compile(
    r"(?:不用|不要|不必|别|不|勿)(?:写|留|署|提|说|公布|报)(?:我的?|我们)?(?:名字?|姓名)|匿名|无名|不具名|不留名"
)
_NO_GIFT = re.compile(
    r"[吗么?？]|什么时候|几点|怎么|多久|谁|有没有|[给帮替](?:我|我家|我们)|麻烦|请|[我要想]?[订买定](?!的)|取消|退"
    r"|运费|不送|没送|送的?(?:不|没|晚|错)"
    r"|要\s?[\d一二两三四五六七八九十半]|收到|送到了|快递|医院|帮忙"
)
_AMOUNTS = AmountReader(frozenset())
_NOT_GOODS = re.compile(
    r"[ ,，。.!！:：;；]|(?:我们?|自)?家里?(?=[种的有]|[一-龥]{1,4})|我们?|自家|种的|捐[赠献助]?|免费|赠[送给]?"
    r"|无偿|白送|不要钱|不收钱|送|给|大家|村里|乡亲们?|老人|各家|困难户"
    r"|可以|想|要|能|再|的|了|出|一共|新鲜|来|分|很|太多|多|吃不完|收了|有|医护人?员?|值班的?人?员?|隔离点|卡口"
    r"|村委会?|居委会?|食堂|去|到|各|每|先|也|都|把"
)
_GOODS = re.compile(r"[一-龥]{1,8}")


@dataclass(frozen=True, slots=True)
class Gift:
    """Goods that somebody gives: the amount in thousandths of the unit as written, when, and whether unnamed."""

    item: str
    quantity: int
    unit: str
    when: str
    anonymous: bool


def wants_no_name(text: str) -> bool:
    """Whether a whole message, under the question for a gift, asks for no name: 不写名字, 匿名吧."""
    return len(text) <= 20 and _ANONYMOUS.search(clean(text)) is not None


def read_gift(text: str) -> Gift | None:
    """The one gift of a message; None for an order, a question about delivery, and goods or amounts left unclear."""
    if len(text) > LONGEST:
        return None
    cleaned = clean(text)
    anonymous = _ANONYMOUS.search(cleaned) is not None
    words = _ANONYMOUS.sub(" ", cleaned)
    if _NO_GIFT.search(words):
        return None
    timed = _WHEN.search(words)
    plain = _WHEN.sub(",", words)
    amounts = _amounts(plain)
    if len(amounts) != 1 or not _is_gift(plain, amounts[0][1], timed is not None):
        return None
    start, amount = amounts[0]
    quantity = convert(amount.value, amount.unit, amount.unit)
    item = _goods(plain, start, amount.end)
    if quantity is None or not item:
        return None
    return Gift(item, quantity, amount.unit, timed[0] if timed else "", anonymous)


def _is_gift(text: str, amount: Amount, timed: bool) -> bool:
    """捐 and 免费送 give; 送 alone only at a time and of many, or of what one has too much of."""
    if _GIVES.search(text):
        return True
    if _BRINGS.search(text) is None:
        return False
    return _PLENTY.search(text) is not None or (timed and amount.value >= MANY)


def _amounts(text: str) -> list[tuple[int, Amount]]:
    found, position = [], 0
    while position < len(text):
        amount = _AMOUNTS.read(text, position)
        if amount is not None and amount.end > position:
            if amount.sort != EXACT or not amount.unit:
                return []
            found.append((position, amount))
            position = amount.end
        else:
            position += 1
    return found


def _goods(text: str, start: int, end: int) -> str:
    """The one thing named beside the amount: right after it (50斤青菜) or before it (豆腐80块)."""
    after = _GOODS.match(_first_goods(text[end:]))
    if after and text[end : end + 1] not in (",", "，", "。", " ", ""):
        return after[0]
    before = [word for word in _NOT_GOODS.sub(" ", text[:start]).split() if _GOODS.fullmatch(word)]
    return before[-1] if before else ""


def _first_goods(words: str) -> str:
    """The words up to the first that is no name of goods (给大家)."""
    plain = words.removeprefix("的")
    cut = _NOT_GOODS.search(plain)
    return plain[: cut.start()] if cut else plain
