"""Which amount belongs to which thing: an amount is given to a thing, or waits for one, or is in doubt."""

from dataclasses import replace

from domain.amounts import FEN, line_amount
from nlu.entries import DROP, ORDER, SET, Entry, Reading
from nlu.quantities import EXACT, MONEY, NOTHING, SPEC, Amount
from nlu.second_thoughts import correct_last, corrects, deny
from nlu.tokens import AMOUNT, ITEM, LIST, LOOK_THROUGH, OTHER, SPACE, Token, counts
from nlu.units import GRAMS, MILLILITRES, convert, plain_unit

_SIZES = frozenset((*GRAMS, *MILLILITRES, "块"))


def place(reading: Reading, entry: Entry) -> None:
    """Finds the place of a thing that was just named: dropped, given the amount before it, or waiting for one."""
    entry.more = reading.more
    entry.weak, reading.weak_ahead = reading.weak_ahead, False
    if reading.dropping:
        entry.act = DROP
        reading.entries.append(entry)
    elif reading.swapping is not None and reading.swapping is not entry:
        entry.act, entry.instead_of, reading.owed = SET, reading.swapping, False
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
        bind(reading, entry, reading.loose)
        if not reading.loose_each:
            reading.loose = None
    else:
        if reading.fixing and reading.open and reading.open[-1].clause != reading.clause:
            reading.open.pop()
            reading.fixing = bool(reading.entries)
        _forget_mention(reading, entry)
        reading.open.append(entry)


def _forget_mention(reading: Reading, entry: Entry) -> None:
    """土豆没了土豆要五斤: a thing that is named again without an amount between was only spoken of before."""
    if entry.items:
        reading.open = [other for other in reading.open if (other.items, other.whom) != (entry.items, entry.whom)]


def bind(reading: Reading, entry: Entry, amount: Amount) -> None:
    """Gives a thing its amount, and puts a correction in the place of what it corrects."""
    entry.amount = amount
    entry.act = reading.act if reading.act != ORDER else entry.act
    entry.more = entry.more or reading.more
    if entry in reading.open:
        reading.open.remove(entry)
    entry.final, reading.final = entry.final or reading.final, False
    if entry.act != ORDER:
        reading.owed = False
    if not corrects(reading, entry):
        reading.entries.append(entry)


def read_amount(reading: Reading, tokens: list[Token], position: int) -> None:
    token = tokens[position]
    amount = token.amount
    if amount is None or amount.sort == NOTHING:
        return
    if amount.sort in (MONEY, SPEC):
        _read_description(reading, tokens, position, amount)
        return
    if token.text == "一个" and _is_article(tokens, position):
        return
    if _is_size(reading, tokens, position):
        return
    if reading.denying:
        deny(reading, amount)
        return
    if _repeats(tokens, position) and reading.entries:
        if reading.entries[-1].amount is None or reading.entries[-1].amount.value != amount.value:
            reading.entries[-1].doubt = "needs_confirm"
        return
    if reading.loose is not None and not reading.loose_each:
        amount_without_thing(reading)
    here = reading.open_here()
    if reading.swapping is not None:
        reading.loose, reading.loose_words = amount, token.text
    elif here:
        _give(reading, here, amount)
    elif reading.loose is not None and reading.loose_each:
        reading.loose = amount
    elif _thing_follows(reading, tokens, position):
        reading.loose, reading.loose_words, reading.loose_each = amount, token.text, reading.each
    elif reading.open:
        _give_back(reading, amount)
    elif reading.fixing and reading.entries:
        correct_last(reading, amount)
    else:
        reading.loose, reading.loose_words = amount, token.text
        reading.loose_each = reading.each and not reading.said()


def _is_article(tokens: list[Token], position: int) -> bool:
    """再加一个豆浆三瓶: the amount that counts follows the thing, and nothing else is named after it."""
    if len(tokens) < position + 3 or tokens[position + 1].kind != ITEM or not counts(tokens[position + 2]):
        return False
    after = tokens[position + 3 : position + 4]
    return len(tokens[position + 1].items) == 1 and not (after and after[0].kind in (ITEM, OTHER))


def _is_size(reading: Reading, tokens: list[Token], position: int) -> bool:
    """啤酒500ml的2箱: the size of something counted, or its price in 块, before an amount in its own unit."""
    here, amount = reading.open_here(), tokens[position].amount
    if not here or amount is None or amount.unit not in _SIZES or len(here[-1].items) != 1:
        return False
    unit = plain_unit(here[-1].items[0].unit)
    if unit in _SIZES or convert(amount.value, amount.unit, unit) is not None:
        return False
    for offset, following in enumerate(tokens[position + 1 :], position + 1):
        if counts(following):
            said = following.amount
            leans_on = offset + 1 < len(tokens) and tokens[offset + 1].kind in (ITEM, OTHER)
            return said is not None and said.unit not in ("", *_SIZES) and not leans_on
        if following.kind not in LOOK_THROUGH and following.kind not in ("talk", OTHER):
            return False
    return False


