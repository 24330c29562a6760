"""Whose the entries of a chain post are: by door and name, with what stands in the way of taking one down."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from domain.orders import OrderLine
from domain.people import Person
from domain.permissions import Action, concerns
from handlers.flow import Turn
from nlu.chain_corrections import ACCEPT, DROP, INSTEAD, MORE
from nlu.chains import ChainEntry
from nlu.clean import clean
from nlu.names import begins_with_surname
from nlu.offers import Offer
from nlu.orders import understand
from storage import households, orders, people

NOBODY, SEVERAL, OTHER_NAME, ELSEWHERE, AGAIN, ORDERED = (
    "nobody", "several", "other_name", "elsewhere", "again", "ordered",
)  # fmt: skip
"""Why an entry is not taken down: its door or name is not in the register; it fits several; another name is
registered there; it is not the reader's area; the same person stands above; the household has ordered already."""

_TITLE = re.compile(
    "(?:家|妈妈?|爸爸?|阿?[公婆]|奶奶?|爷爷?|[大阿]?[伯叔姨婶嫂哥姐妹弟爷妈]|阿姨|师傅|老师|老板娘?|医生|先生|女士|太太|主任)$"
)
_NICKNAME = re.compile(r"^[阿小老大]|(.)\1|[^\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Matched:
    """An entry with the person it is taken down for. `wish`: the amounts that their order would have, by item."""

    number: int
    entry: ChainEntry
    person: Person | None = None
    doubt: str = ""
    wish: Mapping[int, int] | None = None
    ordered: tuple[OrderLine, ...] = ()  #: what the household has ordered already, where that is the doubt
    there: tuple[Person, ...] = ()  #: who is registered there
    done: bool = False  #: it stands like this already

    @property
    def counts(self) -> bool:
        """Whether it is taken down when the review is confirmed."""
        return self.person is not None and not self.doubt and not self.done and bool(self.wish)

    @property
    def unclear(self) -> bool:
        """Whether the reader is asked about it, or about a part of it."""
        return bool(self.doubt or self.entry.questions)

    @property
    def names_told(self) -> tuple[Person, ...]:
        """Whose registered names the reader is told, other than the one that was written."""
        if self.doubt in (SEVERAL, OTHER_NAME):
            return self.there
        return (self.person,) if self.person is not None and clean(self.person.name) != self.entry.who else ()


def numbered(entries: Sequence[ChainEntry]) -> dict[int, ChainEntry]:
    """Entries by the numbers that they bear in the post, where these count up; else from 1 on."""
    firsts = [entry.numbers[0] if entry.numbers else 0 for entry in entries]
    if all(firsts) and all(low < high for low, high in pairwise(firsts)):
        return dict(zip(firsts, entries, strict=True))
    return dict(enumerate(entries, 1))


def identity(entry: ChainEntry) -> str:
    """By what an entry is known when the post is read again."""
    return f"{entry.who}|{entry.key}|{entry.numbers[0] if entry.numbers and not (entry.who or entry.key) else ''}"


def match(
    turn: Turn, offer: Offer, entries: Mapping[int, ChainEntry], corrections: Mapping[str, Mapping[str, Any]]
) -> list[Matched]:
    """Every entry that is not dropped, with its person or what stands in the way."""
    found: list[Matched] = []
    taken: dict[int, Matched] = {}
    for number, entry in entries.items():
        said = corrections.get(identity(entry), {})
        if said.get("way") == DROP or "cancelled" in entry.flags:
            continue
        corrected = _rewritten(entry, said, offer)
        matched = _of_household(turn, offer, _find(turn, number, corrected, said), said)
        person = matched.person
        if person is not None and matched.counts:
            above = taken.get(person.id)
            if above is not None:
                matched = _on_top_of(above, matched, offer, said)
            if matched.counts:
                taken[person.id] = matched
        found.append(matched)
    return found


def _on_top_of(above: Matched, matched: Matched, offer: Offer, said: Mapping[str, Any]) -> Matched:
    """A second entry of somebody counts only when the reader says so, and then on top of the first."""
    if said.get("way") not in (ACCEPT, MORE):
        return replace(matched, doubt=AGAIN)
    both = dict(above.wish or {})
    for line in matched.entry.lines:
        item = offer.by_name[line.item].id
        both[item] = both.get(item, 0) + line.quantity
    return replace(matched, wish=both)


def _rewritten(entry: ChainEntry, said: Mapping[str, Any], offer: Offer) -> ChainEntry:
    """An entry with what the reader put right: whose it is, what they want."""
    if said.get("who") or said.get("key"):
        entry = replace(entry, who=said.get("who", ""), house=said.get("house", ""), key=said.get("key", ""))
    if goods := said.get("goods"):
        read = understand(goods, offer.catalog)
        lines = tuple(line for line in read.lines if not line.whom and line.quantity > 0)
        entry = replace(entry, lines=lines, questions=read.questions, words=goods)
    return entry


def _find(turn: Turn, number: int, entry: ChainEntry, said: Mapping[str, Any]) -> Matched:
    village = turn.known().village
    if not entry.key:
        ids = [person for person, _, _ in people.named(turn.tx, entry.who)] if entry.who else []
        named = [people.get(turn.tx, person) for person in ids]
        there = [person for person in named if person and person.village == village and person.state != "gone"]
    else:
        homes = households.at_door(turn.tx, village, entry.key)
        ids = [person for home in homes for person in people.in_household(turn.tx, home.id)]
        there = [person for number_ in ids if (person := people.get(turn.tx, number_)) is not None]
    there = [person for person in there if person.orders_for]
    mine = [person for person in there if _may_enter(turn.known(), person)]
    if not mine:
        return Matched(number, entry, doubt=ELSEWHERE if there else NOBODY)
    person, doubt = _choose(mine, entry, said.get("way") == ACCEPT)
    return Matched(number, entry, person, doubt, there=tuple(mine))


def _may_enter(reader: Person, person: Person) -> bool:
    return concerns(reader, Action.ENTER_CHAIN, person.area_path or person.village_path)


def _choose(there: list[Person], entry: ChainEntry, accepted: bool) -> tuple[Person | None, str]:
    """Who of those behind a door or of one name it is. A nickname is whoever lives there; a full name must fit."""
    for fits in (_is_name, _has_name, _has_surname):
        fitting = [person for person in there if fits(person.name, entry.who)]
        if len(fitting) == 1:
            return fitting[0], ""
        if fitting:
            one_home = len({person.orders_for for person in fitting}) == 1
            return (fitting[0], "") if one_home and entry.key else (None, SEVERAL)
    if len({person.orders_for for person in there}) > 1:
        return None, SEVERAL
    return there[0], "" if accepted or not _is_full_name(entry.who) else OTHER_NAME


def _is_name(name: str, who: str) -> bool:
    return clean(name) == who


def _has_name(name: str, who: str) -> bool:
    return len(who) > 1 and (who in clean(name) or clean(name) in who)


def _has_surname(name: str, who: str) -> bool:
    """王阿姨 may be 王芳, who lives there."""
    return bool(who) and who[0] == clean(name)[:1] and (len(who) == 1 or _TITLE.search(who) is not None)


def _is_full_name(who: str) -> bool:
    return 2 <= len(who) <= 4 and begins_with_surname(who) and not (_TITLE.search(who) or _NICKNAME.search(who))


def _of_household(turn: Turn, offer: Offer, matched: Matched, said: Mapping[str, Any]) -> Matched:
    """Against what the household has ordered already: the same is done, other things are asked about."""
    person = matched.person
    lines = {offer.by_name[line.item].id: line.quantity for line in matched.entry.lines}
    if person is None or matched.doubt:
        return replace(matched, wish=lines)
    own, home = _ordered(turn, offer, person)
    if not home:
        return replace(matched, wish=lines)
    if said.get("way") == MORE:
        return replace(matched, wish={item: own.get(item, 0) + amount for item, amount in lines.items()})
    if said.get("way") == INSTEAD:
        return replace(matched, wish=lines)
    if lines and own == lines:
        return replace(matched, wish=lines, done=True)
    had = tuple(OrderLine(offer.items[item], amount) for item, amount in home.items() if item in offer.items)
    return replace(matched, wish=lines, doubt=ORDERED if lines else "", ordered=had)


def _ordered(turn: Turn, offer: Offer, person: Person) -> tuple[dict[int, int], dict[int, int]]:
    """What a person, and what everybody of their household, has ordered in the open windows."""
    own: dict[int, int] = {}
    home: dict[int, int] = {}
    for member in {person.id, *people.in_household(turn.tx, person.orders_for)}:
        for window in offer.windows:
            for item, amount in orders.of_person(turn.tx, window.id, member).items():
                home[item] = home.get(item, 0) + amount
                if member == person.id:
                    own[item] = amount
    return own, home
