"""What somebody who cannot go out wants done: 帮我买盒感冒药, 去驿站拿个包裹, 灯泡坏了，要一个新的.

Whether it is an errand at all depends on who says it and on what the village has on offer; that is for the caller.
What is wanted beside a report of temperatures: errands_beside.py.
"""

import re
from dataclasses import dataclass

from nlu.clean import clean
from nlu.doors import find_door
from nlu.for_others import for_whom
from nlu.grievances import is_grievance
from nlu.health import looks_like_health

LONGEST = 300

_POLITE = (
    r"(?:你好|您好|哎|喂|主任|书记|组长|师傅|小[一-龥]|网格员|志愿者|请问|请|麻烦|劳驾|拜托|想|我想|我要|我|你们?|您|谁"
    r"|哪位|有没有人|有人|能不能|可不可以|可以|能否|能|方便的话|今天|明天|下午|上午|有空|再|还|顺便|另外|那"
    r"|不好意思|辛苦|[\s,，:：!！])*"
)
_FOR_ME = r"(?:帮忙|帮一?下忙?|帮帮|帮|替|代|给)(?:我们家?|我家|我|咱们?家?|一?下|个?忙|[\s,，])*"
_DO = (
    r"(?:(?:去|到|来|上)[一-龥]{0,8}?|把[一-龥]{1,8}?|顺便|先)?"
    r"(?:买|购|带|捎|拿|取|领|收|寄|送|配|开(?!团)|抓药|交|缴|充|扔|丢|倒|换|修|通|搬|接|跑|弄|打(?!听|电话)|复印"
    r"|打印|称|还)"
)
_WANTED = re.compile(rf"{_POLITE}{_FOR_ME}{_DO}(?P<rest>.*)", re.DOTALL)
_EMPTY = re.compile(
    rf"{_POLITE}{_FOR_ME}(?:去|到)?(?:买|带|拿|取|办|跑腿)(?:点|些|个|件|一?下)?(?:东西|事情?|忙)?[吗吧呢。.?？!！\s]*"
)
_BROKEN = re.compile(
    r"[^,，。]{1,14}(?:坏了|不亮了|漏水?了|堵了|断了|没电了|没气了|没水了|用完了|吃完了|喝完了|没了|不够了|快没了)"
    r"[\s,，。;；!！]*(?:[^,，。]{0,10})?(?:(?<!不)要|想|需要|得|能不能|可以|麻烦|帮|谁|请|再)(?P<rest>.*)",
    re.DOTALL,
)
_PARCEL = re.compile(
    r".{0,12}(?:快递|包裹|外卖|邮件|挂号信)[^,，。]{0,10}(?:到了|在|放在)[^,，。]{0,14}"
    r"(?:[\s,，。]*(?:拿不了|取不了|出不去|不能出门|没法[拿取]|怎么[拿取]|谁.{0,6}[拿取带].*|.{0,8}[拿取带].*))"
)
_FETCHED = re.compile(
    r"(?:还有|再|另外|顺便|我的?|我家的?|有个?|一个|门口的?|到了的?)*(?:快递|包裹|外卖|邮件|挂号信|降压药|中药|药)[^,，。]{0,8}?(?:帮|麻烦|请|谁|替|给)"
    r"(?:忙|我们?|您|你|谁|一下|能|可以|去)*(?:拿|取|带|领|收|送|买|配)(?:一?下|回来|上来|过来|来|一趟|下)?"
)
_SPARE = re.compile(
    r"(?:家里|我们?|都)*(?:没有?人|谁也没|没谁)(?:生?病|不舒服|发烧|感冒|难受)?(?:[\s,，。]*(?:就是|只是|是|先|想)*"
    r"(?:备|家里备|备用|防)[^,，。]{0,6})?|(?:就是|只是|是|先|家里|给家里|我想)*(?:备着|备用的?|备一[点些盒]|备点|常备|留着备用|以防万一|防万一)"
    r"(?:的|吧|呀|啊|而已)*"
)
_PROGRESS = re.compile(
    r"(?:那|我们?家?的?|我要的?|昨天说的|上次的|到底|托您的)*(?:事情?|东西|药|快递|包裹|垃圾|盐|酱油)?(?:都|还|有没有|到底)?"
    r"(?:(?:有人)?(?:办|买|拿|取|领|弄|收)(?:好|到|回来|走|来)?了?(?:没有?|吗|么)|有人[接去](?:了?吗|了没有?|没有?)"
    r"|办得?怎么样了?|怎么还没(?:办|来|送|买|拿|人))(?:[呀啊呢]|好)*"
    r"|(?:我|我们)?的?(?:药|快递|包裹)呢|(?:都|怎么)?还?没(?:办|买|拿|送|取)(?:好|来|到)?(?:呢|啊)?"
    r"|is it done(?: yet)?"
)
_PRESCRIBED = re.compile(r".{0,8}(?:要|想|需要|得|该)配(?P<rest>.{0,12}药.*)", re.DOTALL)
_ENGLISH = re.compile(
    r"(?:hi|hello|please|,| )*(?:(?:can|could|would) (?:you|someone|somebody|anyone)(?: please)? |please )"
    r"(?:help me )?(?:buy|get|fetch|bring|pick up|collect|take out|replace|fix|refill)\b(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SAID = re.compile(
    r"(?:请|麻烦|我要|我想|想|我有(?:一?件|个)|有(?:一?件|个)|一?件)*(?P<who>(?:帮忙?|替|给|为)?[^,，。:：\n]{0,24}?)"
    r"(?:代办|跑腿|errand)(?:一?件事?|一?下|服务|事项)?[\s:：,，。\-]*(?P<what>.*)",
    re.DOTALL | re.IGNORECASE,
)
_MINE = re.compile(
    r"(?:看看?|查看?|查一下|看一下)?(?:(?:我的|我家的?)代办(?:清单|进度)?"
    r"|(?:我的|我家的?)?代办的?(?:呢|到哪了|怎么样了?|有哪些|清单|进度|好了[没吗]?|办好了?[没吗]))[?？。]*"
    r"|my errands?\??",
    re.IGNORECASE,
)
_MEDICINE = re.compile(
    "感冒[药灵片]?|退[烧热][药片贴]?|退热|发烧药|止咳|咳嗽药|化痰|消炎药|抗生素|阿莫西林|头孢|[连莲]花清瘟|布洛芬"
    "|芬必得|美林|泰诺林?|对乙酰氨基酚|扑热息痛|阿司匹林|板蓝根|双黄连|藿香正气|蒲地蓝|小柴胡|白加黑|快克|快客|康泰克"
    "|枇杷膏|川贝|急支糖浆|复方甘草|奥司他韦|达菲|利巴韦林|蓝芩|喉糖|润喉|体温[计枪]|温度计|额温枪|抗原"
    r"|cold medicine|cold remed|fever medicine|cough (?:syrup|medicine|drops?)|ibuprofen|paracetamol|tylenol"
    r"|thermometer",
    re.IGNORECASE,
)
_NO_MEASURE = re.compile(
    r"(?:体温[计枪表]|温度计|额温枪)[^,，。;；]{0,4}(?:坏|碎|没电|摔|不准|找不到|丢|不亮|失灵)"
    r"|thermometer (?:is |has )?(?:broke|dead)"
)
"""What measures a temperature and does not work any more: nobody has to be ill for that."""
_WANTS_MEDICINE = re.compile(
    rf"(?:.*?(?<![不别])(?:要(?!吃)|想[要买]|买|来[点些个两一二盒]|需要|缺|没有|给我|[拿带]|有没有)[^,，。]{{0,10}}?)?"
    rf"(?:{_MEDICINE.pattern})[^,，。]{{0,6}}"
    r"(?:[\d一二两三几半][盒瓶包片支袋点些][^,，。]{0,4})?[\s,，。!！?？了吗谢]*",
    re.IGNORECASE | re.DOTALL,
)
_TAKEN = re.compile(r"吃[了过着]|在吃|不[要用]|别买|买到|收到|多少钱")
_RUBBISH = re.compile(
    r"(?:垃圾|废物|废口罩|废弃口罩|厨余|泔水)(?!袋|桶[坏要])|\b(?:rubbish|garbage|trash)\b(?! bags?)", re.IGNORECASE
)
_RUBBISH_GOES = re.compile(
    r"[扔丢倒收拿带清运处提满臭多]|怎么|谁|take|collect|out|full|where|how", re.IGNORECASE
)
_OBSERVED = re.compile(
    "隔离|居家观察|在观察|观察期|被观察|密接|次密|阳性|阳了|核酸|健康监测|不能出门|quarantin|isolat", re.IGNORECASE
)
_TAIL = re.compile(
    r"(?:[\s,，。.!！?？~]|[吗吧呢啊呀哦]|谢谢[您你大家]*|多谢|辛苦[您你]?了|thanks?(?: you)?)*$"
)
_LEAD = re.compile(rf"^{_POLITE}{_FOR_ME}|^(?:你好|您好|请问|麻烦|请|[\s,，:：!！])+")
_QUESTION = re.compile(
    r"多少钱|几块|有没有卖|有[^,，。]{0,6}卖|[订定]单|[订定]了|取消|退[了掉]|送菜|我的菜|菜到|什么时候"
)


