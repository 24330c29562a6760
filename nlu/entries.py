"""What was said of each thing, while a message is being read."""

from dataclasses import dataclass, field
from decimal import Decimal

from nlu.catalog import Items
from nlu.quantities import Amount

ORDER, DROP, SET, LESS = "order", "drop", "set", "less"
"""What an entry asks for: so much of a thing, none of it, exactly so much from now on, so much less."""


@dataclass(slots=True, eq=False)
class Entry:
    """One thing with what was said about it.

    `amount`: as said, None while it waits for one. `doubt`: the question that is due; `unsure`: it must be confirmed
    whatever else is clear; `weak`: only a price or size was said. `mentioned`: named in passing, no order by itself.
    `instead_of`: the thing that it replaces; `corrects`: the amount said before in the same breath. `voided`: called
    off again (上面的作废); `noted`: only a wish about it was said (不要带泥的);
    `final`: the amount that counts from now on (只要1袋); `erred`: so much was too much by mistake (多写了1斤),
    `excess` holds it once the right amount is said as well; `times`: the running amount so many times (翻倍).
    """

    items: Items
    words: str
    clause: int
    amount: Amount | None = None
    act: str = ORDER
    more: bool = False
    doubt: str = ""
    unsure: bool = False
    weak: bool = False
    mentioned: bool = False
    whom: str = ""
    instead_of: "Entry | None" = None
    corrects: Amount | None = None
    voided: bool = False
    noted: bool = False
    final: bool = False
    erred: bool = False
    excess: Amount | None = None
    times: Decimal | None = None


@dataclass(slots=True)
class Reading:
    """What the order clauses of a message have said so far.

    `entries` have what they need; `open` wait for an amount. Said of the whole message: `drops_all` (都不要了;
    `drops_unsure`: as a question), `drops_rest` (其他不要), `drops_unnamed` (something unknown is not wanted),
    `keeps_named` (除了, 只留), `same_amount` (斤数不变). `fixed`: what a word of correction may still put
    right; `owed`: it must still do so; `asked`: the last
    clause that put its amount in question. The rest is what the words read last make of the next ones.
    """

    entries: list[Entry] = field(default_factory=list)
    open: list[Entry] = field(default_factory=list)
    drops_all: bool = False
    drops_unsure: bool = False
    drops_rest: bool = False
    drops_unnamed: bool = False
    keeps_named: bool = False
    same_amount: bool = False
    clause: int = 0
    whom: str = ""
    more: bool = False
    fixing: bool = False
    fixed: list[Entry] = field(default_factory=list)
    owed: bool = False
    points_back: bool = False
    denying: str = ""
    denying_thing: bool = False
    final: bool = False
    asked: int = 0
    weak_ahead: bool = False
    act: str = ORDER
    each: bool = False
    everything: bool = False
    dropping: bool = False
    swapping: Entry | None = None
    loose: Amount | None = None
    loose_words: str = ""
    loose_each: bool = False

    def begin_clause(self) -> None:
        """Forgets what holds within one clause only."""
        self.clause += 1
        self.act, self.each, self.everything, self.dropping, self.swapping = ORDER, False, False, False, None

    def said(self) -> list[Entry]:
        """What the message has asked for so far."""
        waiting = [entry for entry in self.open if not entry.mentioned]
        return [entry for entry in self.entries if entry.act != DROP] + waiting

    def doubt_all(self) -> None:
        """A word of correction that is tied to nothing for certain could touch each of them."""
        for entry in self.said():
            entry.unsure = True

    def open_here(self) -> list[Entry]:
        """The things of this clause that wait for an amount."""
        return [entry for entry in self.open if entry.clause == self.clause]

    def ordered_here(self) -> list[Entry]:
        """The entries of this clause that order something."""
        return [entry for entry in self.entries if entry.clause == self.clause and entry.act == ORDER]
