"""Who is ill, hurt or feverish in the words about a door: not animals, and no complaint that is as it always was."""

import re
from dataclasses import dataclass

from nlu.ailments import ails, body_named
from nlu.creatures import without_creatures, without_lasting
from nlu.origins import find_places
from nlu.symptoms import find_symptoms
from nlu.temperatures import find_temperatures
from nlu.unexplained import unexplained

FEVER = 3730
_RANGE = re.compile(r"((?:3[4-9]|4[0-2])[.·]\d)\s?[-~到至—–]+\s?((?:3[4-9]|4[0-2])[.·]\d)")
_NO_BODY = re.compile(
    "烧(?:纸|香|秸秆|垃圾|饭|菜|水|火|柴|烤|稻草|树叶|元宝)|[桥街村埠码西东南北巷弄地田源口字龙年车床镜枪水喷枕墙崖山坝渡滩岭光]头"
)
_NOW_WELL = re.compile("(?:现在|目前|今天)(?:都|也|已经?|全)*(?:没事|好了?)")


@dataclass(frozen=True, slots=True)
class Health:
    """`others`: somebody else is said to be ill. `unclear`: a part of the body or a feeling is named, and nothing
    explains it; the read-back shows the worker that it was taken for illness."""

    temperatures: tuple[int, ...] = ()  #: in hundredths of a degree Celsius
    doubtful: bool = False  #: a number that may be meant as one
    symptoms: tuple[str, ...] = ()
    ill: bool = False
    others: bool = False
    unclear: bool = False


def read_health(about: str, numbers: str) -> Health:
    """`numbers`: the same words without what has other numbers in it: days, trains."""
    about = without_creatures(about)
    found = find_temperatures(_RANGE.sub(r"\1 \2", without_creatures(numbers).lower()))
    symptoms = find_symptoms(_NO_BODY.sub(" ", without_lasting(found.rest)))
    felt = _NO_BODY.sub(" ", without_lasting(about))
    values = tuple(dict.fromkeys(one.value for one in found.read))
    ill = bool(symptoms.names or symptoms.unwell or symptoms.ill) or ails(felt)
    ill = ill or any(value >= FEVER for value in (*values, *(one.least for one in found.doubtful)))
    others = symptoms.hearsay and not symptoms.denied
    unclear = not ill and not symptoms.denied and _may_ail(felt)
    return Health(values, bool(found.doubtful), symptoms.names, ill, others, unclear)


def _may_ail(felt: str) -> bool:
    clause = unexplained(felt.lower(), body=True)
    return body_named(felt) or bool(clause and not find_places(clause) and not _NOW_WELL.search(felt))
