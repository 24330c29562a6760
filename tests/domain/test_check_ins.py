"""Whose number each is: in the order of the prompt, by name, by kin; and nobody's where that is not sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.check_ins import EVERYBODY, KIN, SELF, Member, Said, called, match

FAMILY = (Member(1, 11, "王芳"), Member(2, 12, "李强"), Member(3, 13, "李小宝"))
ALL = (1, 2, 3)


def pairs(*said: Said, speaker: int = 11, family: tuple[Member, ...] = FAMILY) -> list[tuple[int, int]]:
    orders = [tuple(member.case for member in family)]
    return sorted((case, each.temperature) for case, each in match(family, said, speaker, orders).sure)


def test_numbers_alone_are_everybodys_in_order() -> None:
    assert pairs(Said(3650), Said(3680), Said(3620)) == [(1, 3650), (2, 3680), (3, 3620)]


@pytest.mark.parametrize("count", [1, 2, 4])
def test_fewer_or_more_numbers_than_people_are_nobodys(count: int) -> None:
    found = match(FAMILY, [Said(3650)] * count, 11, [ALL])
    assert found.sure == ()
    assert len(found.unsure) == count


def test_of_two_orders_the_one_with_as_many_people_is_taken() -> None:
    said = [Said(3650), Said(3680)]
    assert match(FAMILY, said, 11, [(3,), (3, 2), ALL]).sure == ((3, said[0]), (2, said[1]))


@pytest.mark.parametrize("who", ["李强", "强"])
def test_a_name_is_enough(who: str) -> None:
    assert pairs(Said(3650, who), speaker=11) == ([(2, 3650)] if who == "李强" else [])


def test_a_given_name_and_a_short_name_are_known() -> None:
    assert called(FAMILY, "小宝") == [FAMILY[2]]
    assert called(FAMILY, "阿强") == [FAMILY[1]]
    assert called(FAMILY, "王方") == []
    assert called((Member(1, 1, "李阿公"), Member(2, 2, "李阿婆")), "阿婆") == [Member(2, 2, "李阿婆")]


def test_i_am_whoever_speaks_and_nobody_where_they_are_not_observed() -> None:
    assert pairs(Said(3650, "我"), speaker=12) == [(2, 3650)]
    found = match(FAMILY, [Said(3650, "我")], 99, [ALL])
    assert (found.sure, found.unsure) == ((), ())
    assert found.own == (Said(3650, "我"),)


def test_kin_is_sure_only_where_everybody_was_named() -> None:
    couple = FAMILY[:2]
    assert pairs(Said(3640, "我"), Said(3650, "老公"), family=couple) == [(1, 3640), (2, 3650)]
    assert pairs(Said(3650, "老公"), family=couple) == []
    assert pairs(Said(3640, "我"), Said(3650, "老公")) == [(1, 3640)]
    assert pairs(Said(3640, "我"), Said(3650, "孙子"), Said(3660, "李强")) == [(1, 3640), (2, 3660), (3, 3650)]


def test_what_was_said_before_is_known() -> None:
    found = match(FAMILY, [Said(3650, "孙子")], 11, [ALL], {"孙子": 3})
    assert found.sure == ((3, Said(3650, "孙子")),)


def test_ones_own_number_may_stand_before_the_named_one() -> None:
    couple = FAMILY[:2]
    assert pairs(Said(3640), Said(3650, "老公"), family=couple) == [(1, 3640), (2, 3650)]
    assert pairs(Said(3640), Said(3650, "老公"), family=couple, speaker=99) == []


def test_a_name_before_several_bare_numbers_is_not_guessed() -> None:
    assert pairs(Said(3640, "李强"), Said(3650), family=FAMILY[:2]) == []


def test_one_number_that_is_said_of_all_is_everybodys() -> None:
    assert pairs(Said(3650, EVERYBODY)) == [(1, 3650), (2, 3650), (3, 3650)]


def test_morning_and_evening_are_matched_each_by_itself() -> None:
    said = [Said(3600 + number, "", part) for part in ("morning", "evening") for number in range(3)]
    found = match(FAMILY, said, 11, [ALL])
    assert [case for case, _ in found.sure] == [1, 2, 3, 1, 2, 3]


words = st.sampled_from(["", "王芳", "李强", "小宝", "我", "老公", "孙子", "王方", "陌生"])
said_things = st.lists(
    st.builds(Said, st.integers(3400, 4300), words, st.sampled_from(["", "morning", "evening"])), max_size=6
)


@given(said_things, st.sampled_from([11, 12, 99]), st.lists(st.permutations(ALL), max_size=2))
def test_each_number_goes_somewhere_once_and_names_are_never_crossed(
    said: list[Said], speaker: int, orders: list[list[int]]
) -> None:
    found = match(FAMILY, said, speaker, orders)
    assert len(found.sure) + len(found.unsure) + len(found.own) == len(said)
    for case, each in found.sure:
        member = next(member for member in FAMILY if member.case == case)
        if each.who and each.who not in KIN | SELF:
            assert member in called(FAMILY, each.who)
        if each.who in SELF:
            assert member.person == speaker
    if speaker == 99:
        assert all(each.who in SELF for each in found.own)


def test_what_a_name_belies_is_nobodys_and_neither_is_what_i_said_with_it() -> None:
    """On the old man's phone «老头子36.4 我36.9» is said by his wife."""
    couple = (Member(1, 11, "李阿公"), Member(2, 12, "李阿婆"))
    said = [Said(3640, "老头子"), Said(3690, "我")]
    found = match(couple, said, 11, [(1, 2)])
    assert (found.sure, found.unsure) == ((), tuple(said))
    assert pairs(*said, speaker=12, family=couple) == [(1, 3640), (2, 3690)]
    assert pairs(Said(3640, "老太婆"), Said(3690, "我"), speaker=11, family=couple) == [(1, 3690), (2, 3640)]
    assert pairs(Said(3640, "我"), Said(3650, "老公"), family=FAMILY[:2]) == [(1, 3640), (2, 3650)]
