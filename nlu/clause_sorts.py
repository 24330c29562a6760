"""What one clause does: orders, asks something, or only talks, by the signs in it."""

from dataclasses import dataclass
from itertools import pairwise

from nlu.quantities import EXACT, MISSING, SPEC
from nlu.tokens import AMOUNT, ITEM, LIST, OTHER, SPACE, Token, counts

ORDERS, DOUBTFUL, TALK = "orders", "doubtful", "talk"
"""Doubtful: it reads like an order, but is put as a question, a condition or a tale."""

PRICE, STATUS, LISTING, HELP = QUERIES = ("price", "status", "listing", "help")

VERBS = frozenset(("want", "add", "set", "drop", "less"))
NOT_OURS = frozenset(("forward", "advert", "recipe"))
_ASKS_FOR = frozenset(("want", "add", "set"))
_TAKES_BACK = frozenset(("drop", "set", "less"))
_CLEAR = _ASKS_FOR | {"for", "home", "each", "drop"}
_HANDED_OVER = frozenset(("给", "还", "补", "加", "送", "多"))
_PLAIN_KINDS = frozenset((ITEM, AMOUNT, SPACE, LIST, "filler", "want", "add", "conjunction"))
_SAY = ("说", "讲")
_TELLS = frozenset((OTHER, "talk", "complaint", "praise", "self"))
_NOW = frozenset(("今天", "现在", "这次", "这回", "这期", "今晚", "明天", "本周"))
CONSUMED = frozenset(
    (
        "吃", "喝", "吃掉", "用掉", "吃光", "炖", "炖汤", "煲汤", "煮", "炒", "烧", "蒸", "红烧", "做饭", "清蒸",
        "烧饭", "喂",
    )
)  # fmt: skip
"""Verbs that tell what becomes of a thing when an amount follows at once."""
_GIVEN = frozenset(("给", "给我", "给我们", "给咱"))
_FEWER = frozenset(("少点", "少一些", "多一点", "多点"))
_NOT_NOW = ("再说", "再看", "再想", "想想", "考虑", "改天", "下次", "太多", "太少", "不够")
_RIGHT = frozenset(("对吗", "对不对"))
_JUST_NOW = frozenset(("刚才", "刚刚", "前面"))
_REQUESTS = frozenset(("来", "给我", "帮我", "给我们", "给我来", "帮我订", "帮我来", "送", "加", "再加", "要"))


@dataclass(slots=True)
class Clause:
    """The tokens between two stops, the kinds among them, and what the clause does."""

    tokens: list[Token]
    kinds: frozenset[str]
    sort: str = ORDERS

    @property
    def counts(self) -> bool:
        """Whether it states an amount of something."""
        return any(counts(token) for token in self.tokens)

    @property
    def states(self) -> bool:
        """Whether it states a plain amount."""
        return any(token.amount is not None and token.amount.sort == EXACT for token in self.tokens)

    @property
    def names(self) -> bool:
        """Whether it names a thing."""
        return ITEM in self.kinds


def sort_alone(clause: Clause) -> str:
    """What the clause does, seen by itself."""
    kinds = clause.kinds
    if kinds <= _PLAIN_KINDS:
        return DOUBTFUL if clause.tokens[-1].text.endswith("的") and _says_whose(clause.tokens) else ORDERS
    for sign, decide in _DECISIONS:
        if sign in kinds:
            sort = decide(clause)
            if sort:
                return sort
    return DOUBTFUL if clause.counts and clause.names and _tells_something_unknown(clause.tokens) else ORDERS


def puts_off(clause: Clause) -> bool:
    """大米下次再说, 土豆太多了: takes back or lessens what was ordered, or all if it says nothing else (再想想)."""
    if clause.names:
        fewer = any(token.text in _FEWER for token in clause.tokens) or _ends_in(clause.tokens, "多了", "少了")
        return fewer or bool(clause.kinds & {"later", "vague", "hedge"})
    bare = clause.kinds <= {"later", "vague", "filler", "self", "talk", "add", SPACE}
    return bare and any(token.text.startswith(_NOT_NOW) for token in clause.tokens)


def _ends_in(tokens: list[Token], *endings: str) -> bool:
    return "".join(token.text for token in tokens[-2:]).endswith(endings)


