"""A family's report: one line for everybody, read back; what is not sure is asked; what is alarming alarms."""

import pytest

from domain.messages import FileReference
from storage import handovers, health_alarms, observations, people
from storage.database import Transaction
from tests.observed import measured, observe, reported
from tests.town import Town


async def family(town: Town) -> None:
    """李阿公 reports for himself and 李阿婆."""
    await observe(town, "李阿公")
    await observe(town, "李阿婆", reporter="李阿公")


async def red(town: Town, name: str = "") -> int:
    def work(tx: Transaction) -> int:
        return len([a for a in health_alarms.open_in(tx, town.village.path) if not name or a.name == name])

    return await town.database.read(work)


async def test_one_line_of_numbers_is_everybodys_in_the_order_of_the_prompt(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "36.5 36.8")
    assert await town.last("李阿公") == "第6天，共14天。已记：李阿公 36.5，李阿婆 36.8。"
    assert await measured(town, "李阿公") == [3_650]
    assert await measured(town, "李阿婆") == [3_680]
    assert await town.choices("李阿公") == []


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [("36度5", 3_650), ("三十六度五", 3_650), ("36，5", 3_650), ("36·5 没有不舒服", 3_650),
     ("早上36度5 没有不舒服", 3_650),
     ("36.5，都好", 3_650), ("第6天了 36.6", 3_660), ("36", 3_600), ("My temperature is 36.7", 3_670)],
)  # fmt: skip
async def test_a_number_is_read_in_whatever_way_it_is_written(town: Town, text: str, hundredths: int) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", text)
    assert hundredths in await measured(town, "李阿公")
    assert "已记：李阿公" in await town.last("李阿公")


@pytest.mark.parametrize("text", ["3605", "385", "73", "56.5", "体温正常", "都好", "没量", "都正常，放心"])
async def test_what_cannot_be_known_is_asked_and_nothing_is_recorded(town: Town, text: str) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", text)
    assert await measured(town, "李阿公") == []
    assert "36.5" in await town.last("李阿公")
    assert not any(any(digit in label for digit in "0123456789") for label in await town.choices("李阿公"))


async def test_fahrenheit_is_read_and_said_in_celsius(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "98.6F")
    assert await measured(town, "李阿公") == [3_700]
    assert "李阿公 37.0" in await town.last("李阿公")
    assert "摄氏" in await town.last("李阿公")


async def test_a_fever_alarms_at_once_and_is_recorded_and_the_person_is_told_who_knows(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "38.5 有点咳")
    assert await reported(town, "李阿公") == [(3_850, ("cough",), "abnormal", "self")]
    heard = await town.heard("李阿公")
    assert "小陈" in heard[-2]
    assert "已记：李阿公 38.5（咳嗽）" in heard[-1]
    for worker in ("小陈", "小林", "陈主任", "刘医生"):
        assert "体温 38.5" in await town.last(worker)
    assert await red(town, "李阿公") == 1


async def test_symptoms_without_a_number_alarm_and_the_number_is_asked(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "有点咳")
    assert await reported(town, "李阿公") == [(None, ("cough",), "abnormal", "self")]
    assert await red(town) == 1
    assert "体温是多少" in await town.last("李阿公")
    await town.says("李阿公", "36.7")
    assert await measured(town, "李阿公") == [None, 3_670]


async def test_a_danger_beside_a_number_raises_the_danger_alarm_and_is_recorded(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "38.5 喘不上气")
    assert (await measured(town, "李阿公")) == [3_850]
    assert any("120" in text for text in await town.heard("李阿公"))
    assert any("可能有生命危险" in text for text in await town.heard("小陈"))
    assert await red(town) == 1


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


async def test_a_fever_of_nobody_knows_whom_alarms_before_it_is_answered(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "38.6")
    assert "38.6" in await town.last("小陈")
    assert await red(town) == 1
    await town.presses("李阿公", "李阿婆")
    assert await reported(town, "李阿婆") == [(3_860, (), "abnormal", "family")]
    assert await red(town) == 1


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


async def test_whoever_takes_an_alarm_about_nobody_named_reads_whose_family_it_is(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "有点咳嗽")
    assert "3幢201有人，电话 13800000001" in await town.last("小陈")
    await town.says("小陈", "今天要做什么")
    assert "家里有人 3幢201：有点咳嗽 13800000001" in await town.last("小陈")
    await town.says("小陈", "1 我来")
    heard = "".join(await town.heard("小陈"))
    assert "是家里哪一位还没说" in heard
    assert "没登记" not in heard


async def test_a_symptom_beside_ones_own_number_is_theirs(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "我36.4，老婆36.5有点咳")
    assert await reported(town, "李阿公") == [(3_640, (), "ok", "self")]
    assert await reported(town, "李阿婆") == [(3_650, ("cough",), "abnormal", "family")]


