"""What a grid worker reports in a line: 3幢201 王家 4口人 有一人从武汉回来 1月22日到 体温都正常; and in a line over
many doors: 3幢101到106都正常，104没人."""

import re
from dataclasses import dataclass, replace
from datetime import date

from nlu import visit_words as words
from nlu.ailments import ails
from nlu.chores import needs_care
from nlu.clean import clean
from nlu.doors import Door
from nlu.journeys import without_journey
from nlu.names import begins_with_surname
from nlu.origins import find_places
from nlu.quarrels import is_open_quarrel
from nlu.returnees import Returned, ReturneeSaid, read_returnees
from nlu.shop_breaches import is_breach
from nlu.surnames import SINGLE
from nlu.symptoms import find_symptoms
from nlu.temperatures import find_temperatures
from nlu.visit_dates import find_dates
from nlu.visit_doors import Stretch, read_heading, split_doors
from nlu.visit_health import read_health
from nlu.visit_kinds import DISPUTE, OTHER, SHOP_CHECK, VISIT, kind_of
from nlu.visit_people import read_size, unclear_size

__all__ = [
    "DISPUTE",
    "OTHER",
    "SHOP_CHECK",
    "VISIT",
    "ReturneeSaid",
    "VisitLine",
    "looks_like_visit",
    "read_visit",
    "read_visits",
]

LONGEST, LONGEST_LINE = 2_000, 400

_HOME = re.compile(
    r"[\d一二两三四五六七八九十]\s?口|(?:[\u4e00-\u9fff]家|家[里中]|户)[\s共有]?[\d一二两三四五六七八九十]"
)
_MANY_HOMES = re.compile(r"(?:\d|[一二两三四五六七八九十几])户")
_HEARD = re.compile(
    "正常|都好|都在|都没|走完|没外出|没出|走访|隔离|观察|居家|绿码|黄码|红码|核酸|[两三四五六]个人|户籍|租客"
    "|返乡|不开门|没回|独居"
)
_MOVES = re.compile("[回返到来去在]")
_STOPS = re.compile(words.STOP)
_NAME = re.compile(
    r"^[\s,，:：]*(?:户主|业主|租客|租户|住户)?[:：\s]?(?P<name>[\u4e00-\u9fff]{1,4}?)(?P<home>家|户)?(?=$"
    r"|[\s,，:：;；。()\d]|[一二两三四五六七八九]口|全家)"
)
_NO_NAME = re.compile(
    "[都好正没不无在人口体温回来从到发咳锁敲门空搬租拒态测量户主老小大全两夫单独有还已未外住登观隔满送去]"
    "|^[今昨明前上下]|家$"
)
_MAY_BEGIN = re.compile(
    r"[^\d０-９一二两三四五六七八九十]{0,14}(?:[\d０-９]|[一二两三四五六七八九十]{1,3}(?:号|[幢栋座]))"
)
_BIDDEN = re.compile(r"(?:让|叫|要求|告知|提醒|通知|关照)[^,，。\s]*")
_SENT_ON = re.compile("[不没](?:接|收|卖)|转[去到往]|药")
_ORDERED = re.compile(
    r"\d+(?:\.\d+)?\s?(?:斤|两|公斤|盒|袋|箱|包|瓶|份|只|块|条|棵|把|桶|捆|元)|[一二两三四五六七八九十半]\s?(?:斤"
    "|盒|袋|箱|包|瓶|份)"
)


@dataclass(frozen=True, slots=True)
class VisitLine:
    """What a line says of one door, or of a shop, a quarrel or a chore.

    `kind`: visit, shop_check, dispute or other. `result` of a visit: ok, ill, no_answer, refused, moved_out, left, or
    empty where it is not said. `abnormal`: somebody is ill, hurt or at 37.3 or more; a shop's breach; a
    quarrel that goes on; something to be followed up. `flags`: no_answer, refused, moved_out, left, observe, planned
    (somebody is still to come). `doubts`: what must be asked: origin, date, whether (of a return), persons,
    result, doors (a range that names none for certain), whose (of several doors), temperature, long (read in part).
    """

    kind: str = OTHER
    door: Door | None = None
    household: str = ""  #: as written, with figures: 5幢203; empty when no door or several are named
    whole: str = ""  #: said of all doors whose key begins so: 5-3- for 5幢3单元全部走完
    name: str = ""
    persons: int | None = None
    returnees: tuple[ReturneeSaid, ...] = ()
    temperatures: tuple[int, ...] = ()  #: in hundredths of a degree Celsius
    abnormal: bool = False
    result: str = ""
    symptoms: tuple[str, ...] = ()
    code: str = ""  #: colour of the health code: green, yellow, red, ...
    test: str = ""  #: negative, positive, pending
    flags: frozenset[str] = frozenset()
    doubts: frozenset[str] = frozenset()
    said: str = ""  #: the words about this door


