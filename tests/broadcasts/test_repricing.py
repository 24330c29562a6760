"""Whatever prices and answers come in which order: nobody's price rises without their yes, and sums add up."""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcasts import repricing
from broadcasts.changing import change_window
from domain.orders import Item
from domain.window_changes import WindowChange
from storage import changes, orders, windows
from storage.database import Transaction
from storage.orders import Buyer
from tests.town import NOON, Town

PEOPLE = ("李阿公", "王阿婆", "小陈")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("price"), st.integers(1, 5), st.just(0)),
        st.tuples(st.just("order"), st.integers(0, 2), st.integers(0, 4)),
        st.tuples(st.just("yes"), st.integers(0, 2), st.just(0)),
    ),
    max_size=14,
)


@dataclass
class Round:
    """A window with one item, and what each buyer agreed to last."""

    town: Town
    window: int
    item: int
    price: int = 300
    agreed: dict[str, tuple[int, int]] = field(default_factory=dict)  #: amount and price

    def step(self, tx: Transaction, kind: str, number: int, amount: int) -> None:
        if kind == "price":
            self.price = number * 100
            change_window(tx, self.window, WindowChange(prices={self.item: self.price}), 0, NOON)
            self.agreed = {who: (had, min(price, self.price)) for who, (had, price) in self.agreed.items()}
            return
        who = PEOPLE[number]
        person = self.town.people[who]
        if kind == "order":
            buyer = Buyer(person, person, person)
            orders.place(tx, self.window, buyer, {self.item: amount * 1_000}, {}, NOON)
            self.agreed[who] = (amount * 1_000, self.price)
        elif self.agreed.get(who, (0, 0))[0]:
            order = orders.hold(tx, self.window, Buyer(person, person, person), NOON)
            orders.renew(tx, order, [self.item], person, NOON)
            self.agreed[who] = (self.agreed[who][0], self.price)

    def look(self, tx: Transaction) -> dict[str, tuple[int, int]]:
        stands = {who: orders.standing(tx, self.window, self.town.people[who]) for who in PEOPLE}
        return {who: found[self.item] for who, found in stands.items() if found}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
async def test_a_price_rises_for_nobody_who_has_not_said_yes(
    town: Town, steps: list[tuple[str, int, int]]
) -> None:
    title = f"{next(town._numbers)}"
    window = await town.opens_window(Item(0, 0, "鸡蛋", "盒", 300), title=title)
    (egg,) = await town.database.read(lambda tx: windows.items(tx, window))
    round_ = Round(town, window, egg.id)
    for step in steps:
        await town.database.write(lambda tx, step=step: round_.step(tx, *step))
        stands = await town.database.read(round_.look)
        assert stands == {who: found for who, found in round_.agreed.items() if found[0]}

    def end(tx: Transaction) -> tuple[int, int, list[int]]:
        windows.close(tx, window, NOON)
        repricing.settle(tx, town.writer, window, NOON)
        buyers = changes.buyers(tx, window, egg.id)
        taken = windows.items(tx, window)[0].taken
        return taken, sum(each.quantity for each in buyers), [each.price for each in buyers]

    taken, ordered, prices = await town.database.write(end)
    assert taken == ordered
    assert set(prices) <= {round_.price}
    agreed = [had for had, price in round_.agreed.values() if price == round_.price]
    assert ordered == sum(agreed)
