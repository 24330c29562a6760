"""Shifts by the clock, whatever happens meanwhile: each is reminded once, in time, to whoever stands in it then."""

from random import Random

import pytest

from broadcasts import rostering, swapping
from domain.areas import Area
from domain.people import Role
from domain.shifts import Duty, Plan
from domain.spans import HOUR
from storage import shifts
from storage.database import Transaction
from tests.town import NOON, Town

GUARDS = ("王强", "李敏", "张伟", "赵军")


async def gate(town: Town, random: Random) -> None:
    """Four guards and fourteen shifts over three days, some of them at night."""

    def work(tx: Transaction) -> None:
        for number, name in enumerate(GUARDS, 61):
            town._settle(tx, name, f"5幢{number}1", f"138000000{number}", Role.GUARD, town.village)
        who = [town.people[name] for name in GUARDS]
        plans = [
            Plan(place, NOON + start * HOUR, NOON + (start + 6) * HOUR, ((random.choice(who), ""),))
            for start in range(4, 72, 10) for place in ("东门", "南门")
        ]  # fmt: skip
        rostering.save(tx, town.village, plans, 0, NOON)

    await town.database.write(work)


async def meddle(town: Town, random: Random) -> None:
    """Somebody swaps, somebody's shift is called off, somebody comes."""

    def work(tx: Transaction) -> None:
        found = [duty for duty in on(tx, town.village) if duty.shift.ends_at > town.now]
        if not found:
            return
        duty, other = random.choice(found), town.people[random.choice(GUARDS)]
        match random.choice(("swap", "swap", "off", "come")):
            case "swap" if other != duty.person:
                swap = shifts.swap(tx, shifts.ask_swap(tx, duty, 0, other, town.now))
                assert swap is not None
                swapping.agree(tx, swap, town.now)
            case "off":
                shifts.call_off(tx, duty, 0, town.now)
            case "come" if duty.may_come(town.now):
                shifts.come(tx, duty, duty.person, town.now)

    await town.database.write(work)


def on(tx: Transaction, area: Area) -> list[Duty]:
    return shifts.in_area(tx, area.id, NOON, NOON + 100 * HOUR)


async def buttons(town: Town) -> list[tuple[int, int, int]]:
    """Duty, person and time of every «到岗» that was put under a message."""
    query = "select subject, person, made_at from questions where flow = 'duties' and step = 'came' order by made_at"
    return await town.database.read(lambda tx: [tuple(row) for row in tx.connection.execute(query).fetchall()])


@pytest.mark.parametrize("seed", range(5))
async def test_nobody_is_reminded_late_twice_or_of_another_persons_shift(town: Town, seed: int) -> None:
    random = Random(seed)
    await gate(town, random)
    holders: dict[int, list[tuple[int, int]]] = {}
    while town.now < NOON + 80 * HOUR:
        await meddle(town, random)
        for duty in await town.database.read(lambda tx: on(tx, town.village)):
            holders.setdefault(duty.id, []).append((town.now, duty.person))
        # Now and then the program is away for hours.
        await town.later(random.choice((0.1, 0.3, 0.5, 1, 9)))
    times = {}
    for duty in await town.database.read(lambda tx: [shifts.duty(tx, number) for number in holders]):
        assert duty is not None
        times[duty.id] = duty.shift
    seen: dict[int, int] = {}
    for number, person, at in await buttons(town):
        shift, before = times[number], [who for since, who in holders[number] if since < at]
        assert at < shift.starts_at
        assert before[-1] == person
        seen[number] = seen.get(number, 0) + 1
    assert set(seen.values()) <= {1}


async def test_while_the_program_runs_everybody_is_reminded_once(town: Town) -> None:
    await gate(town, Random(7))
    for _ in range(80 * 4):
        await town.later(0.25)
    expected = {duty.id for duty in await town.database.read(lambda tx: on(tx, town.village))}
    found = await buttons(town)
    starts = {duty.id: duty.shift.starts_at for duty in await town.database.read(lambda tx: on(tx, town.village))}
    assert sorted(number for number, _, _ in found) == sorted(expected)
    assert all(at == starts[number] - HOUR for number, _, at in found)
