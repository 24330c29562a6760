"""Words that change an order: 不要, 去掉, 改成, 换成, and what they refer to."""

import re

from nlu.entries import DROP, LESS, ORDER, SET, Entry, Reading
from nlu.second_thoughts import points_back
from nlu.tokens import ITEM, OTHER, SPACE, Token, counts, next_counts

_SOFT = re.compile(r"[不别勿覅弗莫唔甭]")
"""不要带皮, 不用剁: these may also say how to prepare the goods; 取消 and 退 may not."""
_ENDS_CLAUSE = frozenset((ITEM, "add", "set", "less", "drop", "all", "fix", "keep"))
_QUALITIES = frozenset((OTHER, "talk", "complaint", "praise"))
_NOTHING = frozenset((SPACE, "filler"))
_NO_WISH = frozenset((ITEM, "drop", "set"))
_VOIDS = re.compile("作废|不算|不作数|取消|撤|收回|忽略|别记|先别记")
_ONE_OF_THEM = ("那", "这", "第", "最后", "后面", "下面", "两样", "三样")
_SHORT_WISH = 2
_WISH = re.compile("[带有剁切杀去放加弄打挑掺混给装太那这]")


def read_drop(reading: Reading, tokens: list[Token], position: int) -> None:
    """不要 before a thing, or 不要了 after things; 去掉1斤 is less; with nothing named, all or a doubt."""
    reading.dropping = False
    if reading.keeps_named or any(token.text in ("以外", "之外") for token in tokens):
        reading.drops_rest = True
        reading.doubt_all()
        return
    following = next((token for token in _same_breath(tokens, position) if token.kind not in _NOTHING), None)
    here = reading.open_here()
    ends = tokens[position].text.endswith(("了", "掉"))
    if tokens[position + 1 : position + 2] and tokens[position + 1].text == "的":
        return
    if next_counts(tokens, position) and not tokens[position].text.endswith("了"):
        reading.denying = tokens[position].text if tokens[position].text.startswith("不") else ""
        _act(reading, here, LESS)
    elif following is not None and following.kind == ITEM and not (ends and here):
        reading.dropping = True
        for entry in here:
            _drop_open(reading, entry).doubt = "needs_confirm"
    elif any(token.kind == "rest" for token in tokens):
        reading.drops_rest = True
    elif _takes_off_a_part(tokens, position) or (not ends and _is_wish(tokens, position)):
        for entry in here:
            entry.noted = True
    elif following is not None and (following.kind in (OTHER, "talk") or _goes_on(tokens[position], following)):
        reading.drops_unnamed = True
    else:
        _drop_before(reading, tokens, position, here)


def _same_breath(tokens: list[Token], position: int) -> list[Token]:
    """What follows the word, but not a reason after 取消吧 and a blank (取消吧 儿子已经买好了)."""
    rest = tokens[position + 1 :]
    if len(rest) > 1 and rest[0].text in ("吧", "了") and rest[1].kind == SPACE and not rest[1].text.strip():
        return rest if any(token.kind == ITEM or counts(token) for token in rest) else []
    return rest


def _is_wish(tokens: list[Token], position: int) -> bool:
    """土豆不要带泥的, 带鱼不要头: how to prepare it, for the clause goes on about the thing."""
    if not _SOFT.match(tokens[position].text):
        return False
    rest = [token for token in tokens[position + 1 :] if token.kind not in _NOTHING or token.text[0] in "送放"]
    if not rest or rest[0].kind in _ENDS_CLAUSE or any(counts(token) or token.kind in _NO_WISH for token in rest):
        return False
    said = "".join(token.text for token in tokens[position + 1 :])
    if said.endswith("了"):
        return False
    return said.endswith("的") or len(said) <= _SHORT_WISH or _WISH.match(said) is not None


def _takes_off_a_part(tokens: list[Token], position: int) -> bool:
    """排骨把皮去掉, 猪肉肥的去掉: of the thing itself nothing is cancelled."""
    before = [token.kind for token in tokens[:position] if token.kind not in _NOTHING]
    return tokens[position].text.startswith("去") and before[-1:] in ([OTHER], ["talk"]) and ITEM in before


def _goes_on(word: Token, following: Token) -> bool:
    """猪肉不要跟鱼放一起: a 不要 in the middle of a clause that is no plain wish either."""
    return _SOFT.match(word.text) is not None and not word.text.endswith("了") and following.kind == "conjunction"


