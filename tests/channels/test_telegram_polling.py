"""Updates that are polled for: acknowledged only when committed, in order for each person."""

import asyncio
import random
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
from structlog.testing import capture_logs

from domain.messages import Operation
from tests.channels.house import running
from tests.channels.telegram_house import QUICK, House, door, say
from tests.fakes.telegram_server import TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
def house() -> House:
    return House()


async def test_what_a_person_writes_reaches_the_house(server: TelegramServer, house: House) -> None:
    async with running(door(house, server)):
        server.says(5, "猪肉2斤")
        await server.until(lambda: house.texts == ["猪肉2斤"])


async def test_polling_ends_a_webhook_and_drops_nothing(server: TelegramServer, house: House) -> None:
    server.updates.set_webhook({"url": "http://127.0.0.1:9/old"})
    server.says(5, "早上写的")
    async with running(door(house, server)):
        await server.until(lambda: house.texts == ["早上写的"])


async def test_nothing_is_acknowledged_before_the_house_has_it(server: TelegramServer, house: House) -> None:
    house.open.clear()
    async with running(door(house, server)):
        number = server.says(5, "猪肉2斤")
        await server.until(lambda: house.begun)
        assert len(server.called("getUpdates")) == 1
        assert number in server.updates.waiting
        house.open.set()
        await server.until(lambda: number not in server.updates.waiting)


async def test_an_update_not_committed_is_asked_for_again_and_nothing_is_lost(
    server: TelegramServer, house: House
) -> None:
    house.refusals["坏"] = 3
    for chat in range(20):
        server.says(100 + chat, "好")
    server.says(50, "坏")
    for chat in range(20):
        server.says(200 + chat, "好")
    async with running(door(house, server)):
        await server.until(lambda: not server.updates.waiting)
    assert sorted(house.texts) == ["坏", *["好"] * 40]


async def test_what_comes_after_an_uncommitted_update_is_not_acknowledged(
    server: TelegramServer, house: House
) -> None:
    first, bad, last = server.says(5, "一"), server.says(6, "坏"), server.says(7, "三")
    house.refusals["坏"] = 10_000
    async with running(door(house, server)):
        await server.until(lambda: house.cursor)
        await server.until(lambda: len(server.called("getUpdates")) >= 2)
        assert house.cursor == str(bad)
        assert [number in server.updates.waiting for number in (first, bad, last)] == [False, True, True]


async def test_a_persons_later_words_wait_for_the_earlier_ones(server: TelegramServer, house: House) -> None:
    house.refusals["一"] = 2
    for text in ("一", "二", "三"):
        server.says(5, text)
    async with running(door(house, server)):
        await server.until(lambda: not server.updates.waiting)
    assert house.texts == ["一", "二", "三"]


async def test_a_persons_words_and_presses_come_in_order_and_people_side_by_side(
    server: TelegramServer, house: House
) -> None:
    chance, acts = random.Random(7), 0
    for turn in range(12):
        for chat in chance.sample(range(1, 13), 12):
            acts += 1
            if turn % 3 == 2:
                server.presses_data(chat, f"nonce:{turn}")
            else:
                server.says(chat, str(turn))
    async with running(door(house, server)):
        await server.until(lambda: len(house.committed) == acts)
    for chat in range(1, 13):
        theirs = [update for update in house.committed if update.chat == str(chat)]
        order = [update.press.number if update.press else int(update.text) for update in theirs]
        assert order == list(range(12))


async def test_after_a_restart_polling_goes_on_where_it_was(server: TelegramServer, house: House) -> None:
    async with running(door(house, server)):
        number = server.says(5, "一")
        await server.until(lambda: house.cursor)
    house.committed.clear()
    async with running(door(house, server)):
        server.says(5, "二")
        await server.until(lambda: house.texts)
    assert house.texts == ["二"]
    assert server.called("getUpdates")[-1].parameters["offset"] > number


async def test_an_update_that_cannot_be_read_is_passed_over_and_logged_by_its_number(
    server: TelegramServer, house: House
) -> None:
    server.updates.kinds = ("message",)
    bad = server.updates.add("message", {"message_id": 1, "text": "李阿公 13800000001"}, "chat 5")
    server.says(5, "好")
    with capture_logs() as lines:
        async with running(door(house, server)):
            await server.until(lambda: house.texts == ["好"])
    (line,) = [line for line in lines if line["event"] == "telegram_update_unreadable"]
    assert line["update"] == bad
    assert "138" not in str(lines)


async def test_an_update_that_fails_for_good_is_given_up_lest_the_others_wait(
    server: TelegramServer, house: House
) -> None:
    house.error = ZeroDivisionError()
    house.refusals["坏"] = 10_000
    server.says(5, "坏")
    server.says(5, "好")
    telegram = door(house, server)
    async with running(telegram):
        await server.until(lambda: house.texts == ["好"])
    assert telegram.counts["given_up"] == 1


