"""What somebody under observation reports: 早上36度5 没有不舒服; 36.5 36.8 36.2; 36.6，帮忙带瓶酱油; 哪天能解除."""

import re
from dataclasses import dataclass
from functools import lru_cache

from nlu.clean import clean
from nlu.errands_beside import errands_in
from nlu.symptoms import Symptoms, find_symptoms
from nlu.temperatures import Temperatures, find_temperatures
from nlu.whose_reading import assign

CHECK_IN, ERRAND, QUESTION, OTHER = "checkin", "errand", "question", "other"

ASK_TEMP, ASK_MEANING, HUMAN, ILL = "ask_temp", "ask_meaning", "human", "ill"

_SUBJECT = (
    r"(?:我们?|俺们?|咱们?|全家|一家(?:人)?|一家[一二三四五六七八九十\d]口|家里(?:人)?|大家|大人|小孩|孩子|老人"
    r"|老伴|人|身体|体温|温度|今天|今早|早上|上午|中午|下午|晚上|都|也|一切|还|目前|现在"
    r"|全部|[两三四五六七八九\d]个?人|感觉|觉得|情况|状况|各方面|精神|每天|天天|和|跟|的|很|挺|蛮|非常|比较|还是"
    r"|依然|依旧|继续|仍|是|就|倒|报告|汇报|你好|您好|网格员|阿姨|胃口|吃饭|睡觉|所有人|均|皆|测|量|量了|量过|了|呢"
    r"|哈)*"
)
_WELL = re.compile(
    rf"^{_SUBJECT}(?:正常|好(?:的很|得很|着呢|滴)?|没事|没问题|没什么(?:不好|事|问题|异常|症状|变化|情况)?"
    rf"|没啥(?:事|不好|问题|异常|症状|变化|情况)?|无异常|没有?异常|平安|无恙|可以|健康|无症状|没有?症状|稳定|不错"
    rf"|舒服|老样子|(?:和|跟|同)?昨天一样|没变化|无变化|ok|fine|normal|good|安好|安康|蛮好|灵光|没毛病)"
    r"(?:的|了|呀|啊|哦|呢|哈|放心|请放心|勿念|您放心|你放心|大家放心|着|滴|吧|咯|啦)*$"
)
_TRIVIAL = re.compile(
    r"^(?:好|好的|好了|好呀|好啊|好吧|好哦|ok|可以|没事|没问题|可以的|没事的|good|fine|好的呢|好滴|不错|没关系"
    r"|好哈|没啥|没什么|好啦|没事没事|是好|也好)$"
)
_NOT_MEASURED = re.compile(
    r"[没忘][有记]?(?:有|了|记)*(?:来得及)?(?:给|我|他|她)?[量测](?!仪)|没有?(?:体温[计表枪]|温度计)"
    r"|体温[计表枪](?:坏|没电|找不)|忘了?记?[量测报]|还没报|漏报|没来得及"
)
_ABOUT_TEMPERATURE = re.compile(r"体温|温度(?!计)|temperature|\btemp\b")
_QUESTION = re.compile(
    r"[?？]|吗|么$|怎么|什么时候|啥时候|哪天|哪里|哪个|几天|多久|多少|几点|能不能|可不可以|可以不|是不是|要不要"
    r"|还是|为什么|为啥|请问|有没有|行不行|如何|咋|何时|几号|几时|谁|\b(?:when|what|how|can i|should i|why|where)\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A body temperature that was said; `who` and `part` are "" where nothing says whose and when."""

    temperature: int  #: in hundredths of a degree Celsius
    who: str = ""  #: as said: 孙子, 王芳, 我; 全家 where one number is said of all
    part: str = ""  #: "morning" or "evening"
    day: int = 0  #: -1 where it is said to be yesterday's


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What a message of somebody under observation says."""

    intent: str = OTHER
    readings: tuple[Reading, ...] = ()
    symptoms: tuple[str, ...] = ()
    worse: bool = False
    errands: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    well: bool = False
    least: int = 0  #: a temperature that was only said to be above something: 超过38

    def abnormal(self, threshold: int) -> bool | None:
        """Whether somebody may be ill; None when it cannot be known before the question is answered."""
        if any(reading.temperature >= threshold for reading in self.readings) or self.least >= threshold:
            return True
        if set(self.symptoms) - {"other"} or ILL in self.flags:
            return True
        return None if self.flags & {ASK_TEMP, ASK_MEANING} else False


@lru_cache(maxsize=64)
def read_check_in(text: str) -> CheckIn:
    """Reads a message as one of somebody who is under observation."""
    spoken = clean(text).lower()
    temperatures = find_temperatures(spoken)
    readings = tuple(Reading(found.value, *whose) for found, whose in assign(temperatures))
    blanked = _without(temperatures)
    symptoms = find_symptoms(blanked)
    wanted = errands_in(blanked, symptoms)
    return _put_together(spoken, temperatures, readings, symptoms, wanted)


def looks_like_check_in(text: str) -> bool:
    """Whether it is worth reading as a report when somebody says it who is under observation."""
    return read_check_in(text).intent == CHECK_IN


def _put_together(
    spoken: str,
    temperatures: Temperatures,
    readings: tuple[Reading, ...],
    symptoms: Symptoms,
    wanted: tuple[str, ...],
) -> CheckIn:
    doubtful = temperatures.doubtful
    clauses = [clause for clause in re.split(r"[,，。;；!！\n~\s]+", spoken) if clause]
    asks = _QUESTION.search(spoken) is not None
    well = any(_WELL.match(clause) and not _TRIVIAL.match(clause) for clause in clauses) and not asks
    well = well or (symptoms.denied and not symptoms.names)
    unmeasured = _NOT_MEASURED.search(spoken) is not None and not asks
    ill = bool(symptoms.names) or symptoms.unwell or symptoms.ill
    about = _ABOUT_TEMPERATURE.search(spoken) is not None and not asks
    flags = set()
    if readings or doubtful or ill or well or unmeasured or about:
        intent = CHECK_IN
        if doubtful or not readings:
            flags.add(ASK_TEMP)
    else:
        intent = ERRAND if wanted else QUESTION if asks else OTHER
    if asks and not readings and not ill and not wanted and not any(one.sort == "odd" for one in doubtful):
        intent, flags, doubtful = QUESTION, set(), ()
    if any(found.fahrenheit for found in temperatures.read):
        flags.add("fahrenheit")
    if "other" in symptoms.names or symptoms.unwell or symptoms.ill or symptoms.hearsay:
        flags.add(HUMAN)
    if symptoms.unwell and not symptoms.names:
        flags.add(ASK_MEANING)
    if symptoms.ill:
        flags.add(ILL)
    if temperatures.corrected:
        flags.add("corrects")
    names = symptoms.names or (("other",) if symptoms.unwell or symptoms.ill else ())
    least = max((found.least for found in doubtful), default=0)
    return CheckIn(intent, readings, names, symptoms.worse, wanted, frozenset(flags), well, least)


def _without(temperatures: Temperatures) -> str:
    """The text with its temperatures blanked, so that nothing else is read out of them."""
    text = temperatures.text
    for found in temperatures.found:
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text
