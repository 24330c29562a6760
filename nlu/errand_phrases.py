"""An errand as a short phrase, deed, thing, amount: 帮我带两瓶酱油 is 带酱油2瓶, 把垃圾拿下去 is 拿垃圾.

With one thing each: 买点青菜和豆腐 are two. What is said without a thing (要一个新的, 帮我拿上来) takes the thing
that was named just before: 灯泡坏了, 快递到了.
"""

import re

from nlu.groceries import GROCERIES
from nlu.numerals import read_decimal

DEED = (
    "(?:代购|代买|打印|联系|预约|报修|处理|清理|消毒"
    "|[带买拿取倒丢扔送配捎寄交充缴领订修换遛喂叫接找收浇拖搬抬装拆借挂洗剪存弄搞喊])"
)
MEASURE = (
    "(?:公斤|块(?!钱|的)|[斤瓶盒袋包桶支把条棵卷箱件份只提罐听颗根盏双套打板盘串捆扎张节升壶筐片本台盆]"
    "(?![裹子饭头目灯栽]))"
)
_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两俩三四五六七八九十半]+)"
_WAY = re.compile(rf"^(?:再|先|就|顺便)?(?:[去到从来][\u4e00-\u9fff]{{1,8}}?)(?={DEED})")
_HANDLED = re.compile(rf"^[把将](?P<thing>[\u4e00-\u9fffa-z]{{1,8}}?)(?P<deed>{DEED})")
_DEED = re.compile(rf"(?P<deed>{DEED})(?P<rest>.*)", re.DOTALL)
_SLIGHT = re.compile(r"^(?:一下|下(?!水)|点儿?|一?些|几个|了|一?趟|我家的?|我们家的?|我的|有|个(?!人))+")
_AFTER = re.compile(
    r"(?:[上下过回进出]?[来去]|到家|到门口|掉|走|一?下|一?趟|给我们?|好吗|了|的|吧"
    r"|呗|伐|哦|啊|呀|呢|嘛|谢谢.*|快?没有?了"
    r"|能不能?|可以)+$"
)
_FIRST = re.compile(rf"^(?P<number>{_NUMBER})?(?P<measure>{MEASURE}|个)(?:装)?的?(?P<thing>(?:\d号)?[^\d].*)$")
_LAST = re.compile(rf"^(?P<thing>.+?)(?P<number>{_NUMBER})(?P<measure>{MEASURE}|个)$")
_ONLY = re.compile(rf"^(?P<number>{_NUMBER})?(?P<measure>{MEASURE}|个)(?:[a-z\d]+码的?|新的?|的)*$")
_SOME = re.compile(rf"^(?:几|一?些|点)(?:{MEASURE}|个)?")
_NEW = re.compile(r"^(?:新的|的)+")
_AND = re.compile(r"和|跟|、|以及|还有")
_NEXT = re.compile(rf"(?<=[\u4e00-\u9fff])(?={_NUMBER}{MEASURE}[\u4e00-\u9fff])")
_NO_THING = re.compile(r"^(?:新的?|好的?|[\s\W]|东西)*$")
_STAPLES = frozenset("米油菜面盐糖醋肉蛋奶酒葱姜蒜")
_PLACE = re.compile(
    r"^(?:楼下|门口|门外|驿站|小区门口|家里|我家|我们家|(?:爸爸|妈妈|爷爷|奶奶|外?公公?"
    r"|外?婆婆?|老[公婆伴爸妈])(?:的|家的?)?)+"
)


def short(words: str, thing: str = "") -> tuple[str, ...]:
    """The phrases of what was asked for, a deed before each thing; `thing`: what was named before."""
    words = words.strip()
    if words.isascii():
        return (words,)
    words = _WAY.sub("", words)
    if handled := _HANDLED.match(words):
        return (handled["deed"] + _bare(handled["thing"])[0],)
    deed, rest = "", words
    if found := _DEED.match(words):
        deed, rest = found["deed"], found["rest"]
    parts = [
        good for part in _several(_SLIGHT.sub("", rest)) if part.strip() for good in goods_in(part) or [part]
    ] or [""]
    things = _AND.split(thing)
    return tuple(dict.fromkeys(_phrase(deed, part, each) for part in parts for each in things))


def goods_in(words: str) -> list[str]:
    """The goods that words consist of, one after the other: 青菜土豆; empty where anything else is among them."""
    words, found = words.replace("、", ""), []
    while words:
        starts = (words[:length] for length in range(6, 0, -1))
        good = next((start for start in starts if start in GROCERIES or start in _STAPLES), "")
        if not good or good in found:
            return []
        found.append(good)
        words = words[len(good) :]
    return found


def _several(words: str) -> list[str]:
    """包盐两瓶醋, 青菜和豆腐: a thing each."""
    return [each for part in _AND.split(words) for each in (_NEXT.split(part) if _FIRST.match(part) else [part])]


def _phrase(deed: str, words: str, thing: str) -> str:
    named, amount = _bare(words)
    if _NO_THING.match(named):
        named = thing
    return f"{deed}{named}{amount}" if deed or named else words


def _bare(words: str) -> tuple[str, str]:
    """A thing without what stands around it, and its amount in figures, "" for 点, 几个 and 个."""
    words = _AFTER.sub("", _SLIGHT.sub("", _SOME.sub("", _PLACE.sub("", words.strip()))))
    if found := _ONLY.match(words):
        return "", _amount(found["number"], found["measure"])
    if found := _FIRST.match(words):
        return _thing(found["thing"]), _amount(found["number"], found["measure"])
    if found := _LAST.match(words):
        return _thing(found["thing"]), _amount(found["number"], found["measure"])
    return _thing(words), ""


def _amount(number: str | None, measure: str) -> str:
    if number is None:
        return "" if measure == "个" else f"1{measure}"
    read = read_decimal(number.replace("俩", "两"))
    return f"{read[0]:f}{measure}" if read else f"{number}{measure}"


def _thing(words: str) -> str:
    """糖尿病的药 is 糖尿病药."""
    return _NEW.sub("", _PLACE.sub("", words)).replace("的药", "药").strip("的 ")
