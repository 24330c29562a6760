"""Which amount belongs to which thing, and what is to happen to it: from the tokens of order clauses to entries.

Within a clause the thing may stand before its amount or after it; an amount alone belongs to what was named just
before. Whatever does not fit into one reading becomes a doubt, never a guess.
"""

from dataclasses import dataclass, field

from nlu.catalog import Items
from nlu.quantities import EXACT, MISSING, MONEY, NOTHING, SPEC, VAGUE, Amount
from nlu.units import GRAMS, plain_unit
from nlu.tokens import AMOUNT, ITEM, LIST, OTHER, SPACE, STOP, Token

ORDER, DROP, SET, LESS = "order", "drop", "set", "less"
"""What an entry asks for: so much of a thing, none of it, exactly so much from now on, so much less."""

MOST_ENTRIES = 80
LONGEST_PERSON = 12

_LOOK_THROUGH = frozenset((SPACE, "filler", "want", "each", "add", "missing", "all", "have"))
_OWN_KIN = frozenset(("我妈", "我爸", "妈", "爸", "妈妈", "爸爸", "老公", "老婆", "儿子", "女儿", "孙子", "孙女", "孩子", "小孩", "宝宝"))
_LIST_JOINTS = frozenset(("conjunction", SPACE, "filler"))


@dataclass(slots=True)
class Entry:
    """One thing with what was said about it. `doubt` is a question flag; `instead_of` is the thing it replaces."""

    items: Items
    words: str
    clause: int
    amount: Amount | None = None
    act: str = ORDER
    more: bool = False
    doubt: str = ""
    whom: str = ""
    weak: bool = False
    mentioned: bool = False
    instead_of: "Entry | None" = None


@dataclass(slots=True)
class Reading:
    """What the order clauses of a message say. `drops_all`: everything is called off; `same_amount`: 斤数不变."""

    entries: list[Entry] = field(default_factory=list)
    open: list[Entry] = field(default_factory=list)
    loose: Amount | None = None
    loose_words: str = ""
    loose_each: bool = False
    drops_all: bool = False
    drops_rest: bool = False
    drops_nothing_named: bool = False
    same_amount: bool = False
    all_but: bool = False
    whom: str = ""
    more: bool = False
    fixing: bool = False
    clause: int = 0
    act: str = ORDER
    each: bool = False
    dropping: bool = False
    swapping: Entry | None = None
    everything: bool = False
    weak_ahead: bool = False

    def named(self) -> list[Entry]:
        """All entries, those that still wait for an amount last."""
        return self.entries + self.open


def read_clause(reading: Reading, tokens: list[Token], talk: bool) -> None:
    """Takes one clause into the reading. `talk`: the clause only speaks about things (我妈想吃红薯了)."""
    reading.clause += 1
    reading.act, reading.each, reading.dropping, reading.swapping = ORDER, False, False, None
    reading.everything = False
    contradictory = _reads_both_ways(tokens)
    before = len(reading.entries)
    position = 0
    while position < len(tokens) and len(reading.entries) < MOST_ENTRIES:
        position = _read_token(reading, tokens, position)
    if reading.loose is not None:
        _amount_without_thing(reading)
    for entry in reading.open:
        entry.mentioned = entry.mentioned or (talk and entry.clause == reading.clause)
    if contradictory:
        for entry in reading.entries[before:]:
            entry.doubt = entry.doubt or "needs_confirm"