@dataclass(frozen=True, slots=True)
class ErrandSaid:
    """What somebody wants done, in their words; "" when they say that they want something and not what. `door` and
    `name`: of another household, as written. `named`: they call it an errand (代办)."""

    what: str
    door: str = ""
    name: str = ""
    named: bool = False
    other: bool = False  #: for somebody else, though neither a door nor a name could be read


def read_errand(text: str) -> ErrandSaid | None:
    """What a whole message wants done; None when it wants nothing of that kind."""
    said = clean(text).strip()
    if not said or len(said) > LONGEST or _MINE.fullmatch(said):
        return None
    named = _SAID.fullmatch(said)
    if named is not None:
        return _named(named["who"], named["what"])
    return _plain(said)


def asks_errands(text: str) -> bool:
    """Whether a whole message asks how one's errands stand."""
    return _MINE.fullmatch(clean(text).strip()) is not None


def asks_progress(text: str) -> bool:
    """Whether a whole message asks whether something is done: 办好了没有, 药买到了吗. It may mean an order too."""
    return _PROGRESS.fullmatch(clean(text).strip(" ?？。!！")) is not None


def is_spare(text: str) -> bool:
    """Whether nobody is ill and the medicine is to be kept at home: 没人病，就是备着."""
    return len(text) <= 40 and _SPARE.fullmatch(clean(text).strip(" 。!！")) is not None


