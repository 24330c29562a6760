"""Complaints and disputes in words: 我要反映…, 我和隔壁有纠纷, #12 答复：…, #12 约明天下午2点在村委会."""

import re
from dataclasses import dataclass

from nlu.clean import clean, punctuated

CALLED_OFF = frozenset(("取消", "算了", "不反映了", "cancel"))
"""Instead of the words that are asked for."""

_TO_COMPLAIN = (
    r"(?:我|我们)?(?:想|要|来)*(?:匿名)?(?:来|地|的)?(?:反映|反应|投诉|举报|提意见|提个意见|告状)"
    r"(?:一个|一下|个|一件)?(?:情况|问题|事情?|意见)?"
)
_COMPLAINS = re.compile(
    rf"{_TO_COMPLAIN}(?:[\s,，:：。]+|(?=.))(?P<words>.*)"
    r"|(?:i (?:want|would like|'d like) to )?(?:complain|report)(?: about)?\b[\s:,]*(?P<english>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ONLY = re.compile(
    r"(?:我|我们)?(?:想|要|来)*(?:匿名)?(?:来)?(?:反映|投诉|举报|提意见|提个意见)(?:一个|一下|个|一件)?(?:情况|问题|事情?|意见)?"
    r"[。!！]?|complain",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?P<words>.{4,}?)[\s,，。;；!！]+(?:我|我们)(?:就?是)?(?:想|要)(?:匿名)?(?:来|地|的)?(?:反映|投诉|举报)(?:一下)?[。!！]?"
    r"|(?P<unnamed>.{4,}?)[\s,，。;；!！]*匿名(?:反映|投诉|举报)(?:一下)?[。!！]?",
    re.DOTALL,
)
_UNNAMED = re.compile(
    r"(?<!不)(?<!不用)(?<!不要)匿名|(?:别|不要|请?勿|不能|不想)(?:让|给|告诉|和|跟)?(?:他|她|他们|别人|人家|邻居|隔壁|对方)?们?(?:家)?"
    r"(?:说出?去?|讲|知道|晓得)?(?:出来)?(?:是我(?=[说讲反投告举。,，!！]|$)|我是谁|我的名字)|anonymous",
    re.IGNORECASE,
)
_SAYS = re.compile(r"^(?:我|我们)?(?:想|要)(?:说|讲)(?:一?下|一?件事|个事)?[\s,，:：]*")
_ASKED = re.compile(r"[吗么?？]$|怎么(?:匿名)?(?:反映|投诉)|(?:谁|哪里|哪儿|给谁)(?:反映|投诉)?$")
_MINE = re.compile(
    r"(?:看看?|查看?|我)?我?(?:反映|投诉)的(?:事情?|问题|情况)?(?:呢|怎么样了?|办得?怎么样了?|办好了?吗)?[?？]?"
    r"|my complaints?",
    re.IGNORECASE,
)

_LIST = re.compile(
    r"(?:看看?|查看?|今天|现在|我手上)*(?:的)?(?:有|还有)?(?:哪些|什么|多少)?(?:没办完?的)?(?:反映|投诉|纠纷|反映和纠纷)(?:的事)?"
    r"(?:都|还)?(?:有)?(?:哪些|什么|列表|清单|名单)?[?？。]*",
)
_DISPUTE = re.compile(
    r"(?:我|我们|我家)?(?:想|要)?(?:申请|请求|要求|找人)(?:人民)?调解[\s,，:：]*(?P<apply>.*)"
    r"|(?:纠纷|调解)(?:登记|申请)?[:：]\s*(?P<entered>.*)"
    r"|(?:我|我们|我家)(?:和|跟|与|同)(?P<with>[^,，。有]{1,16})(?:有|起了?|发生了?|闹)了?(?:点|个|一些)?"
    r"(?:纠纷|矛盾|争执|争吵)[\s,，:：。]*(?P<rest>.*)"
    r"|/?(?:dispute|mediation)\b[\s:]*(?P<english>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(
    r"^(?P<one>[\u4e00-\u9fffA-Za-z·\d]{2,12}?)(?:和|跟|与|、)(?P<other>[\u4e00-\u9fffA-Za-z·\d]{2,12}?)"
    r"(?:[\s,，:：。]|因|为|之间|的?纠纷)+(?P<about>.*)$",
    re.DOTALL,
)
_MINE_AND = re.compile(
    r"^(?:我|我们|我家)?(?:和|跟|与|同)(?P<other>[\u4e00-\u9fffA-Za-z·\d]{2,12}?)"
    r"(?:[\s,，:：。]|因|为|之间|的?纠纷)+(?P<about>.*)$",
    re.DOTALL,
)