async def test_a_correction_is_a_new_row_that_replaces(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "38.5")
    await town.says("李阿公", "刚才打错了，是36.8")
    assert await reported(town, "李阿公") == [(3_680, (), "ok", "self")]
    assert await town.last("李阿公") == "第6天，共14天。改好了：李阿公 36.8，原来记的 38.5。"
    assert "36.8" in await town.last("小陈")
    assert await red(town) == 1


async def test_a_second_reading_stands_beside_the_first(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5")
    await town.says("李阿公", "36.9")
    assert await measured(town, "李阿公") == [3_650, 3_690]


async def test_morning_and_evening_in_one_message_go_to_their_own_times(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(7)
    await town.says("李阿公", "早36.5 晚36.8")
    assert "李阿公 36.5（早上），李阿公 36.8（晚上）" in await town.last("李阿公")


async def test_a_report_at_two_in_the_night_counts_for_the_evening(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(14)
    await town.says("李阿公", "36.5")
    assert "李阿公 36.5（昨天晚上）" in await town.last("李阿公")


async def test_tried_twice_in_vain_a_worker_is_told(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "都好")
    before = len(await town.heard("小陈"))
    await town.says("李阿公", "正常")
    assert "小陈" in await town.last("李阿公")
    assert "两次没把体温报清楚" in await town.last("小陈")
    assert len(await town.heard("小陈")) == before + 1
    await town.says("李阿公", "正常的")
    assert len(await town.heard("小陈")) == before + 1


async def test_who_has_no_thermometer_is_helped_by_a_worker(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(6.1)
    await town.presses("李阿公", "没有体温计")
    assert "没有体温计" in await town.last("小陈")


async def test_a_report_is_never_an_amount_of_an_order(town: Town) -> None:
    window = await town.opens_window()
    await observe(town, "李阿公")
    await town.later(6.1)
    await town.says("李阿公", "猪肉")
    await town.says("李阿公", "36.5")
    assert await measured(town, "李阿公") == [3_650]
    assert await town.ordered("李阿公", window) == {}


@pytest.mark.parametrize("word", ["好", "1"])
async def test_with_an_order_and_a_prompt_open_a_yes_names_both(town: Town, word: str) -> None:
    await town.opens_window()
    await observe(town, "李阿公")
    await town.says("李阿公", "猪肉2斤")
    await town.later(6.1)
    await town.says("李阿公", word)
    text = await town.last("李阿公")
    assert "订单" in text
    assert "报体温" in text
    assert await measured(town, "李阿公") == []


async def test_after_the_report_the_order_is_confirmed_by_a_plain_yes(town: Town) -> None:
    window = await town.opens_window()
    await observe(town, "李阿公")
    await town.says("李阿公", "猪肉2斤")
    await town.later(6.1)
    await town.says("李阿公", "36.5")
    await town.says("李阿公", "好")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}


async def test_a_plain_yes_to_the_prompt_asks_for_the_number(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(6.1)
    await town.says("李阿公", "好的")
    assert "请报晚上的体温" in await town.last("李阿公")


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


async def test_somebody_who_is_not_observed_is_thanked_and_nothing_is_kept(town: Town) -> None:
    await town.says("王阿婆", "36.5")
    assert "不用报体温" in await town.last("王阿婆")
    await town.says("王阿婆", "38.5 咳嗽")
    assert any("38.5" in text for text in await town.heard("小陈"))
    assert "别自己去医院" in await town.last("王阿婆")
    for words in ("体温正常", "三十六度五，老头子三十六度八"):
        await town.says("王阿婆", words)
        assert "我只能记" in await town.last("王阿婆") or "不用报体温" in await town.last("王阿婆")


async def test_reporting_for_others_ones_own_temperature_is_not_kept(town: Town) -> None:
    await observe(town, "李阿婆", reporter="李阿公")
    await town.says("李阿公", "我36.4 老婆36.5")
    assert await measured(town, "李阿婆") == [3_650]
    assert "您自己不在观察名单上" in await town.last("李阿公")
    await town.says("李阿公", "我37.9 老婆36.5")
    assert await red(town) == 1
    assert "37.9" in await town.last("小陈")


async def test_a_photo_with_the_number_under_it_is_read_and_one_without_goes_to_a_worker(town: Town) -> None:
    await observe(town, "李阿公")
    photo = FileReference("photo", "0" * 64, kept=True)
    await town.says("李阿公", "36.6", files=(photo,))
    assert await measured(town, "李阿公") == [3_660]
    await town.sends("李阿公", photo)
    assert "转给网格员" in await town.last("李阿公")


@pytest.mark.parametrize(("text", "said"), [
    ("第几天了", "今天第6天，共14天"), ("哪天解除", "12月8日"), ("什么时候可以出门？", "12月8日"),
    ("我的体温记录", "36.5"),
])  # fmt: skip
async def test_questions_about_ones_days_are_answered_from_the_case(town: Town, text: str, said: str) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5")
    await town.says("李阿公", text)
    assert said in await town.last("李阿公")


async def test_the_command_asks_for_what_is_to_come(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(6.1)
    await town.says("李阿公", "/checkin")
    assert "请报晚上的体温：李阿公" in await town.last("李阿公")
    await town.says("李阿公", "/checkin 36.5")
    assert await measured(town, "李阿公") == [3_650]
    await town.says("王阿婆", "/checkin")
    assert "不用报体温" in await town.last("王阿婆")


async def test_in_english(town: Town) -> None:
    await family(town)
    await town.database.write(lambda tx: people.set_language(tx, town.people["李阿公"], "en"))
    await town.says("李阿公", "36.5 36.8")
    assert await town.last("李阿公") == "Day 6 of 14. Noted: 李阿公 36.5, 李阿婆 36.8."
    await town.later(6.1)
    await town.says("李阿公", "all fine")
    assert "What is the temperature of 李阿公, 李阿婆?" in await town.last("李阿公")


async def test_a_case_that_is_closed_takes_nothing_any_more(town: Town) -> None:
    await observe(town, "李阿公")

    def end(tx: Transaction) -> None:
        from dataclasses import replace

        from domain.observation import State
        from tests.town import ZONE

        case = observations.open_of(tx, town.people["李阿公"])
        assert case is not None
        after = replace(case, state=State.ENDED, ended_at=town.now, ended_by=town.people["陈主任"])
        assert observations.change(tx, case, after, "ended", town.people["陈主任"], "", ZONE, town.now)

    await town.database.write(end)
    await town.says("李阿公", "36.5")
    assert await measured(town, "李阿公") == []
    assert "不用报体温" in await town.last("李阿公")


async def test_an_ache_that_is_no_alarm_is_passed_on_to_a_human(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.4 膝盖痛，老毛病了")
    assert await reported(town, "李阿公") == [(3_640, ("other",), "ok", "self")]
    assert "膝盖痛" in await town.last("小陈")
    assert await red(town) == 0


async def test_words_that_may_be_a_complaint_are_asked_about_and_the_number_is_kept(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5 眼皮抬不起来")
    assert await measured(town, "李阿公") == [3_650]
    assert "“眼皮抬不起来”，是身体不舒服吗" in await town.last("李阿公")
    assert await red(town) == 0


async def test_chronic_symptoms_alarm_only_when_they_get_worse(town: Town) -> None:
    from storage import check_ins

    await observe(town, "李阿公")
    note = "老慢支"
    await town.database.write(
        lambda tx: check_ins.note_chronic(tx, town.people["李阿公"], "cough", note, town.people["小陈"], town.now)
    )
    await town.says("李阿公", "36.5 还是咳")
    assert await red(town) == 0
    await town.says("李阿公", "36.5 咳得比昨天厉害")
    assert await red(town) == 1


async def test_handed_over_words_keep_who_said_them(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "都好")
    await town.says("李阿公", "正常")
    found = await town.database.read(lambda tx: handovers.waiting(tx))
    assert [each.person for each in found] == [town.people["李阿公"]]


async def test_what_cannot_be_read_is_asked_about_when_only_that_is_asked(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(6.1)
    await town.says("李阿公", "36点多")
    assert "没看明白" in await town.last("李阿公")


async def test_a_correction_that_names_what_was_wrong_replaces_just_that(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "38.5")
    await town.says("李阿公", "36.9")
    await town.says("李阿公", "不是38.5，是36.8")
    assert sorted(await measured(town, "李阿公")) == [3_680, 3_690]


async def test_a_slip_within_one_message_replaces_nothing_said_before(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.2")
    await town.says("李阿公", "36.5，不对，是37.0")
    assert await measured(town, "李阿公") == [3_620, 3_700]


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


async def test_an_errand_beside_the_number_is_an_errand(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.6，帮忙带瓶酱油")
    assert await measured(town, "李阿公") == [3_660]
    assert any("已记：李阿公 36.6" in text for text in await town.heard("李阿公"))
    assert "酱油" in await town.last("李阿公")


async def test_medicine_beside_the_numbers_is_asked_for_and_who_is_ill(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "36.5 36.6 感冒药一盒")
    assert await measured(town, "李阿公") == [3_650]
    assert "谁不舒服" in await town.last("李阿公")
    assert "感冒药一盒" in "".join(await town.heard("小陈"))


async def test_goods_beside_the_number_are_an_order_while_a_window_is_open(town: Town) -> None:
    window = await town.opens_window()
    await observe(town, "李阿公")
    await town.says("李阿公", "36.6，要2斤猪肉")
    await town.says("李阿公", "好")
    assert await measured(town, "李阿公") == [3_660]
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}


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


async def test_somebody_unwell_is_asked_after(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "老婆不舒服")
    assert "是谁不舒服？" in await town.heard("李阿公")
    assert "老婆不舒服" in await town.last("小陈")


async def test_a_question_beside_the_number_is_answered_too(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5，哪天能解除？")
    assert await measured(town, "李阿公") == [3_650]
    assert "12月8日" in await town.last("李阿公")


async def test_who_asks_for_a_person_beside_the_number_gets_one(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5，找网格员")
    assert await measured(town, "李阿公") == [3_650]
    assert "找网格员" in await town.last("小陈")


async def test_a_number_that_nobody_wants_is_left_out_without_asking_for_more(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "36.5 36.8")
    await town.says("李阿公", "孙子36.6")
    await town.presses("李阿公", "都不是")
    assert await town.last("李阿公") == "好，孙子的没有记。"


async def test_a_notice_that_somebody_writes_is_not_their_report(town: Town) -> None:
    """A cadre whose family is observed drafts a notice about temperatures."""
    await town.observes("陈主任", by="小陈")
    await town.says("陈主任", "发通知：体温37.5以上的请马上打电话给网格员，不要出门，等村医上门。")
    assert await measured(town, "陈主任") == []


@pytest.mark.parametrize("text", ["猪肉2斤", "豆腐2块", "鸡蛋1盒", "五花肉36.5", "猪肉36.5元太贵了"])
async def test_somebody_observed_orders_as_before(town: Town, text: str) -> None:
    await town.opens_window()
    await observe(town, "李阿公")
    await town.says("李阿公", text)
    assert await measured(town, "李阿公") == []


async def test_a_step_that_waits_for_words_gets_them(town: Town) -> None:
    """A worker whose family is observed says what was done about an alarm."""
    await observe(town, "李阿公")
    await observe(town, "小陈")
    await town.says("李阿公", "38.5")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "其他，我写一句")
    await town.says("小陈", "李阿公发烧咳嗽，已经吃了药，36.8了")
    assert await measured(town, "小陈") == []
    assert await red(town) == 0


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


@pytest.mark.parametrize(
    "text", ["额头有点烫", "身上滚烫", "上不来气", "my throat hurts", "有发热", "下午开始发热", "身子发烫", "拉稀了"]
)
async def test_whatever_words_a_fever_or_a_symptom_is_said_in_it_alarms(town: Town, text: str) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", text)
    assert await red(town) == 1


@pytest.mark.parametrize("text", ["老样子", "跟昨天一样", "等下再报", "无异常", "6.5", "一家人都健康", "没啥问题"])
async def test_whatever_is_said_instead_of_a_number_the_number_is_asked(town: Town, text: str) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", text)
    assert await measured(town, "李阿公") == []
    assert "36.5" in await town.last("李阿公")


async def test_the_same_number_twice_is_one(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.7 36.7")
    assert await measured(town, "李阿公") == [3_670]


async def test_what_a_cadre_opens_a_round_with_is_not_their_familys_report(town: Town) -> None:
    await town.observes("陈主任", by="小陈")
    await town.says("陈主任", "明天到货：五花肉36.5，带鱼38.5，今晚8点截止，文化礼堂拿")
    assert await measured(town, "陈主任") == []


async def test_a_neighbour_reads_nothing_of_another_household(town: Town) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", "36.5")
    for text in ("第几天了", "我的体温记录", "李阿公第几天了", "/checkin", "李阿公的体温"):
        await town.says("王阿婆", text)
        assert not any("36.5" in heard and "李阿公" in heard for heard in await town.heard("王阿婆"))
        assert "第6天" not in await town.last("王阿婆")


async def test_a_number_with_now_before_it_is_a_report_while_goods_are_on_offer(town: Town) -> None:
    await town.opens_window()
    await observe(town, "李阿公")
    await town.says("李阿公", "现在36.7了")
    assert await measured(town, "李阿公") == [3_670]


async def test_whoever_is_not_understood_reads_what_they_would_say(town: Town) -> None:
    await observe(town, "李阿公")
    for who, words in (("李阿公", "报体温直接发数字"), ("小陈", "今天要做什么"), ("王阿婆", "现在没有开团")):
        await town.says(who, "呱啦呱啦")
        assert words in await town.last(who)
