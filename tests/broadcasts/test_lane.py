"""One account's sends: chats side by side, each in order, alarms first, bulk at its pace."""

import asyncio
import time
from dataclasses import replace

from broadcasts.lane import BATCH, GATHER, STALE, Lane
from broadcasts.pacing import UNDER_WAY
from broadcasts.receipts import Verdict
from domain.messages import Content, Delivery, FailureKind, Limits, Priority, Quota, Receipt
from domain.spans import DAY, HOUR, MINUTE
from storage.outbox import UNCERTAIN, Claimed
from tests.broadcasts.wire import Wire, claimed, refuses, taken, until
from tests.town import NOON

MARK = "（这条可能您已经收到过）"


class House:
    """A lane with its wire, its clock and the verdicts that it hands out."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.now = NOON
        self.verdicts: list[Verdict] = []
        self.lane = Lane(wire, lambda: self.now, self.verdicts.append, MARK)

    def states(self) -> dict[int, str]:
        return {verdict.claimed.delivery.id: verdict.state for verdict in self.verdicts}

    async def settles(self, count: int) -> None:
        await until(lambda: len(self.verdicts) >= count)


def only(number: int, kind: FailureKind, retry_after: float = 0.0, whole_account: bool = False):  # type: ignore[no-untyped-def]
    """An answer that refuses one delivery and takes the rest."""
    refusing = refuses(kind, retry_after, whole_account)

    def answer(delivery: Delivery) -> Receipt:
        return refusing(delivery) if delivery.id == number else taken(delivery)

    return answer


async def test_a_chat_is_sent_one_after_another_in_its_order() -> None:
    house = House(Wire())
    house.wire.gate.clear()
    for number in range(1, 6):
        house.lane.push(claimed(number), fresh=True)
    await asyncio.sleep(0.01)
    assert len(house.wire.tried) == 1
    house.wire.gate.set()
    await house.settles(5)
    assert [sent.id for sent in house.wire.sent] == [1, 2, 3, 4, 5]


async def test_chats_go_out_side_by_side_up_to_the_channel_s_bound() -> None:
    house = House(Wire(Limits(4_096, True, parallel=3)))
    house.wire.gate.clear()
    for number in range(1, 11):
        house.lane.push(claimed(number, f"chat {number}"), fresh=True)
    await asyncio.sleep(0.01)
    assert len(house.wire.tried) == 3
    house.wire.gate.set()
    await house.settles(10)


async def test_an_alarm_is_the_next_to_go_out() -> None:
    house = House(Wire(Limits(4_096, True, parallel=1)))
    house.wire.gate.clear()
    for number in range(1, 6):
        house.lane.push(claimed(number, f"chat {number}"), fresh=True)
    house.lane.push(claimed(9, "doctor", Priority.ALARM), fresh=True)
    await asyncio.sleep(0.01)
    house.wire.gate.set()
    await house.settles(6)
    assert [sent.id for sent in house.wire.sent][:2] == [1, 9]


async def test_a_429_holds_its_own_chat_with_all_that_follows_and_no_other() -> None:
    house = House(Wire(answer=only(1, FailureKind.THROTTLED, retry_after=30)))
    for number, chat in ((1, "a"), (2, "a"), (3, "b"), (4, "a")):
        house.lane.push(claimed(number, chat), fresh=True)
    await house.settles(4)
    house.lane.push(claimed(5, "a"), fresh=True)
    assert house.states() == {1: "queued", 2: "queued", 3: "sent", 4: "queued", 5: "queued"}
    assert {verdict.due for verdict in house.verdicts if verdict.state == "queued"} == {NOON + 30_000}
    assert [delivery.id for delivery in house.wire.tried] == [1, 3]


async def test_what_is_said_after_a_hold_does_not_overtake_what_still_waits_in_the_table() -> None:
    house = House(Wire(answer=only(1, FailureKind.THROTTLED, retry_after=1)))
    house.lane.push(claimed(1), fresh=True)
    await house.settles(1)
    house.now += 2_000
    house.wire.answer = taken
    house.lane.push(claimed(2), fresh=True)
    assert house.states() == {1: "queued", 2: "queued"}
    house.lane.push(claimed(1), fresh=False)
    await house.settles(3)
    house.lane.push(claimed(2), fresh=False)
    await house.settles(4)
    house.lane.push(claimed(3), fresh=True)
    await house.settles(5)
    assert [sent.id for sent in house.wire.sent] == [1, 2, 3]


async def test_a_hold_that_another_process_dealt_with_is_forgotten() -> None:
    house = House(Wire(answer=only(1, FailureKind.THROTTLED, retry_after=1)))
    house.lane.push(claimed(1), fresh=True)
    await house.settles(1)
    house.now += 10 * 60_000
    house.lane.push(claimed(2, at=house.now), fresh=True)
    await house.settles(2)
    assert house.states() == {1: "queued", 2: "sent"}


async def test_a_failure_of_the_whole_account_pauses_every_chat() -> None:
    house = House(Wire(answer=only(1, FailureKind.THROTTLED, 20, whole_account=True)))
    house.lane.push(claimed(1, "a"), fresh=True)
    await house.settles(1)
    assert house.lane.paused(house.now)
    house.lane.push(claimed(2, "b"), fresh=True)
    await house.settles(2)
    assert house.states() == {1: "queued", 2: "queued"}
    house.now += 20_000
    assert not house.lane.paused(house.now)
    house.lane.push(claimed(2, "b", at=house.now), fresh=False)
    await house.settles(3)
    assert [sent.id for sent in house.wire.sent] == [2]


async def test_a_chat_whose_every_call_seems_an_outage_stops_the_others_once() -> None:
    house = House(Wire(answer=only(1, FailureKind.UNREACHABLE, whole_account=True)))
    house.lane.push(claimed(1), fresh=False)
    await house.settles(1)
    assert house.lane.paused(house.now)
    house.now = house.verdicts[0].due - 1
    assert not house.lane.paused(house.now)
    house.lane.push(claimed(2, "b", at=house.now), fresh=False)
    await house.settles(2)
    house.now += 1
    house.lane.push(claimed(1, attempts=1, at=house.now), fresh=False)
    await house.settles(3)
    assert not house.lane.paused(house.now)
    assert [verdict.state for verdict in house.verdicts] == ["queued", "sent", "queued"]


async def test_a_call_that_finds_nobody_just_after_others_were_taken_stops_nobody() -> None:
    house = House(Wire(answer=only(2, FailureKind.UNREACHABLE, whole_account=True)))
    house.lane.push(claimed(1, "b"), fresh=False)
    await house.settles(1)
    house.now += 900
    house.lane.push(claimed(2), fresh=False)
    await house.settles(2)
    assert not house.lane.paused(house.now)
    house.now += 200
    house.lane.push(claimed(2, "c", at=house.now), fresh=False)
    await house.settles(3)
    assert house.lane.paused(house.now)


async def test_what_goes_out_again_is_marked_as_repeated() -> None:
    house = House(Wire())
    house.lane.push(claimed(1, repeated=True), fresh=False)
    await house.settles(1)
    assert house.wire.texts == [f"{MARK}\ntext 1"]


async def test_what_may_have_gone_out_before_is_still_known_to_after_waiting() -> None:
    house = House(Wire(answer=only(1, FailureKind.THROTTLED, retry_after=30)))
    house.lane.push(claimed(1), fresh=True)
    house.lane.push(claimed(2, repeated=True), fresh=False)
    await house.settles(2)
    house.lane.push(claimed(3, repeated=True), fresh=False)
    assert [verdict.failure for verdict in house.verdicts[1:]] == [UNCERTAIN, UNCERTAIN]


async def test_what_has_expired_is_not_sent() -> None:
    house = House(Wire())
    house.lane.push(claimed(1, expires_at=NOON), fresh=False)
    house.lane.push(claimed(2, expires_at=NOON + 1), fresh=False)
    await house.settles(2)
    assert house.states() == {1: "expired", 2: "sent"}
    assert [delivery.id for delivery in house.wire.tried] == [2]


async def test_a_claim_whose_lease_is_about_to_end_is_given_back_instead_of_being_sent() -> None:
    house = House(Wire())
    house.now += STALE + 1
    house.lane.push(claimed(1), fresh=False)
    await house.settles(1)
    assert house.states() == {1: "queued"}
    assert house.wire.tried == []


async def test_a_channel_that_breaks_leaves_an_unknown_fate() -> None:
    def breaks(delivery: Delivery) -> Receipt:
        raise RuntimeError("on purpose")

    house = House(Wire(answer=breaks))
    house.lane.push(claimed(1, priority=Priority.NOTICE), fresh=False)
    house.lane.push(claimed(2, "b"), fresh=True)
    await house.settles(2)
    assert house.states() == {1: "unknown", 2: "queued"}


async def test_only_so_much_bulk_is_let_in_as_its_pace_takes_in_a_moment() -> None:
    house = House(Wire(Limits(4_096, True, per_second=30)))
    assert house.lane.room(Priority.NOTICE) == 3
    for number in (1, 2, 3):
        house.lane.push(claimed(number, f"chat {number}", Priority.NOTICE), fresh=False)
    assert house.lane.room(Priority.REMINDER) == 1


async def test_bulk_goes_out_at_its_pace_and_evenly() -> None:
    house = House(Wire(Limits(4_096, True, per_second=100)))
    house.now = 0
    began = time.monotonic()
    house.lane = Lane(house.wire, lambda: int((time.monotonic() - began) * 1000), house.verdicts.append, MARK)
    for number in range(1, 41):
        house.lane.push(claimed(number, f"chat {number}", Priority.NOTICE, at=0), fresh=False)
    counts = []
    for _ in range(3):
        await asyncio.sleep(0.1)
        counts.append(len(house.wire.sent))
    assert counts[0] <= 14
    assert counts[1] <= 24
    assert counts[2] <= 34
    await house.settles(40)
    assert time.monotonic() - began >= 0.36


async def test_replies_and_alarms_do_not_wait_for_the_pace_of_bulk() -> None:
    house = House(Wire(Limits(4_096, True, per_second=1)))
    house.lane.push(claimed(1, "chat 1", Priority.NOTICE), fresh=False)
    house.lane.push(claimed(2, "chat 2", Priority.NOTICE), fresh=False)
    for number in range(3, 13):
        house.lane.push(claimed(number, f"chat {number}"), fresh=True)
    await house.settles(11)
    assert sorted(sent.id for sent in house.wire.sent) == [1, *range(3, 13)]
    assert house.lane.room(Priority.NOTICE) == 0
    assert house.lane.room(Priority.REPLY) == house.lane.room(Priority.ALARM) == 2 * BATCH


async def test_bulk_that_hangs_leaves_room_for_replies() -> None:
    house = House(Wire(Limits(4_096, True, parallel=4, parallel_bulk=3)))
    house.wire.gate.clear()
    for number in range(1, 10):
        house.lane.push(claimed(number, f"chat {number}", Priority.NOTICE), fresh=False)
    house.lane.push(claimed(99, "villager"), fresh=True)
    await asyncio.sleep(0.01)
    assert [tried.id for tried in house.wire.tried] == [1, 2, 3, 99]
    house.wire.gate.set()
    await house.settles(10)


async def test_who_waits_for_a_notice_gets_it_with_the_reply_that_comes_after_it() -> None:
    house = House(Wire(Limits(4_096, True, parallel=4, parallel_bulk=1)))
    house.wire.gate.clear()
    for number in range(1, 5):
        house.lane.push(claimed(number, f"chat {number}", Priority.NOTICE), fresh=False)
    house.lane.push(claimed(9, "chat 4"), fresh=True)
    await asyncio.sleep(0.01)
    assert [tried.id for tried in house.wire.tried] == [1, 4]
    house.wire.gate.set()
    await house.settles(5)
    assert [sent.id for sent in house.wire.sent if sent.chat == "chat 4"] == [4, 9]


async def test_bulk_to_one_chat_keeps_its_second_and_answers_come_in_a_burst() -> None:
    began = time.monotonic()
    house = House(Wire(Limits(4_096, True, per_chat=10)))
    house.lane = Lane(house.wire, lambda: int((time.monotonic() - began) * 1000), house.verdicts.append, MARK)
    for number in range(1, 6):
        house.lane.push(claimed(number, "villager", at=0), fresh=True)
    await house.settles(5)
    assert time.monotonic() - began < 0.09
    house.lane.push(claimed(6, "neighbour", Priority.NOTICE, at=0), fresh=False)
    house.lane.push(claimed(7, "neighbour", Priority.NOTICE, at=0), fresh=False)
    house.lane.push(claimed(8, "other", Priority.NOTICE, at=0), fresh=False)
    await house.settles(7)
    assert sorted(house.states()) == [1, 2, 3, 4, 5, 6, 8]
    await house.settles(8)
    assert time.monotonic() - began >= 0.09


async def test_a_group_that_has_had_its_minute_gets_the_rest_later() -> None:
    house = House(Wire(Limits(4_096, True, per_group=3)))
    for number in range(1, 6):
        house.lane.push(claimed(number, "-7"), fresh=True)
    await house.settles(5)
    assert house.states() == {1: "sent", 2: "sent", 3: "sent", 4: "queued", 5: "queued"}
    assert {verdict.due for verdict in house.verdicts[3:]} == {NOON + 60_000 + UNDER_WAY}


async def test_when_several_chats_are_told_to_wait_bulk_rests_and_replies_go_on() -> None:
    house = House(Wire(answer=refuses(FailureKind.THROTTLED, retry_after=30)))
    for number in (1, 2, 3):
        house.lane.push(claimed(number, f"chat {number}", Priority.NOTICE), fresh=False)
    await house.settles(3)
    house.wire.answer = taken
    assert house.lane.room(Priority.NOTICE) == 0
    house.lane.push(claimed(4, "chat 4", Priority.NOTICE), fresh=False)
    house.lane.push(claimed(5, "chat 5"), fresh=True)
    await house.settles(5)
    assert house.states() == {1: "queued", 2: "queued", 3: "queued", 4: "queued", 5: "sent"}
    assert {verdict.due for verdict in house.verdicts if verdict.state == "queued"} == {NOON + 30_000}
    house.now += 30_000
    assert house.lane.room(Priority.NOTICE) > 0
    house.lane.push(claimed(4, "chat 4", Priority.NOTICE, at=house.now), fresh=False)
    await house.settles(6)
    assert house.states()[4] == "sent"


async def test_chats_told_to_wait_now_and_then_are_not_the_whole_account() -> None:
    house = House(Wire(answer=refuses(FailureKind.THROTTLED, retry_after=30)))
    for number in (1, 2, 3, 4):
        house.lane.push(claimed(number, f"chat {number}", Priority.NOTICE, at=house.now), fresh=False)
        await house.settles(number)
        house.now += 1_100
    assert house.lane.room(Priority.NOTICE) > 0


async def test_no_more_is_let_in_than_can_be_held() -> None:
    wire = Wire()
    house = House(wire)
    house.wire.gate.clear()
    most = 2 * BATCH + wire.limits.parallel
    for number in range(1, most + 1):
        house.lane.push(claimed(number, f"chat {number}"), fresh=False)
    assert house.lane.room(Priority.REPLY) == 0
    house.lane.filled(Priority.REPLY)
    easing = asyncio.create_task(house.lane.eased(5.0))
    house.wire.gate.set()
    await easing
    assert house.lane.room(Priority.REPLY) >= BATCH
    await house.settles(most)
    assert house.lane.room(Priority.REPLY) == 2 * BATCH


async def test_at_the_end_sends_under_way_finish_and_the_rest_is_given_back_for_now() -> None:
    house = House(Wire(Limits(4_096, True, parallel=1)))
    house.wire.gate.clear()
    for number, chat in ((1, "a"), (2, "a"), (3, "b")):
        house.lane.push(claimed(number, chat), fresh=True)
    await asyncio.sleep(0.01)
    ending = asyncio.create_task(house.lane.drain())
    await asyncio.sleep(0.01)
    house.wire.gate.set()
    await ending
    await house.settles(3)
    assert house.states() == {1: "sent", 2: "queued", 3: "queued"}
    assert {verdict.due for verdict in house.verdicts if verdict.state == "queued"} == {NOON}


MANY = Limits(2_048, True, recipients=3, parallel=2, parallel_bulk=2)


def a_notice(number: int, text: str = "停水") -> Claimed:
    copy = claimed(number, f"chat {number}", Priority.NOTICE)
    return replace(copy, delivery=replace(copy.delivery, content=Content(text)))


async def test_equal_words_go_to_many_in_one_call_and_each_gets_a_receipt_of_its_own() -> None:
    house = House(Wire(MANY, answer=only(4, FailureKind.BLOCKED)))
    for number in range(1, 7):
        house.lane.push(a_notice(number), fresh=False)
    await house.settles(6)
    assert house.wire.calls == [[1, 2, 3], [4, 5, 6]]
    assert house.states() == {number: "failed" if number == 4 else "sent" for number in range(1, 7)}


async def test_a_call_waits_a_moment_for_all_whom_it_reaches_and_passes_over_other_words() -> None:
    house = House(Wire(MANY))
    house.lane.push(a_notice(1), fresh=False)
    house.lane.push(a_notice(2, "来水了"), fresh=False)
    await asyncio.sleep(0.03)
    assert house.wire.calls == []
    house.lane.push(a_notice(3), fresh=False)
    await house.settles(2)
    assert house.wire.calls == [[1, 3]]
    house.now += GATHER
    await house.settles(3)
    assert house.wire.calls == [[1, 3], [2]]


async def test_answers_are_never_held_up_to_go_together() -> None:
    house = House(Wire(MANY))
    for number in range(1, 7):
        house.lane.push(claimed(number, f"chat {number}"), fresh=True)
    await house.settles(6)
    assert house.wire.calls == [[number] for number in range(1, 7)]


async def test_what_waits_for_a_chat_is_handed_over_together_where_a_channel_joins_it() -> None:
    house = House(Wire(Limits(2_048, True, joins=True, parallel=2)))
    house.wire.gate.clear()
    for number in (1, 2):  # the answers of one turn
        house.lane.push(claimed(number), fresh=True)
    await asyncio.sleep(0.01)
    for number in (3, 4):
        house.lane.push(claimed(number), fresh=True)
    house.wire.gate.set()
    await house.settles(4)
    assert house.wire.calls == [[1, 2], [3, 4]]


async def test_what_was_tried_together_is_tried_together_again_and_nothing_newer_with_it() -> None:
    house = House(Wire(Limits(2_048, True, joins=True, parallel=1)))
    house.wire.gate.clear()
    house.lane.push(claimed(1, "b"), fresh=True)
    for number, attempts in ((2, 1), (3, 1), (4, 0)):
        house.lane.push(claimed(number, attempts=attempts), fresh=False)
    house.wire.gate.set()
    await house.settles(4)
    assert house.wire.calls == [[1], [2, 3], [4]]


async def test_where_this_process_may_not_send_all_is_left_to_others_at_once() -> None:
    house = House(Wire())
    house.wire.open = False
    house.lane.push(claimed(1), fresh=True)
    await house.settles(1)
    assert (house.wire.calls, house.states(), house.verdicts[0].due) == ([], {1: "queued"}, NOON)


async def test_what_would_exceed_a_chat_s_quota_waits_in_the_table_and_overtakes_nobody() -> None:
    house = House(Wire(Limits(2_048, True, quotas=(Quota(3, MINUTE),))))
    for number in range(1, 6):
        house.lane.push(claimed(number), fresh=True)
    house.lane.push(claimed(6, "b"), fresh=True)
    await house.settles(6)
    assert house.states() == {1: "sent", 2: "sent", 3: "sent", 4: "queued", 5: "queued", 6: "sent"}
    assert {verdict.due for verdict in house.verdicts if verdict.state == "queued"} == {NOON + MINUTE + UNDER_WAY}


async def test_a_day_s_sends_of_a_whole_account_are_not_exceeded() -> None:
    house = House(Wire(Limits(2_048, True, sends=Quota(2, DAY))))
    for number in range(1, 5):
        house.lane.push(claimed(number, f"chat {number}"), fresh=True)
    await house.settles(4)
    assert house.states() == {1: "sent", 2: "sent", 3: "queued", 4: "queued"}
    assert house.lane.paused(house.now + DAY - HOUR)
    assert not house.lane.paused(house.now + DAY + HOUR)