def read_visit(text: str, sent: date) -> VisitLine:
    """The whole of a text as one line; over several doors it names no household and no size."""
    lines = read_visits(text, sent)
    if len(lines) == 1:
        return lines[0]
    kinds = [line.kind for line in lines]
    kind = next((kind for kind in (DISPUTE, VISIT, SHOP_CHECK, OTHER) if kind in kinds), OTHER)
    if kind == DISPUTE:
        return next(line for line in lines if line.kind == DISPUTE)
    return VisitLine(
        kind,
        returnees=tuple(dict.fromkeys(found for line in lines for found in line.returnees)),
        temperatures=tuple(dict.fromkeys(value for line in lines for value in line.temperatures)),
        abnormal=any(line.abnormal for line in lines),
        symptoms=tuple(dict.fromkeys(name for line in lines for name in line.symptoms)),
        flags=frozenset().union(*(line.flags for line in lines)),
        doubts=frozenset().union(*(line.doubts for line in lines)),
        said=clean(text),
    )


def read_visits(text: str, sent: date) -> list[VisitLine]:
    """Every door of a text with what is said of it, in the text's order; said twice, the later counts."""
    found: list[VisitLine] = []
    heading = ""
    for line in clean(text[:LONGEST]).split("\n"):
        if named := read_heading(line):
            heading = named
        elif line.strip():
            read = _read_line(line.strip()[:LONGEST_LINE], heading, sent)
            doors = [one.door for one in read if one.door]
            heading = re.sub(r"\d+号.*$", "", doors[-1].text) if doors else heading
            found += (
                read if len(line) <= LONGEST_LINE else [replace(one, doubts=one.doubts | {"long"}) for one in read]
            )
    return found or [VisitLine()]


def looks_like_visit(text: str) -> bool:
    """Whether a text has a door at its head and something said of it that a visit finds out; cheap, for an ear.

    Not 12号李阿公 猪肉2斤 (an order entered for somebody) and not 12号 腿脚不便.
    """
    if len(text) > LONGEST or not _MAY_BEGIN.match(text):
        return False
    cleaned = clean(text)
    head, stretches = split_doors(cleaned.split("\n")[0][:LONGEST_LINE])
    if not stretches or len(head.strip()) > 6 or _ORDERED.search(cleaned):
        return False
    return any(_says_something(stretch.said) for stretch in stretches)


def _says_something(said: str) -> bool:
    if (
        words.nobody_home(said)
        or words.refused(said)
        or words.moved_out(said)
        or read_size(said) is not None
        or ails(said)
    ):
        return True
    if find_temperatures(said.lower()).read or find_symptoms(said.lower()).names:
        return True
    return _HEARD.search(said) is not None or (_MOVES.search(said) is not None and bool(find_places(said)))


def _read_line(line: str, heading: str, sent: date) -> list[VisitLine]:
    head, stretches = split_doors(line, heading)
    if not stretches:
        return [_read(None, line, "", sent)]
    first = stretches[0].doors[0] if stretches[0].doors else None
    whole_line = _read(
        first, line, stretches[0].said, sent, is_visit=first is None or not any(stretch.said for stretch in stretches)
    )
    if whole_line.kind in (DISPUTE, SHOP_CHECK, OTHER):
        return [whole_line]
    single = len(stretches) == 1 and len(stretches[0].doors) == 1
    found: dict[str, VisitLine] = {}
    for stretch in stretches:
        said = f"{head} {stretch.said}".strip() if single and stretch.said != head else stretch.said
        for line_read in _of_stretch(stretch, said, sent):
            found[line_read.door.key if line_read.door else f"{line_read.whole}*{len(found)}"] = line_read
    return list(found.values())


def _of_stretch(stretch: Stretch, said: str, sent: date) -> list[VisitLine]:
    if not stretch.doors:
        line = replace(_read(None, said, said, sent, is_visit=True), whole=stretch.whole, persons=None)
        unclear = replace(line, household=stretch.written, doubts=line.doubts | {"doors"})
        return [unclear if stretch.unclear else line]
    read = [_read(door, said, said, sent, is_visit=True) for door in stretch.doors]
    if len(read) > 1 and not re.search("各|每|都是|均", said):
        read = [replace(line, persons=None, name="") for line in read]
        if read[0].returnees:
            read = [replace(line, returnees=(), doubts=line.doubts | {"whose"}) for line in read]
    return read


