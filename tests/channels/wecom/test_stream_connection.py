"""The long connection: opened by whoever holds the lease, opened again after every end, never silent."""

import asyncio
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import RawTestServer
from structlog.testing import capture_logs

from channels.wecom.stream import Stream
from domain.messages import FailureKind, NotCommitted
from tests.channels.wecom.house import Kept, Lease, running
from tests.channels.wecom.stream_house import QUICK, StreamHouse, door, say
from tests.fakes.wecom_stream import WeComStream


@pytest.mark.parametrize("code", [1000, 1001, 1011, 1006])
async def test_after_every_end_the_connection_is_opened_again_and_a_reply_goes_out(
    server: WeComStream, stream: Stream, house: StreamHouse, code: int
) -> None:
    await server.says("wang", "猪肉2斤")
    await server.until(lambda: house.texts == ["猪肉2斤"])
    await server.close(code)
    await server.until(lambda: server.subscriptions == 2 and stream.open)
    assert (await stream.send([say("已记下。")]))[0].failure is None
    assert server.heard("wang") == ["已记下。"]


async def test_one_clean_end_after_another_is_not_answered_in_a_rush(server: WeComStream, house: StreamHouse) -> None:
    with capture_logs() as logs:
        async with running(door(house, server, pace=replace(QUICK, longest_pause=9))) as stream:
            for count in range(1, 5):
                await server.until(lambda count=count: server.subscriptions == count and stream.open)
                await server.close(1000)
            await server.until(lambda: server.subscriptions == 5)
    pauses = [entry["again_in"] for entry in logs if entry["event"] == "wecom_stream_ended"]
    assert pauses == [0.0, 0.01, 0.02, 0.04]


async def test_a_server_that_answers_no_pings_is_left(server: WeComStream, house: StreamHouse) -> None:
    async with running(door(house, server, pace=replace(QUICK, ping=0.03))) as stream:
        await server.until(lambda: len(server.asked("ping")) >= 2)
        assert server.subscriptions == 1
        server.pongs = False
        await server.until(lambda: server.subscriptions == 2)
        server.pongs = True
        await server.until(lambda: stream.open)


async def test_a_server_that_reads_nothing_any_more_is_left(server: WeComStream, house: StreamHouse) -> None:
    picture = await house.keep(b"p" * 9_000_000, "image/jpeg", "photo")
    server.conversations.known.add("wang")
    async with running(door(house, server, pace=replace(QUICK, ping=0.1, answer=0.3))) as stream:
        await server.until(lambda: stream.open)
        server.goes_deaf()
        (receipt,) = await stream.send([say("", file=picture)])
        assert receipt.failure is not None
        assert (receipt.failure.kind, receipt.failure.whole_account) == (FailureKind.UNREACHABLE, False)
        await server.until(lambda: server.subscriptions == 2 and stream.open)
        assert (await stream.send([say("好")]))[0].failure is None


async def test_one_lost_pong_means_nothing(server: WeComStream, house: StreamHouse) -> None:
    async with running(door(house, server, pace=replace(QUICK, ping=0.05))):
        server.withheld["ping"] = 1
        await server.until(lambda: len(server.asked("ping")) >= 4)
        assert server.subscriptions == 1


async def test_a_wrong_secret_is_said_with_its_remedy_and_tried_again(
    server: WeComStream, house: StreamHouse
) -> None:
    with capture_logs() as logs:
        async with running(door(house, server, secret="wrong")) as stream:
            await server.until(lambda: len(server.refused) >= 3)
            assert not stream.open
    ended = [entry for entry in logs if entry["event"] == "wecom_stream_ended"]
    assert {entry["code"] for entry in ended} == {853_000}
    assert all("TONGXIN_WECOM_BOT_ID" in entry["remedy"] for entry in ended)
    assert "wrong" not in str([{**entry, "remedy": ""} for entry in logs])


async def test_a_second_program_with_the_same_bot_is_said_and_left_alone_for_longer(
    server: WeComStream, house: StreamHouse
) -> None:
    with capture_logs() as logs:
        async with running(door(house, server)) as ours:
            await server.until(lambda: ours.open)
            async with running(door(StreamHouse(), server)):
                await server.until(lambda: server.kicks >= 3)
    kicked = [entry for entry in logs if entry.get("reason") == "another connection of the same bot"]
    assert kicked
    assert all("two programs use one bot" in entry["remedy"] for entry in kicked)


async def test_who_is_kicked_again_and_again_waits_longer(server: WeComStream, house: StreamHouse) -> None:
    kick = {"msgid": "m", "msgtype": "event", "event": {"eventtype": "disconnected_event"}}
    with capture_logs() as logs:
        async with running(door(house, server, pace=replace(QUICK, longest_kicked=9))) as stream:
            for count in range(1, 4):
                await server.until(lambda count=count: server.subscriptions == count and stream.open)
                await server.push("aibot_event_callback", kick)
            await server.until(lambda: server.subscriptions == 4)
    assert [entry["again_in"] for entry in logs if entry["event"] == "wecom_stream_ended"] == [0.02, 0.04, 0.08]


