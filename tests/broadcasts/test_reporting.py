"""Prompts for temperatures by the clock: asked, asked again, passed on; each once, and nothing lost."""

from dataclasses import replace

import pytest

from broadcasts import observed, reporting
from domain.grades import Grade
from domain.observation import State
from domain.settings import Setting
from storage import addresses, dues, observations, people, settings, sites
from storage.addresses import Address
from storage.database import Transaction
from tests.observed import measured, observe
from tests.town import ACCOUNT, HOUR, ZONE, Town

EVENING = 6
"""Hours from the noon of these tests to the time of the evening report."""


async def told(town: Town, who: str, word: str = "") -> list[str]:
    return [text for text in await town.heard(who) if word in text]


async def at(town: Town, hours: float, since: list[float]) -> None:
    """Time passes to so many hours after noon, a look every ten minutes."""
    while since[0] < hours - 0.001:
        step = min(1 / 6, hours - since[0])
        since[0] += step
        await town.later(step)


async def test_a_family_is_asked_once_whatever_number_of_them_is_observed(town: Town) -> None:
    await observe(town, "李阿公")
    await observe(town, "李阿婆", reporter="李阿公")
    await town.later(EVENING)
    asked = await told(town, "李阿公", "请报")
    assert asked == [
        "第6天，共14天。请报晚上的体温：李阿公、李阿婆。直接发数字，比如 36.5 36.8；有不舒服也写上。"
    ]
    assert await town.choices("李阿公") == ["李阿公", "李阿婆", "没有体温计"]
    assert await told(town, "李阿婆") == []


