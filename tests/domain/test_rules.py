"""Of the times that were missed at most one a record is sent late, and every one has its outcome."""

from hypothesis import given
from hypothesis import strategies as st

from domain.rules import PUNCTUAL, Fire, Late, Outcome, judged

NOW = 10**12
LASTS = 12 * 3_600_000

times = st.builds(Fire, st.integers(0, 2), st.integers(NOW - 4 * LASTS, NOW))


@given(st.lists(times, unique_by=lambda fire: (fire.subject, fire.at)), st.sampled_from(Late))
def test_each_time_has_one_outcome_and_of_each_record_one_late_at_most(fires: list[Fire], late: Late) -> None:
    found = judged(fires, NOW, late, LASTS)
    assert [(fire.at, -fire.subject) for fire in found] == sorted((fire.at, -fire.subject) for fire in fires)
    for fire in found:
        assert (fire.outcome is Outcome.SENT) == (NOW - fire.at <= PUNCTUAL)
        if fire.outcome is Outcome.LATE:
            assert late is Late.ONCE
            assert NOW - fire.at < LASTS
            newer = [each for each in found if each.subject == fire.subject and each.at > fire.at]
            assert not any(each.goes_out for each in newer)


@given(st.lists(times, min_size=1, unique_by=lambda fire: (fire.subject, fire.at)))
def test_what_is_worth_sending_late_is_not_lost(fires: list[Fire]) -> None:
    found = judged(fires, NOW, Late.ONCE, LASTS)
    for subject in {fire.subject for fire in fires if fire.at + LASTS > NOW}:
        assert any(fire.goes_out for fire in found if fire.subject == subject)
