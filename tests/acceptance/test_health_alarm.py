"""Somebody under observation writes 38.5 while a notice goes out to the village: who must know has it at once."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from broadcasts import observing
from domain.grades import Grade
from domain.people import Person
from domain.policies import Counting, Ground, Span
from domain.schedules import local_day
from storage import people
from storage.database import Transaction
from tests.acceptance.house import House, standing
from tests.acceptance.sending import Village, looking_into, now
from tests.acceptance.village import CADRE_CHAT, FIRST_CHAT, VILLAGERS, Villager, write_people
from tests.fakes.telegram_server import TelegramServer

ZONE = ZoneInfo("Asia/Shanghai")
WITHIN = 1.0
"""Seconds from the vendor's update to the alarm in the cadre's chat, for the soak, which has the machine alone."""

MANY = 10_000


async def enrol(village: Village, chat: int) -> None:
    """Fourteen days at home for whoever reads in a chat, by the cadre."""
    person, cadre = (key for wanted in (chat, CADRE_CHAT) for key, at in village.chats.items() if at == wanted)

    def work(tx: Transaction) -> int:
        worker = people.get(tx, cadre)
        assert isinstance(worker, Person)
        start = local_day(now(), ZONE) - timedelta(days=1)
        wanted = observing.Wanted(person, Ground.OTHER, (Span(Grade.HOME, 14),), Counting.FROM_START, start)
        return len(observing.enrol(tx, worker, [wanted], ZONE, now()).cases)

    assert await village.database.write(work) == 1


@pytest.mark.parametrize(
    ("people_in_it", "per_second"),
    [
        pytest.param(VILLAGERS, 60, id="village"),
        pytest.param(MANY, 300, id="soak", marks=[pytest.mark.soak, pytest.mark.timeout(200)]),
    ],
)
async def test_a_fever_overtakes_a_notice_that_is_going_out(
    people_in_it: int, per_second: int, make_house: Callable[..., House], server: TelegramServer
) -> None:
    house = make_house(window=False, TONGXIN_TELEGRAM_PER_SECOND=str(per_second))
    if people_in_it > VILLAGERS:
        sheet = write_people(house.folder / "people.csv", tuple(Villager(number) for number in range(people_in_it)))
        await house.does("import", "people", str(sheet))
    async with standing(house), looking_into(house, server) as village:
        await enrol(village, FIRST_CHAT)
        await house.start()
        sent = await village.send()
        await server.until(lambda: sent.out() >= per_second, 30)
        began = asyncio.get_running_loop().time()
        server.says(FIRST_CHAT, "早上38.5，有点咳")
        await server.until(lambda: any("38.5℃" in said for said in server.heard(CADRE_CHAT)))
        took = asyncio.get_running_loop().time() - began
        assert sent.out() < people_in_it
    assert took < WITHIN or people_in_it == VILLAGERS
