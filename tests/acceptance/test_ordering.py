"""A villager orders on Telegram from the real process: summary, 确认, and the order is in the export."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.acceptance.house import House, standing
from tests.acceptance.village import PEOPLE
from tests.fakes.telegram_server import TelegramServer

PRESSES, SAYS_YES, WAITS, REPEATS = PEOPLE[:8:2]
ORDER = "猪肉2斤 豆腐一块"


@pytest.mark.parametrize("polling", [False, True], ids=["webhook", "polling"])
async def test_an_order_is_made_by_a_press_or_a_plain_yes_once_and_not_before(
    polling: bool, make_house: Callable[..., House], server: TelegramServer
) -> None:
    everybody = (PRESSES, SAYS_YES, WAITS, REPEATS)
    async with standing(make_house(polling)) as house:
        await house.start()
        numbers = [server.says(villager.chat, ORDER) for villager in everybody]
        await server.until(lambda: all(server.heard(villager.chat) for villager in everybody))
        summary = server.messages(PRESSES.chat)[0]
        server.presses(PRESSES.chat, "确认")
        server.says(SAYS_YES.chat, "好")
        numbers = [numbers[-1], server.says(REPEATS.chat, "确认")]
        confirmed = (PRESSES, SAYS_YES, REPEATS)
        await server.until(lambda: all(len(server.heard(villager.chat)) == 2 for villager in confirmed))
        await server.until(lambda: server.called("answerCallbackQuery"))
        for number in numbers:
            server.updates.again(number)
        server.says(REPEATS.chat, "我的订单")
        await server.until(lambda: len(server.heard(REPEATS.chat)) == 3)
        orders = {order["person"]: order for order in await house.exported_orders()}
    buttons = [button["text"] for row in summary["reply_markup"]["inline_keyboard"] for button in row]
    assert buttons == ["确认", "修改", "取消"]
    assert "73" in summary["text"]
    assert "73" in server.heard(PRESSES.chat)[1]
    assert "73" in server.heard(REPEATS.chat)[2]
    assert orders.keys() == {villager.name for villager in confirmed}
    for villager in confirmed:
        assert _told(orders[villager.name]) == (villager.door, "confirmed", "73.00")
    assert [(line["item"], line["qty"], line["unit"], line["amount"]) for line in orders[PRESSES.name]["lines"]] == [
        ("猪肉", "2", "斤", "70.00"), ("豆腐", "1", "块", "3.00"),
    ]  # fmt: skip


def _told(order: dict[str, Any]) -> tuple[str, str, str]:
    return order["door"], order["state"], order["total"]
