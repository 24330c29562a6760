"""Whom to tell in person follows from the ledger: refused and blocked copies, closed pages, corrections."""

import pytest

from broadcasts import knocking
from broadcasts.feeding import Feeder
from broadcasts.receipts import judge, note
from domain.knocking import Door
from domain.messages import FailureKind, Operation, Receipt, SendFailure
from domain.notices import Broadcast, State
from storage import addresses, broadcasts, notices, outbox, people, recipients
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, HOUR, Town


async def todo(town: Town) -> list[Door]:
    def work(tx: Transaction) -> list[Door]:
        worker = people.get(tx, town.people["小陈"])
        assert worker is not None
        return knocking.todo(tx, worker, town.now)

    return await town.database.read(work)


async def fails(town: Town, who: str, kind: FailureKind) -> None:
    """The copy of one comes back; all the others arrive."""

    def work(tx: Transaction) -> None:
        for claimed in outbox.claim(tx, ACCOUNT, outbox.lanes_due(tx, ACCOUNT, town.now)[0], town.now, 100):
            mine = claimed.person == town.people.get(who)
            failure = SendFailure(kind, code="because") if mine else None
            receipt = Receipt(claimed.delivery.id, ("7",), failure)
            note(tx, [judge(claimed, receipt, town.now)], town.now)

    await town.database.write(work)


async def standing(town: Town, broadcast: int, who: str) -> tuple[str, str]:
    found = await town.database.read(lambda tx: recipients.standing(tx, broadcast, town.people[who]))
    assert found is not None
    return found.state, found.failure


async def test_a_refused_copy_is_told_in_person_and_the_ledger_says_why(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await fails(town, "王阿婆", FailureKind.REFUSED)
    assert await standing(town, broadcast, "王阿婆") == ("failed", "because")
    assert [door.door for door in await todo(town)] == ["3幢202"]


async def test_who_has_blocked_the_bot_is_on_the_list(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await fails(town, "王阿婆", FailureKind.BLOCKED)
    assert await standing(town, broadcast, "王阿婆") == ("phone", "because")
    assert [door.door for door in await todo(town)] == ["3幢202"]


async def test_a_page_that_opens_in_time_takes_its_door_off(town: Town) -> None:
    person = town.people["李阿公"]

    def on_the_web(tx: Transaction) -> None:
        addresses.mark(tx, Address(ACCOUNT, "李阿公"), reachable=False)
        addresses.bind(tx, Address("web", str(person)), person, "zh", town.now)

    await town.database.write(on_the_web)
    broadcast = await town.notifies(town.notice())
    assert [door.door for door in await todo(town)] == ["3幢201"]

    def opens(tx: Transaction) -> None:
        (copy,) = tx.connection.execute("select id from outbox where account = 'web'").fetchone()
        outbox.claim(tx, "web", outbox.lanes_due(tx, "web", town.now)[0], town.now, 10)
        outbox.delivered(tx, "web", str(person), [copy], town.now)

    await town.database.write(opens)
    assert await todo(town) == []
    assert (await standing(town, broadcast, "李阿公"))[0] == "delivered"


async def changed(town: Town, broadcast: int, operation: Operation, text: str = "") -> None:
    def work(tx: Transaction) -> None:
        before = broadcasts.get(tx, broadcast)
        assert before is not None
        words = notices.add(tx, town.notice(text), town.now).id if text else before.notice
        change = Broadcast(
            tx.ids.next(), words, State.SCHEDULED, town.now, before.expires_at, before.made_by, town.now,
            operation=operation, of=broadcast,
        )  # fmt: skip
        broadcasts.add(tx, change, f"test:{change.id}")

    await town.database.write(work)
    await town.later(0)


async def unreachable(town: Town, who: str) -> None:
    await town.database.write(lambda tx: addresses.mark(tx, Address(ACCOUNT, who), reachable=False))


async def test_what_was_withdrawn_is_not_told_any_more(town: Town) -> None:
    await unreachable(town, "王阿婆")
    broadcast = await town.notifies(town.notice())
    assert await todo(town)
    await changed(town, broadcast, Operation.WITHDRAW)
    assert await todo(town) == []


async def test_what_was_corrected_is_told_in_its_newest_words(town: Town) -> None:
    await unreachable(town, "王阿婆")
    broadcast = await town.notifies(town.notice())
    await changed(town, broadcast, Operation.EDIT, "改到后天停水。")
    await town.says("小陈", "敲门名单")
    assert "改到后天停水" in await town.last("小陈")


async def test_whoever_is_told_after_a_correction_reads_the_newest_words(town: Town) -> None:
    town.now += 11 * HOUR
    broadcast = await town.notifies(town.notice())
    await changed(town, broadcast, Operation.EDIT, "改到后天停水。")
    await town.later(8)
    assert "改到后天停水" in await town.last("王阿婆")


async def test_words_that_differ_by_building_stand_beside_their_door(town: Town) -> None:
    await unreachable(town, "王阿婆")
    await town.notifies(town.notice("{门牌}的{姓名}，明天停水。"))
    await town.says("小陈", "敲门名单")
    assert "要说：3幢202的王阿婆，明天停水" in await town.last("小陈")


async def test_a_correction_that_the_channel_refuses_comes_in_a_message_of_its_own(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await fails(town, "", FailureKind.REFUSED)
    await changed(town, broadcast, Operation.EDIT, "改到后天停水。")
    heard = len(await town.heard("王阿婆"))
    await fails(town, "王阿婆", FailureKind.REFUSED)
    await town.later(0)
    assert len(await town.heard("王阿婆")) == heard + 1
    assert "【更正】改到后天停水" in await town.last("王阿婆")
    assert await todo(town) == []


@pytest.mark.parametrize("kind", [FailureKind.BLOCKED, FailureKind.SPENT])
async def test_whose_door_takes_nothing_is_told_through_their_other_door_at_once(
    town: Town, kind: FailureKind
) -> None:
    elsewhere = Address("web", "王阿婆")

    def reads_elsewhere_too(tx: Transaction) -> None:
        addresses.bind(tx, elsewhere, town.people["王阿婆"], "zh", town.now - HOUR)
        addresses.seen(tx, "web", ["王阿婆"], town.now)

    await town.database.write(reads_elsewhere_too)
    broadcast = await town.notifies(town.notice())
    await fails(town, "王阿婆", kind)
    if kind is FailureKind.SPENT:
        await town.database.write(lambda tx: addresses.mark(tx, Address(ACCOUNT, "王阿婆"), reachable=False))
    await Feeder(town.database, town.writer, lambda: town.now).feed()
    copies = await town.database.read(
        lambda tx: tx.connection.execute(
            "select account, state from outbox where broadcast <> 0 and person = ? order by id",
            (town.people["王阿婆"],),
        ).fetchall()
    )
    assert [tuple(copy) for copy in copies] == [(ACCOUNT, "failed"), ("web", "queued")]
    assert (await standing(town, broadcast, "王阿婆"))[0] == "queued"
