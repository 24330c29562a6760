"""A notice whose copies fail one after another stops by itself; what a crash has left unknown is no such failure."""

from broadcasts import sending
from broadcasts.receipts import Verdict, note
from domain.messages import Priority
from domain.notices import State
from domain.settings import Setting
from storage import broadcasts, outbox, recipients, settings
from storage.database import Transaction
from tests.town import ACCOUNT, Town

LEAST = 20
"""The smallest number of newest copies of which a village may have the failures counted."""

PEOPLE = 7 + 30


async def full_town(town: Town) -> Town:
    """Enough people for a few failures to be 5 % of the newest copies."""
    for number in range(PEOPLE - 7):
        await town.settles(f"邻居{number}", f"9幢{number + 101}")

    def count_few(tx: Transaction) -> None:
        settings.put(tx, Setting.FAILURE_WINDOW, town.village.id, str(LEAST), 0, 0, town.now)

    await town.database.write(count_few)
    return town


async def ends(town: Town, state: str, count: int) -> None:
    """The channel takes some copies of a notice, and all come to the same end."""

    def work(tx: Transaction) -> None:
        claimed = outbox.claim(tx, ACCOUNT, Priority.NOTICE, town.now, count)
        assert len(claimed) == count
        note(tx, [Verdict(each, state, (), "500") for each in claimed], town.now)

    await town.database.write(work)


async def dies(town: Town, count: int) -> None:
    """The process is killed while it sends some copies, and starts again."""

    def work(tx: Transaction) -> None:
        outbox.claim(tx, ACCOUNT, Priority.NOTICE, town.now, count)
        outbox.strand_all(tx, town.now)
        outbox.sweep(tx, town.now, 500)

    await town.database.write(work)


async def state(town: Town, broadcast: int) -> State:
    found = await town.database.read(lambda tx: broadcasts.get(tx, broadcast))
    assert found is not None
    return found.state


async def test_many_failures_stop_it_and_its_author_is_told_once(town: Town) -> None:
    broadcast = await (await full_town(town)).notifies(town.notice())
    await ends(town, "unknown", 5)
    await town.later(0)
    await town.later(0)
    assert await state(town, broadcast) is State.PAUSED
    assert len([said for said in await town.heard("陈主任") if "先停下了" in said]) == 1


async def test_who_lets_it_go_on_is_not_stopped_by_the_same_failures_again(town: Town) -> None:
    broadcast = await (await full_town(town)).notifies(town.notice())
    await ends(town, "failed", 5)
    await town.later(0)
    author = town.people["陈主任"]
    assert await town.database.write(lambda tx: sending.resume(tx, broadcast, author, town.now))
    await town.later(0.1)
    assert await state(town, broadcast) is State.RUNNING


async def test_but_by_new_ones(town: Town) -> None:
    broadcast = await (await full_town(town)).notifies(town.notice())
    await ends(town, "failed", 5)
    await town.later(0)
    await ends(town, "sent", PEOPLE - 5)

    def resume(tx: Transaction) -> None:
        sending.resume(tx, broadcast, town.people["陈主任"], town.now)
        recipients.wait_again(tx, broadcast, town.people.values())

    await town.database.write(resume)
    await town.later(0.1)
    await ends(town, "failed", 10)
    await town.later(0.1)
    assert await state(town, broadcast) is State.PAUSED


async def test_what_a_crash_left_unknown_stops_nothing(town: Town) -> None:
    broadcast = await (await full_town(town)).notifies(town.notice())
    await dies(town, 15)
    await town.later(1)
    assert await state(town, broadcast) is State.RUNNING
