"""From the tokens of order clauses to entries: what each word does to the things and amounts around it.

Within a clause the thing may stand before its amount or after it; an amount alone belongs to what was named just
before. Whatever does not fit into one reading becomes a doubt, never a guess.
"""

import re
from decimal import Decimal

from nlu.clause import VERBS
from nlu.entries import DROP, ORDER, SET, Entry, Reading
from nlu.giving import amount_without_thing, place, read_amount
from nlu.households import read_person, read_whom
from nlu.second_thoughts import NOT_SO, begin_correction, points_back
from nlu.tokens import AMOUNT, ITEM, LIST, LOOK_THROUGH, OTHER, RATE, SPACE, Token, counts, next_counts
from nlu.units import COUNTED, GRAMS
from nlu.updates import read_drop, read_less, read_set

MOST_ENTRIES = 80

_MAY_COUNT = re.compile(f"[a-z\\d]|[{''.join(sorted(COUNTED | GRAMS.keys()))}]$")
FACTORS = dict.fromkeys(("翻倍", "加倍", "翻番"), Decimal(2)) | {"减半": Decimal("0.5")}
_ONLY = frozenset(("只要", "只来", "只订", "只买", "只拿", "留"))
_ONE_OF_A_ROW = frozenset(("前", "后", "头", "上", "倒数"))
_UNCHANGED = frozenset(("照旧", "照常", "照样", "不变"))


def read_clause(reading: Reading, tokens: list[Token], talk: bool) -> None:
    """Takes one clause into the reading. `talk`: the clause only speaks about things (我妈想吃红薯了)."""
    reading.begin_clause()
    reading.points_back = points_back(tokens)
    contradictory = _reads_both_ways(tokens)
    before = len(reading.entries)
    position = 0
    while position < len(tokens) and len(reading.entries) < MOST_ENTRIES:
        position = _read_token(reading, tokens, position)
    if reading.loose is not None and (reading.said() or not reading.loose_each):
        amount_without_thing(reading)
    talk = talk and not any(token.amount is not None and token.amount.what == RATE for token in tokens)
    for entry in reading.open:
        entry.mentioned = entry.mentioned or reading.keeps_named or (talk and entry.clause == reading.clause)
    if reading.points_back and any(map(counts, tokens)) and not any(map(_is_thing, tokens)):
        reading.doubt_all()
    if contradictory:
        for entry in reading.entries[before:]:
            entry.doubt = entry.doubt or "needs_confirm"


