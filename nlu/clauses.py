"""The clauses of a message, and what each of them does in the light of the others."""

import re
from dataclasses import replace
from itertools import pairwise, takewhile

from nlu.clause import DOUBTFUL, NOT_OURS, ORDERS, PRICE, STATUS, TALK, VERBS, Clause
from nlu.clause_sorts import sort_alone
from nlu.deliveries import doubt_what_came, is_delivered, take_back_delivered, will_be_brought
from nlu.hearsay import CONSUMED
from nlu.names import begins_with_surname
from nlu.quantities import SPEC
from nlu.repeats import the_usual
from nlu.tokens import AMOUNT, ITEM, LIST, OTHER, SPACE, STOP, Token, counts

MOST_CLAUSES = 80

_PAST_ENDING = ("的", "了", "过", "到")
_NO_DEEDS = frozenset((ITEM, AMOUNT, SPACE, "drop"))
_PLAIN_BEFORE = frozenset((ITEM, AMOUNT, SPACE, LIST, "filler"))
_NEVER_PAST = frozenset((ITEM, AMOUNT, SPACE, LIST))
_SETTLED = frozenset(("算", "好", "行", "对", "完", "那", "就"))
_TOPIC = frozenset(("的话", "呢"))
_MONEY = ("现金", "红包", "钱")
_PAUSES = frozenset(("等等", "等下", "等一下"))
_MAY_BE_BROUGHT = frozenset(("gift", "past"))
_ANOTHER_DAY = frozenset(("以后", "回头", "改天", "下次", "过几天", "到时候"))
_LAST_TIME = frozenset(("上次", "上回", "上期", "上周", "之前", "前面"))
_SPEAKS_OF_THESE = VERBS | {ITEM, "status", "complaint", "asking", "same"}
_GOES_ON = VERBS | {ITEM, "asking"}
_GOODS_NEXT = frozenset((ITEM, AMOUNT))
_AMOUNT_ALONE = frozenset((AMOUNT, SPACE, "want", "filler"))
_TAKEN_BACK = frozenset(("退了", "取消了", "删了", "撤了", "去了"))
_BROUGHT = frozenset(("送到", "送我家", "送家里", "送上门", "送到家", "送到门口", "放门口", "放门卫", "放保安室"))
_MAY_BE_ASKED = frozenset(("have", "drop", "want", "set", "less"))
_OF_AN_ORDER = re.compile("(?:我?的?订单|订购|订菜|下单|报名|接龙|我家|我要|购买|采购)")
_COMPARES = frozenset(("elsewhere", "complaint", "praise"))
_CORRECTIONS = frozenset(("drop", "set", "fix", "less", "all", "each"))
_THIS_TIME = frozenset(("这次", "这回", "这期", "本期"))
_ONLY_SAME = frozenset(("same", "filler", "self", "want", SPACE))
_SAME_AS_LAST = re.compile(
    r"(?:上次|上回|上周|上期|上一次|上一回|上礼拜|上星期|上个?月|上趟|前次|前天|大前天|昨天|以前|之前|往常|平时|前几次)"
    r"[^,。!?\n]{0,6}(?:一样|同样|照旧|那样|不变|一份|照来|照订|样子|那些|的量)(?!好|新鲜|甜|贵|便宜|价|重|大|难|差"
    r"|少|的质量|坏)"
    r"|(?:照|按|同)(?:着|照)?(?:上次|上回|上周|上期|老样|原来|以前)|老样子|老规矩|照旧|照老|老三样|^同上$|^照常$"
)
_SPEAKS_OF_BEFORE = frozenset("上昨以之往平前照老同")
"""Without one of these characters the pattern, which is slow, has nothing to find."""


def same_as_last(text: str, clauses: list[Clause]) -> bool:
    """Whether the message asks for what was ordered last time, or for the same as somebody else (我也一样)."""
    if the_usual(text):
        return True
    found = None if _SPEAKS_OF_BEFORE.isdisjoint(text) else _SAME_AS_LAST.search(text)
    if found is not None and not (found[0] == "照旧" and any(_stays(clause) for clause in clauses)):
        return True
    return any("same" in clause.kinds and clause.kinds <= _ONLY_SAME for clause in clauses)


