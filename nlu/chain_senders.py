"""Who a row of a chain post is from (潘志刚 新屋10号 肋条1斤; 3-201 王芳 …; 岑师傅隔壁阿婆 …), and its goods."""

import re
from dataclasses import dataclass

from nlu.catalog import Catalog, as_matched
from nlu.doors import find_door
from nlu.introductions import read_introduction
from nlu.numerals import NUMERAL_STARTS
from nlu.surnames import SINGLE
from nlu.words import WORDS

LONGEST_WHO = 16

_PHONE = re.compile(
    r"(?:手机|电话|tel|☎️?|📞)?[:：]?\s?(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)", re.IGNORECASE
)
_NO_AMOUNT = r"(?![\d斤个盒袋箱只条包份把块瓶克公千两元]|[./-]\d)"
_PLAIN_DOOR = re.compile(
    r"(?<!\d)(?<!\d[.-])(?P<building>\d{1,3})"
    rf"(?:(?:\s?[-_—]\s?|[./])(?P<room>\d{{1,4}})|号[\s-]?(?P<numbered>\d{{3,4}})){_NO_AMOUNT}(?:\s?[室号房])?"
)
_ROOM_AFTER = re.compile(rf"[\s-]?(\d{{3,4}}){_NO_AMOUNT}(?:室|房)?")
_SPACED_DOOR = re.compile(r"(?<![\d.-])(\d{1,2})([幢栋#座]|号楼)\s+(?=\d{2,4}(?!\d))")
_LATEST_PLAIN_DOOR = 12
"""Code points of a row in which 3-201 may be a door; further on it is more likely something else."""

