"""Outstanding work, one source a file; a new kind of work is a file here and its line in SOURCES."""

from dataclasses import dataclass, field

from broadcasts.outstanding import (
    baskets,
    check_ins,
    doors,
    errands,
    handovers,
    health,
    matters,
    newcomers,
    releases,
    returnees,
    shops,
    visits,
)
from broadcasts.outstanding.source import Done, Source
from domain.outstanding import DEEDS, Deed, Item, State, Ticked, in_order, read_by
from domain.people import Held, Person
from domain.permissions import scope
from storage.database import Transaction

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        handovers.SOURCE, health.SOURCE, check_ins.SOURCE, releases.SOURCE, returnees.SOURCE, visits.SOURCE,
        newcomers.SOURCE, doors.SOURCE, baskets.SOURCE, shops.SOURCE, matters.SOURCE, errands.SOURCE,
    )
}  # fmt: skip

ACTIONS = frozenset(source.action for source in SOURCES.values())


@dataclass(slots=True)
class Outstanding:
    """What is outstanding at one moment. Areas that several workers share are looked at once, and put in order once
    for all who hold the same posts."""

    tx: Transaction
    now: int
    _found: dict[tuple[str, str], list[Item]] = field(default_factory=dict)
    _in_order: dict[tuple[str, tuple[Held, ...], str], list[Item]] = field(default_factory=dict)

    def of(self, worker: Person, source: str = "") -> list[Item]:
        """What a worker has to do, of all sources or one, as they read it."""
        posts = (worker.state, worker.roles, source)
        if posts not in self._in_order:
            self._in_order[posts] = in_order(self._in_areas(worker, source).values())
        return read_by(self._in_order[posts], worker.id)

    def _in_areas(self, worker: Person, source: str) -> dict[str, Item]:
        areas = {action: scope(worker, action) for action in ACTIONS}
        return {
            item.line: item
            for each in SOURCES.values() if source in ("", each.name)
            for path in areas[each.action]
            for item in self._in_area(each, path)
        }  # fmt: skip

    def _in_area(self, source: Source, path: str) -> list[Item]:
        if (source.name, path) not in self._found:
            self._found[source.name, path] = source.items(self.tx, path, self.now)
        return self._found[source.name, path]


def tick(tx: Transaction, worker: Person, item: Item, deed: Deed, now: int) -> Done:
    """A worker says what they did about a line; whether they may is looked at now, not when it was listed."""
    if deed not in DEEDS[item.kind]:
        return Done(Ticked(State.NO_SUCH_DEED, deed, item.shown))
    return SOURCES[item.source].tick(tx, worker, item, deed, now)