def _stays(clause: Clause) -> bool:
    """水饺照旧, 其他的照旧: what is ordered of this thing stays; it does not ask for the order of last time."""
    return (clause.names or "rest" in clause.kinds) and not clause.counts and "same" in clause.kinds


def split(tokens: list[Token]) -> list[Clause]:
    """The clauses of a message, sorted; at most `MOST_CLAUSES`."""
    clauses: list[Clause] = []
    current: list[Token] = []
    apart = False
    for position, token in enumerate([*tokens, Token(STOP, "", 0, 0)]):
        if token.text == "还有" and token.kind == "break":
            token = replace(token, kind=_what_there_is(current, tokens[position + 1 :], clauses))
        ends = token.kind in (STOP, "break")
        if token.kind == SPACE and (apart or _corrects_apart(tokens, position, current)):
            ends, apart = True, not apart
        elif token.kind == SPACE and _puts_off_else(current, tokens, position + 1):
            ends = True
        if not ends:
            current.append(token)
            continue
        if current:
            clauses.append(_clause(current, token.text in ("?", "？")))
        current = []
    clauses = clauses[:MOST_CLAUSES]
    for_many = _is_for_many(clauses)
    _sort(clauses, bool(tokens) and (tokens[0].kind == "forward" or _is_heading(tokens)))
    _pass_over_prices(clauses)
    if len(clauses) > 1:
        take_back_delivered(clauses)
        doubt_what_came(clauses)
        _correct_after_a_pause(clauses)
    hedged = any("hedge" in clause.kinds for clause in clauses)
    for clause in clauses:
        if (for_many or (hedged and clause.counts)) and clause.sort == ORDERS:
            clause.sort = DOUBTFUL
    return clauses


def _is_heading(tokens: list[Token]) -> bool:
    """【通知】 opens what is sent to many, 【订单】 an order."""
    if tokens[0].text != "【":
        return False
    heading = "".join(token.text for token in tokens[1:5]).partition("】")[0]
    return _OF_AN_ORDER.match(heading) is None


def _pass_over_prices(clauses: list[Clause]) -> None:
    """苹果6元/斤 草莓25元/盒 菠萝10元/个 and nothing else of goods is a list of prices."""
    if any(clause.counts for clause in clauses if clause.sort != TALK):
        return
    naming = [clause for clause in clauses if clause.names]
    if any(clause.kinds & VERBS for clause in naming):
        return
    things = [token for clause in naming for token in clause.tokens if token.kind == ITEM]
    prices = [token for clause in naming for token in clause.tokens if _is_unit_price(token)]
    compared = any(clause.kinds & _COMPARES for clause in clauses)
    if len(prices) == len(things) and (len(things) > 1 or compared):
        for clause in naming:
            clause.sort = clause.sort if "asking" in clause.kinds else TALK


def _is_unit_price(token: Token) -> bool:
    return token.amount is not None and token.amount.sort == SPEC and any(sign in token.text for sign in "元块/")


def _correct_after_a_pause(clauses: list[Clause]) -> None:
    """挂面2袋……等等，要3袋: with one thing named, an amount alone after a pause puts its amount right."""
    for at, (pause, after) in enumerate(pairwise(clauses)):
        halts = len(pause.tokens) == 1 and pause.tokens[0].text in _PAUSES
        if not halts or not after.states or after.sort != ORDERS or not after.kinds <= _AMOUNT_ALONE:
            continue
        named = [token for clause in clauses[:at] for token in clause.tokens if token.kind == ITEM]
        if len(named) == 1 and len([clause for clause in clauses if clause.counts]) == 2:
            pause.tokens[0].kind, pause.sort = "fix", ORDERS


def _corrects_apart(tokens: list[Token], blank: int, before: list[Token]) -> bool:
    """猪肉2斤 排骨1斤 都改1斤: what stands after a blank and names nothing speaks of more than the last thing."""
    end = blank + 1
    corrects = settles = False
    while end < len(tokens) and tokens[end].kind not in (SPACE, STOP, "break"):
        token = tokens[end]
        if token.kind == ITEM:
            return False
        corrects = corrects or token.kind in _CORRECTIONS or token.text == "算了"
        corrects = corrects or (token.text == "还是" and end == blank + 1)
        settles = settles or counts(token)
        end += 1
    last = end == len(tokens) or tokens[end].kind != SPACE
    return corrects and (settles or last) and any(map(counts, before))


