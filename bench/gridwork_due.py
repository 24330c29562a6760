"""A district in which reports of temperatures are missing, observations are over and returns are undecided."""

from storage.database import Transaction

Home = tuple[int, int, int, int, str]
"""Household, micro-grid, village, somebody who lives there, their name."""

REPORTS, OVER, RETURNEES = 3_000, 300, 1_000
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
    _come_back(tx, homes, now)


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


def _come_back(tx: Transaction, homes: list[Home], now: int) -> None:
    tx.connection.executemany(
        "insert into returnees (tenant, id, household, area, person, name, origin, arrived, state, said_by, said_at) "
        "values (?, ?, ?, ?, ?, ?, '武汉', '2026-11-28', 'open', ?, ?)",
        [
            (tx.tenant, place, home, area, person, name, person, now - DAY)
            for place, (home, area, _, person, name) in enumerate(_spread(homes, RETURNEES, 9), 1)
        ],
    )
