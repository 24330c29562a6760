"""What is certain and what must be asked: the two things that reading a message yields."""

from dataclasses import dataclass, field

EVERYTHING = "*"

@dataclass(frozen=True, slots=True)
class Line:
    """So much of an item: thousandths of its unit. `whom`: another household. Item "*" with 0: all is cancelled."""

    item: str
    quantity: int
    unit: str
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What must be asked: its kind, the words it is about, the items it may be, the quantity if one was proposed, and
    the thing of the running order in whose place it would come."""

    kind: str
    words: str
    candidates: tuple[str, ...] = ()
    quantity: int | None = None
    instead_of: str = ""


@dataclass(slots=True)
class Settled:
    """Lines and questions, and which kinds of wishes they come from (`order`, `add`, `change`, `cancel`)."""

    lines: list[Line] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    wishes: set[str] = field(default_factory=set)
