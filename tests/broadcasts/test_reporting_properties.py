"""However time passes and whenever a family answers: it is asked at each of its times, all are told in their turn,
nobody is told of what has been reported, and nothing comes twice."""

from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcasts.reporting import AGAIN, ASKED, CADRE, WORKER
from domain.spans import HOUR
from storage import check_ins
from storage.database import Transaction
from tests.handlers.test_check_in_properties import begin, due_until, turn_of
from tests.town import Town

GAPS = {AGAIN: HOUR, WORKER: 2 * HOUR, CADRE: 4 * HOUR}

passing = st.tuples(st.just("passes"), st.sampled_from([0.1, 0.5, 1, 1.5, 2, 2.5, 4, 9, 25]))
answering = st.tuples(st.just("answers"), st.just(0.0))
jumping = st.tuples(st.just("jumps"), st.sampled_from([-2.0, 2.0]))
steps = st.lists(st.one_of(passing, passing, passing, answering, jumping), min_size=5, max_size=30)

few = partial(settings, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few(max_examples=40)
@given(steps)
async def test_each_level_comes_once_in_its_time_and_none_after_the_answer(
    town: Town, said: list[tuple[str, float]]
) -> None:
    await begin(town)
    begun, reporter = town.now, town.people["李阿公"]
    answered: dict[int, int] = {}
    jumped, latest = False, begun
    for what, hours in said:
        if what == "answers":
            await town.says("李阿公", "36.5 36.6 36.7")
            answered.setdefault(turn_of(town.now), town.now)
        elif what == "jumps":
            jumped, town.now = True, max(begun, town.now + int(hours * HOUR))
            await town.later(0)
        else:
            await town.later(hours)
        slots = due_until(begun, town.now)
        calls = await town.database.read(partial(all_calls, reporter=reporter, slots=slots))
        for slot in slots:
            made = calls[slot]
            assert set(made) <= {ASKED, AGAIN, WORKER, CADRE}
            assert all(at >= slot for at in made.values())
            if slot in answered and not jumped:
                assert all(at <= answered[slot] for at in made.values())
            if not jumped:
                assert all(made[level] >= made[ASKED] + gap for level, gap in GAPS.items() if level in made)
        newest, latest = slots[-1] if slots else 0, max(latest, town.now)
        # What was left out as over while the clock went fast is not asked for when it is set back.
        waited_for = newest and turn_of(town.now) == newest > max(answered, default=0)
        if waited_for and town.now == latest and what != "answers":
            asked = calls[newest].get(ASKED)
            assert asked is not None
            assert all(level in calls[newest] for level, gap in GAPS.items() if town.now >= asked + gap)


def all_calls(tx: Transaction, reporter: int, slots: list[int]) -> dict[int, dict[int, int]]:
    """What was done about each time: level to when."""
    return {
        slot: {level: at for level, (at, _) in check_ins.calls(tx, reporter, slot).items()} for slot in slots
    }  # fmt: skip