_EDGES = " \t,，、。.;；:：/|\\-—_()（）【】[]<>《》~·@"
_SEPARATOR = re.compile(r"[\s,，、。;；:：/|()【】\[\]]+")
_INTRODUCES = re.compile(r"^(?:我是|我叫|这里是|本人)|(?:家?住在?|在|的)$")
_AFTER_DOOR = re.compile(r"(?:家的?|的|这边|这里)?")
_VERB = re.compile(r"(?:我们?家?)?(?:说|要|来|买|订了?|定|报|的|是|帮|给|再|改|加|不要|取消)")
_BEGINS_NO_NAME = "要来再改加不各和跟斤两个只条袋盒箱包份把块瓶半"
_BEGINS_A_WISH = "那就我"
_TITLES = "妈妈?|爸爸?|姐|哥|叔|阿姨|奶奶|爷爷|阿[公婆]|师傅|老师|先生|女士|大[爷妈姐哥]"
_KIN = re.compile(
    rf"[阿大小老]?[公婆爷奶伯叔妈爸姨婶嫂哥姐妹弟姑舅嬷]{{1,2}}|[\u4e00-\u9fff]{{1,4}}(?:家|{_TITLES})"
    r"|[\u4e00-\u9fff]{1,6}(?:店|铺|站|队|厂|组|所|门卫)"
)
_PLACES = frozenset(("advert", "elsewhere", "kin", "home"))
"""Kinds of small words that people are called by: 村口小店."""
_NO_NAME = re.compile(
    r"^(?:[空无略]|空着|空的|无人|没人)$|没|不[在要用]|[有好]吗|谢[谢了]|多谢|收到|上次|[?？!！]|今天|明天|接龙|价格|团购"
    r"|^[跟和同与照].*一样"
)
_AMENDS = re.compile(r"(?:我的?|都|全部?)?(?:取消|不要|改|再|加|退|删|去掉|同上|写错|打错)")
_NEIGHBOUR = re.compile(r"(?:隔壁|对门|楼上|楼下|旁边|对面)\S{0,4}$")
_SEVERAL = re.compile(r".(?:[和跟与&+]|、).")
_FIGURE = re.compile(r"[\d一二两三四五六七八九十半]")
_AMOUNT = re.compile(r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})[斤两个只条袋盒箱包份把块瓶板颗棵根桶提支]?")
_COUNTED = re.compile(r"\d|[一二两三四五六七八九十半]{1,3}[斤两个只条袋盒箱包份把块瓶板颗棵根桶提支]")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who and where, as written ("" where the row does not say), the door's key for comparing, and the rest.

    `sure`: it can be nothing else than a sender.
    """

    who: str
    house: str
    key: str
    goods: str
    sure: bool = False

    @property
    def several(self) -> bool:
        """李四和王五: more than one person, so that nobody knows whose the goods are."""
        return _SEVERAL.search(self.who) is not None


def read_sender(text: str, catalog: Catalog) -> Sender:
    """Takes the sender off a row that is clean already."""
    text = _SPACED_DOOR.sub(r"\1\2", _PHONE.sub(" ", text)).strip()
    found = _door(text, catalog)
    if found is None:
        who, goods = _name(text, catalog)
        return Sender(who, "", "", goods, sure=bool(who) and read_introduction(who).name == who)
    start, end, house, key = found
    before, after = _INTRODUCES.sub("", text[:start].strip(_EDGES)).strip(_EDGES), text[end:].lstrip(_EDGES)
    who, goods_before = _name_before(before, catalog)
    if not before:
        who, after = _name_after(after, catalog)
        who, after = (who, after) if who else _name_at_end(after)
    elif not who:
        who, goods_before = _name_at_end(goods_before)
    who = who.partition("(")[0].rstrip(_EDGES) or who
    return Sender(who, house, key, f"{goods_before} {after}".strip(), sure=True)


def _door(text: str, catalog: Catalog) -> tuple[int, int, str, str] | None:
    """Where the door stands, how it is written, and its key."""
    goods = _first_counted(text, catalog)
    plain, found = _PLAIN_DOOR.search(text), find_door(text)
    if plain is not None and (found is None or plain.start() < found.start):
        in_front = plain.start() <= _LATEST_PLAIN_DOOR and (goods is None or plain.start() < goods)
        if in_front or plain.start() == 0:
            key = f"{plain['building']}-{plain['room'] or plain['numbered']}"
            return plain.start(), plain.end(), key if plain["room"] else plain[0], key
    if found is None or _is_within_goods(text, goods, found.start, found.end):
        return None
    if found.door.text.endswith("号") and (room := _ROOM_AFTER.match(text, found.end)):
        return found.start, room.end(), f"{found.door.text}{room[1]}", f"{found.door.key}-{room[1]}"
    return found.start, found.end, found.door.text, found.door.key


def _is_within_goods(text: str, goods: int | None, start: int, end: int) -> bool:
    """给楼下4幢101也带1斤: a door with goods on both sides is somebody else's. At the end it is the sender's."""
    if goods is None or goods >= start:
        return False
    return _has_number(text[goods:start]) and bool(text[end:].strip(_EDGES))


def _has_number(text: str) -> bool:
    return _FIGURE.search(text) is not None


def _first_counted(text: str, catalog: Catalog) -> int | None:
    """Where the first thing stands that a number follows at once."""
    matched = as_matched(text)
    for at in range(len(matched)):
        word = catalog.word_at(matched, at)
        if word is not None:
            end = at + len(word.text)
            if _has_number(matched[end : end + 2]):
                return at
    return None


def _name_before(before: str, catalog: Catalog) -> tuple[str, str]:
    """The name before a door, and goods if some stand there as well (唐阿姨 鸡腿2袋 9幢103)."""
    if not before:
        return "", ""
    chunk, *rest = _SEPARATOR.split(before, maxsplit=1)
    if rest and _has_goods(rest[0], catalog):
        return ("", before) if is_goods(chunk, catalog) else (chunk, rest[0])
    if _has_goods(before, catalog):
        return "", before
    return before[-LONGEST_WHO:], ""


def _name_after(after: str, catalog: Catalog) -> tuple[str, str]:
    """A name behind the door: 3-201 王芳 青菜; 一幢101的王阿姨要青菜. Without one the rest is goods."""
    lead = _AFTER_DOOR.match(after)
    text = after[lead.end() if lead else 0 :].lstrip(_EDGES)
    name, goods = _name(text, catalog, at_door=True)
    return (name, goods) if name else ("", text)


def _name_at_end(after: str) -> tuple[str, str]:
    """3-201 豆腐2盒 虾仁1袋 施; 豆腐2盒 田老师 3-201: a surname or a title as the last word."""
    goods, _, name = after.rpartition(" ")
    named = goods and (name in SINGLE or _KIN.fullmatch(name)) and may_be_name(name)
    return (name, goods.rstrip(_EDGES)) if named else ("", after)


def _name(text: str, catalog: Catalog, at_door: bool = False) -> tuple[str, str]:
    """(name, the rest) where the first words are no goods and no wish."""
    text = text.strip(_EDGES)
    parted = _SEPARATOR.search(text)
    chunk, rest = (text[: parted.start()], text[parted.end() :]) if parted else (text, "")
    if not chunk or (is_goods(chunk, catalog) and not (at_door and _is_nickname(chunk, rest, catalog))):
        return "", text
    apart = parted is not None and not _has_number(chunk)
    apart = apart and (_has_goods(rest, catalog) or _AMENDS.match(rest) is not None)
    end = len(chunk) if apart else _end_of_name(chunk, catalog)
    name = chunk[:end].rstrip("的")
    if end < len(chunk) and (_COUNTED.search(name) or name[0] in _BEGINS_A_WISH):
        return "", text
    within = end == len(chunk) or 2 <= len(name) <= 4 or _NEIGHBOUR.search(name) is not None
    if not (within and 0 < len(name) <= LONGEST_WHO and may_be_name(name, at_door)):
        return "", text
    goods = f"{chunk[end:]} {rest}" if end < len(chunk) else rest
    return name, goods.strip(_EDGES)


def _end_of_name(chunk: str, catalog: Catalog) -> int:
    """Where goods or a verb begin in words without a blank: 王阿姨要青菜两斤, 马叔芹菜3斤."""
    matched = as_matched(chunk)
    counted = _has_number(matched[1:])
    for at in range(1, len(matched)):
        word = catalog.word_at(matched, at)
        if word is not None and (len(word.text) > 1 or (counted and at > 1)):
            verb = _VERB.search(matched, 1, at)
            return verb.start() if verb and verb.end() == at else at
        verb = _VERB.match(matched, at) if at > 1 else None
        if verb and (counted or verb.end() < len(matched)):
            return at
    return len(chunk)


def is_goods(chunk: str, catalog: Catalog) -> bool:
    """苹果, 猪肉2斤; not 大橙子, 鱼儿 or 果果妈."""
    matched = as_matched(chunk)
    if _COUNTED.match(matched):
        return True
    word = catalog.word_at(matched, 0) if matched else None
    if word is None:
        return False
    rest = matched[len(word.text) :]
    return not rest or rest[0] in NUMERAL_STARTS or rest[0] in _BEGINS_NO_NAME


def _is_nickname(chunk: str, rest: str, catalog: Catalog) -> bool:
    """汤圆 in 3-201 汤圆 两块老豆腐, where 汤圆 is not on offer and no amount follows it."""
    word, after = catalog.word_at(as_matched(chunk), 0), as_matched(rest)
    if word is None or word.items or word.text != as_matched(chunk) or not after:
        return False
    counted = _AMOUNT.match(after)
    ordered = catalog.word_at(after, counted.end() if counted and counted.end() < len(after) else 0)
    return ordered is not None and bool(ordered.items)


def _has_goods(text: str, catalog: Catalog) -> bool:
    matched = as_matched(text)
    return _has_number(matched) and any(catalog.word_at(matched, at) is not None for at in range(len(matched)))


def may_be_name(name: str, at_door: bool = False) -> bool:
    """Whether words may name somebody: not 取消, 再来, 收到, 谢谢团长; 老铁 and 团长 only beside a door."""
    if any(character.isdigit() for character in name) or _NO_NAME.search(name):
        return False
    kinds = _small_words(as_matched(name))
    if kinds is None or _KIN.fullmatch(name):
        return True
    return kinds <= _PLACES | {"filler", "talk"} and bool(kinds & _PLACES or (at_door and kinds == {"filler"}))


def _small_words(text: str) -> set[str] | None:
    """The kinds of the small words of orders and chat that a text is made of; None when there is more in it."""
    kinds, position = set(), 0
    while position < len(text):
        known = WORDS.get(text[position], ())
        word, kind = next((entry for entry in known if text.startswith(entry[0], position)), ("", ""))
        if not word and text[position].isalnum():
            return None
        kinds |= {kind} if kind else set()
        position += len(word) or 1
    return kinds
