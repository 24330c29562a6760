"""The log says what went wrong with whom by numbers: never a name, a phone, a door or a word that somebody wrote."""

import json
import sqlite3
from contextlib import closing

from tests.acceptance.conftest import secrets_in
from tests.acceptance.house import House
from tests.acceptance.village import PEOPLE, VILLAGE
from tests.fakes.telegram_server import TelegramServer

STRANGER = 999_001
WORDS = "我是慕容雪儿，住在八字桥头，电话13611112222，头有点晕，带鱼还有吗"


async def test_failures_are_logged_with_ids_only(house: House, server: TelegramServer) -> None:
    quoting = f'Bad Request: can\'t parse entities: "{WORDS}" {PEOPLE[0].name}'
    server.fault("refuse", method="sendMessage", chat=PEOPLE[0].chat, status=400, description=quoting)
    server.says(PEOPLE[0].chat, WORDS)
    server.says(STRANGER, WORDS)
    await server.until(lambda: server.heard(STRANGER) and not server.updates.waiting)
    server.blocks(STRANGER)
    server.says(STRANGER, WORDS)
    with closing(sqlite3.connect(house.database)) as connection, connection:
        connection.execute("update items set aliases = ?", ("猪肉 is no list",))
        connection.execute("update windows set version = version + 1")
    server.says(PEOPLE[2].chat, "猪肉2斤")
    await server.until(lambda: any("对不起" in text for text in server.heard(PEOPLE[2].chat)))
    await server.until(lambda: house.log.count("not sent") == 2)
    await house.stop()
    events = [json.loads(line) for line in house.log.splitlines() if line.startswith("{")]
    assert {"turn failed", "not sent"} <= {event["event"] for event in events}
    assert [line for line in house.log.splitlines() if not line.startswith("{")] == []
    told = [word for word in ("慕容雪儿", "八字桥", "13611112222", "头有点晕", VILLAGE) if word in house.log]
    assert secrets_in(house.log) + told == []