def _tells_something_unknown(tokens: list[Token]) -> bool:
    """阿婆送我2斤猪肉, 猪肉2斤丢了: unknown text runs into the amount or ends in 了, and nobody asks for anything."""
    if len(tokens) > 1 and tokens[-1].text == "了":
        last = tokens[-2]
        if last.kind == OTHER or last.text in CONSUMED or last.text in _HANDED_OVER:
            return True
    if tokens[-1].text.endswith("的") and _says_whose(tokens):
        return True
    if any(_is_given(tokens, position) or _lies_somewhere(tokens, position) for position in range(1, len(tokens))):
        return True
    if any(token.kind in _CLEAR for token in tokens):
        return False
    first = next(index for index, token in enumerate(tokens) if token.kind == ITEM or counts(token))
    before = [token for token in tokens[:first] if token.kind in (OTHER, SPACE, LIST, AMOUNT)]
    return bool(before) and before[-1].kind == OTHER and not _follows_door(tokens, first)


def _says_whose(tokens: list[Token]) -> bool:
    """2斤带鱼是301的 tells, although nobody says so."""
    said = [token.kind for token in tokens[: next((at for at, token in enumerate(tokens) if token.text == "是"), 0)]]
    return ITEM in said and AMOUNT in said


def _is_given(tokens: list[Token], position: int) -> bool:
    """隔壁给2斤猪肉, 我妈给我猪肉2斤: somebody gave it. 给2斤猪肉 at the head asks for it."""
    if tokens[position].text not in _GIVEN or position + 1 == len(tokens):
        return False
    if not counts(tokens[position + 1]) and tokens[position + 1].kind != ITEM:
        return False
    return tokens[position - 1].kind in (OTHER, "kin", "talk")


def _lies_somewhere(tokens: list[Token], position: int) -> bool:
    """苹果2斤在门卫."""
    token, before = tokens[position], tokens[position - 1]
    return token.kind == OTHER and token.text[0] == "在" and (before.kind == ITEM or counts(before))


def _follows_door(tokens: list[Token], position: int) -> bool:
    """余秋菊 in 2幢403余秋菊橙子1箱 is who writes."""
    return any(token.amount is not None and token.amount.what in ("house", "date") for token in tokens[:position])


def _not_ours(clause: Clause) -> str:
    return TALK


def _keep(clause: Clause) -> str:
    """带鱼不取消, 不用退了: what is ordered stays."""
    if "asking" in clause.kinds or clause.tokens[-1].text == "吧":
        return STATUS
    return DOUBTFUL if clause.counts or clause.kinds & _TAKES_BACK else TALK


def _status(clause: Clause) -> str:
    if any(token.text == "怎么取消" for token in clause.tokens):
        return HELP
    if "drop" in clause.kinds and not clause.names:
        return ORDERS
    corrects = clause.kinds & {"add", "set", "drop"} or any(token.text == "是" for token in clause.tokens)
    return DOUBTFUL if clause.states and corrects else STATUS


def _price(clause: Clause) -> str:
    """来2斤猪肉多少钱 may be an order; 买2斤猪肉要多少钱 only asks."""
    if "help" in clause.kinds and not any(token.kind == "price" and token.text != "多少" for token in clause.tokens):
        return HELP
    wants = [token.text for token in clause.tokens if token.kind in _ASKS_FOR and not token.text.endswith("买")]
    return DOUBTFUL if clause.states and clause.names and wants else PRICE


def _listing(clause: Clause) -> str:
    return ORDERS if clause.states and clause.kinds & _ASKS_FOR else LISTING


def _help(clause: Clause) -> str:
    if "mine" in clause.kinds and clause.names and not clause.states:
        return STATUS
    return DOUBTFUL if clause.states and clause.names and clause.kinds & {"add", "set"} else HELP


def _fix(clause: Clause) -> str:
    """前面土豆写错了是4斤: what was wrong in the past is put right now."""
    just_now = all(token.text in _JUST_NOW for token in clause.tokens if token.kind == "past")
    return ORDERS if (clause.states or (clause.names and just_now)) and "complaint" not in clause.kinds else ""


def _past(clause: Clause) -> str:
    if "complaint" in clause.kinds:
        return DOUBTFUL if "drop" in clause.kinds or (clause.kinds & _TAKES_BACK and clause.names) else TALK
    if "asking" in clause.kinds and any(token.text in _RIGHT for token in clause.tokens):
        return STATUS
    if clause.kinds & (_TAKES_BACK | {"add"}):
        return ""
    if "want" in clause.kinds and any(token.text in _NOW for token in clause.tokens):
        return ""
    if any(token.amount is not None and token.amount.sort == MISSING for token in clause.tokens):
        return STATUS
    return DOUBTFUL if clause.counts and (clause.names or "want" in clause.kinds) and _wanted_once(clause) else TALK


def _wanted_once(clause: Clause) -> bool:
    """红薯要了3斤 may be an order; 买了, 吃了 tell."""
    return any(token.kind == "want" and token.text in _REQUESTS | {"拿", "我要"} for token in clause.tokens)


def _undone(clause: Clause) -> str:
    """2斤猪肉没买 tells; 家里没米了来2斤 asks."""
    return "" if clause.kinds & VERBS or not clause.counts else TALK


