"""Who has come back, from where and when: 孝感1月20日回来1人; 女婿初三从襄阳回来. Whoever is still away, passes
through or only means to come is none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nlu.journeys import read_journey, without_journey
from nlu.origins import UNNAMED
from nlu.return_groups import Group, Groups

_GAP = r"[\s，。；,;！!?？、()\n:：]"
_CLAUSE = re.compile(rf"(?P<said>(?:(?!{_GAP}).)+)(?P<gap>{_GAP}*)")
_CAME = re.compile("[回返]")
_STAYED = re.compile("一直(?:没[离出走]|住)|年前就在|过年没[走回]")
_LIVES_HERE = re.compile(
    "(?:每|天)天[^,，。]{0,3}(?:来回|往返)|来的[\\s,，]?[^,，。\\s]{0,4}(?:就|又|已经?)(?:回去|走|离开)了"
    "|^(?!.*(?:从|回来|返回)).*(?:没(?:有)?(?:离开|回去|回)过|没(?:有)?出过[县市省村])"
)
"""Whoever goes there and back each day, or comes from there and never went back, is no returnee."""
_GUEST = re.compile("来(?:走亲|串亲|做客|作客|玩|拜年|看望|探亲)|来的(?:女婿|亲戚|客人|朋友|同学|外甥|侄|舅|姑|表)")
_LEFT_AGAIN = re.compile(r"(?:已经?|又|就)(?:回|走|离开)(?:去)?了?(?=$|[\s,，。])|回去了|走了(?=$|[\s,，。])|离开了")


@dataclass(frozen=True, slots=True)
class ReturneeSaid:
    """Somebody who has come back. What was not said is empty or None."""

    origin: str  #: as written, without the province: 六安
    province: str  #: of the origin, empty when it is abroad or only 外地
    arrived: date | None
    count: int | None
    who: str  #: 女婿, 两口子
    transport: str = ""
    number: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """`doubts`: origin (somebody came back, it is not clear from where), date, whether (it is not clear that they
    did); `left`: somebody went away again; `planned`: somebody is still to come."""

    people: tuple[ReturneeSaid, ...] = ()
    doubts: frozenset[str] = frozenset()
    left: bool = False
    planned: bool = False


def read_returnees(cleaned: str, sent: date) -> Returned:
    """All returns that a cleaned text tells of; its door should be blanked out before."""
    if _LIVES_HERE.search(cleaned):
        return Returned()
    groups = Groups(sent)
    for number, match in enumerate(_CLAUSE.finditer(without_journey(cleaned))):
        spoken = cleaned[match.start("said") : match.end("said")]
        groups.read(number, match["said"], spoken, match["gap"])
    return _told([group for group in groups.finish() if group.places or group.back], cleaned)


def _told(groups: list[Group], cleaned: str) -> Returned:
    people: list[ReturneeSaid] = []
    doubts: set[str] = set()
    left = planned = False
    for group in groups:
        planned = planned or group.planned
        if group.blocked or group.planned:
            continue
        if not group.places:
            doubts |= {"origin"} if group.back and group.dated else set()
            continue
        if group.to and not group.back:
            left = True
            continue
        if group.places[0].name in UNNAMED and not group.dated and not any(map(_CAME.search, group.clauses)):
            doubts.add("whether")
            continue
        if not (group.back or group.sure) and any(other.to for other in groups):
            doubts.add("whether")
            continue
        if not group.dated and _STAYED.search(cleaned) and not any(map(_CAME.search, group.clauses)):
            continue
        if _GUEST.search(cleaned) and _LEFT_AGAIN.search(cleaned):
            left = True
            continue
        if group.back or group.sure or (group.dated and not group.away and not group.native):
            people += _returnees(group, cleaned, len(groups) == 1)
            doubts |= {"date"} if group.vague and not group.dated else set()
        elif not group.away and not group.native:
            doubts.add("whether")
    unique = list(dict.fromkeys(people))
    return Returned(tuple(unique), frozenset(doubts), left, planned)


def _returnees(group: Group, cleaned: str, alone: bool) -> Iterator[ReturneeSaid]:
    journey = read_journey(cleaned if alone else " ".join(group.clauses))
    for place in group.places:
        yield ReturneeSaid(
            place.name, place.province, group.day, group.count if len(group.places) == 1 else None, group.who,
            journey.means, journey.number, journey.seat,
        )  # fmt: skip
