"""A notice reaches everybody of its audience once, in their own way, and the ledger knows who stands where."""

from typing import Any

import pytest

from broadcasts import feeding, launch
from broadcasts.copies import Printer
from domain.notices import RECEIVED, Answer, Broadcast, State
from storage import addresses, broadcasts, notices, recipients
from storage.addresses import Address
from storage.database import Transaction
from tests.feeds import freeze
from tests.town import ACCOUNT, HOUR, Town

EVERYBODY = 7


async def counts(town: Town, broadcast: int) -> dict[str, int]:
    return await town.database.read(lambda tx: recipients.counts(tx, broadcast))


async def state(town: Town, broadcast: int) -> str:
    found = await town.database.read(lambda tx: broadcasts.get(tx, broadcast))
    assert found is not None
    return found.state.value


async def test_everybody_gets_a_copy_with_its_button(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    assert "停水" in await town.last("李阿公")
    assert await town.choices("王阿婆") == ["收到"]
    assert await counts(town, broadcast) == {"queued": EVERYBODY}


async def test_words_that_all_read_alike_are_stored_once(town: Town) -> None:
    await town.notifies(town.notice())
    bodies = await town.database.read(lambda tx: tx.connection.execute("select count(*) from bodies").fetchone()[0])
    assert bodies == 1


async def test_a_copy_that_names_its_reader_is_their_own(town: Town) -> None:
    await town.notifies(town.notice("{姓名}您好，{门牌}明天停水。"))
    assert "李阿公您好，3幢201明天停水" in await town.last("李阿公")


async def test_a_press_is_an_answer_and_a_repeat_says_so(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    button = await town.button("李阿公", "收到")
    await town.does(town.update("李阿公", press=button))
    assert "记下了" in await town.last("李阿公")
    await town.does(town.update("李阿公", press=button))
    assert "您已经回了" in await town.last("李阿公")
    assert (await counts(town, broadcast))["answered"] == 1


async def test_typed_words_answer_too(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    await town.says("李阿公", "收到")
    assert (await counts(town, broadcast))["answered"] == 1


async def test_with_two_open_the_bot_names_both(town: Town) -> None:
    await town.notifies(town.notice())
    await town.notifies(town.notice("明天封路。", title="封路"))
    await town.says("李阿公", "收到")
    said = await town.last("李阿公")
    assert "停水" in said
    assert "封路" in said


async def answer_of(town: Town, broadcast: int, who: str) -> str:
    found = await town.database.read(lambda tx: recipients.standing(tx, broadcast, town.people[who]))
    assert found is not None
    return found.answer


async def test_nobody_answers_for_somebody_else(town: Town) -> None:
    """Equal copies carry equal buttons: a press is the answer of whoever's chat it comes from."""
    broadcast = await town.notifies(town.notice())
    button = await town.button("李阿公", "收到")
    await town.does(town.update("王阿婆", press=button))
    assert await answer_of(town, broadcast, "王阿婆") == "received"
    assert await answer_of(town, broadcast, "李阿公") == ""


async def test_whom_a_notice_was_not_meant_for_cannot_answer_it(town: Town) -> None:
    broadcast = await town.notifies(town.notice())
    button = await town.button("李阿公", "收到")
    await town.settles("赵阿姨", "9幢901")
    for stranger in ("赵阿姨", "无名氏"):
        await town.does(town.update(stranger, press=button))
    assert "answered" not in await counts(town, broadcast)


async def test_a_changed_mind_is_kept_beside_the_first_answer(town: Town) -> None:
    choices = (Answer("yes", {"zh": "来"}), Answer("no", {"zh": "不来"}))
    broadcast = await town.notifies(town.notice(choices=choices))
    for label in ("来", "不来"):
        await town.does(town.update("李阿公", press=await town.button("李阿公", label)))
    standing = await town.database.read(lambda tx: recipients.standing(tx, broadcast, town.people["李阿公"]))
    assert standing is not None
    assert standing.answer == "no"
    rows = await town.database.read(
        lambda tx: tx.connection.execute("select choice from notice_answers order by id").fetchall()
    )
    assert [choice for (choice,) in rows] == ["yes", "no"]


async def test_who_has_no_chat_is_telephoned_or_knocked_for(town: Town) -> None:
    def leave(tx: Transaction) -> None:
        for who in ("李阿公", "李阿婆"):
            addresses.mark(tx, Address(ACCOUNT, who), reachable=False)

    await town.database.write(leave)
    broadcast = await town.notifies(town.notice())
    assert await counts(town, broadcast) == {"queued": EVERYBODY - 2, "phone": 1, "knock": 1}


async def test_a_closed_page_is_no_reach_though_a_copy_lies_there(town: Town) -> None:
    person = town.people["李阿公"]

    def on_the_web(tx: Transaction) -> None:
        addresses.mark(tx, Address(ACCOUNT, "李阿公"), reachable=False)
        addresses.bind(tx, Address("web", str(person)), person, "zh", town.now)

    await town.database.write(on_the_web)
    broadcast = await town.notifies(town.notice())
    assert (await counts(town, broadcast))["phone"] == 1


async def test_one_answer_spares_the_whole_door_when_households_count(town: Town) -> None:
    broadcast = await town.notifies(town.notice(counted="household"))
    await town.does(town.update("李阿公", press=await town.button("李阿公", "收到")))
    silent = await town.database.read(lambda tx: recipients.silent(tx, broadcast, "household"))
    assert "李阿婆" not in [each.name for each in silent]
    assert len(silent) == EVERYBODY - 2


async def test_nothing_goes_out_at_night_but_an_emergency(town: Town) -> None:
    town.now += 11 * HOUR
    quiet = await town.notifies(town.notice())
    assert await counts(town, quiet) == {"waiting": EVERYBODY}
    urgent = await town.notifies(town.notice("海水倒灌，马上上楼。", emergency=True))
    assert await counts(town, urgent) == {"queued": EVERYBODY}
    await town.later(8)
    assert await counts(town, quiet) == {"queued": EVERYBODY}


async def test_words_that_have_expired_are_not_delivered_late(town: Town) -> None:
    town.now += 11 * HOUR
    broadcast = await town.notifies(town.notice(lasts=2 * HOUR))
    await town.later(8)
    assert await counts(town, broadcast) == {"expired": EVERYBODY}
    assert await state(town, broadcast) == "finished"


async def test_a_reader_of_english_reads_the_other_language_where_there_is_one(town: Town) -> None:
    await town.says("李阿公", "/language en")
    await town.notifies(town.notice(texts={"zh": "停水", "en": "No water"}, choices=(RECEIVED,)))
    assert "No water" in await town.last("李阿公")


async def test_no_more_copies_lie_ready_than_are_sent_in_some_seconds(town: Town) -> None:
    """What lies ready goes out though the notice is paused."""
    notice = await town.database.write(lambda tx: notices.add(tx, town.notice(), town.now))

    def work(tx: Transaction) -> dict[str, int]:
        broadcast = Broadcast(tx.ids.next(), notice.id, State.RUNNING, town.now, town.now + HOUR, 1, town.now)
        broadcasts.add(tx, broadcast, "once")
        freeze(tx, broadcast, town.now)
        printer = feeding.printer_of(tx, broadcast, notice, town.writer)
        for _ in range(2):
            assert not feeding.step(tx, printer, 3, town.now)
        return recipients.counts(tx, broadcast.id)

    assert await town.database.write(work) == {"queued": 3, "waiting": EVERYBODY - 3}


async def test_who_has_no_chat_takes_nobodys_place_among_those_that_lie_ready(town: Town) -> None:
    def move_away(tx: Transaction) -> None:
        for name in ("李阿公", "李阿婆", "王阿婆"):
            addresses.mark(tx, Address(ACCOUNT, name), reachable=False)

    await town.database.write(move_away)
    notice = await town.database.write(lambda tx: notices.add(tx, town.notice(), town.now))

    def work(tx: Transaction) -> dict[str, int]:
        broadcast = Broadcast(tx.ids.next(), notice.id, State.RUNNING, town.now, town.now + HOUR, 1, town.now)
        broadcasts.add(tx, broadcast, "once")
        freeze(tx, broadcast, town.now)
        printer = feeding.printer_of(tx, broadcast, notice, town.writer)
        while feeding.step(tx, printer, 3, town.now):
            pass
        return recipients.counts(tx, broadcast.id)

    counted = await town.database.write(work)
    assert counted["queued"] == 3


async def test_a_ledger_that_was_written_in_part_before_a_crash_is_completed(town: Town) -> None:
    notice = await town.database.write(lambda tx: notices.add(tx, town.notice(), town.now))

    def begin(tx: Transaction) -> int:
        broadcast = Broadcast(tx.ids.next(), notice.id, State.RUNNING, town.now, town.now + HOUR, 1, town.now)
        broadcasts.add(tx, broadcast, "once")
        recipients.freeze(tx, broadcast.id, launch.people_of(tx, broadcast, town.now)[:3])
        return broadcast.id

    broadcast = await town.database.write(begin)
    await town.later(0)
    assert await counts(town, broadcast) == {"queued": EVERYBODY}
    found = await town.database.read(lambda tx: broadcasts.get(tx, broadcast))
    assert found is not None
    assert found.people == EVERYBODY


async def test_one_that_cannot_be_sent_stands_in_nobodys_way(town: Town) -> None:
    """Its audience cannot be read, or its words cannot be made."""
    kept = []
    for details in ({"audience": {"nobody": "knows"}}, {"texts": {"zh": "{不知道}"}}, {}):

        def work(tx: Transaction, details: dict[str, Any] = details) -> int:
            notice = notices.add(tx, town.notice(**details), town.now)
            broadcast = Broadcast(tx.ids.next(), notice.id, State.RUNNING, town.now, town.now + HOUR, 1, town.now)
            broadcasts.add(tx, broadcast, f"once {broadcast.id}")
            return broadcast.id

        kept.append(await town.database.write(work))
    await feeding.Feeder(town.database, town.writer, lambda: town.now).feed()
    assert await counts(town, kept[-1]) == {"queued": EVERYBODY}
    assert [await counts(town, each) for each in kept[:-1]] == [{}, {"waiting": EVERYBODY}]


async def test_words_of_a_slice_that_was_rolled_back_are_written_again(town: Town) -> None:
    """As after a deadlock, or on a full disk: the slice is tried once more in the same process."""
    notice = await town.database.write(lambda tx: notices.add(tx, town.notice(), town.now))

    def begin(tx: Transaction) -> Printer:
        broadcast = Broadcast(tx.ids.next(), notice.id, State.RUNNING, town.now, town.now + HOUR, 1, town.now)
        broadcasts.add(tx, broadcast, "once")
        freeze(tx, broadcast, town.now)
        return feeding.printer_of(tx, broadcast, notice, town.writer)

    printer = await town.database.write(begin)

    def fail(tx: Transaction) -> None:
        feeding.step(tx, printer, 100, town.now)
        raise DeadlockError

    with pytest.raises(DeadlockError):
        await town.database.write(fail)
    await town.database.write(lambda tx: feeding.step(tx, printer, 100, town.now))
    assert "停水" in await town.last("李阿公")


class DeadlockError(Exception):
    """What rolls a slice back."""