def _read(door: Door | None, text: str, after_door: str, sent: date, is_visit: bool = False) -> VisitLine:
    """One door and the words about it; `text` is the whole line with its door, `after_door` what follows it."""
    about = text.replace(door.text, " ", 1) if door and door.text in text else text
    about = after_door if door and after_door and not is_visit and len(after_door) > 1 else about
    health = read_health(about, _without_dates(about, sent))
    values, ill = health.temperatures, health.ill
    returned = read_returnees(about, sent)
    persons = read_size(about, _begins(about) if returned.people or returned.planned else None)
    flags = _flags(about, returned, met=bool(values))
    is_home = door is not None or is_visit or bool(_name(text))
    persons = persons if is_home or (_HOME.search(about) and not _MANY_HOMES.search(about)) else None
    surely = bool(persons or returned.people or values or ill or flags & {"refused", "planned"})
    surely = surely or ("moved_out" in flags and (is_home or re.search("[家户人]", about) is not None))
    about_people = surely or (is_home and ("no_answer" in flags or words.said_well(about)))
    kind = VISIT if is_visit else kind_of(text, door is not None, about_people, after_door)
    if kind != VISIT:
        return _not_a_visit(kind, door, text, values, ill)
    ill = ill or health.others or (is_home and health.unclear)
    told_only_of_a_return = bool(returned.people or returned.planned) and not (values or _said_well(about))
    result = _result(flags, ill, about_people and not told_only_of_a_return)
    doubts = (
        returned.doubts | ({"temperature"} if health.doubtful else set()) | (set() if result else {"result"})
    )
    people = returned.people
    if persons is None and unclear_size(about) and any((one.count or 0) > 1 for one in people):
        people, doubts = tuple(replace(one, count=None) for one in people), doubts | {"persons"}
    return VisitLine(
        VISIT, door, door.text if door else "", "", _name(after_door if door else text), persons, people,
        values, ill, result, health.symptoms, words.code_colour(about), words.test_result(about), flags, doubts,
        about.strip(),
    )  # fmt: skip


def _flags(about: str, returned: Returned, met: bool) -> frozenset[str]:
    is_refused = words.refused(about)
    signs = {
        "no_answer": words.nobody_home(about) and not (is_refused or met), "refused": is_refused,
        "moved_out": words.moved_out(about), "observe": words.observed(about), "planned": returned.planned,
        "left": (returned.left or words.gone_again(about)) and not returned.people,
    }  # fmt: skip
    return frozenset(name for name, is_so in signs.items() if is_so)


def _not_a_visit(kind: str, door: Door | None, text: str, values: tuple[int, ...], ill: bool) -> VisitLine:
    if kind == SHOP_CHECK:
        abnormal = is_breach(text) or (ill and not _SENT_ON.search(text))
    elif kind == DISPUTE:
        abnormal = is_open_quarrel(text)
    else:
        abnormal = needs_care(text) or ill
    household = door.text if door and kind != SHOP_CHECK else ""
    return VisitLine(kind, door, household, temperatures=values, abnormal=abnormal, said=text)


def _result(flags: frozenset[str], ill: bool, about_people: bool) -> str:
    if ill:
        return "ill"
    for name in ("refused", "moved_out", "no_answer", "left"):
        if name in flags:
            return name
    return "ok" if about_people else ""


def _said_well(about: str) -> bool:
    """Whether how people are is said: 让他们在家别动 says nothing of it."""
    return words.said_well(_BIDDEN.sub(" ", about))


def _begins(about: str) -> int | None:
    """Where the clause begins that tells of a return."""
    found = next(iter(find_places(about)), None)
    stops = list(_STOPS.finditer(about, 0, found.start)) if found else []
    return stops[-1].end() if stops else 0 if found else None


def _without_dates(text: str, sent: date) -> str:
    """Without days, trains and seats, whose numbers are no temperatures."""
    for found in find_dates(text, sent):
        text = text[: found.start] + "_" * (found.end - found.start) + text[found.end :]
    return without_journey(text)


def _name(said: str) -> str:
    """罗家, 王建国: who lives there, as said right behind the door."""
    match = _NAME.match(said)
    if match is None:
        return ""
    name = match["name"]
    if _NO_NAME.search(name) or not (begins_with_surname(name) or (name in SINGLE and match["home"])):
        return ""
    return name + (match["home"] or "")
