"""The tick: what is due fires once, whoever ticks, and an error in one thing stops no other."""

import asyncio

from broadcasts.clock import PAUSE, UPDATE_KEYS_LAST, WORDS_LAST, Clock, Firing
from broadcasts.closing import close
from broadcasts.outbox import Writer
from storage import conversations, dues, windows
from storage.database import Database, Transaction
from storage.ids import first_at
from templates.render import Templates
from tests.town import HOUR, NOON, ZONE, Town


async def set_dues(database: Database, kind: str, *times: int) -> None:
    def work(tx: Transaction) -> None:
        for subject, at in enumerate(times, 1):
            dues.set_due(tx, kind, subject, at)

    await database.write(work)


class Fired:
    """Remembers what fired, in the transaction's own table of cursors so that a rollback forgets it."""

    def __init__(self, failing: int = 0) -> None:
        self.failing = failing

    def __call__(self, tx: Transaction, subject: int, now: int) -> None:
        before = conversations.load_cursor(tx, "fired")
        conversations.save_cursor(tx, "fired", f"{before}{subject},")
        if subject == self.failing:
            raise RuntimeError("on purpose")


async def fired(database: Database) -> str:
    return await database.read(lambda tx: conversations.load_cursor(tx, "fired"))


def clock(database: Database, firing: Firing, now: int = NOON) -> Clock:
    writer = Writer(Templates(ZONE), lambda: "nonce")
    return Clock(database, {"kind": firing}, writer, lambda: now)


async def test_what_is_due_fires_once_and_in_its_order(database: Database) -> None:
    await set_dues(database, "kind", NOON - 1, NOON - 5, NOON, NOON + 1)
    ticking = clock(database, Fired())
    await ticking.tick()
    await ticking.tick()
    assert await fired(database) == "2,1,3,"


async def test_two_clocks_that_tick_at_once_fire_each_thing_once(database: Database) -> None:
    await set_dues(database, "kind", *[NOON] * 20)
    await asyncio.gather(*(clock(database, Fired()).tick() for _ in range(3)))
    assert sorted((await fired(database)).split(",")[:-1], key=int) == [str(number) for number in range(1, 21)]


async def test_an_error_stops_no_other_and_is_tried_again(database: Database) -> None:
    await set_dues(database, "kind", NOON, NOON, NOON)
    await clock(database, Fired(failing=2)).tick()
    assert await fired(database) == "1,3,"
    await clock(database, Fired(), NOON + PAUSE).tick()
    assert await fired(database) == "1,3,2,"


async def test_what_always_fails_leaves_room_for_others_and_is_not_lost(database: Database) -> None:
    await set_dues(database, "kind", NOON)
    await clock(database, Fired(failing=1)).tick()
    assert await database.read(lambda tx: dues.due(tx, NOON + PAUSE - 1, 9)) == []
    assert [entry.subject for entry in await database.read(lambda tx: dues.due(tx, NOON + PAUSE, 9))] == [1]


async def test_a_kind_that_is_not_known_here_is_left_for_those_who_know_it(database: Database) -> None:
    await set_dues(database, "other", NOON)
    await clock(database, Fired()).tick()
    assert len(await database.read(lambda tx: dues.due(tx, NOON, 9))) == 1


async def test_a_window_closes_once_when_two_processes_tick(town: Town) -> None:
    await town.opens_window(hours=1)
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    town.now += HOUR

    def closing(tx: Transaction, window: int, now: int) -> None:
        close(tx, town.writer, window, now)

    clocks = [Clock(town.database, {windows.CLOSING: closing}, town.writer, lambda: town.now) for _ in range(2)]
    await asyncio.gather(*(ticking.tick() for ticking in clocks))
    assert sum("截止，您的订单算数" in text for text in await town.heard("李阿公")) == 1
    assert sum("已经截止，共1份订单" in text for text in await town.heard("陈主任")) == 1


async def test_a_restart_catches_up_on_what_became_due_meanwhile(town: Town) -> None:
    window = await town.opens_window(hours=1)
    town.now += 72 * HOUR
    firings = {windows.CLOSING: lambda tx, subject, now: close(tx, town.writer, subject, now)}
    await Clock(town.database, firings, town.writer, lambda: town.now).tick()
    found = await town.database.read(lambda tx: windows.get(tx, window))
    assert found is not None
    assert found.state == "closed"


async def test_keeping_house_forgets_old_keys_of_updates_and_keeps_young_ones(database: Database) -> None:
    def remember(tx: Transaction) -> None:
        conversations.remember(tx, "a", "old", NOON - UPDATE_KEYS_LAST - 1)
        conversations.remember(tx, "a", "young", NOON - UPDATE_KEYS_LAST)

    await database.write(remember)
    await clock(database, Fired()).keep_house()
    assert await database.write(lambda tx: conversations.remember(tx, "a", "old", NOON))
    assert not await database.write(lambda tx: conversations.remember(tx, "a", "young", NOON))


async def test_a_database_that_is_away_puts_the_tick_off(database: Database) -> None:
    await set_dues(database, "kind", NOON)
    await database.close()
    ticking = clock(database, Fired())
    await ticking.tick()
    await ticking.keep_house()


async def test_the_words_kept_with_orders_gifts_and_groups_go_when_messages_do(database: Database) -> None:
    def fill(tx: Transaction) -> None:
        for at, number in ((NOON - WORDS_LAST - HOUR, 1), (NOON, 2)):
            new = first_at(at) + number
            notes = f"insert into order_notes values (0, {new}, 1, 0, '不要肥的', 1, {at})"  # noqa: S608
            gift = (
                "insert into gifts (tenant, id, village, person, name, qty, unit, words, state, at) "  # noqa: S608
                f"values (0, {new}, 1, 1, '豆腐', 1, '块', '我送豆腐', 'offered', {at})"
            )
            stranger = f"insert into group_strangers values (0, 'a', 's{number}', 'c', '[7]', {at})"  # noqa: S608
            for statement in (notes, gift, stranger):
                tx.connection.execute(statement.replace("(0, ", f"({tx.tenant}, "))

    def left(tx: Transaction) -> list[str]:
        asked = ("select note from order_notes", "select words from gifts where words <> ''",
                 "select sender from group_strangers")  # fmt: skip
        return [str(row[0]) for query in asked for row in tx.connection.execute(query).fetchall()]

    await database.write(fill)
    await clock(database, Fired()).keep_house()
    assert await database.read(left) == ["不要肥的", "我送豆腐", "s2"]
