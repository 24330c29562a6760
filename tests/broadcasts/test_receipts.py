"""What a receipt means: out, once more later, or ended."""

import pytest

from broadcasts.receipts import FIRST_PAUSE, GIVE_UP, LONGEST_PAUSE, MISCONFIGURED_PAUSE, came_back, judge, note
from domain.messages import FailureKind, Priority, Receipt, SendFailure
from storage import addresses, outbox
from storage.addresses import Address
from storage.database import Database, Transaction
from tests.broadcasts.wire import claimed, delivery
from tests.town import ACCOUNT, NOON

BULK = (Priority.REMINDER, Priority.NOTICE)
URGENT = (Priority.ALARM, Priority.REPLY)


def failed(kind: FailureKind, retry_after: float = 0.0) -> Receipt:
    return Receipt(1, ("p1",), SendFailure(kind, retry_after, "code"))


def test_what_the_vendor_took_is_sent_with_its_parts() -> None:
    verdict = judge(claimed(1), Receipt(1, ("p1", "p2")), NOON)
    assert (verdict.state, verdict.parts, verdict.failure) == ("sent", ("p1", "p2"), "")


def test_throttled_goes_out_after_the_pause_that_the_vendor_named_and_counts_no_attempt() -> None:
    verdict = judge(claimed(1), failed(FailureKind.THROTTLED, 12.5), NOON)
    assert (verdict.state, verdict.due, verdict.counted) == ("queued", NOON + 12_500, False)


def test_throttled_without_a_pause_waits_a_second() -> None:
    assert judge(claimed(1), failed(FailureKind.THROTTLED), NOON).due == NOON + 1_000


def test_parts_that_went_out_before_a_failure_are_kept_so_that_only_the_rest_is_sent() -> None:
    assert judge(claimed(1), failed(FailureKind.THROTTLED), NOON).parts == ("p1",)


def test_unreachable_backs_off_twice_as_long_each_time_up_to_a_bound() -> None:
    verdicts = [judge(claimed(1, attempts=tried), failed(FailureKind.UNREACHABLE), NOON) for tried in range(40)]
    pauses = [verdict.due - NOON for verdict in verdicts]
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses[-1] == LONGEST_PAUSE
    assert pauses == sorted(pauses)


@pytest.mark.parametrize("kind", [FailureKind.UNREACHABLE, FailureKind.MISCONFIGURED])
def test_after_a_day_nothing_more_is_tried(kind: FailureKind) -> None:
    assert judge(claimed(1), failed(kind), NOON + GIVE_UP - 1).state == "queued"
    assert judge(claimed(1), failed(kind), NOON + GIVE_UP).state == "failed"


def test_wrong_settings_are_tried_again_every_minute() -> None:
    verdict = judge(claimed(1), failed(FailureKind.MISCONFIGURED), NOON)
    assert (verdict.state, verdict.due) == ("queued", NOON + MISCONFIGURED_PAUSE)


def test_refused_content_fails_at_once() -> None:
    verdict = judge(claimed(1), failed(FailureKind.REFUSED), NOON)
    assert (verdict.state, verdict.failure, verdict.unreachable) == ("failed", "code", False)


def test_a_blocked_address_is_marked() -> None:
    verdict = judge(claimed(1), failed(FailureKind.BLOCKED), NOON)
    assert (verdict.state, verdict.unreachable) == ("failed", True)


@pytest.mark.parametrize("priority", URGENT)
def test_what_is_urgent_and_of_unknown_fate_is_repeated(priority: Priority) -> None:
    first = judge(claimed(1, priority=priority), failed(FailureKind.UNKNOWN), NOON)
    assert (first.state, first.failure) == ("queued", outbox.UNCERTAIN)


def test_a_reply_is_repeated_once_only() -> None:
    assert judge(claimed(1, repeated=True), failed(FailureKind.UNKNOWN), NOON).state == "unknown"


def test_an_alarm_is_repeated_for_some_minutes_at_growing_intervals() -> None:
    states, waited = [], 0
    for attempts in range(9):
        alarm = claimed(1, priority=Priority.ALARM, repeated=attempts > 0, attempts=attempts)
        verdict = judge(alarm, failed(FailureKind.UNKNOWN), NOON)
        states.append(verdict.state)
        waited += verdict.due - NOON if verdict.due else 0
    assert states == ["queued"] * 8 + ["unknown"]
    assert waited > 4 * 60_000


@pytest.mark.parametrize("priority", BULK)
def test_a_notice_of_unknown_fate_is_never_repeated(priority: Priority) -> None:
    assert judge(claimed(1, priority=priority), failed(FailureKind.UNKNOWN), NOON).state == "unknown"


