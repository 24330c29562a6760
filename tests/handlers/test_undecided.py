"""«再发一次», «算没告诉»: the author decides about those of whom nobody knows whether their copy arrived."""

from domain.messages import Priority
from storage import audit, outbox, recipients
from storage.database import Transaction
from tests.town import ACCOUNT, Town

EVERYBODY = 7
UNSURE = 2


async def sent_with_a_crash(town: Town) -> int:
    """Two copies are under way when the process dies, the others are out."""
    broadcast = await town.notifies(town.notice())

    def work(tx: Transaction) -> None:
        outbox.claim(tx, ACCOUNT, Priority.NOTICE, town.now, UNSURE)
        outbox.strand_all(tx, town.now)
        outbox.sweep(tx, town.now, 500)
        rest = outbox.claim(tx, ACCOUNT, Priority.NOTICE, town.now, EVERYBODY)
        outbox.sent(tx, [(each.delivery.id, ("1",)) for each in rest], town.now)

    await town.database.write(work)
    await town.later(0)
    return broadcast


async def counts(town: Town, broadcast: int) -> dict[str, int]:
    return await town.database.read(lambda tx: recipients.counts(tx, broadcast))


async def test_when_the_rest_is_out_the_author_sees_who_they_are_and_is_asked(town: Town) -> None:
    broadcast = await sent_with_a_crash(town)
    asked = await town.last("陈主任")
    assert "有2个人不知道收没收到" in asked
    assert "- 李阿公，3幢201" in asked
    assert await town.choices("陈主任") == ["再发一次", "算没告诉"]
    assert await counts(town, broadcast) == {"sent": EVERYBODY - UNSURE, "unknown": UNSURE}


async def test_sent_again_only_these_get_it_once_more(town: Town) -> None:
    broadcast = await sent_with_a_crash(town)
    await town.presses("陈主任", "再发一次")
    assert "给这2个人再发一次" in await town.last("陈主任")
    await town.later(0)
    assert await counts(town, broadcast) == {"sent": EVERYBODY - UNSURE, "queued": UNSURE}
    assert len([said for said in await town.heard("李阿公") if "停水" in said]) == 2
    assert len([said for said in await town.heard("刘医生") if "停水" in said]) == 1


async def test_or_they_are_phoned_and_visited(town: Town) -> None:
    broadcast = await sent_with_a_crash(town)
    await town.says("陈主任", "算没告诉")
    assert "这2个人算没告诉" in await town.last("陈主任")
    assert await counts(town, broadcast) == {"sent": EVERYBODY - UNSURE, "phone": 1, "knock": 1}


async def test_a_second_press_decides_nothing_else(town: Town) -> None:
    broadcast = await sent_with_a_crash(town)
    await town.presses("陈主任", "算没告诉")
    await town.presses("陈主任", "再发一次")
    assert await counts(town, broadcast) == {"sent": EVERYBODY - UNSURE, "phone": 1, "knock": 1}


async def test_the_look_and_the_decision_stand_in_the_record(town: Town) -> None:
    broadcast = await sent_with_a_crash(town)
    await town.presses("陈主任", "再发一次")
    rows = await town.database.read(lambda tx: audit.about(tx, broadcast))
    assert {"see_ledger", "send_again"} <= {word for row in rows for word in row}


async def test_a_notice_whose_fate_is_known_asks_nothing(town: Town) -> None:
    await town.notifies(town.notice())

    def work(tx: Transaction) -> None:
        claimed = outbox.claim(tx, ACCOUNT, Priority.NOTICE, town.now, EVERYBODY)
        outbox.sent(tx, [(each.delivery.id, ("1",)) for each in claimed], town.now)

    await town.database.write(work)
    await town.later(0)
    assert "停水" in await town.last("陈主任")
