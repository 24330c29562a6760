"""For whom an order is: 帮12号李阿公也来2斤 as a door, a name and the order's own words."""

import re
from dataclasses import dataclass

from nlu.clean import clean
from nlu.doors import find_door
from nlu.groceries import GROCERIES
from nlu.names import begins_with_surname

LONGEST = 400

_CHINESE = "一-龥"
_TITLE = (
    "(?:老板娘|老板|阿姨|阿公|阿婆|大[伯叔爷妈哥姐嫂娘]|叔叔|师傅|老师|主任|书记|医生|嬷嬷|奶奶|爷爷|先生|女士|太太"
    "|婆婆|公公|阿[伯叔爷妈哥姐嫂嬷]|老太|老伯|大娘|伯伯|婶婶|嫂子|[叔伯婶嫂哥姐嬷公婆姨])"
)
_KIN = re.compile(
    "(?:我的?|我们|咱)?(?:爸妈|爸爸|妈妈|爸|妈|爷爷|奶奶|外公|外婆|阿公|阿婆|公公|婆婆|丈母娘|丈人|岳父|岳母|老公"
    "|老婆|儿子|女儿|孙子|孙女|孩子|小孩|宝宝|哥哥?|姐姐?|弟弟?|妹妹?|姑姑?|舅舅?|叔叔?|阿姨|婶婶?|老人|亲戚)家?"
)
_NEIGHBOUR = "(?:隔壁|对门|楼上|楼下|对面|邻居|我们?(?:楼|幢|村|组)的?|同村的?|村里的?)*的?"
_OPENING = re.compile(
    r"(?:(?:你好|您好|主任|书记|组长|老板|师傅|请|麻烦|我想|我要|我来|我|再|还|另外|顺便|也|那|请问|订单)[ ,，:：]*)*"
    r"(?P<lead>帮忙|帮|替|代|给|为)(?:忙)?\s?(?=\S)"
)
_LATE = re.compile(
    r"(?P<order>.+?)[ ,，。;；]*(?:是|要|都是|这是)?(?P<lead>帮|替|代|给)\s?(?P<whom>[^,，。;；]{2,30})"
)
_VERB = (
    r"(?:也|都|还|再|一起|先|就|要|来|订|定|买|带|加|报|拿|下|点|捎|预订|登记|弄|搞|称|割|[\s,，:：;；]|家|的|那边"
    r"|\d|[一二两三四五六七八九十半])"
)
_TITLED = re.compile(rf"[{_CHINESE}]{{1,3}}?{_TITLE}")
_PLAIN = re.compile(rf"[{_CHINESE}]{{2,4}}?(?=家?(?:{_VERB}|把|取消|退|不要|改|$))")
_HEAD = re.compile(r"(?:家里?|那里|那边)?(?:的)?[\s,，:：;；]*")
_THIRD = re.compile(
    rf"(?P<name>[{_CHINESE}]{{1,3}}?{_TITLE})(?P<home>家)?(?:里)?(?P<wants>(?:也|还|说)*(?:想要|要|订|来|再来|加))"
)
_MYSELF = re.compile(r"我是|我叫|本人|我家|这里是|我们家是")
_NOBODY = re.compile(r"(?:我|我们|咱们?|你们?|您|他们?|她们?|大家|自己|家里|忙|村里|人|别人)$")
_FOOD = re.compile(r"[菜肉鱼虾蛋米面油豆腐瓜果茄椒葱姜蒜笋菇薯鸡鸭奶盐糖纸箱袋盒斤]")
_NOT_A_NAME = re.compile(r"[我你您他她它们这那哪谁什么怎吗呢了就也都再还要来订买带加送退改看查问算留个点斤]")
_TRAILING = re.compile(r"(?:[订定买带要拿报加]的?|的)?[ ,，。.!！]*")


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Another household that an order is for, as written, and the order without it."""

    door: str
    name: str  #: "" when only a door or a kinship word (我妈) is given
    rest: str


def for_whom(text: str) -> ForWhom | None:
    """The household that a whole message orders for; None for oneself, and for kin without door or name (我妈).

    A message that orders for oneself as well (猪肉2斤，再帮李阿公来1斤) is None: its lines say for whom each is.
    """
    if len(text) > LONGEST:
        return None
    cleaned = clean(text)
    opening = _OPENING.match(cleaned)
    if opening:
        return _read(cleaned[opening.end() :])
    return _third_person(cleaned) or _at_the_end(cleaned)


def _read(words: str) -> ForWhom | None:
    """李阿公 12号 也来2斤: who and where at the head of the words after 帮."""
    position = _neighbour(words, 0)
    kin = _KIN.match(words, position)
    door, name = "", ""
    found = find_door(words)
    if kin and not (found and found.start <= position):
        after = _skip(words, kin.end())
        if found is None or found.start > after:
            titled = _TITLED.match(words, position)
            if titled is None or titled.end() <= kin.end():
                return None
        else:
            return ForWhom(found.door.text, "", _rest(words, _skip(words, found.end)))
    if found and found.start <= position:
        door, position = found.door.text, _skip(words, found.end)
        name, position = _name(words, position)
    else:
        name, position = _name(words, position)
        if not name:
            return None
        later = find_door(words)
        if later and position <= later.start <= _skip(words, position) + 1:
            door, position = later.door.text, later.end
    return ForWhom(door, name, _rest(words, _skip(words, position))) if door or name else None


def _neighbour(words: str, position: int) -> int:
    found = re.compile(_NEIGHBOUR).match(words, position)
    return found.end() if found else position


def _skip(words: str, position: int) -> int:
    found = _HEAD.match(words, position)
    return found.end() if found else position


def _name(words: str, position: int) -> tuple[str, int]:
    """A name at a position: with a title, or a surname and one or two characters before a verb or an amount."""
    for pattern in (_TITLED, _PLAIN):
        found = pattern.match(words, position)
        if found and _is_name(found[0], titled=pattern is _TITLED):
            return found[0], found.end()
    return "", position


def may_be_name(word: str) -> bool:
    """Whether a word that stands at the head of a message can be somebody's name at all, and no goods."""
    return not (
        _NOBODY.search(word) or word in GROCERIES or _NOT_A_NAME.search(word) or _FOOD.search(word)
        or _KIN.fullmatch(word)
    )  # fmt: skip


