"""The list in a group misses no order, whenever it was placed, and says nothing twice."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from broadcasts import group_posts
from broadcasts.group_posts import Doors
from domain.messages import Content, Delivery, Priority
from domain.orders import Item, Window
from domain.public_lists import PublicList
from domain.spans import DAY, MINUTE
from storage import changes, contents, dues, groups, orders, outbox, people, windows
from storage.addresses import Address
from storage.database import Transaction
from templates.render import Templates
from tests.town import ACCOUNT, HOUR, NOON, ZONE, Town

GROUP = Address(ACCOUNT, "-100")
GOLDEN = Path(__file__).parents[1] / "golden" / "groups"
NEIGHBOURS = 24
EDITED, UNEDITED = Doors(), Doors(unedited=(ACCOUNT,))


async def announced(town: Town) -> int:
    window = await town.opens_window(Item(0, 0, "豆腐", "块", 300, quota=50_000), Item(0, 0, "青菜", "斤", 450))

    def work(tx: Transaction) -> None:
        groups.bind(tx, GROUP, town.village.id, 0, town.now)
        groups.announce(tx, GROUP, window, town.now)

    await town.database.write(work)
    return window


async def neighbours(town: Town) -> list[tuple[int, int]]:
    """(person, household) behind doors of their own."""

    def work(tx: Transaction) -> list[tuple[int, int]]:
        for number in range(NEIGHBOURS):
            town._settle(tx, f"邻居{number}", f"7幢{number + 101}", "")
        found = [people.get(tx, town.people[f"邻居{number}"]) for number in range(NEIGHBOURS)]
        return [(person.id, person.household) for person in found if person]

    return await town.database.write(work)


async def order(town: Town, window: int, who: tuple[int, int]) -> None:
    def work(tx: Transaction) -> None:
        tofu = windows.items(tx, window)[0].id
        orders.place(tx, window, orders.Buyer(*who, who[0]), {tofu: 1_000}, {}, town.now)

    await town.database.write(work, f"chat {who[0]}")


async def tick(town: Town, doors: Doors = EDITED) -> bool:
    """What is due about posts happens, and what is sent arrives; False when nothing was due."""

    def work(tx: Transaction) -> bool:
        found = [entry for entry in dues.due(tx, town.now, 50) if entry.kind == groups.POST]
        for entry in found:
            if dues.fire(tx, entry, town.now):
                group_posts.keep_up(tx, entry.subject, town.now, town.writer, doors)
        return bool(found)

    def arrive(tx: Transaction) -> None:
        for claimed in outbox.claim(tx, ACCOUNT, Priority.REPLY, town.now, 50):
            outbox.sent(tx, [(claimed.delivery.id, claimed.delivery.parts or ("7",))], town.now)

    fired = await town.database.write(work)
    await town.database.write(arrive)
    return fired


async def shown(town: Town) -> list[str]:
    def work(tx: Transaction) -> list[str]:
        rows = tx.connection.execute("select shown from group_posts").fetchall()
        return [text for (text,) in rows]

    return await town.database.read(work)


async def test_orders_placed_while_the_list_is_read_are_in_the_next(town: Town) -> None:
    window = await announced(town)
    people_there = await neighbours(town)
    await tick(town)
    placing = asyncio.gather(*(order(town, window, who) for who in people_there))
    while not placing.done():
        town.now += groups.EVERY
        await tick(town)
        await asyncio.sleep(0)
    await placing
    for _ in range(5):
        town.now += groups.EVERY + groups.SOON
        await tick(town)
    (text,) = await shown(town)
    assert not [number for number in range(NEIGHBOURS) if f"7幢{number + 101} 豆腐1块" not in text]
    assert "合计24户：豆腐24块（还剩26块）" in text


async def test_an_order_leaves_a_post_alone_that_is_due_already(town: Town) -> None:
    window = await announced(town)
    first, second = (await neighbours(town))[:2]
    await tick(town)
    town.now += 2 * groups.EVERY
    await tick(town)
    await order(town, window, first)
    (due,) = await due_at(town)
    town.now += 1_000
    await order(town, window, second)
    assert await due_at(town) == [due]


async def due_at(town: Town) -> list[int]:
    def work(tx: Transaction) -> list[int]:
        return [entry.at for entry in dues.due(tx, town.now + 10**6, 50) if entry.kind == groups.POST]

    return await town.database.read(work)


async def test_a_group_that_has_heard_much_within_a_minute_gets_its_edit_later(town: Town) -> None:
    window = await announced(town)
    who = (await neighbours(town))[0]
    await tick(town)

    def talk(tx: Transaction) -> None:
        for _ in range(group_posts.MOST):
            delivery = Delivery(tx.ids.next(), GROUP.account, GROUP.chat, Content("好"))
            outbox.add(tx, delivery, 0, town.now, sending=True)
            outbox.sent(tx, [(delivery.id, ("8",))], town.now)

    await town.database.write(talk)
    await order(town, window, who)
    town.now += groups.EVERY
    await tick(town)
    assert "豆腐1块" not in (await shown(town))[0]
    town.now += MINUTE
    await tick(town)
    assert "豆腐1块" in (await shown(town))[0]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_texts_of_a_group_read_as_they_were_written(language: str) -> None:
    goods = (
        Item(1, 1, "土猪肉", "斤", 3500, 4500, 200_000, 4_000, taken=3_000, weighed=True),
        Item(2, 1, "豆腐", "块", 0, None, 2_000, 2_000, taken=2_000, donor="李大哥"),
        Item(3, 1, "鸡蛋", "盒", 2000, spec="30枚", taken=1_000),
    )
    window = Window(
        1, 1, 1, "周六鲜菜团", "open", 1, NOON, NOON + 8 * HOUR, "明天下午", "文化礼堂", "微信或现金",
        "陈主任 13800000021", goods,
    )  # fmt: skip
    rows = [
        ("3幢201", 1, 2_000, 1, 1), ("3幢201", 2, 1_000, 1, 1), ("12号", 1, 1_000, 2, 2), ("12号", 2, 1_000, 2, 2),
        ("1幢101", 3, 1_000, 3, 3),
    ]  # fmt: skip
    listed = PublicList.of(goods, rows)
    many = PublicList.of(goods, [(f"{door // 4 + 1}幢{door}", 3, 1_000, door, door) for door in range(400)])
    links = ("http://village.test/chat", "https://t.me/TongxinTestBot")
    nobody, later = PublicList((), ()), NOON + DAY
    told = [
        ("groups/window", {"window": window}),
        *(("groups/list", each.told(window, at)) for each in (nobody, listed) for at in (NOON, later)),
        ("groups/list", many.told(window, NOON)),
        *listed.copies(window, NOON, *links),
        *listed.copies(window, later, *links),
    ]
    text = "\n\n----\n\n".join(Templates(ZONE).render(language, name, values) for name, values in told) + "\n"
    assert text == (GOLDEN / f"{language}.txt").read_text("utf-8")


async def posts(town: Town) -> list[str]:
    """What went to the group, oldest first."""

    def work(tx: Transaction) -> list[str]:
        query = "select operation, content from outbox where chat = '-100' order by id"
        rows = tx.connection.execute(query).fetchall()
        return [f"{operation} {contents.load(content).text}" for operation, content in rows]

    return await town.database.read(work)


async def test_where_nothing_can_be_edited_the_list_is_posted_anew_now_and_then(town: Town) -> None:
    window = await announced(town)
    people_there = await neighbours(town)
    await tick(town, UNEDITED)
    for who in people_there[:20]:
        await order(town, window, who)
        town.now += MINUTE
        await tick(town, UNEDITED)
    said = await posts(town)
    assert {line.split()[0] for line in said} == {"send"}
    assert ["合计1户" in said[0], "合计11户" in said[1]] == [True, True]
    await tick(town, UNEDITED)
    assert len(await posts(town)) == 2


async def test_where_nothing_can_be_edited_the_whole_list_stands_there_once_it_is_closed(town: Town) -> None:
    window = await announced(town)
    people_there = await neighbours(town)
    await tick(town, UNEDITED)
    await town.later(7.95)
    await order(town, window, people_there[0])
    town.now += groups.SOON
    await tick(town, UNEDITED)
    await order(town, window, people_there[1])
    await town.later(0.05)
    for _ in range(3):
        town.now += groups.EVERY
        await tick(town, UNEDITED)
    assert "合计2户" in (await posts(town))[-1]


@pytest.mark.parametrize("ends", [windows.close, changes.cancel])
async def test_where_nothing_can_be_edited_a_window_that_ends_early_says_so_at_once(
    town: Town, ends: Callable[[Transaction, int, int], bool]
) -> None:
    window = await announced(town)
    people_there = await neighbours(town)
    for who in people_there[:2]:
        await order(town, window, who)
        town.now += groups.EVERY
        await tick(town, UNEDITED)
    assert len(await posts(town)) == 1
    assert await town.database.write(lambda tx: ends(tx, window, town.now))
    town.now += groups.SOON
    await tick(town, UNEDITED)
    assert len(await posts(town)) == 2
