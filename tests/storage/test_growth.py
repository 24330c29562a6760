"""An order costs the database as many steps after many orders, and among many people, as before."""

from pathlib import Path

from bench.growth import MOST, TOGETHER, Cost, orders_taken, people_registered

MEASURED = 3 * TOGETHER
"""Some warm up, some are counted; those whose time is taken are not looked at."""


def grown(costs: tuple[Cost, Cost]) -> float:
    return costs[1].steps / costs[0].steps


async def test_an_order_takes_no_more_steps_after_ten_times_as_many(tmp_path: Path) -> None:
    assert grown(await orders_taken(tmp_path, 20, 200, MEASURED)) <= MOST


async def test_an_order_takes_no_more_steps_among_a_hundred_times_as_many_people(tmp_path: Path) -> None:
    assert grown(await people_registered(tmp_path, 200, 20_000, MEASURED, in_village=500)) <= MOST
