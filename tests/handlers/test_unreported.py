"""«谁还没报», from whoever looks after the observed, and from one of a family."""

import pytest

from tests.observed import observe
from tests.town import Town


@pytest.mark.parametrize(
    "words", ["谁还没报", "谁没报体温？", "没报体温的有哪些", "今天还有谁没报", "who has not reported"]
)
async def test_a_worker_and_a_cadre_hear_who_has_not_reported(town: Town, words: str) -> None:
    for name in ("李阿公", "王阿婆"):
        await observe(town, name)
    await town.says("王阿婆", "36.6")
    for staff in ("小陈", "陈主任"):
        await town.says(staff, words)
        heard = await town.last(staff)
        assert "这次还没报的1人" in heard or "1 not reported" in heard
        assert "3幢201 李阿公 13800000001" in heard
        assert "王阿婆" not in heard


async def test_a_neighbour_hears_of_nobody(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("王阿婆", "谁还没报")
    assert all("李阿公" not in heard for heard in await town.heard("王阿婆"))


async def test_when_all_have_reported_it_says_so(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5")
    await town.says("小陈", "谁还没报")
    assert await town.last("小陈") == "在观察1人，这次都报了。"


async def test_one_of_a_family_hears_who_of_the_family_is_missing(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "谁还没报")
    assert "这次还没报：李阿公" in await town.last("李阿公")
    assert await town.heard("小陈") == []


@pytest.mark.parametrize("words", ["我要做什么", "我该做什么？", "what should I do now"])
async def test_whoever_asks_what_to_do_hears_whose_numbers_are_to_come(town: Town, words: str) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", words)
    assert "李阿公" in await town.last("李阿公")
    await town.says("李阿公", "36.5")
    await town.says("李阿公", words)
    assert "今天第6天" in await town.last("李阿公")
