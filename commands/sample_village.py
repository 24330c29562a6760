"""The sample village: 45 households, three grid workers, two cadres, a doctor, rented rooms, family elsewhere."""

from dataclasses import dataclass
from random import Random
from zoneinfo import ZoneInfo

from commands.sample_goods import sample_window
from commands.sample_names import family_names, flat_door, house_door, phone, rented_door
from commands.sample_observed import make_observed
from commands.sample_people import Gathered
from commands.sample_shifts import make_shifts
from commands.sample_shops import make_shops
from domain.areas import Area
from domain.people import Household, Role
from storage import areas, handovers, people, windows
from storage.addresses import Address
from storage.database import Database, Transaction

VILLAGE = "前岸村"
VILLAGER, VILLAGERS_PHONE = "李阿公", phone(1)
WORKER, WORKERS_PHONE = "陈晓东", phone(2)
CADRE, CADRES_PHONE = "王国华", phone(5)

HOUSES, FLATS, RENTED = 20, 11, 6
"""Households beside the eight with a name of their own: 45 in all."""

_STAFF = (
    (WORKER, WORKERS_PHONE, Role.GRID_WORKER),
    ("林小红", phone(3), Role.GRID_WORKER),
    ("黄振宇", phone(4), Role.GRID_WORKER),
    (CADRE, CADRES_PHONE, Role.CADRE),
    ("郑海燕", phone(6), Role.CADRE),
    ("刘慧敏", phone(7), Role.DOCTOR),
)


@dataclass(frozen=True, slots=True)
class SampleVillage:
    """The ids by which a demonstration enters the village."""

    village: int
    villager: int
    grid_worker: int
    cadre: int
    window: int  #: the open window


async def make_village(database: Database, now: int, zone: ZoneInfo) -> SampleVillage | None:
    """The sample village with an open window, made in an empty database or found where it was made before.

    None when the database holds other people: nothing is changed then.
    """
    return await database.write(lambda tx: _make(tx, now, zone))


def _make(tx: Transaction, now: int, zone: ZoneInfo) -> SampleVillage | None:
    empty = people.count(tx) == 0
    if empty:
        _settle(tx, now)
    villager = _find(tx, VILLAGER, VILLAGERS_PHONE)
    worker = _find(tx, WORKER, WORKERS_PHONE)
    cadre = _find(tx, CADRE, CADRES_PHONE)
    villages = [area.id for area in areas.named(tx, VILLAGE) if area.kind == "village"]
    if not (villager and worker and cadre and villages):
        return None
    make_shifts(tx, villages[0], now, zone)
    village, seeing = areas.get(tx, villages[0]), people.get(tx, worker)
    if empty and village and seeing:
        make_observed(tx, village, seeing, FLATS, now, zone)
        make_shops(tx, village, seeing, now, zone)
    open_now = [window.id for window in windows.taking_orders(tx, villages[0], now)]
    if not open_now:
        window = sample_window(villages[0], VILLAGE, f"{CADRE} {CADRES_PHONE}", now, zone)
        opened = windows.open_window(tx, window, 0, now)
        open_now = [opened] if opened is not None else []
    return SampleVillage(villages[0], villager, worker, cadre, open_now[0]) if open_now else None


def _find(tx: Transaction, name: str, number: str) -> int:
    return next((person for person, found, _ in people.with_phone(tx, number) if found == name), 0)


def _settle(tx: Transaction, now: int) -> None:
    village = areas.ensure(tx, None, "village", VILLAGE)
    grid = areas.ensure(tx, village, "grid", "第一网格")
    microgrid = areas.ensure(tx, grid, "microgrid", "第1微网格")
    random = Random(20200203)
    gathered = Gathered(tx.ids)
    _settle_cast(gathered, random, village, microgrid)
    doors = [house_door(place) for place in range(12, 12 + HOUSES)] + [flat_door(place) for place in range(FLATS)]
    for place, door in enumerate(doors):
        home = gathered.home(village.id, microgrid.id, door)
        _family(gathered, random, home, 100 + 10 * place, random.choice((1, 2, 2, 3, 3, 4)))
    gathered.write(tx, now)
    _call(tx, now)


def _call(tx: Transaction, now: int) -> None:
    """Somebody has asked for a worker by telephone: it stands on the workers' list of the day."""
    handovers.add(tx, "asked", _find(tx, VILLAGER, VILLAGERS_PHONE), Address("", ""), 0, now)


def _settle_cast(gathered: Gathered, random: Random, village: Area, microgrid: Area) -> None:
    old = gathered.home(village.id, microgrid.id, house_door(0))
    gathered.lives(old, VILLAGER, VILLAGERS_PHONE)
    gathered.lives(old, "李阿婆")
    gathered.acts_for(old, "李思远", phone(9))
    for place, (name, number, role) in enumerate(_STAFF, start=1):
        home = gathered.home(village.id, microgrid.id, house_door(place))
        area = microgrid if role is Role.GRID_WORKER else village
        gathered.lives(home, name, number, role, area.id)
        _family(gathered, random, home, 20 + 10 * place, random.choice((1, 2)))
    house = house_door(len(_STAFF) + 1)
    gathered.lives(gathered.home(village.id, microgrid.id, house), "陈金水", phone(8))
    for room in range(RENTED):
        home = gathered.home(village.id, microgrid.id, rented_door(house, "陈老板", room))
        _family(gathered, random, home, 800 + 10 * room, random.choice((1, 2)))


def _family(gathered: Gathered, random: Random, home: Household, number: int, size: int) -> None:
    """Some people of a household; of the old ones not everybody has a phone."""
    for member, name in enumerate(family_names(random, size)):
        gathered.lives(home, name, phone(number + member) if member == 0 or random.random() < 0.6 else "")
