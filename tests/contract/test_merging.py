"""Two records that turn out to be one person: nothing that either of them wished or waits for is lost or doubled."""

from dataclasses import replace

from domain.matters import Kind, Part
from domain.orders import Item, Window
from domain.returnees import Returnee
from domain.spans import HOUR
from storage import (
    areas,
    households,
    matters,
    merging,
    notes,
    orders,
    people,
    returnees,
    shifts,
    standing,
    waits,
    windows,
)
from storage.database import Database, Transaction
from storage.orders import Buyer
from storage.standing import Wish

NOW = 1_000_000


def build(tx: Transaction) -> tuple[int, int, int, Window]:
    """A household with a person on record and one who introduced themselves anew, and a window without tofu."""
    village = areas.ensure(tx, None, "village", "王家村").id
    home = households.ensure(tx, village, village, "12号", "12", NOW).id
    person, newcomer = (people.add(tx, "李阿公", village, NOW, terms=(), household=home) for _ in range(2))
    goods = (Item(0, 0, "豆腐", "块", 0, quota=1_000), Item(0, 0, "土猪肉", "斤", 3_500))
    opened = windows.open_window(tx, Window(0, 0, village, "团", "open", 1, NOW, 2 * NOW, items=goods), 0, NOW)
    assert opened is not None
    window = windows.get(tx, opened)
    assert window is not None
    tofu = window.items[0]
    orders.place(tx, window.id, Buyer(99, 99, 99), {tofu.id: 1_000}, {}, NOW)
    return person, newcomer, home, window


async def test_wishes_of_both_are_kept_once(database: Database) -> None:
    def work(tx: Transaction) -> None:
        person, newcomer, home, window = build(tx)
        pork = Wish(0, person, home, "土猪肉", 2_000, "斤")
        theirs = replace(pork, person=newcomer)
        for entry in (pork, replace(theirs, quantity=1_000), replace(theirs, item="豆腐")):
            standing.wish(tx, entry, window.village, entry.person, NOW)
        merging.merge(tx, newcomer, person, NOW)
        kept = [(wish.item, wish.quantity) for wish in standing.of_person(tx, person)]
        assert sorted(kept) == [("土猪肉", 2_000), ("豆腐", 2_000)]
        assert standing.of_person(tx, newcomer) == []

    await database.write(work)


async def test_shifts_of_both_are_one_persons_and_two_parts_in_one_shift_are_one(database: Database) -> None:
    def work(tx: Transaction) -> None:
        person, newcomer, _, window = build(tx)
        post = shifts.ensure_post(tx, window.village, "东门", 0, NOW)
        days = [NOW + HOUR, NOW + 10 * HOUR]
        first, second = (shifts.ensure(tx, post, at, at + 8 * HOUR, newcomer, 0, NOW) for at in days)
        for shift, who in ((first, person), (first, newcomer), (second, newcomer)):
            shifts.add(tx, shift, who, 0, NOW)
        merging.merge(tx, newcomer, person, NOW)
        found = shifts.of_person(tx, person, NOW, NOW + 100 * HOUR)
        assert [(duty.shift.id, duty.leads) for duty in found] == [(first.id, True), (second.id, True)]
        assert shifts.of_person(tx, newcomer, NOW, NOW + 100 * HOUR) == []

    await database.write(work)


async def test_of_two_places_in_one_queue_the_earlier_is_kept(database: Database) -> None:
    def work(tx: Transaction) -> None:
        person, newcomer, home, window = build(tx)
        tofu = window.items[0]
        early = waits.join(tx, tofu, Buyer(newcomer, home, newcomer), 1_000, False, False, NOW)
        waits.join(tx, tofu, Buyer(person, home, person), 2_000, False, False, NOW)
        assert early is not None
        merging.merge(tx, newcomer, person, NOW)
        assert [place.id for place in waits.places(tx, person)] == [early.id]
        assert waits.places(tx, newcomer) == []
        queue = windows.item(tx, tofu.id)
        assert queue is not None
        assert (queue.waiting, queue.taken) == (1, 1_000)

    await database.write(work)


async def test_a_place_that_the_other_has_not_is_handed_over(database: Database) -> None:
    def work(tx: Transaction) -> None:
        person, newcomer, home, window = build(tx)
        place = waits.join(tx, window.items[0], Buyer(newcomer, home, newcomer), 1_000, True, False, NOW)
        assert place is not None
        merging.merge(tx, newcomer, person, NOW)
        assert waits.places(tx, person) == [replace(place, person=person)]

    await database.write(work)


async def test_notes_go_with_the_order_and_agreements_with_the_person(database: Database) -> None:
    def work(tx: Transaction) -> None:
        person, newcomer, home, window = build(tx)
        pork = window.items[1]
        orders.place(tx, window.id, Buyer(newcomer, home, newcomer), {pork.id: 1_000}, {}, NOW)
        order = orders.hold(tx, window.id, Buyer(newcomer, home, newcomer), NOW)
        notes.note(tx, order, pork.id, "不要肥的", newcomer, NOW)
        beside = households.ensure(tx, window.village, window.village, "13号", "13", NOW).id
        people.let_act_for(tx, newcomer, beside, 0, NOW, neighbour=True)
        merging.merge(tx, newcomer, person, NOW)
        assert orders.of_person(tx, window.id, person) == {pork.id: 1_000}
        assert notes.of_person(tx, window.id, person) == {pork.id: "不要肥的"}
        known = people.get(tx, person)
        assert known is not None
        assert known.households == (beside,)

    await database.write(work)


async def test_returns_are_one_persons_too(database: Database) -> None:
    def work(tx: Transaction) -> None:
        person, newcomer, home, _ = build(tx)
        said = returnees.add(tx, Returnee(0, home, 0, newcomer, "李阿公", said_by=newcomer), NOW)
        other = returnees.add(tx, Returnee(0, home, 0, 0, "儿子", said_by=99), NOW)
        merging.merge(tx, newcomer, person, NOW)
        kept = {each.id: (each.person, each.said_by) for each in returnees.of_household(tx, home)}
        assert kept == {said.id: (person, person), other.id: (0, 99)}

    await database.write(work)


async def test_a_complaint_goes_with_the_person_and_stays_without_a_name(database: Database) -> None:
    def work(tx: Transaction) -> None:
        person, newcomer, _, window = build(tx)
        village = window.village
        made = matters.add(
            tx, Kind.COMPLAINT, village, village, "noise", "太吵", newcomer, newcomer, NOW, 2 * NOW, anonymous=True
        )
        matters.give(tx, made.id, [newcomer], Part.OPENER, NOW)
        matters.give(tx, made.id, [person], Part.OPENER, NOW)
        matters.add_party(tx, made.id, newcomer, "李阿公")
        merging.merge(tx, newcomer, person, NOW)
        kept = matters.get(tx, made.id)
        assert kept is not None
        assert (kept.opener, kept.entered_by) == (person, person)
        whole = matters.whole(tx, kept)
        assert {entry.by for entry in whole.entries} == {person}
        assert [party.person for party in whole.parties] == [person]
        assert whole.parts_of(person) == {Part.OPENER}

    await database.write(work)