def _only_tells_where(before: list[Token], clauses: list[Clause]) -> bool:
    """车上还有2箱橘子, 还有口罩不: 还有 says what there is, unless something was ordered just before."""
    said = [token for token in before if token.kind != SPACE]
    return not clauses if not said else all(token.kind in (OTHER, "filler", "kin", "home") for token in said)


def _what_there_is(before: list[Token], after: list[Token], clauses: list[Clause]) -> str:
    """The kind of 还有: 鸭子还有毛没拔干净 talks of a thing, 苹果还有10斤 of what is left; mostly it goes on."""
    if _only_tells_where(before, clauses):
        return "have"
    rest = list(takewhile(lambda token: token.kind not in (STOP, "break"), after))
    if not before or before[-1].kind != ITEM or not rest or any(map(counts, before)):
        return "break"
    if any(token.kind == ITEM for token in rest):
        return "break"
    return "past" if counts(rest[0]) else "break" if any(map(counts, rest)) else "talk"


def _puts_off_else(before: list[Token], tokens: list[Token], start: int) -> bool:
    """牛奶1箱 回头转你; 芋艿4斤 上次的很粉: what is put off or praised after a blank is not these goods.

    下次再说 with nothing beside it puts off the goods themselves.
    """
    if start == len(tokens) or tokens[start].kind in _GOODS_NEXT or not any(map(counts, before)):
        return False
    rest = list(takewhile(lambda token: token.kind not in (STOP, "break"), tokens[start:]))
    if len(rest) > 2 and rest[0].text in _LAST_TIME and rest[1].text == "的":
        return not any(token.kind in _SPEAKS_OF_THESE or counts(token) for token in rest)
    put_off = [token.text for token in rest if token.kind == "later"]
    if not put_off or not _ANOTHER_DAY.issuperset(put_off) or not any(token.kind == OTHER for token in rest):
        return False
    return not any(token.kind in _GOES_ON or counts(token) for token in rest if token.text != "拿")


def _is_for_many(clauses: list[Clause]) -> bool:
    """Several people's orders in one message: two doors, or two clauses headed by a name (张三:猪肉2斤;李四:...)."""
    amounts = [token for clause in clauses for token in clause.tokens if token.amount is not None]
    doors = {token.text for token in amounts if token.amount and token.amount.what == "house"}
    heads = [head for clause in clauses if clause.counts and (head := _head(clause))]
    return len(doors) > 1 or len(heads) > 1


def _head(clause: Clause) -> str:
    """The name before the first thing of a clause, "" when there is none."""
    tokens = [token for token in clause.tokens if token.kind not in (LIST, SPACE)]
    if not tokens or tokens[0].kind != OTHER or len(tokens[0].text) not in (2, 3):
        return ""
    return tokens[0].text if begins_with_surname(tokens[0].text) else ""


def _clause(tokens: list[Token], questioned: bool) -> Clause:
    kinds = {token.kind for token in tokens}
    if "condition" in kinds or ("asking" in kinds and any(token.text == "呢" for token in tokens)):
        _pass_over_topics(tokens)
        kinds = {token.kind for token in tokens}
    if kinds & _MAY_BE_BROUGHT:
        for position, token in enumerate(tokens):
            token.kind = "filler" if will_be_brought(tokens, position) else token.kind
        kinds = {token.kind for token in tokens}
    if not kinds <= _NEVER_PAST:
        kinds = {"past" if _is_past(tokens, position) else token.kind for position, token in enumerate(tokens)}
        brought = tokens[-1].text == "了" and any(token.text in _BROUGHT for token in tokens)
        brought = brought and not any(token.text.endswith(_MONEY) for token in tokens)
        if brought or is_delivered(tokens):
            kinds.add("past")
    if "have" in kinds and tokens[-1].text == "伐":
        kinds.add("asking")
    if "advert" in kinds and kinds & {"listing", "asking"}:
        kinds -= {"advert"} if all(token.text == "卖" for token in tokens if token.kind == "advert") else set()
    if questioned or (kinds & _MAY_BE_ASKED and tokens[-1].text in ("没", "不", "无")):
        kinds.add("asking")
    return Clause(tokens, frozenset(kinds))


