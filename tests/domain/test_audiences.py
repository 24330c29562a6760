"""To whom a notice goes: the expression is kept as JSON, and what cannot be read is refused with its place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audiences import (
    NOBODY,
    AllOf,
    AnyOf,
    AtDoors,
    Audience,
    AudienceRefused,
    InArea,
    InBuilding,
    Not,
    OnePerson,
    OrderedIn,
    SilentOn,
    WithRole,
    WithStatus,
    from_json,
    to_json,
)
from domain.people import Role, Status

IDS = st.integers(1, 2**53 - 1)
ATOMS = st.one_of(
    st.builds(InArea, IDS),
    st.builds(InBuilding, IDS, st.sampled_from(["3", "A", "北苑3"])),
    st.builds(WithRole, st.sampled_from(Role), st.one_of(st.just(0), IDS)),
    st.builds(WithStatus, st.sampled_from(Status)),
    st.builds(OrderedIn, IDS),
    st.builds(SilentOn, IDS),
    st.builds(AtDoors, st.lists(IDS, max_size=4).map(tuple)),
    st.builds(OnePerson, IDS),
)
AUDIENCES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)


@given(AUDIENCES)
def test_what_is_written_is_read_as_it_was(audience: Audience) -> None:
    try:
        read = from_json(json.loads(json.dumps(to_json(audience))))
    except AudienceRefused as refused:
        assert "deeper" in str(refused)  # noqa: PT017
    else:
        assert read == audience


def test_nobody_is_an_expression_too() -> None:
    assert from_json({"any": []}) == NOBODY


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "audience: an object with one key is expected"),
        ({}, "audience: an object with one key is expected"),
        ({"street": 1}, "audience: street is not known"),
        ({"area": "7"}, "audience.area: an id is expected"),
        ({"area": True}, "audience.area: an id is expected"),
        ({"area": -1}, "audience.area: an id is expected"),
        ({"area": 7, "person": 8}, "audience: area, person do not go together"),
        ({"all": {"area": 7}}, "audience.all: a list is expected"),
        ({"all": [{"area": 7}, {"role": "boss"}]}, "audience.all[1].role: 'boss' is not one of villager"),
        ({"not": {"status": "ill"}}, "audience.not.status: 'ill' is not one of away"),
        ({"building": [7, ""]}, "audience.building: a village and the name of a building are expected"),
        ({"building": [7, "3", "4"]}, "audience.building: 3 entries, at most 2 are read"),
        ({"households": [1] * 2_001}, "audience.households: 2001 entries, at most 2000 are read"),
        ({"any": [{"any": [{"area": 1}] * 200}] * 2}, "audience: 403 parts, at most 300 are read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(value: object, said: str) -> None:
    with pytest.raises(AudienceRefused) as refused:
        from_json(value)
    assert str(refused.value).startswith(said)


def test_a_nest_too_deep_is_refused_and_does_not_overflow() -> None:
    value: object = {"area": 1}
    for _ in range(10_000):
        value = {"not": value}
    with pytest.raises(AudienceRefused, match="nested deeper than 8"):
        from_json(value)
