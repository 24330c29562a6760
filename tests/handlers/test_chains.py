"""A chain post pasted from another group: read back, put right by number, and taken down once it is confirmed."""

import asyncio

import pytest

from domain.orders import Item
from domain.people import Role
from storage import audit, households, notes, people
from storage.database import Transaction
from tests.town import GOODS, Town

POST = """#接龙 周六鲜菜
猪肉35 带鱼25 鸡蛋20

1. 李阿公 3幢201 猪肉2斤 豆腐1块
2. 王阿婆 3幢202 青菜3斤
3. 王阿婆 3幢202 再加鸡蛋1盒
4. 张三 9幢999 带鱼1斤
5. 小林 1-102 带鱼一斤 盐2包
谢谢团长
"""


@pytest.fixture
async def window(town: Town) -> int:
    return await town.opens_window()


async def audited(town: Town, who: str) -> list[str]:
    noted = await town.database.read(lambda tx: audit.about(tx, town.people[who]))
    return [action for _, _, action, _ in noted]


async def test_a_pasted_chain_is_read_back_and_nothing_counts_yet(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    read = await town.last("陈主任")
    assert "读到3户，5样" in read
    for line in ("1 李阿公 3幢201　土猪肉2斤、豆腐1块", "2 王阿婆 3幢202　青菜3斤、鸡蛋1盒", "5 小林 1-102　带鱼1斤"):
        assert line in read
    assert "第4 张三 9幢999（带鱼1斤）：没对上" in read
    assert "第5 小林 1-102：这次没有“盐”" in read
    assert await town.choices("陈主任") == ["确认记下", "取消"]
    assert await town.taken(window) == {}
    assert await town.heard("李阿公") == []


async def test_a_confirmed_chain_is_ordered_by_each_household_and_each_is_told(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    assert (await town.presses("陈主任", "确认记下")).toast == "记下了"
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000, "豆腐": 1_000}
    assert await town.ordered("王阿婆", window) == {"青菜": 3_000, "鸡蛋": 1_000}
    assert await town.ordered("小林", window) == {"带鱼": 1_000}
    answer = await town.last("陈主任")
    assert "记下了，3户" in answer
    assert "第4 张三 9幢999（带鱼1斤）：没对上" in answer
    told = await town.last("李阿公")
    assert "陈主任把您在群里接龙的东西记下了" in told
    assert "土猪肉 2斤" in told
    assert "enter_order" in await audited(town, "李阿公")


async def test_a_wish_for_whoever_packs_is_read_back_and_kept_with_the_order(town: Town, window: int) -> None:
    await town.says("陈主任", "#接龙\n1. 李阿公 3幢201 猪肉2斤 不要肥的\n2. 李阿公 3幢201 再加青菜1斤")
    assert "1 李阿公 3幢201　土猪肉2斤、青菜1斤（不要肥的）" in await town.last("陈主任")
    await town.presses("陈主任", "确认记下")

    def work(tx: Transaction) -> list[str]:
        return list(notes.of_person(tx, window, town.people["李阿公"]).values())

    assert await town.database.read(work) == ["不要肥的"]


async def test_the_words_on_the_button_and_a_plain_yes_may_be_typed(town: Town, window: int) -> None:
    for words in ("确认记下", "好"):
        await town.says("陈主任", POST)
        await town.says("陈主任", words)
        assert await town.ordered("王阿婆", window) == {"青菜": 3_000, "鸡蛋": 1_000}


async def test_a_chain_that_is_dropped_leaves_no_trace(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    await town.says("陈主任", "取消")
    assert "没有记" in await town.last("陈主任")
    assert await town.taken(window) == {}


async def test_pressing_twice_has_one_effect(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    press = await town.button("陈主任", "确认记下")
    await town.does(town.update("陈主任", press=press))
    before = await town.taken(window)
    await town.does(town.update("陈主任", press=press))
    assert "选过" in await town.last("陈主任") or "确认记下" in await town.last("陈主任")
    assert await town.taken(window) == before


async def test_pasting_twice_has_one_effect(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    await town.says("陈主任", POST)
    assert "读到3户，5样" in await town.last("陈主任")
    await town.presses("陈主任", "确认记下")
    before = await town.taken(window)
    await town.says("陈主任", POST)
    read = await town.last("陈主任")
    assert "读到0户，0样。另外3户早就记过了，不会重复记" in read
    assert await town.choices("陈主任") == ["取消"]
    assert await town.taken(window) == before


async def test_a_grown_chain_pasted_again_takes_down_only_what_is_new(town: Town, window: int) -> None:
    await town.says("陈主任", "#接龙\n1. 李阿公 3幢201 猪肉2斤")
    await town.presses("陈主任", "确认记下")
    await town.says("陈主任", "#接龙\n1. 李阿公 3幢201 猪肉2斤\n2. 王阿婆 3幢202 青菜3斤")
    assert "读到1户，1样。另外1户早就记过了" in await town.last("陈主任")
    await town.presses("陈主任", "确认记下")
    assert await town.taken(window) == {"土猪肉": 2_000, "青菜": 3_000}


async def test_a_long_chain_may_be_pasted_in_parts(town: Town, window: int) -> None:
    await town.says("陈主任", "#接龙\n1. 李阿公 3幢201 猪肉2斤\n2. 王阿婆 3幢202 青菜3斤")
    await town.says("陈主任", "3. 小林 1幢102 带鱼1斤\n4. 李阿公 3幢201 猪肉改1斤")
    assert "读到3户，3样" in await town.last("陈主任")
    await town.presses("陈主任", "确认记下")
    assert await town.taken(window) == {"土猪肉": 1_000, "青菜": 3_000, "带鱼": 1_000}


async def test_a_part_of_a_single_row_goes_on_with_the_chain_under_review(town: Town, window: int) -> None:
    await town.says("陈主任", "#接龙\n1. 李阿公 3幢201 猪肉2斤\n2. 王阿婆 3幢202 青菜3斤")
    await town.says("陈主任", "3. 小林 1幢102 带鱼1斤")
    assert "读到3户，3样" in await town.last("陈主任")


async def test_corrections_by_number_put_the_reading_right(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    await town.says("陈主任", "4改成刘医生 1幢104")
    assert "4 刘医生 1幢104　带鱼1斤" in await town.last("陈主任")
    await town.says("陈主任", "第5条 猪肉1斤")
    assert "5 小林 1-102　土猪肉1斤" in await town.last("陈主任")
    await town.says("陈主任", "1不要\n2 青菜1斤")
    read = await town.last("陈主任")
    assert "李阿公" not in read
    await town.presses("陈主任", "确认记下")
    assert await town.taken(window) == {"带鱼": 1_000, "土猪肉": 1_000, "青菜": 1_000}
    assert await town.ordered("刘医生", window) == {"带鱼": 1_000}


async def test_a_correction_about_a_number_that_is_not_there_is_none(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    await town.says("陈主任", "77不要")
    await town.presses("陈主任", "确认记下")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000, "豆腐": 1_000}


async def test_another_full_name_than_is_registered_is_asked_and_a_nickname_is_not(town: Town, window: int) -> None:
    await town.says("陈主任", "#接龙\n1. 张建国 3幢202 猪肉1斤\n2. 妞妞妈 1幢104 青菜1斤")
    read = await town.last("陈主任")
    assert "第1 张建国 3幢202（土猪肉1斤）：这个门牌登记的是王阿婆，是他家就回“1对”" in read
    assert "2 妞妞妈 1幢104（登记：刘医生）　青菜1斤" in read
    await town.says("陈主任", "1对")
    await town.presses("陈主任", "确认记下")
    assert await town.ordered("王阿婆", window) == {"土猪肉": 1_000}


async def test_whoever_is_told_a_registered_name_is_on_record(town: Town, window: int) -> None:
    await town.says("陈主任", "#接龙\n1. 妞妞妈 1幢104 青菜1斤\n2. 李阿公 3幢201 猪肉2斤")
    assert (await audited(town, "刘医生"), await audited(town, "李阿公")) == (["read_chain"], [])


async def test_only_a_name_is_enough_when_one_person_bears_it(town: Town, window: int) -> None:
    await town.says("陈主任", "#接龙\n1. 王阿婆 猪肉1斤\n2. 没有人 猪肉1斤")
    assert "1 王阿婆 3幢202　土猪肉1斤" in await town.last("陈主任")


async def test_what_a_household_has_ordered_itself_is_not_doubled_without_a_word(town: Town, window: int) -> None:
    await town.says("李阿婆", "猪肉1斤")
    await town.says("李阿婆", "好")
    await town.says("陈主任", POST)
    read = await town.last("陈主任")
    assert "第1 李阿公 3幢201（土猪肉2斤、豆腐1块）：家里已经订了土猪肉1斤" in read
    await town.presses("陈主任", "确认记下")
    assert await town.ordered("李阿公", window) == {}
    assert await town.ordered("李阿婆", window) == {"土猪肉": 1_000}


@pytest.mark.parametrize(("word", "expected"), [("1加", 3_000), ("1改", 2_000)])
async def test_the_cadre_says_whether_it_comes_on_top_or_instead(
    town: Town, window: int, word: str, expected: int
) -> None:
    await town.says("李阿公", "猪肉1斤")
    await town.says("李阿公", "好")
    await town.says("陈主任", "#接龙\n1. 李阿公 3幢201 猪肉2斤")
    await town.says("陈主任", word)
    await town.presses("陈主任", "确认记下")
    assert await town.ordered("李阿公", window) == {"土猪肉": expected}


async def test_who_orders_between_reading_and_confirming_is_not_doubled(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    await town.says("王阿婆", "青菜1斤")
    await town.says("王阿婆", "好")
    await town.presses("陈主任", "确认记下")
    assert await town.ordered("王阿婆", window) == {"青菜": 1_000}
    assert "第2 王阿婆 3幢202" in await town.last("陈主任")


async def test_stock_and_limits_hold_and_what_could_not_be_had_is_listed(town: Town) -> None:
    scarce = Item(0, 0, "草莓", "盒", 2_500, None, 3_000, 2_000)
    window = await town.opens_window(scarce)
    await town.says("陈主任", "#接龙\n1. 李阿公 3幢201 草莓2盒\n2. 王阿婆 3幢202 草莓2盒\n3. 李阿婆 3幢201 草莓1盒")
    await town.presses("陈主任", "确认记下")
    assert await town.taken(window) == {"草莓": 2_000}
    answer = await town.last("陈主任")
    assert "记下了，1户" in answer
    assert "第2 王阿婆：草莓不够了，还能订1盒" in answer
    assert "第3 李阿婆：草莓超过每户限量" in answer
    assert await town.heard("王阿婆") == []


async def test_the_same_person_twice_counts_only_when_the_cadre_says_so(town: Town, window: int) -> None:
    await town.says("陈主任", "#接龙\n1. 王阿婆 3幢202 猪肉1斤\n2. 妞妞妈 3幢202 猪肉2斤")
    assert "第2 妞妞妈 3幢202（土猪肉2斤）：和上面一条是同一个人" in await town.last("陈主任")
    await town.says("陈主任", "2对")
    await town.presses("陈主任", "确认记下")
    assert await town.ordered("王阿婆", window) == {"土猪肉": 3_000}


async def test_a_changed_offer_is_shown_again_before_anything_counts(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    await town.opens_window(*GOODS[:1], title="周日团")
    await town.presses("陈主任", "确认记下")
    assert "团购刚刚改过" in await town.last("陈主任")
    assert await town.taken(window) == {}


async def test_without_an_open_window_a_chain_is_not_taken_down(town: Town) -> None:
    await town.says("陈主任", POST)
    assert "没有开着的团" in await town.last("陈主任")


async def test_a_window_that_closed_before_the_confirmation_takes_nothing(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    await town.later(9)
    await town.presses("陈主任", "确认记下")
    assert "没有开着的团" in await town.last("陈主任")
    assert await town.taken(window) == {}


async def test_a_villager_who_pastes_a_chain_takes_nothing_down_for_others(town: Town, window: int) -> None:
    await town.says("李阿公", POST)
    assert "确认记下" not in await town.choices("李阿公")
    assert await town.taken(window) == {}


async def test_a_group_leader_takes_down_the_chain_of_their_own_group_only(town: Town, window: int) -> None:
    def work(tx: Transaction) -> None:
        people.give_role(tx, town.people["王阿婆"], Role.GROUP_LEADER, town.microgrid.id)

    await town.database.write(work)
    await town.says("王阿婆", POST)
    await town.presses("王阿婆", "确认记下")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000, "豆腐": 1_000}


async def test_a_button_of_somebody_elses_review_does_nothing(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    press = await town.button("陈主任", "确认记下")
    await town.does(town.update("小陈", press=press))
    assert await town.taken(window) == {}


async def test_an_announcement_still_opens_a_window_and_an_order_is_still_an_order(town: Town, window: int) -> None:
    await town.says("陈主任", "明天到货🐷五花肉35元/斤，虾25元/斤，今晚8点截止，文化礼堂拿")
    assert "开团" in await town.choices("陈主任")
    await town.says("陈主任", "取消")
    await town.says("陈主任", "猪肉2斤 豆腐1块")
    await town.says("陈主任", "好")
    assert await town.ordered("陈主任", window) == {"土猪肉": 2_000, "豆腐": 1_000}


async def test_a_worker_who_reports_several_visits_pastes_no_chain(town: Town, window: int) -> None:
    await town.says("小陈", "3幢201 李家 2口 都在家\n3幢202 王家 1人\n1幢104 刘家 3口 没外出\n1幢103 陈家 4口 正常")
    assert "确认记下" not in await town.choices("小陈")
    assert "走访4户" in await town.last("小陈")


async def test_a_chain_is_no_part_of_a_draft_that_waits(town: Town, window: int) -> None:
    await town.says("陈主任", "明天到货🐷五花肉35元/斤，虾25元/斤，今晚8点截止，文化礼堂拿")
    await town.says("陈主任", POST)
    assert "读到3户，5样" in await town.last("陈主任")
    assert (await town.presses("陈主任", "开团")).toast == "开团了"


async def test_the_cadres_own_order_while_a_chain_is_under_review_is_their_own(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    await town.says("陈主任", "鸡蛋1盒")
    await town.presses("陈主任", "确认")
    assert await town.ordered("陈主任", window) == {"鸡蛋": 1_000}
    await town.says("陈主任", "确认记下")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000, "豆腐": 1_000}


async def test_a_chain_that_arrived_cut_is_refused_as_a_whole(town: Town, window: int) -> None:
    await town.says("陈主任", POST, cut=True)
    assert "一条也没有记" in await town.last("陈主任")
    assert await town.choices("陈主任") == []


async def test_a_chain_of_five_hundred_lines_is_taken_down_and_a_longer_one_refused(town: Town, window: int) -> None:
    rows = [f"{number}. 张{number} {number % 9 + 4}幢{number + 100} 青菜1斤" for number in range(3, 500)]
    await town.says("陈主任", "#接龙\n1. 李阿公 3幢201 猪肉2斤\n2. 王阿婆 3幢202 青菜3斤\n" + "\n".join(rows))
    read = await town.last("陈主任")
    assert "读到2户，2样" in read
    assert "还有457条拿不准" in read
    await town.presses("陈主任", "确认记下")
    assert await town.taken(window) == {"土猪肉": 2_000, "青菜": 3_000}
    await town.says("陈主任", "\n".join(f"{row}，{row}" for row in rows * 3))
    assert "超过1000行" in await town.last("陈主任")


async def test_a_long_chain_is_taken_down_a_hundred_households_a_press(town: Town, window: int) -> None:
    def work(tx: Transaction) -> None:
        for number in range(150):
            home = households.ensure(
                tx, town.village.id, town.microgrid.id, f"9幢{100 + number}", f"9-{100 + number}", town.now
            )
            people.add(tx, f"住户{number}", town.village.id, town.now, terms=(), household=home.id, confirmed=True)

    await town.database.write(work)
    await town.says("陈主任", "#接龙\n" + "\n".join(f"{n + 1}. 9幢{100 + n} 青菜1斤" for n in range(150)))
    await town.presses("陈主任", "确认记下")
    begun, rest = (await town.heard("陈主任"))[-2:]
    assert "记下了，100户" in begun
    assert "还有50户没记" in begun
    assert "读到50户，50样。另外100户早就记过了" in rest
    await town.presses("陈主任", "确认记下")
    assert "记下了，50户" in await town.last("陈主任")
    assert await town.taken(window) == {"青菜": 150_000}


async def test_a_telephone_number_in_a_chain_calls_nobody(town: Town, window: int) -> None:
    rows = "1. 李阿公 3幢201 猪肉2斤\n2. 王阿婆 3幢202 青菜3斤"
    await town.says("陈主任", f"#接龙 有事找主任，主任的电话13800000021\n{rows}")
    assert "读到2户，2样" in await town.last("陈主任")


async def test_two_presses_at_once_take_a_chain_down_once(town: Town, window: int) -> None:
    await town.says("陈主任", POST)
    press = await town.button("陈主任", "确认记下")
    await asyncio.gather(*(town.does(town.update("陈主任", press=press)) for _ in range(5)))
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000, "豆腐": 1_000}
    assert len([text for text in await town.heard("李阿公") if "记下了" in text]) == 1


async def test_chains_and_buyers_at_once_never_sell_more_than_there_is(town: Town) -> None:
    window = await town.opens_window(Item(0, 0, "草莓", "盒", 2_500, None, 3_000, None))
    await town.says("陈主任", "#接龙\n1. 李阿公 3幢201 草莓2盒\n2. 刘医生 1幢104 草莓1盒")
    press = await town.button("陈主任", "确认记下")
    await town.says("王阿婆", "草莓2盒")
    other = await town.button("王阿婆", "确认")
    await asyncio.gather(
        town.does(town.update("陈主任", press=press)), town.does(town.update("王阿婆", press=other))
    )
    had = [await town.ordered(who, window) for who in ("李阿公", "刘医生", "王阿婆")]
    taken = (await town.taken(window))["草莓"]
    assert taken == sum(order.get("草莓", 0) for order in had) <= 3_000


async def test_a_second_post_whose_numbers_begin_anew_corrects_nothing(town: Town, window: int) -> None:
    await town.says("陈主任", "1. 李阿公 3幢201 猪肉2斤\n2. 王阿婆 3幢202 青菜3斤")
    await town.says("陈主任", "1. 小林 1-102 带鱼1斤\n2. 王阿婆 3幢202 再加豆腐1块")
    read = await town.last("陈主任")
    for line in ("李阿公 3幢201　土猪肉2斤", "小林 1-102　带鱼1斤", "王阿婆 3幢202　青菜3斤、豆腐1块"):
        assert line in read
