"""A villager orders on Telegram from the real process: summary, 确认, and the order is in the export."""

from collections.abc import Callable

import pytest

from tests.acceptance.house import House, standing
from tests.acceptance.village import PEOPLE
from tests.fakes.telegram_server import TelegramServer

FIRST, SECOND = PEOPLE[0], PEOPLE[2]
ORDER = "猪肉2斤 豆腐一块"


@pytest.mark.parametrize("polling", [False, True], ids=["webhook", "polling"])
class TestOrderingOnTelegram:
    async def test_a_press_on_confirm_makes_the_order_and_is_answered(
        self, polling: bool, make_house: Callable[..., House], server: TelegramServer
    ) -> None:
        async with standing(make_house(polling)) as house:
            await house.start()
            server.says(FIRST.chat, ORDER)
            await server.until(lambda: server.heard(FIRST.chat))
            summary = server.messages(FIRST.chat)[0]
            server.presses(FIRST.chat, "确认")
            await server.until(lambda: len(server.heard(FIRST.chat)) == 2)
            await server.until(lambda: server.called("answerCallbackQuery"))
            (order,) = await house.exported_orders()
        buttons = [button["text"] for row in summary["reply_markup"]["inline_keyboard"] for button in row]
        assert buttons == ["确认", "修改", "取消"]
        assert "73" in summary["text"]
        assert "73" in server.heard(FIRST.chat)[1]
        assert (order["person"], order["door"], order["state"]) == (FIRST.name, FIRST.door, "confirmed")
        assert [(line["item"], line["qty"], line["unit"], line["amount"]) for line in order["lines"]] == [
            ("猪肉", "2", "斤", "70.00"), ("豆腐", "1", "块", "3.00"),
        ]  # fmt: skip
        assert order["total"] == "73.00"

    async def test_a_plain_yes_makes_the_order_too(
        self, polling: bool, make_house: Callable[..., House], server: TelegramServer
    ) -> None:
        async with standing(make_house(polling)) as house:
            await house.start()
            server.says(SECOND.chat, ORDER)
            server.says(SECOND.chat, "好")
            await server.until(lambda: len(server.heard(SECOND.chat)) == 2)
            (order,) = await house.exported_orders()
        assert (order["person"], order["total"], order["state"]) == (SECOND.name, "73.00", "confirmed")


async def test_nothing_is_an_order_before_the_yes(house: House, server: TelegramServer) -> None:
    server.says(FIRST.chat, ORDER)
    await server.until(lambda: server.heard(FIRST.chat))
    assert await house.exported_orders() == []


async def test_updates_that_come_twice_have_one_effect(house: House, server: TelegramServer) -> None:
    numbers = [server.says(FIRST.chat, ORDER), server.says(FIRST.chat, "确认")]
    await server.until(lambda: len(server.heard(FIRST.chat)) == 2)
    for number in numbers:
        server.updates.again(number)
    server.says(FIRST.chat, "我的订单")
    await server.until(lambda: len(server.heard(FIRST.chat)) == 3)
    (order,) = await house.exported_orders()
    assert order["total"] == "73.00"
    assert "73" in server.heard(FIRST.chat)[2]
