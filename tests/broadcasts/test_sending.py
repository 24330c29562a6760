"""A notice is sent once a press, waits for a second person, stops, is corrected where it lies, and is taken back."""

from collections import Counter
from dataclasses import replace
from typing import Any

from broadcasts import sending
from broadcasts.approving import approvers
from broadcasts.sending import Made
from domain.messages import Operation, Priority
from domain.notices import Broadcast, State
from domain.people import Person, Role
from domain.settings import Setting
from storage import addresses, audit, broadcasts, outbox, people, recipients, sayings, settings
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, HOUR, Town

EVERYBODY = 7


async def author(town: Town, who: str = "陈主任") -> Person:
    found = await town.database.read(lambda tx: people.get(tx, town.people[who]))
    assert found is not None
    return found


async def sends(town: Town, needs: str = "", once: str = "press:1", hours: float = 0, **details: Any) -> Made:
    by, notice = await author(town), town.notice(**details)
    starts = town.now + int(hours * HOUR)
    return await town.database.write(lambda tx: sending.schedule(tx, by, notice, needs, starts, once, town.now))


async def state(town: Town, broadcast: int) -> State:
    return (await get(town, broadcast)).state


async def get(town: Town, broadcast: int) -> Broadcast:
    found = await town.database.read(lambda tx: broadcasts.get(tx, broadcast))
    assert found is not None
    return found


async def counts(town: Town, broadcast: int) -> dict[str, int]:
    return await town.database.read(lambda tx: recipients.counts(tx, broadcast))


async def goes_out(town: Town, count: int = 100, refused: bool = False) -> None:
    """The door takes copies that lie ready, or refuses them."""

    def work(tx: Transaction) -> None:
        for claimed in outbox.claim(tx, ACCOUNT, Priority.NOTICE, town.now, count):
            delivery = claimed.delivery
            if refused:
                outbox.ended(tx, delivery.id, "failed", delivery.parts, "400 can't be edited")
            else:
                outbox.sent(tx, [(delivery.id, delivery.parts or (f"part {delivery.id}",))], town.now)

    await town.database.write(work)


async def operations(town: Town, broadcast: int) -> dict[str, int]:
    """How many rows of the outbox a broadcast has, by operation."""

    def work(tx: Transaction) -> dict[str, int]:
        rows = tx.connection.execute("select operation, broadcast from outbox").fetchall()
        return dict(Counter(operation for operation, of in rows if of == broadcast))

    return await town.database.read(work)


async def corrects(town: Town, made: Made, text: str = "改成9点停水。", once: str = "press:2") -> Made:
    by = await author(town)
    notice = replace(made.notice, id=0, number=0, texts={"zh": text})
    old = await get(town, made.broadcast.id)
    return await town.database.write(lambda tx: sending.correct(tx, by, old, notice, "", once, town.now))


async def withdraws(town: Town, made: Made, once: str = "press:3") -> Made:
    by, old = await author(town), await get(town, made.broadcast.id)
    found = await town.database.write(lambda tx: sending.withdraw(tx, by, old, once, town.now))
    assert found is not None
    return found


async def test_a_double_press_makes_one_broadcast(town: Town) -> None:
    first, again = await sends(town), await sends(town)
    assert again.again
    assert again.broadcast.id == first.broadcast.id
    assert again.notice.number == first.notice.number
    assert (await sends(town, once="press:9")).notice.number == first.notice.number + 1


async def test_it_goes_out_at_its_time(town: Town) -> None:
    made = await sends(town, hours=2)
    await town.later(1)
    assert await state(town, made.broadcast.id) is State.SCHEDULED
    await town.later(1)
    assert await state(town, made.broadcast.id) is State.RUNNING
    assert "停水" in await town.last("李阿公")


async def street(town: Town) -> int:
    """A street cadre above the village, who reads in chat."""

    def work(tx: Transaction) -> int:
        person = people.add(tx, "赵书记", town.village.id, town.now, terms=(), phone="13800000041", confirmed=True)
        people.give_role(tx, person, Role.STREET, town.village.id)
        addresses.bind(tx, Address(ACCOUNT, "赵书记"), person, "zh", town.now)
        return person

    town.people["赵书记"] = await town.database.write(work)
    return town.people["赵书记"]


async def test_a_second_person_lets_it_go_and_both_are_in_the_record(town: Town) -> None:
    await street(town)
    made = await sends(town, needs="size")
    assert made.broadcast.state is State.WAITING
    assert [reply.to for reply in made.told] == [town.people["赵书记"]]
    await town.later(1)
    assert await state(town, made.broadcast.id) is State.WAITING
    by = await author(town, "赵书记")
    decided = await town.database.write(lambda tx: sending.approve(tx, made.broadcast.id, by, town.now))
    assert decided.outcome == "approved"
    assert [reply.to for reply in decided.told] == [town.people["陈主任"]]
    await town.later(0)
    assert await state(town, made.broadcast.id) is State.RUNNING
    record = await town.database.read(lambda tx: audit.about(tx, made.broadcast.id))
    assert {(name, action) for _, name, action, _ in record} == {
        ("陈主任", "send_notice"), ("赵书记", "approve_notice"),
    }  # fmt: skip
    again = await town.database.write(lambda tx: sending.approve(tx, made.broadcast.id, by, town.now))
    assert again.outcome == "over"


