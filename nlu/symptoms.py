"""Symptoms that somebody has now: not those that are denied, over, feared, asked about or somebody else's."""

import re
from dataclasses import dataclass

from nlu.symptom_words import MEDICINE_TAKEN, SYMPTOM

_CLAUSES = re.compile(r"[^,，。;；!！?？\n~\s]+[,，。;；!！?？\n~\s]*")
_MORE = (
    "(?:什么|啥|任何|出现|感觉到?|觉得|感到|再|过|有|明显|哪里|一点|半点|点|特别|继续|的|到|会|是|人|又|feeling "
    "|feel |have |any |a |had )*"
)
_DENIAL = re.compile(
    rf"(?:(?P<list>没有|没得|未|无|均无|都无|否认|冇|木有|\bno|without|don'?t have|not)|没(?!好|退|停)|不(?!是不"
    rf"|知)|弗|勿|唔|从不|never) ?{_MORE}$"
)
_SLIGHTLY = re.compile(r"不(?:太|大|怎么)$")
_JOINT = re.compile(r"[、和或及与跟\s/]*(?:或者|和|或|以及|还有|也|and|or|,)?[、\s]*$")
_SUFFIX = re.compile(
    r"^(?:[的等]|症状|情况|现象|这些|那些|什么|之类|啥|反应|也|都|倒是?|就|全|是|和)*(?:没有|没得|木有|冇|全无|没"
    r"|无)(?:了|过|的|啊|呢|啦)*(?:$|[,，。;；!！\s])"
)
_OVER_HERE = re.compile(
    r"^(?:的|症状|也|都|就|已经?|现在|今天|基本|全|完全|是|早就?|差不多|了|自己)*(?:好了|好啦|没有了|没了"
    r"|不[痛疼咳烧晕拉吐流]?了|消失了?|退了|退下|消了|止住|停了|痊愈|恢复了?)(?!点|些|一)"
)
_WAS = (
    r"(?:现在|今天|今早|今天早上|早上|后来|这会儿?|这两天|目前|已经?|都|也|就|早就?|我|人|吃了?药(?:后|以后|就)?"
    r"|睡(?:了)?一觉(?:就)?|基本|全|完全|但|但是|不过|是|昨天|晚上|到|起来|又)*"
)
_OVER_CLAUSE = re.compile(
    rf"^{_WAS}(?:没有了|没了|好了|好啦|没事了|正常了|恢复了?|不(?:再|会)?(?:咳嗽?|痛|疼|烧|发烧|晕|拉|吐|难受|流"
    rf"|这样)?了|退了|退烧了?|没有?再?(?:咳|痛|疼|烧|发烧|拉|吐|晕)嗽?(?:了|过)?|不(?:咳|痛|疼|烧|晕|拉|吐)了?"
    rf"|痊愈了?|消失了?|gone|better)"
    r"(?:的|了|啦|吧|哦|呢|哈)*$"
)
_BEFORE_OVER = re.compile(r"(?:已经?|烧|热度|温度)?退[烧热]?了|烧退")
_NOT_NOW = re.compile(
    r"(?:如果|要是|万一|假如|若是?|倘若|怕|担心|害怕|生怕|预防|防止|避免|以免|免得|治|治疗|会不会|有没有|是否|有无"
    r"|什么叫|多少度?算?|几度算?|算不算|算是?|才算|才叫|小心|注意|别|不要|不会|不能|不是|以前|去年|小时候|上次|曾经"
    r"|有时候?会?)[^,，。;；]{0,6}$"
)
_WEATHER = re.compile(r"(?:天气?|外面|房间|屋里|家里|水|晚上|早上)(?:太|很|好|真|有点|这么|越来越)?$")
_OF_OTHERS = re.compile(
    r"^(?:嗽|烧|热)?(?:的)?(?:病人|人员?(?![有也很])|患者|门诊|怎么办|吗|嘛|么|怎么|的话|的时候|时|要不要|该"
    r"|是不是|就要|才|能|可以|可不可以)"
)
_HEARSAY = re.compile(
    "邻居|隔壁|对门|楼[上下](?:那|的|有|邻|家|阿|老|小|大|王|李|张)|对面|同事|朋友|别人|人家|听说|据说|新闻|电视"
    "|网上|群里|村里有|有人说|小区有|小区里"
)
_WORSE = re.compile(
    "加重|恶化|越来越(?!好|轻|少)|(?:更|又)加?(?:咳|痛|疼|厉害|严重|难受|重|晕|烧|喘|累)|比(?:昨天|前天|昨晚|早上"
    "|上午|之前|前两天|前几天|以前|昨儿)[^,，。;；]{0,6}(?:厉害|严重|重|多|难受|差|高|咳|痛|疼)"
    "|厉害(?:了|起来|多)|严重(?:了|起来|多)|[咳痛疼喘烧晕]得(?:厉害|更|很|不行|受不了|要命|凶|睡不)|重(?:了"
    "|起来)(?=$|[,，。;；\\s])|升高了|又上来|worse"
)
_NOT_WORSE = re.compile(
    "(?:没有?|不|未|没那么|不那么|不怎么|没什么|不是很|不算|减|不再)(?:再|有|什么|那么|这么|怎么|更|很|太"
    "|比[^,，。]{0,4})*$"
)
_TAKEN_DENIED = re.compile(r"(?:没有?|不用|不|未|别|需要|要不要|能不能|可以|可不可以|要)(?:再)?$")