async def test_who_has_reported_is_not_asked(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(EVENING - 2)
    await town.says("李阿公", "36.5")
    await town.later(2)
    assert await told(town, "李阿公", "请报") == []


async def test_silence_is_asked_again_then_passed_on_level_by_level_each_once(town: Town) -> None:
    await observe(town, "李阿公")
    await observe(town, "王阿婆")
    clock = [0.0]
    await at(town, EVENING + 0.9, clock)
    # The morning's silence was asked for at noon already.
    assert len(await told(town, "李阿公", "请报晚上")) == 1
    await at(town, EVENING + 1.1, clock)
    assert len(await told(town, "李阿公", "还没收到晚上的体温")) == 1
    before = len(await told(town, "小陈", "没报"))
    await at(town, EVENING + 2.1, clock)
    lists = await told(town, "小陈", "没报")
    assert len(lists) == before + 1
    assert "没报：3幢201 李阿公（晚上），电话 13800000001" in lists[-1]
    assert "没报：3幢202 王阿婆（晚上），电话 13800000002" in lists[-1]
    cadre = len(await told(town, "陈主任", "没报"))
    await at(town, EVENING + 3.9, clock)
    assert len(await told(town, "陈主任", "没报")) == cadre
    await at(town, EVENING + 4.1, clock)
    text = (await told(town, "陈主任", "没报"))[-1]
    assert "13800000001" in text
    assert "小陈 13800000011" in text
    await at(town, EVENING + 12, clock)
    assert len(await told(town, "小陈", "没报")) == before + 1
    assert len(await told(town, "陈主任", "没报")) == cadre + 1


async def test_the_answer_ends_the_climbing(town: Town) -> None:
    await observe(town, "李阿公")
    clock = [0.0]
    await at(town, EVENING + 1.5, clock)
    before = len(await told(town, "小陈", "没报"))
    await town.says("李阿公", "36.5")
    await at(town, EVENING + 8, clock)
    assert len(await told(town, "小陈", "没报")) == before
    assert await told(town, "陈主任", "晚上") == []


async def test_half_an_answer_leaves_the_other_half_to_be_followed(town: Town) -> None:
    await observe(town, "李阿公")
    await observe(town, "李阿婆", reporter="李阿公")
    clock = [0.0]
    await at(town, EVENING + 0.5, clock)
    await town.says("李阿公", "李阿公36.5")
    await at(town, EVENING + 2.1, clock)
    assert "没报：3幢201 李阿婆（晚上）" in (await told(town, "小陈", "没报"))[-1]


async def test_who_has_no_chat_goes_to_the_worker_at_once_and_to_the_cadre_if_nothing_comes(town: Town) -> None:
    await observe(town, "李阿公")
    await town.database.write(lambda tx: addresses.mark(tx, Address(ACCOUNT, "李阿公"), False))
    clock = [0.0]
    await at(town, EVENING + 0.2, clock)
    assert "不用手机聊天" in (await told(town, "小陈", "没报"))[-1]
    count = len(await told(town, "小陈", "晚上"))
    await at(town, EVENING + 3, clock)
    assert len(await told(town, "小陈", "晚上")) == count
    await at(town, EVENING + 4.1, clock)
    assert "（晚上）" in (await told(town, "陈主任", "没报"))[-1]


async def test_a_grade_that_is_not_followed_is_asked_and_nobody_is_told(town: Town) -> None:
    await observe(town, "李阿公", grade=Grade.SELF_MONITORING)
    clock = [0.0]
    await at(town, 30, clock)
    assert await told(town, "李阿公", "请报早上")
    assert await told(town, "小陈", "没报") == []


async def test_the_settings_of_the_village_hold(town: Town) -> None:
    await observe(town, "李阿公")
    await town.database.write(
        lambda tx: settings.put(tx, Setting.REPORT_WORKER, town.village.id, "30", 0, town.people["陈主任"], town.now)
    )
    clock = [0.0]
    await at(town, EVENING + 0.6, clock)
    assert "（晚上）" in (await told(town, "小陈", "没报"))[-1]


async def test_after_an_outage_a_family_is_asked_once_and_told_of_only_later(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(EVENING + 3)
    assert len(await told(town, "李阿公", "晚上")) == 1
    assert await told(town, "小陈", "晚上") == []
    await town.later(2.1)
    await town.later(0)
    assert len(await told(town, "小陈", "晚上")) == 1


async def test_what_is_overdue_after_an_outage_is_caught_up_with_once(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(EVENING)
    await town.later(5)
    assert len(await told(town, "小陈", "晚上")) == 1
    assert len(await told(town, "陈主任", "晚上")) == 1
    for _ in range(5):
        await town.later(0.1)
    assert len(await told(town, "小陈", "晚上")) == 1
    assert len(await told(town, "陈主任", "晚上")) == 1


async def test_a_prompt_whose_turn_is_over_is_left_out(town: Town) -> None:
    await observe(town, "李阿公")
    await town.later(EVENING + 13)
    assert await told(town, "李阿公", "晚上") == []
    await town.later(1)
    assert len(await told(town, "李阿公", "早上")) == 1


@pytest.mark.parametrize("jump", [2, -2])
async def test_a_clock_that_jumps_asks_nobody_twice_and_forgets_nobody(town: Town, jump: int) -> None:
    await observe(town, "李阿公")
    clock = [0.0]
    await at(town, EVENING + 0.2, clock)
    town.now += jump * HOUR
    await at(town, EVENING + 0.5, clock)
    town.now -= jump * HOUR
    await at(town, EVENING + 7, clock)
    assert len(await told(town, "李阿公", "请报晚上的体温：")) == 2
    assert len(await told(town, "李阿公", "第6天，共14天。请报晚上")) == 1
    assert len(await told(town, "小陈", "（晚上）")) == 1
    assert len(await told(town, "陈主任", "（晚上）")) == 1


async def test_a_new_case_moves_the_next_time(town: Town) -> None:
    await observe(town, "李阿公", grade=Grade.SELF_MONITORING)
    await town.later(0.1)

    def next_at(tx: Transaction) -> int:
        return next(due.at for due in dues.due(tx, town.now + 90 * HOUR, 100) if due.kind == reporting.DUE)

    before = await town.database.read(next_at)
    await observe(town, "王阿婆", since=0)
    assert await town.database.read(next_at) < before


async def test_where_nobody_is_observed_any_more_nothing_is_due(town: Town) -> None:
    await observe(town, "李阿公", days=6)
    clock = [0.0]
    await at(town, 40, clock)
    count = len(await town.heard("李阿公"))
    await at(town, 80, clock)
    assert len(await town.heard("李阿公")) == count
    cases = await town.database.read(lambda tx: observations.in_village(tx, town.village.id))
    assert await town.database.read(
        lambda tx: reporting.next_at(tx, cases, town.village.path, ZONE, town.now)
    ) == 0  # fmt: skip


async def test_quiet_hours_hold_nothing_that_was_agreed(town: Town) -> None:
    await town.database.write(
        lambda tx: settings.put(tx, Setting.QUIET_FROM, town.village.id, "17:00", 0, town.people["陈主任"], town.now)
    )
    await observe(town, "李阿公")
    await town.later(EVENING)
    assert await told(town, "李阿公", "请报晚上")


async def test_enrolment_asks_at_the_next_time_and_a_release_stops_it(town: Town) -> None:
    (case,) = await town.observes("李阿公")
    await town.later(EVENING)
    assert len(await told(town, "李阿公", "第1天，共14天。请报晚上")) == 1

    def end(tx: Transaction) -> None:
        after = replace(case, state=State.ENDED, ended_at=town.now, ended_by=town.people["陈主任"])
        assert observations.change(tx, case, after, "ended", town.people["陈主任"], "", ZONE, town.now)
        observed.follow(tx, after, town.people["陈主任"], ZONE, town.now)

    await town.database.write(end)
    clock = [0.0]
    await at(town, 30, clock)
    assert len(await told(town, "李阿公", "请报")) == 1
    assert await told(town, "小陈", "没报") == []


async def test_times_of_their_own_are_asked_at(town: Town) -> None:
    await town.observes("李阿公", times=(13 * 60, 21 * 60))
    await town.later(1)
    assert len(await told(town, "李阿公", "请报中午的体温")) == 1
    await town.later(8)
    assert len(await told(town, "李阿公", "请报晚上的体温")) == 1


async def test_at_a_site_its_keeper_reports_for_everybody_there(town: Town) -> None:
    def keep(tx: Transaction) -> int:
        by, keeper = town.people["陈主任"], town.people["刘医生"]
        return sites.ensure(tx, town.village.id, "党校隔离点", by, town.now, keeper=keeper).id

    site = await town.database.write(keep)
    await observe(town, "李阿公", grade=Grade.CENTRAL, site=site)
    await observe(town, "王阿婆", grade=Grade.CENTRAL, site=site)
    await town.later(EVENING)
    assert await told(town, "李阿公", "请报") == []
    assert "李阿公、王阿婆" in (await told(town, "刘医生", "请报晚上"))[-1]
    await town.says("刘医生", "36.5 36.8")
    assert await measured(town, "李阿公") == [3_650]
    assert await measured(town, "王阿婆") == [3_680]


async def test_many_families_are_asked_in_several_goes(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "SLICE", 2)
    for number in range(5):
        await town.settles(f"李{number}", f"5幢10{number}")
        await observe(town, f"李{number}")
    await town.later(EVENING)
    for _ in range(3):
        await town.later(0.01)
    assert [len(await told(town, f"李{number}", "请报晚上")) for number in range(5)] == [1] * 5


async def test_a_worker_who_is_silent_themselves_is_told_of_by_the_others(town: Town) -> None:
    await observe(town, "小陈")
    clock = [0.0]
    await at(town, EVENING + 2.2, clock)
    assert await told(town, "小陈", "没报体温，请打电话") == []
    assert "小陈（晚上）" in (await told(town, "小林", "没报"))[-1]


async def test_texts_in_english(town: Town) -> None:
    for who in ("李阿公", "小陈"):
        await town.database.write(lambda tx, who=who: people.set_language(tx, town.people[who], "en"))
    await observe(town, "李阿公")
    clock = [0.0]
    await at(town, EVENING + 2.1, clock)
    assert await told(town, "李阿公", "Please report the evening temperature of 李阿公. Just send the numbers")
    assert await told(town, "小陈", "3幢201 李阿公 (evening), telephone 13800000001")
