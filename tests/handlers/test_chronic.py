"""What somebody always has is recorded by a worker or doctor, asked back, and ended likewise."""

import pytest

from storage import audit, check_ins
from tests.town import Town


async def has(town: Town, name: str = "王阿婆") -> set[str]:
    return set(await town.database.read(lambda tx: check_ins.chronic(tx, town.people[name])))


@pytest.mark.parametrize("who", ["小陈", "刘医生", "陈主任"])
async def test_it_is_asked_back_and_kept(town: Town, who: str) -> None:
    await town.says(who, "王阿婆 老慢支，长期咳嗽")
    assert "王阿婆（3幢202）一直有咳嗽，对吗？" in await town.last(who)
    assert await has(town) == set()
    await town.presses(who, "记下")
    assert await has(town) == {"cough"}
    assert "加重才报警" in await town.last(who)
    seen = await town.database.read(lambda tx: audit.about(tx, town.people["王阿婆"]))
    assert seen[0][:3] == (town.people[who], who, "note_chronic")


async def test_it_is_ended_likewise(town: Town) -> None:
    await town.says("小陈", "3幢202王阿婆 哮喘，一直气喘")
    await town.says("小陈", "好")
    assert await has(town) == {"breathless"}
    await town.says("小陈", "王阿婆不再长期气喘")
    await town.presses("小陈", "不再有了")
    assert await has(town) == set()


async def test_noted_twice_is_noted_once(town: Town) -> None:
    for _ in range(2):
        await town.says("小陈", "王阿婆 老慢支，长期咳嗽")
        await town.presses("小陈", "记下")
    assert "以前记过了" in await town.last("小陈")


@pytest.mark.parametrize("words", ["王阿婆 长期发烧", "王阿婆 36.5 长期咳嗽", "王阿婆 咳嗽", "王阿婆长期咳嗽吗？"])
async def test_a_fever_a_report_and_a_question_are_nothing_of_that_kind(town: Town, words: str) -> None:
    await town.says("小陈", words)
    assert not any("一直有" in text for text in await town.heard("小陈"))
    assert await has(town) == set()


async def test_a_villager_records_nothing_of_a_neighbour(town: Town) -> None:
    await town.says("李阿公", "王阿婆 老慢支，长期咳嗽")
    assert not any("一直有" in text for text in await town.heard("李阿公"))


async def test_the_table_of_policies_is_read_in_chat(town: Town) -> None:
    for words in ("/policies", "观察政策"):
        await town.says("小陈", words)
        said = await town.last("小陈")
        assert "密接：集中医学观察5天+居家健康监测3天，从最后接触的第二天算（优化防控工作二十条措施）" in said
        assert "/console/policies" not in said
    await town.says("陈主任", "/policies")
    assert "http://village.test/console/policies" in await town.last("陈主任")
    await town.says("李阿公", "/policies")
    assert "登记观察是网格员和村干部的事" in await town.last("李阿公")