def _reads_both_ways(tokens: list[Token]) -> bool:
    """香干 2斤夹心肉 1份 ... read from either side gives other orders: an amount that leans on the wrong thing."""
    row = [token for token in tokens if token.kind == ITEM or _counts(token)]
    shape = "".join("I" if token.kind == ITEM else "Q" for token in row)
    if len(row) < 3 or (shape in ("IQ" * (len(row) // 2), "QI" * (len(row) // 2))):
        return False
    for left, middle, right in zip(row, row[1:], row[2:], strict=False):
        if left.kind == ITEM and middle.kind == AMOUNT and right.kind == ITEM:
            if left.end != middle.start and middle.end == right.start and shape[0] == "I" and shape[-1] == "I":
                return True
    return False


def _counts(token: Token) -> bool:
    return token.amount is not None and token.amount.sort in (EXACT, VAGUE, MISSING)


def _read_token(reading: Reading, tokens: list[Token], position: int) -> int:
    """Takes the token at `position`; the position to go on from."""
    token = tokens[position]
    if token.kind == ITEM:
        _read_thing(reading, tokens, position)
    elif token.kind == AMOUNT:
        _read_amount(reading, tokens, position)
    elif token.kind == OTHER:
        _read_other(reading, tokens, position)
    elif token.kind == "for":
        return _read_whom(reading, tokens, position)
    elif token.kind in ("kin", "home"):
        _read_person(reading, tokens, position)
    else:
        _read_word(reading, tokens, position)
    return position + 1


def _read_word(reading: Reading, tokens: list[Token], position: int) -> None:
    kind = tokens[position].kind
    if kind == "drop":
        _read_drop(reading, tokens, position)
    elif kind == "set":
        _read_set(reading, tokens, position)
    elif kind == "less":
        reading.act = LESS if _next_counts(tokens, position) else ORDER
    elif kind == "add":
        reading.more, reading.dropping, reading.act = True, False, ORDER
    elif kind == "want":
        reading.dropping = False
    elif kind in ("each", "same") and (kind == "each" or _next_counts(tokens, position)):
        reading.each = True
    elif kind == "all":
        reading.everything = True
    elif kind == "self":
        reading.whom = ""
    elif kind == "fix" or (kind == "fix_if_after" and _first(tokens, position)):
        reading.fixing = bool(reading.entries or reading.open)
    elif kind == "same_amount":
        reading.same_amount = True
    elif kind == "except":
        reading.all_but = True


def _first(tokens: list[Token], position: int) -> bool:
    return all(token.kind in (SPACE, "filler") for token in tokens[:position])


def _read_thing(reading: Reading, tokens: list[Token], position: int) -> None:
    token = tokens[position]
    previous = tokens[position - 1] if position else None
    if previous and previous.kind == ITEM and previous.end == token.start and previous.items == token.items and token.items:
        return
    doubt = "" if len(token.items) == 1 else "ambiguous_item" if token.items else "unknown_item"
    if token.glued:
        doubt = "ambiguous_item" if token.items else "unknown_item"
    entry = Entry(token.items, token.text, reading.clause, doubt=doubt, whom=reading.whom)
    entry.mentioned = token.glued and not token.items
    _place(reading, entry)


def _place(reading: Reading, entry: Entry) -> None:
    """Finds the place of a thing that was just named: dropped, given the amount before it, or waiting for one."""
    entry.more = reading.more
    entry.weak, reading.weak_ahead = reading.weak_ahead, False
    if reading.dropping:
        entry.act = DROP
        reading.entries.append(entry)
    elif reading.swapping is not None and reading.swapping is not entry:
        entry.act, entry.instead_of = SET, reading.swapping
        if reading.swapping in reading.open:
            reading.open.remove(reading.swapping)
        reading.swapping = None
        if reading.loose is not None:
            entry.amount, reading.loose = reading.loose, None
            reading.entries.append(entry)
        else:
            reading.open.append(entry)
    elif reading.loose is not None:
        entry.act = reading.act
        _bind(reading, entry, reading.loose)
        if not reading.loose_each:
            reading.loose = None
    else:
        if reading.fixing and reading.open and reading.open[-1].clause != reading.clause:
            reading.open.pop()
            reading.fixing = bool(reading.entries)
        reading.open.append(entry)


def _bind(reading: Reading, entry: Entry, amount: Amount) -> None:
    """Gives a thing its amount, and puts a correction in the place of what it corrects."""
    entry.amount = amount
    entry.act = reading.act if reading.act != ORDER else entry.act
    entry.more = entry.more or reading.more
    if entry in reading.open:
        reading.open.remove(entry)
    if reading.fixing:
        reading.fixing = False
        corrected = [other for other in reading.entries if other.items == entry.items and other.whom == entry.whom]
        if corrected:
            corrected[-1].amount = amount
            return
        if len(reading.entries) == 1:
            reading.entries.clear()
        elif reading.entries:
            reading.entries[-1].doubt = entry.doubt = "needs_confirm"
    reading.entries.append(entry)


def _read_amount(reading: Reading, tokens: list[Token], position: int) -> None:
    token = tokens[position]
    amount = token.amount
    if amount is None or amount.sort == NOTHING:
        return
    if amount.sort in (MONEY, SPEC):
        _read_description(reading, tokens, position, amount)
        return
    here = [entry for entry in reading.open if entry.clause == reading.clause]
    if here:
        _give(reading, here, amount)
    elif reading.loose is not None and reading.loose_each:
        reading.loose = amount
    elif _thing_follows(reading, tokens, position):
        reading.loose, reading.loose_words, reading.loose_each = amount, token.text, reading.each
    elif reading.open:
        _give_back(reading, amount)
    elif reading.fixing and reading.entries:
        reading.entries[-1].amount, reading.fixing = amount, False
    else:
        reading.loose, reading.loose_words = amount, token.text


def _read_description(reading: Reading, tokens: list[Token], position: int, amount: Amount) -> None:
    """A price or size beside a thing: harmless if the thing has an amount as well, else the amount is in doubt."""
    if amount.sort == SPEC and amount.what == "price":
        return
    here = [entry for entry in reading.open if entry.clause == reading.clause]
    if here:
        here[-1].weak = True
    elif any(token.kind == ITEM for token in tokens[position + 1 :]):
        reading.weak_ahead = True
    elif reading.open and not reading.entries:
        reading.open[-1].weak = True


def _give(reading: Reading, here: list[Entry], amount: Amount) -> None:
    """An amount after one or more things of this clause: with 各 for all, else for the last one."""
    if reading.each:
        for entry in [entry for entry in reading.open if not entry.mentioned]:
            _bind(reading, entry, amount)
        reading.each = False
        return
    last = here[-1]
    if len(here) > 1:
        for entry in here[:-1]:
            reading.open.remove(entry)
            entry.doubt = entry.doubt or "needs_confirm"
            reading.entries.append(entry)
        last.doubt = last.doubt or "needs_confirm"
    _bind(reading, last, amount)


def _give_back(reading: Reading, amount: Amount) -> None:
    """An amount alone, for what an earlier clause named; if that named several things, it is not clear which."""
    waiting = [entry for entry in reading.open if entry.items] or list(reading.open)
    if len(waiting) == 1 or reading.each:
        for entry in waiting:
            _bind(reading, entry, amount)
        reading.each = False
        return
    for entry in waiting:
        entry.doubt, entry.mentioned = "needs_confirm", False
        _bind(reading, entry, amount)


def _amount_without_thing(reading: Reading) -> None:
    """An amount that found no thing: the same thing again, or a thing is missing."""
    amount = reading.loose
    reading.loose, each = None, reading.loose_each
    reading.loose_each = False
    if each and reading.entries and reading.entries[-1].clause == reading.clause:
        return
    last = reading.entries[-1] if reading.entries else None
    if last is not None and amount is not None and amount.unit == "块" and last.items and plain_unit(last.items[0].unit) in GRAMS:
        return
    if last is not None and last.amount is not None and last.act == ORDER and not reading.more and reading.act == ORDER:
        last.doubt = "needs_confirm"
        return
    reading.entries.append(
        Entry((), reading.loose_words, reading.clause, amount, reading.act, reading.more, "missing_item", reading.whom)
    )


def _thing_follows(reading: Reading, tokens: list[Token], position: int) -> bool:
    """Whether the clause goes on with a thing for this amount, or with unknown text that touches it."""
    for following in tokens[position + 1 :]:
        if following.kind == ITEM:
            return True
        if following.kind == OTHER:
            return following.start == tokens[position].end or tokens[position + 1].kind == SPACE
        if following.kind not in _LOOK_THROUGH and following.kind not in ("talk", "conjunction", LIST):
            return False
        if following.kind == AMOUNT:
            return False
    return False


def _next_counts(tokens: list[Token], position: int) -> bool:
    """Whether an amount follows, through small words only."""
    for following in tokens[position + 1 :]:
        if _counts(following):
            return True
        if following.kind not in _LOOK_THROUGH:
            return False
    return False


def _read_other(reading: Reading, tokens: list[Token], position: int) -> None:
    """Unknown text that an amount is said of is a thing that nobody offers; other unknown text is chat."""
    token = tokens[position]
    if reading.loose is not None and token.start == tokens[position - 1].end:
        _place(reading, Entry((), token.text, reading.clause, doubt="unknown_item", whom=reading.whom))
        return
    for offset, following in enumerate(tokens[position + 1 :], position + 1):
        if _counts(following):
            next_one = tokens[offset + 1] if offset + 1 < len(tokens) else None
            leans_on_next = next_one is not None and next_one.kind == ITEM and next_one.start == following.end
            if leans_on_next and following.start != token.end:
                return
            _place(reading, Entry((), token.text, reading.clause, doubt="unknown_item", whom=reading.whom))
            return
        if following.kind not in _LOOK_THROUGH or following.text in ("的", "了"):
            return


def _read_drop(reading: Reading, tokens: list[Token], position: int) -> None:
    """不要 before a thing, or 不要了 after things; 去掉1斤 is less; with nothing named, all or a doubt."""
    reading.dropping = False
    following = next((token for token in tokens[position + 1 :] if token.kind not in (SPACE, "filler")), None)
    here = [entry for entry in reading.open if entry.clause == reading.clause]
    ends = tokens[position].text.endswith(("了", "掉"))
    if _next_counts(tokens, position) and tokens[position].text not in ("不要了", "不用了"):
        reading.act = LESS
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
    if here:
        for entry in here:
            _drop_open(reading, entry)
        return
    bound = [entry for entry in reading.entries if entry.clause == reading.clause and entry.act == ORDER]
    if bound:
        bound[-1].act = DROP
    elif any(token.kind == OTHER for token in tokens):
        reading.drops_nothing_named = True
    elif reading.open and not reading.everything:
        _drop_open(reading, reading.open[-1])
    elif any(entry.clause == reading.clause for entry in reading.entries):
        reading.drops_nothing_named = True
    else:
        reading.drops_all = True


def _drop_open(reading: Reading, entry: Entry) -> Entry:
    reading.open.remove(entry)
    entry.act = DROP
    reading.entries.append(entry)
    return entry


def _read_set(reading: Reading, tokens: list[Token], position: int) -> None:
    """牛腩改为2斤 sets; 香蕉换成梨 swaps, if another thing follows before any other verb."""
    reading.act = SET
    here = [entry for entry in reading.open if entry.clause == reading.clause]
    rest = tokens[position + 1 :]
    target = next((index for index, token in enumerate(rest) if token.kind == ITEM), None)
    if here and target is not None and not any(token.kind == "set" for token in rest[target:]):
        reading.swapping = here[-1]
        return
    bound = [entry for entry in reading.entries if entry.clause == reading.clause and entry.act == ORDER]
    if bound and target is not None:
        bound[-1].doubt = "needs_confirm"
    elif bound and _next_counts(tokens, position):
        _reopen_for_set(reading, bound[-1])


def _reopen_for_set(reading: Reading, entry: Entry) -> None:
    """红薯2斤改3斤: the later amount counts; whether it corrects or changes shows the running order."""
    reading.entries.remove(entry)
    entry.amount, entry.act, reading.act = None, ORDER, ORDER
    reading.open.append(entry)


def _read_whom(reading: Reading, tokens: list[Token], position: int) -> int:
    """帮 X 订: the words up to the next verb, amount or thing are another household, unless they are one's own kin."""
    end = position + 1
    while end < len(tokens) and tokens[end].kind in (OTHER, "kin", "talk", "filler", "home") and tokens[end].text != "就":
        end += 1
    person = "".join(token.text for token in tokens[position + 1 : end] if token.text not in ("的", "也", "还"))
    if end < len(tokens) and tokens[end].kind not in (STOP,) and 0 < len(person) <= LONGEST_PERSON:
        reading.whom = "" if person in _OWN_KIN or person in ("我", "我们", "咱", "你", "您", "大家") else person.removesuffix("家")
        return end
    return position + 1


def _read_person(reading: Reading, tokens: list[Token], position: int) -> None:
    """隔壁王奶奶也要, 我姐家: a person at the head of a clause, followed by 家 or 要, has the rest of it."""
    end = position + 1
    while end < len(tokens) and tokens[end].kind in ("kin", OTHER, "filler") and tokens[end].text not in ("好", "您好", "你好"):
        end += 1
    start = position
    while start and tokens[start - 1].kind in ("kin", OTHER, "talk", "filler") and tokens[start - 1].text not in ("的",):
        start -= 1
    at_home = tokens[position].kind == "home" or (end < len(tokens) and tokens[end].kind == "home")
    wants = end < len(tokens) and tokens[end].kind in ("want", "add")
    if not (at_home or wants) or any(_counts(token) for token in tokens[:position][-1:]):
        return
    person = "".join(token.text for token in tokens[start:end] if token.text not in ("的", "也", "还", "那", "家"))
    if 0 < len(person) <= LONGEST_PERSON and person not in _OWN_KIN:
        reading.whom = person
