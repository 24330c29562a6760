"""A door that lets us speak only after a person's word: how often, how long, and what waits for the next one."""

from broadcasts.allowances import Allowances, Closing
from broadcasts.outbox import WORD_AWAITED
from broadcasts.receipts import judge, note
from domain.messages import Content, Delivery, FailureKind, Limits, Priority, Receipt, SendFailure
from domain.spans import HOUR
from storage import addresses, outbox
from storage.addresses import Address
from storage.database import Database, Transaction
from storage.outbox import Claimed
from tests.broadcasts.test_sender import Office
from tests.broadcasts.wire import Wire, claimed, delivery, taken, until
from tests.town import ACCOUNT, NOON

CHAT = "a"
TWO_DAYS = 48 * HOUR


class Kiosk:
    """An account whose chats are open for 48 hours and five messages after each word; the sender beside it."""

    def __init__(self, database: Database) -> None:
        self.wire = Wire(Limits(2_048, True, joins=True))
        self.office = Office(database, self.wire)
        self.woken: list[Claimed] = []
        self.door = Allowances(
            database, ACCOUNT, 5, TWO_DAYS, lambda: self.office.now,
            lambda chat, waited: self.office.sender.woken(ACCOUNT, chat, waited),
        )  # fmt: skip
        self.closing = Closing(database, lambda: self.office.now)
        self.database = database

    async def reads(self, person: int) -> list[Address]:
        return await self.database.read(lambda tx: addresses.of_person(tx, person))


async def test_five_messages_may_be_said_after_a_word_and_five_after_the_next(database: Database) -> None:
    kiosk = Kiosk(database)
    for word in range(2):
        await kiosk.door.hear(CHAT, NOON + word, "zh")
        assert [await kiosk.door.spend(CHAT) for _ in range(7)] == [True] * 5 + [False] * 2


async def test_nothing_may_be_said_before_the_first_word_or_after_48_hours(database: Database) -> None:
    kiosk = Kiosk(database)
    assert not await kiosk.door.spend(CHAT)
    await kiosk.door.hear(CHAT, NOON, "zh")
    kiosk.office.now = NOON + TWO_DAYS
    assert not await kiosk.door.spend(CHAT)


async def test_a_word_that_comes_in_again_opens_nothing(database: Database) -> None:
    kiosk = Kiosk(database)
    await kiosk.door.hear(CHAT, NOON, "zh")
    await kiosk.door.shut(CHAT)
    await kiosk.door.hear(CHAT, NOON, "zh")
    assert not await kiosk.door.spend(CHAT)


async def test_whose_messages_are_spent_or_time_is_over_is_not_reachable_there(database: Database) -> None:
    kiosk = Kiosk(database)
    here = Address(ACCOUNT, CHAT)
    await kiosk.door.hear(CHAT, NOON, "zh")
    await database.write(lambda tx: addresses.bind(tx, here, 7, "zh", NOON))
    assert await kiosk.reads(7) == [here]
    for _ in range(5):
        await kiosk.door.spend(CHAT)
    assert await kiosk.reads(7) == []
    await kiosk.door.hear(CHAT, NOON + 1, "zh")
    assert await kiosk.reads(7) == [here]
    kiosk.office.now = NOON + 1 + TWO_DAYS
    await kiosk.closing.close()
    assert await kiosk.reads(7) == []


async def test_the_last_message_that_was_taken_opens_no_door(database: Database) -> None:
    kiosk = Kiosk(database)
    await kiosk.door.hear(CHAT, NOON, "zh")
    await database.write(lambda tx: addresses.bind(tx, Address(ACCOUNT, CHAT), 7, "zh", NOON))
    for _ in range(5):
        await kiosk.door.spend(CHAT)
    await database.write(lambda tx: addresses.reached(tx, [(ACCOUNT, CHAT)]))
    assert await kiosk.reads(7) == []


def spends(kiosk: Kiosk):  # type: ignore[no-untyped-def]
    """The wire takes what is allowed and says what is not."""
    left = {"messages": 0}

    def answer(one: Delivery) -> Receipt:
        if left["messages"] <= 0:
            return Receipt(one.id, one.parts, SendFailure(FailureKind.SPENT, code="no word of theirs"))
        left["messages"] -= 1
        return taken(one)

    kiosk.wire.answer = answer
    return left


async def test_what_cannot_be_said_waits_for_the_next_word_and_is_then_said_first(database: Database) -> None:
    kiosk = Kiosk(database)
    left = spends(kiosk)
    async with kiosk.office.open() as office:
        await kiosk.door.hear(CHAT, NOON, "zh")
        await office.hands(delivery(1), delivery(2))
        await office.comes_to(n1="queued", n2="queued")
        await office.hands(delivery(3))
        left["messages"] = 9
        await office.comes_to(n1="queued", n2="queued", n3="queued")
        await kiosk.door.hear(CHAT, NOON + 5, "zh")
        await office.hands(delivery(4))
        await office.comes_to(n1="sent", n2="sent", n3="sent", n4="sent")
    assert [one.id for one in kiosk.wire.sent] == [1, 2, 3, 4]


async def test_what_an_earlier_process_left_waiting_is_said_with_the_next_word(database: Database) -> None:
    kiosk = Kiosk(database)

    def left_behind(tx: Transaction) -> None:
        outbox.add(tx, Delivery(1, ACCOUNT, CHAT, Content("earlier")), 7, NOON, sending=False, due=outbox.NEVER)

    await database.write(left_behind)
    async with kiosk.office.open() as office:
        await kiosk.door.hear(CHAT, NOON, "zh")
        await office.hands(delivery(2))
        await until(lambda: len(kiosk.wire.sent) == 2)
    assert [one.id for one in kiosk.wire.sent] == [1, 2]


async def test_a_copy_of_a_notice_that_cannot_be_said_there_does_not_wait(database: Database) -> None:
    kiosk = Kiosk(database)
    spends(kiosk)
    async with kiosk.office.open() as office:
        await office.add(delivery(1, priority=Priority.NOTICE), broadcast=5)
        await office.comes_to(n1="failed")


async def test_what_waits_for_a_word_that_never_comes_is_over_after_some_days(database: Database) -> None:
    """Else its words would be kept for ever: what waits to be sent is not purged."""
    kiosk = Kiosk(database)

    def work(tx: Transaction) -> None:
        outbox.add(tx, delivery(1), 0, NOON, sending=True)
        spent = Receipt(1, failure=SendFailure(FailureKind.SPENT))
        note(tx, [judge(claimed(1), spent, NOON)], NOON)

    def state(tx: Transaction) -> str:
        return str(tx.connection.execute("select state from outbox").fetchone()[0])

    await database.write(work)
    await kiosk.closing.close()
    assert await database.read(state) == "queued"
    kiosk.office.now = NOON + WORD_AWAITED
    await kiosk.closing.close()
    assert await database.read(state) == "expired"
