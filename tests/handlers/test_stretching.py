"""«最多8袋»: up to how much a buyer would take so that a case is full, whenever and however it is said."""

import pytest

from domain.orders import Item
from storage import stretches, windows
from storage.database import Transaction
from tests.town import Town

RICE = Item(0, 0, "大米", "袋", 6000, case_size=12_000, aliases=("米",))
MILK = Item(0, 0, "牛奶", "箱", 5500)


async def at_most(town: Town, window: int, who: str) -> int | None:
    def work(tx: Transaction) -> int | None:
        rice = next(item for item in windows.items(tx, window) if item.name == "大米")
        return stretches.stretch(tx, rice.id, town.people[who])

    return await town.database.read(work)


@pytest.mark.parametrize(
    "words", ["最多8袋", "最多要8袋", "凑满一箱我最多要8袋", "大米最多8袋", "如果凑满一箱，我最多要八袋"]
)
async def test_the_most_that_somebody_would_take_is_heard_later_as_well(town: Town, words: str) -> None:
    window = await town.opens_window(RICE, MILK)
    await town.says("王阿婆", "大米5袋")
    await town.says("王阿婆", "好")
    await town.says("王阿婆", "还差多少满一箱")
    await town.says("王阿婆", words)
    assert await at_most(town, window, "王阿婆") == 8_000
    assert await town.ordered("王阿婆", window) == {"大米": 5_000}


async def test_a_bound_is_changed_unasked(town: Town) -> None:
    window = await town.opens_window(RICE, MILK)
    await town.says("王阿婆", "大米5袋")
    await town.says("王阿婆", "好")
    await town.says("王阿婆", "不用")
    await town.says("王阿婆", "凑满一箱我最多要6袋")
    assert await at_most(town, window, "王阿婆") == 6_000


async def test_who_has_ordered_nothing_in_cases_is_not_understood_so(town: Town) -> None:
    window = await town.opens_window(RICE, MILK)
    await town.says("王阿婆", "大米最多8袋")
    assert await at_most(town, window, "王阿婆") is None


async def test_a_number_of_the_menu_is_no_bound(town: Town) -> None:
    window = await town.opens_window(RICE, MILK)
    for words in ("大米5袋", "好", "2号要两份"):
        await town.says("王阿婆", words)
    assert await at_most(town, window, "王阿婆") is None
