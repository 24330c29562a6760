"""What must not happen to a notice on its way: starved, paused for ever, told though it was taken back."""

from dataclasses import replace

from broadcasts import receipts, sending
from broadcasts.approving import approvers
from domain.messages import FailureKind, Operation, Priority, Receipt, SendFailure
from domain.notices import State
from domain.people import Role
from domain.settings import Setting
from storage import addresses, areas, broadcasts, doors, outbox, people, recipients, settings
from storage.addresses import Address
from storage.database import Transaction
from tests.broadcasts.test_sending import (
    EVERYBODY,
    author,
    corrects,
    counts,
    get,
    goes_out,
    operations,
    sends,
    state,
    withdraws,
)
from tests.town import ACCOUNT, HOUR, Town

CROWD = 210


async def refuses(town: Town) -> None:
    """The door refuses whatever lies ready, as it does by itself."""
    failure = SendFailure(FailureKind.REFUSED, code="400")

    def work(tx: Transaction) -> None:
        for claimed in outbox.claim(tx, ACCOUNT, Priority.NOTICE, town.now, 100):
            receipt = Receipt(claimed.delivery.id, claimed.delivery.parts, failure)
            receipts.note(tx, [receipts.judge(claimed, receipt, town.now)], town.now)

    await town.database.write(work)


async def pauses_soon(town: Town) -> None:
    """Two of the last twenty copies are too many failures."""
    by, village = town.people["陈主任"], town.village.id
    await town.database.write(
        lambda tx: settings.put(tx, Setting.FAILURE_WINDOW, village, "20", town.now, by, town.now)
    )


async def test_an_emergency_overtakes_hundreds_that_wait_for_the_morning(town: Town) -> None:
    town.now += 11 * HOUR
    first = await sends(town)

    def crowd(tx: Transaction) -> None:
        for number in range(CROWD):
            kept = replace(first.broadcast, id=tx.ids.next(), starts_at=town.now, made_at=town.now)
            broadcasts.add(tx, kept, f"crowd:{number}")
            broadcasts.move(tx, kept.id, "launch", town.now)
            broadcasts.frozen(tx, kept.id, 0, town.now)
            recipients.freeze(tx, kept.id, [(town.people["李阿公"], 0)])

    await town.database.write(crowd)
    urgent = await sends(town, once="press:2", text="海水倒灌，马上上楼。", emergency=True)
    await town.later(0)
    assert await counts(town, urgent.broadcast.id) == {"queued": EVERYBODY}


async def test_of_hundreds_everyone_has_a_turn(town: Town) -> None:
    first = await sends(town)

    def work(tx: Transaction) -> tuple[list[int], list[int], list[int]]:
        for number in range(5):
            kept = replace(first.broadcast, id=tx.ids.next())
            broadcasts.add(tx, kept, f"crowd:{number}")
            broadcasts.move(tx, kept.id, "launch", town.now)
            broadcasts.frozen(tx, kept.id, 0, town.now)
        one = [each.id for each in broadcasts.running(tx, 0, 2)]
        two = [each.id for each in broadcasts.running(tx, one[-1], 2)]
        return one, two, [each.id for each in broadcasts.running(tx, two[-1], 2)]

    one, two, three = await town.database.write(work)
    assert len({*one, *two, *three}) == 5
    assert three[1] == one[0]


async def test_what_the_door_will_not_change_is_told_anew_and_pauses_nothing(town: Town) -> None:
    await pauses_soon(town)
    made = await sends(town)
    await town.later(0)
    await goes_out(town)
    corrected = await corrects(town, made)
    await town.later(0)
    await refuses(town)
    await town.later(0)
    assert await state(town, corrected.broadcast.id) is State.RUNNING
    assert await operations(town, corrected.broadcast.id) == {"edit": EVERYBODY, "send": EVERYBODY}
    assert "改成9点" in await town.last("李阿公")


async def test_what_the_door_will_not_delete_is_counted_and_pauses_nothing(town: Town) -> None:
    await pauses_soon(town)
    made = await sends(town)
    await town.later(0)
    await goes_out(town)
    back = await withdraws(town, made)
    await town.later(0)
    await refuses(town)
    await town.later(0)
    assert await state(town, back.broadcast.id) is State.FINISHED
    assert f"{EVERYBODY}份没能删掉" in await town.last("陈主任")


async def test_a_colleague_confirms_nothing_for_the_observed_of_another_village(town: Town) -> None:
    def build(tx: Transaction) -> int:
        colleague = people.add(tx, "李主任", town.village.id, town.now, terms=[], confirmed=True)
        people.give_role(tx, colleague, Role.CADRE, town.village.id)
        other = areas.ensure(tx, None, "village", "李家村")
        people.add(tx, "李家人", other.id, town.now, terms=[])
        return other.id

    other, by = await town.database.write(build), await author(town)
    observed = {"all": [{"area": other}, {"status": "observation"}]}
    assert await town.database.read(lambda tx: approvers(tx, by, observed)) == []
    assert await town.database.read(lambda tx: approvers(tx, by, {"status": "observation"})) != []


async def test_after_a_correction_one_answer_is_asked_for_and_not_two(town: Town) -> None:
    made = await sends(town)
    await town.later(0)
    await goes_out(town)
    corrected = await corrects(town, made)
    await town.later(0)
    await goes_out(town)
    await town.says("李阿公", "收到")
    assert (await counts(town, corrected.broadcast.id))["answered"] == 1


async def test_a_notice_that_was_taken_back_asks_for_no_answer(town: Town) -> None:
    made = await sends(town)
    await town.later(0)
    await goes_out(town)
    await withdraws(town, made)
    await town.later(0)
    other = await sends(town, once="press:5", text="明天封路。", title="封路")
    await town.later(0)
    await town.says("李阿公", "收到")
    assert (await counts(town, other.broadcast.id))["answered"] == 1


async def test_no_door_is_told_of_a_corrected_notice_that_was_taken_back(town: Town) -> None:
    await town.database.write(lambda tx: addresses.mark(tx, Address(ACCOUNT, "李阿公"), reachable=False))
    made = await sends(town)
    for _ in range(2):
        await town.later(0)
        await goes_out(town)
    await town.later(0)
    assert await state(town, made.broadcast.id) is State.FINISHED
    corrected = await corrects(town, made)
    await town.later(0)
    await goes_out(town)
    await withdraws(town, corrected)
    await town.later(0)
    assert await town.database.read(lambda tx: doors.in_area(tx, town.village.path, town.now)) == []
    assert await town.database.read(lambda tx: broadcasts.is_withdrawn(tx, made.broadcast.id))


async def test_a_form_that_was_open_for_long_corrects_what_has_gone_out_meanwhile(town: Town) -> None:
    made = await sends(town, hours=1)
    before = await get(town, made.broadcast.id)
    await town.later(1)
    await goes_out(town)
    by = await author(town)
    notice = replace(made.notice, id=0, number=0, texts={"zh": "改成9点停水。"})
    corrected = await town.database.write(lambda tx: sending.correct(tx, by, before, notice, "", "p:2", town.now))
    assert corrected.broadcast.operation is Operation.EDIT


async def test_what_takes_something_back_is_not_taken_back_itself(town: Town) -> None:
    made = await sends(town)
    await town.later(0)
    await goes_out(town)
    back = await withdraws(town, made)
    await town.later(0)
    by = await author(town)
    again = await town.database.write(lambda tx: sending.withdraw(tx, by, back.broadcast, "p:9", town.now))
    assert again is None
