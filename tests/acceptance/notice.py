"""A notice that waits in a house's outbox, and what becomes of it."""

import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing

from domain.messages import Content
from storage.contents import dump
from tests.acceptance.house import House
from tests.fakes.telegram_server import TOKEN, Call, TelegramServer

TEXT = "【通知】明天上午检修水管，3 到 9 幢停水，请提前储水。"
ACCOUNT = f"telegram:{TOKEN.partition(':')[0]}"
BODY = 1
FIRST_ID = 1


class Notice:
    """One copy for each chat, written into the database as a launch would."""

    def __init__(self, house: House, server: TelegramServer, chats: Sequence[int]) -> None:
        self._house, self._server, self.chats = house, server, chats
        for chat in chats:
            server.world.chat(chat)

    def queue(self) -> None:
        """Into the outbox, at once; the process may run or not."""
        now = time.time_ns() // 1_000_000
        rows = [(FIRST_ID + n, ACCOUNT, str(chat), BODY, now, now) for n, chat in enumerate(self.chats)]
        with closing(sqlite3.connect(self._house.database, timeout=10)) as database, database:
            database.execute("insert into bodies (tenant, id, content) values (1, ?, ?)", (BODY, dump(Content(TEXT))))
            database.executemany(
                "insert into outbox (tenant, id, account, chat, priority, state, body, due, created_at) "
                "values (1, ?, ?, ?, 'notice', 'queued', ?, ?, ?)",
                rows,
            )

    def states(self) -> dict[int, str]:
        """What the outbox says of each chat's copy."""
        rows = self._house.rows("select chat, state from outbox where body = ?", BODY)
        return {int(chat): state for chat, state in rows}

    def waiting(self) -> int:
        counted = Counter(self.states().values())
        return counted["queued"] + counted["sending"]

    def calls(self) -> list[Call]:
        return [call for call in self._server.called("sendMessage") if call.parameters["text"] == TEXT]

    def copies(self, chat: int) -> int:
        """How often it stands in a chat."""
        return self._server.heard(chat).count(TEXT)

    def reached(self) -> dict[int, float]:
        """When each chat was last called for it, in seconds since the first call of all."""
        calls = self.calls()
        return {call.parameters["chat_id"]: call.at - calls[0].at for call in calls}
