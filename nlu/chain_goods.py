"""What a row of a chain post asks for: its goods as any order is understood, and 同上, +1, 跟王阿婆一样 as well."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nlu.answers import EVERYTHING, Line, Question
from nlu.catalog import Catalog
from nlu.chain_people import Member, Members
from nlu.chain_topic import named_in
from nlu.orders import Context, Understood, understand

MOST_PIECES = 8

MORE = re.compile(
    r"^\s*[+＋]|加\s?[\d一二两三四五六七八九十半]|[再补添又]|还[要有来订买加]|另[外加要来]|外加|追加|[增多]加|加[订单购]|^加"
    "|也要|漏|忘|少[写打报]"
)
"""Words by which a second row comes on top of the first."""

_SAME = re.compile(
    r"^[,，\s]*(?:我家?)?也?要?(?:同上|同前|同楼上|照上面?|[〃″]|复制(?:楼上|上面)?"
    r"|[跟和同与照]着?(?:楼上|上面|上一[个位家条]|前面一?[个位家条]?|上家)(?:的|那|[个家位])*(?:一样|相同|一模一样|同样))"
    r"的?(?:一份)?[,，。\s]*"
)
_SAME_AS = re.compile(
    r"^[,，\s]*(?:我家?)?(?:也|想)?要?(?:的)?[跟和同与照](?P<who>\S{1,12}?)家?的?(?:一样|相同|一模一样)的?[,，。\s]*"
)
_PLUS = re.compile(r"\s*[+＋]\s?(\d{1,2})(?:份|个)?\s*")
_NOTHING_MORE = re.compile(r"[\s,，。.!！~谢了的吧哦]*")
_MONEY = re.compile("付款|已付|付了|转账|截图|运费|红包|微信转|收款")
_PAYMENT = re.compile(rf"(?:^|[\s,，。;；]+)[^\s,，。;；]*(?:{_MONEY.pattern})[^\s,，。;；]*")
_EACH = re.compile(r"各|分别|每[一]?[样种]")
_REST_STAYS = re.compile(r"[,，\s]*(?:其[他它余]|别)的?(?:都|全部)?(?:照旧|不变|一样|不动|照样|不改)")
_PIECES = re.compile(r"[\s,，。;；、]+")

Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Goods:
    """Reads goods against one catalogue, with everybody who is in the post so far."""

    catalog: Catalog
    members: Members
    only: str = ""  #: the one thing that the heading calls for, so that 2只 is two of it

    def read(self, goods: str, above: Lines | None) -> Understood:
        """A row by itself. `above`: the lines of the row before it, if they were plain and certain."""
        goods = self.without_payment(goods)
        if plus := _PLUS.fullmatch(goods):
            only = self.catalog.items[0].name if len(self.catalog.items) == 1 else ""
            return understand(f"{only}{plus[1]}", self.catalog) if only else unclear(goods)
        if same := _SAME.match(goods):
            if "楼上" in same[0]:
                return unclear(goods)
            return self._copy(above, goods, goods[same.end() :])
        if same := _SAME_AS.match(goods):
            named = self.members.named(same["who"])
            return self._copy(self.lines_of(named[0]) if len(named) == 1 else None, goods, goods[same.end() :])
        return _each_or_none(self.understood(goods), goods)

    def on_top_of(self, goods: str, running: dict[str, int]) -> Understood:
        """A row of somebody who has ordered before; if not clear as a whole, then piece by piece."""
        goods = self.without_payment(_REST_STAYS.sub("", goods))
        read = _each_or_none(self.understood(goods, running), goods)
        return self._in_pieces(goods, running) or read if read.questions else read

    def understood(self, goods: str, running: Mapping[str, int] = MappingProxyType({})) -> Understood:
        """As any order is, and under a heading that calls for one thing a bare amount is one of that."""
        read = understand(goods, self.catalog, Context(running))
        if self.only and not read.lines and (read.flags == ("missing_item",) or goods.isdecimal()):
            return understand(f"{self.only}{goods}", self.catalog, Context(running))
        return read

    def without_payment(self, goods: str) -> str:
        """3元运费已付, 付款截图发你了: what is said of money beside the goods asks for nothing."""
        if not _MONEY.search(goods):
            return goods
        return _PAYMENT.sub(lambda talk: talk[0] if self.named(talk[0]) else " ", goods).strip()

    def lines_of(self, member: Member) -> Lines | None:
        """What somebody has so far, or None while anything of it is in doubt."""
        if member.spoilt or member.questions:
            return None
        return tuple(self.line(item, amount) for item, amount in member.amounts.items())

    def line(self, item: str, amount: int) -> Line:
        return Line(item, amount, self.catalog.by_name[item].unit)

    def named(self, goods: str) -> set[str]:
        """What is on offer and named in so many words."""
        return named_in(goods, self.catalog)

    def _copy(self, lines: Lines | None, goods: str, rest: str) -> Understood:
        if not lines:
            return unclear(goods)
        if _NOTHING_MORE.fullmatch(rest):
            return Understood("order", lines)
        more = understand(rest, self.catalog, Context({line.item: line.quantity for line in lines}))
        fresh = not {line.item for line in lines} & {line.item for line in more.lines}
        if more.intent not in ("order", "add") or more.questions or not fresh or not MORE.search(rest):
            return unclear(goods)
        return Understood("order", (*lines, *more.lines))

    def _in_pieces(self, goods: str, running: dict[str, int]) -> Understood | None:
        """葡萄不要 香蕉改3斤: unclear as a whole, perhaps clear piece by piece, each about other things."""
        pieces = _PIECES.split(goods)
        if not 1 < len(pieces) <= MOST_PIECES:
            return None
        found: dict[str, Line] = {}
        for piece in pieces:
            said = understand(piece, self.catalog, Context(running))
            items = {line.item for line in said.lines}
            if said.questions or not items or said.intent not in ("change", "cancel") or items & {*found, EVERYTHING}:
                return None
            found |= {line.item: line for line in said.lines}
        return Understood("change", tuple(found.values()))


def _each_or_none(read: Understood, goods: str) -> Understood:
    """Where 各 spans several things, a doubt about one of them is a doubt about all."""
    if not (read.lines and read.questions and _EACH.search(goods)):
        return read
    doubts = [Question("needs_confirm", goods[:40], (line.item,), line.quantity) for line in read.lines]
    return Understood(read.intent, questions=(*doubts, *read.questions))


def copies(goods: str) -> bool:
    """Whether a row only points at another: 同上, +1."""
    return _SAME.match(goods) is not None or _PLUS.fullmatch(goods) is not None


def unclear(goods: str) -> Understood:
    return Understood("order", questions=(Question("needs_confirm", goods[:40]),))
