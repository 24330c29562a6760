"""Who sees a file, who may mediate, and what an agreement lacks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.matters import WORKS, Hand, Matter, Part, Party, Whole, cannot_mediate, lacks
from domain.people import Held, Person, Role
from domain.permissions import sees_matter

VILLAGE, OTHER = "1/2/", "1/3/"
PARTS = st.sets(st.sampled_from(Part))
STAFF = {Role.GRID_WORKER, Role.CADRE, Role.STREET}


def person(*roles: Role, path: str = VILLAGE, state: str = "confirmed") -> Person:
    held = tuple(Held(role, 2, path) for role in roles)
    return Person(5, "小陈", "", "zh", state, 2, VILLAGE, 1, "3幢201", 4, "1/2/4/", held)


@given(st.sets(st.sampled_from(Role)), PARTS, st.sampled_from((VILLAGE, OTHER, "1/", "1/2/4/")))
def test_a_post_alone_opens_no_file_and_a_hand_without_a_post_only_ones_own(
    roles: set[Role], parts: set[Part], path: str
) -> None:
    sees = sees_matter(person(*roles, path=path), VILLAGE, parts)
    posted = bool(roles & STAFF) and path != OTHER
    works, own = bool(parts & WORKS) and posted, bool(parts & {Part.OPENER, Part.PARTY})
    assert bool(sees) == (works or own)
    assert (sees in ("name", "all")) == works
    assert (sees == "name") == (works and bool(parts & {Part.CADRE, Part.MEDIATOR}))


@given(PARTS)
def test_who_has_gone_sees_nothing(parts: set[Part]) -> None:
    assert sees_matter(person(Role.CADRE, state="gone"), VILLAGE, parts) == ""
    assert sees_matter(None, VILLAGE, parts) == ""


MATTER = Matter(1, 2, VILLAGE, 0, 1, "dispute", "quarrel", "漏水", 1, 1, 0, (9,), "taken", 0, 1, 1, None)
PARTIES = (Party(1, "李阿公"), Party(3, "王阿婆"), Party(0, "老王"))
WHOLE = Whole(MATTER, (Hand(1, Part.OPENER, "李阿公"),), parties=PARTIES)


@pytest.mark.parametrize(
    ("number", "name", "why"),
    [(1, "李阿公", "opener"), (3, "王阿婆", "party"), (7, "老王", "party"), (9, "小赵", "about"), (7, "小林", "")],
)
def test_nobody_mediates_their_own_quarrel(number: int, name: str, why: str) -> None:
    assert cannot_mediate(WHOLE, number, name) == why


DAYS = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 12, 31)))


@given(st.text(max_size=9), DAYS, st.text(max_size=3))
def test_an_agreement_holds_only_with_terms_a_day_to_come_and_a_manner(
    terms: str, day: date | None, how: str
) -> None:
    today = date(2026, 11, 30)
    whole = len(terms) >= 4 and day is not None and day >= today and bool(how)
    assert (lacks(terms, day, how, today) == "") == whole
    assert lacks("王家赔五百", today - timedelta(days=1), "现金", today) == "past"


def test_a_file_is_late_from_its_moment_on_and_over_when_nothing_is_due() -> None:
    assert MATTER.late(1)
    assert not MATTER.late(0)
    assert not replace(MATTER, due_at=None).late(10**15)
    assert replace(MATTER, state="court").over
