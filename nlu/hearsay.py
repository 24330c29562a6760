"""What is only told, relayed or put off: 对门的苹果2箱放我家了, 隔壁说猪肉不要了, 大米下次再说."""

import re
from itertools import pairwise

from nlu.clause import ASKS_FOR, DOUBTFUL, TALK, VERBS, Clause
from nlu.tokens import AMOUNT, ITEM, LIST, OTHER, SPACE, Token, counts

CONSUMED = frozenset(
    (
        "吃", "喝", "吃掉", "用掉", "吃光", "炖", "炖汤", "煲汤", "煮", "炒", "烧", "蒸", "红烧", "做饭", "清蒸",
        "烧饭", "喂", "做",
    )
)  # fmt: skip
"""Verbs that tell what becomes of a thing when an amount follows at once."""
_CLEAR = ASKS_FOR | {"for", "home", "each", "drop"}
_HANDED_OVER = frozenset(("给", "还", "补", "加", "送", "多"))
_GIVEN = frozenset(("给", "给我", "给我们", "给咱"))
_OFFICE = frozenset(("团长", "群主", "老板", "主任", "书记", "网格员", "村长", "社区", "管家", "大家", "群里"))
_SAY = ("说", "讲")
_TELLS = frozenset((OTHER, "talk", "complaint", "praise", "self"))
_WISHED = "要别不挑切剁杀"
_FEWER = frozenset(("少点", "少一些", "多一点", "多点"))
_NOT_NOW = ("再说", "再看", "再想", "想想", "考虑", "改天", "下次", "太多", "太少", "不够")
_DEAR = re.compile("(?:有点|太|真|好|还是|也太|这么|蛮|挺|[ ])*贵(?:了|啊|的)*")
_EVERY_TIME = re.compile(
    "(?:以后|今后|我|我家|[ ])*(?:每(?:次|期|回|周|天|个?星期)|长期|天天|次次)(?:团购|开团)?都?就?"
    "[要来订送]?(?:的|了|吧)*"
)
_ANOTHER_TIME = re.compile(
    "(?:以后|下[次回周期]|下个?(?:月|星期|礼拜)|过几天|改天|到时候?|回头)再(?:要|买|来|订|定|说|看|报|下单|考虑)[吧了啊哈]*$"
)
JUST_NOW = frozenset(("刚才", "刚刚", "前面"))


def puts_off(clause: Clause) -> bool:
    """大米下次再说, 土豆太多了: takes back or lessens what was ordered, or all if it says nothing else (再想想)."""
    if clause.names:
        fewer = any(token.text in _FEWER for token in clause.tokens) or _ends_in(clause.tokens, "多了", "少了")
        return fewer or bool(clause.kinds & {"later", "vague", "hedge"})
    said = "".join(token.text for token in clause.tokens)
    if _DEAR.fullmatch(said) or _EVERY_TIME.fullmatch(said) or _ANOTHER_TIME.search(said):
        return True
    bare = clause.kinds <= {"later", "vague", "filler", "self", "talk", "add", "past", SPACE}
    return bare and any(token.text.startswith(_NOT_NOW) for token in clause.tokens)


def _ends_in(tokens: list[Token], *endings: str) -> bool:
    return "".join(token.text for token in tokens[-2:]).endswith(endings)


def tells_something_unknown(tokens: list[Token]) -> bool:
    """阿婆送我2斤猪肉, 猪肉2斤丢了: unknown text runs into the amount or ends in 了, and nobody asks for anything."""
    if len(tokens) > 1 and tokens[-1].text == "了":
        last = tokens[-2]
        if last.kind == OTHER or last.text in CONSUMED or last.text in _HANDED_OVER:
            return True
    if tokens[-1].text.endswith("的") and says_whose(tokens):
        return True
    if any(_is_given(tokens, position) or _lies_somewhere(tokens, position) for position in range(1, len(tokens))):
        return True
    if any(token.kind in _CLEAR for token in tokens):
        return False
    first = next(index for index, token in enumerate(tokens) if token.kind == ITEM or counts(token))
    before = [token for token in tokens[:first] if token.kind in (OTHER, SPACE, LIST, AMOUNT)]
    return bool(before) and before[-1].kind == OTHER and not _follows_door(tokens, first)


def says_whose(tokens: list[Token]) -> bool:
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


def doubtful_change(clause: Clause) -> str:
    """隔壁猪肉不要了, 昨天猪肉取消了, 猪肉不好我就退: perhaps no cancellation or change, or not the sender's."""
    texts = {token.text for token in clause.tokens}
    once = any(
        token.kind == "past" and token.text not in JUST_NOW and not (token.text + after.text).endswith("的")
        for token, after in pairwise(clause.tokens)
    )
    happened = once and clause.names and all(token.kind != "want" for token in clause.tokens)
    became = "变成" in texts and clause.tokens[-1].text == "了"
    others = clause.kinds & {"kin", "undone", "later"} or _is_somebodys(clause.tokens) or _is_relayed(clause.tokens)
    return DOUBTFUL if happened or became or others or {"不", "就"} <= texts else ""


def _is_relayed(tokens: list[Token]) -> bool:
    """隔壁说猪肉不要了: whose order that touches must be asked."""
    return any(
        token.text.startswith(_SAY) and (before.kind in ("kin", OTHER) or before.text in _OFFICE)
        for before, token in pairwise(tokens)
    )


def _is_somebodys(tokens: list[Token]) -> bool:
    """老王的猪肉改成1斤."""
    return any(
        owner.kind == OTHER and joint.text == "的" and thing.kind == ITEM
        for owner, joint, thing in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def owned(clause: Clause) -> str:
    """对门大姐的苹果2箱放我家了 tells of somebody's goods. 我姐家的苹果2箱 is an order for her."""
    tokens = clause.tokens
    things = [index for index, token in enumerate(tokens) if token.kind == ITEM or counts(token)]
    if not clause.counts or not clause.names or clause.kinds & VERBS or things[0] < 2:
        return ""
    owner, joint = tokens[things[0] - 2 : things[0]]
    if joint.text != "的" or owner.kind not in ("kin", "home"):
        return ""
    rest = tokens[things[-1] + 1 :]
    tells = bool(rest) and (rest[-1].text == "了" or any(_describes(token) for token in rest))
    return TALK if tells else DOUBTFUL if owner.kind == "kin" else ""


def _describes(token: Token) -> bool:
    """好大 tells of goods that are there; 要小的 and 切块 are wishes."""
    return token.kind in _TELLS and token.text[0] not in _WISHED
