"""A row of a people's list is read, or refused with the column and the remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import Role
from sheets.people import COLUMNS, PersonRow, read_person
from sheets.refusals import Refusal
from sheets.table import Row


def read(**cells: str) -> PersonRow | Refusal:
    return read_person(Row(7, {"name": "王建国", "village": "上岙村"} | cells))


def refused(**cells: str) -> str:
    answer = read(**cells)
    assert isinstance(answer, Refusal), answer
    assert answer.place == "row 7"
    return answer.reason


def taken(**cells: str) -> PersonRow:
    answer = read(**cells)
    assert isinstance(answer, PersonRow), answer
    return answer


@pytest.mark.parametrize(
    "written",
    ["13800001111", "138 0000 1111", "138-0000-1111", "+8613800001111", "86 13800001111", "１３８００００１１１１"],
)
def test_a_phone_is_kept_as_its_digits(written: str) -> None:
    assert taken(phone=written).phone == "13800001111"


@pytest.mark.parametrize("written", ["abc", "123", "1" * 16, "138OOOO1111", "+", "13800001111/12"])
def test_what_is_no_phone_is_refused(written: str) -> None:
    assert "is no phone number" in refused(phone=written)


@pytest.mark.parametrize("written", ["1380000111", "380-0001-111", "138000011112", "10000000"])
def test_a_mobile_with_a_digit_too_few_or_too_many_is_refused_with_how_many_it_has(written: str) -> None:
    digits = sum(character.isdigit() for character in written)
    assert refused(phone=written) == f"phone {written!r} has {digits} digits; a mobile has 11, beginning with 1"


def test_a_short_mobile_with_the_number_of_the_country_is_refused_too() -> None:
    assert "has 10 digits" in refused(phone="+86 138 0000 111")


@pytest.mark.parametrize(
    "written",
    ["0577-88888888", "010-12345678", "0571 8888888", "020-1234567", "88888888", "8888888", "4008208820", "12345",
     "+85291234567", "+12025550123", "57788888888"],
)  # fmt: skip
def test_landlines_and_phones_of_other_countries_are_taken(written: str) -> None:
    assert taken(phone=written).phone == "".join(filter(str.isdigit, written))


def test_a_phone_that_the_spreadsheet_rounded_is_refused_with_the_remedy() -> None:
    assert "format the column as text" in refused(phone="1.38E+10")


@pytest.mark.parametrize(
    "written", ["grid_worker;doctor", "网格员；村医", "Grid Worker; Doctor", "微网格员、医生", "grid-worker,doctor,"]
)
def test_roles_are_read_in_both_languages(written: str) -> None:
    assert taken(roles=written).roles == {Role.GRID_WORKER, Role.DOCTOR}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_own_name(role: Role) -> None:
    assert taken(roles=role.value).roles == {role}


def test_a_role_that_is_unknown_is_refused_with_those_that_are_known() -> None:
    assert refused(roles="grid_worker;king").startswith("role 'king' is unknown; write one of villager, grid_worker")


@pytest.mark.parametrize("column", ["name", "village"])
def test_what_must_be_there_is_missed_by_its_name(column: str) -> None:
    assert refused(**{column: ""}) == f"{column} is missing"


@pytest.mark.parametrize("written", ["@wang", "-5", "0", "12a", "1" * 17, "1.5"])
def test_what_is_no_telegram_id_is_refused(written: str) -> None:
    assert "is no Telegram id" in refused(telegram_id=written)


@pytest.mark.parametrize(("written", "language"), [("", ""), ("中文", "zh"), ("English", "en"), ("EN", "en")])
def test_a_language_is_read(written: str, language: str) -> None:
    assert taken(language=written).language == language


def test_a_language_that_is_not_spoken_is_refused() -> None:
    assert "write zh or en" in refused(language="fr")


def test_a_name_too_long_or_with_a_control_character_is_refused() -> None:
    assert "longer than 64" in refused(name="王" * 65)
    assert "no text" in refused(name="王\x07建国")


@given(st.dictionaries(st.sampled_from(sorted(COLUMNS)), st.text(max_size=80)))
def test_whatever_stands_in_a_row_is_read_or_refused(cells: dict[str, str]) -> None:
    answer = read(**cells)
    if isinstance(answer, PersonRow):
        assert answer.name
        assert answer.phone == "" or answer.phone.isdigit()
    else:
        assert answer.reason
