"""Commands beside a running bot: whoever orders meanwhile does not wait for them."""

import asyncio
import json
import time
from statistics import quantiles

import aiohttp
import pytest

from tests.acceptance.house import House
from tests.acceptance.village import PEOPLE, Villager, write_people
from tests.fakes.telegram_server import TelegramServer

MANY = 5_000


@pytest.mark.parametrize(
    ("many", "bound"),
    [pytest.param(1_500, 2_000.0, id="some"), pytest.param(MANY, 500.0, id="soak", marks=pytest.mark.soak)],
)
async def test_orders_are_acknowledged_while_thousands_of_people_are_imported_and_orders_exported(
    many: int, bound: float, house: House, server: TelegramServer
) -> None:
    """`bound` in milliseconds is for the 99th percentile; on a machine with nothing else to do it stays below 150."""
    newcomers = tuple(Villager(number) for number in range(len(PEOPLE), len(PEOPLE) + many))
    people = write_people(house.folder / "many.csv", newcomers)
    commands = asyncio.gather(house.does("import", "people", str(people)), _exports(house))
    times = await _orders_until(commands, server)
    told, exported = await commands
    done = json.loads(exported)
    p99 = quantiles(times, n=100)[98]
    print(f"{len(times)} orders acknowledged meanwhile: median {sorted(times)[len(times) // 2]:.1f} ms, "
          f"99th percentile {p99:.1f} ms, longest {max(times):.1f} ms")  # fmt: skip
    assert f"{many} people imported" in told
    assert {order["state"] for order in done} == {"confirmed"}
    assert len(times) >= 30
    assert p99 < bound


async def _exports(house: House) -> str:
    """Export follows export while the import runs; the last one."""
    (window,) = house.rows("select max(id) from windows")[0]
    exported = ""
    for _ in range(2):
        exported = await house.does("export", "orders", "--window", str(window), "--format", "json")
    return exported


async def _orders_until(done: asyncio.Future[tuple[str, str]], server: TelegramServer) -> list[float]:
    """One person after another orders until the commands are through; milliseconds of each acknowledgement."""
    times = []
    webhook = server.updates.webhook
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook["secret_token"]}
    async with aiohttp.ClientSession(headers=headers) as session:
        number = 0
        while not done.done():
            villager = PEOPLE[number // 2 % len(PEOPLE)]
            text = "猪肉2斤 豆腐一块" if number % 2 == 0 else "确认"
            server.world.chat(villager.chat)
            began = time.perf_counter()
            async with session.post(webhook["url"], json=_update(number, villager, text)) as answer:
                assert answer.status == 200
            times.append((time.perf_counter() - began) * 1000)
            number += 1
            await asyncio.sleep(0.005)
    return times


def _update(number: int, villager: Villager, text: str) -> dict[str, object]:
    person = {"id": villager.chat, "is_bot": False, "first_name": "村民"}
    chat = {"id": villager.chat, "type": "private"}
    message = {"message_id": number, "from": person, "chat": chat, "date": int(time.time()), "text": text}
    return {"update_id": number, "message": message}
