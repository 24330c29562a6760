"""Plain English order lines, put into the words that the reader of orders knows: 2 jin pork is 2斤猪肉.

A line counts as English only if every word of it is in these tables; any other stays as it was written.
"""

import re
from collections.abc import Iterable

GOODS = {
    "pork belly": "五花肉", "spare ribs": "排骨", "ribs": "排骨", "pork": "猪肉", "beef": "牛肉",
    "lamb": "羊肉", "mutton": "羊肉", "chicken wings": "鸡翅", "chicken": "鸡", "duck": "鸭", "eggs": "鸡蛋",
    "egg": "鸡蛋", "ribbonfish": "带鱼", "hairtail": "带鱼", "fish": "鱼", "shrimps": "虾", "shrimp": "虾",
    "prawns": "虾", "crabs": "螃蟹", "crab": "螃蟹", "clams": "蛤", "tofu": "豆腐", "bean sprouts": "豆芽",
    "green vegetables": "青菜", "greens": "青菜", "bok choy": "青菜", "cabbages": "白菜", "cabbage": "白菜",
    "spinach": "菠菜", "lettuce": "生菜", "celery": "芹菜", "potatoes": "土豆", "potato": "土豆",
    "tomatoes": "番茄", "tomato": "番茄", "cucumbers": "黄瓜", "cucumber": "黄瓜", "eggplants": "茄子",
    "eggplant": "茄子", "peppers": "辣椒", "carrots": "胡萝卜", "carrot": "胡萝卜", "radishes": "萝卜",
    "radish": "萝卜", "onions": "洋葱", "onion": "洋葱", "garlic": "大蒜", "ginger": "生姜",
    "mushrooms": "蘑菇", "corn": "玉米", "pumpkin": "南瓜", "leeks": "韭菜", "apples": "苹果", "apple": "苹果",
    "oranges": "橙子", "orange": "橙子", "tangerines": "橘子", "bananas": "香蕉", "banana": "香蕉",
    "pears": "梨", "pear": "梨", "grapes": "葡萄", "strawberries": "草莓", "watermelon": "西瓜",
    "lemons": "柠檬", "rice": "大米", "flour": "面粉", "noodles": "面条", "bread": "面包", "dumplings": "饺子",
    "milk": "牛奶", "yogurt": "酸奶", "cooking oil": "食用油", "oil": "油", "soy sauce": "酱油",
    "vinegar": "醋", "salt": "盐", "sugar": "糖", "water": "水", "masks": "口罩", "toilet paper": "卷纸",
    "tissues": "抽纸",
}  # fmt: skip
_ENGLISH = re.compile(r"\b(?:i|the|to|please|want|what|how|my|is|speak|do|need|help|hello)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z']+", re.IGNORECASE)
UNITS = {
    "jin": "斤", "catties": "斤", "catty": "斤", "kg": "公斤", "kilos": "公斤", "kilo": "公斤", "boxes": "盒",
    "box": "盒", "bags": "袋", "bag": "袋", "packs": "包", "pack": "包", "bottles": "瓶", "bottle": "瓶",
    "pieces": "个", "piece": "个", "pcs": "个", "pc": "个", "blocks": "块", "block": "块", "bunches": "把",
    "bunch": "把", "cases": "箱", "case": "箱", "cans": "罐", "can": "罐", "heads": "颗", "head": "颗",
}  # fmt: skip
NUMBERS = {
    "half a": "半", "half": "半", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "a": "1", "an": "1",
}  # fmt: skip
QUESTIONS = (
    (r"how (?:do|can) (?:i|we) pay.*|how to pay", "怎么付款"),
    (r"when does (?:it|this|the order) close|when is the deadline|until when can i order", "什么时候截止"),
    (r"when (?:does|will) it (?:arrive|come).*", "什么时候到货"),
    (r"where (?:(?:do|can) (?:i|we) (?:pick|collect|get)|is (?:the )?pick.?up|to (?:pick|collect)).*", "在哪里拿"),
    (r"cancel|cancel everything|cancel it all", "取消订单"),
)

LONGEST = 200
"""Code points of a line that is read."""


def _one_of(table: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, table), key=len, reverse=True))


