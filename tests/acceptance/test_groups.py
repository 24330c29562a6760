"""The real program in a village's Telegram group: the post, the tick, the private confirmation, the list."""

from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

import pytest
import pytest_asyncio

from tests.acceptance.house import House
from tests.acceptance.shared import house, server
from tests.acceptance.village import CADRE_CHAT, PEOPLE, WINDOW, Villager
from tests.fakes.telegram_server import TelegramServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

__all__ = ["house", "server"]

STRANGER = 77
PACE = 14.0
"""Seconds between two edits, a little less than the program's own."""

_numbers = count()


@dataclass(frozen=True)
class Group:
    """A group of the village, in which the cadre has posted the running list, with two people of its own."""

    chat: int
    ann: Villager
    ben: Villager
    server: TelegramServer

    def reads(self) -> str:
        """The list as it reads now."""
        return next((text for text in reversed(self.heard()) if f"{WINDOW} 接龙" in text), "")

    def heard(self) -> list[str]:
        return self.server.heard(self.chat)

    def edits(self) -> list[Any]:
        calls = self.server.called("editMessageText")
        return [call for call in calls if call.parameters["chat_id"] == self.chat]

    async def confirms(self, who: Villager) -> None:
        """Somebody is asked in private about what they wrote here, and confirms it."""
        await self.server.until(lambda: "您要的是" in self.server.heard(who.chat)[-1])
        self.server.presses(who.chat, "确认")


@pytest_asyncio.fixture(loop_scope="module")
async def group(house: House, server: TelegramServer) -> Group:
    number = next(_numbers)
    made = Group(-1001 - number, PEOPLE[number * 4], PEOPLE[number * 4 + 2], server)
    # The bot answers in private only whom it has heard there.
    for person in (CADRE_CHAT, made.ann.chat, made.ben.chat):
        server.says(person, "你好")
    await server.until(lambda: server.heard(made.ann.chat) and server.heard(made.ben.chat))
    server.says(made.chat, "发到群里", CADRE_CHAT)
    await server.until(made.reads)
    return made


async def test_a_line_in_the_group_is_ticked_confirmed_in_private_and_stands_in_the_list(
    house: House, server: TelegramServer, group: Group
) -> None:
    """And an edited line corrects the order, whose edits keep the pace."""
    ann, ben = group.ann, group.ben
    assert "猪肉　35元/斤" in group.heard()[0]
    lines = [server.says(group.chat, "猪肉2斤 豆腐1块", ann.chat), server.says(group.chat, "带鱼1斤", ben.chat)]
    await server.until(lambda: all(server.ticks(line) == ["👍"] for line in lines))
    await group.confirms(ann)
    await group.confirms(ben)
    await server.until(lambda: "2. " in group.reads())
    assert f"1. {ann.door} 猪肉2斤 豆腐1块\n2. {ben.door} 带鱼1斤\n" in group.reads()
    assert not [who.name for who in (ann, ben) if who.name in "".join(group.heard())]
    assert len(group.heard()) == 2
    server.edits(group.chat, lines[0], "猪肉3斤 豆腐1块")
    await server.until(lambda: "改好以后" in server.heard(ann.chat)[-1])
    server.presses(ann.chat, "确认")
    await server.until(lambda: "猪肉3斤" in group.reads())
    edits = group.edits()
    assert all(later.at - sooner.at >= PACE for sooner, later in pairwise(edits))
    assert len(edits) >= 2


async def test_whoever_is_unknown_is_told_once_and_their_words_wait_for_them(
    house: House, server: TelegramServer, group: Group
) -> None:
    before = len(group.heard())
    line = server.says(group.chat, "鸡蛋1盒", STRANGER)
    await server.until(lambda: len(group.heard()) > before)
    told = server.messages(group.chat)[-1]
    (button,) = told["reply_markup"]["inline_keyboard"][0]
    assert button["url"] == "https://t.me/TongxinTestBot?start=group"
    assert told["reply_to_message"]["message_id"] == server.updates.all[line][1]["message"]["message_id"]
    assert server.ticks(line) == []
    server.says(group.chat, "再加豆腐1块", STRANGER)
    server.says(group.chat, "37.8咳嗽", STRANGER)
    server.says(STRANGER, "/start group")
    await server.until(lambda: server.heard(STRANGER))
    server.says(STRANGER, "张三丰 1幢101")
    await server.until(lambda: "鸡蛋" in server.heard(STRANGER)[-1])
    assert len(group.heard()) == before + 1


async def test_a_list_that_an_admin_deleted_comes_back_once(
    house: House, server: TelegramServer, group: Group
) -> None:
    server.world.chat(group.chat).messages.pop(server.messages(group.chat)[-1]["message_id"])
    server.says(group.chat, "猪肉2斤", group.ann.chat)
    await group.confirms(group.ann)
    await server.until(lambda: "猪肉2斤" in group.reads())


async def test_a_group_that_wants_no_signs_gets_none_and_hears_nothing_of_it(
    house: House, server: TelegramServer, group: Group
) -> None:
    refused = server.fault(
        "refuse", method="setMessageReaction", status=400, description="Bad Request: REACTION_INVALID"
    )
    before = group.heard()
    server.says(group.chat, "猪肉2斤", group.ann.chat)
    await server.until(lambda: "您要的是" in server.heard(group.ann.chat)[-1] and not refused.times)
    sign = "select 1 from outbox where chat = ? and content like '%answers%' and state = 'sent'"
    await server.until(lambda: house.rows(sign, str(group.chat)))
    assert group.heard() == before