@pytest.mark.parametrize("fault", ["withheld", "lost"])
async def test_a_subscription_without_an_answer_is_tried_again(
    server: WeComStream, house: StreamHouse, fault: str
) -> None:
    getattr(server, fault)["aibot_subscribe"] = 1
    async with running(door(house, server, pace=replace(QUICK, answer=0.05))) as stream:
        await server.until(lambda: stream.open)


async def test_the_way_leads_through_the_proxy_that_the_environment_names(
    house: StreamHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    twice = asyncio.Event()

    async def refuse(request: web.BaseRequest) -> web.Response:
        asked.append(request.headers["Host"])
        if len(asked) == 2:
            twice.set()
        return web.Response(status=502)

    async with RawTestServer(refuse) as proxy:
        monkeypatch.setenv("http_proxy", str(proxy.make_url("")))
        monkeypatch.delenv("no_proxy", raising=False)
        stream = Stream(
            "ws://openws.proxied.example", "b", "s", house.receive, Kept(house), Lease(), lambda: 0, pace=QUICK
        )
        async with running(stream):
            await twice.wait()
    assert set(asked) == {"openws.proxied.example"}


async def test_nobody_listens_at_first(server: WeComStream, house: StreamHouse) -> None:
    address = server.url
    await server.__aexit__()
    stream = door(house, server)
    assert address == server.url
    async with running(stream):
        (receipt,) = await stream.send([say("好")])
    assert receipt.failure is not None
    assert (receipt.failure.kind, receipt.failure.whole_account) == (FailureKind.UNREACHABLE, True)


async def test_a_busy_vendor_is_asked_again(server: WeComStream, house: StreamHouse) -> None:
    server.busy = 2
    async with running(door(house, server)) as stream:
        await server.until(lambda: stream.open)


async def test_only_the_holder_of_the_lease_connects_and_another_takes_over(server: WeComStream) -> None:
    shared = _SharedLease()
    first, second = (door(StreamHouse(), server, shared.of(name)) for name in ("one", "other"))
    async with running(first):
        await server.until(lambda: first.open)
        async with running(second):
            shared.bar("one")
            await server.until(lambda: second.open and not first.open)
    assert (server.kicks, shared.holder) == (0, "")


async def test_who_stops_hands_the_lease_over(server: WeComStream) -> None:
    shared = _SharedLease()
    first, second = (door(StreamHouse(), server, shared.of(name)) for name in ("one", "other"))
    async with running(first):
        await server.until(lambda: first.open)
    async with running(second):
        await server.until(lambda: second.open)
    assert (server.kicks, server.subscriptions) == (0, 2)


async def test_an_unknown_lease_is_kept_for_its_time_and_then_let_go(server: WeComStream, house: StreamHouse) -> None:
    lease = _BrokenLease()
    async with running(door(house, server, lease)) as stream:
        await server.until(lambda: stream.open)
        lease.broken = True
        await server.until(lambda: not stream.open)
        lease.broken = False
        await server.until(lambda: stream.open)


async def test_what_cannot_be_read_ends_nothing_and_is_logged_without_its_content(
    server: WeComStream, stream: Stream, house: StreamHouse
) -> None:
    with capture_logs() as logs:
        for said in (
            "不是JSON", "[1]", '"x"', "null", '{"cmd":"aibot_msg_callback"}', '{"headers":{},"cmd":5}',
            '{"headers":{"req_id":"r1\\n假"},"cmd":"aibot_other","body":"秘密"}', "[" * 100_000,
            '{"headers":{"req_id":"r2"},"cmd":"aibot_msg_callback"}',
            '{"headers":{"req_id":"r3"},"cmd":"aibot_msg_callback","body":{"msgid":"m","from":{"userid":"秘密"}}}',
            '{"headers":{"req_id":"r4"},"cmd":"aibot_event_callback","body":{"event":[]}}',
            '{"headers":{"req_id":7},"cmd":"aibot_event_callback","body":[]}',
            '{"headers":{"req_id":"r5"},"body":"' + "秘" * 1_100_000 + '"}',
        ):  # fmt: skip
            await server.push_raw(said)
        await server.says("wang", "你好")
        await server.until(lambda: house.texts == ["你好"])
    assert server.subscriptions == 1
    assert stream.counts["unreadable"] + stream.counts["too_long"] + stream.counts["unknown"] == 13
    assert "秘" not in str(logs)
    assert "假" not in str(logs)


class _SharedLease:
    """One lease for several holders, each of which has the port Lease. Who is barred lets go when it is told so."""

    def __init__(self) -> None:
        self.holder = self._barred = ""

    def of(self, name: str) -> Lease:
        return _Part(self, name)

    def bar(self, name: str) -> None:
        self._barred = name

    def hold(self, name: str) -> bool:
        if name == self._barred:
            self.let_go(name)
        elif not self.holder:
            self.holder = name
        return self.holder == name

    def let_go(self, name: str) -> None:
        if self.holder == name:
            self.holder = ""


class _Part(Lease):
    def __init__(self, shared: _SharedLease, name: str) -> None:
        super().__init__()
        self._shared, self._name = shared, name

    async def hold(self) -> bool:
        return self._shared.hold(self._name)

    async def release(self) -> None:
        self._shared.let_go(self._name)


class _BrokenLease(Lease):
    broken = False

    async def hold(self) -> bool:
        if self.broken:
            raise NotCommitted("database away")
        return await super().hold()
