"""What a villager's line asks for: `understand` turns one message into lines, questions and an intent.

The one rule: an order recorded that the person did not place is far worse than a question asked back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nlu.answers import Line, Question, Settled
from nlu.asides import note, sender
from nlu.catalog import Catalog, one_spelling
from nlu.clause import DOUBTFUL, HELP, LISTING, ORDERS, PRICE, QUERIES, STATUS, Clause
from nlu.clauses import same_as_last, split
from nlu.english import in_chinese
from nlu.entries import Entry, Reading
from nlu.giving import amount_without_thing
from nlu.hearsay import puts_off
from nlu.households import read_owner
from nlu.lines import read_clause
from nlu.mistaken import put_right
from nlu.second_thoughts import owes
from nlu.settle import settle
from nlu.tokens import ITEM, tokenize
from nlu.unknown import resolve_unknown

LONGEST = 2000
"""No order is longer; of a longer message only what it may be is told, and no line is read."""

_PUT_IN_QUESTION = frozenset(("asking", "vague", "polite_tag"))
_ONLY_SUPPOSED = frozenset(("asking", "condition"))
_INTENT_OF_QUERY = {PRICE: "ask_price", STATUS: "ask_status", LISTING: "list", HELP: "help"}


@dataclass(frozen=True, slots=True)
class Context:
    """The sender's running order and that of the window before: item name to thousandths."""

    order: Mapping[str, int] = field(default_factory=dict)
    last: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message asks for. `lines` are certain; `questions` must be asked; the rest is for information."""

    intent: str
    lines: tuple[Line, ...] = ()
    questions: tuple[Question, ...] = ()
    note: str = ""
    who: str = ""
    house: str = ""

    @property
    def flags(self) -> tuple[str, ...]:
        """The kinds of the questions, each once."""
        return tuple(dict.fromkeys(question.kind for question in self.questions))


NO_CONTEXT = Context()


def understand(text: str, catalog: Catalog, context: Context = NO_CONTEXT) -> Understood:
    """Reads one message against the items on offer. Never raises; the same text gives the same answer.

    For order and add the lines hold the amounts asked for; for change and cancel the amounts that result, 0 for what
    is removed. Quantities are thousandths of the item's unit.
    """
    text = one_spelling(in_chinese(text))
    if len(text) > LONGEST:
        return Understood("other", questions=(Question("needs_confirm", text[:40]),))
    text = put_right(text, catalog, context.order)
    tokens = resolve_unknown(tokenize(text, catalog), catalog)
    clauses = split(tokens)
    reading = Reading()
    for clause in clauses:
        _read(clause, reading)
        read_owner(reading, clause.tokens)
    if reading.loose is not None:
        amount_without_thing(reading)
    settled = settle(reading, catalog, context.order)
    if same_as_last(text, clauses):
        _ask_for_last(settled, context)
    if context.order and not settled.wishes and any(_leaves_open(clause) for clause in clauses):
        settled.wishes.add("change")
        settled.questions.append(Question("needs_confirm", ""))
    intent = _intent(settled, clauses, context)
    said = note(clauses) if settled.wishes else ""
    return Understood(intent, tuple(settled.lines), tuple(settled.questions), said, *sender(tokens))


def _read(clause: Clause, reading: Reading) -> None:
    """Takes an order clause into the reading; of the others only the things they name, for a later amount."""
    if not clause.counts and puts_off(clause):
        for entry in reading.said():
            named = any(token.items == entry.items != () for token in clause.tokens)
            entry.unsure = entry.unsure or named or not clause.names
    if clause.sort in (ORDERS, DOUBTFUL):
        said = {id(entry): entry.amount for entry in reading.entries}
        read_clause(reading, clause.tokens, "talk" in clause.kinds)
        if clause.kinds & _PUT_IN_QUESTION:
            reading.asked = reading.clause
        if clause.sort == DOUBTFUL:
            for entry in reading.entries + reading.open_here():
                entry.unsure = entry.unsure or id(entry) not in said or said[id(entry)] is not entry.amount
            reading.drops_unsure = reading.drops_unsure or reading.drops_all
        return
    reading.begin_clause()
    if not clause.kinds & _ONLY_SUPPOSED and any(owes(token) for token in clause.tokens):
        reading.doubt_all()
    for token in clause.tokens:
        if token.kind == ITEM and len(token.items) == 1 and not token.glued:
            reading.open.append(Entry(token.items, token.text, reading.clause, mentioned=True))


def _leaves_open(clause: Clause) -> bool:
    """写错了, 翻倍: something of the running order is to be put right, and nothing says what."""
    return clause.sort == ORDERS and any(token.kind == "fix" and owes(token) for token in clause.tokens)


def _ask_for_last(settled: Settled, context: Context) -> None:
    settled.wishes.add("order")
    for name, quantity in context.last.items():
        settled.questions.append(Question("needs_confirm", name, (name,), quantity))
    if not context.last:
        settled.questions.append(Question("needs_confirm", ""))


def _intent(settled: Settled, clauses: list[Clause], context: Context) -> str:
    wishes = settled.wishes
    if "change" in wishes or ("cancel" in wishes and wishes & {"order", "add"}):
        return "change"
    for wish in ("cancel", "add", "order"):
        if wish in wishes:
            return wish
    query = next((clause for clause in clauses if clause.sort in QUERIES), None)
    if query is None:
        return "other"
    return "ask_status" if query.sort == HELP and _is_awaited(query, context) else _INTENT_OF_QUERY[query.sort]


def _is_awaited(clause: Clause, context: Context) -> bool:
    """香米今天能送到吗, of something in the running order."""
    named = any(item.name in context.order for token in clause.tokens for item in token.items)
    return named and "送到" in "".join(token.text for token in clause.tokens)
