"""Notes for whoever packs, and whom a household's receipts go to, on both engines."""

from functools import partial

from domain.orders import Item, Window
from storage import addresses, areas, households, notes, orders, people, windows
from storage.addresses import Address
from storage.database import Database, Transaction
from storage.orders import Buyer

NOW = 1_000_000
CLOSES = 2_000_000


def open_window(tx: Transaction) -> tuple[int, int]:
    window = Window(0, 0, 1, "周六团", "open", 1, NOW, CLOSES, items=(Item(0, 0, "土猪肉", "斤", 3500),))
    opened = windows.open_window(tx, window, 0, NOW)
    assert opened is not None
    return opened, windows.items(tx, opened)[0].id


async def test_the_newest_note_counts_and_an_empty_one_takes_it_back(database: Database) -> None:
    def work(tx: Transaction) -> list[dict[tuple[int, int], str]]:
        window, pork = open_window(tx)
        order = orders.hold(tx, window, Buyer(7, 7, 7), NOW)
        seen = [notes.of_window(tx, window)]
        for words in ("不要肥的", "要瘦一点", ""):
            notes.note(tx, order, pork, words, 7, NOW)
            seen.append(notes.of_window(tx, window))
        notes.note(tx, order, notes.WHOLE_ORDER, "放门口", 7, NOW)
        assert notes.of_person(tx, window, 7) == {notes.WHOLE_ORDER: "放门口"}
        assert notes.of_person(tx, window, 8) == {}
        return [{(1, item == pork): words for (_, item), words in each.items()} for each in seen]

    assert await database.write(work) == [{}, {(1, True): "不要肥的"}, {(1, True): "要瘦一点"}, {}]


def settle(tx: Transaction, name: str, village: int, home: int, reads: bool = True) -> int:
    person = people.add(tx, name, village, NOW, terms=(), household=home)
    if reads:
        addresses.bind(tx, Address("web", name), person, "zh", NOW)
    return person


async def test_receipts_go_to_whoever_ordered_for_a_household_else_to_all_of_it(database: Database) -> None:
    def work(tx: Transaction) -> None:
        village = areas.ensure(tx, None, "village", "王家村").id
        home = households.ensure(tx, village, village, "12号", "12", NOW).id
        beside = households.ensure(tx, village, village, "13号", "13", NOW).id
        father, mother = settle(tx, "李阿公", village, home), settle(tx, "李阿婆", village, home)
        settle(tx, "李小妹", village, home, reads=False)
        daughter, neighbour = settle(tx, "李小燕", village, 0), settle(tx, "王阿婆", village, beside)
        people.let_act_for(tx, daughter, home, father, NOW)
        people.let_act_for(tx, neighbour, home, father, NOW, neighbour=True)
        window, pork = open_window(tx)
        find = partial(households.receivers, tx, home)
        assert find(window) == [father, mother]
        orders.place(tx, window, Buyer(mother, home, neighbour), {pork: 1_000}, {}, NOW)
        assert find(window) == [mother]
        orders.place(tx, window, Buyer(mother, home, daughter), {pork: 2_000}, {}, NOW)
        assert find(window) == [mother, daughter]
        assert people.relatives(tx, home) == [daughter]
        assert people.acting(tx, home) == [daughter, neighbour]
        assert people.stop_acting(tx, neighbour, home)
        assert not people.stop_acting(tx, neighbour, home)
        assert people.acting(tx, home) == [daughter]

    await database.write(work)
