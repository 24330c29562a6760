"""A report of temperatures for a family: whose number each is, as far as that is sure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from domain.names import may_be_called

EVERYBODY = "全家"
"""Said of one number that is everybody's."""

SELF = frozenset(("我", "俺", "本人", "自己", "我自己", "i", "me", "myself"))
KIN = frozenset((
    "老公", "老婆", "老伴", "老头", "老头子", "老太", "老太婆", "丈夫", "爱人", "妻子", "媳妇", "儿媳", "儿媳妇",
    "女婿", "先生", "太太", "爸", "爸爸", "妈", "妈妈", "老爸", "老妈", "爹", "娘", "父亲", "母亲", "公公", "婆婆",
    "岳父", "岳母", "丈人", "丈母娘", "爷爷", "奶奶", "外公", "外婆", "姥姥", "姥爷", "阿公", "阿婆", "阿爷",
    "阿奶", "嬷嬷", "儿子", "女儿", "囡", "囡囡", "小囡", "孙子", "孙女", "孙女儿", "外孙", "外孙女", "哥", "哥哥",
    "姐", "姐姐", "弟", "弟弟", "妹", "妹妹", "嫂", "嫂子", "叔", "叔叔", "婶", "婶婶", "阿姨", "姑", "姑姑", "舅",
    "舅舅", "宝宝", "大宝", "二宝", "小宝", "老大", "老二", "老三", "大的", "小的", "孩子", "小孩", "娃", "娃娃",
    "大人", "老人", "husband", "wife", "son", "daughter", "mum", "mom", "dad", "grandson",
))  # fmt: skip
"""What one's own people are called: who it is, is sure only where one is left of all who were named."""

_MEN = (
    "老公", "老头", "老头子", "丈夫", "先生", "爸", "爸爸", "老爸", "爹", "父亲", "公公", "岳父", "丈人", "爷爷",
    "外公", "姥爷", "阿公", "阿爷", "儿子", "女婿", "孙子", "外孙", "哥", "哥哥", "弟", "弟弟", "叔", "叔叔", "舅",
    "舅舅", "husband", "son", "dad", "grandson",
)  # fmt: skip
_WOMEN = (
    "老婆", "老太", "老太婆", "妻子", "媳妇", "儿媳", "儿媳妇", "太太", "妈", "妈妈", "老妈", "娘", "母亲", "婆婆",
    "岳母", "丈母娘", "奶奶", "外婆", "姥姥", "阿婆", "阿奶", "嬷嬷", "女儿", "囡囡", "孙女", "孙女儿", "外孙女",
    "姐", "姐姐", "妹", "妹妹", "嫂", "嫂子", "婶", "婶婶", "阿姨", "姑", "姑姑", "wife", "daughter", "mum", "mom",
)  # fmt: skip

