"""A rule reminds at each of its times once; what was missed is sent late or skipped with a record, never twice."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from broadcasts.reminders import Reminders, first_look, next_fires
from domain.people import Status
from domain.rules import Late, Rule, State
from domain.schedules import EVENING, ONE_DAY, Anchor, Calendar, Relative, Schedule
from storage import households, notices, people, rules
from storage.database import Transaction
from tests.town import HOUR, NOON, ZONE, Town

TODAY = date(2026, 11, 30)
AT_TWO = Calendar((14 * 60,), TODAY)


async def reminds(town: Town, schedule: Schedule, *, lasts: int = 12 * HOUR, **details: Any) -> Rule:
    """The cadre has everybody, or an audience, reminded."""
    audience = details.pop("audience", {"area": town.village.id})

    def work(tx: Transaction) -> Rule:
        notice = notices.add(tx, town.notice("请量体温。", title="体温", lasts=lasts, audience=audience), town.now)
        values = {"made_by": notice.author, "next_at": None} | details
        rule = Rule(0, town.village.id, 0, notice.id, schedule, **values)
        looked = first_look(rule, ZONE, town.now)
        return rules.add(
            tx, Rule(0, town.village.id, 0, notice.id, schedule, **(values | {"next_at": looked})), town.now
        )

    return await town.database.write(work)


async def fired(town: Town, rule: Rule) -> list[tuple[str, str]]:
    """(when, what became of it) of a rule's times, the oldest first."""
    found = await town.database.read(lambda tx: rules.fired(tx, rule.id, 200))
    return [(f"{datetime.fromtimestamp(fire.at / 1000, ZONE):%m-%d %H:%M}", fire.outcome.value)
            for fire, _ in reversed(found)]  # fmt: skip


async def heard(town: Town, who: str = "李阿公") -> int:
    return sum("请量体温" in text for text in await town.heard(who))


def ticking(town: Town) -> Reminders:
    return Reminders(town.database, ZONE, lambda: town.now)


async def test_each_of_its_times_reminds_everybody_once(town: Town) -> None:
    rule = await reminds(town, Calendar((14 * 60, 16 * 60), TODAY))
    for _ in range(20):
        await town.later(0.5)
    assert await fired(town, rule) == [("11-30 14:00", "sent"), ("11-30 16:00", "sent")]
    assert await heard(town) == 2


async def test_clocks_of_several_processes_fire_each_time_once(town: Town) -> None:
    rule = await reminds(town, AT_TWO)
    town.now += 2 * HOUR
    await asyncio.gather(*(ticking(town).tick() for _ in range(4)))
    assert await fired(town, rule) == [("11-30 14:00", "sent")]


@pytest.mark.parametrize(("late", "told"), [(Late.SKIP, []), (Late.ONCE, ["late"])])
async def test_what_was_missed_is_sent_late_once_or_skipped_with_a_record(
    town: Town, late: Late, told: list[str]
) -> None:
    rule = await reminds(town, Calendar((9 * 60, 14 * 60), TODAY), late=late)
    await town.later(2 * 24 + 4)
    outcomes = [outcome for _, outcome in await fired(town, rule)]
    assert outcomes == ["skipped"] * (5 - len(told)) + told
    assert await heard(town) == len(told)


async def test_words_that_no_longer_hold_are_not_sent_late(town: Town) -> None:
    rule = await reminds(town, AT_TWO, late=Late.ONCE, lasts=HOUR)
    await town.later(5)
    assert await fired(town, rule) == [("11-30 14:00", "skipped")]
    assert await heard(town) == 0


async def test_a_clock_that_jumps_ahead_and_back_repeats_nothing(town: Town) -> None:
    rule = await reminds(town, AT_TWO)
    await town.later(2)
    town.now += 30 * HOUR
    await ticking(town).tick()
    town.now -= 30 * HOUR
    for _ in range(6):
        await town.later(6)
    assert await fired(town, rule) == [("11-30 14:00", "sent"), ("12-01 14:00", "skipped")]