async def test_nobody_confirms_their_own_and_a_grid_worker_none(town: Town) -> None:
    await street(town)
    made = await sends(town, needs="size")
    for who in ("陈主任", "小陈", "李阿公"):
        person = await author(town, who)
        decided = await town.database.write(
            lambda tx, by=person: sending.approve(tx, made.broadcast.id, by, town.now)
        )
        assert decided.outcome == "not_yours", who
    assert await state(town, made.broadcast.id) is State.WAITING


async def test_a_second_person_may_decline_with_a_reason(town: Town) -> None:
    await street(town)
    made = await sends(town, needs="area")
    by = await author(town, "赵书记")
    decided = await town.database.write(lambda tx: sending.decline(tx, made.broadcast.id, by, "时间不对", town.now))
    assert decided.outcome == "declined"
    found = await get(town, made.broadcast.id)
    assert (found.state, found.paused_why) == (State.CANCELLED, "时间不对")


async def test_an_emergency_waits_for_nobody_and_they_are_told(town: Town) -> None:
    await street(town)
    made = await sends(town, needs="size", emergency=True)
    assert made.broadcast.state is State.SCHEDULED
    assert made.broadcast.needs == "size"
    assert [reply.ask for reply in made.told] == [None]


async def test_nobody_may_be_there_to_confirm(town: Town) -> None:
    by = await author(town)
    audience = {"area": town.village.id}
    assert await town.database.read(lambda tx: approvers(tx, by, audience)) == []


async def test_paused_it_tells_nobody_else_and_resumed_it_goes_on(town: Town) -> None:
    made, by = await sends(town), town.people["陈主任"]
    await town.database.write(lambda tx: broadcasts.move(tx, made.broadcast.id, "launch", town.now))
    assert await town.database.write(lambda tx: sending.pause(tx, made.broadcast.id, by, town.now))
    await town.later(1)
    assert await counts(town, made.broadcast.id) == {}
    assert await town.database.write(lambda tx: sending.resume(tx, made.broadcast.id, by, town.now))
    await town.later(0)
    assert await counts(town, made.broadcast.id) == {"queued": EVERYBODY}


async def test_called_off_what_is_out_stays(town: Town) -> None:
    made = await sends(town)
    await town.later(0)
    await goes_out(town, 3)
    by = town.people["陈主任"]
    assert await town.database.write(lambda tx: sending.cancel(tx, made.broadcast.id, by, town.now))
    assert not await town.database.write(lambda tx: sending.cancel(tx, made.broadcast.id, by, town.now))
    await town.later(0)
    assert await counts(town, made.broadcast.id) == {"sent": 3, "cancelled": EVERYBODY - 3}


async def test_what_is_out_is_changed_and_who_has_none_gets_only_the_new_words(town: Town) -> None:
    made = await sends(town)
    await town.later(0)
    await goes_out(town, 3)
    corrected = await corrects(town, made)
    await town.later(0)
    assert await operations(town, corrected.broadcast.id) == {"edit": 3, "send": EVERYBODY - 3}
    assert await state(town, made.broadcast.id) is State.CANCELLED
    assert (await counts(town, made.broadcast.id))["cancelled"] == EVERYBODY - 3
    await goes_out(town)
    await town.later(0)
    assert await state(town, corrected.broadcast.id) is State.FINISHED
    assert corrected.notice.corrects == made.notice.id


async def test_a_copy_that_is_being_sent_is_changed_when_it_is_out(town: Town) -> None:
    made = await sends(town)
    await town.later(0)

    def claims(tx: Transaction) -> list[int]:
        return [each.delivery.id for each in outbox.claim(tx, ACCOUNT, Priority.NOTICE, town.now, 2)]

    under_way = await town.database.write(claims)
    corrected = await corrects(town, made)
    await town.later(0)
    assert await operations(town, corrected.broadcast.id) == {"send": EVERYBODY - 2}
    await town.database.write(lambda tx: outbox.sent(tx, [(each, ("7",)) for each in under_way], town.now))
    await town.later(0)
    assert await operations(town, corrected.broadcast.id) == {"edit": 2, "send": EVERYBODY - 2}


async def test_where_it_cannot_be_changed_the_correction_is_a_message_of_its_own(town: Town) -> None:
    made = await sends(town)
    await town.later(0)
    await goes_out(town)
    corrected = await corrects(town, made)
    await town.later(0)
    await goes_out(town, refused=True)
    await town.later(0)
    assert await operations(town, corrected.broadcast.id) == {"edit": EVERYBODY, "send": EVERYBODY}
    said = await town.last("李阿公")
    assert "更正" in said
    assert "改成9点" in said
    await goes_out(town)
    await town.later(0)
    assert await state(town, corrected.broadcast.id) is State.FINISHED


