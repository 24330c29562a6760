"""Two people press at the same moment, on several connections where there are some: one of them has done it."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from broadcasts import launch, sending
from domain.messages import Operation
from domain.notices import State
from domain.people import Role
from domain.settings import Setting
from storage import broadcasts, notices, people, settings
from storage.database import Transaction
from tests.broadcasts.test_sending import author, sends, state, street
from tests.town import Town

TIMES = 8

Work = Callable[[Transaction], Any]


async def at_once(town: Town, *works: Work) -> list[Any]:
    return list(await asyncio.gather(*(town.database.write(work) for work in works)))


async def test_of_two_second_persons_one_lets_it_go(town: Town) -> None:
    await street(town)

    def another(tx: Transaction) -> int:
        person = people.add(tx, "钱书记", town.village.id, town.now, terms=(), confirmed=True)
        people.give_role(tx, person, Role.STREET, town.village.id)
        return person

    town.people["钱书记"] = await town.database.write(another)
    both = [await author(town, name) for name in ("赵书记", "钱书记")]
    for time in range(TIMES):
        made = await sends(town, needs="size", once=f"press:{time}")
        decided = await at_once(
            town,
            lambda tx, key=made.broadcast.id: sending.approve(tx, key, both[0], town.now),
            lambda tx, key=made.broadcast.id: sending.approve(tx, key, both[1], town.now),
        )
        assert sorted(each.outcome for each in decided) == ["approved", "over"]
        found = await town.database.read(lambda tx, key=made.broadcast.id: broadcasts.get(tx, key))  # type: ignore[misc]
        approved = next(by for by, each in zip(both, decided, strict=True) if each.outcome == "approved")
        assert found is not None
        assert found.approved_by == approved.id


async def test_approved_and_declined_at_once_it_is_one_of_both(town: Town) -> None:
    await street(town)
    by = await author(town, "赵书记")
    for time in range(TIMES):
        made = await sends(town, needs="size", once=f"press:{time}")
        first, second = await at_once(
            town,
            lambda tx, key=made.broadcast.id: sending.approve(tx, key, by, town.now),
            lambda tx, key=made.broadcast.id: sending.decline(tx, key, by, "不发", town.now),
        )
        outcomes = (first.outcome, second.outcome)
        wanted = {("approved", "over"): State.SCHEDULED, ("over", "declined"): State.CANCELLED}
        assert await state(town, made.broadcast.id) is wanted[outcomes]


async def test_the_same_press_at_once_makes_one_broadcast(town: Town) -> None:
    by, notice = await author(town), town.notice()

    def press(tx: Transaction) -> sending.Made:
        return sending.schedule(tx, by, notice, "", town.now, "press:twice", town.now)

    made = await at_once(town, *[press] * 4)
    assert len({each.broadcast.id for each in made}) == 1
    assert sorted(each.again for each in made) == [False, True, True, True]
    assert len(await town.database.read(lambda tx: notices.latest(tx, town.village.id))) == 1


async def test_of_several_sent_at_once_no_more_go_out_than_one_person_may_send_a_day(town: Town) -> None:
    by, setting, village = await author(town), Setting.NOTICES_A_DAY, town.village.id
    await town.database.write(lambda tx: settings.put(tx, setting, village, "2", 0, 0, town.now))

    def send(tx: Transaction, once: int) -> sending.Made:
        return sending.schedule(tx, by, town.notice(), "", town.now, f"press:{once}", town.now)

    made = await at_once(town, *(partial(send, once=once) for once in range(4)))
    assert sorted(each.broadcast.needs for each in made) == ["", "", "often", "often"]


@pytest.mark.parametrize("how", ["pause", "cancel"])
async def test_stopped_while_it_begins_it_is_stopped_or_was_not_begun(town: Town, how: str) -> None:
    by = town.people["陈主任"]
    act = {"pause": sending.pause, "cancel": sending.cancel}[how]
    for time in range(TIMES):
        made = await sends(town, once=f"press:{time}")
        key = made.broadcast.id
        _, done = await at_once(
            town,
            lambda tx, key=key: launch.begin(tx, key, town.now),
            lambda tx, key=key: act(tx, key, by, town.now),
        )
        after = await state(town, key)
        assert done or how == "pause"
        assert after is ({"pause": State.PAUSED, "cancel": State.CANCELLED}[how] if done else State.RUNNING)


async def test_taken_back_twice_at_once_it_is_taken_back_once(town: Town) -> None:
    by = await author(town)
    made = await sends(town)
    await town.later(0)

    def back(tx: Transaction) -> sending.Made | None:
        return sending.withdraw(tx, by, made.broadcast, f"withdraw:{made.broadcast.id}", town.now)

    def count(tx: Transaction) -> int:
        found = broadcasts.of_notice(tx, made.notice.id)
        return sum(each.operation is Operation.WITHDRAW for each in found)

    await at_once(town, back, back, back)
    assert await town.database.read(count) == 1