def names_cold_medicine(text: str) -> bool:
    """Whether something against a cold, a cough or a fever is wanted, or to measure one with."""
    return _MEDICINE.search(_NO_MEASURE.sub(" ", clean(text))) is not None


def medicine_in(text: str) -> str:
    """The words that want such a thing, of a text that says other things as well (36.5 36.6 感冒药一盒)."""
    clauses = (clause.strip() for clause in re.split(r"[,，。;；!！\s]+", clean(text)))
    return "，".join(
        clause for clause in clauses if _WANTS_MEDICINE.fullmatch(clause) and not _TAKEN.search(clause)
    )


def is_rubbish(text: str) -> bool:
    """Whether rubbish is to go out."""
    said = clean(text)
    return _RUBBISH.search(said) is not None and _RUBBISH_GOES.search(said) is not None


def is_private(text: str) -> bool:
    """Whether the words tell of somebody's health, or that a household is observed."""
    said = clean(text)
    return looks_like_health(said) or _OBSERVED.search(said) is not None


def tidy(text: str) -> str:
    """An errand's words without greetings, thanks and 帮我."""
    said = clean(text).strip()
    bare = _TAIL.sub("", _LEAD.sub("", said)).strip(" ,，:：。") or _TAIL.sub("", said).strip()
    return bare if bare.isascii() else bare.replace(",", "，")


def _named(who: str, what: str) -> ErrandSaid:
    """代办：…, and 帮12号李阿婆代办：…"""
    bare = re.sub(r"^(?:请|麻烦|我要|我想|想)*(?:帮忙?|替|给|为)?", "", who).strip(" ,，:：的要有个件一")
    if not bare or bare in ("我", "我家", "我们", "我们家", "自己", "一下", "忙"):
        return ErrandSaid(tidy(what), named=True)
    for_other = for_whom(f"帮{bare}")
    door = find_door(bare)
    if for_other is not None and (for_other.door or for_other.name):
        return ErrandSaid(tidy(what), for_other.door, for_other.name, named=True, other=True)
    if door is not None:
        return ErrandSaid(tidy(what), door.door.text, bare[door.end :].strip("的家 "), named=True, other=True)
    return ErrandSaid(tidy(what), named=True, other=True)


def _plain(said: str) -> ErrandSaid | None:
    if _QUESTION.search(said):
        return None
    if _EMPTY.fullmatch(said):
        return ErrandSaid("")
    if is_rubbish(said) and not is_grievance(said):
        return ErrandSaid(tidy(said))
    other = for_whom(said)
    if other is not None and (other.door or other.name):
        wanted = re.match(rf"(?:去|来)?{_DO}", other.rest)
        return ErrandSaid(other.rest, other.door, other.name, other=True) if wanted else None
    if _WANTS_MEDICINE.fullmatch(said) and not _TAKEN.search(said):
        return ErrandSaid(tidy(said))
    for pattern in (_WANTED, _BROKEN, _PARCEL, _FETCHED, _PRESCRIBED, _ENGLISH):
        if pattern.fullmatch(said):
            return ErrandSaid(tidy(said))
    return None
