"""The account of a round on both engines: orders, weights and payments come to the same sums."""

import asyncio

from domain.weighing import Weighing
from storage import accounts, households, orders, payments, people, weights, windows
from storage.database import Transaction
from storage.orders import Buyer, Change
from tests.town import Town


async def buys(town: Town, who: str, window: int, **amounts: int) -> int:
    """Somebody orders amounts in thousandths, by the items' names; the household."""

    def work(tx: Transaction) -> int:
        person = people.get(tx, town.people[who])
        assert person
        items = {item.name: item.id for item in windows.items(tx, window)}
        wished = {items[name]: amount for name, amount in amounts.items()}
        orders.place(tx, window, Buyer(person.id, person.household, person.id), wished, {}, town.now)
        return person.household

    return await town.database.write(work)


async def loaded(town: Town, window: int) -> accounts.Account:
    def work(tx: Transaction) -> accounts.Account:
        found = windows.get(tx, window)
        assert found
        return accounts.load(tx, found)

    return await town.database.read(work)


async def test_a_household_owes_what_was_weighed_and_else_what_was_ordered(town: Town) -> None:
    window = await town.opens_window()
    home = await buys(town, "李阿公", window, 土猪肉=2_000, 鸡蛋=1_000)
    assert await buys(town, "李阿婆", window, 土猪肉=1_000) == home
    account = await loaded(town, window)
    assert [(each.id, each.owed) for each in account.households] == [(home, 7_000 + 2_000 + 3_500)]

    def weigh(tx: Transaction) -> None:
        line = accounts.of_household(tx, window, home).lines[0]
        weights.record(tx, window, [Weighing(line, 2_150, line.fen_for(2_150))], 1, town.now)
        weights.record(tx, window, [Weighing(line, 2_250, line.fen_for(2_250))], 1, town.now)

    await town.database.write(weigh)
    account = await loaded(town, window)
    assert account.owed == account.households[0].owed == 7_875 + 2_000 + 3_500
    assert await town.database.read(lambda tx: accounts.of_household(tx, window, home)) == account.households[0]


async def test_a_line_that_changed_after_it_was_weighed_is_weighed_again(town: Town) -> None:
    window = await town.opens_window()
    home = await buys(town, "王阿婆", window, 土猪肉=2_000)

    def work(tx: Transaction) -> list[bool]:
        line = accounts.of_household(tx, window, home).lines[0]
        weights.record(tx, window, [Weighing(line, 2_150, 7_525)], 1, town.now)
        before = accounts.of_household(tx, window, home).lines[0]
        orders.adjust(tx, window, [Change(line.order, line.item, 1_000)], "over", 1, town.now)
        after = accounts.of_household(tx, window, home).lines[0]
        return [before.weight is not None, after.weight is None, after.owed == 10_500]

    assert await town.database.write(work) == [True, True, True]


async def test_a_mistaken_payment_is_undone_once_and_is_no_refund(town: Town) -> None:
    window = await town.opens_window()
    home = await buys(town, "王阿婆", window, 鸡蛋=2_000)

    def work(tx: Transaction) -> None:
        payments.pay(tx, window, home, 1_500, "cash", 1, town.now)
        wrong = payments.pay(tx, window, home, 4_000, "transfer", 1, town.now)
        assert payments.undo(tx, window, wrong, 1, town.now)
        assert payments.undo(tx, window, wrong, 1, town.now) is None
        assert payments.undo(tx, window + 1, wrong, 1, town.now) is None
        payments.pay(tx, window, home, -200, "cash", 1, town.now)
        paid = accounts.of_household(tx, window, home).paid
        assert (paid.cash, paid.transfer, paid.refunded, paid.received) == (1_500, 0, -200, 1_300)

    await town.database.write(work)


async def test_the_whole_rest_is_paid_once_however_often_it_is_pressed(town: Town) -> None:
    window = await town.opens_window()
    home = await buys(town, "王阿婆", window, 鸡蛋=2_000)

    def press(tx: Transaction) -> bool:
        return payments.pay_rest(tx, window, home, 4_000, "cash", 1, town.now)

    assert [await town.database.write(press) for _ in range(2)] == [True, False]
    assert (await loaded(town, window)).cash == 4_000


async def test_two_cadres_who_press_together_note_one_payment_and_carry_once(town: Town) -> None:
    first, second = await town.opens_window(), await town.opens_window(title="周日团")
    home = await buys(town, "王阿婆", first, 鸡蛋=2_000)

    def press(tx: Transaction) -> bool:
        return payments.pay_rest(tx, second, home, -4_000, "cash", 1, town.now)

    def carry(tx: Transaction) -> int:
        return len(payments.carry(tx, first, second, 1, town.now))

    assert sorted(await asyncio.gather(*(town.database.write(carry) for _ in range(4)))) == [0, 0, 0, 1]
    assert (await loaded(town, second)).rest == 4_000

    def settle(tx: Transaction) -> bool:
        return payments.pay_rest(tx, second, home, 4_000, "cash", 1, town.now)

    assert sorted(await asyncio.gather(*(town.database.write(settle) for _ in range(4)))) == [False] * 3 + [True]
    assert not await town.database.write(press)
    assert (await loaded(town, second)).received == 4_000


async def test_what_is_left_open_is_carried_once_and_adds_up(town: Town) -> None:
    first, second = await town.opens_window(), await town.opens_window(title="周日团")
    owes = await buys(town, "王阿婆", first, 鸡蛋=2_000)
    paid_too_much = await buys(town, "小陈", first, 鸡蛋=1_000)
    await buys(town, "小陈", second, 鸡蛋=1_000)

    def work(tx: Transaction) -> list[dict[int, int]]:
        payments.pay(tx, first, paid_too_much, 2_500, "cash", 1, town.now)
        return [payments.carry(tx, first, second, 1, town.now) for _ in range(2)]

    moved = await town.database.write(work)
    assert moved == [{owes: 4_000, paid_too_much: -500}, {}]
    before, after = await loaded(town, first), await loaded(town, second)
    assert before.rest == before.outstanding == before.to_pay_back == 0
    assert before.carried + after.carried == 0
    assert {each.id: each.rest for each in after.households} == {owes: 4_000, paid_too_much: 1_500}


async def test_an_account_is_posted_once_and_only_after_closing(town: Town) -> None:
    window = await town.opens_window(hours=1)

    def post(tx: Transaction) -> bool:
        return accounts.post(tx, window, town.now)

    assert not await town.database.write(post)
    await town.later(2)
    settling = await town.database.read(lambda tx: accounts.settling(tx, town.village.id))
    assert [each.id for each in settling] == [window]
    assert [await town.database.write(post) for _ in range(2)] == [True, False]
    found = await town.database.read(lambda tx: accounts.last_settled(tx, town.village.id))
    assert found
    assert found.settled_at == town.now


async def test_bags_name_the_household_and_its_door(town: Town) -> None:
    window = await town.opens_window()
    home = await buys(town, "王阿婆", window, 鸡蛋=2_000)

    def work(tx: Transaction) -> None:
        found = accounts.bags(tx, window)
        assert [(bag.household, bag.door, bag.number) for bag in found.values()] == [(home, "3幢202", 0)]
        assert [(each.name, each.household) for each in accounts.buyers(tx, window)] == [("王阿婆", home)]
        assert households.receivers(tx, home, window) == [town.people["王阿婆"]]

    await town.database.read(work)