_GOODS = _one_of(GOODS)
_REQUESTS = tuple(
    (re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])"), meaning)
    for pattern, meaning in (
        (rf"how much (?:is|are|for)(?: the)? ({_GOODS})", r"\1多少钱"),
        (rf"(?:do you have|is there|are there|have you got)(?: any| some)? ({_GOODS})", r"有\1吗"),
        (rf"(?:no|without|remove|drop|cancel)(?: the)? ({_GOODS})", r"\1不要了"),
        (rf"(?:change|set|make)(?: the)? ({_GOODS}) (?:in)?to ", r"\1改成"),
        ("add|another|plus", "再加"),
        (r"(?:i|we) (?:want|need|would like|will take|take)(?: to order| to buy)?|i'd like", ""),
        ("please|give me|order|buy", ""),
    )
)
_NAMED = tuple(
    (re.compile(rf"(?<![a-z])(?:{_one_of(table)})(?![a-z])"), table) for table in (GOODS, UNITS, NUMBERS)
)
_PINYIN_UNITS = {
    "jin": "斤", "bao": "包", "ping": "瓶", "dai": "袋", "xiang": "箱", "ti": "提", "juan": "卷", "kuai": "块",
    "tong": "桶", "guan": "罐", "tiao": "条", "ge": "个", "he": "盒",
}  # fmt: skip
_PINYIN_NUMBERS = {"yi": "一", "liang": "两", "san": "三", "si": "四", "wu": "五", "liu": "六", "ban": "半"}
_LEFT_OVER = re.compile(r"\b(?:and|of|some|the|more|also|for me|thanks|thank you)\b|[?!]|\.(?!\d)")
_CHINESE = r"(?-i:[\u4e00-\u9fff])"
_MIXED = tuple(
    (re.compile(pattern, re.IGNORECASE), meaning)
    for pattern, meaning in (
        (rf"how much (?:is|are|for)(?: the)? ?({_CHINESE}{{1,8}})", r"\1多少钱"),
        (rf"(?:do you have|is there|have you got)(?: any)? ?({_CHINESE}{{1,8}})", r"有\1吗"),
        (rf"\b(?:cancel|remove|no more)(?: the)? ?({_CHINESE}{{1,8}})", r"\1不要了"),
        (r"\b(?:change|changed) (?:it )?to\b", "改成"),
        (r"\b(?:i|we) (?:want|need|would like)(?= ?\S)|\bi'd like\b", "要"),
        (r"\badd\b", "再加"),
        (rf"\b(?:need|want|give me|get me)(?= ?(?:\d|{_CHINESE}))", "要"),
    )
)
_SPOKEN_NUMBERS = {**NUMBERS, **_PINYIN_NUMBERS}
_MIXED_NUMBER = re.compile(
    rf"(?<![a-z])({_one_of(word for word in _SPOKEN_NUMBERS if len(word) > 1)})\s?"
    rf"(?:({_one_of((*UNITS, *_PINYIN_UNITS))})(?![a-z])|(?=[个只条块把袋包箱件盒瓶罐提卷斤桶板支]))",
    re.IGNORECASE,
)
_MIXED_UNIT = re.compile(
    rf"(?<=[\d半一两三四五六七八九十])\s?({_one_of((*UNITS, *_PINYIN_UNITS))})(?:\s?of\b)?(?![a-z])", re.IGNORECASE
)
_PINYIN_AMOUNT = re.compile(
    rf"(?<![a-z.])({_one_of(_PINYIN_NUMBERS)}"
    rf"|\d+) ?({_one_of(unit for unit in _PINYIN_UNITS if unit != 'jin')})(?![a-z])"
)
_BEFORE_UNIT = re.compile(rf"(\d|半)\s+(?=[{''.join(set(UNITS.values()))}])")


def in_chinese(text: str) -> str:
    """The line in Chinese words, or as it is when it is not wholly English that these tables know."""
    if len(text) > LONGEST or not re.search("[A-Za-z]{2}", text):
        return text
    spoken = " ".join(text.lower().split()).strip(" .?!")
    for pattern, meaning in QUESTIONS:
        if re.fullmatch(pattern, spoken):
            return meaning
    for request, meaning in _REQUESTS:
        spoken = request.sub(meaning, spoken)
    for words, table in _NAMED:
        spoken = words.sub(lambda found, table=table: table[found[0]], spoken)  # type: ignore[misc]
    spoken = _LEFT_OVER.sub(" ", spoken)
    if re.search("[a-z]", spoken):
        return _from_mixed(text)
    return _BEFORE_UNIT.sub(r"\1", " ".join(spoken.split()))


def _from_mixed(text: str) -> str:
    """抽纸 change to 3提, two 罐, 3juan, juanzhi liang ti: the few foreign words that say how much and what to do."""
    if re.search(_CHINESE, text):
        for pattern, meaning in _MIXED:
            text = pattern.sub(meaning, text)
        text = _MIXED_NUMBER.sub(_number_with_unit, text)
        return _MIXED_UNIT.sub(lambda found: _unit(found[1]), text)
    return _PINYIN_AMOUNT.sub(lambda found: _SPOKEN_NUMBERS.get(found[1], found[1]) + _PINYIN_UNITS[found[2]], text)


def _number_with_unit(found: re.Match[str]) -> str:
    return _SPOKEN_NUMBERS[found[1].lower()] + (_unit(found[2]) if found[2] else "")


def _unit(word: str) -> str:
    return UNITS.get(word.lower()) or _PINYIN_UNITS[word.lower()]


def speaks_english(text: str) -> bool:
    """Whether somebody writes English: several words, one of which is neither a name nor pinyin."""
    return text.isascii() and len(_WORD.findall(text)) > 1 and _ENGLISH.search(text) is not None