async def test_a_correction_can_be_corrected(town: Town) -> None:
    made = await sends(town)
    await town.later(0)
    await goes_out(town)
    first = await corrects(town, made)
    await town.later(0)
    await goes_out(town)
    second = await corrects(town, first, "改成10点停水。", once="press:4")
    await town.later(0)
    assert await operations(town, second.broadcast.id) == {"edit": EVERYBODY}


async def test_what_has_not_begun_is_sent_with_the_new_words_instead(town: Town) -> None:
    made = await sends(town, hours=3)
    corrected = await corrects(town, made)
    assert corrected.broadcast.operation is Operation.SEND
    await town.later(3)
    assert await state(town, made.broadcast.id) is State.CANCELLED
    assert "改成9点" in await town.last("李阿公")
    assert "更正" not in await town.last("李阿公")


async def test_on_the_web_the_transcript_says_what_holds_now(town: Town) -> None:
    page = Address("web", str(town.people["李阿公"]))

    def on_the_web(tx: Transaction) -> None:
        addresses.mark(tx, Address(ACCOUNT, "李阿公"), reachable=False)
        addresses.bind(tx, page, town.people["李阿公"], "zh", town.now)

    def shown(tx: Transaction) -> list[str]:
        return [line.text for line in sayings.transcript(tx, page, 0, 50, town.now)]

    def taken(tx: Transaction) -> None:
        for claimed in outbox.claim(tx, "web", Priority.NOTICE, town.now, 5):
            parts = claimed.delivery.parts or (str(claimed.delivery.id),)
            outbox.sent(tx, [(claimed.delivery.id, parts)], town.now)

    await town.database.write(on_the_web)
    made = await sends(town)
    await town.later(0)
    await town.database.write(taken)
    assert "8点" in (await town.database.read(shown))[-1]
    corrected = await corrects(town, made)
    await town.later(0)
    await town.database.write(taken)
    lines = await town.database.read(shown)
    assert len(lines) == 1
    assert "更正" in lines[0]
    assert "改成9点" in lines[0]
    await withdraws(town, corrected)
    await town.later(0)
    await town.database.write(taken)
    assert await town.database.read(shown) == []


async def test_taken_back_what_is_out_is_deleted_and_its_sender_hears_how_many(town: Town) -> None:
    made = await sends(town)
    await town.later(0)
    await goes_out(town, 5)
    back = await withdraws(town, made)
    assert (await withdraws(town, made)).again
    await town.later(0)
    assert await operations(town, back.broadcast.id) == {"withdraw": 5}
    await goes_out(town, 4)
    await goes_out(town, 1, refused=True)
    await town.later(0)
    assert "4份已经" in await town.last("陈主任")
    assert "1份没能删掉" in await town.last("陈主任")


async def test_taken_back_before_it_began_nothing_is_out(town: Town) -> None:
    made = await sends(town, hours=3)
    back = await withdraws(town, made)
    assert back.broadcast.id == made.broadcast.id
    assert back.broadcast.state is State.CANCELLED
    await town.later(4)
    assert await town.heard("李阿公") == []


async def test_copies_that_can_no_longer_be_deleted_pause_nothing(town: Town) -> None:
    def looked_at_closely(tx: Transaction) -> None:
        settings.put(tx, Setting.FAILURE_WINDOW, town.village.id, "20", 0, 0, town.now)

    await town.database.write(looked_at_closely)
    made = await sends(town)
    await town.later(0)
    await goes_out(town)
    back = await withdraws(town, made)
    await town.later(0)
    await goes_out(town, refused=True)
    await town.later(0)
    assert await state(town, back.broadcast.id) is State.FINISHED
    assert f"{EVERYBODY}份没能删掉" in await town.last("陈主任")


async def test_what_counts_as_one_of_so_many_a_day(town: Town) -> None:
    """Not an emergency, nor what was called off before it began, nor what a rule sends for its author."""
    setting, village = Setting.NOTICES_A_DAY, town.village.id
    await town.database.write(lambda tx: settings.put(tx, setting, village, "1", 0, 0, town.now))
    assert (await sends(town, once="a", emergency=True)).broadcast.needs == ""
    later = await sends(town, once="b", hours=5)
    assert later.broadcast.needs == ""
    assert await town.database.write(lambda tx: sending.stop(tx, later.broadcast.id, town.now))
    by_rule = await sends(town, once="c")
    assert by_rule.broadcast.needs == ""
    await town.database.write(
        lambda tx: tx.connection.execute(f"update broadcasts set rule = 9 where id = {by_rule.broadcast.id}")  # noqa: S608
    )
    assert (await sends(town, once="d")).broadcast.needs == ""
    assert (await sends(town, once="e")).broadcast.needs == "often"
    assert (await sends(town, once="f", emergency=True)).broadcast.needs == ""
    await town.later(25)
    assert (await sends(town, once="g")).broadcast.needs == ""
