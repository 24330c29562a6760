"""What suppliers report: what they have not, when they come, that they are there, that all is well."""

import re
from dataclasses import dataclass, field

from nlu.arrivals import Arrival, read_arrival
from nlu.catalog import Catalog, one_spelling
from nlu.gifts import Gift as Gift
from nlu.gifts import read_gift as read_gift
from nlu.phrases import is_yes
from nlu.quantities import EXACT
from nlu.tokens import AMOUNT, ITEM, Token, tokenize
from nlu.units import convert
from nlu.unknown import resolve_unknown

LONGEST = 600

WHICH, AMOUNT_UNCLEAR, UNREAD = TROUBLES = ("which", "amount", "unread")
"""Not certain of which goods; an amount that is not certain or not said to be all; nothing understood."""

_CLAUSE = re.compile(r"[,，。;；!！\n]|(?<=[到货斤了]) ")
_NONE = re.compile(
    "没货|缺货|断货|无货|没有(?!问题|事)|没了|卖[完光]|拿不到|来不了|进不到|没到|供不了|没进到|送不了|暂无"
)
_ONLY = re.compile(
    "只有|只剩|只能|就剩|就只|只够|只到|仅|最多|顶多|剩下?|就(?=[0-9一二三四五六七八九十两百])|凑[了到]?|够"
)
_LACKS = re.compile("少|缺|差|短")
_THERE = re.compile(
    r"(?:货|车|菜|我|我们|人|东西|已经?|都|全部?|刚刚?|现在|在?村口|在?门口|在?楼下|在?仓库|[ ,，])*(?:到(?:村口"
    r"|门口|楼下|仓库|了|位|啦)+|卸[好完]了|送到了|到货了|在(?:村口|门口|楼下)了)"
    r"[了啦啊哈]*"
)
_WELL = re.compile(
    r"(?:其他|其它|别的|剩下|另外|余下|这些|单子|货|[的都全也是])*(?:都|全部?|全)?(?:有货?|齐(?:了|的)?|够(?:的"
    r"|了)?|没(?:有)?问题|可以|ok|能(?:供|送|备)(?:齐|上|足)?|备好了|照单(?:送|发)?|按单(?:送|发)?)(?:的|了|啊|哈"
    r"|呢)*",
    re.IGNORECASE,
)
_LOADED = re.compile("装[车好]|出发|上路|在路上|发车|发货|出来了|堵车|晚点?到|晚到")
_ALL = re.compile("都|全部?|所有")
_QUESTION = re.compile(r"[吗么?？]|多少|几点|什么时候|哪")


@dataclass(frozen=True, slots=True)
class Short:
    """An item of which less comes: the amount that comes (0: none), or if `lacking` the amount that does not."""

    item: str
    quantity: int
    lacking: bool = False


@dataclass(slots=True)
class Supply:
    """What a supplier's words say for certain; `trouble` is what must be asked, "" if nothing."""

    short: list[Short] = field(default_factory=list)
    arrives: str = ""  #: the time as written
    minutes: int | None = None  #: of the day, when morning or afternoon is certain
    arrived: bool = False
    confirmed: bool = False
    trouble: str = ""


def read_supply(text: str, catalog: Catalog) -> Supply:
    """鱼只有80斤，3点到; 猪肉没货; 已经装车，4点半到; 到了; 都有，没问题."""
    supply = Supply()
    cleaned = one_spelling(text)
    if len(cleaned) > LONGEST or _QUESTION.search(cleaned):
        return Supply(trouble=UNREAD)
    understood = False
    for clause in filter(None, (part.strip() for part in _CLAUSE.split(cleaned))):
        understood = _read_clause(clause, catalog, supply) or understood
    if not understood and not supply.trouble:
        supply.trouble = UNREAD
    return supply


def _read_clause(clause: str, catalog: Catalog, supply: Supply) -> bool:
    arrival = read_arrival(clause)
    if arrival is not None:
        _note_arrival(supply, arrival)
        clause = f"{clause[: arrival.start]} {clause[arrival.end :]}".strip(" ,")
        if not clause or _LOADED.search(clause):
            return True
    tokens = resolve_unknown(tokenize(clause, catalog), catalog)
    things = [token for token in tokens if token.kind == ITEM]
    amounts = [token for token in tokens if token.kind == AMOUNT and token.amount is not None]
    if things or amounts or _NONE.search(clause):
        return _read_goods(clause, things, amounts, supply)
    if _THERE.fullmatch(clause):
        supply.arrived = True
    elif _WELL.fullmatch(clause) or is_yes(clause):
        supply.confirmed = True
    elif not (_LOADED.search(clause) or arrival):
        return False
    return True


def _note_arrival(supply: Supply, arrival: Arrival) -> None:
    same = not supply.arrives or supply.arrives == arrival.words
    supply.minutes = arrival.minutes if same else None
    supply.arrives = arrival.words if same else f"{supply.arrives}，{arrival.words}"


def _read_goods(clause: str, things: list[Token], amounts: list[Token], supply: Supply) -> bool:
    """One clause about goods: none of them, only so much, so much less."""
    certain = [token for token in things if len(token.items) == 1 and not token.glued]
    if len(certain) != len(things) or not things or _ALL.search(clause) or "除" in clause:
        supply.trouble = supply.trouble or WHICH
        return True
    if not amounts and _NONE.search(clause):
        supply.short += [Short(token.items[0].name, 0) for token in things]
        return True
    if not amounts and _WELL.search(clause):
        return True
    if len(things) == 1 and len(amounts) == 1:
        lacking = _LACKS.search(clause) is not None and not _ONLY.search(clause)
        quantity = _quantity(amounts[0], things[0])
        if quantity is not None and (lacking or _ONLY.search(clause)) and not _NONE.search(clause):
            supply.short.append(Short(things[0].items[0].name, quantity, lacking))
            return True
    supply.trouble = supply.trouble or AMOUNT_UNCLEAR
    return True


def _quantity(amount: Token, thing: Token) -> int | None:
    said = amount.amount
    if said is None or said.sort != EXACT:
        return None
    return convert(said.value, said.unit, thing.items[0].unit)
