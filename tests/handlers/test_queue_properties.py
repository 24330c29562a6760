"""Whatever people say and press, and whenever time passes: stock is orders and offers, and the queue is served in its
order, each thing once."""

from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.orders import Item
from storage import waits, windows
from storage.database import Transaction
from storage.waits import Wait
from tests.handlers.test_order_properties import empty
from tests.town import HOUR, Town

PEOPLE = ("李阿公", "王阿婆", "小陈", "小林", "刘医生")
BAMBOO = Item(0, 0, "冬笋", "斤", 1_200, quota=3_000)
SAYINGS = (
    "冬笋1斤", "冬笋2斤", "冬笋改成1斤", "取消订单", "好", "确认取消", "排队冬笋1斤", "排队冬笋2斤",
    "冬笋1斤有了就给我", "有了就给我", "不等了", "我的订单",
)  # fmt: skip
PRESSES = ("确认", "要", "不要了", "排队", "有了就给我", "要1斤", "排队等2斤")

saying = st.tuples(st.just("says"), st.sampled_from(PEOPLE), st.sampled_from(SAYINGS))
pressing = st.tuples(st.just("presses"), st.sampled_from(PEOPLE), st.sampled_from(PRESSES))
passing = st.tuples(st.just("passes"), st.just(""), st.sampled_from(["0.01", "0.01", "0.2", "0.55"]))
stocking = st.tuples(st.just("quota"), st.just(""), st.sampled_from(["1000", "2000", "4000", "5000"]))
steps = st.lists(st.one_of(saying, saying, pressing, pressing, passing, stocking), min_size=6, max_size=30)

few = partial(settings, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def sold_out(town: Town) -> int:
    """Everything is ordered, and three wait."""
    await empty(town)
    await town.database.write(_forget_waits)
    window = await town.opens_window(BAMBOO)
    for who, text in (("李阿公", "冬笋2斤"), ("王阿婆", "冬笋1斤")):
        await town.says(who, text)
        await town.says(who, "好")
    for who, text in (("小陈", "排队冬笋2斤"), ("小林", "排队冬笋1斤"), ("刘医生", "冬笋1斤有了就给我")):
        await town.says(who, text)
    return window


def _forget_waits(tx: Transaction) -> None:
    tx.connection.execute("delete from waits")


async def act(town: Town, window: int, what: str, who: str, detail: str) -> None:
    match what:
        case "says":
            await town.says(who, detail)
        case "presses":
            labels = {choice.label for content in await town.said_to(who) for choice in content.choices}
            if detail in labels:
                await town.presses(who, detail)
        case "passes":
            await town.later(float(detail))
        case "quota":
            await town.database.write(partial(_set_quota, window=window, quota=int(detail), now=town.now))


def _set_quota(tx: Transaction, window: int, quota: int, now: int) -> None:
    (item,) = windows.items(tx, window)
    refused = windows.set_quota(tx, item.id, quota, now)
    assert (refused is None) == (item.taken <= quota)


def look(tx: Transaction, window: int) -> tuple[Item, dict[int, Wait]]:
    """The item and every place in its queue, past ones too; its numbers are those of its rows."""
    (item,) = windows.items(tx, window)
    run = tx.connection.execute
    lines = run("select coalesce(sum(qty), 0) from order_lines").fetchone()[0]
    allowed = run("select coalesce(sum(taken), 0) from allowances").fetchone()[0]
    ids = [row[0] for row in run("select id from waits order by id").fetchall()]
    places = {number: place for number in ids if (place := waits.get(tx, number)) is not None}
    open_places = [place for place in places.values() if place.open]
    assert item.taken == lines + sum(place.offered for place in open_places) == allowed
    assert item.waiting == len(open_places)
    assert 0 <= item.taken <= (item.quota or 0)
    assert all((place.offered > 0) == (place.state == "offered") for place in open_places)
    assert len({place.person for place in open_places}) == len(open_places)
    return item, places


def nobody_was_passed(before: dict[int, Wait], after: dict[int, Wait]) -> None:
    """Whoever got something had nobody before them who waited all the time and got nothing."""
    got = [number for number, place in after.items() if _has_more(before.get(number), place)]
    patient = [
        number for number, place in after.items()
        if place.state == "waiting" and number in before and before[number] == place
    ]  # fmt: skip
    assert not got or not patient or max(got) < min(patient)


def _has_more(before: Wait | None, after: Wait) -> bool:
    return after.offered_at != (before.offered_at if before else 0)


@few(max_examples=25)
@given(steps)
async def test_stock_is_orders_and_offers_and_nobody_is_passed(town: Town, said: list[tuple[str, str, str]]) -> None:
    window = await sold_out(town)
    _, before = await town.database.read(partial(look, window=window))
    for what, who, detail in said:
        await act(town, window, what, who, detail)
        _, after = await town.database.read(partial(look, window=window))
        nobody_was_passed(before, after)
        before = after
    await town.later(0.01)
    item, places = await town.database.read(partial(look, window=window))
    free = (item.quota or 0) - item.taken
    assert not free or not any(place.state == "waiting" for place in places.values()), "nothing lies about"
    town.now += 9 * HOUR
    await town.later(0)
    item, places = await town.database.read(partial(look, window=window))
    assert not any(place.offered for place in places.values())
    held = sum([sum((await town.ordered(who, window)).values()) for who in PEOPLE])
    assert item.taken == held
