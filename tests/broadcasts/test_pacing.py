"""Whatever comes and however it is asked for, no second, chat or group is given more than its pace."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcasts.pacing import BURST, KEPT_CHATS, Pacing
from domain.messages import Limits, Quota
from domain.spans import HOUR, MINUTE
from tests.town import NOON

PACED = Limits(4_096, True, per_second=30, per_chat=1, per_group=20)


def drained(pacing: Pacing, chats: list[str], pauses: list[int]) -> list[tuple[int, str]]:
    """A notice to these chats, sent by somebody who wakes up late again and again; (time, chat) of each send."""
    now, sent, late = NOON, [], iter(pauses * len(chats))
    for chat in chats:
        while wait := max(pacing.bulk_wait(now), pacing.chat_wait(chat, True, now)):
            now += max(1, int(wait)) + next(late, 0)
        pacing.goes(chat, now)
        sent.append((now, chat))
    return sent


def most_within(times: list[int], window: int) -> int:
    """The most that any stretch of so many milliseconds holds."""
    return max(sum(start <= time < start + window for time in times) for start in times)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 200), min_size=1, max_size=10), st.integers(1, 40))
def test_no_second_has_more_than_the_pace_however_late_one_wakes_up(pauses: list[int], people: int) -> None:
    chats = [f"{number % people}" for number in range(120)]
    sent = drained(Pacing(PACED), chats, pauses)
    assert most_within([time for time, _ in sent], 1_000) <= 31
    for chat in set(chats):
        assert most_within([time for time, to in sent if to == chat], 1_000) == 1


def test_the_pace_is_used_up() -> None:
    sent = drained(Pacing(PACED), [str(number) for number in range(300)], [0, 9, 0, 17])
    assert sent[-1][0] - sent[0][0] <= 10_300


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9_000), min_size=1, max_size=8))
def test_no_minute_of_a_group_has_more_than_its_pace(pauses: list[int]) -> None:
    sent = drained(Pacing(PACED), ["-5"] * 90, pauses)
    assert most_within([time for time, _ in sent], MINUTE) <= 20


def test_answers_to_one_chat_come_in_a_short_burst_and_then_one_a_second() -> None:
    pacing, waits = Pacing(PACED), []
    for _ in range(BURST + 2):
        waits.append(pacing.chat_wait("7", False, NOON))
        pacing.goes("7", NOON)
    assert waits == [0.0] * BURST + [1_000.0, 2_000.0]
    assert pacing.chat_wait("8", False, NOON) == 0


def test_a_rush_of_answers_holds_bulk_back_for_a_second_at_most() -> None:
    pacing = Pacing(PACED)
    for number in range(500):
        pacing.goes(str(number), NOON)
    assert pacing.bulk_wait(NOON) == 1_000


def test_no_pace_holds_nothing_back() -> None:
    pacing = Pacing(Limits(4_096, True))
    sent = drained(pacing, ["7", "-7"] * 200, [0])
    assert sent[-1][0] == NOON


def test_chats_that_are_free_again_are_forgotten() -> None:
    pacing = Pacing(PACED)
    for number in range(3 * KEPT_CHATS):
        pacing.goes(str(number), NOON + 33 * number)
    assert len(pacing._next_in_chat) <= KEPT_CHATS


MEMBERS = Limits(2_048, True, quotas=(Quota(30, MINUTE), Quota(100, HOUR)))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 7), min_size=1, max_size=8),
    st.lists(st.integers(0, 9_000), min_size=1, max_size=8),
    st.lists(st.integers(0, 1_900), min_size=1, max_size=8),
)
def test_no_stretch_of_a_quota_has_more_however_many_go_at_once_and_late_they_come_in(
    sizes: list[int], pauses: list[int], late: list[int]
) -> None:
    pacing, now, came_in = Pacing(MEMBERS), NOON, []
    for number in range(60):
        size = sizes[number % len(sizes)]
        while wait := pacing.chat_wait("wang", False, now, size):
            now += max(1, int(wait))
        pacing.goes("wang", now, size)
        came_in += [now + late[number % len(late)]] * size
        now += pauses[number % len(pauses)]
    assert most_within(sorted(came_in), MINUTE) <= 30
    assert most_within(sorted(came_in), HOUR) <= 100


def test_what_a_chat_was_sent_by_an_earlier_process_counts() -> None:
    pacing = Pacing(MEMBERS)
    pacing.remember(("wang", NOON - 5_000 + number, 3, False) for number in range(10))
    assert pacing.chat_wait("wang", False, NOON) > 50_000
    assert pacing.chat_wait("li", False, NOON) == 0


def test_what_went_to_many_with_one_call_is_remembered_as_one() -> None:
    """A restart after a notice to thousands silences nobody: answers and alarms go on."""
    pacing = Pacing(replace(MEMBERS, calls=Quota(10, MINUTE), sends=Quota(5_000, HOUR)))
    pacing.remember((f"chat {number}", NOON, 1, number > 0) for number in range(4_999))
    assert pacing.account_wait(NOON) == 0
    pacing.remember([("one more", NOON, 1, False)])
    assert pacing.account_wait(NOON) > 0


def test_a_quota_holds_back_nobody_else() -> None:
    pacing = Pacing(MEMBERS)
    pacing.goes("wang", NOON, 30)
    assert pacing.chat_wait("wang", False, NOON) == MINUTE + 2_000
    assert pacing.bulk_wait(NOON) == 0
