"""Shifts change hands once, whoever agrees at the same moment, and nobody comes to stand in two places."""

import asyncio
from collections import Counter
from itertools import combinations
from random import Random

import pytest

from broadcasts import rostering, swapping
from domain.areas import Area
from domain.shifts import Duty, Plan, overlap
from domain.spans import DAY, HOUR
from storage import areas, people, shifts
from storage.database import Database, Transaction
from tests.town import NOON

NAMES = ("王强", "李敏", "张伟", "赵军", "孙丽", "周刚")


def village(tx: Transaction) -> tuple[Area, list[int]]:
    area = areas.ensure(tx, None, "village", "王家村")
    return area, [people.add(tx, name, area.id, NOON, terms=(), confirmed=True) for name in NAMES]


def plan(place: str, start: int, *who: int, hours: int = 8) -> Plan:
    """A shift that begins some hours from now."""
    begins = NOON + start * HOUR
    return Plan(place, begins, begins + hours * HOUR, tuple((person, "") for person in who))


def duties(tx: Transaction, area: Area) -> list[Duty]:
    return shifts.in_area(tx, area.id, NOON, NOON + 30 * DAY)


async def agree(database: Database, swap: int) -> str:
    def work(tx: Transaction) -> str:
        found = shifts.swap(tx, swap)
        assert found is not None
        return swapping.agree(tx, found, NOON).outcome

    return await database.write(work)


async def test_of_many_who_agree_to_take_one_shift_one_has_it(database: Database) -> None:
    def begin(tx: Transaction) -> tuple[Area, list[int]]:
        area, who = village(tx)
        rostering.save(tx, area, [plan("东门", 24, who[0])], 0, NOON)
        (duty,) = duties(tx, area)
        return area, [shifts.ask_swap(tx, duty, 0, other, NOON) for other in who[1:]]

    area, asked = await database.write(begin)
    outcomes = Counter(await asyncio.gather(*(agree(database, swap) for swap in asked)))
    assert outcomes == {swapping.AGREED: 1, swapping.GONE: len(asked) - 1}
    assert len(await database.read(lambda tx: duties(tx, area))) == 1


async def test_the_same_agreement_twice_is_one(database: Database) -> None:
    def begin(tx: Transaction) -> int:
        area, who = village(tx)
        rostering.save(tx, area, [plan("东门", 24, who[0]), plan("东门", 48, who[1])], 0, NOON)
        one, other = duties(tx, area)
        return shifts.ask_swap(tx, one, other.id, who[1], NOON)

    swap = await database.write(begin)
    assert sorted(await asyncio.gather(*(agree(database, swap) for _ in range(3)))) == ["agreed", "gone", "gone"]


@pytest.mark.parametrize("seed", range(4))
async def test_swaps_all_at_once_lose_no_shift_and_double_nobody(database: Database, seed: int) -> None:
    chance = Random(seed)

    def begin(tx: Transaction) -> tuple[Area, list[int]]:
        area, who = village(tx)
        plans = [plan(place, 24 + day * 8, who[(day + shift) % 6]) for day in range(6) for shift, place in
                 enumerate(("东门", "南门"))]  # fmt: skip
        rostering.save(tx, area, plans, 0, NOON)
        found = duties(tx, area)
        asked = []
        for one, other in chance.sample(list(combinations(found, 2)), 24):
            if one.person != other.person:
                gives = chance.random() < 0.3
                asked.append(shifts.ask_swap(tx, one, 0 if gives else other.id, other.person, NOON))
        return area, asked

    area, asked = await database.write(begin)
    before = await database.read(lambda tx: {duty.id for duty in duties(tx, area)})
    outcomes = Counter(await asyncio.gather(*(agree(database, swap) for swap in asked)))
    after = await database.read(lambda tx: duties(tx, area))
    assert outcomes["agreed"] >= 1
    assert {duty.id for duty in after} == before
    for one, other in combinations(after, 2):
        assert one.person != other.person or not overlap(one.shift, other.shift)


async def test_two_cadres_who_give_somebody_a_shift_at_the_same_time_give_one(database: Database) -> None:
    area, who = await database.write(village)

    async def give(place: str) -> int:
        return (await database.write(lambda tx: rostering.save(tx, area, [plan(place, 24, who[0])], 0, NOON))).duties

    assert sum(await asyncio.gather(*(give(place) for place in ("东门", "南门", "西门", "北门")))) == 1


async def test_a_shift_to_which_somebody_came_is_neither_handed_on_nor_called_off(database: Database) -> None:
    def work(tx: Transaction) -> list[bool]:
        area, who = village(tx)
        rostering.save(tx, area, [plan("东门", 1, who[0])], 0, NOON)
        (duty,) = duties(tx, area)
        return [
            shifts.come(tx, duty, who[0], NOON), shifts.come(tx, duty, who[0], NOON), shifts.hand(tx, duty, who[1]),
            shifts.call_off(tx, duty, 0, NOON), shifts.miss(tx, duty, NOON), shifts.leave(tx, duty, who[0], NOON),
            shifts.leave(tx, duty, who[0], NOON),
        ]  # fmt: skip

    assert await database.write(work) == [True, False, False, False, False, True, False]