def _is_name(word: str, titled: bool) -> bool:
    if _NOBODY.search(word) or word in GROCERIES or _NOT_A_NAME.search(word):
        return False
    if titled:
        return not _KIN.fullmatch(word)
    return len(word) <= 4 and begins_with_surname(word) and not _FOOD.search(word)


def _rest(words: str, position: int) -> str:
    return words[position:].strip(" ,，:：;；。")


def _third_person(text: str) -> ForWhom | None:
    """王阿婆家要猪肉2斤, 12号李阿公也要2斤: somebody spoken of by title wants something."""
    if _MYSELF.search(text):
        return None
    door, position = "", _neighbour(text, 0)
    found = find_door(text)
    if found and found.start <= position:
        door, position = found.door.text, _skip(text, found.end)
    who = _THIRD.match(text, position)
    if who is None or not _is_name(who["name"], titled=True):
        return None
    return ForWhom(door, who["name"], _rest(text, who.start("wants")))


def _at_the_end(text: str) -> ForWhom | None:
    """猪肉2斤，给12号李阿公带的: the same, said last."""
    late = _LATE.fullmatch(text)
    if late is None or re.search(r"[送退还]$", late["order"]):
        return None
    read = _read(late["whom"])
    if read is None or not _TRAILING.fullmatch(read.rest):
        return None
    return ForWhom(read.door, read.name, late["order"].strip(" ,，。;；"))