def _later(clause: Clause) -> str:
    return "" if clause.kinds & {"drop"} else TALK


def _condition(clause: Clause) -> str:
    return DOUBTFUL if clause.counts or clause.kinds & _TAKES_BACK else TALK


def _relayed(clause: Clause) -> str:
    """隔壁说猪肉不要了: whose order that touches must be asked."""
    told = any(
        token.text.startswith(_SAY) and before.kind in ("kin", OTHER) for before, token in pairwise(clause.tokens)
    )
    return DOUBTFUL if told else ""


def _owned(clause: Clause) -> str:
    """对门大姐的苹果2箱放我家了 tells of somebody's goods. 我姐家的苹果2箱 is an order for her."""
    tokens = clause.tokens
    things = [index for index, token in enumerate(tokens) if token.kind == ITEM or counts(token)]
    if not clause.counts or not clause.names or clause.kinds & VERBS or things[0] < 2:
        return ""
    owner, joint = tokens[things[0] - 2 : things[0]]
    rest = tokens[things[-1] + 1 :]
    tells = bool(rest) and (rest[-1].text == "了" or any(token.kind in _TELLS for token in rest))
    return TALK if joint.text == "的" and owner.kind in ("kin", "home") and tells else ""


def _asking(clause: Clause) -> str:
    kinds = clause.kinds
    if "mine" in kinds:
        return STATUS
    if kinds & {"drop", "set", "less"}:
        return DOUBTFUL if clause.names or clause.states or not kinds & {"may"} else HELP
    if "may" in kinds and clause.counts:
        return DOUBTFUL if _is_request(clause) else HELP
    if "have" in kinds:
        return DOUBTFUL if clause.states and kinds & _ASKS_FOR else LISTING
    if clause.states or (clause.counts and (clause.names or kinds & _ASKS_FOR)):
        return DOUBTFUL
    if clause.names and any(token.amount is not None and token.amount.sort == SPEC for token in clause.tokens):
        return PRICE
    if clause.names and not kinds & {"talk", OTHER}:
        return LISTING
    return HELP if kinds & {"want", "may"} else TALK


def _may(clause: Clause) -> str:
    if clause.kinds & _TAKES_BACK and (clause.names or clause.states):
        return DOUBTFUL
    if clause.names and not clause.counts and not clause.kinds & VERBS:
        return TALK
    return (DOUBTFUL if _is_request(clause) else HELP) if clause.counts else ""


def _is_request(clause: Clause) -> bool:
    """能给我来3斤吗 asks for it; 能买3斤吗 asks whether one may."""
    return any(token.text in _REQUESTS for token in clause.tokens)


def _comment(clause: Clause) -> str:
    if "asking" in clause.kinds:
        return LISTING if "have" in clause.kinds else PRICE
    if not clause.counts:
        return "" if clause.kinds & VERBS else TALK
    return DOUBTFUL if clause.kinds & VERBS else TALK


def _about(clause: Clause) -> str:
    """How big, how many in a box, is it fresh: about the thing, not an order of it."""
    return DOUBTFUL if clause.states and clause.kinds & _ASKS_FOR else TALK


def _shared(clause: Clause) -> str:
    """我家和隔壁各要一盒: for several households, so who gets what must be asked."""
    kinds = [token.kind for token in clause.tokens[: [token.kind for token in clause.tokens].index("each")]]
    people = any(token.amount is not None and token.amount.what == "people" for token in clause.tokens)
    return DOUBTFUL if clause.counts and (people or {"kin", "home", "self"} & set(kinds)) else ""


def _health(clause: Clause) -> str:
    return "" if clause.counts and clause.names else TALK


def _hedge(clause: Clause) -> str:
    return DOUBTFUL if clause.counts else TALK


def _vague(clause: Clause) -> str:
    return DOUBTFUL if clause.counts else ""


_DECISIONS = (
    ("keep", _keep), ("forward", _not_ours), ("advert", _not_ours), ("recipe", _not_ours), ("each", _shared),
    ("about", _about),
    ("status", _status), ("price", _price), ("listing", _listing), ("help", _help),
    ("fix", _fix), ("complaint", _past), ("past", _past), ("undone", _undone), ("later", _later),
    ("condition", _condition), ("praise", _comment), ("elsewhere", _comment), ("asking", _asking), ("may", _may),
    ("health", _health), ("kin", _owned), ("home", _owned), ("drop", _relayed), ("set", _relayed), ("less", _relayed),
    ("vague", _vague), ("hedge", _hedge), ("gift", _vague), ("oversight", _vague),
)  # fmt: skip
"""Which sign is looked at first; an empty answer leaves the clause to the next."""
