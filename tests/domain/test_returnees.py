"""Returnees: places at risk by name and day, two reports of one person, what is asked, days that cannot be meant."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.returnees import (
    FIELDS,
    NUMBERED,
    Level,
    Returnee,
    RiskArea,
    State,
    alike,
    day_trouble,
    may_be_same,
    missing,
    plain_place,
    state_at,
    worst,
)

WUHAN = RiskArea("湖北省武汉市", Level.HIGH, "2026-11-01", "2026-11-20")
XIAOSHAN = RiskArea("浙江省杭州市萧山区", Level.MEDIUM, "2026-11-10")
HUBEI = RiskArea("湖北省", Level.LOW, "2026-11-01")
TODAY = "2026-11-30"
ONE = Returnee(1, 1, 1, name="王强", origin="武汉", arrived="2026-11-28")


@pytest.mark.parametrize(
    ("origin", "province", "arrived", "found"),
    [
        ("武汉", "湖北", "2026-11-15", WUHAN), ("武汉", "湖北", "2026-10-31", None),
        ("武汉", "湖北", "2026-12-04", WUHAN),
        ("武汉", "湖北", "2026-12-05", HUBEI), ("孝感", "湖北", "2026-11-15", HUBEI),
        ("杭州萧山", "浙江", "2026-11-15", XIAOSHAN), ("杭州萧山", "浙江", "2026-11-10", XIAOSHAN),
        ("杭州", "浙江", "2026-11-15", XIAOSHAN), ("宁波", "浙江", "2026-11-15", None), ("", "", "2026-11-15", None),
        ("武汉", "湖北", "", None),
    ],
)  # fmt: skip
def test_a_place_was_at_risk_on_the_day_or_within_the_fortnight_before(
    origin: str, province: str, arrived: str, found: RiskArea | None
) -> None:
    assert worst([WUHAN, XIAOSHAN, HUBEI], origin, arrived, province) == found


@given(st.permutations([WUHAN, XIAOSHAN, HUBEI, RiskArea("武汉", Level.LOW, "2026-11-01")]))
def test_of_several_places_the_worst_counts_whatever_their_order(places: list[RiskArea]) -> None:
    assert worst(places, "武汉", "2026-11-15", "湖北") == WUHAN


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("湖北省武汉市", "湖北武汉"), ("武汉", "武汉"), ("广西壮族自治区南宁市", "广西南宁"), ("沙市", "沙市"),
        ("杭州市萧山区", "杭州萧山"),
    ],
)  # fmt: skip
def test_a_place_is_compared_without_what_kind_it_is(name: str, plain: str) -> None:
    assert plain_place(name) == plain


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True), ({"arrived": "2026-12-01"}, True), ({"arrived": "2026-12-02"}, False), ({"arrived": ""}, True),
        ({"name": "李敏"}, False), ({"name": ""}, True), ({"name": "儿子"}, True), ({"name": "小王"}, False),
        ({"household": 2}, False), ({"origin": "上海"}, False), ({"origin": ""}, True),
        ({"state": State.SAME}, False), ({"state": State.REPLACED}, False), ({"state": State.OBSERVED}, True),
    ],
)  # fmt: skip
def test_two_reports_may_be_of_one_person(other: dict[str, object], same: bool) -> None:
    second = replace(ONE, id=2, **other)
    assert may_be_same(ONE, second) is same
    assert may_be_same(second, ONE) is same


def test_one_telephone_is_one_person_wherever_they_live_and_two_records_are_two() -> None:
    there = replace(ONE, id=2, household=9, name="阿强", phone="13900000001", arrived="2026-11-01")
    assert may_be_same(replace(ONE, phone="13900000001"), there)
    assert not may_be_same(replace(ONE, person=5), replace(ONE, id=2, person=6))
    assert not may_be_same(ONE, ONE)


def test_two_relations_are_two_people() -> None:
    assert not alike("儿子", "女儿")
    assert alike("王阿姨", "王芳")


@given(st.sets(st.sampled_from(FIELDS)), st.booleans())
def test_nothing_is_asked_twice_and_nothing_that_does_not_apply(told: set[str], planned: bool) -> None:
    said = dict.fromkeys(told, "")
    if "arrived" in told:
        said["arrived"] = "2026-12-02" if planned else "2026-11-29"
    field = missing(said, TODAY)
    assert field not in told
    if field == "vehicle":
        assert said.get("transport") in NUMBERED
    if planned and "arrived" in told:
        assert field not in ("code", "test", "tested")


def test_a_train_has_a_number_and_a_result_has_a_day() -> None:
    said = {"who": "me", "origin": "武汉", "arrived": "2026-11-29", "transport": "train"}
    assert missing(said, TODAY) == "vehicle"
    assert missing(said | {"transport": "other"}, TODAY) == "companions"
    rest = said | {"vehicle": "", "companions": "", "code": ""}
    assert missing(rest | {"test": "negative"}, TODAY) == "tested"
    assert missing(rest | {"test": "none"}, TODAY) == ""


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-800, 400))
def test_a_day_is_asked_back_beyond_a_year_ago_and_a_month_ahead(today: date, offset: int) -> None:
    trouble = day_trouble(today + timedelta(days=offset), today)
    assert trouble == ("long_ago" if offset < -365 else "far" if offset > 31 else "")


def test_who_comes_tomorrow_is_planned() -> None:
    assert state_at("2026-12-01", TODAY) is State.PLANNED
    assert state_at(TODAY, TODAY) is State.OPEN
    assert state_at("", TODAY) is State.OPEN