_OVER = (
    r"(?:[楼屋家][上下顶前后里]|墙|厨房|卫生间|阳台|院子)*(?:漏水|渗水|排水|下水|噪音|吵|打架|宅基地|地界|界[址线墙]|院墙|围墙"
    r"|借[款钱条]|欠[款钱]|房租|租金|工钱|赡养|抚养|离婚|遗产|继承|分家|通道|采光|停车|养狗|狗|鸡|树|菜地|田|车位|赔偿|医药费).*"
)
_MINE_OVER = re.compile(
    rf"^(?:我|我们|我家)?(?:和|跟|与|同)(?P<other>[\u4e00-\u9fffA-Za-z·\d]{{2,12}}?)家?的?(?P<about>{_OVER})$",
    re.DOTALL,
)
"""«我和王阿婆家漏水»: what it is about stands right behind the name."""

_BETWEEN_OVER = re.compile(
    r"^(?P<one>[\u4e00-\u9fffA-Za-z·\d]{2,12}?)家?(?:和|跟|与|、)(?P<other>[\u4e00-\u9fffA-Za-z·\d]{2,12}?)家?的?"
    rf"(?P<about>{_OVER})$",
    re.DOTALL,
)

_TOPICS = (
    ("worker", r"网格员|干部|书记|主任|村长|支书|组长|医生|保安|志愿者|工作人员|态度|物业|worker|cadre"),
    ("noise", r"吵|噪[音声]|声音[太大]|半夜|装修|音响|施工|广场舞|唱歌|noise|loud"),
    ("price", r"价|太?贵|涨|缺斤|短两|秤|收费|乱收|price|expensive"),
)
_TITLED = re.compile(r"(?P<surname>[\u4e00-\u9fff])(?:网格员|主任|书记|村长|支书|干部|组长|医生|站长|委员)")
_CADRES = re.compile(r"干部|书记|主任|村长|支书|村委|居委|cadre", re.IGNORECASE)

