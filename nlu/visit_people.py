"""How many live behind a door, and who is spoken of: 3口, 两口子, 一家四口, 老人一个, 全家5人."""

import re

from nlu.numerals import read_count

_END = r"$|[\s,，。；,;！!?？、()\n:：]"
KIN = (
    "(?:[大小二三]?(?:儿子|女儿|女婿|儿媳妇?|媳妇|孙子|孙女|外孙女?|孙媳妇?|侄子|侄女|侄儿|外甥女?)|儿女"
    "|子女|老公|丈夫|老婆|妻子|爱人"
    "|老伴|爸爸?|父亲|妈妈?|母亲|父母|爸妈|公公|婆婆|公婆|岳父母?|岳母|丈母娘|爷爷|奶奶|外公|外婆|哥哥?"
    "|弟弟?|姐姐?|妹妹?|姐夫|妹夫"
    "|嫂子|弟媳妇?|弟妹|舅舅|叔叔|姑姑|姑妈|阿姨|亲戚|客人|朋友|同学|男朋友|女朋友|老[大二三幺](?!人)|户主"
    "|男主人|女主人|房东|保姆"
    "|租客|租户|房客|承租人|员工|工人|民工|大?学生|大学生|研究生|孩子|小孩|娃|老人|男的|女的|本人|老乡|家人"
    "|外孙|堂[哥弟姐妹]|表[哥弟姐妹])"
)
_NUMBER = r"(?P<{0}>\d{{1,2}}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_HOUSEHOLD = (
    "(?:一大?家[子门]?|全家|家里|家中|家有|全户|户内|共计?|总共?|一共|合计|常住|实住|在册|登记|人口|本户|该户|住着?|租户"
    "|租客|房客|户籍|现有|家庭|本人|单身|仅|只有|就)"
)
_SIZES = (
    (
        rf"{_HOUSEHOLD}(?:[：:有是共计总一住在约\s和、]|老人|小孩|大人|父母|老小"
        rf"|人口)*{_NUMBER.format('all')}\s?(?:(?:个|名|位)人?(?!小孩|孩|大?学)|口人?|人)(?![\d.年月日号/]|岁|楼"
        "|幢|月|星期|礼拜|小时|(?:都|还|已|均)?(?:[没未不]|回了|去了|走了|在外|返))", "all"),
    (rf"(?<![\d.年月第老小]){_NUMBER.format('mouths')}\s?(?:口人?|人口)(?!罩|井|服|气|子)", "mouths"),
    (
        rf"(?:^|(?<=[\s,，。、;；:：(家户客公婆伯住有共])){_NUMBER.format('bare')}\s?(?:个|名|位)?人(?!\d|从|由"
        "|回|去|员|家|次|以上|左右|外|发|咳|感冒|头|不|没|体温|流|腹|拉|有|参|聚|打|聊|吃|在(?!家)|未|隔|确|感"
        "|做|核|阳|返|到|来|上班|出|住院)", "bare"),
    (rf"^[\s,，:：]*{_NUMBER.format('first')}\s?[个位](?=$|[\s,，。])", "first"),
    (
        "(?:老人|老[伯汉爹]|老?大[爷伯妈娘]|老爷子|老太婆|老太太?|老头子?|阿婆|阿公|老奶奶|老兵|残疾人|老党员|五保户?|低保户?|阿[嫲爷叔伯婶姨]|哑巴|单身汉?|年轻人|小青年|后生|姑娘"
        rf"|大人)(?:家)?{_NUMBER.format('elder')}\s?[个名位](?:人)?(?![^,，。\s]{{0,2}}(?:小[人孩]|孩|娃))", "elder"),
    (
        rf"(?:^|(?<=[\s,，。、;；:：(家户客住有共是剩])){_NUMBER.format('old')}\s?[个名位]?老(?:人(?:家)?)?(?="
        f"{_END}|在家|独居|住|都|身体|正常|没)", "old"),
    (rf"人口[:：\s]?{_NUMBER.format('population')}(?![\d.])", "population"),
)  # fmt: skip
_SIZE = [(re.compile(pattern), name) for pattern, name in _SIZES]
_PAIR = re.compile(
    "(?:[老小]?两口子?|小?夫妻(?:俩|两|二|2)?(?:人|个)?|夫妇(?:俩|二人|两人|2人)?|(?:母|父)(?:子|女)(?:俩"
    "|两人|二人|2人)"
    r"|(?:老?伴|母女|母子|父子|父女|爷孙|奶孙|[老小夫妻子女孙弟妹爷婆公奶姐兄嫂媳娘])俩(?:人|个)?(?!回|返|来|从|发|咳)|[两俩二]个?老的?|2个老的?|两(?:母[子女]|父[子女]|爷孙|婆媳)"
    "|(?:爷孙|祖孙|婆孙|婆媳|姐妹|兄弟|姐弟|兄妹|叔侄|姑侄|舅甥)(?:俩|两人|二人|2人)|(?:就|只有?)?(?:他"
    "|她)?们?俩(?:人)?(?:在家|住))"
)
_ALONE = re.compile(r"独居|单身汉|光棍|孤老|一个人(?:住|在家|生活)|(?:就|只有?)[^,，。\s\d]{0,4}一个?人|孤寡|独自")
_ON_PAPER = re.compile(r"户[籍口]\s?\d+\s?人?[^\d]{0,6}(?:常住|实住|现住|实际)")
_FAMILY = re.compile(
    rf"(?:全家|家中|家里|一家|全户|家庭)(?:人口)?[：:有是共计总住约\s]*{_NUMBER.format('family')}\s?(?:个|口|名"
    "|位)?人?"
)
_FAMILY_ALONE = re.compile(rf"(?:全家|家中|家里|一家|全户|家庭)[有是共计总住约]*{_NUMBER.format('family')}(?:{_END})")
_OF_KIN = re.compile(rf"{KIN}(?:一家|全家|家)?$")
_AMONG = re.compile(r"(?:其中|里面|当中|有)的?[^,，。\s\d]{0,2}$")
_ALL_WELL = re.compile(r"\s?(?:都|均|全都?|也都)(?:正常|好|在家|健康|没事|36|体温)")
_PART = re.compile(
    r"(?:^|[\s,，。,;；])(?![^\s,，。,;；]*(?:没|无|未|不))[^\s,，。,;；]*(?:[回返到来]|[回返]来|返回|到家|过来"
    r"|抵达)(?:的|了|过|家|村|人|温)?[\s(]*$|(?:滞留|隔离|劝返|其中|其余|其他|另外?|还有|剩下的?|有"
    r"|各)[^,，。,\s\d]{0,2}$"
)
_WITH = re.compile(
    rf"(?:和|带|加|跟|及|、|\+|领)|{KIN}"
    r"|(?:已经?|都|还|前天|昨天)*(?:回|去|返|在(?!家)|(?:未|没有?)(?:回|在|来))"
)
_COUNT = re.compile(
    r"(?<![\d.月年第])(?P<count>\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])\s?(?:(?:个|名|位)(?!钟头|小时|半)(?:人|大人|小孩|学生"
    "|工人)?|人|口人?)(?!月|星期|礼拜|小时|口罩)"
    r"|(?P<pair>两口子|夫妻|夫妇|老两口|小两口|俩)|(?P<three>仨)"
)


