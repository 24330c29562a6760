"""Errands: asked in plain words by those who cannot go out, taken, promised, done, and answered by whoever asked."""

import asyncio
from typing import Any

import pytest

from broadcasts.forwarding import forward
from domain.errands import Errand
from domain.messages import FileReference
from domain.people import Role, Status
from nlu.names import search_terms
from storage import addresses, errands, health_alarms, households, people
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, HOUR, NOON, Town


async def kept_in(town: Town, who: str = "李阿公", status: Status = Status.OBSERVATION) -> None:
    """Somebody's household is observed from now on."""

    def work(tx: Transaction) -> None:
        person = people.get(tx, town.people[who])
        assert person is not None
        households.note_status(tx, person.household, status, NOON, None, 0, NOON)

    await town.database.write(work)


async def volunteers(town: Town, *names: str) -> None:
    def work(tx: Transaction) -> None:
        for number, name in enumerate(names, 71):
            town._settle(tx, name, f"7幢{number}1", f"138000000{number}", Role.VOLUNTEER, town.village)

    await town.database.write(work)


async def errand(town: Town, number: int = 1) -> Errand:
    found = await town.database.read(lambda tx: errands.numbered(tx, town.village.id, number))
    assert found is not None
    return found


async def every(town: Town) -> list[Errand]:
    return await town.database.read(lambda tx: errands.every(tx, 0, 100))


async def history(town: Town, number: int = 1) -> list[str]:
    found = await errand(town, number)
    return [event.what for event in await town.database.read(lambda tx: errands.events(tx, found.id))]


@pytest.mark.parametrize(
    "text", ["帮我去驿站拿个包裹", "能不能帮忙带瓶酱油", "灯泡坏了，要一个新的", "快递到了，在驿站，拿不了"]
)
async def test_plain_words_of_somebody_observed_are_an_errand(town: Town, text: str) -> None:
    await kept_in(town)
    await town.says("李阿公", text)
    assert "记下了，代办1：" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["不用办了"]
    assert "代办1" in await town.last("小陈")
    assert "3幢201 李阿公　13800000001" in await town.last("小陈")
    assert await town.choices("小陈") == ["我来办"]
    assert (await errand(town)).words


@pytest.mark.parametrize("status", [Status.BEDRIDDEN, Status.ELDER])
async def test_so_they_are_of_whoever_is_old_or_bedridden(town: Town, status: Status) -> None:
    await kept_in(town, status=status)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    assert (await errand(town)).words == "去驿站拿个包裹"


async def test_of_anybody_else_they_are_none_without_the_word(town: Town) -> None:
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.says("李阿公", "能不能帮忙带瓶酱油")
    assert await every(town) == []
    await town.says("李阿公", "代办：去驿站拿个包裹")
    assert (await errand(town)).words == "去驿站拿个包裹"
    await town.says("李阿公", "/errand 寄个快递")
    assert (await errand(town, 2)).words == "寄个快递"


async def test_what_is_on_offer_is_an_order_and_no_errand(town: Town) -> None:
    await kept_in(town)
    await town.opens_window()
    await town.says("李阿公", "帮我买2斤猪肉")
    assert await every(town) == []
    assert "土猪肉" in await town.last("李阿公")
    await town.says("李阿公", "能不能帮忙带瓶酱油")
    assert (await errand(town)).words == "带瓶酱油"


async def test_the_same_words_are_an_order_as_soon_as_the_goods_are_on_offer(town: Town) -> None:
    from tests.town import Item

    await kept_in(town)
    await town.opens_window(Item(0, 0, "酱油", "瓶", 900, None, None, None))
    await town.says("李阿公", "能不能帮忙带瓶酱油")
    assert await every(town) == []
    assert "确认" in await town.choices("李阿公")


async def test_medicine_beside_goods_on_offer_is_an_errand_and_the_rest_an_order(town: Town) -> None:
    await kept_in(town)
    await town.opens_window()
    await town.says("李阿公", "帮我买2斤猪肉和一盒感冒药")
    assert (await errand(town)).words == "一盒感冒药"
    assert any("谁不舒服" in text for text in await town.heard("李阿公"))
    assert "土猪肉" in await town.last("李阿公")


