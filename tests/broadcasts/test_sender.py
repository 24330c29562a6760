"""The sender on a real outbox: right after the commit, again after a failure, and what a crash left behind."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest

from broadcasts import sender as sending
from broadcasts.sender import Sender
from domain.messages import Delivery, FailureKind, Limits, Priority, Quota
from domain.spans import MINUTE
from storage import addresses, outbox
from storage.addresses import Address
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.ids import Ids, first_at
from tests.broadcasts.wire import Wire, delivery, refuses, taken, until
from tests.town import ACCOUNT, NOON

T = TypeVar("T")
MARK = "（这条可能您已经收到过）"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks into the table come every few milliseconds instead of twice a second."""
    monkeypatch.setattr(sending, "POLL", 0.01)


class Shaky:
    """A database that can be away for a while, or commit and be slow to say so."""

    def __init__(self, database: Database) -> None:
        self.engine = database.engine
        self.ids: Ids = database.ids
        self.away = False
        self.answers = asyncio.Event()
        self.answers.set()
        self._database = database

    async def write(self, work: Callable[[Transaction], T], key: str = "") -> T:
        if self.away:
            raise DatabaseUnavailable("away")
        done = await self._database.write(work, key)
        await self.answers.wait()
        return done

    async def read(self, work: Callable[[Transaction], T]) -> T:
        if self.away:
            raise DatabaseUnavailable("away")
        return await self._database.read(work)

    async def close(self) -> None:
        """The fixture closes the real one."""


class Office:
    """A sender with its wire, its clock and its outbox."""

    def __init__(self, database: Database, wire: Wire) -> None:
        self.database = Shaky(database)
        self.wire = wire
        self.now = NOON
        self.observed: list[tuple[str, str]] = []
        self.sender = Sender(
            self.database, {wire.account: wire}, lambda: self.now, MARK, lambda *seen: self.observed.append(seen), {}
        )

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Office"]:
        """The sender runs."""
        running = asyncio.create_task(self.sender.run())
        try:
            yield self
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def add(
        self, *deliveries: Delivery, born_sending: bool = False, expires_at: int | None = None, broadcast: int = 0
    ) -> None:
        def work(tx: Transaction) -> None:
            for one in deliveries:
                outbox.add(tx, one, 7, self.now, sending=born_sending, expires_at=expires_at)
            tx.connection.execute(f"update outbox set broadcast = {broadcast}")  # noqa: S608

        await self.database.write(work)

    async def hands(self, *deliveries: Delivery) -> None:
        """As a turn does: committed as claimed, then handed over."""
        await self.add(*deliveries, born_sending=True)
        self.sender.hand(deliveries)

    async def states(self) -> dict[int, str]:
        def work(tx: Transaction) -> Sequence[tuple[int, str]]:
            return tx.connection.execute("select id, state from outbox").fetchall()  # type: ignore[no-any-return]

        return dict(tuple(row) for row in await self.database.read(work))  # type: ignore[misc]

    async def comes_to(self, **expected: str) -> None:
        """Waits until the rows n1, n2 ... stand as expected."""
        wanted = {int(name[1:]): state for name, state in expected.items()}
        try:
            async with asyncio.timeout(5):
                while await self.states() != wanted:  # noqa: ASYNC110 - a row has no event
                    await asyncio.sleep(0.005)
        except TimeoutError:
            assert await self.states() == wanted


async def test_what_was_committed_goes_out_at_once_and_is_marked(database: Database) -> None:
    async with Office(database, Wire()).open() as office:
        await office.hands(delivery(1), delivery(2), delivery(3, "b"))
        await office.comes_to(n1="sent", n2="sent", n3="sent")
    assert [one.id for one in office.wire.sent if one.chat == "a"] == [1, 2]
    assert set(office.observed) == {(ACCOUNT, "sent")}


async def test_what_only_stands_in_the_table_is_claimed_and_sent_in_order(database: Database) -> None:
    office = Office(database, Wire())
    await office.add(*(delivery(number) for number in range(1, 6)))
    async with office.open():
        await until(lambda: len(office.wire.sent) == 5)
    assert [one.id for one in office.wire.sent] == [1, 2, 3, 4, 5]


async def test_alarms_are_claimed_first(database: Database) -> None:
    office = Office(database, Wire(Limits(4_096, True, parallel=1)))
    await office.add(
        delivery(1, "a", Priority.NOTICE), delivery(2, "b", Priority.REMINDER), delivery(3, "c"),
        delivery(4, "d", Priority.ALARM),
    )  # fmt: skip
    async with office.open():
        await until(lambda: len(office.wire.sent) == 4)
    assert [one.id for one in office.wire.sent] == [4, 3, 2, 1]


