"""Who has an errand: pressed for, given back, passed on, sent; what nobody takes or keeps climbs."""

import asyncio

from nlu.names import search_terms
from storage import addresses, households, people
from storage.addresses import Address
from storage.database import Transaction
from tests.errands import errand, history, in_hand, kept_in
from tests.town import ACCOUNT, NOON, Town


async def test_of_two_presses_one_has_it_and_the_other_hears_who(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    late = await town.button("小林", "我来办")
    await town.presses("小陈", "我来办")
    await town.does(town.update("小林", press=late))
    assert "代办1是小陈在办" in await town.last("小林")
    assert (await errand(town)).taken_by == town.people["小陈"]


async def test_given_back_it_is_offered_to_the_others_and_the_asker_hears_it(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    await town.says("小陈", "办不了")
    assert "不算您的了" in await town.last("小陈")
    assert "小陈办不了，已经在问别人" in await town.last("李阿公")
    assert "前面的人办不了" in await town.last("小林")
    await town.presses("小林", "我来办")
    assert (await errand(town)).taken_by == town.people["小林"]


async def test_passed_to_a_colleague_it_moves_once_they_say_so(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    await town.says("小陈", "1 转给小林")
    assert (await errand(town)).taken_by == town.people["小陈"]
    assert "小陈想请您接手" in await town.last("小林")
    await town.presses("小林", "办不了")
    assert "小林办不了代办1，还在您手上" in await town.last("小陈")
    await town.says("小陈", "转给小林")
    await town.presses("小林", "我来办")
    assert (await errand(town)).taken_by == town.people["小林"]
    assert "小林（13800000012）接了" in await town.last("李阿公")
    await town.says("小陈", "代办1 办好了")
    assert "是小林在办，不在您手上" in await town.last("小陈")


async def test_a_cadre_sends_somebody_out(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.says("陈主任", "代办1 转给小林")
    assert "陈主任想请您接手" in await town.last("小林")
    await town.says("陈主任", "代办1 转给李阿婆")
    assert "没有转" in await town.last("陈主任")


async def test_what_nobody_takes_climbs_to_all_and_to_the_cadres_with_telephones(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.later(0.4)
    assert "记下了" in await town.last("李阿公")
    await town.later(0.2)
    assert "现在还没有人接" in await town.last("李阿公")
    assert "还没有人接，再问一下" in await town.last("小林")
    assert not any("代办没办" in text for text in await town.heard("陈主任"))
    await town.later(0.5)
    told = await town.last("陈主任")
    assert "【代办没办】代办1" in told
    assert "小陈 13800000011" in told
    assert "已经告诉村干部陈主任 13800000021" in await town.last("李阿公")
    await town.presses("陈主任", "我来办")
    assert (await errand(town)).taken_by == town.people["陈主任"]


async def test_a_promise_that_passed_climbs_too_and_another_may_take_it_over(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    await town.presses("小陈", "一小时内")
    await town.later(1.9)
    assert "说好" in await town.last("李阿公")
    await town.later(0.2)
    assert "现在还是小陈（13800000011）在办，过了时间还没办好" in await town.last("李阿公")
    assert "还没有记办好" in await town.last("小陈")
    assert "小陈接了，过了时间还没办好" in await town.last("小林")
    assert "小陈接了，过了时间还没办好" not in "".join(await town.heard("小陈"))
    await town.presses("小林", "我来办")
    assert "小林接了" in await town.last("小陈")
    assert (await errand(town)).taken_by == town.people["小林"]


async def test_what_is_asked_at_night_is_offered_in_the_morning_save_medicine(town: Town) -> None:
    await kept_in(town)
    await town.later(11)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    assert "明天（周二）6:30告诉网格员" in await town.last("李阿公")
    assert await town.heard("小陈") == []
    await town.says("李阿公", "帮我买盒退烧药")
    assert "退烧药" in await town.last("小陈")
    await town.later(7.6)
    assert "驿站" in await town.last("小陈")


async def test_two_who_press_in_the_same_moment_do_not_both_have_it(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    presses = [town.update(who, press=await town.button(who, "我来办")) for who in ("小陈", "小林")]
    await asyncio.gather(*(town.does(press) for press in presses))
    said = [await town.last(who) for who in ("小陈", "小林")]
    assert sum("归您办" in text for text in said) == 1
    assert (await history(town)).count("taken") == 1


async def test_who_loses_their_role_loses_the_errand(town: Town) -> None:
    await in_hand(town)
    await town.database.write(
        lambda tx: tx.connection.execute(f"delete from roles where person = {town.people['小陈']}")  # noqa: S608
    )
    await town.later(3.1)
    found = await errand(town)
    assert found.state == "open"
    assert "小陈办不了，已经在问别人" in await town.last("李阿公")
    assert "前面的人办不了" in await town.last("小林")


async def test_of_a_home_without_a_micro_grid_all_workers_of_the_village_are_told(town: Town) -> None:
    def work(tx: Transaction) -> None:
        home = households.ensure(tx, town.village.id, 0, "老屋1号", "老屋1", NOON)
        person = people.add(
            tx, "孙阿婆", town.village.id, NOON, terms=search_terms("孙阿婆"), household=home.id, confirmed=True
        )
        addresses.bind(tx, Address(ACCOUNT, "孙阿婆"), person, "zh", NOON)
        town.people["孙阿婆"] = person

    await town.database.write(work)
    await town.says("孙阿婆", "代办：拿快递")
    assert "拿快递" in await town.last("小林")
    await town.says("陈主任", "代办1 转给小陈")
    await town.presses("小陈", "我来办")
    assert (await errand(town)).taken_by == town.people["小陈"]
