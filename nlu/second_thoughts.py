"""What a word of correction does while a message is read: 不对，3斤; 写错了; 不是2斤."""

import re

from nlu.entries import ORDER, SET, Entry, Reading
from nlu.quantities import Amount
from nlu.tokens import Token

NOT_SO = "不是"
_OWES = re.compile("错|[更纠]正|误|改|重|反|颠倒|互换|对调|手滑|混|[写打报][多少]|[倍番]|减半|算了|不对")
_ABOVE = frozenset(
    (
        "前面", "上面", "上面的", "以上", "刚才", "刚刚", "之前", "之前的", "之前说", "最后", "后面", "下面", "两样",
        "三样",
    )
)  # fmt: skip


def begin_correction(reading: Reading, word: Token) -> None:
    """不对, 写错了: what comes next may put right what was said. After a plain 错 or 算了 something must come."""
    reading.fixing = bool(reading.entries or reading.open)
    reading.fixed = list(reading.entries)
    reading.owed = reading.owed or (reading.fixing and owes(word))
    if word.kind == "fix":
        reading.final = not reading.entries


def owes(word: Token) -> bool:
    """Whether after this word something must be put right: 写错了, not 应该."""
    return word.kind in ("fix", "fix_if_after") and _OWES.search(word.text) is not None


def corrects(reading: Reading, entry: Entry) -> bool:
    """Whether the entry only puts an earlier one right. Tied to none, a correction may mean any of them."""
    earlier = [other for other in reading.fixed if other.items == entry.items and other.whom == entry.whom]
    if earlier and not entry.more and entry.act == ORDER:
        earlier[-1].amount = entry.amount
        earlier[-1].doubt = earlier[-1].doubt or entry.doubt
        reading.fixed = [other for other in reading.fixed if other is not earlier[-1]]
        reading.fixing = reading.owed = False
        return True
    if reading.fixing:
        reading.fixing = reading.owed = False
        if len(reading.entries) == 1:
            reading.entries.clear()
        elif reading.entries:
            reading.doubt_all()
            entry.doubt = "needs_confirm"
    return False


def points_back(tokens: list[Token]) -> bool:
    """第一个, 前面那个: the clause speaks of one of the lines above, not necessarily of the last."""
    return any(token.text in _ABOVE or (token.amount is not None and token.amount.what == "rank") for token in tokens)


def correct_last(reading: Reading, amount: Amount) -> None:
    """不对，3斤: an amount alone corrects the line before, unless the words point further back."""
    reading.fixing = reading.owed = False
    last = reading.entries[-1]
    another = last.amount is not None and amount.unit and last.amount.unit not in ("", amount.unit)
    if (reading.points_back or reading.everything or reading.each or another) and len(reading.entries) > 1:
        reading.doubt_all()
    else:
        if last.unsure and last.clause == reading.asked:
            last.corrects, last.unsure = last.amount, False
        if last.erred:
            last.act, last.erred, last.excess = SET, False, last.amount
        last.amount = amount


def deny(reading: Reading, amount: Amount) -> None:
    """土豆不要5斤了，2斤就好: the denied amount is passed over. 不是2斤 tells what was wrong."""
    so, reading.denying = reading.denying != NOT_SO, ""
    reading.act = ORDER
    if so:
        for entry in reading.open:
            entry.act = SET
        return
    meant = reading.open_here()[-1:] or reading.said()[-1:]
    for entry in meant:
        entry.corrects = amount
        if entry.amount is not None and entry.amount.value == amount.value:
            reading.fixing = reading.owed = True
            reading.fixed = list(reading.entries)
