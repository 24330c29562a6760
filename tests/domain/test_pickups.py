"""Dealing out places: no slot passed, everybody given one while that is possible, neighbours together."""

from hypothesis import given
from hypothesis import strategies as st

from domain.pickups import Bag, Slot, deal, divide


def slot(number: int, capacity: int, *buildings: str, taken: int = 0) -> Slot:
    return Slot(number, 1, "礼堂", number, number + 1, capacity, taken, buildings)


def bag(household: int, door: str) -> Bag:
    return Bag(1, household, household, door, "", "delivery", 0, False)


@st.composite
def villages(draw: st.DrawFn) -> tuple[dict[int, str], list[Slot]]:
    buildings = ["1幢", "2幢", "3幢"]
    doors = draw(st.lists(st.sampled_from([f"{building}{room}" for building in buildings for room in (101, 102)])))
    served = st.lists(st.sampled_from(buildings), max_size=2, unique=True)
    sizes = draw(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6), served), max_size=5))
    slots = [
        slot(number, size, *where, taken=min(size, taken)) for number, (size, taken, where) in enumerate(sizes, 1)
    ]
    return dict(enumerate(doors, 1)), slots


def most_that_fit(doors: dict[int, str], slots: list[Slot]) -> int:
    """How many can have a place at all, found another way: by Hall's theorem over the sets of buildings."""
    kinds = sorted({door[:2] for door in doors.values()})
    lacking = 0
    for mask in range(1 << len(kinds)):
        chosen = [kind for place, kind in enumerate(kinds) if mask >> place & 1]
        wanting = sum(door[:2] in chosen for door in doors.values())
        room = sum(each.left for each in slots if any(each.serves(kind + "101") for kind in chosen))
        lacking = max(lacking, wanting - room)
    return len(doors) - lacking


@given(villages())
def test_as_many_as_can_be_have_a_place_and_no_slot_is_passed(village: tuple[dict[int, str], list[Slot]]) -> None:
    doors, slots = village
    dealt = deal(doors, slots)
    assert sorted((*dealt.slots, *dealt.left_out)) == sorted(doors)
    for each in slots:
        inside = [household for household, given in dealt.slots.items() if given == each.id]
        assert len(inside) <= each.left
        assert all(each.serves(doors[household]) for household in inside)
    assert len(dealt.slots) == most_that_fit(doors, slots)


def test_slots_become_evenly_full_and_neighbours_come_together() -> None:
    doors = {number: f"{1 + number // 4}幢{number}" for number in range(8)}
    dealt = deal(doors, [slot(1, 20), slot(2, 20)])
    assert [dealt.slots[number] for number in range(8)] == [1, 1, 1, 1, 2, 2, 2, 2]


def test_what_is_taken_already_counts() -> None:
    dealt = deal({1: "1幢1", 2: "1幢2"}, [slot(1, 20, taken=5), slot(2, 20)])
    assert set(dealt.slots.values()) == {2}


def test_without_slots_nobody_has_a_place() -> None:
    assert deal({1: "1幢1"}, []).left_out == (1,)


def test_two_thousand_households_are_dealt_out() -> None:
    doors = {number: f"{number % 40}幢{number}" for number in range(2_000)}
    dealt = deal(doors, [slot(number, 100, *((f"{number}幢",) if number < 5 else ())) for number in range(1, 25)])
    assert len(dealt.slots) == 2_000


@given(st.integers(0, 40), st.integers(1, 6))
def test_routes_follow_the_doors_and_are_alike_in_length(count: int, helpers: int) -> None:
    routes = divide([bag(number, f"{number}号") for number in range(1, count + 1)], range(1, helpers + 1))
    assert [each.household for route in routes.values() for each in route] == list(range(1, count + 1))
    lengths = [len(route) for route in routes.values()]
    assert max(lengths) - min(lengths) <= 1
