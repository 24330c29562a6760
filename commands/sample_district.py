"""The sample district, as large as the one this program is for: 420,000 people in 1,605 micro-grids."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from zoneinfo import ZoneInfo

from commands.sample_goods import sample_window
from commands.sample_names import (
    COMMUNITIES,
    VILLAGES,
    family_names,
    flat_door,
    house_door,
    person_name,
    phone,
    rented_door,
)
from commands.sample_people import Gathered
from domain.areas import Area
from domain.people import Role
from storage import areas, bulk, windows
from storage.database import Transaction
from storage.ids import Ids

DISTRICT = "滨海新区"
UNITS, GRIDS, MICROGRIDS, WORKERS_EACH = 163, 178, 1_605, 3
HOUSEHOLDS, PEOPLE, CADRES, RENTED_EACH = 183_000, 420_000, 335, 22

SLICE = 20_000
"""People in one transaction. The database is empty: nobody is served from it yet, and large slices touch each page
of the term index ten times less often."""


@dataclass(frozen=True, slots=True)
class Microgrid:
    area: Area
    village: Area
    number: int  #: counted through the district
    in_village: int  #: counted through the village


def make_areas(tx: Transaction) -> list[Microgrid]:
    """The district, its villages and communities, base units, grids and micro-grids."""
    bulk.prepare(tx)
    district = areas.ensure(tx, None, "district", DISTRICT)
    names = [f"{name}村" for name in VILLAGES] + [f"{name}社区" for name in COMMUNITIES]
    villages = [areas.ensure(tx, district, "village", name) for name in names]
    for unit in range(UNITS):
        village, number = villages[unit % len(villages)], unit // len(villages) + 1
        areas.ensure(tx, village, "unit", f"{number}组")
    found: list[Microgrid] = []
    counted = dict.fromkeys(range(len(villages)), 0)
    for number in range(GRIDS):
        place = number % len(villages)
        grid = areas.ensure(tx, villages[place], "grid", f"第{number // len(villages) + 1}网格")
        for _ in range(_share(MICROGRIDS, GRIDS, number)):
            counted[place] += 1
            area = areas.ensure(tx, grid, "microgrid", f"第{counted[place]}微网格")
            found.append(Microgrid(area, villages[place], len(found), counted[place] - 1))
    return found


def gather(ids: Ids, microgrids: list[Microgrid]) -> Iterator[Gathered]:
    """The households and people, in slices to be written each in one transaction."""
    random = Random(20200203)
    sizes = _household_sizes(random)
    gathered = Gathered(ids)
    born = 0
    for microgrid in microgrids:
        count = _share(HOUSEHOLDS, MICROGRIDS, microgrid.number)
        for place, door in enumerate(_doors(random, microgrid, count)):
            home = gathered.home(microgrid.village.id, microgrid.area.id, door)
            for member, name in enumerate(family_names(random, next(sizes))):
                role, area = _role(microgrid, place) if member == 0 else (None, 0)
                has_phone = member == 0 or random.random() < 0.7
                gathered.lives(home, name, phone(born) if has_phone else "", role, area)
                born += 1
        if len(gathered.people) >= SLICE:
            yield gathered
            gathered = Gathered(ids)
    yield gathered


def open_windows(tx: Transaction, microgrids: list[Microgrid], now: int, zone: ZoneInfo) -> int:
    """One window for each village; how many."""
    villages = {microgrid.village.id: microgrid.village.name for microgrid in microgrids}
    for village, name in villages.items():
        windows.open_window(tx, sample_window(village, name, "村委会", now, zone), 0, now)
    return len(villages)


def _doors(random: Random, microgrid: Microgrid, count: int) -> Iterator[str]:
    """Houses in the villages' old parts, flats in the new, and a landlord's or two rented rooms."""
    own = count - RENTED_EACH
    make = flat_door if microgrid.in_village % 3 == 2 else house_door
    first = microgrid.in_village * 120
    for place in range(first, first + own):
        yield make(place)
    landlords = [f"{person_name(random)[0]}老板" for _ in range(2)]
    for room in range(RENTED_EACH):
        # Their houses are in this micro-grid too, at the numbers that follow.
        which = int(room >= RENTED_EACH // 2)
        yield rented_door(house_door(first + own + which), landlords[which], room % (RENTED_EACH // 2))


def _role(microgrid: Microgrid, place: int) -> tuple[Role | None, int]:
    """The first of the first households of a micro-grid are its workers; its village's first one has cadres and
    doctor too."""
    if place < WORKERS_EACH:
        return Role.GRID_WORKER, microgrid.area.id
    if microgrid.in_village == 0:
        cadres = _share(CADRES, len(VILLAGES) + len(COMMUNITIES), microgrid.number // 9 % 45)
        if place < WORKERS_EACH + cadres:
            return Role.CADRE, microgrid.village.id
        if place == WORKERS_EACH + cadres:
            return Role.DOCTOR, microgrid.village.id
    return None, 0


def _household_sizes(random: Random) -> Iterator[int]:
    """As many as there are households, one to four, that add up to the people."""
    for pair in range(0, HOUSEHOLDS, 2):
        moved = random.choice((0, 0, 1))
        yield _share(PEOPLE, HOUSEHOLDS, pair) + moved
        yield _share(PEOPLE, HOUSEHOLDS, pair + 1) - moved


def _share(whole: int, parts: int, part: int) -> int:
    """What falls to one of so many parts, which add up to the whole."""
    return (part + 1) * whole // parts - part * whole // parts
