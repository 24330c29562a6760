"""A village of 2,000 that lives through fourteen days on a clock of its own: what every such run begins with."""

import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from broadcasts.outbox import Writer
from domain.areas import Area
from domain.people import Role
from domain.schedules import moment
from storage import areas, people
from storage.database import Transaction
from storage.ids import Ids
from storage.queries import load_queries
from templates.render import Templates

GROUPS, DAYS = 8, 14
FIRST = 1_000
"""The id of the first person; two of them live in each household."""

SHANGHAI, NEW_YORK, BERLIN = ZONES = tuple(map(ZoneInfo, ("Asia/Shanghai", "America/New_York", "Europe/Berlin")))


@cache
def words_in(zone: ZoneInfo) -> Templates:
    return Templates(zone)


@dataclass
class Living:
    """One run. What it draws by lot follows from its seed."""

    seed: int
    path: Path
    people: int = 2_000

    begins_in: ClassVar[dict[ZoneInfo, date]]

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.zone = ZONES[self.seed % len(ZONES)]
        self.begins = self.begins_in[self.zone]
        self.now = moment(self.begins, 6 * 60, self.zone)
        self.end = moment(self.begins + timedelta(days=DAYS), 0, self.zone)
        self.connection = sqlite3.connect(self.path, isolation_level=None)
        self.connection.execute("pragma synchronous = off")
        self.writer = Writer(words_in(self.zone), lambda: f"{self.random.getrandbits(64):x}")
        self.tx = Transaction(self.connection, load_queries("sqlite"), 0, Ids(1, lambda: self.now))

    def committed(self, work: Callable[[Transaction], Any], killed: bool = False) -> Any:
        """One transaction; of a process that is killed nothing is left."""
        self.connection.execute("begin immediate")
        result = work(self.tx)
        self.connection.execute("rollback" if killed else "commit")
        return result

    def build(self) -> None:
        self.committed(self._build)

    def _build(self, tx: Transaction) -> None:
        raise NotImplementedError

    def _settle(self, tx: Transaction, workers: int) -> tuple[Area, list[Area]]:
        """Everybody in their homes, the last of them the cadre; every second one is a grid worker until there are
        enough. The village and its micro-grids."""
        village = areas.ensure(tx, None, "village", "王家村")
        groups = [areas.ensure(tx, village, "microgrid", f"{number}组") for number in range(GROUPS)]
        run = tx.connection.executemany
        run("insert into households (tenant, id, area, village, door, door_key, created_at) "
            "values (0, ?, ?, ?, ?, ?, 0)",
            [(home + 1, groups[home % GROUPS].id, village.id, f"{home}号", f"{home}")
             for home in range(self.people // 2)])  # fmt: skip
        run("insert into persons (tenant, id, household, village, name, state, created_at) "
            "values (0, ?, ?, ?, ?, 'confirmed', 0)",
            [(FIRST + n, n // 2 + 1, village.id, f"村民{n}") for n in range(self.people)])  # fmt: skip
        run("insert into addresses (tenant, account, chat, person, state, since) "
            "values (0, 'a', ?, ?, 'reachable', 0)",
            [(str(number), FIRST + number) for number in range(self.people)])  # fmt: skip
        for place in range(workers):
            people.give_role(tx, FIRST + 2 * place, Role.GRID_WORKER, groups[place % GROUPS].id)
        people.give_role(tx, FIRST + self.people - 1, Role.CADRE, village.id)
        return village, groups