def _repeats(tokens: list[Token], position: int) -> bool:
    """一箱两箱都行: two amounts of one unit side by side are one guess, or one that is said twice."""
    before, amount = tokens[position - 1] if position else None, tokens[position].amount
    return (
        before is not None
        and before.amount is not None
        and amount is not None
        and before.amount.sort == amount.sort == EXACT
        and before.end == tokens[position].start
        and before.amount.unit == amount.unit
    )


def _read_description(reading: Reading, tokens: list[Token], position: int, amount: Amount) -> None:
    """A price or size beside a thing: harmless if the thing has an amount as well, else the amount is in doubt."""
    if amount.sort == SPEC and amount.what == "price":
        return
    here = reading.open_here()
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
            bind(reading, entry, amount)
        reading.each = False
        return
    last = here[-1]
    here = [entry for entry in here if not _heads(reading, entry, last)]
    if len(here) > 1:
        for entry in here[:-1]:
            reading.open.remove(entry)
            entry.doubt = entry.doubt or "needs_confirm"
            reading.entries.append(entry)
        last.doubt = last.doubt or "needs_confirm"
    bind(reading, last, amount)


def _heads(reading: Reading, entry: Entry, last: Entry) -> bool:
    """糖:白糖2斤: the kind named before the thing itself is only its heading."""
    heading = entry is not last and len(entry.items) > 1 and last.items and last.items[0] in entry.items
    if heading and not entry.mentioned:
        entry.mentioned = True
    return bool(heading)


def _give_back(reading: Reading, amount: Amount) -> None:
    """An amount alone, for what an earlier clause named; if that named several things, it is not clear which."""
    waiting = [entry for entry in reading.open if entry.items] or list(reading.open)
    if len(waiting) == 1 or reading.each:
        for entry in waiting:
            bind(reading, entry, amount)
        reading.each = False
        return
    for entry in waiting:
        entry.doubt, entry.mentioned = "needs_confirm", False
        bind(reading, entry, amount)


def amount_without_thing(reading: Reading) -> None:
    """An amount that found no thing: the same thing again, or a thing is missing."""
    amount, each = reading.loose, reading.loose_each
    reading.loose, reading.loose_each = None, False
    if amount is None:
        return
    if each and reading.entries and reading.entries[-1].clause == reading.clause:
        return
    here = reading.ordered_here() if reading.each and not reading.more and reading.act == ORDER else []
    if here and all(_says_as_much(entry, amount) for entry in here):
        return
    last = reading.entries[-1] if reading.entries else None
    if last is not None and _is_payment(last, amount):
        return
    if last is not None and last.whom != reading.whom and len(last.items) == 1 and last.act == ORDER:
        bind(reading, replace(last, clause=reading.clause, whom=reading.whom, doubt="", unsure=False), amount)
        return
    again = last is not None and (not reading.more or last.clause == reading.clause)
    if last is not None and again and last.amount is not None and last.act == ORDER and reading.act == ORDER:
        if last.unsure and last.clause == reading.asked == reading.clause - 1:
            last.corrects = last.amount if last.amount.sort == EXACT else None
            last.amount, last.unsure = amount, False
        elif not _says_as_much(last, amount):
            last.doubt = "needs_confirm"
        return
    if not amount.unit and not reading.more and reading.act == ORDER:
        return
    if reading.more and (each or reading.each or reading.everything):
        reading.doubt_all()
    reading.entries.append(
        Entry(
            items=(),
            words=reading.loose_words,
            clause=reading.clause,
            amount=amount,
            act=reading.act,
            more=reading.more,
            doubt="missing_item",
            whom=reading.whom,
        )
    )


def _says_as_much(entry: Entry, amount: Amount) -> bool:
    """笋干一包香菇一包各一包: 各 only sums up."""
    return entry.amount is not None and (entry.amount.value, entry.amount.unit) == (amount.value, amount.unit)


def _is_payment(entry: Entry, amount: Amount) -> bool:
    """10块 after something sold by weight, or exactly what the thing costs: 鸡蛋2盒36."""
    if len(entry.items) != 1 or entry.amount is None:
        return False
    item = entry.items[0]
    if amount.unit and (amount.unit != "块" or plain_unit(item.unit) == "块"):
        return False
    if amount.unit and plain_unit(item.unit) in GRAMS:
        return True
    quantity = convert(entry.amount.value, entry.amount.unit, item.unit)
    return quantity is not None and line_amount(item.price, quantity) == amount.value * FEN


def _thing_follows(reading: Reading, tokens: list[Token], position: int) -> bool:
    """Whether the clause goes on with a thing for this amount, or with unknown text that touches it."""
    for following in tokens[position + 1 :]:
        if following.kind == ITEM:
            return True
        if following.kind == OTHER:
            return following.start == tokens[position].end or tokens[position + 1].kind == SPACE
        if following.kind not in LOOK_THROUGH and following.kind not in ("talk", "conjunction", LIST):
            return False
        if following.kind == AMOUNT:
            return False
    return False