@pytest.mark.parametrize("kind", [FailureKind.THROTTLED, FailureKind.UNREACHABLE, FailureKind.MISCONFIGURED])
def test_what_may_have_gone_out_before_keeps_that_mark_while_it_waits(kind: FailureKind) -> None:
    assert judge(claimed(1, repeated=True), failed(kind), NOON).failure == outbox.UNCERTAIN


async def test_verdicts_are_written_and_blocked_addresses_marked(database: Database) -> None:
    verdicts = [
        judge(claimed(1, "a"), Receipt(1, ("p",)), NOON),
        judge(claimed(2, "b"), failed(FailureKind.BLOCKED), NOON),
        judge(claimed(3, "c"), failed(FailureKind.UNREACHABLE), NOON),
        judge(claimed(4, "d", Priority.NOTICE), failed(FailureKind.UNKNOWN), NOON),
    ]

    def work(tx: Transaction) -> None:
        for verdict in verdicts:
            sending = verdict.claimed.delivery
            addresses.bind(tx, Address(ACCOUNT, sending.chat), sending.id, "zh", NOON)
            outbox.add(tx, sending, sending.id, NOON, sending=True)
        note(tx, verdicts, NOON)

    await database.write(work)

    def look(tx: Transaction) -> tuple[list[tuple[object, ...]], list[int]]:
        rows = tx.connection.execute("select id, state, attempts, due, failure from outbox order by id").fetchall()
        return [tuple(row) for row in rows], [len(addresses.of_person(tx, person)) for person in (1, 2, 3, 4)]

    rows, reachable = await database.read(look)
    assert rows == [
        (1, "sent", 1, NOON, ""),
        (2, "failed", 1, NOON, "code"),
        (3, "queued", 1, NOON + FIRST_PAUSE, "code"),
        (4, "unknown", 1, NOON, "code"),
    ]
    assert reachable == [1, 0, 1, 1]


async def test_a_late_verdict_does_not_undo_what_the_other_side_said(database: Database) -> None:
    def work(tx: Transaction) -> str:
        outbox.add(tx, delivery(1), 0, NOON, sending=True)
        outbox.delivered(tx, ACCOUNT, "a", [1], NOON)
        note(tx, [judge(claimed(1), failed(FailureKind.UNKNOWN), NOON), judge(claimed(1), Receipt(1), NOON)], NOON)
        return str(tx.connection.execute("select state from outbox").fetchone()[0])

    assert await database.write(work) == "delivered"


@pytest.mark.parametrize(("priority", "then"), [(Priority.REPLY, "queued"), (Priority.NOTICE, "failed")])
async def test_what_is_said_not_to_have_arrived_is_not_called_sent(
    database: Database, priority: Priority, then: str
) -> None:
    def work(tx: Transaction) -> tuple[str, str]:
        outbox.add(tx, delivery(1, priority=priority), 0, NOON, sending=True)
        note(tx, [judge(claimed(1, priority=priority), Receipt(1, ("p",)), NOON)], NOON)
        came_back(tx, "web", 1, "another account's", NOON)
        came_back(tx, ACCOUNT, 1, "over 48 hours", NOON)
        return tuple(tx.connection.execute("select state, failure from outbox").fetchone())  # type: ignore[return-value]

    assert await database.write(work) == (then, "over 48 hours")


async def test_what_went_out_in_the_same_message_did_not_arrive_either(database: Database) -> None:
    def work(tx: Transaction) -> list[tuple[int, str]]:
        for number, chat in ((1, "a"), (2, "a"), (3, "a"), (4, "b")):
            outbox.add(tx, delivery(number, chat), 0, NOON, sending=True)
        for number, chat, part in ((1, "a", "p"), (2, "a", "p"), (3, "a", "q"), (4, "b", "p")):
            note(tx, [judge(claimed(number, chat), Receipt(number, (part,)), NOON)], NOON)
        came_back(tx, ACCOUNT, 1, "over 48 hours", NOON)
        return list(tx.connection.execute("select id, state from outbox order by id").fetchall())

    assert await database.write(work) == [(1, "queued"), (2, "queued"), (3, "sent"), (4, "sent")]


async def test_an_answer_that_did_not_arrive_goes_out_with_the_next_word(database: Database) -> None:
    def work(tx: Transaction) -> list[int]:
        outbox.add(tx, delivery(1), 0, NOON, sending=True)
        note(tx, [judge(claimed(1), Receipt(1, ("p",)), NOON)], NOON)
        came_back(tx, ACCOUNT, 1, "over 48 hours", NOON)
        return [woken.delivery.id for woken in outbox.wake(tx, ACCOUNT, "a", NOON)]

    assert await database.write(work) == [1]
