"""A district in which much of the grid work is outstanding: reports, errands, returns, shops, complaints."""

from storage.database import Transaction

Home = tuple[int, int, int, int, str]
"""Household, micro-grid, village, somebody who lives there, their name."""

REPORTS, OVER, ERRANDS, RETURNEES, SHOPS, COMPLAINTS = 3_000, 300, 3_000, 1_000, 3_000, 300
COURSE = '[["home","2026-11-20",14,0]]'
HOUR = 3_600_000
DAY = 24 * HOUR


def fill(tx: Transaction, now: int) -> None:
    """So many of each, spread over all households that are there."""
    homes = tx.connection.execute(
        "select h.id, h.area, h.village, p.id, p.name from households h join persons p on p.household = h.id "
        "and p.tenant = h.tenant group by h.id order by h.id"
    ).fetchall()
    _observe(tx, homes, now)
    _run_errands(tx, homes, now)
    _come_back(tx, homes, now)
    _open_shops(tx, homes, now)
    _complain(tx, homes, now)


def _spread(homes: list[Home], count: int, first: int) -> list[Home]:
    return homes[first :: max(1, len(homes) // count)][:count]


def _observe(tx: Transaction, homes: list[Home], now: int) -> None:
    """Some have not reported, of some the days are over."""
    silent = [(*home, now + 5 * DAY, now - 2 * HOUR) for home in _spread(homes, REPORTS, 3)]
    observed = {home for home, *_ in silent}
    over = [(*home, now - 8 * HOUR, 0) for home in _spread(homes, OVER, 5) if home[0] not in observed]
    tx.connection.executemany(
        "insert into observations (tenant, id, number, person, household, village, area, ground, counting, stages, "
        "reporter, state, last_slot, behind, ends_at, enrolled_by, enrolled_at) "
        "values (?, ?, ?, ?, ?, ?, ?, 'contact', 'from_start', ?, ?, 'open', 0, ?, ?, 1, ?)",
        [
            (tx.tenant, place, place, person, home, village, area, COURSE, person, behind, ends, now - 9 * DAY)
            for place, (home, area, village, person, _, ends, behind) in enumerate([*silent, *over], 1)
        ],
    )


def _run_errands(tx: Transaction, homes: list[Home], now: int) -> None:
    tx.connection.executemany(
        "insert into errands (tenant, id, village, area, number, household, person, asker, entered_by, kind, words, "
        "state_at, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'errand', '去驿站拿个包裹', ?, ?)",
        [
            (tx.tenant, place, village, area, place, home, person, person, person, now - HOUR, now - HOUR)
            for place, (home, area, village, person, _) in enumerate(_spread(homes, ERRANDS, 7), 1)
        ],
    )


def _come_back(tx: Transaction, homes: list[Home], now: int) -> None:
    tx.connection.executemany(
        "insert into returnees (tenant, id, household, area, person, name, origin, arrived, state, said_by, said_at) "
        "values (?, ?, ?, ?, ?, ?, '武汉', '2026-11-28', 'open', ?, ?)",
        [
            (tx.tenant, place, home, area, person, name, person, now - DAY)
            for place, (home, area, _, person, name) in enumerate(_spread(homes, RETURNEES, 9), 1)
        ],
    )


def _open_shops(tx: Transaction, homes: list[Home], now: int) -> None:
    tx.connection.executemany(
        "insert into shops (tenant, id, village, area, name, street, place, kind, keeper, phone, checklist, due_at, "
        "made_by, made_at) values (?, ?, ?, ?, ?, '人民路', ?, 'shop', '', '', 'small_shops', ?, 1, ?)",
        [
            (tx.tenant, place, village, area, f"店{place}", place, now - HOUR, now - DAY)
            for place, (_, area, village, _, _) in enumerate(_spread(homes, SHOPS, 11), 1)
        ],
    )


def _complain(tx: Transaction, homes: list[Home], now: int) -> None:
    """Each is in the hands of a worker of its micro-grid."""
    found = list(enumerate(_spread(homes, COMPLAINTS, 13), 1))
    tx.connection.executemany(
        "insert into matters (tenant, id, village, area, number, kind, topic, words, opener, entered_by, state, "
        "opened_at, answer_by, due_at) "
        "values (?, ?, ?, ?, ?, 'complaint', 'noise', '楼上太吵', ?, ?, 'taken', ?, ?, ?)",
        [
            (tx.tenant, place, village, area, place, person, person, now - 4 * DAY, now - DAY, now - DAY)
            for place, (_, area, village, person, _) in found
        ],
    )
    tx.connection.executemany(
        "insert into matter_hands (tenant, id, matter, person, part, since) select ?, ?, ?, min(person), 'helper', ? "
        "from roles where area = ?",
        [(tx.tenant, place, place, now - 3 * DAY, area) for place, (_, area, _, _, _) in found],
    )