async def test_the_whole_course_from_the_asking_to_the_answer(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    assert "归您办" in await town.last("小陈")
    assert await town.choices("小陈") == ["一小时内", "今天下午", "今天晚上", "明天上午", "办不了"]
    assert "小陈（13800000011）接了" in await town.last("李阿公")
    assert "小陈接了" in await town.last("小林")
    await town.presses("小陈", "今天下午")
    assert "小陈（13800000011）说好今天（周一）18:00前办好" in await town.last("李阿公")
    await town.says("小陈", "放到了")
    assert "放在门口了。等人走开再开门拿" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["办好了", "没办好"]
    await town.presses("李阿公", "办好了")
    assert "李阿公家说代办1办好了" in await town.last("小陈")
    assert (await errand(town)).state == "confirmed"
    assert await history(town) == ["asked", "taken", "promised", "left", "confirmed"]


async def test_everything_can_be_said_with_the_number(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.says("小陈", "#1 我来办")
    await town.says("小陈", "下午三点")
    assert "15:00前" in await town.last("李阿公")
    await town.says("小陈", "1 办好了，垫了23.5")
    assert "小陈说办好了。\n小陈替您垫了23.5元" in await town.last("李阿公")
    assert "垫的23.5元还没还" in await town.last("小陈")
    await town.says("李阿公", "办好了")
    assert (await errand(town)).state == "confirmed"
    await town.says("小陈", "钱收到了")
    assert "还了您23.5元，清了" in await town.last("小陈")
    assert "小陈收到您还的23.5元（代办1），清了" in await town.last("李阿公")


async def test_a_time_with_the_number_is_a_promise_and_no_new_errand(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我取个快递")
    await town.says("小陈", "代办1 我来办")
    await town.says("小陈", "代办1 下午三点前")
    assert "15:00前办好" in await town.last("李阿公")
    for words in ("代办1 怎么样了", "代办1", "代办1：在路上了"):
        await town.says("小陈", words)
        assert "代办1：取个快递（小陈在办，说好今天（周一）15:00前）" in await town.last("小陈")
    assert len(await every(town)) == 1


async def test_a_promise_in_the_past_is_asked_again(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    await town.says("小陈", "上午9点")
    assert "这个时间已经过了" in await town.last("小陈")
    assert (await errand(town)).promised_at is None
    await town.says("小陈", "明天上午")
    assert (await errand(town)).promised_at == NOON + 24 * HOUR


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


async def test_not_done_opens_it_again_with_the_reason_and_tells_the_cadre(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我买两瓶酱油")
    await town.presses("小陈", "我来办")
    await town.says("小陈", "办好了")
    await town.presses("李阿公", "没办好")
    assert "哪里没办好" in await town.last("李阿公")
    assert "没办好，重新找人了" in await town.last("陈主任")
    assert (await errand(town)).state == "open"
    await town.says("李阿公", "少了一瓶")
    assert "哪里没办好：少了一瓶" in await town.last("陈主任")
    assert "哪里没办好：少了一瓶" in await town.last("小陈")
    await town.presses("小陈", "我来办")
    await town.says("小陈", "办好了")
    await town.says("李阿公", "没办好，还少一瓶")
    assert "已经告诉网格员和村干部" in await town.last("李阿公")
    assert "哪里没办好：还少一瓶" in await town.last("陈主任")
    assert (await errand(town)).reopened == 2


async def test_without_an_answer_it_counts_as_unanswered_and_can_still_be_opened(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    await town.says("小陈", "办好了")
    await town.later(23.9)
    assert (await errand(town)).state == "done"
    await town.later(0.2)
    assert (await errand(town)).state == "unanswered"
    assert "先记作“没有回音”" in await town.last("李阿公")
    await town.says("李阿公", "代办1 没办好")
    assert (await errand(town)).state == "open"


async def test_the_asker_calls_it_off_and_the_taker_hears_it(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    await town.says("李阿公", "不用办了")
    assert "不用办了，3幢201说不需要了" in await town.last("小陈")
    assert (await errand(town)).state == "cancelled"
    await town.says("小陈", "代办1 办好了")
    assert "取消了，没有改" in await town.last("小陈")


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


async def test_a_neighbour_enters_one_for_an_old_woman_who_is_told(town: Town) -> None:
    await town.says("王阿婆", "帮3幢201李阿公代办：配降压药")
    assert "记下了，代办1：配降压药" in await town.last("王阿婆")
    assert "王阿婆替您记了一件事，代办1：配降压药" in await town.last("李阿公")
    found = await errand(town)
    assert (found.person, found.asker, found.entered_by) == (
        town.people["李阿公"], town.people["李阿公"], town.people["王阿婆"],
    )  # fmt: skip


async def test_by_plain_words_for_another_a_neighbour_learns_nothing_and_a_worker_enters_them(town: Town) -> None:
    await town.says("王阿婆", "帮3幢201李阿公买盒降压药")
    await kept_in(town)
    await town.settles("周大爷", "4幢101")
    await town.says("周大爷", "帮3幢201李阿公买盒降压药")
    assert await town.last("周大爷") == await town.last("王阿婆")
    assert await every(town) == []
    await town.says("小陈", "帮3幢201李阿公买盒降压药")
    assert (await errand(town)).words == "买盒降压药"


async def test_two_who_press_in_the_same_moment_do_not_both_have_it(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    presses = [town.update(who, press=await town.button(who, "我来办")) for who in ("小陈", "小林")]
    await asyncio.gather(*(town.does(press) for press in presses))
    said = [await town.last(who) for who in ("小陈", "小林")]
    assert sum("归您办" in text for text in said) == 1
    assert (await history(town)).count("taken") == 1


async def test_whoever_entered_it_is_asked_when_the_old_person_reads_nowhere(town: Town) -> None:
    def work(tx: Transaction) -> None:
        area = town.microgrid.id
        home = households.ensure(tx, town.village.id, area, "12号", "12", NOON)
        town.people["赵阿婆"] = people.add(
            tx, "赵阿婆", town.village.id, NOON, terms=search_terms("赵阿婆"), household=home.id, confirmed=True
        )

    await town.database.write(work)
    await town.says("小陈", "帮12号赵阿婆代办：买盒感冒药")
    assert (await errand(town)).asker == town.people["小陈"]
    assert await town.choices("小陈") != []
    assert any("谁不舒服" in text for text in await town.heard("小陈"))
    await town.says("小林", "代办1 我来办")
    await town.says("小林", "办好了")
    assert "请问一下赵阿婆：办好了吗？" in await town.last("小陈")
    await town.says("小陈", "代办1 办好了")
    assert (await errand(town)).state == "confirmed"


async def test_nobody_of_that_name_or_door_is_asked_back_and_nothing_noted(town: Town) -> None:
    await town.says("王阿婆", "帮99号刘阿婆代办：配降压药")
    assert "没有找到“99号刘阿婆”" in await town.last("王阿婆")
    await town.says("王阿婆", "帮我妈代办：配降压药")
    assert "是替哪一家办" in await town.last("王阿婆")
    assert await every(town) == []


async def test_an_empty_errand_is_asked_what_it_is(town: Town) -> None:
    await kept_in(town)
    for words in ("帮我买", "代办", "/errand", "帮我带点东西"):
        await town.says("李阿公", words)
        asked = await town.last("李阿公")
        assert "要办什么事" in asked or "现在没有代办" in asked
        assert await every(town) == []
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    assert "土猪肉" in await town.last("李阿公")
    assert await every(town) == []
    await town.says("李阿公", "/errand")
    await town.says("李阿公", "一瓶酱油")
    assert (await errand(town)).words == "一瓶酱油"


async def test_a_list_stays_one_errand_and_the_same_words_are_not_noted_twice(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我买一瓶酱油、一包盐，还有两节电池")
    assert (await errand(town)).words == "买一瓶酱油、一包盐，还有两节电池"
    await town.says("李阿公", "帮我买一瓶酱油、一包盐，还有两节电池")
    assert "这件已经记着了" in await town.last("李阿公")
    assert len(await every(town)) == 1


async def test_a_household_that_is_not_known_is_asked_for(town: Town) -> None:
    def work(tx: Transaction) -> None:
        person = people.add(tx, "外地人", town.village.id, NOON, terms=search_terms("外地人"), confirmed=True)
        addresses.bind(tx, Address(ACCOUNT, "外地人"), person, "zh", NOON)
        town.people["外地人"] = person

    await town.database.write(work)
    await town.says("外地人", "代办：拿快递")
    assert "还不知道您住哪里" in await town.last("外地人")
    assert await every(town) == []


async def in_hand(town: Town, who: str = "小陈", *wanted: str) -> None:
    await kept_in(town)
    for words in wanted or ("帮我去驿站拿个包裹",):
        await town.says("李阿公", words)
        await town.presses(who, "我来办")


async def test_money_is_asked_about_when_it_is_much_nothing_or_said_twice(town: Town) -> None:
    await in_hand(town)
    await town.says("小陈", "垫了0")
    assert "不用记" in await town.last("小陈")
    await town.says("小陈", "垫了6000")
    assert "垫了6000元，没弄错吧" in await town.last("小陈")
    assert await town.choices("小陈") == ["一共6000元", "不用"]
    await town.presses("小陈", "不用")
    await town.says("小陈", "垫了20")
    assert "垫了20元，请方便时还给小陈" in await town.last("李阿公")
    await town.says("小陈", "垫了25")
    assert await town.choices("小陈") == ["一共25元", "再加25元", "不用"]
    await town.presses("小陈", "一共25元")
    assert "替您垫了25元" in await town.last("李阿公")
    await town.says("小陈", "钱收到了30")
    assert "只有25元没还" in await town.last("小陈")
    await town.says("小陈", "钱收到了20")
    assert "还差5元" in await town.last("李阿公")


async def test_which_of_several_is_asked(town: Town) -> None:
    await in_hand(town, "小陈", "帮我去驿站拿个包裹", "帮我买瓶酱油")
    await town.says("小陈", "办好了")
    assert "说的是哪一件" in await town.last("小陈")
    assert await town.choices("小陈") == ["2 买瓶酱油", "1 去驿站拿个包裹", "都不是"]
    await town.presses("小陈", "2 买瓶酱油")
    assert (await errand(town, 2)).state == "done"
    assert (await errand(town, 1)).state == "taken"


async def test_done_by_somebody_who_has_not_taken_it(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.says("小陈", "代办1 办好了")
    assert "还没有人接。是您办好的吗" in await town.last("小陈")
    assert (await errand(town)).state == "open"
    await town.presses("小陈", "是我办的")
    assert (await errand(town)).state == "done"
    assert (await errand(town)).taken_by == town.people["小陈"]


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


async def photo(town: Town, content: bytes = b"a parcel") -> Any:
    return town.house.files.keep(content, "image/jpeg", "photo")


async def test_a_photo_is_of_the_errand_in_hand_and_goes_to_the_asker(town: Town) -> None:
    await in_hand(town)
    await town.sends("小陈", await photo(town))
    assert "代办1（去驿站拿个包裹）办好了吗" in await town.last("小陈")
    assert (await errand(town)).state == "taken"
    await town.presses("小陈", "放到了")
    asked = (await town.said_to("李阿公"))[-1]
    assert "放在门口了" in asked.text
    assert asked.file is not None
    assert await history(town) == ["asked", "taken", "left", "photo"]


async def test_of_several_in_hand_a_photo_asks_which(town: Town) -> None:
    await in_hand(town, "小陈", "帮我去驿站拿个包裹", "帮我买瓶酱油")
    await town.sends("小陈", await photo(town))
    assert await town.choices("小陈") == ["1 去驿站拿个包裹 办好了", "2 买瓶酱油 办好了", "不是代办的照片"]
    await town.presses("小陈", "不是代办的照片")
    assert (await errand(town)).state == "taken"


async def test_the_list_of_the_day_has_errands_and_ticks_them(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.says("小陈", "/today")
    assert "代办 李阿公 3幢201：#1 去驿站拿个包裹 13800000001" in await town.last("小陈")
    await town.says("小陈", "1 我来")
    assert (await errand(town)).taken_by == town.people["小陈"]
    await town.says("小陈", "/today")
    assert "【您在办】" in await town.last("小陈")
    await town.presses("小陈", "#1 李阿公 办好了")
    assert (await errand(town)).state == "done"


async def test_a_number_that_may_be_of_the_list_or_of_an_errand_is_asked(town: Town) -> None:
    await in_hand(town, "小陈", "帮我去驿站拿个包裹", "帮我买瓶酱油")
    await town.later(1)
    await town.says("王阿婆", "找人")
    await town.says("小陈", "/today")
    await town.says("小陈", "1 办好了")
    assert "是今日清单里的一条，也是一件代办" in await town.last("小陈")
    assert (await errand(town)).state == "taken"
    await town.says("小陈", "代办1 办好了")
    assert (await errand(town)).state == "done"


async def test_how_errands_stand_is_told_to_both_sides(town: Town) -> None:
    await in_hand(town)
    await town.says("李阿公", "我的代办")
    assert "代办1：去驿站拿个包裹（小陈在办）" in await town.last("李阿公")
    await town.says("小陈", "我的代办")
    assert "您手上在办的" in await town.last("小陈")
    await town.says("王阿婆", "我的代办")
    assert "现在没有代办" in await town.last("王阿婆")


async def test_a_photo_that_its_vendor_still_holds_goes_to_the_asker_once_fetched(town: Town) -> None:
    await in_hand(town)
    held = FileReference("photo", "vendor-7", "image/jpeg")
    await town.does(town.update("小陈", text="1 办好了", files=(held,)))
    assert (await errand(town)).state == "done"
    kept = await photo(town)
    rows = await town.database.read(lambda tx: errands.events(tx, (errands.every(tx, 0, 1))[0].id))
    saying = next(event.saying for event in rows if event.saying)
    await town.database.write(lambda tx: forward(tx, saying, kept, town.now, town.writer))
    assert (await town.said_to("李阿公"))[-1].file is not None


async def test_health_words_in_an_errand_ask_who_is_ill(town: Town) -> None:
    await town.says("李阿公", "代办：孙子有点咳，买个梨")
    assert any("谁不舒服" in text for text in await town.heard("李阿公"))


async def test_a_report_of_health_is_no_mere_errand(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "我发烧38度5，帮我买盒退烧药")
    assert await every(town) == []
    assert any("38度5" in text for text in await town.heard("小陈"))


async def test_everybody_of_the_household_may_answer_and_call_it_off(town: Town) -> None:
    await in_hand(town)
    await town.says("小陈", "办好了")
    await town.says("李阿婆", "代办1 没办好 少了一瓶")
    assert (await errand(town)).state == "open"
    await town.says("李阿婆", "不用办了")
    assert (await errand(town)).state == "cancelled"


async def test_whoever_laid_money_out_gets_it_back_though_another_did_the_errand(town: Town) -> None:
    await in_hand(town)
    await town.says("小陈", "垫了5")
    await town.says("小陈", "办不了")
    await town.presses("小林", "我来办")
    await town.says("小林", "办好了")
    assert "小林说办好了" in await town.last("李阿公")
    await town.says("小林", "代办1 钱收到了")
    assert "没有记过垫钱" in await town.last("小林")
    await town.says("小陈", "钱收到了")
    assert "小陈收到您还的5元（代办1），清了" in await town.last("李阿公")


async def test_what_is_said_in_english_is_answered_in_english(town: Town) -> None:
    await kept_in(town)
    await town.database.write(lambda tx: people.set_language(tx, town.people["李阿公"], "en"))
    await town.says("李阿公", "can someone pick up my parcel please")
    assert "Noted, errand 1: can someone pick up my parcel" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["Not needed any more"]


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


async def test_nobody_is_ill_can_be_said_in_words(town: Town) -> None:
    await kept_in(town)
    for number, words in enumerate(("没人病，就是备着", "家里备着的", "没有人不舒服，备用"), 1):
        await town.says("李阿公", f"帮我买{number}盒感冒药")
        await town.says("李阿公", words)
        assert "没看懂" not in await town.last("李阿公")
        assert "备着" in await town.last("李阿公") or "备用" in await town.last("李阿公")


async def test_whether_it_is_done_is_asked_in_many_words(town: Town) -> None:
    await town.says("李阿公", "办好了没有")
    assert "代办1" not in await town.last("李阿公")
    await kept_in(town)
    await town.says("李阿公", "还有快递帮我拿一下")
    assert "记下了，代办1：" in await town.last("李阿公")
    for words in ("办好了没有", "快递拿了吗", "我的快递呢", "有人去了吗"):
        await town.says("李阿公", words)
        assert "代办1" in await town.last("李阿公"), words


async def test_family_elsewhere_wants_something_for_their_one_home(town: Town) -> None:
    def acts(tx: Transaction) -> None:
        father = people.get(tx, town.people["李阿公"])
        assert father is not None
        son = people.add(tx, "李思远", town.village.id, NOON, terms=search_terms("李思远"), confirmed=True)
        people.let_act_for(tx, son, father.household, agreed_by=town.people["李阿公"], now=NOON)
        addresses.bind(tx, Address(ACCOUNT, "李思远"), son, "zh", NOON)

    await town.database.write(acts)
    await town.says("李思远", "帮我爸妈代办买两包盐")
    assert "记下了，代办1：买两包盐" in await town.last("李思远")
    assert (await errand(town)).door == "3幢201"
