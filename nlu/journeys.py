"""By what somebody came: train and seat, flight, the car's plate. G7349 5车12F, MU5101, 自驾 鄂A12345."""

import re
from dataclasses import dataclass

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = rf"(?P<plate>[{_PROVINCES}][A-Z][·\s]?[A-Z0-9]{{5,6}})(?![A-Z0-9])"
_TRAIN = r"(?<![A-Z0-9])(?P<train>[GDCZTK]\s?\d{1,4})(?!\d)(?:次|号)?(?:列车|高铁|动车|火车)?"
_FLIGHT = r"(?<![A-Z0-9])(?P<flight>(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])\d{3,4})(?![\dA-Z])(?:航班)?"
_SEAT = (
    r"(?:第?(?P<coach>\d{1,2})号?车厢?\s?(?P<place>\d{1,3}\s?[A-F]|\d{1,3}(?=号|座|$|[\s,，。]))[号座]*"
    r"|(?<![\dA-Z-])(?P<row>\d{1,2}[A-K])座?(?![A-Z\d]))"
)
_NAMED = re.compile("|".join((_PLATE, _TRAIN, _FLIGHT, _SEAT)), re.IGNORECASE)
_MEANS = (
    ("train", re.compile("高铁|(?<!电)动车|火车|列车|车次|车厢")),
    ("plane", re.compile("飞机|航班|乘机|机票|飞回")),
    ("coach", re.compile("大巴|客车|班车|长途车|巴士")),
    ("ship", re.compile("轮船|坐船|渡轮")),
    ("car", re.compile("自驾|自己开车|开车|驾车|私家车|小车|拼车|顺风车|包车|面包车|货车")),
)


@dataclass(frozen=True, slots=True)
class Journey:
    """What is known of how somebody came. `means`: train, plane, coach, ship, car or empty."""

    means: str = ""
    number: str = ""  #: of the train, the flight or the plate
    seat: str = ""  #: 5车12F, or 12F alone


def read_journey(cleaned: str) -> Journey:
    """The journey that a text tells of; empty where it tells of none."""
    number, seat, means = "", "", ""
    for match in _NAMED.finditer(cleaned):
        if match["coach"] or match["row"]:
            place = (match["place"] or match["row"]).replace(" ", "").upper()
            seat = seat or (f"{match['coach']}车{place}" if match["coach"] else place)
        else:
            means = means or ("train" if match["train"] else "plane" if match["flight"] else "car")
            number = number or (match["train"] or match["flight"] or match["plate"]).replace(" ", "").upper()
    said = next((name for name, words in _MEANS if words.search(cleaned)), "")
    if seat and not (number or said):
        seat = ""
    return Journey(said or means, number, seat)


def without_journey(cleaned: str) -> str:
    """The text with numbers of trains, flights, seats and plates blanked out, each sign by a blank."""
    return _NAMED.sub(lambda match: "_" * len(match[0]), cleaned)
