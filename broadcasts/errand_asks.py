"""What people are told about an errand, and the questions under it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from domain.errands import CHOICES, Errand, Money, choices
from domain.people import Person
from domain.permissions import sees_errand
from domain.replies import NO, YES, Ask, Option, Reply
from domain.spans import DAY
from storage import errands
from storage.database import Transaction
from storage.errands import Ill

ASKING, WORKING = "errands", "errand_work"
"""The flows of those who ask for an errand, and of those who do it."""

LASTS = 7 * DAY
SHORT = 12
"""Code points of an errand's words on a button."""

MOST_ILL = 6
SEVERAL, SPARE = "several", "spare"
HAND = (Option("done", "errand_done"), Option("left", "errand_left"), Option("back", "errand_back"))


def about(
    errand: Errand, now: int = 0, *, by: str = "", said: str = "", money: Money | None = None, ill: Ill | None = None,
    told: Sequence[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """The values of a text about an errand. `ill` only for those who may see it."""
    return {
        "errand": errand, "errand_now": now, "errand_by": by, "errand_said": said, "errand_money": money,
        "errand_ill": ill, "errand_told": list(told),
    }  # fmt: skip


def title(errand: Errand) -> tuple[str, Mapping[str, Any]]:
    """How a question about it is named."""
    return "errand_title", {"number": errand.number, "what": short(errand.words)}


def short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"


def option(errand: Errand) -> Option:
    """One of several errands on a button."""
    return Option(str(errand.id), "errand_numbered", {"number": errand.number, "what": short(errand.words)})


def offers(
    errand: Errand, told: Iterable[int], reason: str, *, by: str = "", said: str = ""
) -> tuple[Reply, ...]:
    """«我来办», to each. reason: new, back, passed, reopened, waiting (nobody has it yet) or overdue."""
    values = {**about(errand, by=by, said=said), "errand_why": reason}
    ask = take_ask(errand, declines=reason == "passed")
    return tuple(Reply("errands/offer", values, ask, to=each) for each in told)


def take_ask(errand: Errand, declines: bool = False) -> Ask:
    """«我来办», and «办不了» for the one colleague it was passed on to."""
    options = (Option("take", "errand_mine"), *((Option("back", "errand_back"),) if declines else ()))
    return Ask(WORKING, "take", options, *title(errand), errand.id, lasts=LASTS, beside=True)


def yours(tx: Transaction, errand: Errand, worker: Person, now: int, zone: ZoneInfo | None) -> Reply:
    """Whoever has it reads all they need, and is asked by when."""
    full = sees_errand(worker, errand, offered=True) == "all"
    options = [Option(each, f"errand_{each}") for each in (choices(now, zone) if zone else CHOICES)]
    ask = Ask(
        WORKING, "promise", (*options, Option("back", "errand_back")), *title(errand), errand.id, lasts=LASTS,
        beside=True,
    )  # fmt: skip
    return Reply("errands/yours", about(errand, now, ill=errands.ill(tx, errand.id) if full else None), ask)


def hand_reply(errand: Errand, now: int) -> Reply:
    """What was promised, with what can be said of it then."""
    ask = Ask(WORKING, "hand", HAND, *title(errand), errand.id, lasts=LASTS, beside=True)
    return Reply("errands/promise_noted", about(errand, now), ask)


def confirm_ask(errand: Errand) -> Ask:
    """«办好了» or «没办好», for whoever asked."""
    options = (Option(YES, "errand_done"), Option(NO, "errand_not_done"))
    return Ask(ASKING, "confirm", options, *title(errand), errand.id, lasts=LASTS, beside=True)


def ill_ask(errand: Errand, lives: Sequence[Person]) -> Ask:
    options = [Option(f"p{each.id}", each.name) for each in lives[:MOST_ILL]]
    options += [Option(SEVERAL, "errand_several")] if len(lives) > 1 else []
    return Ask(
        ASKING, "ill", (*options, Option(SPARE, "errand_spare")), "errand_ill_title", {"number": errand.number},
        errand.id, lasts=LASTS, beside=True,
    )  # fmt: skip
