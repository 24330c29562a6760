"""Body temperatures in a message. A number that may be meant as one and cannot be taken as it stands (365, 超过37,
36点多, 73) is a question."""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from nlu import temperature_words as beside
from nlu.groceries import GROCERIES
from nlu.surnames import SINGLE
from nlu.temperature_numbers import Written, numbers, plain

LOWEST, HIGHEST = 3400, 4300
"""What a body can have, in hundredths of a degree Celsius; anything else is asked about."""

READ = "read"
VAGUE = "vague"  #: 超过37, 36点多
ODD = "odd"  #: 365, 73
UNDER = "under"  #: 没超过37
USUAL = "usual"  #: 平时36.5
JUDGED = "judged"  #: 37.2算正常吗: perhaps theirs
MAYBE = "maybe"  #: 三十六又五: a number in range at the head of a clause, and no more is known

_SLIP = re.compile(r"3[4-9]\d{1,2}|4[0-3]\d{1,2}")
_PERSON = re.compile(rf"(?:^|[\s,，。;；:：、])[{''.join(SINGLE)}](?:[\u4e00-\u9fff]{{2}})\s$")
_STOPS = re.compile(r"[,，。;；!！?？\s]")
_HEAD = re.compile(r"(?:^|[\s,，。;；:：])$")
_MINUS = re.compile(r"负$|零下$|(?:^|[^\d度c])-\s?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A number that is a temperature (`sort` READ) or may be meant as one; `value` in hundredths °C, where known."""

    start: int
    end: int
    sort: str
    value: int
    fahrenheit: bool = False
    least: int = 0  #: a vague one is at least that


@dataclass(frozen=True, slots=True)
class Temperatures:
    """What is said of temperatures in a text; those that were corrected are left out."""

    text: str
    rest: str  #: the text with all temperatures blanked
    read: tuple[Found, ...]
    doubtful: tuple[Found, ...]
    corrected: bool  #: the writer takes back something said before, here or in an earlier message


def find_temperatures(text: str) -> Temperatures:
    """The temperatures of a cleaned text in lower case."""
    text = plain(text)
    judged = [found for number in numbers(text) if (found := _judge(number, text)) is not None]
    corrected = beside.CORRECTION.search(text) is not None or beside.WRONG_ONE.search(text) is not None
    left, rest = _settled(_without_wrong(text, judged)), text
    for one in judged:
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    read = tuple(one for one in left if one.sort == READ)
    return Temperatures(text, rest, read, tuple(one for one in left if one.sort != READ), corrected)


def _judge(number: Written, text: str) -> Found | None:
    start, end, before, after = number.start, number.end, number.before, number.after
    if _is_something_else(number):
        return None
    if number.fahrenheit:
        return _in_fahrenheit(number)
    if _MINUS.search(before) and number.value > 20:
        return Found(start, end, ODD, 0)
    hundredths = int(number.value * 100) if number.value < 1000 else 0
    if not LOWEST <= hundredths <= HIGHEST or number.row or (number.value * 100) % 1:
        return Found(start, end, ODD, int(number.digits or 0) * 100) if _is_odd(number, text) else None
    if number.soft and beside.MONEY_OR_AMOUNT.match(after):
        return Found(start, end, ODD, 0)
    if beside.JUDGED.match(after) and not beside.OWN.search(before):
        return Found(start, end, JUDGED, hundredths)
    if not number.exact and number.torn:
        return Found(start, end, ODD, 0)
    if vague := _vague(number):
        if beside.JUDGED_VAGUE.match(after) and not beside.OWN.search(before):
            return Found(start, end, JUDGED, hundredths)
        sort = UNDER if vague == "under" else VAGUE
        return Found(start, end, sort, hundredths, least=hundredths if vague == "least" else 0)
    if number.exact or number.unit or _stands_alone(number):
        return Found(start, end, USUAL if beside.USUAL.search(before) else READ, hundredths)
    perhaps = (start == 0 or _HEAD.search(before)) and beside.PERHAPS_AFTER.match(after)
    return Found(start, end, MAYBE, hundredths) if perhaps else None


def _is_something_else(number: Written) -> bool:
    """A price, an amount, a time, a door, the weather, somebody's blood pressure, how it usually is."""
    before, after = number.before, number.after
    clause = _STOPS.split(before)[-1] + number.text + _STOPS.split(after)[0]
    outside = beside.OUTSIDE.search(clause) and not beside.MEASURED.search(clause)
    if beside.MEASURED_ELSE.search(before) or outside or beside.HYPOTHESIS.search(before):
        return True
    counted = beside.MONEY_OR_AMOUNT.match(after) and not (number.exact and beside.NEVER_IN_TENTHS.match(after))
    if (counted and not number.soft) or _names_goods(before):
        return True
    if number.exact or _MINUS.search(before):
        return False
    return beside.CLOCK.search(before) is not None or beside.BEFORE_NEVER.search(before) is not None


def _names_goods(before: str) -> bool:
    """五花肉36.5 is a price; 张桂花 36.5 is somebody's."""
    if _PERSON.search(before):
        return False
    return any(before[-length:] in GROCERIES for length in (2, 3, 4))


def _in_fahrenheit(number: Written) -> Found:
    celsius = ((number.value - 32) * 5 / 9).quantize(Decimal("0.1"), ROUND_HALF_UP)
    hundredths = int(celsius * 100) if number.value < 1000 else 0
    sort = READ if LOWEST <= hundredths <= HIGHEST else ODD
    return Found(number.start, number.end, sort, hundredths, fahrenheit=True)


def _is_odd(number: Written, text: str) -> bool:
    """56.5, 365, 3607, 73度: perhaps a temperature with a slip of the finger."""
    digits, said = number.digits, beside.SAID.search(number.before) is not None
    alone = not text[: number.start].strip(" ,。") and not text[number.end :].strip(" ,。!~")
    small = len(digits) < 2 or (len(digits) == 2 and digits < "20")
    if small and digits and "点" in number.text:
        return False
    if number.unit and not 30 <= number.value < 100:
        return alone or said
    if number.exact or number.unit:
        return said or number.unit or _stands_alone(number)
    if number.row or _SLIP.fullmatch(digits):
        return alone or said or _stands_alone(number)
    return (alone or said) and not small


def _vague(number: Written) -> str:
    """ "least" for what is said to be above the number, "under" for below it, "about" for what is vague otherwise."""
    before, after, exact = number.before, number.after, number.exact
    if number.run_on or beside.RANGE.match(after) or beside.ABOUT_RANGE.search(before):
        return "about"
    if found := beside.VAGUE_AFTER.match(after):
        return "" if exact and (found["near"] or found["open"]) else "least" if found["least"] else "about"
    if found := beside.BEFORE_VAGUE.search(before):
        if exact and found["near"]:
            return ""
        denied = beside.VAGUE_NEVER_LEAST.search(before[: found.start()]) is not None
        return "least" if found["least"] and not denied else "under"
    return ""


def _stands_alone(number: Written) -> bool:
    """Whether nothing beside a bare number makes it anything else than a temperature."""
    left, right = beside.BEFORE_OWN.search(number.before), beside.RIGHT_OF_WHOLE.match(number.after)
    return left is not None and right is not None


def _without_wrong(text: str, found: list[Found]) -> list[Found]:
    """What is left after 36.5 不对 是37.5, 不是36.5是37.5, 36.5写成35.6了; of 36.5 不是 37.5 nobody knows."""
    kept: list[Found] = []
    for at, one in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        between = text[one.end : following.start] if following else ""
        before = text[max(0, one.start - 6) : one.start]
        if beside.UNCLEAR.fullmatch(between) or (
            kept and beside.UNCLEAR.fullmatch(text[found[at - 1].end : one.start])
        ):
            kept.append(replace(one, sort=VAGUE))
            continue
        denied = beside.NOT_IT.search(before) and beside.BUT_IT.match(between)
        instead = len(between) < 16 and (beside.CORRECTION.search(between) or beside.INSTEAD.search(between))
        if not (beside.WRONG_ONE.search(before) or denied or instead or (kept and beside.NOR_IT.search(before))):
            kept.append(one)
    return kept


def _settled(found: list[Found]) -> tuple[Found, ...]:
    """Beside a reading, how it usually is says nothing, and a small number (2.5 36.5) or a door before it is none."""
    read = next((at for at, one in enumerate(found) if one.sort == READ), None)
    if read is None:
        return tuple(replace(one, sort=VAGUE) if one.sort in (USUAL, UNDER) else one for one in found)
    return tuple(
        one
        for at, one in enumerate(found)
        if one.sort not in (USUAL, UNDER, MAYBE)
        and not (one.sort == ODD and (0 < one.value < 1300 or (at < read and one.value >= 40100)))
    )