@dataclass(frozen=True, slots=True)
class Symptoms:
    """What is affirmed, in the order of the text; `hearsay`: somebody else is said to be ill; `denied`: 不咳不烧."""

    names: tuple[str, ...]
    unwell: bool
    ill: bool
    worse: bool
    denied: bool
    hearsay: bool
    spans: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Said:
    name: str
    start: int
    end: int
    clause: int
    denied: bool = False


def find_symptoms(text: str) -> Symptoms:
    """The symptoms of a cleaned text in lower case whose temperatures have been blanked."""
    said: list[_Said] = []
    hearsay = False
    for number, clause in enumerate(_CLAUSES.finditer(text)):
        if _HEARSAY.search(clause[0]) and SYMPTOM.search(clause[0]):
            hearsay = True
            continue
        words = clause[0].rstrip(",，。;；!！?？\n~ ")
        found = list(_in_clause(words, clause.start(), number))
        if not found and _OVER_CLAUSE.match(words):
            for earlier in said:
                earlier.denied = True
        said += found
    taken = MEDICINE_TAKEN.search(text)
    if taken and not _TAKEN_DENIED.search(text[max(0, taken.start() - 4) : taken.start()]):
        said.append(_Said("fever", *taken.span(), 0))
    affirmed = [one for one in said if not one.denied]
    names = tuple(dict.fromkeys(one.name for one in affirmed if one.name not in ("unwell", "ill")))
    kinds = {one.name for one in affirmed}
    return Symptoms(
        names, "unwell" in kinds, "ill" in kinds, bool(affirmed) and _worse(text), any(one.denied for one in said),
        hearsay, tuple((one.start, one.end) for one in said),
    )  # fmt: skip


def _in_clause(words: str, offset: int, number: int) -> list[_Said]:
    found, matches = [], list(SYMPTOM.finditer(words))
    chained = False
    for at, match in enumerate(matches):
        before = words[matches[at - 1].end() if at else 0 : match.start()]
        after = words[match.end() :]
        joined = at > 0 and _JOINT.fullmatch(before) is not None
        denied = (joined and chained) or _is_denied(words[: match.start()], after)
        chained = denied
        one = _Said(str(match.lastgroup), offset + match.start(), offset + match.end(), number, denied)
        if denied or _OVER_HERE.match(after) or _SUFFIX.match(after):
            for earlier in reversed(found):
                if _SUFFIX.match(after) or _OVER_HERE.match(after):
                    earlier.denied = earlier.denied or _JOINT.fullmatch(before) is not None
                break
            one.denied = True
        found.append(one)
    return found


def _is_denied(before: str, after: str) -> bool:
    if _SLIGHTLY.search(before):
        return False
    return bool(_DENIAL.search(before) or _NOT_NOW.search(before) or _OF_OTHERS.match(after))


def _worse(text: str) -> bool:
    return any(not _NOT_WORSE.search(text[: match.start()]) for match in _WORSE.finditer(text))
