"""What staff say about a round after its closing: who paid, what was given back, what was spent, what arrived."""

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.amounts import FEN
from nlu.catalog import Catalog
from nlu.clean import clean
from nlu.quantities import EXACT
from nlu.tokens import AMOUNT, ITEM, tokenize
from nlu.units import convert
from nlu.unknown import resolve_unknown

LONGEST = 80
LARGEST_FEN = 10_000_000_00

_ROUND = re.compile(r"第(\d{1,4})[期团]\s*[,，:：]?\s*")
_SUM = r"(?P<yuan>\d{1,8}(?:\.\d{1,2})?)\s*(?:元|块钱?|圆)?"
_BAG = r"(?:第)?(?P<bag>\d{1,4})(?:号袋?|号家|#)\s*(?:家|户)?\s*"
_HOW = r"[\s,，(（]*(?P<way>现金|现钱|转账|微信|支付宝|扫码)?[)）]*[。.!！]*"
_PAID = re.compile(
    rf"{_BAG}(?:已经?|刚刚?|都)?(?P<before>现金|微信|支付宝|扫码)?"
    rf"(?P<verb>付款?|给|交|转账?|打)(?:(?P<all>清|齐|完)了?|[了过来]+)?\s*(?:款|钱)?\s*(?:{_SUM})?{_HOW}"
)
_BACK = re.compile(
    rf"(?:(?:给|要)?退(?:款|钱)?(?:给|了)?\s*{_BAG}|{_BAG.replace('bag', 'other')}(?:退款?|退了|退还))\s*{_SUM}{_HOW}"
)
_SPENT = re.compile(
    rf"(?:付|支付|支出|花)(?:了|给)*\s*(?P<label>[^\d\s,，。号]{{2,20}}?)(?:共|一共|合计)?[\s,，:：]*{_SUM}[。.!！]*"
)
_NO_LABEL = re.compile(r"[了过给款钱]+")
_CAME = re.compile(
    r"(?P<what>.+?)(?:只|就|才|都|一共|总共|共)?(?:到货?了?|到齐了?|来了|来齐了?)(?:只有|一共|共)?\s*(?P<amount>\d.*)"
)
_ABOUT = re.compile("大概|大约|左右|上下|差不多|估计|可能|多斤|[约几吗么?？]")
_CASH = frozenset(("现金", "现钱"))
_BILL = re.compile(
    r"(?:查看?|看看?)?(?:我(?:家|们家)?的?)?(?:账单|收据|结算单|小票|发票|收条)(?:呢|多少|有吗|有没有|给我|发我|发一?下)*[?？。]?"
    r"|(?:我的?)?(?:钱|多付的)?(?:什么时候|几时|怎么|要|该|能|可以)?退(?:我|给我)?的?(?:钱|款)(?:给我)?(?:了|呢|吗|么)*[?？。]?"
    r"|my (?:bill|receipt)",
    re.IGNORECASE,
)
_PAY_HOW = re.compile(
    r"(?:请问|那|我)?(?:怎么|如何|往哪里?|在哪里?)(?:付|转|给|交)(?:款|钱|账|的钱)?[呢啊呀]?[?？]?"
    r"|(?:付款|收款|支付)?(?:码|二维码)(?:呢|发一?下|发我|给我|在哪里?)?[?？]?"
    r"|(?:把|发)(?:一下)?(?:付款|收款)码(?:发给?我|给我)?"
    r"|(?:请问|我)?(?:[能可]不[能可]以?|能|可以|可不可以)?(?:用|付|给|收|交)?(?:现金|微信|支付宝)(?:付|转|支付)?(?:款|钱)?"
    r"(?:行|可以|成)?(?:吗|么|不)[?？]?"
    r"|how (?:do i|to) pay|payment code",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    "(?:刚才|刚刚|上面|上一|最后)?(?:那|这)?(?:一)?(?:笔|条|个)?(?:收款|付款|钱)?(?:记|写|打|弄|输)?(?:错了?|(?<=[记写打])[重多]了)"
    "|(?:撤销|撤回|撤消|作废)(?:刚才|刚刚|上面|上一|最后)?(?:的|那|这)?(?:一)?(?:笔|条|个)?(?:收款|付款)?(?:吧|了)?"
    "|undo(?: it| that)?",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"(?:请问|我|我家|这次|这回|一共|总共|合计|要|该|付|给|是)*多少(?:钱|块钱?|元)[呢啊呀]?[?？]?", re.IGNORECASE
)
_OWES = re.compile(r"欠|差|少|付清|结清|owe")


