"""A morning in the town: the list of the day goes out, and is written at that moment."""

from broadcasts import composing, digests, mornings
from domain.messages import Priority
from domain.people import Role
from domain.schedules import local_day, moment
from storage import areas, outbox
from storage.database import Transaction
from storage.outbox import Claimed
from tests.town import ACCOUNT, ZONE, Town

DAY = 86_400_000


async def has_mornings(town: Town) -> None:
    """The village is looked at, as it is once a minute."""
    look = mornings.Mornings(town.database, ZONE, lambda: town.now)
    await look.look()


async def half_past_seven(town: Town) -> None:
    """The next time that the list is due."""
    then = moment(local_day(town.now + DAY, ZONE), mornings.AT, ZONE)
    town.now = then
    await town.later(0)


async def go_out(town: Town) -> list[int]:
    """What is due as a reminder is claimed, written and sent; to whom."""

    def work(tx: Transaction) -> list[int]:
        found: list[int] = []
        while claimed := outbox.claim(tx, ACCOUNT, Priority.REMINDER, town.now, 50):
            written = composing.compose(tx, digests.composers(town.writer), claimed, town.now)
            outbox.sent(tx, [(each.delivery.id, (str(each.delivery.id),)) for each in written], town.now)
            found += [each.person for each in written]
        return found

    return await town.database.write(work)


async def morning(town: Town) -> list[str]:
    """Half past seven comes, and the lists go out; to whom."""
    await has_mornings(town)
    await half_past_seven(town)
    names = {person: name for name, person in town.people.items()}
    return sorted(names[person] for person in await go_out(town))


async def settles_in_second_microgrid(town: Town) -> None:
    """小黄 works in another micro-grid of the village."""

    def work(tx: Transaction) -> None:
        grid = areas.ensure(tx, town.village, "grid", "一网格")
        other = areas.ensure(tx, grid, "microgrid", "一网格2组")
        first, town.microgrid = town.microgrid, other
        town._settle(tx, "小黄", "9幢101", "13800000013", Role.GRID_WORKER, other)
        town.microgrid = first

    await town.database.write(work)


def claim(tx: Transaction, now: int) -> list[Claimed]:
    return outbox.claim(tx, ACCOUNT, Priority.REMINDER, now, 50)