FAULTS = ["reset", "reset after", "hang", "hang after", "drip", "throttle", "broken", "gateway", "garbage", "portal"]


@pytest.mark.parametrize("fault", FAULTS)
async def test_polling_comes_back_after_every_kind_of_fault(server: TelegramServer, house: House, fault) -> None:
    server.fault(fault, method="getUpdates", times=2, seconds=1)
    telegram = door(house, server)
    async with running(telegram):
        server.says(5, "好")
        await server.until(lambda: house.texts == ["好"])
        await server.until(lambda: not server.updates.waiting)
    assert telegram.counts["failed"] == 2


@pytest.mark.parametrize("status", [401, 404])
async def test_a_wrong_token_is_named_in_the_log_and_polling_goes_on(
    server: TelegramServer, house: House, status: int
) -> None:
    server.fault("refuse", method="getUpdates", status=status, description="Unauthorized")
    with capture_logs() as lines:
        async with running(door(house, server)):
            server.says(5, "好")
            await server.until(lambda: house.texts)
    (line,) = [line for line in lines if line["event"] == "telegram_failed"]
    assert "TONGXIN_TELEGRAM_TOKEN" in line["remedy"]
    assert server.token not in str(lines)


async def test_a_second_poller_is_named_in_the_log(server: TelegramServer, house: House) -> None:
    with capture_logs() as lines:
        async with running(door(house, server)):
            await server.until(lambda: server.called("getUpdates"))
            await server.updates.get({"timeout": 0})
            await server.until(lambda: any("another program" in str(line.get("remedy")) for line in lines))


async def test_pauses_grow_while_the_vendor_is_away(server: TelegramServer, house: House) -> None:
    server.fault("gateway", method="getUpdates", times=5)
    async with running(door(house, server)):
        await server.until(lambda: len(server.called("getUpdates")) >= 6)
    times = [call.at for call in server.called("getUpdates")]
    # A busy machine makes a pause longer than it was meant to be, and none shorter.
    first, longest = QUICK.pause, QUICK.longest_pause
    assert [
        later - before >= min(first * 2**number, longest) * 0.95
        for number, (before, later) in enumerate(pairwise(times[:6]))
    ] == [True] * 5


async def test_a_vendor_that_is_not_there_at_the_start_is_waited_for(house: House) -> None:
    async with TelegramServer() as server:
        port = int(server.url.rpartition(":")[2])
        telegram = door(house, server)
    async with running(telegram):
        await asyncio.sleep(0.1)
        async with TelegramServer(port=port) as server:
            server.says(5, "好")
            await server.until(lambda: house.texts == ["好"])


async def test_commands_that_are_refused_do_not_keep_the_door_shut(server: TelegramServer, house: House) -> None:
    server.fault("throttle", method="setMyCommands", seconds=9999)
    async with running(door(house, server)):
        server.says(5, "好")
        await server.until(lambda: house.texts)


async def test_sends_pass_while_a_poll_is_waiting(server: TelegramServer, house: House) -> None:
    server.world.chat(5)
    async with running(door(house, server)) as telegram:
        await server.until(lambda: server.called("getUpdates"))
        (receipt,) = await telegram.send([say("好")])
    assert receipt.failure is None


async def test_a_photo_and_a_voice_come_through_and_their_bytes_can_be_fetched(
    server: TelegramServer, house: House
) -> None:
    async with running(door(house, server)) as telegram:
        server.sends_photo(5, b"\xff\xd8" + b"p" * 70_000, caption="药盒")
        server.sends_voice(5, b"OggS" + b"v" * 9_000, seconds=4)
        await server.until(lambda: len(house.committed) == 2)
        photo, voice = house.committed[0].files[0], house.committed[1].files[0]
        assert await telegram.fetch(photo) == b"\xff\xd8" + b"p" * 70_000
        assert await telegram.fetch(voice) == b"OggS" + b"v" * 9_000
    assert (photo.kind, voice.kind, voice.seconds, voice.size) == ("photo", "voice", 4, 9_004)


async def test_the_log_holds_no_words_and_no_token(
    server: TelegramServer, house: House, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    server.world.chat(5)
    caplog.set_level("DEBUG")
    server.fault("garbage", method="editMessageText")
    async with running(door(house, server)) as telegram:
        server.says(5, "胸口痛")
        await server.until(lambda: house.texts)
        (sent,) = await telegram.send([say("李阿公 13800000001")])
        await telegram.send([say("李阿公来过", operation=Operation.EDIT, parts=sent.parts)])
    said = caplog.text + "".join(capsys.readouterr())
    assert not any(words in said for words in ("胸口痛", "李阿公", server.token))
