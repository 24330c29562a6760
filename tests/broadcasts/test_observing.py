"""Somebody is enrolled, changed, released: rows, what they are told, and what it makes of their household."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from broadcasts import observation_changes as changes
from broadcasts import observing, releasing
from broadcasts.observing import Done, Refusal, Wanted
from domain.grades import Grade
from domain.observation import State
from domain.people import Person, Status
from domain.policies import Counting, Ground, Span
from domain.schedules import Anchor
from domain.spans import DAY
from storage import audit, check_ins, households, merging, observations, people, rules
from storage.database import Transaction
from tests.town import NOON, ZONE, Town

TODAY = date(2026, 11, 30)


async def act(town: Town, who: str, work: Callable[[Transaction, Person], Done]) -> Done:
    """Somebody does a thing, and whoever is told of it gets it."""

    def inside(tx: Transaction) -> Done:
        person = people.get(tx, town.people[who])
        assert person is not None
        done = work(tx, person)
        town.writer.tell(tx, done.told, town.now)
        return done

    return await town.database.write(inside)


async def holds(town: Town, who: str) -> list[str]:
    def work(tx: Transaction) -> list[str]:
        person = people.get(tx, town.people[who])
        assert person is not None
        return households.statuses(tx, person.household, town.now)

    return await town.database.read(work)


async def test_who_is_enrolled_reads_the_notice_and_their_household_is_observed(town: Town) -> None:
    await town.observes("李阿公", "李阿婆", tell=True)
    assert await holds(town, "李阿公") == [Status.OBSERVATION]
    said = await town.last("李阿公")
    assert "从11月30日到12月13日" in said
    assert "第1天，共14天" in said
    await town.presses("李阿公", "收到")
    cases = await town.database.read(lambda tx: observations.in_village(tx, town.village.id))
    assert [case.acknowledged_at for case in cases] == [NOON, NOON]


async def test_the_same_person_is_enrolled_once(town: Town) -> None:
    (case,) = await town.observes("李阿公")

    def again(tx: Transaction) -> observing.Enrolled:
        worker = people.get(tx, town.people["小林"])
        assert worker is not None
        wanted = Wanted(
            town.people["李阿公"], Ground.OTHER, (Span(Grade.HOME, 14),), Counting.FROM_START, TODAY
        )
        return observing.enrol(tx, worker, [wanted], ZONE, town.now)

    enrolled = await town.database.write(again)
    assert [(each.refusal, each.case and each.case.id) for each in enrolled.refused] == [(Refusal.ALREADY, case.id)]


async def test_nobody_is_released_by_the_clock(town: Town) -> None:
    (case,) = await town.observes("李阿公", begun=12)
    await town.later(36)
    early = await act(town, "陈主任", lambda tx, who: releasing.release(tx, who, case.id, ZONE, town.now))
    assert early.refusal is None
    assert await holds(town, "李阿公") == []
    assert "解除通知" in await town.last("李阿公")


async def test_a_release_before_its_time_is_refused(town: Town) -> None:
    (case,) = await town.observes("李阿公", begun=12)
    await town.later(35.9)
    early = await act(town, "陈主任", lambda tx, who: releasing.release(tx, who, case.id, ZONE, town.now))
    assert early.refusal is Refusal.EARLY
    worker = await act(town, "小陈", lambda tx, who: releasing.release(tx, who, case.id, ZONE, town.now))
    assert worker.refusal is Refusal.CADRE


async def test_at_the_end_whoever_may_release_is_asked(town: Town) -> None:
    await town.observes("李阿公", begun=12)
    await town.later(36)
    assert "已满" not in await town.last("陈主任") if await town.heard("陈主任") else True
    await town.later(7)
    assert "已满" in await town.last("陈主任")
    assert await town.choices("陈主任") == ["批准解除", "先不解除"]
    assert "天数满了" in await town.last("李阿公")
    await town.presses("陈主任", "批准解除")
    assert "解除通知" in await town.last("李阿公")
    assert await holds(town, "李阿公") == []


async def test_a_household_is_observed_until_its_last_case_ends(town: Town) -> None:
    first, second = await town.observes("李阿公", "李阿婆")
    village = town.village.path

    async def ends() -> list[tuple[int, int]]:
        return await town.database.read(
            lambda tx: rules.anchors(tx, Anchor.OBSERVATION, village, NOON, NOON + 30 * DAY)
        )

    end = NOON + 13 * DAY + 12 * 3_600_000
    assert await ends() == [(first.household, end)]
    day = second.last + timedelta(days=3)
    done = await act(
        town, "小陈", lambda tx, who: changes.last(tx, who, second.id, day, "核酸未出", ZONE, town.now)
    )
    assert done.refusal is None
    assert await ends() == [(first.household, end + 3 * DAY)]
    await act(town, "陈主任", lambda tx, who: changes.end(tx, who, first.id, "登记错了", ZONE, town.now))
    assert await holds(town, "李阿公") == [Status.OBSERVATION]
    await act(town, "陈主任", lambda tx, who: changes.end(tx, who, second.id, "登记错了", ZONE, town.now))
    assert await holds(town, "李阿公") == []


async def test_a_change_needs_a_reason_and_is_on_record(town: Town) -> None:
    (case,) = await town.observes("李阿公")
    day = case.last + timedelta(days=3)
    for why, refusal in (("", Refusal.NO_REASON), ("核酸未出", None)):
        done = await act(
            town, "小陈", lambda tx, who, why=why: changes.last(tx, who, case.id, day, why, ZONE, town.now)
        )
        assert done.refusal is refusal
    assert "12月16日" in await town.last("李阿公")
    assert "核酸未出" in await town.last("李阿公")
    noted = await town.database.read(lambda tx: observations.changes(tx, case.id))
    assert [(change.kind, change.name, change.why) for change in noted][1:] == [("lasts", "小陈", "核酸未出")]
    seen = await town.database.read(lambda tx: audit.about(tx, case.person))
    assert seen[0][2] == "observation_lasts"


async def test_only_a_cadre_shortens_below_what_the_policy_asks(town: Town) -> None:
    (case,) = await town.observes("李阿公")
    day = case.last - timedelta(days=3)
    for who, refusal in (("小陈", Refusal.BELOW_POLICY), ("陈主任", None)):
        done = await act(
            town, who, lambda tx, who: changes.last(tx, who, case.id, day, "方案改了", ZONE, town.now)
        )
        assert done.refusal is refusal


async def test_for_no_reason_of_the_table_a_worker_says_how_many_days(town: Town) -> None:
    (case,) = await town.observes("李阿公", days=3)
    assert case.days == 3


async def test_a_worker_takes_back_what_was_added_and_lengthens_what_a_cadre_shortened(town: Town) -> None:
    (case,) = await town.observes("李阿公")
    for who, days in (("小陈", 3), ("小陈", 0), ("陈主任", -4), ("小陈", -3)):
        day = case.last + timedelta(days=days)
        done = await act(
            town, who, lambda tx, by, day=day: changes.last(tx, by, case.id, day, "核酸未出", ZONE, town.now)
        )
        assert done.refusal is None, days


async def test_at_a_site_nobody_stays_behind_the_door(town: Town) -> None:
    (case,) = await town.observes("李阿公")
    moved = await act(
        town, "小陈",
        lambda tx, who: changes.move(tx, who, case.id, Grade.CENTRAL, "发烧", ZONE, town.now),
    )  # fmt: skip
    assert moved.refusal is None
    assert await holds(town, "李阿公") == []
    await act(
        town, "小陈", lambda tx, who: changes.move(tx, who, case.id, Grade.HOME, "回家", ZONE, town.now)
    )
    assert await holds(town, "李阿公") == [Status.OBSERVATION]


async def test_what_was_due_while_a_case_was_closed_is_not_missing(town: Town) -> None:
    (case,) = await town.observes("李阿公")
    await act(town, "陈主任", lambda tx, who: changes.end(tx, who, case.id, "住院", ZONE, town.now))
    await town.later(48)
    back = await act(town, "小陈", lambda tx, who: changes.resume(tx, who, case.id, "出院", ZONE, town.now))
    assert back.refusal is None
    check = await town.database.read(lambda tx: releasing.look(tx, back.case or case, ZONE, town.now))
    assert (check.expected, check.missed) == (0, ())


async def test_one_reporter_for_the_family_is_another_for_all_of_them(town: Town) -> None:
    first, _ = await town.observes("李阿公", "李阿婆")
    done = await act(
        town, "小陈",
        lambda tx, who: changes.set_reporter(
            tx, who, first.id, town.people["王阿婆"], "不会打字", ZONE, town.now
        ),
    )  # fmt: skip
    assert done.refusal is None
    cases = await town.database.read(lambda tx: observations.of_reporter(tx, town.people["王阿婆"]))
    assert len(cases) == 2
    assert "李阿公、李阿婆的体温以后由您来报" in await town.last("王阿婆")


async def test_other_times_hold_from_tomorrow_on(town: Town) -> None:
    (case,) = await town.observes("李阿公")
    done = await act(
        town, "小陈",
        lambda tx, who: changes.set_times(tx, who, case.id, (540, 1200), "上夜班", ZONE, town.now),
    )  # fmt: skip
    assert done.case is not None
    assert done.case.minutes_on(TODAY) == (480, 1080)
    assert done.case.minutes_on(TODAY + timedelta(days=1)) == (540, 1200)
    assert "明天起9:00和20:00报" in await town.last("李阿公")


async def test_another_stage_begins_after_the_quiet_hours(town: Town) -> None:
    def work(tx: Transaction) -> observing.Enrolled:
        worker = people.get(tx, town.people["陈主任"])
        assert worker is not None
        spans = (Span(Grade.CENTRAL, 1), Span(Grade.HOME_MONITORING, 3))
        wanted = Wanted(town.people["李阿公"], Ground.OTHER, spans, Counting.FROM_START, TODAY)
        return observing.enrol(tx, worker, [wanted], ZONE, town.now)

    await town.database.write(work)
    assert await holds(town, "李阿公") == []
    await town.later(12)
    assert await holds(town, "李阿公") == [Status.OBSERVATION]
    before = len(await town.heard("李阿公"))
    await town.later(6.6)
    assert len(await town.heard("李阿公")) == before + 1
    assert "从今天起是居家健康监测" in await town.last("李阿公")


@pytest.mark.parametrize("both", [False, True])
async def test_the_case_of_a_newcomer_goes_on_as_that_of_the_person_they_turn_out_to_be(
    town: Town, both: bool
) -> None:
    await town.settles("李阿公二", "3幢201")
    (case,) = await town.observes("李阿公二")
    if both:
        await town.observes("李阿公")

    def work(tx: Transaction) -> None:
        check_ins.note_chronic(tx, town.people["李阿公二"], "cough", "", 1, town.now)
        merging.merge(tx, town.people["李阿公二"], town.people["李阿公"], town.now)

    await town.database.write(work)
    found = await town.database.read(lambda tx: observations.of_person(tx, town.people["李阿公"]))
    assert [each.state for each in found] == [State.OPEN]
    assert (found[0].id == case.id) is not both
    assert await town.database.read(lambda tx: check_ins.chronic(tx, town.people["李阿公"])) == {"cough"}
    assert not await town.database.read(lambda tx: observations.open_of(tx, town.people["李阿公二"]))
