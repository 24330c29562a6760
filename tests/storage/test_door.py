"""The web chat's door while the database is away."""

from collections.abc import Awaitable, Callable

import pytest

from domain.messages import NotCommitted
from storage.database import Database
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
