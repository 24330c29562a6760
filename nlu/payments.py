"""What people say about paying: that they have, and what they still owe."""

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.amounts import FEN
from nlu.clean import clean
from nlu.numerals import NUMERAL_STARTS, read_decimal

LONGEST = 60
MOST_FEN = 10_000_00

_PAYING = "(?:转账|转|支付|付|打|汇|给|交|缴|扫码|扫|结)"
_DONE = re.compile(
    rf"(?:(?:已经?|刚刚?|才|都)(?:用|通过)?(?:微信|支付宝|现金)?{_PAYING}(?:款|钱|清|好|过)?"
    rf"|(?:钱|款|菜钱|货款|菜款|账|微信|支付宝|现金|红包)(?:我|都|也|已经?|刚刚?|给您|给你|全部?"
    rf"|[ ,，])*{_PAYING}(?:好|清|过|过去|掉|完)?了"
    rf"|{_PAYING}(?:款|钱|账)?(?:好|清|过|过去|完|给[您你])?了(?!多少|几)|红包(?:已?发|发了)"
    r"|(?:钱|款)(?:已经?|都)?(?:结清|付清|两清)(?:了)?"
    r"|(?<![a-z])(?:i(?:'ve| have)? )?(?:already )?(?:paid|transferred)\b)(?:款|钱|账|给?[您你])*",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"[吗么?？]|没|未|[不别]|怎么|如何|哪里|多少|几块|什么|如果|等|明天|后天|晚点|待会|再[付转给]|要[付转给]|忘|谁|退"
    r"|(?<![a-z])(?:not|never|who|how|when|if|will|tomorrow)(?![a-z])|n't(?![a-z])"
    r"|电话|体温|针|疫苗|饭|招呼|药(?!钱)|给了?(?:我|咱)|每一?[次回期轮团]|[斤盒袋箱包]给了",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[¥￥]?(?P<yuan>\d+(?:\.\d{1,2})?)(?:(?:元|块钱?|圆)(?P<jiao>\d)?(?:角|毛)?)?(?![\d.斤两公克个袋盒块号点次幢%])"
)
_CASH = re.compile("现金|现钱|当面|cash", re.IGNORECASE)
_TRANSFER = re.compile("微信|支付宝|转|扫|汇|红包")
_LINK = re.compile(r"[ :：,，给您你去过来了元共一计合付钱款]{0,5}")
_OWED = re.compile(
    r"(?:我(?:家)?|还|到底|总共|一共|现在)*(?:欠|差|少)(?:着|了|你们|您|村里|大家)*(?:多少|几块|几元)(?:钱|块|元)?"
    r"|(?:我|还|总共|一共|合计|到底|这次|这回|今天|应该|[该要需得应])*[该要需得应](?:要|我|再|还)*(?:付|给|交|缴|转"
    r"|支付|出)(?:你们?|您)?(?:多少|几块|几元)(?:钱)?"
    r"|(?:我(?:家)?的?|这次|这回|总共|一共|合计|共计|[ ,，])*(?:一共|总共|合计|共计|总价)(?:是|要|付|花"
    r"|[ ,，])*(?:多少|几块|几元)(?:钱)?"
    r"|我(?:家)?的?(?:钱|款|账|菜钱)?(?:都|还)?(?:付清|结清|算清|付完|两清|付过?|交过?)(?:了)?(?:吗|没有?)"
    r"|(?:钱|款|账)(?:都|还)?(?:付清|结清|算清|付完|两清|算好)(?:了)?(?:吗|没有?|么)"
    r"|(?:查看?|看看?)?(?:我(?:家)?的?)?(?:账单|欠款|应付|待付款?|余额)(?:是|还有|多少|吗)*(?:钱)?"
    r"|how much do i (?:still )?owe|what do i owe|how much (?:do|should) i pay",
    re.IGNORECASE,
)
_AROUND_LEFT = r"(?:请问|你好|您好|那|那么|主任|老板|组长|我|我家|帮我|算一?下|看一?下|查一?下|[ ,，])*"
_AROUND_RIGHT = r"(?:[ ,，。.?？!！~]|呢|啊|呀|哦|了|的|谢谢|钱|块)*"
_IS_OWED = re.compile(f"{_AROUND_LEFT}(?:{_OWED.pattern}){_AROUND_RIGHT}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paid:
    """That somebody says they have paid; the fen when the message names one amount for certain."""

    fen: int | None
    way: str = "transfer"


def says_paid(text: str) -> Paid | None:
    """已转账70 is 7000 fen, 钱付了 has no amount; None for 还没付, 怎么付, 付了多少 and the like."""
    if len(text) > LONGEST:
        return None
    cleaned = clean(text)
    done = _DONE.search(cleaned)
    if done is None or _NOT_DONE.search(cleaned):
        return None
    if re.match(
        r"[^,，。 \d]{0,2}(?:[\d一二三四五六七八九十两半]+(?:斤|个|袋|盒|次|遍|趟|点))", cleaned[done.end() :]
    ):
        return None if "次" not in cleaned[done.end() :][:6] else Paid(None)
    cash = _CASH.search(cleaned) is not None and _TRANSFER.search(cleaned) is None
    return Paid(_amount(cleaned, done), "cash" if cash else "transfer")


def asks_owed(text: str) -> bool:
    """Whether somebody asks what they have to pay in all (我还欠多少, 钱算清了吗), not a price (猪肉多少钱)."""
    return len(text) <= LONGEST and _IS_OWED.fullmatch(clean(text)) is not None


def _amount(text: str, done: re.Match[str]) -> int | None:
    """The one sum of money that the message names, in fen."""
    found = [_fen(match) for match in _MONEY.finditer(text)]
    if not found:
        after = _LINK.match(text, done.end())
        spoken = _spoken(text, after.end() if after else done.end())
        found = [spoken] if spoken is not None else []
    return found[0] if len(found) == 1 and 0 < found[0] <= MOST_FEN else None


def _fen(match: re.Match[str]) -> int:
    return int(Decimal(match["yuan"]) * FEN) + int(match["jiao"] or 0) * 10


def _spoken(text: str, start: int) -> int | None:
    """七十 or 三十五块 in Chinese digits."""
    if start >= len(text) or text[start] not in NUMERAL_STARTS:
        return None
    found = read_decimal(text, start)
    if found is None or text[found[1] : found[1] + 1] not in ("", "元", "块", ",", "，", "。", " "):
        return None
    return int(found[0] * FEN)
