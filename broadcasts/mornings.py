"""The morning round: a village with grid workers has a list of the day for them, unless it has said otherwise.

The rule is made once and is a rule like any other from then on: listed, changed, put off or switched off by a cadre.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from broadcasts import reminders
from domain.areas import Area, ids_of
from domain.audiences import AnyOf, WithRole, to_json
from domain.notices import DIGEST, Notice
from domain.people import Role
from domain.rules import Late, Rule
from domain.schedules import Calendar, local_day
from domain.spans import HOUR, MINUTE
from domain.visits import FORGOTTEN
from storage import areas, dues, notices, people, rules
from storage.database import Database, DatabaseUnavailable, Transaction

log = structlog.get_logger()

AT = 7 * 60 + 30
"""Minutes of the day: when the day's work is handed out in the villages this is for."""

LASTS = 4 * HOUR
"""Milliseconds: a list that comes after a standstill is of use until noon."""

TEXTS = {"zh": "今日清单", "en": "Today's list"}
LOOK = MINUTE
"""Milliseconds between two looks for villages that are new, or have got their first worker."""


@dataclass(slots=True)
class Mornings:
    """Looks beside the tick."""

    database: Database
    zone: ZoneInfo
    clock: Callable[[], int]
    _looked_at: int = 0

    async def look(self) -> None:
        now = self.clock()
        if now - self._looked_at < LOOK:
            return
        self._looked_at = now
        try:
            for village in await self.database.read(without):
                await self.database.write(partial(begin, village=village, zone=self.zone, now=now))
        except DatabaseUnavailable as error:
            log.warning("mornings put off", reason=str(error))


def without(tx: Transaction) -> list[Area]:
    """The villages that have grid workers, and for which nobody ever decided about a list of the day."""
    return [
        village
        for village in areas.of_kind(tx, "village")
        if not any(rules.digest_of(tx, area) for area in ids_of(village.path))
        and people.holders(tx, village.path, Role.GRID_WORKER)
    ]


def begin(tx: Transaction, village: Area, zone: ZoneInfo, now: int) -> None:
    """Gives a village its list of the day, and in the evening its forgotten doors. Nobody said it, so that it has no
    author."""
    if any(rules.digest_of(tx, area) for area in ids_of(village.path)):
        return
    readers = AnyOf((WithRole(Role.GRID_WORKER, village.id), WithRole(Role.CADRE, village.id)))
    notice = Notice(0, village.id, 0, 0, TEXTS["zh"], TEXTS, to_json(readers), LASTS, DIGEST, choices=())
    schedule = Calendar((AT,), local_day(now, zone))
    rule = Rule(0, village.id, 0, notices.add(tx, notice, now).id, schedule, 0, late=Late.ONCE)
    rules.add(tx, replace(rule, next_at=reminders.first_look(rule, zone, now)), now)
    dues.set_due(tx, FORGOTTEN, village.id, now)
