"""Whose a number or a symptom is, in a family: sure by name, kin or order, else asked; who may report for whom."""

from storage import people
from storage.database import Transaction
from tests.observed import family, measured, observe, red, reported
from tests.town import Town


async def test_one_number_of_two_people_is_asked_about_with_names(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "36.5")
    assert await measured(town, "李阿公") == await measured(town, "李阿婆") == []
    assert await town.choices("李阿公") == ["李阿公", "李阿婆", "都不是"]
    await town.presses("李阿公", "李阿婆")
    assert await measured(town, "李阿婆") == [3_650]
    assert "还差李阿公" in await town.last("李阿公")
    await town.says("李阿公", "36.9")
    assert await measured(town, "李阿公") == [3_690]
    assert await town.last("李阿公") == "第6天，共14天。已记：李阿公 36.9。"


async def test_two_numbers_of_three_people_ask_who_is_missing(town: Town) -> None:
    await town.settles("李小宝", "3幢201")
    await family(town)
    await observe(town, "李小宝", reporter="李阿公")
    await town.says("李阿公", "36.5 36.8")
    assert "还差谁的" in await town.last("李阿公")
    await town.presses("李阿公", "李阿婆")
    assert await measured(town, "李阿公") == [3_650]
    assert await measured(town, "李小宝") == [3_680]
    assert await measured(town, "李阿婆") == []
    assert "还差李阿婆" in await town.last("李阿公")


async def test_more_numbers_than_people_are_not_recorded(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "36.5 36.8 36.4")
    assert await measured(town, "李阿公") == await measured(town, "李阿婆") == []
    assert "写上名字" in await town.last("李阿公")
    await town.says("李阿公", "李阿公36.5 李阿婆36.8")
    assert await measured(town, "李阿公") == [3_650]
    assert await measured(town, "李阿婆") == [3_680]


async def test_names_and_kin_are_matched_where_that_is_sure(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "我36.4 老婆36.5")
    assert await measured(town, "李阿公") == [3_640]
    assert await measured(town, "李阿婆") == [3_650]


async def test_kin_who_may_be_one_of_several_are_asked_about(town: Town) -> None:
    await town.settles("李小宝", "3幢201")
    await family(town)
    await observe(town, "李小宝", reporter="李阿公")
    await town.says("李阿公", "我36.4，孙子37.6")
    assert await measured(town, "李阿公") == [3_640]
    assert "孙子（37.6）是哪一位" in await town.last("李阿公")
    assert await red(town) == 1
    await town.presses("李阿公", "李小宝")
    assert await reported(town, "李小宝") == [(3_760, (), "abnormal", "family")]
    assert "还差李阿婆" in await town.last("李阿公")


async def test_person_by_person_with_buttons(town: Town) -> None:
    await family(town)
    await town.later(6.1)
    assert "请报晚上的体温：李阿公、李阿婆" in await town.last("李阿公")
    await town.presses("李阿公", "李阿婆")
    assert "请发李阿婆的体温" in await town.last("李阿公")
    await town.says("李阿公", "36.6")
    assert await measured(town, "李阿婆") == [3_660]


async def test_a_symptom_of_nobody_knows_whom_is_asked_about(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "36.5 36.8 有点咳")
    assert await red(town) == 1
    assert "是谁咳嗽" in await town.last("李阿公")
    await town.presses("李阿公", "李阿婆")
    assert await reported(town, "李阿公") == [(3_650, (), "ok", "self")]
    assert await reported(town, "李阿婆") == [(3_680, ("cough",), "abnormal", "family")]
    assert await red(town) == 1


async def test_a_symptom_beside_ones_own_number_is_theirs(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "我36.4，老婆36.5有点咳")
    assert await reported(town, "李阿公") == [(3_640, (), "ok", "self")]
    assert await reported(town, "李阿婆") == [(3_650, ("cough",), "abnormal", "family")]


