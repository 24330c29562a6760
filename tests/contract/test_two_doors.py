"""Somebody presses at two doors in the same moment, on both engines: one after the other, and nothing twice."""

import asyncio

from domain.messages import Handled
from storage.database import Transaction
from tests.doors import APP, EVERY, KF, TELEGRAM, WEB, Doors
from tests.town import Town


async def at_once(person: Doors, *said: tuple[str, str]) -> list[Handled]:
    """Texts at several doors, at the same moment."""
    town = person.town
    return await asyncio.gather(*(
        town.says(person.who, words, account=account, chat=person.chat(account), sender=person.chat(account))
        for account, words in said
    ))  # fmt: skip


async def test_a_confirmation_at_every_door_at_once_is_one_order(town: Town) -> None:
    window = await town.opens_window()
    person = await Doors(town, "李阿公").opens(APP, KF, WEB)
    wanted: dict[str, int] = {}
    for account, words, amount in (
        (APP, "猪肉2斤", 2_000), (KF, "青菜3斤", 3_000), (TELEGRAM, "鸡蛋1盒", 1_000), (WEB, "带鱼2斤", 2_000),
    ):  # fmt: skip
        await person.says(account, words)
        await at_once(person, *((each, "确认") for each in EVERY))
        wanted["土猪肉" if words.startswith("猪肉") else words[:2]] = amount
        assert await town.ordered("李阿公", window) == wanted


async def test_a_press_at_the_old_door_and_the_words_at_the_new_are_one_order(town: Town) -> None:
    window = await town.opens_window()
    person = await Doors(town, "李阿公").opens(KF, WEB)
    await person.says(KF, "猪肉2斤")
    press = await person.button(KF, "确认")
    chat = person.chat(KF)
    await asyncio.gather(
        town.does(town.update("李阿公", press=press, account=KF, chat=chat, sender=chat)),
        at_once(person, (WEB, "好"), (TELEGRAM, "确认")),
    )
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}
    said = [content.text for account in EVERY[1:] for content in await person.got(account)]
    assert sum("订好了" in text for text in said) == 1


async def test_what_is_said_at_all_doors_at_once_is_one_basket_and_no_turn_stands_in_another_s_way(
    town: Town, engine: str
) -> None:
    window = await town.opens_window()
    person = await Doors(town, "李阿公").opens(APP, KF, WEB)
    wished = list(zip(EVERY, ("猪肉1斤", "青菜2斤", "鸡蛋1盒", "带鱼3斤"), strict=True))
    await at_once(person, *wished)
    await person.says(KF, "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 1_000, "青菜": 2_000, "鸡蛋": 1_000, "带鱼": 3_000}
    if engine == "postgres":
        assert await town.database.write(deadlocks) == 0


def deadlocks(tx: Transaction) -> int:
    tx.connection.execute("select pg_stat_force_next_flush()")
    found = tx.connection.execute("select deadlocks from pg_stat_database where datname = current_database()")
    return int(found.fetchone()[0])
