"""Errands in the village of these tests: who needs them, who runs them, what became of one."""

from typing import Any

from domain.errands import Errand
from domain.people import Role, Status
from storage import errands, households, people
from storage.database import Transaction
from tests.town import NOON, Town


async def kept_in(town: Town, who: str = "李阿公", status: Status = Status.OBSERVATION) -> None:
    """Somebody's household is observed from now on."""

    def work(tx: Transaction) -> None:
        person = people.get(tx, town.people[who])
        assert person is not None
        households.note_status(tx, person.household, status, NOON, None, 0, NOON)

    await town.database.write(work)


async def volunteers(town: Town, *names: str) -> None:
    def work(tx: Transaction) -> None:
        for number, name in enumerate(names, 71):
            town._settle(tx, name, f"7幢{number}1", f"138000000{number}", Role.VOLUNTEER, town.village)

    await town.database.write(work)


async def errand(town: Town, number: int = 1) -> Errand:
    found = await town.database.read(lambda tx: errands.numbered(tx, town.village.id, number))
    assert found is not None
    return found


async def every(town: Town) -> list[Errand]:
    return await town.database.read(lambda tx: errands.every(tx, 0, 100))


async def history(town: Town, number: int = 1) -> list[str]:
    found = await errand(town, number)
    return [event.what for event in await town.database.read(lambda tx: errands.events(tx, found.id))]


async def in_hand(town: Town, who: str = "小陈", *wanted: str) -> None:
    await kept_in(town)
    for words in wanted or ("帮我去驿站拿个包裹",):
        await town.says("李阿公", words)
        await town.presses(who, "我来办")


async def photo(town: Town, content: bytes = b"a parcel") -> Any:
    return town.house.files.keep(content, "image/jpeg", "photo")