def _reads_both_ways(tokens: list[Token]) -> bool:
    """香干 2斤夹心肉 1份 ... read from either side gives other orders: an amount that leans on the wrong thing."""
    row = [token for token in tokens if token.kind == ITEM or counts(token)]
    shape = "".join("I" if token.kind == ITEM else "Q" for token in row)
    if len(row) < 3 or (shape in ("IQ" * (len(row) // 2), "QI" * (len(row) // 2))):
        return False
    if any(token.kind == "drop" and token.end == row[0].start for token in tokens):
        row, shape = row[1:], shape[1:]
    set_at = {token.end for token in tokens if token.kind == "set"}
    for left, middle, right in zip(row, row[1:], row[2:], strict=False):
        apart = middle.start - left.end == 1 and middle.start not in set_at
        leans_on_next = apart and middle.end == right.start
        between_things = (left.kind, middle.kind, right.kind) == (ITEM, AMOUNT, ITEM)
        if between_things and leans_on_next and shape[0] == shape[-1] == "I":
            return True
    return False


def _read_token(reading: Reading, tokens: list[Token], position: int) -> int:
    """Takes the token at `position`; the position to go on from."""
    token = tokens[position]
    if token.kind == ITEM:
        _read_thing(reading, tokens, position)
    elif token.kind == AMOUNT:
        read_amount(reading, tokens, position)
    elif token.kind == OTHER:
        _read_other(reading, tokens, position)
    elif token.kind == "for":
        return read_whom(reading, tokens, position)
    elif token.kind in ("kin", "home"):
        read_person(reading, tokens, position)
    else:
        _read_word(reading, tokens, position)
    return position + 1


def _read_word(reading: Reading, tokens: list[Token], position: int) -> None:
    kind = tokens[position].kind
    if kind == "drop":
        read_drop(reading, tokens, position)
    elif kind == "set":
        read_set(reading, tokens, position)
    elif kind == "less":
        read_less(reading, tokens, position)
    elif kind == "add":
        reading.more, reading.dropping, reading.act = True, False, ORDER
    elif kind == "want":
        _read_want(reading, tokens, position)
    elif tokens[position].text in _UNCHANGED and not next_counts(tokens, position):
        for entry in reading.open_here():
            entry.noted = True
    elif kind in ("each", "same") and (kind == "each" or next_counts(tokens, position)):
        reading.each = True
    elif kind == "filler" and tokens[position].text == "了":
        reading.dropping = False
    elif kind == "oversight" or _goes_on_ordering(tokens, position):
        reading.more = True
    elif kind == "all":
        reading.everything = True
    elif kind == "self" or (tokens[position].text == "我" and any(map(counts, tokens[position + 1 : position + 2]))):
        reading.whom = ""
    elif tokens[position].text == "算了" and _between_amounts(tokens, position):
        begin_correction(reading, tokens[position])
    elif tokens[position].text == "算了" and reading.open and not next_counts(tokens, position):
        read_drop(reading, tokens, position)
    elif tokens[position].text == NOT_SO and _denies(reading, tokens, position):
        pass
    elif tokens[position].text in FACTORS and len(reading.open_here()) == 1:
        (entry,) = reading.open_here()
        entry.times, entry.act = FACTORS[tokens[position].text], SET
    elif kind == "fix" or (kind == "fix_if_after" and _opens(tokens, position)):
        begin_correction(reading, tokens[position])
    elif kind == "same_amount":
        reading.same_amount = True
    elif kind == "except":
        reading.keeps_named = True
        reading.drops_rest = reading.drops_rest or tokens[position].text == "只留"
        if not tokens[position].text.startswith("除"):
            reading.doubt_all()


def _between_amounts(tokens: list[Token], position: int) -> bool:
    """要三斤算了两斤."""
    return counts(tokens[position - 1]) and any(map(counts, tokens[position + 1 : position + 2]))


def _goes_on_ordering(tokens: list[Token], position: int) -> bool:
    """还有带鱼也要2斤 at the head of a message goes on with the order before it; 多2斤 asks for more."""
    if tokens[position].text == "多":
        return any(map(counts, tokens[position + 1 : position + 2]))
    wants = any(token.kind == "want" for token in tokens[position + 1 :])
    return tokens[position].text == "还有" and wants and any(map(counts, tokens[position + 1 :]))


def _denies(reading: Reading, tokens: list[Token], position: int) -> bool:
    """Whether it goes on as 不是2斤 or 不是土豆."""
    if next_counts(tokens, position):
        reading.denying = NOT_SO
    reading.denying_thing = any(map(_is_thing, tokens[position + 1 : position + 2]))
    return bool(reading.denying) or reading.denying_thing


def _read_want(reading: Reading, tokens: list[Token], position: int) -> None:
    reading.dropping = False
    if tokens[position].text.startswith("我") and not reading.open_here():
        reading.whom = ""
    if tokens[position].text in _ONLY:
        _read_only(reading, tokens, position)
    elif tokens[position].text == "要" and _wants_instead(reading, tokens, position):
        reading.open[-1].final = True


def _wants_instead(reading: Reading, tokens: list[Token], position: int) -> bool:
    """鲫鱼不要了，猪蹄要2只: beside something taken back, what is wanted of another thing is all of it."""
    before = tokens[position - 1]
    alone = all(token.kind in ("filler", SPACE) for token in tokens[: position - 1])
    named = alone and bool(reading.open_here()) and before.kind == ITEM and before.end == tokens[position].start
    dropped = any(entry.act == DROP for entry in reading.entries)
    return named and dropped and not reading.more and any(map(counts, tokens[position + 1 : position + 2]))


def _read_only(reading: Reading, tokens: list[Token], position: int) -> None:
    """水饺只要1袋 sets its amount; 只要水饺 after other lines perhaps takes those back."""
    rest = tokens[position + 1 :]
    names, amounts = (any(test(token) for token in rest) for test in (_is_thing, counts))
    if reading.open and next_counts(tokens, position):
        reading.open[-1].final = True
    elif names != amounts or points_back(rest):
        reading.doubt_all()


def _is_thing(token: Token) -> bool:
    return token.kind == ITEM


def _opens(tokens: list[Token], position: int) -> bool:
    """还是 opens a clause or stands between a thing and its amount (土豆还是4斤吧), not between two things."""
    before = {token.kind for token in tokens[:position]} - {SPACE, "filler", "fix", "fix_if_after"}
    return not before or (before == {ITEM} and all(token.kind != ITEM for token in tokens[position:]))


def _read_thing(reading: Reading, tokens: list[Token], position: int) -> None:
    token = tokens[position]
    previous = tokens[position - 1] if position else None
    if previous and previous.kind == ITEM and previous.end == token.start and previous.items == token.items != ():
        return
    following = tokens[position + 1].amount if position + 1 < len(tokens) else None
    if token.heard and following is not None and following.what in ("house", "date"):
        return
    doubt = "" if len(token.items) == 1 else "ambiguous_item" if token.items else "unknown_item"
    if token.glued:
        doubt = "ambiguous_item" if token.items else "unknown_item"
    entry = Entry(token.items, token.text, reading.clause, doubt=doubt, whom=reading.whom)
    entry.mentioned = token.glued and (not token.items or _only_speaks_of(tokens, token))
    if reading.denying_thing:
        reading.denying_thing, entry.act, entry.unsure = False, DROP, True
        reading.entries.append(entry)
    else:
        place(reading, entry)


def _only_speaks_of(tokens: list[Token], thing: Token) -> bool:
    """橙子酸得要命: unknown words about a thing, with no amount and nobody asking for it."""
    said = [token for token in tokens if token.kind not in (SPACE, LIST)]
    asks_for = any(token.kind in VERBS and token.text != "要" for token in said)
    more = len(said) > 1 or (
        not _MAY_COUNT.search(thing.text) and all(len(thing.text) - len(item.name) > 2 for item in thing.items)
    )
    return more and not asks_for and not any(map(counts, said))


def _read_other(reading: Reading, tokens: list[Token], position: int) -> None:
    """Unknown text that an amount is said of is a thing that nobody offers; other unknown text is chat."""
    token = tokens[position]
    if token.text in _ONE_OF_A_ROW and any(map(counts, tokens[position + 1 : position + 2])):
        reading.points_back = True
        return
    if reading.loose is not None and token.start == tokens[position - 1].end:
        place(reading, Entry((), token.text, reading.clause, doubt="unknown_item", whom=reading.whom))
        return
    for offset, following in enumerate(tokens[position + 1 :], position + 1):
        if counts(following):
            next_one = tokens[offset + 1] if offset + 1 < len(tokens) else None
            leans_on_next = next_one is not None and next_one.kind == ITEM and next_one.start == following.end
            if leans_on_next and following.start != token.end:
                return
            place(reading, Entry((), token.text, reading.clause, doubt="unknown_item", whom=reading.whom))
            return
        if following.kind not in LOOK_THROUGH or following.text in ("的", "了"):
            return
