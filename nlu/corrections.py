"""What later words of a message do to its own lines: 水饺改2袋, 汤圆换成红枣1斤, 土豆少1斤, 上面的作废.

Only within the message: what changes a running order is for `nlu.settle`. A correction that is not tied to one line
for certain puts in doubt every line that it could touch.
"""

from collections.abc import Mapping
from dataclasses import replace

from nlu.entries import DROP, LESS, ORDER, SET, Entry, Reading
from nlu.quantities import EXACT, MISSING


def standing(reading: Reading, order: Mapping[str, int]) -> tuple[list[Entry], Entry | None]:
    """The entries that stand after all was said, and one that was taken back if that leaves no order."""
    if reading.owed:
        reading.doubt_all()
    named = [(entry.items, entry.whom) for entry in reading.entries if entry.amount is not None]
    waiting = [
        entry
        for entry in reading.open
        if not entry.mentioned and (entry.act != ORDER or (entry.items, entry.whom) not in named)
    ]
    kept: list[Entry] = []
    gone: Entry | None = None
    for entry in [*reading.entries, *waiting]:
        if entry.act == ORDER and not (entry.voided or entry.final):
            kept.append(entry)
        elif entry.voided and not order:
            gone = entry
        elif entry.act == DROP and (same := _ordered(kept, entry, order)):
            kept.remove(same)
            gone = same
        elif _adjusts(entry) and (same := _ordered(kept, entry, order)):
            _put_right(same, entry)
        else:
            entry.unsure = entry.unsure or entry.voided
            _take_place(kept, entry, order)
            _cast_doubt(kept, entry)
            kept.append(entry)
    return kept, gone if all(entry.act == DROP for entry in kept) else None


def without_announcement(entries: list[Entry]) -> list[Entry]:
    """多订点，大米20斤粉条3斤: a vague wish at the head only announces the lines that follow."""
    first = entries[0] if len(entries) > 1 else None
    if first is None or first.items or first.amount is None or first.amount.sort != MISSING:
        return entries
    certain = all(entry.amount is not None and entry.amount.sort == EXACT for entry in entries[1:])
    return entries[1:] if certain and first.clause < entries[1].clause else entries


def keep_what_alone_is_wanted(reading: Reading, entries: list[Entry], order: Mapping[str, int]) -> None:
    """只要盐，其他取消; 酱油不要，醋要: what is named without an amount and ordered already stays."""
    kept = [entry for entry in entries if entry.act == ORDER] if reading.drops_rest else []
    if not reading.drops_rest:
        for entry in entries:
            stays = len(entry.items) == 1 and entry.items[0].name in order and entry.act == ORDER and not entry.more
            entry.noted = entry.noted or (stays and not entry.amount and not entry.doubt and not entry.unsure)
    if not kept or any(entry.amount or len(entry.items) != 1 for entry in kept):
        return
    if all(entry.items[0].name in order for entry in kept):
        reading.keeps_named = True
        for entry in kept:
            entry.noted, entry.unsure = True, False


def _adjusts(entry: Entry) -> bool:
    return (entry.act in (SET, LESS) or entry.final) and entry.instead_of is None


def _ordered(kept: list[Entry], entry: Entry, order: Mapping[str, int]) -> Entry | None:
    """The line of this message that an entry speaks of, unless the running order has the thing as well."""
    if len(entry.items) != 1 or entry.items[0].name in order:
        return None
    same = [other for other in kept if (other.items, other.whom, other.act) == (entry.items, entry.whom, ORDER)]
    return same[-1] if same else None


def _put_right(line: Entry, entry: Entry) -> None:
    """水饺改2袋 sets the line's amount, 水饺少1袋 lessens it."""
    said, now = line.amount, entry.amount
    if entry.act == LESS and said is not None and now is not None:
        plain = said.sort == now.sort == EXACT and said.unit == now.unit and said.value > now.value
        now = replace(said, value=said.value - now.value) if plain else None
    line.amount = now or said
    line.doubt = line.doubt or entry.doubt
    line.unsure = line.unsure or entry.unsure or now is None


def _take_place(kept: list[Entry], entry: Entry, order: Mapping[str, int]) -> None:
    """汤圆换成红枣1斤: the new thing in the place of a line of this message."""
    old = _ordered(kept, entry.instead_of, order) if entry.instead_of is not None else None
    if old is not None:
        kept.remove(old)
        entry.act, entry.instead_of = ORDER, None


def _cast_doubt(kept: list[Entry], entry: Entry) -> None:
    """改3斤, 鱼不要了: the correction of something that is not named, or may be several things."""
    if entry.act == ORDER or len(entry.items) == 1:
        return
    for line in kept:
        if line.act == ORDER and (not entry.items or set(line.items) & set(entry.items)):
            line.unsure = line.unsure or entry.act != DROP or bool(entry.items)
