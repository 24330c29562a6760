"""Whose household somebody orders for."""

from dataclasses import replace

from domain.people import STAFF, Person, Role

SOMEBODY = Person(1, "李小妹", "", "zh", "confirmed", 1, "1/", 0, "", 0, "")


def test_who_lives_here_orders_for_their_own_household() -> None:
    assert replace(SOMEBODY, household=7, households=(8, 9)).orders_for == 7


def test_family_elsewhere_orders_for_the_household_that_agreed_first() -> None:
    assert replace(SOMEBODY, households=(8, 9)).orders_for == 8


def test_who_has_no_household_orders_for_none() -> None:
    assert SOMEBODY.orders_for == 0


def test_villagers_and_family_elsewhere_are_no_staff() -> None:
    assert set(Role) - STAFF == {Role.VILLAGER, Role.RELATIVE}
