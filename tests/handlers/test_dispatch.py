"""One update, one transaction: the same one twice has one effect, and an error leaves only an apology."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from broadcasts.outbox import Writer
from domain.messages import NotCommitted, Update
from handlers import FLOWS, help
from handlers.dispatch import Dispatcher
from handlers.flow import Flow, Outcome, Turn, say
from storage import conversations, handovers, sayings
from storage.addresses import Address
from storage.conversations import Conversation
from storage.database import Transaction
from templates.render import FOLDER, Templates
from tests.town import ACCOUNT, ZONE, Town

PORK, GREENS = "土猪肉", "青菜"


def dispatcher(
    town: Town, flows: tuple[Flow, ...] = FLOWS, writer: Writer | None = None, **ports: object
) -> Dispatcher:
    """A dispatcher on the town's database with flows or words of the test's own."""
    values = {"hand": town.handed.extend, "clock": lambda: town.now, "observe": _ignore, "regret": _ignore} | ports
    return Dispatcher(town.database, flows, town.house, writer or town.writer, **values)  # type: ignore[arg-type]


def _ignore(*_: object) -> None:
    """Ports that a test does not look at."""


async def test_the_same_update_twice_has_one_effect(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    press = town.update("李阿公", press=await town.button("李阿公", "确认"))
    assert not (await town.does(press)).duplicate
    heard = await town.heard("李阿公")
    assert (await town.does(press)).duplicate
    assert await town.heard("李阿公") == heard
    assert await town.taken(window) == {PORK: 2_000}


async def test_the_same_update_ten_times_at_once_has_one_effect(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉1斤")
    await town.says("李阿公", "好")
    await town.says("李阿公", "再加1斤猪肉")
    yes = town.update("李阿公", text="好")
    handled = await asyncio.gather(*(town.does(yes) for _ in range(10)))
    assert [one.duplicate for one in handled].count(False) == 1
    assert await town.taken(window) == {PORK: 2_000}
    assert len(await town.heard("李阿公")) == 4


async def test_two_presses_at_once_count_once(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    press = await town.button("李阿公", "确认")
    await asyncio.gather(*(town.does(town.update("李阿公", press=press)) for _ in range(5)))
    assert await town.taken(window) == {PORK: 2_000}
    assert sum("订好了" in text for text in await town.heard("李阿公")) == 1


async def test_one_person_s_words_take_effect_in_the_order_of_their_coming(town: Town) -> None:
    window = await town.opens_window()
    words = ["青菜1斤", *["再加1斤青菜"] * 8, "好"]
    await asyncio.gather(*(town.says("李阿公", said) for said in words))
    assert await town.ordered("李阿公", window) == {GREENS: 9_000}


async def test_replies_are_handed_over_only_once_they_are_committed(town: Town) -> None:
    await town.opens_window()
    seen: list[int] = []

    def hand(deliveries: tuple[object, ...]) -> None:
        seen.extend(delivery.id for delivery in deliveries)  # type: ignore[attr-defined]

    await dispatcher(town, hand=hand).receive(town.update("李阿公", text="猪肉2斤"))

    def rows(tx: Transaction) -> list[int]:
        return [row[0] for row in tx.connection.execute("select id from outbox where state = 'sending'").fetchall()]

    assert seen == await town.database.read(rows)
    assert len(seen) == 1


async def test_what_was_said_is_kept_word_for_word(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "豬肉２斤，謝謝！")
    lines = await town.database.read(lambda tx: sayings.transcript(tx, Address(ACCOUNT, "李阿公"), 0, 10, town.now))
    assert [line.text for line in lines if not line.ours] == ["豬肉２斤，謝謝！"]


def broken_words(tmp_path: Path) -> Writer:
    """A writer whose summary of an order cannot be rendered."""
    folder = tmp_path / "words"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (folder / "zh" / "orders" / "summary.j2").write_text("{{ nothing.of_the_kind }}", "utf-8")
    numbers = iter(range(10**6))
    return Writer(Templates(ZONE, folder), lambda: f"broken{next(numbers)}")


async def test_an_error_while_answering_rolls_the_turn_back_and_apologises(town: Town, tmp_path: Path) -> None:
    window = await town.opens_window()
    broken = dispatcher(town, writer=broken_words(tmp_path))
    await broken.receive(town.update("李阿公", text="猪肉2斤"))
    assert await town.heard("李阿公") == [
        Templates(ZONE).render("zh", "shared/sorry", {}),
    ]
    await town.says("李阿公", "好")
    assert await town.taken(window) == {}


async def test_after_an_error_the_next_message_works(town: Town, tmp_path: Path) -> None:
    window = await town.opens_window()
    broken = dispatcher(town, writer=broken_words(tmp_path))
    await broken.receive(town.update("李阿公", text="猪肉2斤"))
    await broken.receive(town.update("李阿公", text="菜单"))
    assert "回数字选一样" in await town.last("李阿公")
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "好")
    assert await town.taken(window) == {PORK: 2_000}


async def test_a_failed_update_that_comes_again_is_not_tried_again(town: Town, tmp_path: Path) -> None:
    await town.opens_window()
    broken = dispatcher(town, writer=broken_words(tmp_path))
    update = town.update("李阿公", text="猪肉2斤")
    assert not (await broken.receive(update)).duplicate
    assert (await broken.receive(update)).duplicate
    assert len(await town.heard("李阿公")) == 1


def failing_flow() -> Flow:
    """A flow that writes something and then fails at the word 坏."""
    flow = Flow("failing")

    @flow.hears
    def hear(turn: Turn) -> Outcome | None:
        conversations.save(turn.tx, turn.address, Conversation("failing", "stuck", {"half": "done"}))
        handovers.add(turn.tx, "asked", 1, turn.address, turn.saying, turn.now)
        if "坏" in turn.text:
            raise RuntimeError("on purpose")
        return say("shared/nothing_open")

    @flow.step("stuck")
    def stuck(turn: Turn) -> Outcome:
        raise RuntimeError("the conversation is stuck")

    return flow


async def test_nothing_that_a_failed_turn_wrote_is_kept_except_what_was_said(town: Town) -> None:
    broken = dispatcher(town, (help.flow, failing_flow()))
    await broken.receive(town.update("李阿公", text="坏了"))
    assert await town.database.read(handovers.waiting) == []
    lines = await town.database.read(lambda tx: sayings.transcript(tx, Address(ACCOUNT, "李阿公"), 0, 10, town.now))
    assert [line.text for line in lines if not line.ours] == ["坏了"]


async def test_a_conversation_that_fails_is_left_so_that_nobody_is_stuck_in_it(town: Town) -> None:
    broken = dispatcher(town, (help.flow, failing_flow()))
    for words in ("好吗", "再说", "再说"):
        await broken.receive(town.update("李阿公", text=words))
    heard = await town.heard("李阿公")
    assert ["对不起" in text for text in heard] == [False, True, False]


async def test_an_error_in_one_turn_leaves_the_turns_beside_it_alone(town: Town) -> None:
    window = await town.opens_window()
    for who in ("李阿公", "王阿婆", "陈主任"):
        await town.says(who, "青菜1斤")
    broken = dispatcher(town, (help.flow, failing_flow()))
    yes = [town.says(who, "好") for who in ("李阿公", "王阿婆", "陈主任")]
    bad = [broken.receive(town.update(who, text="坏")) for who in ("小陈", "小林", "刘医生")]
    await asyncio.gather(*(turn for pair in zip(yes, bad, strict=True) for turn in pair))
    assert await town.taken(window) == {GREENS: 3_000}


async def test_without_a_database_nothing_is_acknowledged_and_the_person_hears_a_regret(town: Town) -> None:
    regretted: list[Update] = []
    seen: list[str] = []
    closed = dispatcher(town, regret=regretted.append, observe=lambda outcome, _: seen.append(outcome))
    await town.database.close()
    update = town.update("李阿公", text="猪肉2斤")
    with pytest.raises(NotCommitted):
        await closed.receive(update)
    assert regretted == [update]
    assert seen == ["not_committed"]


async def test_the_logs_of_a_failed_turn_bear_no_word_of_it(town: Town) -> None:
    broken = dispatcher(town, (help.flow, failing_flow()))
    with capture_logs() as lines:
        await broken.receive(town.update("李阿公", text="坏了我家住3幢201电话13800000001"))
    logged = " ".join(str({key: value for key, value in line.items() if key != "exc_info"}) for line in lines)
    assert "turn failed" in logged
    for secret in ("李阿公", "3幢201", "13800000001", "坏了"):
        assert secret not in logged.replace(ACCOUNT, "")


async def test_an_update_of_another_account_with_the_same_key_is_another_update(town: Town) -> None:
    update = town.update("李阿公", text="菜单")
    assert not (await town.does(update)).duplicate
    assert not (await town.does(replace(update, account="web", chat=str(town.people["李阿公"])))).duplicate