async def test_bulk_goes_out_at_its_pace_and_replies_overtake_it(database: Database) -> None:
    office = Office(database, Wire(Limits(4_096, True, per_second=10)))
    await office.add(*(delivery(number, f"chat {number}", Priority.NOTICE) for number in range(1, 31)))
    async with office.open():
        await until(lambda: len(office.wire.sent) == 1)
        for number in range(2, 6):
            office.now += 100
            await until(lambda number=number: len(office.wire.sent) == number)  # type: ignore[misc]
        await asyncio.sleep(0.05)
        assert len(office.wire.sent) == 5
        await office.hands(delivery(99, "b"))
        await until(lambda: len(office.wire.sent) == 6)
        office.now += 100
        await asyncio.sleep(0.15)
        assert len(office.wire.sent) == 6  # the reply counts as well
        office.now += 100
        await until(lambda: len(office.wire.sent) == 7)
    assert office.wire.sent[5].id == 99


async def test_a_429_holds_its_chat_until_its_time_and_order_is_kept(database: Database) -> None:
    wire = Wire(answer=refuses(FailureKind.THROTTLED, retry_after=5))
    async with Office(database, wire).open() as office:
        await office.hands(delivery(1))
        await office.comes_to(n1="queued")
        wire.answer = taken
        await office.hands(delivery(2), delivery(3, "b"))
        await office.comes_to(n1="queued", n2="queued", n3="sent")
        office.now += 5_001
        await office.hands(delivery(4))
        await office.comes_to(n1="sent", n2="sent", n3="sent", n4="sent")
    assert [one.id for one in wire.sent if one.chat == "a"] == [1, 2, 4]


async def test_while_the_whole_account_pauses_nothing_goes_out_and_then_everything_does(database: Database) -> None:
    wire = Wire(answer=refuses(FailureKind.THROTTLED, 60, whole_account=True))
    async with Office(database, wire).open() as office:
        await office.hands(delivery(1))
        await office.comes_to(n1="queued")
        wire.answer = taken
        await office.hands(delivery(2, "b"))
        await office.add(delivery(3, "c", Priority.NOTICE))
        await asyncio.sleep(0.05)
        assert wire.sent == []
        office.now += 60_001
        await office.comes_to(n1="sent", n2="sent", n3="sent")


async def test_an_unreachable_vendor_is_tried_again_later(database: Database) -> None:
    wire = Wire(answer=refuses(FailureKind.UNREACHABLE))
    async with Office(database, wire).open() as office:
        for tries, pause in ((1, 2_000), (2, 4_000), (3, 8_000)):
            await (office.hands(delivery(1)) if tries == 1 else asyncio.sleep(0))
            await until(lambda tries=tries: len(wire.tried) == tries)  # type: ignore[misc]
            await office.comes_to(n1="queued")
            office.now += pause - 1
            await asyncio.sleep(0.03)
            assert len(wire.tried) == tries
            office.now += 1
        wire.answer = taken
        await office.comes_to(n1="sent")


async def test_who_blocked_the_bot_is_marked_and_others_are_not(database: Database) -> None:
    async with Office(database, Wire(answer=refuses(FailureKind.BLOCKED))).open() as office:

        def bind(tx: Transaction) -> None:
            addresses.bind(tx, Address(ACCOUNT, "a"), 7, "zh", NOON)
            addresses.bind(tx, Address(ACCOUNT, "b"), 8, "zh", NOON)

        await office.database.write(bind)
        await office.hands(delivery(1))
        await office.comes_to(n1="failed")
    assert await database.read(lambda tx: addresses.of_person(tx, 7)) == []
    assert await database.read(lambda tx: len(addresses.of_person(tx, 8))) == 1
    (trouble,) = await database.read(outbox.troubled)
    assert (trouble.id, trouble.failure) == (1, "blocked")


async def test_who_lets_the_bot_in_again_is_reachable_again(database: Database) -> None:
    def block(tx: Transaction) -> None:
        addresses.bind(tx, Address(ACCOUNT, "a"), 7, "zh", NOON)
        addresses.mark(tx, Address(ACCOUNT, "a"), reachable=False)

    await database.write(block)
    async with Office(database, Wire()).open() as office:
        await office.hands(delivery(1))
        await office.comes_to(n1="sent")
    assert await database.read(lambda tx: addresses.of_person(tx, 7)) == [Address(ACCOUNT, "a")]


