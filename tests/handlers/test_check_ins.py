"""A family's report: one line for everybody, read back; what cannot be known is asked; corrections are new rows."""

import pytest

from domain.messages import FileReference
from storage import handovers, observations, people
from storage.database import Transaction
from tests.observed import family, measured, observe, red, reported
from tests.town import Town


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


async def test_somebody_who_is_not_observed_is_thanked_and_nothing_is_kept(town: Town) -> None:
    await town.says("王阿婆", "36.5")
    assert "不用报体温" in await town.last("王阿婆")
    await town.says("王阿婆", "38.5 咳嗽")
    assert any("38.5" in text for text in await town.heard("小陈"))
    assert "别自己去医院" in await town.last("王阿婆")
    for words in ("体温正常", "三十六度五，老头子三十六度八"):
        await town.says("王阿婆", words)
        assert "我只能记" in await town.last("王阿婆") or "不用报体温" in await town.last("王阿婆")


async def test_a_photo_with_the_number_under_it_is_read_and_one_without_goes_to_a_worker(town: Town) -> None:
    await observe(town, "李阿公")
    photo = FileReference("photo", "0" * 64, kept=True)
    await town.says("李阿公", "36.6", files=(photo,))
    assert await measured(town, "李阿公") == [3_660]
    await town.sends("李阿公", photo)
    assert "转给网格员" in await town.last("李阿公")


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


async def test_whoever_is_not_understood_reads_what_they_would_say(town: Town) -> None:
    await observe(town, "李阿公")
    for who, words in (("李阿公", "报体温直接发数字"), ("小陈", "今天要做什么"), ("王阿婆", "现在没有开团")):
        await town.says(who, "呱啦呱啦")
        assert words in await town.last(who)


async def test_of_a_number_and_a_symptom_in_one_breath_it_is_asked_once_whose_they_are(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "37.8，有点咳")
    assert (await town.heard("李阿公"))[-1].startswith("37.8，咳嗽，说的是谁？")
    await town.presses("李阿公", "李阿婆")
    assert await reported(town, "李阿婆") == [(3_780, ("cough",), "abnormal", "family")]
    assert "是谁" not in await town.last("李阿公")
