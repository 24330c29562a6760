"""Which rows of a chain post are somebody's: with their sender, wrapped lines joined, price lists left out."""

import re
from dataclasses import dataclass, replace
from itertools import chain

from nlu.catalog import Catalog
from nlu.chain_crowds import is_crowded, part
from nlu.chain_lines import Row, is_empty, is_example, is_heading
from nlu.chain_senders import Sender, may_be_name, read_sender
from nlu.courtesies import is_courtesy
from nlu.doors import find_door
from nlu.orders import Understood, understand

LONGEST_ROW = 300
"""Code points of a row that are read; of a longer one only that it is there."""

ORDERS = frozenset(("order", "add", "change", "cancel"))
_AMENDS = re.compile(r"[再改换补添]|不要|不用|取消|退|删|减|作废|[?？吗]")
_ABOUT_CHAIN = re.compile(r"开始接龙|接龙开始|[要想]的接龙|接龙$|^接龙")
_HEADS = re.compile("接龙|开团|团购")
_GOES_ON = re.compile(r"[\d.斤两个只条袋盒箱包份把块瓶]")
_DIGIT = re.compile(r"[\d一二两三四五六七八九十半]")


@dataclass(slots=True)
class Said:
    """A row with its sender. `doubt`: words below it that may or may not belong to it. `broken`: those go on where an
    amount may have been cut in two, or another door stands among the goods."""

    number: int
    sender: Sender
    goods: str
    doubt: str = ""
    broken: bool = False


def gather(rows: list[Row], catalog: Catalog) -> list[Said]:
    """The rows that are somebody's, in order; those without a sender too when they have a number and order."""
    numbered = any(row.number for row in rows)
    found: list[Said] = []
    known: set[str] = set()
    above: Said | None = None
    for row in chain.from_iterable(part(row, catalog) for row in _without_menu(rows, catalog)):
        if row.number and (is_empty(row.text) or is_example(row.text) or _ABOUT_CHAIN.search(row.text)):
            above = None
            continue
        if not row.number and (is_heading(row.text) or (numbered and not found) or is_courtesy(row.text)):
            continue
        said = _own(row, catalog, known, numbered)
        if said is None:
            if above is not None and not row.apart:
                _go_on(above, row.text, catalog)
            continue
        found.append(said)
        known.add(said.sender.who)
        above = said
    return found


def _own(row: Row, catalog: Catalog, known: set[str], numbered: bool) -> Said | None:
    """The row as somebody's own, or None for chat and wrapped lines."""
    text = row.text[:LONGEST_ROW]
    if not row.number and _HEADS.search(text) and find_door(text) is None:
        return None
    sender = read_sender(text, catalog)
    if not row.number and not sender.key:
        sender = _by_known_name(text, known) or sender
    if sender.key and not sender.who and (named := _by_known_name(sender.goods, known)):
        sender = replace(sender, who=named.who, goods=named.goods)
    if row.number and (sender.who or sender.key or not row.poster):
        said = Said(row.number, sender, sender.goods)
    elif row.poster and may_be_name(row.poster, at_door=bool(sender.key)):
        who = sender.who if sender.key and sender.who else row.poster
        said = Said(row.number, replace(sender, who=who), sender.goods if sender.key else text)
    elif row.poster and not sender.key:
        return None
    elif sender.key or (sender.who and (sender.who in known or (not numbered and sender.sure))):
        said = Said(0, sender, sender.goods)
        if not sender.key and not _DIGIT.search(said.goods) and sender.who not in known:
            return None
    else:
        return None
    if len(row.text) > LONGEST_ROW:
        said.doubt = row.text[LONGEST_ROW:]
    said.broken = is_crowded(said.goods)
    return said


def _by_known_name(text: str, known: set[str]) -> Sender | None:
    """老吴说面粉不要了, 王芳: of somebody who stands in the post already."""
    name = max((who for who in known if len(who) > 1 and text.startswith(who)), key=len, default="")
    goods = text[len(name) :].lstrip(" ,，、:：说也的")
    return Sender(name, "", "", goods, sure=True) if name and goods else None


def _go_on(above: Said, text: str, catalog: Catalog) -> None:
    """A line without number and sender right below a row: its wrapped end, a doubt, or chat."""
    said = understand(text, catalog)
    waits = "" if _DIGIT.search(above.doubt) else above.doubt
    joined = " ".join(filter(None, (above.goods, waits, text)))
    before, after = understand(above.goods, catalog), understand(joined, catalog)
    if _DIGIT.search(text) and not _AMENDS.search(text) and len(joined) <= LONGEST_ROW and _only_adds(before, after):
        above.goods = joined
        above.doubt = "" if waits else above.doubt
    elif said.intent in ORDERS and (said.lines or said.questions):
        above.doubt = above.doubt or text
        above.broken = above.broken or _GOES_ON.match(text) is not None


def _only_adds(before: Understood, after: Understood) -> bool:
    """Whether a line more left all that was certain as it was, and nothing in doubt."""
    return after.intent == "order" and not after.questions and set(before.lines) < set(after.lines)


def _without_menu(rows: list[Row], catalog: Catalog) -> list[Row]:
    """Without a numbered price list: rows that name nobody, before the numbers begin again at 1."""
    starts = [at for at, row in enumerate(rows) if row.number == 1]
    if len(starts) < 2:
        return rows
    first, second = starts[0], starts[1]
    listed = [row for row in rows[first:second] if row.number]
    senders = [read_sender(row.text[:LONGEST_ROW], catalog) for row in listed]
    if any(sender.who or sender.key for sender in senders):
        return rows
    return rows[:first] + rows[second:]
