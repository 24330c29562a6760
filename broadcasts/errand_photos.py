"""A photo that a worker sends right after «办好了»: it is asked whether it is of that errand, it may be of a home."""

from broadcasts.errand_asks import WORKING, about
from domain.errands import LATE_PHOTO, Errand, State
from domain.people import Person
from domain.replies import NO, YES, Ask, Option, Reply
from storage import errands, sayings
from storage.database import Transaction


def done_lately(tx: Transaction, worker: Person, now: int) -> Errand | None:
    """What this worker did last, if it is just over and has no photo."""
    over = [each for each in errands.of_taker(tx, worker.id, now - LATE_PHOTO) if _lacks_photo(tx, each)]
    return max(over, key=lambda each: each.state_at, default=None)


def question(errand: Errand, saying: int) -> Reply:
    options = (Option(YES, "errand_this_photo", {"number": errand.number}), Option(NO, "errand_not_this"))
    ask = Ask(WORKING, "late", options, "errand_photo_title", {}, errand.id, {"saying": saying}, beside=True)
    return Reply("errands/photo_late", about(errand), ask)


def show(tx: Transaction, worker: Person, key: int, saying: int, now: int) -> tuple[Reply, ...]:
    """It is kept with the errand, once, and goes to whoever asked; one still to be fetched follows."""
    errand = errands.get(tx, key)
    if errand is None or errand.taken_by != worker.id or not _lacks_photo(tx, errand):
        return (Reply("errands/photo_left"),)
    errands.note(tx, errand.id, worker.id, "photo", now, saying=saying)
    _, files = sayings.get(tx, saying) or ("", ())
    sent = next((file for file in files if file.kind == "photo" and file.kept), None)
    shown = Reply("errands/photo_for_you", about(errand), to=errand.asker, file=sent)
    return (Reply("errands/photo_kept", about(errand)), *((shown,) if sent else ()))


def _lacks_photo(tx: Transaction, errand: Errand) -> bool:
    is_over = errand.state in (State.DONE, State.CONFIRMED)
    return is_over and not any(event.what == "photo" for event in errands.events(tx, errand.id))
