"""«谁还没报»: whose temperatures have not come this time, door by door, for whoever looks after them."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.areas import ids_of
from domain.permissions import Action, scope
from handlers.flow import Flow, Outcome, Turn, say
from nlu.check_in_questions import asks_who_is_missing
from storage import audit, observed
from storage.observed import Row

flow = Flow("unreported")

MOST = 60
"""People who are listed; the rest stands on a page."""


@dataclass(frozen=True, slots=True)
class Home:
    """A family of whom a report is awaited, with the telephone of whoever makes it."""

    door: str
    names: tuple[str, ...]
    phone: str


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    if turn.update.group or not asks_who_is_missing(turn.text):
        return None
    paths = scope(turn.person, Action.SEE_HEALTH)
    if not paths:
        return None
    entries = [each for path in paths for each in observed.entries(turn.tx, path, turn.house.zone, turn.now)]
    missing = [each.id for each in entries if each.missing]
    for path in paths:
        audit.note(turn.tx, turn.known().id, "see_observed", ids_of(path)[-1], turn.now)
    homes = _homes(turn, observed.rows(turn.tx, missing[:MOST], turn.house.zone, turn.now))
    return say(
        "check_ins/who_is_missing", check_homes=homes, check_observed=len(entries), check_missing=len(missing),
        check_more=len(missing) - MOST, check_link=f"{turn.house.address}/console/observed?show=missing",
    )  # fmt: skip


def _homes(turn: Turn, rows: Iterable[Row]) -> list[Home]:
    cases = [row.case for row in rows]
    phones = observed.names(turn.tx, [case.reporter for case in cases])
    homes: dict[tuple[int, int], list[str]] = {}
    doors = {(case.household, case.reporter): case.door for case in cases}
    for case in cases:
        homes.setdefault((case.household, case.reporter), []).append(case.name)
    return [Home(doors[key], tuple(names), phones.get(key[1], ("", ""))[1]) for key, names in homes.items()]
