"""Errands that touch on health: medicine asks who is ill, nobody reads more than they need, and rubbish."""

from domain.people import Role
from storage import health_alarms
from tests.errands import errand, every, kept_in, volunteers
from tests.town import Town


async def test_asking_for_cold_medicine_asks_who_is_ill_and_tells_the_grid_workers(town: Town) -> None:
    await kept_in(town)
    await volunteers(town, "小志")
    await town.says("李阿公", "帮我买盒感冒药")
    assert await town.choices("李阿公") == ["李阿公", "李阿婆", "不止一个人", "备用的"]
    assert await town.heard("小志") == []
    await town.presses("李阿公", "李阿婆")
    for who in ("小陈", "小林", "刘医生", "陈主任"):
        assert "李阿婆" in await town.last(who)
        assert await town.choices(who) == ["我来处理"]
    alarm = await town.database.read(lambda tx: health_alarms.open_of(tx, town.people["李阿婆"], 0))
    assert alarm is not None
    assert (alarm.source, alarm.record) == ("errand", (await errand(town)).id)
    assert await town.heard("小志") == []
    await town.presses("小陈", "我来办")
    assert "李阿婆不舒服" in await town.last("小陈")


async def test_to_have_some_at_home_alarms_nobody(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "要一盒布洛芬")
    await town.presses("李阿公", "备用的")
    assert "是备用的，记下了" in await town.last("李阿公")
    assert await town.heard("刘医生") == []
    assert "没有人不舒服，是备用的" in await town.last("小陈")


async def test_a_volunteer_is_told_what_and_where_and_nothing_of_observation(town: Town) -> None:
    await kept_in(town)
    await volunteers(town, "小志")
    await town.says("李阿公", "帮我去驿站拿个包裹")
    told = await town.last("小志")
    assert "3幢201 李阿公　13800000001" in told
    assert not {"观察", "隔离"} & {told[place : place + 2] for place in range(len(told))}
    await town.says("李阿公", "我在隔离，帮我买瓶酱油")
    assert "酱油" not in await town.last("小志")


async def test_words_of_health_go_to_no_volunteer(town: Town) -> None:
    await kept_in(town)
    await volunteers(town, "小志")
    await town.says("李阿公", "代办：孙子有点咳，买个梨")
    assert await town.heard("小志") == []
    assert "买个梨" in await town.last("小陈")
    await town.says("小志", "代办1 我来办")
    assert "没有这件代办" in await town.last("小志")


async def test_somebody_else_s_errand_is_not_visible(town: Town) -> None:
    await kept_in(town)
    await volunteers(town, "小志")
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    for who in ("王阿婆", "小志"):
        for words in ("代办1 办好了", "代办1 不用办了", "代办1 没办好", "代办1 垫了20"):
            await town.says(who, words)
            assert "没有这件代办，或者不归您看" in await town.last(who), (who, words)
    assert (await errand(town)).state == "taken"


async def test_rubbish_of_an_observed_home_has_its_own_rule(town: Town) -> None:
    await kept_in(town)
    await volunteers(town, "小志")
    await town.database.write(
        lambda tx: town._settle(tx, "老物业", "8幢101", "13800000081", Role.PROPERTY, town.village)
    )
    await town.says("李阿公", "垃圾怎么扔")
    assert "两层黄色垃圾袋" in await town.last("李阿公")
    assert "09:00和17:00有专人来收" in await town.last("李阿公")
    assert await every(town) == []
    await town.says("李阿公", "帮我扔一下垃圾")
    assert "不要自己下楼" in await town.last("李阿公")
    assert await town.heard("小志") == []
    told = await town.last("老物业")
    assert "3幢201" in told
    assert "李阿公" not in told
    await town.presses("老物业", "我来办")
    assert (await errand(town)).taken_by == town.people["老物业"]


async def test_rubbish_of_others_is_an_errand_like_any(town: Town) -> None:
    await volunteers(town, "小志")
    await town.says("李阿公", "代办：帮忙扔一下垃圾")
    assert "扔一下垃圾" in await town.last("小志")


async def test_health_words_in_an_errand_ask_who_is_ill(town: Town) -> None:
    await town.says("李阿公", "代办：孙子有点咳，买个梨")
    assert any("谁不舒服" in text for text in await town.heard("李阿公"))


async def test_a_report_of_health_is_no_mere_errand(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "我发烧38度5，帮我买盒退烧药")
    assert await every(town) == []
    assert any("38度5" in text for text in await town.heard("小陈"))


async def test_nobody_is_ill_can_be_said_in_words(town: Town) -> None:
    await kept_in(town)
    for number, words in enumerate(("没人病，就是备着", "家里备着的", "没有人不舒服，备用"), 1):
        await town.says("李阿公", f"帮我买{number}盒感冒药")
        await town.says("李阿公", words)
        assert "没看懂" not in await town.last("李阿公")
        assert "备着" in await town.last("李阿公") or "备用" in await town.last("李阿公")
