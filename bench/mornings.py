"""4,815 grid workers of 45 villages get their lists of the day at half past seven, in a district with much to do.

From the rules that are due to the last list lying claimed with its words: ledger, copies, claims and words. On a real
SQLite file with full synchronisation; nothing is sent.
"""

import secrets
import time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bench import gridwork_due
from bench.population import ACCOUNT, FIRST_PERSON, PEOPLE_IN_A_MICROGRID, chat_of, register
from broadcasts import composing, digests, mornings
from broadcasts.feeding import Feeder
from broadcasts.outbox import Writer
from broadcasts.reminders import Reminders
from domain.messages import Priority
from domain.notices import Broadcast, Notice, State
from domain.schedules import moment
from storage import areas, broadcasts, handovers, notices, outbox
from storage.addresses import Address
from storage.database import Database, Transaction
from storage.migrate import migrate_sqlite
from storage.opening import open_database
from templates.render import Templates

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 30)
HOUR = 3_600_000
MICROGRIDS = 1_605
WORKERS_EACH = 3
IN_A_VILLAGE = 36 * PEOPLE_IN_A_MICROGRID
NEWCOMERS, CALLS, DOORS, ERRANDS, DISPUTES = 3_000, 3_000, 3_000, 3_000, 1_122
MOST = 5.0
"""Seconds."""

BATCH = 100


async def handed_out(directory: Path) -> tuple[int, float, float, list[str]]:
    """Lists, seconds and CPU seconds until they lie ready, and what is not as it should be."""
    migrate_sqlite(directory / "tongxin.db", 0)
    due = moment(DAY, mornings.AT, ZONE)
    now = due - HOUR
    database = await open_database(f"sqlite:///{directory / 'tongxin.db'}", lambda: now)
    await database.write(lambda tx: _fill(tx, now))
    look = mornings.Mornings(database, ZONE, lambda: now)
    await look.look()
    now = due
    writer = Writer(Templates(ZONE), lambda: secrets.token_urlsafe(12))
    began, busy = time.perf_counter(), time.process_time()
    await Reminders(database, ZONE, lambda: due).tick()
    await Feeder(database, writer, lambda: due).feed()
    texts = await _composed(database, writer, due)
    seconds, cpu = time.perf_counter() - began, time.process_time() - busy
    await database.close()
    wanted = MICROGRIDS * WORKERS_EACH
    faults = [f"{len(texts)} lists instead of {wanted}"] if len(texts) != wanted else []
    empty = sum("1. " not in text for text in texts)
    faults += [f"{empty} lists have nothing on them"] if empty > wanted // 10 else []
    return len(texts), seconds, cpu, faults


async def _composed(database: Database, writer: Writer, due: int) -> list[str]:
    """What is claimed and written, as the sender does it."""
    composers = digests.composers(writer)
    texts: list[str] = []
    while True:
        claimed = await database.write(lambda tx: outbox.claim(tx, ACCOUNT, Priority.REMINDER, due, BATCH))
        if not claimed:
            return texts
        written = await composing.composed(database, composers, claimed, lambda: due)
        texts += [each.delivery.content.text for each in written]


def _fill(tx: Transaction, now: int) -> None:
    register(tx, MICROGRIDS * PEOPLE_IN_A_MICROGRID, now, IN_A_VILLAGE)
    run = tx.connection.executemany
    workers = [
        (tx.tenant, FIRST_PERSON + grid * PEOPLE_IN_A_MICROGRID + place)
        for grid in range(MICROGRIDS) for place in range(WORKERS_EACH)
    ]  # fmt: skip
    run("update persons set staff = 1 where tenant = ? and id = ?", workers)
    tx.connection.execute(
        "insert into roles (tenant, person, role, area) select p.tenant, p.id, 'grid_worker', h.area from persons p "
        "join households h on h.tenant = p.tenant and h.id = p.household where p.staff = 1"
    )
    people = MICROGRIDS * PEOPLE_IN_A_MICROGRID
    newcomers = [(tx.tenant, FIRST_PERSON + number) for number in range(50, people, people // NEWCOMERS)]
    run("update persons set state = 'provisional' where tenant = ? and id = ?", newcomers)
    for number in range(60, people, people // CALLS):
        handovers.add(tx, "asked", FIRST_PERSON + number, Address(ACCOUNT, chat_of(number)), 0, now - HOUR)
    tx.connection.execute(
        "insert into errands (tenant, id, village, area, number, household, person, asker, entered_by, kind, words, "
        "state_at, asked_at, offered_at) select p.tenant, p.id, p.village, h.area, p.id, h.id, p.id, p.id, p.id, "
        "'errand', '去驿站拿个包裹', ?, ?, ? from persons p join households h on h.tenant = p.tenant "
        "and h.id = p.household where p.id % ? = 7",
        (now, now, now, people // ERRANDS),
    )
    _shops_and_matters(tx, people, now)
    _tell(tx, now)
    gridwork_due.fill(tx, now)
    tx.connection.execute("analyze")


def _shops_and_matters(tx: Transaction, people: int, now: int) -> None:
    """A shop in each micro-grid is overdue, and as many disputes as the district settled wait for their mediator."""
    tx.connection.execute(
        "insert into shops (tenant, id, village, area, name, street, place, kind, keeper, phone, checklist, due_at, "
        "made_by, made_at) select p.tenant, p.id, p.village, h.area, 'S' || p.id, 'E', 1, '', '', '', '', ?, 0, ? "
        "from persons p join households h on h.tenant = p.tenant and h.id = p.household where p.id % ? < 4",
        (now, now, PEOPLE_IN_A_MICROGRID),
    )
    tx.connection.execute(
        "insert into matters (tenant, id, village, area, number, kind, topic, words, opener, entered_by, state, "
        "opened_at, answer_by, due_at) select tenant, id, village, 0, id, 'dispute', 'quarrel', '漏水', id, id, "
        "'agreed', ?, ?, ? from persons where staff = 0 and id % ? = 9",
        (now, now, now, people // DISPUTES),
    )
    tx.connection.execute(
        "insert into matter_hands (tenant, id, matter, person, part, since) select m.tenant, m.id, m.id, "
        "(select max(w.id) from persons w where w.tenant = m.tenant and w.id < m.id and w.staff = 1), 'mediator', ? "
        "from matters m",
        (now,),
    )


def _tell(tx: Transaction, now: int) -> None:
    """Two notices to everybody: who has no chat is knocked for; of the second some micro-grids have all
    doors."""
    village = areas.of_kind(tx, "village")[0]
    for title in ("停水", "核酸"):
        notice = Notice(0, village.id, 0, FIRST_PERSON, title, {"zh": "明天8点到12点停水。"}, {"area": village.id})
        kept = notices.add(tx, notice, now)
        sent = Broadcast(tx.ids.next(), kept.id, State.FINISHED, now, now + 72 * HOUR, FIRST_PERSON, now)
        broadcasts.add(tx, sent, title)
        tx.connection.execute(
            "insert into recipients (tenant, broadcast, person, household, way) select tenant, ?, id, household, "
            "case when id % ? = 0 then 'knock' else 'chat' end from persons",
            (sent.id, MICROGRIDS * PEOPLE_IN_A_MICROGRID // DOORS),
        )
    tx.connection.execute(
        "insert into handed_over (tenant, broadcast, area, nudge) select tenant, ?, id, 0 from areas "
        "where kind = 'microgrid' and id % 40 = 0",
        (sent.id,),
    )
