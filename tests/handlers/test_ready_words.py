"""The words that stand ready on the web chat's buttons: whose chat has which, and that each of them is understood."""

import pytest

from channels.web_words import FIRST, QUICK, words
from domain.people import Status
from storage import households, links
from storage.database import Transaction
from storage.door import Doorkeeper
from tests.observed import observe
from tests.town import Town


async def kind(town: Town, name: str) -> str:
    door = Doorkeeper(town.database, lambda: town.now, lambda: f"cookie {name}")
    person = town.people[name]
    await town.database.write(lambda tx: links.add(tx, name, "chat", person, person, town.now))
    entered = await door.redeem(name)
    assert entered is not None
    assert await door.session(f"cookie {name}") == entered[1]
    return entered[1].kind


async def test_each_has_the_words_of_what_they_are(town: Town) -> None:
    def stay_in(tx: Transaction) -> None:
        home = households.at_door(tx, town.village.id, "3-202")[0]
        households.note_status(tx, home.id, Status.OBSERVATION, town.now, None, 0, town.now)

    await town.database.write(stay_in)
    people = {"李阿公": "villager", "王阿婆": "observed", "小陈": "worker", "陈主任": "cadre", "刘医生": "doctor"}
    assert {name: await kind(town, name) for name in people} == people
    assert set(QUICK) == set(FIRST) == {"villager", "observed", "worker", "cadre", "doctor"}


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_each_word_that_stands_ready_is_understood(town: Town, language: str) -> None:
    await town.opens_window()
    await observe(town, "李阿公")
    table = words(language)
    whose = {"王阿婆": "villager", "李阿公": "observed", "小陈": "worker", "陈主任": "cadre", "刘医生": "doctor"}
    for name, ready in whose.items():
        for word in QUICK[ready]:
            await town.says(name, table[word])
            assert "没看懂" not in await town.last(name), (name, table[word])