_MATTER = re.compile(
    r"(?:查?看|反映|投诉|纠纷|调解)?\s*[#＃]\s*(?P<number>\d{1,6})(?!\d)\s*(?:号)?[\s:：,，]*(?P<rest>.*)", re.DOTALL
)
_DEEDS = (
    ("answer", r"(?:答复|回复|回答|已办|办好了|办结|answer)[\s:：,，]*(?P<words>.*)"),
    ("pass", r"(?:交给|转给|派给|让|give to)\s*(?P<words>[^\s,，。]{2,12}?)(?:去?办|处理|去看看?)?"),
    (
        "mediator",
        r"(?:请|让|由|指定)?\s*调解员(?:是|为|给)?[\s:：]*(?P<words>[^\s,，。]{2,12})"
        r"|(?:请|让|由)(?P<by>[^\s,，。]{2,12}?)(?:来|去)?调解|mediator\s+(?P<english>.{2,30})",
    ),
    ("accept", r"(?:我来(?:办|处理|负责|接)?吧?|归我|接手|接受|同意|我来调解|accept|i'?ll take it)"),
    ("decline", r"(?:不接受|我不行|做不了|不能调解|decline)"),
    ("fact", r"(?:事实|情况|查明|了解到|fact)[\s:：,，]*(?P<words>.*)"),
    ("meet", r"(?:约|定|改)(?:在|到|于|好)?[\s:：]*(?P<words>.*)|(?:meet)\s+(?P<english>.+)"),
    ("agree", r"(?:达成)?(?:调解)?(?:协议|agreement)[\s:：,，]*(?P<words>.*)"),
    ("failed", r"(?:调不成|达不成(?:协议)?|没调成|没谈成|调解(?:失败|不成)|不成|failed)"),
    ("court", r"(?:去法院|上法院|起诉了?|走法院|转法院|告到法院|走诉讼|court)"),
    ("partly", r"(?:部分履行了?|履行了?一部分|partly)"),
    ("unkept", r"(?:没有?履行|未履行|没做到|not kept)"),
    ("kept", r"(?:(?:都|已经?|全部)?履行(?:了|完了?|完毕)|做到了|kept)"),
    ("withdraw", r"(?:撤回|撤销|不反映了|不投诉了|算了|withdraw)"),
    ("note", r"(?:备注|记一?下|进展|办理情况|note)[\s:：,，]*(?P<words>.+)"),
)
_READ = [(deed, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for deed, pattern in _DEEDS]
_TERMS = re.compile(r"(?:内容|条款|terms)?[\s:：]*", re.IGNORECASE)
_HOW = r"方式|怎么履行|履行方式|how"
_AGREED = re.compile(
    rf"(?:履行期限|期限|时间|by)[\s:：]*+(?P<by>(?:(?!{_HOW})[^,，。;；\n])*+)[\s,，。;；]*+(?:(?:{_HOW})(?P<how>.*)|\Z)"
    rf"|(?:{_HOW})(?P<alone>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""By when and how, behind the terms; possessive, since a mediator's 800 characters may be anything."""


@dataclass(frozen=True, slots=True)
class MatterSaid:
    """What is said of a file by its number. deed "" asks for it; "other" is nothing that is known."""

    number: int
    deed: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class DisputeSaid:
    """A quarrel as it was said: names of the others, and what it is about."""

    parties: tuple[str, ...] = ()
    about: str = ""
    mine: bool = True  #: whoever says it is a party


@dataclass(frozen=True, slots=True)
class AgreementSaid:
    terms: str = ""
    by: str = ""
    how: str = ""


def read_complaint(text: str) -> str | None:
    """What is complained of (我要反映楼上太吵), "" when only that somebody wants to, None for other words."""
    cleaned = clean(text)
    if _ASKED.search(cleaned) and len(cleaned) < 16:
        return None
    if _ONLY.fullmatch(cleaned):
        return ""
    if behind := _BEHIND.fullmatch(cleaned):
        return (behind["words"] or behind["unnamed"]).strip(" ,，:：。")
    found = _COMPLAINS.fullmatch(cleaned)
    if found is None:
        return _SAYS.sub("", cleaned) if _says_unnamed(cleaned) else None
    words = (found["words"] or found["english"] or "").strip(" ,，:：。")
    return words if len(words) >= 2 and not words.startswith(("的", "了", "过", "[")) else None


def wants_no_name(text: str) -> bool:
    """Whether somebody asks that nobody learns who complains: 匿名, 别说是我说的."""
    return _UNNAMED.search(clean(text)) is not None


def _says_unnamed(text: str) -> bool:
    """Whether words that say nothing of a complaint are one, since nobody is to learn whose they are."""
    found = _UNNAMED.search(text)
    return found is not None and found.start() > 2 and len(text) > 6 and "匿名" not in found[0]


def asks_mine(text: str) -> bool:
    """Whether somebody asks after what they complained of."""
    return len(text) <= 20 and _MINE.fullmatch(clean(text)) is not None


def asks_list(text: str) -> bool:
    """反映有哪些, 纠纷列表: what somebody of the staff has on their hands."""
    said = clean(text)
    asks = "哪" in said or "什么" in said or "列表" in said or "清单" in said
    return len(text) <= 20 and asks and _LIST.fullmatch(said) is not None


def topic(words: str) -> str:
    """worker, noise, price or other."""
    return next((name for name, pattern in _TOPICS if re.search(pattern, words, re.IGNORECASE)), "other")


def names_of_titles(words: str) -> list[str]:
    """Surnames that stand before a title: 陈 of 陈主任."""
    return [found["surname"] for found in _TITLED.finditer(words)]


def is_about_cadres(words: str) -> bool:
    return _CADRES.search(words) is not None


def read_dispute(text: str) -> DisputeSaid | None:
    """A quarrel that somebody wants settled, or that a worker enters (纠纷登记：李阿公和王阿婆，漏水)."""
    found = _DISPUTE.fullmatch(clean(text))
    if found is None:
        return None
    if found["with"]:
        return DisputeSaid((found["with"].strip(),), found["rest"].strip(" ,，:：。"))
    said = (found["apply"] or found["entered"] or found["english"] or "").strip()
    return parties_in(said, entered=found["entered"] is not None)


def parties_in(said: str, entered: bool = False) -> DisputeSaid:
    """Who and what, of what stands behind 申请调解 or 纠纷登记."""
    mine = _MINE_AND.match(said) or _MINE_OVER.match(said)
    if mine is not None:
        return DisputeSaid((mine["other"],), mine["about"].strip(" ,，。"))
    between = _BETWEEN.match(said) or _BETWEEN_OVER.match(said)
    if between is not None:
        return DisputeSaid((between["one"], between["other"]), between["about"].strip(" ,，。"), mine=False)
    return DisputeSaid((), said, mine=not entered)


def read_matter(text: str) -> MatterSaid | None:
    """#12, #12 答复：明天去看, #12 交给小陈; None for words that name no file."""
    found = _MATTER.fullmatch(clean(text))
    if found is None:
        return None
    number, rest = int(found["number"]), found["rest"].strip(" 。.!！")
    if not rest or rest in ("怎么样了", "呢", "办好了吗", "怎么样"):
        return MatterSaid(number)
    for deed, pattern in _READ:
        match = pattern.fullmatch(rest)
        if match is not None:
            words = next((value for value in match.groupdict().values() if value), "")
            return MatterSaid(number, deed, punctuated(words.strip()))
    return MatterSaid(number, "other", rest)


def read_agreement(text: str) -> AgreementSaid:
    """内容 …，期限 12月31日，方式 现金: what of it is said."""
    said = clean(text).strip()
    begins = _TERMS.match(said)
    start = begins.end() if begins else 0
    found = _AGREED.search(said, start)
    terms = punctuated(said[start : found.start() if found else None].strip(" \n,，。;；"))
    if found is None:
        return AgreementSaid(terms)
    how = found["how"] or found["alone"] or ""
    return AgreementSaid(terms, (found["by"] or "").strip(), punctuated(how.strip(" \n:：。")))
