"""The web chat's door: what other processes say, and while the database is away."""

from collections.abc import Awaitable, Callable

import pytest

from domain.messages import Content, Delivery, NotCommitted
from storage import outbox, sayings
from storage.addresses import Address
from storage.database import Database, Transaction
from storage.door import Doorkeeper


@pytest.fixture
def engine() -> str:
    """A PostgreSQL that is away refuses reads as well; a SQLite file can always be read."""
    return "postgres"


@pytest.mark.parametrize(
    "ask",
    [
        lambda door: door.invitation("token"),
        lambda door: door.redeem("token"),
        lambda door: door.session("cookie"),
        lambda door: door.sign_out("cookie"),
        lambda door: door.transcript("1", 0, 10),
        lambda door: door.earlier("1", 10, 10),
        lambda door: door.file("1", "0" * 64),
        lambda door: door.newest(["1"]),
        lambda door: door.delivered("1", [1]),
    ],
)
async def test_what_the_database_cannot_do_now_is_to_be_tried_again(
    database: Database, ask: Callable[[Doorkeeper], Awaitable[object]]
) -> None:
    door = Doorkeeper(database, lambda: 0, lambda: "secret")
    await database.close()
    with pytest.raises(NotCommitted):
        await ask(door)


async def test_a_chat_is_another_after_each_line_of_either_side(database: Database) -> None:
    door = Doorkeeper(database, lambda: 0, lambda: "secret")

    def theirs(tx: Transaction) -> None:
        sayings.add(tx, Address("web", "1"), 1, "key", "在吗", (), 0, "")

    def ours(tx: Transaction) -> None:
        outbox.add(tx, Delivery(tx.ids.next(), "web", "1", Content("在")), 1, 0, sending=True)

    seen = [await door.newest(["1", "2"])]
    for line in (theirs, ours):
        await database.write(line)
        seen.append(await door.newest(["1", "2"]))
    assert len({found["1"] for found in seen}) == 3
    assert {found["2"] for found in seen} == {0}