async def test_a_program_that_stood_still_for_long_has_a_record_of_every_time(town: Town) -> None:
    rule = await reminds(town, Calendar(tuple(range(0, 24 * 60, 120)), TODAY))
    town.now += 30 * 24 * HOUR
    for _ in range(5):
        await ticking(town).tick()
    assert len(await town.database.read(lambda tx: rules.fired(tx, rule.id, 999))) == 30 * 12


async def test_the_last_day_ends_a_rule(town: Town) -> None:
    rule = await reminds(town, Calendar((14 * 60,), TODAY, TODAY + ONE_DAY))
    for _ in range(4):
        await town.later(25)
    assert len(await fired(town, rule)) == 2
    kept = await town.database.read(lambda tx: rules.get(tx, rule.id))
    assert kept is not None
    assert (kept.state, kept.next_at) == (State.ENDED, None)


async def test_what_is_off_reminds_nobody_and_makes_up_for_nothing_when_it_is_on_again(town: Town) -> None:
    rule = await reminds(town, AT_TWO)
    assert await town.database.write(lambda tx: rules.switch_off(tx, rule.id))
    await town.later(3)
    looked = first_look(rule, ZONE, town.now)
    assert looked is not None
    await town.database.write(lambda tx: rules.wake(tx, rule.id, town.now, looked))
    await town.later(23)
    assert await fired(town, rule) == [("12-01 14:00", "sent")]


async def test_before_a_window_closes(town: Town) -> None:
    rule = await reminds(town, Relative(Anchor.CLOSING, -120))
    await town.opens_window(hours=5)
    assert await town.database.read(
        lambda tx: next_fires(tx, rule, town.village.path, ZONE, town.now)
    ) == [NOON + 3 * HOUR]
    for _ in range(12):
        await town.later(0.5)
    assert await fired(town, rule) == [("11-30 15:00", "sent")]


async def test_the_evening_before_an_observation_ends_only_that_door_is_told(town: Town) -> None:
    rule = await reminds(town, Relative(Anchor.OBSERVATION, days=-1, at=EVENING))
    ends = int(datetime(2026, 12, 2, tzinfo=ZONE).timestamp() * 1000)

    def observe(tx: Transaction) -> None:
        households.note_status(tx, at_home(tx, town), Status.OBSERVATION, town.now, ends, 1, town.now)

    await town.database.write(observe)
    for _ in range(40):
        await town.later(1)
    assert await fired(town, rule) == [("12-01 18:00", "sent")]
    assert [await heard(town, who) for who in ("李阿公", "李阿婆", "王阿婆")] == [1, 1, 0]


async def test_an_observation_that_was_prolonged_does_not_end_yet(town: Town) -> None:
    rule = await reminds(town, Relative(Anchor.OBSERVATION, days=-1, at=EVENING))

    def observe(tx: Transaction) -> None:
        for days in (2, 4):
            ends = int((datetime(2026, 11, 30, tzinfo=ZONE) + timedelta(days=days)).timestamp() * 1000)
            households.note_status(tx, at_home(tx, town), Status.OBSERVATION, town.now, ends, 1, town.now)

    await town.database.write(observe)
    for _ in range(100):
        await town.later(1)
    assert await fired(town, rule) == [("12-03 18:00", "sent")]


async def test_a_rule_that_fails_stands_in_nobodys_way(town: Town) -> None:
    broken, whole = await reminds(town, AT_TWO), await reminds(town, AT_TWO)
    schedule = '{"times":[9999],"begins":"2026-11-30"}'
    spoil = f"update rules set schedule = '{schedule}' where id = {broken.id}"  # noqa: S608
    await town.database.write(lambda tx: tx.connection.execute(spoil) and None)
    town.now += 2 * HOUR
    await ticking(town).tick()
    assert await fired(town, whole) == [("11-30 14:00", "sent")]


async def test_a_database_that_is_away_puts_reminders_off(town: Town) -> None:
    await reminds(town, AT_TWO)
    await town.database.close()
    await ticking(town).tick()


def at_home(tx: Transaction, town: Town) -> int:
    found = people.get(tx, town.people["李阿公"])
    assert found is not None
    return found.household
