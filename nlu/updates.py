"""Words that change an order: 不要, 去掉, 改成, 换成, and what they refer to."""

from nlu.entries import DROP, LESS, ORDER, SET, Entry, Reading
from nlu.tokens import ITEM, OTHER, SPACE, Token, next_counts


def read_drop(reading: Reading, tokens: list[Token], position: int) -> None:
    """不要 before a thing, or 不要了 after things; 去掉1斤 is less; with nothing named, all or a doubt."""
    reading.dropping = False
    if reading.keeps_named:
        reading.drops_rest = True
        return
    following = next((token for token in tokens[position + 1 :] if token.kind not in (SPACE, "filler")), None)
    here = reading.open_here()
    ends = tokens[position].text.endswith(("了", "掉"))
    if next_counts(tokens, position) and not tokens[position].text.endswith("了"):
        reading.act = LESS
        reading.denying = tokens[position].text.startswith("不")
        return
    if following is not None and following.kind == ITEM and not (ends and here):
        reading.dropping = True
        if here:
            for entry in here:
                _drop_open(reading, entry).doubt = "needs_confirm"
        return
    if any(token.kind == "rest" for token in tokens):
        reading.drops_rest = True
        return
    if following is not None and following.kind in (OTHER, "talk"):
        reading.drops_unnamed = True
        return
    if here:
        for entry in here:
            _drop_open(reading, entry)
        return
    bound = reading.ordered_here()
    if bound:
        bound[-1].act = DROP
    elif any(token.kind == OTHER for token in tokens):
        reading.drops_unnamed = True
    elif reading.open and not reading.everything:
        _drop_open(reading, reading.open[-1])
    elif any(entry.clause == reading.clause for entry in reading.entries):
        reading.drops_unnamed = True
    elif len(tokens[position].text) > 1 or reading.everything:
        reading.drops_all = True


def _drop_open(reading: Reading, entry: Entry) -> Entry:
    reading.open.remove(entry)
    entry.act = DROP
    reading.entries.append(entry)
    return entry


def read_set(reading: Reading, tokens: list[Token], position: int) -> None:
    """牛腩改为2斤 sets; 香蕉换成梨 swaps, if another thing follows before any other verb."""
    reading.act, reading.dropping = SET, False
    here = reading.open_here()
    rest = tokens[position + 1 :]
    target = next((index for index, token in enumerate(rest) if token.kind == ITEM), None)
    if here and target is not None and not any(token.kind == "set" for token in rest[target:]):
        reading.swapping = here[-1]
        return
    bound = reading.ordered_here()
    if bound and target is not None:
        bound[-1].doubt = "needs_confirm"
    elif bound and next_counts(tokens, position):
        _reopen_for_set(reading, bound[-1])
    elif not bound and target is None and reading.entries and reading.entries[-1].act == ORDER:
        reading.fixing, reading.act = True, ORDER


def _reopen_for_set(reading: Reading, entry: Entry) -> None:
    """红薯2斤改3斤: the later amount counts; whether it corrects or changes shows the running order."""
    reading.entries.remove(entry)
    entry.corrects = entry.amount
    entry.amount, entry.act, reading.act = None, ORDER, ORDER
    reading.open.append(entry)
