"""A fever or a symptom in a report alarms at once, in whatever words; what may be one is asked about."""

import pytest

from tests.observed import family, measured, observe, red, reported
from tests.town import Town


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


async def test_a_fever_of_nobody_knows_whom_alarms_before_it_is_answered(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "38.6")
    assert "38.6" in await town.last("小陈")
    assert await red(town) == 1
    await town.presses("李阿公", "李阿婆")
    assert await reported(town, "李阿婆") == [(3_860, (), "abnormal", "family")]
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


async def test_somebody_unwell_is_asked_after(town: Town) -> None:
    await family(town)
    await town.says("李阿公", "老婆不舒服")
    assert "是谁不舒服？" in await town.heard("李阿公")
    assert "老婆不舒服" in await town.last("小陈")


@pytest.mark.parametrize(
    "text", ["额头有点烫", "身上滚烫", "上不来气", "my throat hurts", "有发热", "下午开始发热", "身子发烫", "拉稀了"]
)
async def test_whatever_words_a_fever_or_a_symptom_is_said_in_it_alarms(town: Town, text: str) -> None:
    await observe(town, "李阿公")
    await town.says("李阿公", text)
    assert await red(town) == 1


async def test_nobody_is_called_to_their_own_alarm(town: Town) -> None:
    await town.observes("刘医生", "王阿婆", reporter="王阿婆")
    await town.says("王阿婆", "38.5 36.5")
    assert "我来处理" in await town.choices("小陈")
    assert await town.heard("刘医生") == []