@dataclass(frozen=True, slots=True)
class Paid:
    """Money of a bag's household: `fen` None for all of the rest, below 0 what it got back; way "" when not said."""

    bag: int
    fen: int | None
    way: str


@dataclass(frozen=True, slots=True)
class Spent:
    label: str
    fen: int


@dataclass(frozen=True, slots=True)
class Came:
    """So much of an item arrived, in thousandths of its unit."""

    item: str
    quantity: int


def named_round(text: str) -> tuple[int, str]:
    """The number of the round that stands before what is said (0: none), and what is said: 第3期 12号付了70."""
    found = _ROUND.match(text)
    return (int(found[1]), text[found.end() :]) if found else (0, text)


def read_payment(text: str) -> Paid | None:
    """12号付了70 现金, 12号转了35.5, 12号付清了 现金, 退12号5元."""
    cleaned = clean(text)
    if len(cleaned) > LONGEST:
        return None
    if back := _BACK.fullmatch(cleaned):
        fen = _fen(back["yuan"])
        return Paid(int(back["bag"] or back["other"]), -fen, _way(back["way"] or "")) if fen else None
    paid = _PAID.fullmatch(cleaned)
    if paid is None or bool(paid["all"]) == bool(paid["yuan"]):
        return None
    given = _fen(paid["yuan"]) if paid["yuan"] else None
    if given == 0:
        return None
    said = paid["way"] or paid["before"] or ("转账" if paid["verb"].startswith(("转", "打")) else "")
    return Paid(int(paid["bag"]), given, _way(said))


def read_expense(text: str) -> Spent | None:
    """付供应商15000, 付运费200元."""
    found = _SPENT.fullmatch(clean(text)) if len(text) <= LONGEST else None
    fen = _fen(found["yuan"]) if found else 0
    if found is None or not fen or _NO_LABEL.fullmatch(found["label"]):
        return None
    return Spent(found["label"].strip("了给"), fen)


def read_arrival(text: str, catalog: Catalog) -> Came | None:
    """鱼到了80斤: one item that is on offer for certain, and one exact amount."""
    found = _CAME.fullmatch(clean(text)) if len(text) <= LONGEST else None
    if found is None or _ABOUT.search(text):
        return None
    tokens = resolve_unknown(tokenize(f"{found['what']} {found['amount']}", catalog), catalog)
    things = [token for token in tokens if token.kind == ITEM]
    amounts = [token.amount for token in tokens if token.kind == AMOUNT and token.amount is not None]
    if len(things) != 1 or len(things[0].items) != 1 or things[0].glued or len(amounts) != 1:
        return None
    amount, item = amounts[0], things[0].items[0]
    quantity = convert(amount.value, amount.unit, item.unit) if amount.sort == EXACT else None
    return Came(item.name, quantity) if quantity is not None else None


def takes_back(text: str) -> bool:
    """撤销, 刚才那笔记错了: the payment noted last is undone."""
    return len(text) <= LONGEST and _TAKES_BACK.fullmatch(clean(text).rstrip("。.!！ ")) is not None


def asks_bill(text: str) -> bool:
    """我的账单"""
    return len(text) <= LONGEST and _BILL.fullmatch(clean(text)) is not None


def asks_how_much(text: str) -> bool:
    """多少钱 and nothing else: of an order when nothing is on offer, else of the goods."""
    return len(text) <= LONGEST and _HOW_MUCH.fullmatch(clean(text)) is not None


def asks_how_to_pay(text: str) -> bool:
    """怎么付, 付款码"""
    return len(text) <= LONGEST and _PAY_HOW.fullmatch(clean(text)) is not None


def speaks_of_debt(text: str) -> bool:
    """Whether a question about what is to be paid is about a debt, and not about an order that is being made."""
    return _OWES.search(text) is not None


def _fen(yuan: str) -> int:
    fen = int(Decimal(yuan) * FEN)
    return fen if fen <= LARGEST_FEN else 0


def _way(said: str) -> str:
    if not said:
        return ""
    return "cash" if said in _CASH else "transfer"
