"""Invented people by the hundred thousand: registered, bound to a chat, with a window to order from."""

from bench.goods import CATALOGUE, FIRST_TELEGRAM_ID, HOUSEHOLD_LIMIT, PEOPLE_AT_A_DOOR, QUOTA, door_of, name_of
from domain.orders import Item, Window
from storage import windows
from storage.database import Transaction

ACCOUNT = "telegram:42"
PEOPLE_IN_A_VILLAGE = 9_400
"""420,000 people live in 45 villages and communities."""

PEOPLE_IN_A_MICROGRID = 260
OPEN_FOR = 8 * 3_600_000

# Ids of areas, households and people need only differ from those that the program makes, which are far larger.
FIRST_VILLAGE, FIRST_MICROGRID, FIRST_HOUSEHOLD, FIRST_PERSON = 1_000, 10_000, 1_000_000, 10_000_000


def chat_of(person: int) -> str:
    """The chat of the person with this number, counted from 0."""
    return str(FIRST_TELEGRAM_ID + person)


def register(
    tx: Transaction, people: int, now: int, in_village: int = PEOPLE_IN_A_VILLAGE, account: str = ACCOUNT
) -> None:
    """So many people with households, areas, search terms and addresses, in an empty database on SQLite."""
    places = [(FIRST_VILLAGE + n // in_village, FIRST_MICROGRID + n // PEOPLE_IN_A_MICROGRID) for n in range(people)]
    villages = sorted({village for village, _ in places})
    _register_areas(tx, villages, {microgrid: village for village, microgrid in reversed(places)})
    _register_people(tx, places, now, account)
    for village in villages:
        windows.open_window(tx, _window(village, now), 0, now)


def _register_areas(tx: Transaction, villages: list[int], microgrids: dict[int, int]) -> None:
    run = tx.connection.executemany
    run(
        "insert into areas (tenant, id, kind, name, path) values (?, ?, 'village', ?, ?)",
        ((tx.tenant, village, f"第{village}村", f"{village}/") for village in villages),
    )
    run(
        "insert into areas (tenant, id, parent, kind, name, path) values (?, ?, ?, 'microgrid', ?, ?)",
        ((tx.tenant, grid, village, f"第{grid}微网格", f"{village}/{grid}/") for grid, village in microgrids.items()),
    )


def _register_people(tx: Transaction, places: list[tuple[int, int]], now: int, account: str) -> None:
    """`places` has each person's village and micro-grid."""
    run = tx.connection.executemany
    run(
        "insert into households (tenant, id, area, village, door, door_key, created_at) values (?, ?, ?, ?, ?, ?, ?)",
        (
            (tx.tenant, _household(n), microgrid, village, door_of(n), door_of(n), now)
            for n, (village, microgrid) in enumerate(places) if n % PEOPLE_AT_A_DOOR == 0
        ),
    )
    run(
        "insert into persons (tenant, id, household, village, name, phone, state, created_at) "
        "values (?, ?, ?, ?, ?, ?, 'confirmed', ?)",
        (
            (tx.tenant, FIRST_PERSON + n, _household(n), village, name_of(n), f"138{n:08}", now)
            for n, (village, _) in enumerate(places)
        ),
    )
    run(
        "insert into addresses (tenant, account, chat, person, state, since) values (?, ?, ?, ?, 'reachable', ?)",
        ((tx.tenant, account, chat_of(n), FIRST_PERSON + n, now) for n in range(len(places))),
    )
    tx.connection.execute(
        "insert into terms (tenant, term, person) select tenant, name, id from persons "
        "union select tenant, substr(name, 2), id from persons union select tenant, substr(name, 3), id from persons "
        "union select tenant, phone, id from persons"
    )


def _household(person: int) -> int:
    return FIRST_HOUSEHOLD + person // PEOPLE_AT_A_DOOR


def _window(village: int, now: int) -> Window:
    items = tuple(
        Item(0, 0, goods.name, goods.unit, int(goods.price * 100), None, QUOTA * 1000, HOUSEHOLD_LIMIT * 1000)
        for goods in CATALOGUE
    )
    return Window(0, 0, village, "今日团购", "open", 1, now, now + OPEN_FOR, "明天", "村口", "现金", "", items)
