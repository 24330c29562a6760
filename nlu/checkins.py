"""What somebody under observation reports: 早上36度5 没有不舒服; 36.5 36.8 36.2; 36.6，帮忙带瓶酱油; 哪天能解除."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from nlu.clean import clean
from nlu.creatures import without_creatures
from nlu.dialect import standard
from nlu.errands_beside import errands_in
from nlu.symptoms import Symptoms, find_symptoms
from nlu.temperatures import JUDGED, MAYBE, ODD, Temperatures, find_temperatures
from nlu.unexplained import unexplained
from nlu.well_said import (
    says_forgotten,
    says_measured,
    says_not_measured,
    says_one_not_measured,
    says_well,
    speaks_of_temperature,
)
from nlu.whose_reading import assign

CHECK_IN, ERRAND, QUESTION, OTHER = "checkin", "errand", "question", "other"

ASK_TEMP = "ask_temp"  #: a temperature is missing, or cannot be taken as it stands
ASK_MEANING = "ask_meaning"  #: 不舒服, 眼皮抬不起来: how? A fever medicine is wanted: who is ill?
FAHRENHEIT = "fahrenheit"
HUMAN = "human"  #: something that a person should look at, though it is none of the symptoms
ILL = "ill"  #: an illness that is none of the symptoms (感冒), which alarms all the same
MEDICINE = "medicine"  #: a remedy for a cold or a fever is asked for
CHRONIC = "chronic"  #: said to be an old complaint
CORRECTS = "corrects"  #: takes back what was said before

_MEDICINE = re.compile(
    r"(?:感冒|退[烧热]|止咳|咳嗽|发烧|消炎|清热|止泻|拉肚子|头[疼痛])[^,，]{0,3}(?:药|灵|片|颗粒|糖浆|贴|冲剂|胶囊)"
    r"|布洛芬|连花清瘟|板蓝根"
    r"|阿莫西林|对乙酰|ibuprofen|paracetamol|tylenol|(?:cold|cough) (?:medicine|syrup|drops)"
)
_CHRONIC = re.compile(r"老毛病|老慢支|慢性|老病|多年的|老胃病|老寒腿|一直有的|季节性|过敏性")
_QUESTION = re.compile(
    r"[?？]|吗|么$|怎么|什么时候|啥时候|哪天|哪里(?!都|也|不[好舒对适])|哪个|[送去在到]哪(?:$|[啊呀呢])|(?<![前这])几天"
    r"|多久|(?<!晓得)(?<!知道)(?<!没看清)多少|多长|[要用能可以].{0,8}吧\s*$|几(?:点|分钟|次|号|时|度)|(?<![送带买拿来要])几个"
    r"|能不能|可不可以"
    r"|可以不|是不是|要不要"
    r"|还是.*(?:还是|[好准对行])|[量测用放夹含].*还是|([好准行要是能咳痛算])不\1(?!容易)"
    r"|为什么|(?<!没)(?<!没有)(?<!无)什么(?!都|也|的|[^,，。]{1,4}[都也][没不])|哪些|去哪|为啥|请问|有没有"
    r"|行不行|如何|咋|何时|几号|几时|谁(?!都)"
    r"|\b(?:when|what|how|can i|should i|why|where"
    r"|do i|is it)\b"
)
_TAKES = re.compile(
    r"(?:退[烧热]|感冒|止咳|消炎)[药片灵]?[^,，。;；]{0,14}(?:能|可以|要不要|怎么|该不该|多久|几[片粒颗])[^,，。;；]{0,6}[吃喝服]"
)
"""退烧药能不能和感冒药一起吃: somebody is ill, and it is not said how high it is."""
_SMALL = re.compile(r"[01]?\d|[012]?\d[:：]\d\d")


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
    unclear: str = ""  #: words that may be a complaint and are none that is known
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
    spoken = without_creatures(standard(clean(text).lower()))
    temperatures = find_temperatures(spoken)
    readings = tuple(Reading(found.value, *whose) for found, whose in assign(temperatures))
    rest = temperatures.rest
    symptoms, wanted = find_symptoms(rest), errands_in(rest)
    asks = _QUESTION.search(spoken) is not None
    symptoms = replace(symptoms, asked=symptoms.asked or (asks and _TAKES.search(spoken) is not None))
    well = symptoms.denied or (not asks and says_well(rest))
    known = symptoms.names or symptoms.ill or (asks and not readings)
    unclear = "" if known else unexplained(rest, body=bool(readings) and not asks)
    intent = _intent(spoken, temperatures, symptoms, wanted, well or unclear != "", asks)
    flags = _flags(spoken, intent, temperatures, symptoms, wanted)
    flags |= {ASK_MEANING} if unclear else set()
    names = symptoms.names or (("other",) if symptoms.unwell or symptoms.ill else ())
    least = max((found.least for found in temperatures.doubtful), default=0) if intent == CHECK_IN else 0
    return CheckIn(intent, readings, names, symptoms.worse, wanted, flags, well, unclear, least)


def _intent(
    spoken: str, temperatures: Temperatures, symptoms: Symptoms, wanted: tuple[str, ...], well: bool, asks: bool
) -> str:
    ill = bool(symptoms.names) or symptoms.unwell or symptoms.ill
    doubtful = [found for found in temperatures.doubtful if found.sort != JUDGED]
    if asks and not temperatures.read and not ill and not any(found.sort == ODD or found.least for found in doubtful):
        return CHECK_IN if says_forgotten(spoken) else ERRAND if wanted else QUESTION
    sure = [found for found in doubtful if found.sort != MAYBE]
    if temperatures.read or sure or ill or well or (doubtful and not wanted and not asks):
        return CHECK_IN
    if says_not_measured(spoken) or says_measured(spoken) or (not wanted and speaks_of_temperature(spoken)):
        return CHECK_IN
    if not any(map(str.isalpha, spoken)) and sum(map(str.isdigit, spoken)) > 1 and not _SMALL.fullmatch(spoken):
        return CHECK_IN
    return ERRAND if wanted else QUESTION if asks or symptoms.asked else OTHER


def _flags(
    spoken: str, intent: str, temperatures: Temperatures, symptoms: Symptoms, wanted: tuple[str, ...]
) -> frozenset[str]:
    read, medicine = temperatures.read, any(_MEDICINE.search(phrase) for phrase in wanted)
    lacking = not read or bool(temperatures.doubtful) or says_one_not_measured(spoken)
    judged = any(found.sort == JUDGED for found in temperatures.doubtful)
    vague = symptoms.unwell and not symptoms.names and not symptoms.ill
    found = {
        ASK_TEMP: (intent == CHECK_IN and lacking) or judged or symptoms.asked,
        ASK_MEANING: vague or (medicine and not read),
        FAHRENHEIT: any(one.fahrenheit for one in read),
        HUMAN: "other" in symptoms.names or symptoms.unwell or symptoms.ill or symptoms.hearsay or symptoms.asked,
        ILL: symptoms.ill,
        MEDICINE: medicine,
        CHRONIC: bool(symptoms.names) and _CHRONIC.search(spoken) is not None,
        CORRECTS: temperatures.corrected,
    }
    return frozenset(flag for flag, said in found.items() if said)