def _drop_before(reading: Reading, tokens: list[Token], position: int, here: list[Entry]) -> None:
    """What a 不要了 that ends its clause refers to: the things before it, or all."""
    bound = reading.ordered_here()
    before = tokens[:position]
    described = bool(before) and before[-1].text.endswith("的") and any(token.kind in _QUALITIES for token in before)
    if here and _points_elsewhere(tokens, position):
        reading.doubt_all()
    elif here:
        for entry in here:
            _drop_open(reading, entry)
    elif bound:
        for entry in bound[:-1]:
            entry.act, entry.unsure = (DROP, entry.unsure) if reading.everything else (ORDER, True)
        bound[-1].act = DROP
    elif reading.said() and (reading.points_back or reading.loose is not None):
        _call_off(reading, tokens)
    elif described or any(token.kind in (OTHER, "kin") for token in tokens):
        reading.drops_unnamed = True
        if any(token.kind == "kin" for token in tokens) or _VOIDS.match(tokens[position].text):
            reading.doubt_all()
    elif reading.open and not reading.everything:
        _drop_open(reading, reading.open[-1])
    elif any(entry.clause == reading.clause for entry in reading.entries):
        reading.drops_unnamed = True
    elif len(tokens[position].text) > 1 or reading.everything:
        _call_off(reading, tokens)


def _points_elsewhere(tokens: list[Token], position: int) -> bool:
    """酱油前面那个不要: another thing than the one that is named."""
    last = max((index for index, token in enumerate(tokens[:position]) if token.kind == ITEM), default=0)
    return points_back(tokens[last:position])


def _call_off(reading: Reading, tokens: list[Token]) -> None:
    """都不要了, 上面的作废: all that the message asked for so far, else the running order. 刚才那个 may be any."""
    said = reading.said()
    reading.drops_all = reading.drops_all or not said
    one = any(token.amount is not None or token.text.startswith(_ONE_OF_THEM) for token in tokens)
    reading.loose = None
    for entry in said:
        entry.voided = reading.everything or len(said) == 1 or (reading.points_back and not one)
        entry.unsure = entry.unsure or not entry.voided


def _drop_open(reading: Reading, entry: Entry) -> Entry:
    reading.open.remove(entry)
    entry.act, reading.owed = DROP, False
    reading.entries.append(entry)
    return entry


def read_less(reading: Reading, tokens: list[Token], position: int) -> None:
    """少要1斤 lessens by so much; 猪肉多写了 waits for the amount that is right."""
    here = reading.open_here()
    erred = tokens[position].text.startswith("多")
    if here and erred and not next_counts(tokens, position):
        _act(reading, here, SET)
    elif here or next_counts(tokens, position):
        _act(reading, here, LESS)
        for entry in here:
            entry.erred = erred
    else:
        reading.act = ORDER
        reading.owed = reading.owed or (bool(reading.said()) and erred)


def read_set(reading: Reading, tokens: list[Token], position: int) -> None:
    """牛腩改为2斤 sets; 香蕉换成梨 and 香蕉换2斤梨 swap, if another thing follows before any other verb."""
    reading.act, reading.dropping = SET, False
    reading.owed = reading.owed or bool(reading.said())
    here, bound = reading.open_here(), reading.ordered_here()
    target = next((index for index, token in enumerate(tokens) if index > position and token.kind == ITEM), None)
    if target is not None and (here or bound) and _swaps(tokens, position, target):
        reading.swapping = here[-1] if here else bound[-1]
        if not here:
            reading.entries.remove(bound[-1])
    elif here:
        reading.each = reading.each or (reading.everything and len(here) > 1)
        _act(reading, here, SET)
    elif bound and next_counts(tokens, position):
        _reopen_for_set(reading, bound[-1])
    elif bound:
        reading.doubt_all()
    elif target is not None and "换" in tokens[position].text:
        for entry in reading.said():
            entry.unsure = entry.unsure or entry.corrects is None
    elif target is None and reading.entries and (reading.entries[-1].act == ORDER or reading.entries[-1].erred):
        reading.fixing, reading.act = True, ORDER


def _swaps(tokens: list[Token], position: int, target: int) -> bool:
    """Whether the thing at `target` comes in the place of another: 酱油改3瓶 糖1斤 only sets."""
    if any(token.kind == "set" for token in tokens[target:]):
        return False
    if not next_counts(tokens, position):
        return True
    return tokens[target - 1].kind != SPACE and not next_counts(tokens, target)


def _act(reading: Reading, things: list[Entry], act: str) -> None:
    """A verb after its things holds for them, a verb before them for the rest of the clause."""
    reading.act = ORDER if things else act
    for entry in things:
        entry.act = act


def _reopen_for_set(reading: Reading, entry: Entry) -> None:
    """红薯2斤改3斤: the later amount counts; whether it corrects or changes shows the running order."""
    reading.entries.remove(entry)
    entry.corrects = entry.amount
    entry.amount, entry.act, reading.act, reading.owed = None, ORDER, ORDER, False
    reading.open.append(entry)