def _pass_over_topics(tokens: list[Token]) -> None:
    """豆腐的话两盒, 豆腐呢两盒: after a thing with nothing before it, 的话 supposes nothing, 呢 does not ask."""
    for position, token in enumerate(tokens):
        if token.text in _TOPIC and position and tokens[position - 1].kind == ITEM:
            before = {earlier.kind for earlier in tokens[: position - 1]}
            if token.text == "呢" and position > 1 and tokens[position - 2].kind != "want":
                before -= {"want", "asking"}
            if before <= _PLAIN_BEFORE and any(map(counts, tokens[position + 1 : position + 3])):
                token.kind = "filler"


def _only_asks_for(clause: Clause) -> bool:
    """给我记上 after 排骨2斤多少钱: so it was an order as well."""
    return "want" in clause.kinds and not clause.names and not clause.counts


def _is_past(tokens: list[Token], position: int) -> bool:
    """买的, 订了, 没买; 生了3只, 退了2斤, 吃2斤: what was done, not what is wanted."""
    token = tokens[position]
    before = tokens[position - 1] if position else None
    if token.kind in ("add", "less") and before is not None and before.kind == "undone":
        return True
    if token.kind == "want":
        following = tokens[position + 1 : position + 2]
        done = bool(following) and following[0].text.startswith(_PAST_ENDING) and following[0].kind != "for"
        return done or (before is not None and before.kind == "undone")
    if token.kind == "drop":
        following = tokens[position + 1 : position + 2]
        return token.text in _TAKEN_BACK and bool(following) and counts(following[0])
    if token.kind == "add":
        following = tokens[position + 1 : position + 3]
        return len(following) > 1 and following[0].text == "了" and counts(following[1])
    if token.amount is None or before is None or not counts(token):
        return False
    if before.text in CONSUMED:
        return True
    deed = tokens[position - 2] if position > 1 and before.text == "了" else None
    return deed is not None and deed.kind not in _NO_DEEDS and deed.text not in _SETTLED


def _has_ordered(clause: Clause) -> bool:
    """我女儿帮我订过了: what is listed after it has been ordered already."""
    return any(token.kind == "want" and _is_past(clause.tokens, at) for at, token in enumerate(clause.tokens))


def _sort(clauses: list[Clause], forwarded: bool) -> None:
    """Sorts the clauses in order; a tale, complaint or condition colours what follows until a wish comes."""
    foreign = any(clause.kinds & NOT_OURS for clause in clauses)
    told = complained = supposed = False
    before: Clause | None = None
    for clause in clauses:
        clause.sort = TALK if forwarded else sort_alone(clause)
        if complained and clause.sort == DOUBTFUL and "status" in clause.kinds and not clause.kinds & VERBS:
            clause.sort = STATUS
        asks_for = bool(clause.kinds & VERBS) or any(token.text in _THIS_TIME for token in clause.tokens)
        if clause.sort == ORDERS and clause.counts and not asks_for and (told or foreign):
            clause.sort = TALK if complained or foreign else DOUBTFUL
        elif clause.sort == ORDERS and foreign:
            clause.sort = DOUBTFUL if clause.states and asks_for else TALK
        if before and before.sort == PRICE and before.states and before.names and _only_asks_for(clause):
            before.sort = DOUBTFUL
        before = clause
        if supposed and asks_for and clause.sort == ORDERS:
            clause.sort = DOUBTFUL
        supposed = (supposed and not asks_for) or ("condition" in clause.kinds and not clause.counts)
        reason = clause.sort == ORDERS and "drop" in clause.kinds
        complaint = "complaint" in clause.kinds and not reason
        complained = complained or complaint
        goods = clause.names or clause.counts or _has_ordered(clause)
        tells = clause.kinds & {"past", "rumour"} and goods and "fix" not in clause.kinds
        told = (told and not asks_for) or bool(tells) or complaint