NOBODY: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Said:
    """A temperature (hundredths of °C) as it was said: of whom, of which part of the day, of which day (-1: the one
    before)."""

    temperature: int
    who: str = ""
    part: str = ""
    day: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is observed, by their case."""

    case: int
    person: int
    name: str


@dataclass(frozen=True, slots=True)
class Matched:
    """`sure`: cases with what was said of them. `unsure`: what must be asked about. `own`: what somebody said of
    themselves who is not observed."""

    sure: tuple[tuple[int, Said], ...] = ()
    unsure: tuple[Said, ...] = ()
    own: tuple[Said, ...] = ()


def match(
    family: Sequence[Member], said: Sequence[Said], speaker: int, orders: Sequence[Sequence[int]],
    known: Mapping[str, int] = NOBODY,
) -> Matched:  # fmt: skip
    """Whose each number is. `orders`: in which order numbers without names are read, the likeliest first; each is
    taken only where it has as many people as there are numbers. `known`: whom the speaker has called what before."""
    sure: list[tuple[int, Said]] = []
    unsure: list[Said] = []
    own: list[Said] = []
    for part in dict.fromkeys((each.part, each.day) for each in said):
        group = [each for each in said if (each.part, each.day) == part]
        found = _of_one_time(family, group, speaker, orders, known)
        sure += found.sure
        unsure += found.unsure
        own += found.own
    return Matched(tuple(sure), tuple(unsure), tuple(own))


def called(family: Sequence[Member], who: str) -> list[Member]:
    """Who may be meant by a name: somebody of just that name, else of that given name, else who can be called so."""
    whole = [member for member in family if member.name == who]
    given = [member for member in family if len(who) > 1 and member.name[1:] == who]
    short = [member for member in family if len(who) == 2 and who[0] in "小阿" and member.name.endswith(who[1])]
    return whole or given or short or [member for member in family if _may_be(member.name, who)]


def _may_be(name: str, who: str) -> bool:
    return who not in KIN and may_be_called(name, who)


def _of_one_time(
    family: Sequence[Member], said: Sequence[Said], speaker: int, orders: Sequence[Sequence[int]],
    known: Mapping[str, int],
) -> Matched:  # fmt: skip
    everybody = [each for each in said if each.who == EVERYBODY]
    if everybody:
        listed = orders[-1] if orders else ()
        return Matched(tuple((case, everybody[0]) for case in listed), tuple(e for e in said if e not in everybody))
    if not any(each.who for each in said):
        fitting = next((order for order in orders if len(order) == len(said)), None)
        return Matched(unsure=tuple(said)) if fitting is None else Matched(tuple(zip(fitting, said, strict=True)))
    if any(before.who and not after.who for before, after in pairwise(said)):
        # 李阿婆有点咳，36.5 36.8: a name before several numbers need not be the first one's.
        return Matched(unsure=tuple(replace(each, who="") for each in said))
    return _by_name(family, said, speaker, known)


def _by_name(
    family: Sequence[Member], said: Sequence[Said], speaker: int, known: Mapping[str, int]
) -> Matched:  # fmt: skip
    mine = next((member.case for member in family if member.person == speaker), 0)
    found: dict[int, int] = {}
    own: list[Said] = []
    for at, each in enumerate(said):
        named = called(family, each.who) if each.who and each.who not in SELF else []
        if each.who in SELF and not mine:
            own.append(each)
        elif each.who in SELF:
            found[at] = mine
        elif len(named) == 1:
            found[at] = named[0].case
        elif each.who in known:
            found[at] = known[each.who]
    kin = [at for at, each in enumerate(said) if at not in found and each.who in KIN]
    left = _left(family, found, without=mine)
    if len(kin) == len(left) == 1 and len(said) - len(own) == len(family):
        if any(member.case == left[0] and _is_another(member.name, said[kin[0]].who) for member in family):
            # 老头子36.4 我36.9 on the old man's phone is said by his wife: 我 is nobody's either.
            found = {at: case for at, case in found.items() if said[at].who not in SELF}
        else:
            found[kin[0]] = left[0]
    bare = [at for at, each in enumerate(said) if not each.who]
    left = _left(family, found)
    if len(bare) == len(left) == 1 and left[0] == mine:
        found[bare[0]] = mine
    return Matched(
        tuple((case, said[at]) for at, case in sorted(found.items())),
        tuple(each for at, each in enumerate(said) if at not in found and each not in own), tuple(own),
    )  # fmt: skip


def _is_another(name: str, who: str) -> bool:
    """Whether a name tells that its bearer is not called so: 李阿婆 is nobody's 老头子."""
    man, woman = (name.endswith(each) for each in (("公", "伯", "叔", "爷"), ("婆", "婶", "嫂", "姨", "奶", "妈")))
    return (man and not woman and who in _WOMEN) or (woman and who in _MEN)


def _left(family: Sequence[Member], found: Mapping[int, int], without: int = 0) -> list[int]:
    taken: set[int] = {*found.values(), without}
    return [member.case for member in family if member.case not in taken]
