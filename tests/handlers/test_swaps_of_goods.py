"""One thing was ordered and another meant: whatever amount is answered, the other goes."""

import pytest

from tests.town import Town


@pytest.mark.parametrize("said", ["豆腐写错了，应该是鸡蛋", "不对，不是豆腐，是鸡蛋", "豆腐改成鸡蛋"])
@pytest.mark.parametrize("how", ["press", "1盒", "1"])
async def test_what_was_meant_takes_the_place_of_what_was_said(town: Town, said: str, how: str) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "豆腐2块 猪肉1斤")
    await town.presses("李阿公", "确认")
    await town.says("李阿公", said)
    assert "鸡蛋" in await town.last("李阿公")
    await (town.presses("李阿公", "1盒") if how == "press" else town.says("李阿公", how))
    assert "豆腐原来2块，现在不要了" in await town.last("李阿公")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 1_000, "鸡蛋": 1_000}


async def test_in_a_basket_too(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "豆腐2块")
    await town.says("李阿公", "写错了，不是豆腐，是鸡蛋1盒")
    shown = await town.last("李阿公")
    assert "鸡蛋 1盒" in shown
    assert "豆腐" not in shown