_LONELY = re.compile(r"[\s,，。](?:\d{1,2}|[一二两三四五六七八九十])\s?[个名位]?人?(?=$|[\s,，。])")
_MOVED_IN = re.compile("搬[来进]|住进|入住")
_ONE_CAME = re.compile(
    "(?:^|[\\s,，。大小])(?:儿子|女儿|女婿|儿媳妇?|媳妇|孙子|孙女|老公|丈夫|老婆|妻子|爸爸?|父亲|妈妈?|母亲|男主人|女主人|户主|男的|女的)"
    "(?!一家|全家|夫妻|两|二|和|跟|[一-龥]{0,2}(?:孙|女))"
)
_CAME = re.compile("[回返到抵]|过来|来的")


def read_size(text: str, until: int | None = None) -> int | None:
    """The number of people of a household that a text states; None for none or for two that differ.

    A bare 3人 counts only before `until`, where a return begins: behind it so many came back.
    """
    if _ON_PAPER.search(text):
        return None
    text = text.replace("俩人", "两人").replace("俩个人", "两个人")
    strong = {
        found
        for pattern, name in _SIZE[:2]
        for match in pattern.finditer(text)
        if not _of_some(text[: match.start()], match[0]) and (found := _value(match[name]))
    }
    if len(strong) > 1:
        strong = {found for match in _FAMILY.finditer(text) if (found := _value(match["family"]))} or strong
    if len(strong) == 1:
        return strong.pop()
    weak = {
        found
        for pattern, name in _SIZE[2:]
        for match in pattern.finditer(text)
        if (_ALL_WELL.match(text, match.end()) or _is_whole(text, match.start(), until))
        and (found := _value(match[name]))
    }
    if strong or weak:
        return weak.pop() if len(weak) == 1 and not strong else None
    family = _FAMILY_ALONE.search(text)
    if family and not _OF_KIN.search(text[: family.start()]):
        return _value(family["family"])
    if pair := _PAIR.search(text):
        return None if _WITH.match(text[pair.end() :]) else 2
    return 1 if _ALONE.search(text) else None


def _of_some(before: str, said: str) -> bool:
    """儿子一家3口, 其中两口; but 加老人共4人 is of all."""
    of_kin = _OF_KIN.search(before) is not None and said[0] not in "共总合"
    return of_kin or _AMONG.search(before) is not None


def _is_whole(text: str, start: int, until: int | None) -> bool:
    """Whether a bare 3人 that begins at `start` may be all of them, not those who came back or the rest."""
    return (until is None or start < until) and _PART.search(text[:start]) is None


def names_household(text: str) -> bool:
    """全家4人 and 5口 are said of all who live there."""
    return any(pattern.search(text) for pattern, _ in _SIZE[:2])


def unclear_size(text: str) -> bool:
    """从福建泉州 4人, 女婿从济南回 4人: whether all who live there or those who came is not said."""
    unclear = _MOVED_IN.search(text) or _ONE_CAME.search(text) or not _CAME.search(text)
    return bool(unclear) and _LONELY.search(text) is not None


def read_returned(text: str) -> int | None:
    """How many people a clause about a return speaks of: 回来1人, 三个, 两口子."""
    match = _COUNT.search(text)
    if match is None:
        return None
    return _value(match["count"]) if match["count"] else 3 if match["three"] else 2


def _value(number: str | None) -> int | None:
    if not number:
        return None
    found = read_count(number)
    return found[0] if found and found[0] > 0 else None
