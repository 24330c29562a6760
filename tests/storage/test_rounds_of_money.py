"""Whatever happens to a round, goods and money are conserved at every step."""

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.accounts import Account
from domain.orders import Item, Window
from storage import accounts, areas, arrivals, bags, households, orders, payments, people, weights, windows
from storage.arrivals import RULES
from storage.database import Transaction
from storage.opening import open_database
from storage.orders import Buyer
from tests.town import NOON

T = TypeVar("T")

GOODS = (
    Item(0, 0, "土猪肉", "斤", 3_500, 4_500, 40_000, weighed=True),
    Item(0, 0, "鸡蛋", "盒", 2_000, None, 20_000),
    Item(0, 0, "豆腐", "块", 0, None, 12_000, donor="李大哥"),
)
PEOPLE = 4
amounts = st.integers(0, 12).map(lambda n: n * 500)
fen = st.integers(1, 20_000)


class Rounds(RuleBasedStateMachine):
    """Two rounds of a village with four households; the model is only what was paid and spent."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="tongxin-money-"))
        self.loop = asyncio.new_event_loop()
        self.database = self.loop.run_until_complete(
            open_database(f"sqlite:///{self.folder / 'round.db'}", lambda: NOON)
        )
        self.money = self.spent = 0
        self.undoable: list[tuple[int, int, int]] = []
        self.numbers = itertools.count(1)

    def does(self, work: Callable[[Transaction], T]) -> T:
        return self.loop.run_until_complete(self.database.write(work))

    @initialize()
    def settle(self) -> None:
        def work(tx: Transaction) -> None:
            village = areas.ensure(tx, None, "village", "王家村")
            self.buyers = []
            for n in range(PEOPLE):
                home = households.ensure(tx, village.id, village.id, f"{n}号", f"{n}", NOON)
                person = people.add(tx, f"人{n}", village.id, NOON, terms=(), household=home.id, confirmed=True)
                self.buyers.append(Buyer(person, home.id, person))
            self.windows = []
            for title in ("第一期", "第二期"):
                window = Window(0, 0, village.id, title, "open", 1, NOON, NOON + 9, items=GOODS)
                opened = windows.open_window(tx, window, 0, NOON)
                assert opened
                self.windows.append(opened)

        self.does(work)

    def window(self, tx: Transaction, which: int) -> Window:
        found = windows.get(tx, self.windows[which])
        assert found
        return found

    @rule(which=st.integers(0, 1), who=st.integers(0, PEOPLE - 1), wished=st.tuples(amounts, amounts, amounts))
    def order(self, which: int, who: int, wished: tuple[int, int, int]) -> None:
        def work(tx: Transaction) -> None:
            items = self.window(tx, which).items
            wish = {item.id: amount for item, amount in zip(items, wished, strict=True)}
            orders.place(tx, self.windows[which], self.buyers[who], wish, {}, NOON)

        self.does(work)

    @rule(which=st.integers(0, 1))
    def close(self, which: int) -> None:
        def work(tx: Transaction) -> None:
            if windows.close(tx, self.windows[which], NOON):
                bags.number_all(tx, self.windows[which], lambda: f"secret {next(self.numbers)}", NOON)

        self.does(work)

    @rule(which=st.integers(0, 1), item=st.integers(0, 2), arrived=st.integers(0, 60), by=st.sampled_from(RULES))
    def arrive(self, which: int, item: int, arrived: int, by: str) -> None:
        """What comes is never more than what is given out of it."""

        def work(tx: Transaction) -> None:
            chosen = self.window(tx, which).items[item]
            arrivals.arrive(tx, chosen.id, arrived * 500, by, 1, NOON)
            assert self.window(tx, which).items[item].taken <= max(arrived * 500, 0)

        self.does(work)

    @rule(
        which=st.integers(0, 1), who=st.integers(0, PEOPLE - 1), item=st.integers(0, 2),
        quantity=st.integers(0, 9_000), given=st.none() | fen,
    )  # fmt: skip
    def weigh(self, which: int, who: int, item: int, quantity: int, given: int | None) -> None:
        def work(tx: Transaction) -> None:
            window = self.window(tx, which)
            home, chosen = self.buyers[who].household, window.items[item]
            before = accounts.of_household(tx, window.id, home)
            if not weights.record_bag(tx, window.id, home, chosen.id, quantity, given, 1, NOON):
                assert not [line for line in before.lines if line.item == chosen.id]
                return
            lines = [line for line in accounts.of_household(tx, window.id, home).lines if line.item == chosen.id]
            assert sum(line.actual for line in lines) == quantity
            assert given is None or sum(line.owed for line in lines) == given

        self.does(work)

    @rule(which=st.integers(0, 1), who=st.integers(0, PEOPLE - 1), sum_paid=fen, back=st.booleans(),
          way=st.sampled_from(("cash", "transfer")))  # fmt: skip
    def pay(self, which: int, who: int, sum_paid: int, back: bool, way: str) -> None:
        paid, home = -sum_paid if back else sum_paid, self.buyers[who].household
        row = self.does(lambda tx: payments.pay(tx, self.windows[which], home, paid, way, 1, NOON))
        self.money += paid
        self.undoable.append((self.windows[which], row, paid))

    @rule(which=st.integers(0, 1), who=st.integers(0, PEOPLE - 1))
    def pay_rest(self, which: int, who: int) -> None:
        window, home = self.windows[which], self.buyers[who].household
        rest = self.does(lambda tx: accounts.of_household(tx, window, home)).rest
        done = [self.does(lambda tx: payments.pay_rest(tx, window, home, rest, "cash", 1, NOON)) for _ in range(2)]
        assert done == [rest != 0, False]
        self.money += rest
        assert self.does(lambda tx: accounts.of_household(tx, window, home)).rest == 0

    @precondition(lambda self: self.undoable)
    @rule(place=st.integers(0, 50))
    def undo(self, place: int) -> None:
        window, row, paid = self.undoable.pop(place % len(self.undoable))
        assert self.does(lambda tx: payments.undo(tx, window, row, 1, NOON))
        assert self.does(lambda tx: payments.undo(tx, window, row, 1, NOON)) is None
        self.money -= paid

    @rule(which=st.integers(0, 1), sum_spent=fen)
    def spend(self, which: int, sum_spent: int) -> None:
        self.does(lambda tx: payments.spend(tx, self.windows[which], "运费", sum_spent, 1, NOON))
        self.spent += sum_spent

    @rule(back=st.booleans())
    def carry(self, back: bool) -> None:
        source, target = reversed(self.windows) if back else self.windows
        self.does(lambda tx: payments.carry(tx, source, target, 1, NOON))

        def work(tx: Transaction) -> Account:
            found = windows.get(tx, source)
            assert found
            return accounts.load(tx, found)

        assert [each.rest for each in self.does(work).households if each.rest] == []

    @invariant()
    def goods_and_money_are_conserved(self) -> None:
        if not hasattr(self, "windows"):
            return

        def work(tx: Transaction) -> list[Account]:
            found = []
            for which in range(2):
                window = self.window(tx, which)
                account = accounts.load(tx, window)
                for sold in account.goods:
                    assert sold.ordered == sold.item.taken <= (sold.item.quota or 0)
                for each in account.households:
                    assert each == accounts.of_household(tx, window.id, each.id)
                found.append(account)
            return found

        both = self.does(work)
        for account in both:
            assert account.owed == sum(each.owed for each in account.households)
            assert account.rest == account.owed - account.received - account.carried
            assert account.outstanding - account.to_pay_back == account.rest
        assert sum(account.carried for account in both) == 0
        assert sum(account.received for account in both) == self.money
        assert sum(account.difference for account in both) == self.money - self.spent

    def teardown(self) -> None:
        self.loop.run_until_complete(self.database.close())
        self.loop.close()
        shutil.rmtree(self.folder, ignore_errors=True)


TestRounds = Rounds.TestCase
TestRounds.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