async def test_whoever_lives_there_may_report_and_a_neighbour_may_not(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿婆", "36.5")
    assert await reported(town, "李阿公") == [(3_650, (), "ok", "family")]
    await town.says("王阿婆", "李阿公 36.9")
    assert await measured(town, "李阿公") == [3_650]
    assert "只能记自己家里人的体温" in await town.last("王阿婆")


async def test_a_neighbour_who_may_order_for_them_may_not_report_and_family_elsewhere_may(town: Town) -> None:
    await observe(town, "李阿公")

    def allow(tx: Transaction) -> None:
        home = people.get(tx, town.people["李阿公"])
        assert home is not None
        people.let_act_for(tx, town.people["王阿婆"], home.household, home.id, town.now, neighbour=True)
        daughter = people.add(tx, "李小燕", town.village.id, town.now, terms=())
        people.let_act_for(tx, daughter, home.household, home.id, town.now)
        from storage import addresses
        from storage.addresses import Address
        from tests.town import ACCOUNT

        addresses.bind(tx, Address(ACCOUNT, "李小燕"), daughter, "zh", town.now)

    await town.database.write(allow)
    await town.says("王阿婆", "36.9")
    assert await measured(town, "李阿公") == []
    await town.says("李小燕", "36.4")
    assert await reported(town, "李阿公") == [(3_640, (), "ok", "family")]


async def test_reporting_for_others_ones_own_temperature_is_not_kept(town: Town) -> None:
    await observe(town, "李阿婆", reporter="李阿公")
    await town.says("李阿公", "我36.4 老婆36.5")
    assert await measured(town, "李阿婆") == [3_650]
    assert "您自己不在观察名单上" in await town.last("李阿公")
    await town.says("李阿公", "我37.9 老婆36.5")
    assert await red(town) == 1
    assert "37.9" in await town.last("小陈")


async def test_a_correction_in_a_family_is_of_whom_was_spoken_last_else_it_is_asked(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "李阿婆 36.5")
    await town.says("李阿公", "我打错了，是36.8")
    assert await measured(town, "李阿婆") == [3_680]
    await town.says("李阿公", "36.4 36.9")
    await town.says("李阿公", "打错了，是36.7")
    assert "36.7 是谁的" in await town.last("李阿公")
    await town.presses("李阿公", "李阿公")
    assert await measured(town, "李阿公") == [3_670]


async def test_whose_a_number_is_may_stand_behind_it_and_a_correction_may_name_the_speaker(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "36.4 36.9")
    await town.says("李阿公", "刚才说错了，我是36.6")
    assert (await measured(town, "李阿公"), await measured(town, "李阿婆")) == ([3_660], [3_690])
    await town.says("李阿公", "36.5是李阿婆的")
    await town.says("李阿公", "刚才那个36.8是我的")
    assert ((await measured(town, "李阿公"))[-1], (await measured(town, "李阿婆"))[-1]) == (3_680, 3_650)


async def test_a_kin_word_is_asked_about_once_and_known_from_then_on(town: Town) -> None:
    await town.settles("李小宝", "3幢201")
    await family(town)
    await observe(town, "李小宝", reporter="李阿公")
    await town.says("李阿公", "孙子36.6")
    assert "孙子（36.6）是哪一位" in await town.last("李阿公")
    await town.presses("李阿公", "李小宝")
    await town.says("李阿公", "孙子36.7，老婆36.8")
    assert await measured(town, "李小宝") == [3_660, 3_670]
    assert "老婆（36.8）是哪一位" in await town.last("李阿公")
    # Another may call somebody else so.
    await town.says("李阿婆", "孙子36.9")
    assert await measured(town, "李小宝") == [3_660, 3_670]


async def test_kin_are_nobodys_by_elimination_unless_all_were_named(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "孙子36.6")
    assert await measured(town, "李阿婆") == []
    await town.presses("李阿公", "都不是")
    assert "没有记" in (await town.heard("李阿公"))[-2]


async def test_a_name_before_several_numbers_is_asked_about(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "李阿婆有点咳，36.5 36.8")
    assert await reported(town, "李阿婆") == [(None, ("cough",), "abnormal", "family")]
    assert await measured(town, "李阿公") == []
    assert "写上名字" in await town.last("李阿公")


async def test_a_number_that_nobody_wants_is_left_out_without_asking_for_more(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "36.5 36.8")
    await town.says("李阿公", "孙子36.6")
    await town.presses("李阿公", "都不是")
    assert await town.last("李阿公") == "好，孙子的没有记。"


async def test_a_number_of_somebody_unknown_is_offered_to_the_only_one_who_is_observed(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "孙女有点烧 37.7")
    assert await red(town) == 1
    assert await measured(town, "李阿公") == []
    assert await town.last("李阿公") == "37.7 是李阿公的吗？"
    await town.says("李阿公", "不是")
    assert await measured(town, "李阿公") == []
    await town.says("李阿公", "孩子不写作业，36.5")
    await town.says("李阿公", "是的")
    assert await measured(town, "李阿公") == [3_650]


async def test_a_neighbour_reads_nothing_of_another_household(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5")
    for text in ("第几天了", "我的体温记录", "李阿公第几天了", "/checkin", "李阿公的体温"):
        await town.says("王阿婆", text)
        assert not any("36.5" in heard and "李阿公" in heard for heard in await town.heard("王阿婆"))
        assert "第6天" not in await town.last("王阿婆")