async def test_a_reply_of_unknown_fate_is_repeated_once_and_marked(database: Database) -> None:
    wire = Wire(answer=refuses(FailureKind.UNKNOWN))
    async with Office(database, wire).open() as office:
        await office.hands(delivery(1))
        await office.comes_to(n1="queued")
        office.now += 2_001
        await office.comes_to(n1="unknown")
        office.now += 24 * 3_600_000
        await asyncio.sleep(0.03)
    assert [one.content.text for one in wire.tried] == ["text 1", f"{MARK}\ntext 1"]


async def test_a_notice_of_unknown_fate_is_listed_and_never_repeated(database: Database) -> None:
    wire = Wire(answer=refuses(FailureKind.UNKNOWN))
    async with Office(database, wire).open() as office:
        await office.add(delivery(1, priority=Priority.NOTICE))
        await office.comes_to(n1="unknown")
        office.now += 24 * 3_600_000
        await asyncio.sleep(0.03)
    assert len(wire.tried) == 1
    (trouble,) = await database.read(outbox.troubled)
    assert (trouble.id, trouble.state) == (1, "unknown")


async def test_claims_that_a_crash_left_behind_are_swept_when_their_lease_is_over(database: Database) -> None:
    office = Office(database, Wire())
    await office.add(delivery(1), delivery(2, "b", Priority.NOTICE), born_sending=True)
    office.now += outbox.LEASE
    async with office.open():
        await office.comes_to(n1="sent", n2="unknown")
    assert office.wire.texts == [f"{MARK}\ntext 1"]


async def test_what_has_expired_is_not_sent(database: Database) -> None:
    office = Office(database, Wire())
    await office.add(delivery(1), expires_at=NOON + 1_000)
    await office.add(delivery(2, "b"), expires_at=NOON + 3_000)
    office.now += 2_000
    async with office.open():
        await office.comes_to(n1="expired", n2="sent")


async def test_marks_survive_a_database_that_is_away(database: Database) -> None:
    async with Office(database, Wire()).open() as office:
        await office.add(delivery(1), delivery(2, "b"), born_sending=True)
        office.database.away = True
        office.sender.hand([delivery(1), delivery(2, "b")])
        await until(lambda: len(office.wire.sent) == 2)
        await asyncio.sleep(0.05)
        office.database.away = False
        await office.comes_to(n1="sent", n2="sent")
    assert len(office.wire.tried) == 2


async def test_a_stop_finishes_what_is_under_way_and_leaves_the_rest_for_the_next_start(database: Database) -> None:
    wire = Wire(Limits(4_096, True, parallel=1))
    office = Office(database, wire)
    async with office.open():
        wire.gate.clear()
        await office.hands(delivery(1), delivery(2), delivery(3, "b"))
        await until(lambda: len(wire.tried) == 1)
        asyncio.get_running_loop().call_later(0.02, wire.gate.set)
    assert await office.states() == {1: "sent", 2: "queued", 3: "queued"}
    async with Office(database, wire).open() as again:
        await again.comes_to(n1="sent", n2="sent", n3="sent")


async def test_a_reply_for_an_account_that_is_not_served_here_waits(database: Database) -> None:
    async with Office(database, Wire(account="telegram:2")).open() as office:
        await office.hands(delivery(1))
        await office.comes_to(n1="queued")


async def test_a_stop_while_a_claim_is_committed_sends_what_was_claimed_or_gives_it_back(database: Database) -> None:
    """Else nobody would know whether these went out."""
    office = Office(database, Wire())
    await office.add(*(delivery(number, f"chat {number}", Priority.NOTICE) for number in range(1, 4)))
    office.database.answers.clear()
    async with office.open():
        await office.comes_to(n1="sending", n2="sending", n3="sending")
        asyncio.get_running_loop().call_later(0.05, office.database.answers.set)
    assert "sending" not in (await office.states()).values()


async def test_what_was_sent_before_a_restart_counts_against_the_quota(database: Database) -> None:
    limits, first = Limits(2_048, True, quotas=(Quota(3, MINUTE),)), first_at(NOON)
    sent = {f"n{first + number}": "sent" for number in range(3)}
    async with Office(database, Wire(limits)).open() as office:
        await office.add(*(delivery(first + number) for number in range(3)))
        await office.comes_to(**sent)
    async with Office(database, Wire(limits)).open() as after:
        await after.add(delivery(first + 3), delivery(first + 4, "b"))
        await after.comes_to(**sent, **{f"n{first + 3}": "queued", f"n{first + 4}": "sent"})
